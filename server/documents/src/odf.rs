//! OpenDocument 1.3 (ISO/IEC 26300): what LibreOffice opens, as text and as a spreadsheet.

use crate::model::{Block, Document, Heading, Look, Picture, Run, Sheet, Table, Value};
use crate::package::zip;
use crate::words::Language;
use crate::xml::Xml;
use jiff::Timestamp;
use std::borrow::Cow;

const NAMES: [(&str, &str); 11] = [
    ("xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
    ("xmlns:style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
    ("xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
    ("xmlns:table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
    ("xmlns:draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"),
    ("xmlns:svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"),
    ("xmlns:fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"),
    ("xmlns:meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
    ("office:version", "1.3"),
];
/// Around tables and under headings.
const LINE: &str = "0.5pt solid #8a8272";
/// Letters of a line of a sheet's cell, its height, and what stands around it, in centimetres.
const LETTER_CM: f64 = 0.2;
const LINE_CM: f64 = 0.48;

/// The document as an `.odt` file.
pub(crate) fn odt(document: &Document) -> Vec<u8> {
    let mut content = Xml::new();
    content.within("office:document-content", &NAMES, |xml| {
        xml.within("office:automatic-styles", &[], |xml| {
            text_style(xml, "strong", &[], |xml| {
                xml.empty("style:text-properties", &weights("bold"));
            });
            let on_cover = [("style:master-page-name", "Cover")];
            let on_new_page = [("fo:break-before", "page")];
            let nothing: &[(&str, &str)] = &[];
            for (name, parent, more, properties) in [
                ("cover", "Title", &on_cover[..], nothing),
                ("logos", "Logos", &on_cover, nothing),
                ("page1", "Heading_20_1", nothing, &on_new_page[..]),
                ("page2", "Heading_20_2", nothing, &on_new_page),
                ("page3", "Heading_20_3", nothing, &on_new_page),
                ("answered", "Said", nothing, &[("fo:keep-with-next", "always")]),
            ] {
                let style = [
                    ("style:name", name),
                    ("style:family", "paragraph"),
                    ("style:parent-style-name", parent),
                ];
                xml.within("style:style", &[&style, more].concat(), |xml| {
                    if !properties.is_empty() {
                        xml.empty("style:paragraph-properties", properties);
                    }
                });
            }
            for (n, column) in columns(document) {
                let percent = format!("{}*", u32::from(column) * 655);
                xml.within("style:style", &[("style:name", &n), ("style:family", "table-column")], |xml| {
                    xml.empty("style:table-column-properties", &[("style:rel-column-width", &percent)]);
                });
            }
            xml.within("style:style", &[("style:name", "cell"), ("style:family", "table-cell")], |xml| {
                xml.empty(
                    "style:table-cell-properties",
                    &[("fo:border", LINE), ("fo:padding", "0.03cm 0.15cm")],
                );
            });
            xml.within("style:style", &[("style:name", "row"), ("style:family", "table-row")], |xml| {
                xml.empty("style:table-row-properties", &[("fo:keep-together", "always")]);
            });
            for (name, may_break) in [("short", "false"), ("long", "true")] {
                xml.within("style:style", &[("style:name", name), ("style:family", "table")], |xml| {
                    let table = [
                        ("table:align", "margins"),
                        ("fo:margin-bottom", "0.25cm"),
                        ("style:may-break-between-rows", may_break),
                    ];
                    xml.empty("style:table-properties", &table);
                });
            }
        });
        xml.within("office:body", &[], |xml| {
            xml.within("office:text", &[], |xml| text(xml, document));
        });
    });
    package(
        "application/vnd.oasis.opendocument.text",
        document.at,
        &content.bytes(),
        &text_styles(document),
        &meta(&document.title, &document.language, document.at),
        &all_drawn(document),
    )
}

/// The names of the column styles of all tables, and the widths.
fn columns(document: &Document) -> impl Iterator<Item = (String, u8)> {
    document.blocks.iter().enumerate().flat_map(|(n, block)| {
        let columns = if let Block::Table(table) = block { &table.columns[..] } else { &[] };
        columns.iter().enumerate().map(move |(c, column)| (column_style(n, c), column.percent))
    })
}

fn column_style(table: usize, column: usize) -> String {
    format!("table{table}.{column}")
}

fn text(xml: &mut Xml, document: &Document) {
    let mut title = if document.contents.is_some() { "cover" } else { "Title" };
    for (row, line) in document.logo_lines().into_iter().enumerate() {
        let logos = if row == 0 && document.contents.is_some() { "logos" } else { "Logos" };
        xml.within("text:p", &[("text:style-name", logos)], |xml| {
            for (n, one) in line {
                picture(xml, n, one);
                lines(xml, "   ");
            }
        });
        title = "Title";
    }
    paragraph(xml, title, &[Run::plain(&document.title)]);
    paragraph(xml, "Subtitle", &[Run::plain(&document.subtitle)]);
    if let Some(contents) = &document.contents {
        paragraph(xml, "Contents_20_Heading", &[Run::plain(contents)]);
        for (n, level, text) in document.headings() {
            xml.within("text:p", &[("text:style-name", &format!("Contents_20_{level}"))], |xml| {
                let target = format!("#part{n}");
                xml.within("text:a", &[("xlink:type", "simple"), ("xlink:href", &target)], |xml| {
                    lines(xml, text)
                });
            });
        }
    }
    for (n, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Heading(Heading { level, text, is_on_new_page }) => {
                let style = if *is_on_new_page { "page" } else { "Heading_20_" };
                let (style, level) = (format!("{style}{level}"), level.to_string());
                xml.within("text:h", &[("text:style-name", &style), ("text:outline-level", &level)], |xml| {
                    xml.empty("text:bookmark", &[("text:name", &format!("part{n}"))]);
                    lines(xml, text);
                });
            }
            Block::Paragraph(Look::Said, runs) if document.is_answered(n) => paragraph(xml, "answered", runs),
            Block::Paragraph(look, runs) => paragraph(xml, style(*look), runs),
            Block::Table(table) => write_table(xml, n, table),
            Block::Picture(one) => {
                xml.within("text:p", &[("text:style-name", "Standard")], |xml| {
                    picture(xml, document.number(one), one);
                });
            }
        }
    }
}

fn style(look: Look) -> &'static str {
    match look {
        Look::Plain => "Standard",
        Look::Lead => "Lead",
        Look::Said => "Said",
        Look::Under => "Under",
        Look::Note => "Note",
    }
}

fn paragraph(xml: &mut Xml, style: &str, runs: &[Run]) {
    xml.within("text:p", &[("text:style-name", style)], |xml| {
        for run in runs {
            if run.is_strong {
                xml.within("text:span", &[("text:style-name", "strong")], |xml| lines(xml, &run.text));
            } else {
                lines(xml, &run.text);
            }
        }
    });
}

/// Letters with their line breaks and their blanks: several in a row would become one.
fn lines(xml: &mut Xml, text: &str) {
    for (n, line) in text.split('\n').enumerate() {
        if n > 0 {
            xml.empty("text:line-break", &[]);
        }
        for words in line.split_inclusive([' ', '\t']) {
            xml.text(words.trim_end_matches([' ', '\t']));
            match words.chars().last() {
                Some(' ') => xml.empty("text:s", &[]),
                Some('\t') => xml.empty("text:tab", &[]),
                Some(_) | None => {}
            }
        }
    }
}

fn write_table(xml: &mut Xml, n: usize, table: &Table) {
    paragraph(xml, "Caption", &[Run::plain(&table.caption)]);
    let name = format!("table{n}");
    let style = if table.is_short() { "short" } else { "long" };
    xml.within("table:table", &[("table:name", &*name), ("table:style-name", style)], |xml| {
        for c in 0..table.columns.len() {
            xml.empty("table:table-column", &[("table:style-name", &column_style(n, c))]);
        }
        xml.within("table:table-header-rows", &[], |xml| {
            xml.within("table:table-row", &[("table:style-name", "row")], |xml| {
                for column in &table.columns {
                    cell(xml, "Cell", &Run::strong(&column.name));
                }
            });
        });
        for row in &table.rows {
            xml.within("table:table-row", &[("table:style-name", "row")], |xml| {
                for (words, column) in row.iter().zip(&table.columns) {
                    cell(xml, if column.is_number { "Figure" } else { "Cell" }, &Run::plain(words));
                }
            });
        }
    });
}

fn cell(xml: &mut Xml, style: &str, run: &Run) {
    let cell = [("table:style-name", "cell"), ("office:value-type", "string")];
    xml.within("table:table-cell", &cell, |xml| paragraph(xml, style, std::slice::from_ref(run)));
}

fn text_style(xml: &mut Xml, name: &str, more: &[(&str, &str)], inside: impl FnOnce(&mut Xml)) {
    let attributes = [&[("style:name", name), ("style:family", "text")], more].concat();
    xml.within("style:style", &attributes, inside);
}

/// Size in points, spaces in centimetres.
const STYLES: [(&str, &str, f64, bool, f64, f64, f64); 18] = [
    ("Logos", "Logos", 10.5, false, 0.0, 0.35, 0.0),
    ("Title", "Title", 24.0, true, 0.0, 0.2, 0.0),
    ("Subtitle", "Subtitle", 12.0, false, 0.0, 0.55, 0.0),
    ("Heading_20_1", "Heading 1", 16.0, true, 0.6, 0.2, 0.0),
    ("Heading_20_2", "Heading 2", 13.0, true, 0.45, 0.1, 0.0),
    ("Heading_20_3", "Heading 3", 11.0, true, 0.2, 0.07, 0.0),
    ("Contents_20_Heading", "Contents Heading", 13.0, true, 0.0, 0.1, 0.0),
    ("Contents_20_1", "Contents 1", 10.5, true, 0.1, 0.0, 0.0),
    ("Contents_20_2", "Contents 2", 10.0, false, 0.0, 0.0, 0.5),
    ("Caption", "Caption", 10.5, true, 0.2, 0.1, 0.0),
    ("Lead", "Lead", 10.0, false, 0.0, 0.07, 0.0),
    ("Said", "Said", 10.5, false, 0.0, 0.1, 0.0),
    ("Under", "Under", 10.5, false, 0.0, 0.1, 0.6),
    ("Note", "Note", 10.0, false, 0.0, 0.1, 0.0),
    ("Cell", "Cell", 10.0, false, 0.0, 0.0, 0.0),
    ("Figure", "Figure", 10.0, false, 0.0, 0.0, 0.0),
    ("Header", "Header", 9.0, false, 0.0, 0.0, 0.0),
    ("Footer", "Footer", 9.0, false, 0.0, 0.0, 0.0),
];

fn text_styles(document: &Document) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.within("office:document-styles", &NAMES, |xml| {
        xml.within("office:styles", &[], |xml| {
            default_style(xml, "paragraph", "10.5pt", &document.language);
            let standard =
                [("style:name", "Standard"), ("style:family", "paragraph"), ("style:class", "text")];
            xml.within("style:style", &standard, |xml| {
                let space = [
                    ("fo:margin-bottom", "0.14cm"),
                    ("fo:line-height", "105%"),
                    ("fo:orphans", "2"),
                    ("fo:widows", "2"),
                ];
                xml.empty("style:paragraph-properties", &space);
            });
            for (name, shown) in [
                ("Internet_20_link", "Internet Link"),
                ("Visited_20_Internet_20_Link", "Visited Internet Link"),
            ] {
                text_style(xml, name, &[("style:display-name", shown)], |xml| {
                    let link = [("fo:color", "#000000"), ("style:text-underline-style", "none")];
                    xml.empty("style:text-properties", &link);
                });
            }
            for (name, shown, size, is_bold, before, after, indent) in STYLES {
                let mut attributes = vec![
                    ("style:name", name),
                    ("style:display-name", shown),
                    ("style:family", "paragraph"),
                    ("style:parent-style-name", "Standard"),
                ];
                let level = name.strip_prefix("Heading_20_");
                attributes.extend(level.map(|level| ("style:default-outline-level", level)));
                xml.within("style:style", &attributes, |xml| {
                    let [before, after, indent] = [before, after, indent].map(|space| format!("{space}cm"));
                    let mut properties = vec![
                        ("fo:margin-top", &*before),
                        ("fo:margin-bottom", &*after),
                        ("fo:margin-left", &*indent),
                    ];
                    if level.is_some() || ["Caption", "Lead"].contains(&name) {
                        properties.push(("fo:keep-with-next", "always"));
                    }
                    if level == Some("1") {
                        properties.extend([("fo:border-bottom", LINE), ("fo:padding-bottom", "0.05cm")]);
                    }
                    if name == "Figure" {
                        properties.push(("fo:text-align", "end"));
                    }
                    xml.empty("style:paragraph-properties", &properties);
                    let size = format!("{size}pt");
                    let weight = if is_bold { "bold" } else { "normal" };
                    let letters = [&sizes(&size)[..], &weights(weight)].concat();
                    xml.empty("style:text-properties", &letters);
                });
            }
        });
        xml.within("office:automatic-styles", &[], |xml| {
            xml.within("style:page-layout", &[("style:name", "page")], |xml| {
                let page = [
                    ("fo:page-width", "21cm"),
                    ("fo:page-height", "29.7cm"),
                    ("fo:margin-top", "0.9cm"),
                    ("fo:margin-bottom", "0.9cm"),
                    ("fo:margin-left", "2cm"),
                    ("fo:margin-right", "1.7cm"),
                ];
                xml.empty("style:page-layout-properties", &page);
                xml.within("style:header-style", &[], |xml| {
                    xml.empty("style:header-footer-properties", &[("fo:margin-bottom", "0.35cm")]);
                });
                xml.within("style:footer-style", &[], |xml| {
                    xml.empty("style:header-footer-properties", &[("fo:margin-top", "0.35cm")]);
                });
            });
            xml.within("style:page-layout", &[("style:name", "cover")], |xml| {
                let page = [
                    ("fo:page-width", "21cm"),
                    ("fo:page-height", "29.7cm"),
                    ("fo:margin-top", "1.7cm"),
                    ("fo:margin-bottom", "1.7cm"),
                    ("fo:margin-left", "2cm"),
                    ("fo:margin-right", "1.7cm"),
                ];
                xml.empty("style:page-layout-properties", &page);
            });
        });
        xml.within("office:master-styles", &[], |xml| {
            let page = [("style:name", "Standard"), ("style:page-layout-name", "page")];
            xml.within("style:master-page", &page, |xml| {
                xml.within("style:header", &[], |xml| {
                    paragraph(xml, "Header", &[Run::plain(&document.subtitle)]);
                });
                xml.within("style:footer", &[], |xml| {
                    xml.within("text:p", &[("text:style-name", "Footer")], |xml| {
                        lines(xml, &format!("{} — page ", document.title));
                        xml.element("text:page-number", &[("text:select-page", "current")], "1");
                        lines(xml, " / ");
                        xml.element("text:page-count", &[], "1");
                    });
                });
            });
            let cover = [
                ("style:name", "Cover"),
                ("style:page-layout-name", "cover"),
                ("style:next-style-name", "Standard"),
            ];
            xml.empty("style:master-page", &cover);
        });
    });
    xml.bytes()
}

/// Of letters of any script.
fn sizes(size: &str) -> [(&str, &str); 3] {
    ["fo:font-size", "style:font-size-asian", "style:font-size-complex"].map(|name| (name, size))
}

fn weights(weight: &str) -> [(&str, &str); 3] {
    ["fo:font-weight", "style:font-weight-asian", "style:font-weight-complex"].map(|name| (name, weight))
}

fn default_style(xml: &mut Xml, family: &str, size: &str, language: &str) {
    let (spoken, country) = language.split_once('-').unwrap_or((language, ""));
    let country = match (spoken, country) {
        ("fr", "") => "FR",
        ("en", "") => "GB",
        (_, "") => "none",
        (_, country) => country,
    };
    xml.within("style:default-style", &[("style:family", family)], |xml| {
        let letters = [("fo:font-family", "Arial"), ("fo:language", spoken), ("fo:country", country)];
        xml.empty("style:text-properties", &[&sizes(size)[..], &letters].concat());
    });
}

/// The sheet as an `.ods` file.
pub(crate) fn ods(sheet: &Sheet) -> Vec<u8> {
    let heights = Vec::from_iter(sheet.rows.iter().map(|row| sheet.lines(row)));
    let mut content = Xml::new();
    content.within("office:document-content", &NAMES, |xml| {
        xml.within("office:automatic-styles", &[], |xml| {
            for (n, (_, letters)) in sheet.columns.iter().enumerate() {
                let (name, width) =
                    (format!("column{n}"), format!("{:.2}cm", f64::from(*letters) * LETTER_CM));
                xml.within(
                    "style:style",
                    &[("style:name", &name), ("style:family", "table-column")],
                    |xml| {
                        xml.empty("style:table-column-properties", &[("style:column-width", &width)]);
                    },
                );
            }
            let mut different = heights.clone();
            different.sort_unstable();
            different.dedup();
            for lines in different {
                let (name, height) = (format!("row{lines}"), format!("{:.2}cm", f64::from(lines) * LINE_CM));
                xml.within("style:style", &[("style:name", &name), ("style:family", "table-row")], |xml| {
                    xml.empty("style:table-row-properties", &[("style:row-height", &height)]);
                });
            }
            let family = ("style:family", "table");
            let sheet = [("style:name", "sheet"), family, ("style:master-page-name", "Default")];
            xml.empty("style:style", &sheet);
            for (name, weight) in [("cell", "normal"), ("head", "bold")] {
                xml.within("style:style", &[("style:name", name), ("style:family", "table-cell")], |xml| {
                    let cell = [("fo:wrap-option", "wrap"), ("style:vertical-align", "top")];
                    xml.empty("style:table-cell-properties", &cell);
                    xml.empty("style:text-properties", &weights(weight));
                });
            }
        });
        xml.within("office:body", &[], |xml| {
            xml.within("office:spreadsheet", &[], |xml| {
                let table = [("table:name", &*sheet.name), ("table:style-name", "sheet")];
                xml.within("table:table", &table, |xml| rows(xml, sheet, &heights));
            });
        });
    });
    let mut styles = Xml::new();
    styles.within("office:document-styles", &NAMES, |xml| {
        xml.within("office:styles", &[], |xml| default_style(xml, "table-cell", "11pt", &sheet.language));
        xml.within("office:automatic-styles", &[], |xml| {
            xml.within("style:page-layout", &[("style:name", "page")], |xml| {
                let page = [
                    ("fo:page-width", "29.7cm"),
                    ("fo:page-height", "21cm"),
                    ("style:print-orientation", "landscape"),
                    ("fo:margin", "1.2cm"),
                    ("style:scale-to-X", "1"),
                    ("style:scale-to-Y", "0"),
                ];
                xml.empty("style:page-layout-properties", &page);
            });
        });
        xml.within("office:master-styles", &[], |xml| {
            let page = [("style:name", "Default"), ("style:page-layout-name", "page")];
            xml.empty("style:master-page", &page);
        });
    });
    let meta = meta(&sheet.title, &sheet.language, sheet.at);
    package(
        "application/vnd.oasis.opendocument.spreadsheet",
        sheet.at,
        &content.bytes(),
        &styles.bytes(),
        &meta,
        &[],
    )
}

fn rows(xml: &mut Xml, sheet: &Sheet, heights: &[u32]) {
    for n in 0..sheet.columns.len() {
        xml.empty("table:table-column", &[("table:style-name", &format!("column{n}"))]);
    }
    xml.within("table:table-header-rows", &[], |xml| {
        xml.within("table:table-row", &[], |xml| {
            for (name, _) in &sheet.columns {
                value(xml, "head", &Value::Text(name.clone()));
            }
        });
    });
    for (row, lines) in sheet.rows.iter().zip(heights) {
        xml.within("table:table-row", &[("table:style-name", &format!("row{lines}"))], |xml| {
            for one in row {
                value(xml, "cell", one);
            }
        });
    }
}

fn value(xml: &mut Xml, style: &str, value: &Value) {
    let style = ("table:style-name", style);
    match value {
        Value::Text(text) => {
            xml.within("table:table-cell", &[style, ("office:value-type", "string")], |xml| {
                for line in text.split('\n') {
                    xml.within("text:p", &[], |xml| lines(xml, line));
                }
            });
        }
        Value::Number(number) => float(xml, style, &number.to_string()),
        Value::Decimal(number) => float(xml, style, &Language::English.digits(*number)),
        Value::Empty => xml.empty("table:table-cell", &[style]),
    }
}

fn float(xml: &mut Xml, style: (&str, &str), number: &str) {
    let cell = [style, ("office:value-type", "float"), ("office:value", number)];
    xml.within("table:table-cell", &cell, |xml| xml.element("text:p", &[], number));
}

fn meta(title: &str, language: &str, at: Timestamp) -> Vec<u8> {
    let date = at.strftime("%Y-%m-%dT%H:%M:%S").to_string();
    let mut xml = Xml::new();
    xml.within("office:document-meta", &NAMES, |xml| {
        xml.within("office:meta", &[], |xml| {
            xml.element("dc:title", &[], title);
            xml.element("dc:language", &[], language);
            xml.element("meta:creation-date", &[], &date);
            xml.element("dc:date", &[], &date);
        });
    });
    xml.bytes()
}

fn package(
    kind: &str,
    at: Timestamp,
    content: &[u8],
    styles: &[u8],
    meta: &[u8],
    drawn: &[Drawn<'_>],
) -> Vec<u8> {
    let mut manifest = Xml::new();
    let names = [
        ("xmlns:manifest", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"),
        ("manifest:version", "1.3"),
    ];
    manifest.within("manifest:manifest", &names, |xml| {
        for (path, kind) in
            [("/", kind), ("content.xml", "text/xml"), ("styles.xml", "text/xml"), ("meta.xml", "text/xml")]
        {
            xml.empty("manifest:file-entry", &[("manifest:full-path", path), ("manifest:media-type", kind)]);
        }
        for Drawn { path, .. } in drawn {
            let entry = [("manifest:full-path", &**path), ("manifest:media-type", "image/png")];
            xml.empty("manifest:file-entry", &entry);
        }
    });
    let manifest = manifest.bytes();
    let parts = [
        ("mimetype", kind.as_bytes()),
        ("META-INF/manifest.xml", &manifest),
        ("content.xml", content),
        ("styles.xml", styles),
        ("meta.xml", meta),
    ];
    let drawn = drawn.iter().map(|one| (&*one.path, &*one.bytes));
    zip(at, &["mimetype"], &Vec::from_iter(parts.into_iter().chain(drawn)))
}

/// A file of a package that is to be seen.
struct Drawn<'d> {
    path: String,
    bytes: Cow<'d, [u8]>,
}

fn all_drawn(document: &Document) -> Vec<Drawn<'_>> {
    document.pictures().map(|(n, one)| Drawn { path: picture_file(n), bytes: one.png() }).collect()
}

fn picture_file(n: usize) -> String {
    format!("Pictures/picture{n}.png")
}

/// In the line, like a letter.
fn picture(xml: &mut Xml, n: usize, picture: &Picture) {
    let (width, height) = (format!("{}mm", picture.size.0), format!("{}mm", picture.size.1));
    let (name, file) = (format!("picture{n}"), picture_file(n));
    let frame = [
        ("draw:name", &*name),
        ("text:anchor-type", "as-char"),
        ("svg:width", &*width),
        ("svg:height", &*height),
    ];
    xml.within("draw:frame", &frame, |xml| {
        let image = [
            ("xlink:href", &*file),
            ("xlink:type", "simple"),
            ("xlink:show", "embed"),
            ("xlink:actuate", "onLoad"),
        ];
        xml.empty("draw:image", &image);
        xml.element("svg:title", &[], &picture.name);
    });
}
