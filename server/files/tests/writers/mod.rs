//! Writes small files for the tests.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Which cells are quoted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quotes {
    All,
    Needed,
}

/// A text file of records.
pub(crate) fn csv(
    headings: &[String],
    rows: &[Vec<String>],
    separator: char,
    quotes: Quotes,
    end: &str,
) -> String {
    let cell = |text: &String| {
        let needed = text.contains([separator, '"', '\n', '\r']);
        if quotes == Quotes::All || needed {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.clone()
        }
    };
    let line =
        |cells: &[String]| cells.iter().map(cell).collect::<Vec<_>>().join(&separator.to_string()) + end;
    line(headings) + &rows.iter().map(|row| line(row)).collect::<String>()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A packed file of parts.
pub(crate) fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet whose cells are texts, and whole numbers where they look so.
pub(crate) fn xlsx(name: &str, headings: &[String], rows: &[Vec<String>]) -> Vec<u8> {
    let letter = |column: usize| char::from(b'A' + column as u8);
    let mut data = String::new();
    for (index, row) in std::iter::once(headings).chain(rows.iter().map(Vec::as_slice)).enumerate() {
        data += &format!("<row r=\"{}\">", index + 1);
        for (column, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let place = format!("{}{}", letter(column), index + 1);
            data += &if text.parse::<f64>().is_ok() {
                format!("<c r=\"{place}\"><v>{text}</v></c>")
            } else {
                format!(
                    "<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                    escaped(text)
                )
            };
        }
        data += "</row>";
    }
    workbook(&[(name, data)], "", "")
}

/// A workbook of sheets as the XML of their rows, with the XML of shared strings and of styles.
pub(crate) fn workbook(sheets: &[(&str, String)], strings: &str, styles: &str) -> Vec<u8> {
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    let mut list = String::new();
    let mut relations = String::new();
    let mut parts = Vec::new();
    for (index, (name, data)) in sheets.iter().enumerate() {
        let number = index + 1;
        list += &format!("<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>", escaped(name));
        relations += &format!(
            "<Relationship Id=\"rId{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        let (rows, after) = data.split_once('\u{1}').unwrap_or((data, ""));
        parts.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!("<worksheet {main}><sheetData>{rows}</sheetData>{after}</worksheet>"),
        ));
    }
    parts
        .push(("xl/workbook.xml".to_owned(), format!("<workbook {main}><sheets>{list}</sheets></workbook>")));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships>{relations}</Relationships>"),
    ));
    parts.push(("xl/sharedStrings.xml".to_owned(), format!("<sst {main}>{strings}</sst>")));
    parts.push(("xl/styles.xml".to_owned(), format!("<styleSheet {main}>{styles}</styleSheet>")));
    let parts: Vec<(&str, String)> = parts.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    packed(&parts)
}

/// An ODS of one sheet as the XML of its rows.
pub(crate) fn ods(rows: &str) -> Vec<u8> {
    let spaces = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"";
    let content = format!(
        "<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name=\"Feuille1\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()),
        ("content.xml", content),
    ])
}
