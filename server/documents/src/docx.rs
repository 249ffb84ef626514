//! Office Open XML for word processors (ECMA-376): what Microsoft Word opens.

use crate::model::{Block, Document, Heading, Look, Picture, Run, Table};
use crate::package::zip;
use crate::xml::Xml;

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
const IN_LINE: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
/// A millimetre in the units of drawings.
const EMU: u32 = 36_000;
/// Of lines around tables and under headings.
const LINES: &str = "8A8272";
/// A4 with margins, in twentieths of a point; the left one is for binding.
const PAGE: (u32, u32) = (11_906, 16_838);
const LEFT: u32 = 1_134;
const MARGIN: u32 = 964;
const TEXT_WIDTH: u32 = PAGE.0 - LEFT - MARGIN;

/// The document as a `.docx` file.
pub(crate) fn docx(document: &Document) -> Vec<u8> {
    let mut files = Vec::from_iter(
        [
            ("[Content_Types].xml", content_types()),
            ("_rels/.rels", package_relationships()),
            ("docProps/core.xml", core(document)),
            ("word/document.xml", body(document)),
            ("word/styles.xml", styles(document)),
            ("word/header1.xml", header(document)),
            ("word/footer1.xml", footer(document)),
            ("word/_rels/document.xml.rels", document_relationships(document)),
        ]
        .map(|(name, bytes)| (name.to_owned(), bytes)),
    );
    let pictures = document.pictures();
    files.extend(pictures.map(|(n, one)| (format!("word/{}", picture_file(n)), one.png().into_owned())));
    zip(document.at, &[], &files)
}

fn picture_file(n: usize) -> String {
    format!("media/picture{n}.png")
}

fn content_types() -> Vec<u8> {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut xml = Xml::new();
    xml.within(
        "Types",
        &[("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")],
        |xml| {
            let relationships = "application/vnd.openxmlformats-package.relationships+xml";
            xml.empty("Default", &[("Extension", "rels"), ("ContentType", relationships)]);
            xml.empty("Default", &[("Extension", "png"), ("ContentType", "image/png")]);
            for (part, kind) in [
                ("/word/document.xml", format!("{word}.document.main+xml")),
                ("/word/styles.xml", format!("{word}.styles+xml")),
                ("/word/header1.xml", format!("{word}.header+xml")),
                ("/word/footer1.xml", format!("{word}.footer+xml")),
                (
                    "/docProps/core.xml",
                    "application/vnd.openxmlformats-package.core-properties+xml".to_owned(),
                ),
            ] {
                xml.empty("Override", &[("PartName", part), ("ContentType", &kind)]);
            }
        },
    );
    xml.bytes()
}

fn relationships(all: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut xml = Xml::new();
    let names = "http://schemas.openxmlformats.org/package/2006/relationships";
    xml.within("Relationships", &[("xmlns", names)], |xml| {
        for (id, kind, target) in all {
            xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
        }
    });
    xml.bytes()
}

fn package_relationships() -> Vec<u8> {
    let properties = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relationships(&[
        ("rId1", &format!("{RELATIONSHIPS}/officeDocument"), "word/document.xml"),
        ("rId2", properties, "docProps/core.xml"),
    ])
}

fn document_relationships(document: &Document) -> Vec<u8> {
    let parts = [("rId1", "styles"), ("rId2", "footer"), ("rId3", "header")];
    let files = ["styles.xml", "footer1.xml", "header1.xml"].map(str::to_owned);
    let parts = parts.into_iter().map(|(id, kind)| (id.to_owned(), kind)).zip(files);
    let pictures = document.pictures().map(|(n, _)| ((format!("picture{n}"), "image"), picture_file(n)));
    let all = parts.chain(pictures).map(|((id, kind), file)| (id, format!("{RELATIONSHIPS}/{kind}"), file));
    let all = Vec::from_iter(all);
    relationships(&Vec::from_iter(all.iter().map(|(id, kind, file)| (&**id, &**kind, &**file))))
}

fn core(document: &Document) -> Vec<u8> {
    let date = document.at.to_string();
    let is_date = [("xsi:type", "dcterms:W3CDTF")];
    let mut xml = Xml::new();
    xml.within(
        "cp:coreProperties",
        &[
            ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
        |xml| {
            xml.element("dc:title", &[], &document.title);
            xml.element("dc:language", &[], &document.language);
            xml.element("dcterms:created", &is_date, &date);
            xml.element("dcterms:modified", &is_date, &date);
        },
    );
    xml.bytes()
}

fn body(document: &Document) -> Vec<u8> {
    let mut xml = Xml::new();
    let names = [("xmlns:w", MAIN), ("xmlns:r", RELATIONSHIPS), ("xmlns:wp", IN_LINE)];
    xml.within("w:document", &names, |xml| {
        xml.within("w:body", &[], |xml| {
            for line in document.logo_lines() {
                paragraph(xml, "Logos", |xml| {
                    for (n, one) in line {
                        picture(xml, n, one);
                        run(xml, &Run::plain("   "));
                    }
                });
            }
            paragraph(xml, "Title", |xml| run(xml, &Run::plain(&document.title)));
            paragraph(xml, "Subtitle", |xml| run(xml, &Run::plain(&document.subtitle)));
            if let Some(contents) = &document.contents {
                paragraph(xml, "ContentsHeading", |xml| run(xml, &Run::plain(contents)));
                for (n, level, text) in document.headings() {
                    paragraph(xml, &format!("TOC{level}"), |xml| {
                        let target = [("w:anchor", &*anchor(n))];
                        xml.within("w:hyperlink", &target, |xml| run(xml, &Run::plain(text)));
                    });
                }
            }
            for (n, block) in document.blocks.iter().enumerate() {
                write(xml, document, n, block);
            }
            xml.within("w:sectPr", &[], |xml| {
                xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", "rId3")]);
                xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rId2")]);
                let (width, height) = (PAGE.0.to_string(), PAGE.1.to_string());
                xml.empty("w:pgSz", &[("w:w", &width), ("w:h", &height)]);
                let (margin, left) = (MARGIN.to_string(), LEFT.to_string());
                xml.empty(
                    "w:pgMar",
                    &[
                        ("w:top", &*margin),
                        ("w:right", &*margin),
                        ("w:bottom", &*margin),
                        ("w:left", &*left),
                        ("w:header", "482"),
                        ("w:footer", "482"),
                        ("w:gutter", "0"),
                    ],
                );
                if document.contents.is_some() {
                    xml.empty("w:titlePg", &[]);
                }
            });
        });
    });
    xml.bytes()
}

fn anchor(block: usize) -> String {
    format!("_part{block}")
}

fn write(xml: &mut Xml, document: &Document, n: usize, block: &Block) {
    match block {
        Block::Heading(Heading { level, text, is_on_new_page }) => {
            let place = is_on_new_page.then_some("w:pageBreakBefore");
            paragraph_at(xml, &format!("Heading{level}"), place, |xml| {
                let id = n.to_string();
                xml.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", &anchor(n))]);
                run(xml, &Run::plain(text));
                xml.empty("w:bookmarkEnd", &[("w:id", &id)]);
            });
        }
        Block::Paragraph(look, runs) => {
            let place = document.is_answered(n).then_some("w:keepNext");
            paragraph_at(xml, style(*look), place, |xml| {
                for one in runs {
                    run(xml, one);
                }
            });
        }
        Block::Table(table) => write_table(xml, table),
        Block::Picture(one) => paragraph(xml, "Normal", |xml| picture(xml, document.number(one), one)),
    }
}

fn style(look: Look) -> &'static str {
    match look {
        Look::Plain => "Normal",
        Look::Lead => "Lead",
        Look::Said => "Said",
        Look::Under => "Under",
        Look::Note => "Note",
    }
}

fn paragraph(xml: &mut Xml, style: &str, inside: impl FnOnce(&mut Xml)) {
    paragraph_at(xml, style, None, inside);
}

/// A paragraph that stands at a certain place of its page.
fn paragraph_at(xml: &mut Xml, style: &str, place: Option<&str>, inside: impl FnOnce(&mut Xml)) {
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| {
            xml.empty("w:pStyle", &[("w:val", style)]);
            if let Some(place) = place {
                xml.empty(place, &[]);
            }
        });
        inside(xml);
    });
}

fn run(xml: &mut Xml, run: &Run) {
    xml.within("w:r", &[], |xml| {
        if run.is_strong {
            xml.within("w:rPr", &[], bold);
        }
        for (n, line) in run.text.split('\n').enumerate() {
            if n > 0 {
                xml.empty("w:br", &[]);
            }
            for (m, words) in line.split('\t').enumerate() {
                if m > 0 {
                    xml.empty("w:tab", &[]);
                }
                xml.element("w:t", &[("xml:space", "preserve")], words);
            }
        }
    });
}

/// In the line, like a letter.
fn picture(xml: &mut Xml, n: usize, picture: &Picture) {
    let (width, height) = (picture.size.0 * EMU, picture.size.1 * EMU);
    let (width, height, id) = (width.to_string(), height.to_string(), n.to_string());
    let size = [("cx", &*width), ("cy", &*height)];
    let properties = [("id", &*id), ("name", &*format!("picture{n}")), ("descr", &picture.name)];
    let nothing: &[(&str, &str)] = &[];
    xml.within("w:r", &[], |xml| {
        xml.within("w:drawing", &[], |xml| {
            let around = ["distT", "distB", "distL", "distR"].map(|side| (side, "0"));
            xml.within("wp:inline", &around, |xml| {
                xml.empty("wp:extent", &size);
                xml.empty("wp:docPr", &properties);
                xml.within("a:graphic", &[("xmlns:a", DRAWING)], |xml| {
                    xml.within("a:graphicData", &[("uri", PICTURE)], |xml| {
                        xml.within("pic:pic", &[("xmlns:pic", PICTURE)], |xml| {
                            xml.within("pic:nvPicPr", &[], |xml| {
                                xml.empty("pic:cNvPr", &properties);
                                xml.empty("pic:cNvPicPr", nothing);
                            });
                            xml.within("pic:blipFill", &[], |xml| {
                                xml.empty("a:blip", &[("r:embed", &*format!("picture{n}"))]);
                                xml.within("a:stretch", &[], |xml| xml.empty("a:fillRect", nothing));
                            });
                            xml.within("pic:spPr", &[], |xml| {
                                xml.within("a:xfrm", &[], |xml| {
                                    xml.empty("a:off", &[("x", "0"), ("y", "0")]);
                                    xml.empty("a:ext", &size);
                                });
                                xml.within("a:prstGeom", &[("prst", "rect")], |xml| {
                                    xml.empty("a:avLst", nothing);
                                });
                            });
                        });
                    });
                });
            });
        });
    });
}

fn write_table(xml: &mut Xml, table: &Table) {
    paragraph(xml, "Caption", |xml| run(xml, &Run::plain(&table.caption)));
    let widths = Vec::from_iter(
        table.columns.iter().map(|column| (TEXT_WIDTH * u32::from(column.percent) / 100).to_string()),
    );
    xml.within("w:tbl", &[], |xml| {
        xml.within("w:tblPr", &[], |xml| {
            xml.empty("w:tblStyle", &[("w:val", "TableGrid")]);
            xml.empty("w:tblW", &[("w:w", "5000"), ("w:type", "pct")]);
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
            xml.empty("w:tblLook", &[("w:val", "0020"), ("w:firstRow", "1")]);
        });
        xml.within("w:tblGrid", &[], |xml| {
            for width in &widths {
                xml.empty("w:gridCol", &[("w:w", width)]);
            }
        });
        let names = Vec::from_iter(table.columns.iter().map(|column| column.name.clone()));
        for (n, row) in std::iter::once(&names).chain(&table.rows).enumerate() {
            xml.within("w:tr", &[], |xml| {
                xml.within("w:trPr", &[], |xml| {
                    xml.empty("w:cantSplit", &[]);
                    if n == 0 {
                        xml.empty("w:tblHeader", &[]);
                    }
                });
                for ((cell, column), width) in row.iter().zip(&table.columns).zip(&widths) {
                    xml.within("w:tc", &[], |xml| {
                        xml.within("w:tcPr", &[], |xml| {
                            xml.empty("w:tcW", &[("w:w", width), ("w:type", "dxa")]);
                        });
                        let style = if column.is_number { "Figure" } else { "Cell" };
                        xml.within("w:p", &[], |xml| {
                            xml.within("w:pPr", &[], |xml| {
                                xml.empty("w:pStyle", &[("w:val", style)]);
                                if table.is_short() && n < table.rows.len() {
                                    xml.empty("w:keepNext", &[]);
                                }
                            });
                            run(xml, &Run { text: cell.clone(), is_strong: n == 0 });
                        });
                    });
                }
            });
        }
    });
    paragraph(xml, "Gap", |_| ());
}

/// A paragraph style: spaces before and after and indent in twentieths of a point, size in half points.
struct Style {
    id: &'static str,
    name: &'static str,
    size: u8,
    is_bold: bool,
    before: u16,
    after: u16,
    indent: u16,
    outline: Option<u8>,
    right: bool,
}

const PLAIN: Style = Style {
    id: "",
    name: "",
    size: 21,
    is_bold: false,
    before: 0,
    after: 60,
    indent: 0,
    outline: None,
    right: false,
};

const STYLES: [Style; 19] = [
    Style { id: "Logos", name: "Logos", after: 200, ..PLAIN },
    Style { id: "Title", name: "Title", size: 48, is_bold: true, after: 120, ..PLAIN },
    Style { id: "Subtitle", name: "Subtitle", size: 24, after: 320, ..PLAIN },
    Style {
        id: "Heading1",
        name: "heading 1",
        size: 32,
        is_bold: true,
        before: 360,
        after: 120,
        outline: Some(0),
        ..PLAIN
    },
    Style {
        id: "Heading2",
        name: "heading 2",
        size: 26,
        is_bold: true,
        before: 260,
        outline: Some(1),
        ..PLAIN
    },
    Style {
        id: "Heading3",
        name: "heading 3",
        size: 22,
        is_bold: true,
        before: 120,
        after: 40,
        outline: Some(2),
        ..PLAIN
    },
    Style { id: "ContentsHeading", name: "Contents Heading", size: 26, is_bold: true, ..PLAIN },
    Style { id: "TOC1", name: "toc 1", after: 0, before: 60, is_bold: true, ..PLAIN },
    Style { id: "TOC2", name: "toc 2", size: 20, after: 0, indent: 280, ..PLAIN },
    Style { id: "Caption", name: "caption", is_bold: true, before: 120, ..PLAIN },
    Style { id: "Lead", name: "Lead", size: 20, after: 40, ..PLAIN },
    Style { id: "Said", name: "Said", ..PLAIN },
    Style { id: "Under", name: "Under", indent: 340, ..PLAIN },
    Style { id: "Note", name: "Note", size: 20, ..PLAIN },
    Style { id: "Cell", name: "Cell", size: 20, after: 20, before: 20, ..PLAIN },
    Style { id: "Figure", name: "Figure", size: 20, after: 20, before: 20, right: true, ..PLAIN },
    // Between a table and what follows.
    Style { id: "Gap", name: "Gap", size: 8, after: 0, ..PLAIN },
    Style { id: "Header", name: "header", size: 18, after: 0, ..PLAIN },
    Style { id: "Footer", name: "footer", size: 18, after: 0, ..PLAIN },
];

fn styles(document: &Document) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.within("w:styles", &[("xmlns:w", MAIN)], |xml| {
        xml.within("w:docDefaults", &[], |xml| {
            xml.within("w:rPrDefault", &[], |xml| {
                xml.within("w:rPr", &[], |xml| {
                    xml.empty("w:rFonts", &[("w:ascii", "Arial"), ("w:hAnsi", "Arial"), ("w:cs", "Arial")]);
                    size(xml, PLAIN.size);
                    xml.empty("w:lang", &[("w:val", &document.language)]);
                });
            });
            xml.within("w:pPrDefault", &[], |xml| {
                xml.within("w:pPr", &[], |xml| {
                    xml.empty("w:spacing", &[("w:after", "80"), ("w:line", "252"), ("w:lineRule", "auto")])
                });
            });
        });
        let normal = [("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")];
        xml.within("w:style", &normal, |xml| {
            xml.empty("w:name", &[("w:val", "Normal")]);
            xml.empty("w:qFormat", &[]);
        });
        for style in &STYLES {
            write_style(xml, style);
        }
        xml.within("w:style", &[("w:type", "table"), ("w:styleId", "TableGrid")], |xml| {
            xml.empty("w:name", &[("w:val", "Table Grid")]);
            xml.within("w:tblPr", &[], |xml| {
                xml.within("w:tblBorders", &[], |xml| {
                    for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
                        xml.empty(side, &[("w:val", "single"), ("w:sz", "4"), ("w:color", LINES)]);
                    }
                });
                xml.within("w:tblCellMar", &[], |xml| {
                    for side in ["w:left", "w:right"] {
                        xml.empty(side, &[("w:w", "100"), ("w:type", "dxa")]);
                    }
                });
            });
        });
    });
    xml.bytes()
}

/// Of letters from left to right and from right to left.
fn bold(xml: &mut Xml) {
    xml.empty("w:b", &[]);
    xml.empty("w:bCs", &[]);
}

fn size(xml: &mut Xml, half_points: u8) {
    let size = half_points.to_string();
    xml.empty("w:sz", &[("w:val", &size)]);
    xml.empty("w:szCs", &[("w:val", &size)]);
}

fn write_style(xml: &mut Xml, style: &Style) {
    xml.within("w:style", &[("w:type", "paragraph"), ("w:styleId", style.id)], |xml| {
        xml.empty("w:name", &[("w:val", style.name)]);
        xml.empty("w:basedOn", &[("w:val", "Normal")]);
        xml.empty("w:qFormat", &[]);
        xml.within("w:pPr", &[], |xml| {
            if style.outline.is_some() || ["Caption", "Lead"].contains(&style.id) {
                xml.empty("w:keepNext", &[]);
            }
            if style.outline == Some(0) {
                xml.within("w:pBdr", &[], |xml| {
                    let line = [("w:val", "single"), ("w:sz", "8"), ("w:space", "2"), ("w:color", LINES)];
                    xml.empty("w:bottom", &line);
                });
            }
            let (before, after) = (style.before.to_string(), style.after.to_string());
            xml.empty("w:spacing", &[("w:before", &before), ("w:after", &after)]);
            if style.indent > 0 {
                xml.empty("w:ind", &[("w:left", &style.indent.to_string())]);
            }
            if style.right {
                xml.empty("w:jc", &[("w:val", "right")]);
            }
            if let Some(level) = style.outline {
                xml.empty("w:outlineLvl", &[("w:val", &level.to_string())]);
            }
        });
        xml.within("w:rPr", &[], |xml| {
            if style.is_bold {
                bold(xml);
            }
            size(xml, style.size);
        });
    });
}

fn header(document: &Document) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.within("w:hdr", &[("xmlns:w", MAIN)], |xml| {
        paragraph(xml, "Header", |xml| run(xml, &Run::plain(&document.subtitle)));
    });
    xml.bytes()
}

fn footer(document: &Document) -> Vec<u8> {
    let field = |xml: &mut Xml, name: &str| {
        xml.within("w:fldSimple", &[("w:instr", name)], |xml| run(xml, &Run::plain("1")));
    };
    let mut xml = Xml::new();
    xml.within("w:ftr", &[("xmlns:w", MAIN)], |xml| {
        paragraph(xml, "Footer", |xml| {
            run(xml, &Run::plain(format!("{} — page ", document.title)));
            field(xml, "PAGE");
            run(xml, &Run::plain(" / "));
            field(xml, "NUMPAGES");
        });
    });
    xml.bytes()
}
