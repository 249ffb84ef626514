//! One page that needs nothing beside it, for browsers and their printers.

use crate::model::{Block, Document, Heading, Image, Look, Picture, Run, Table};
use data_encoding::BASE64;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("html.css");

/// The document as an `.html` file.
pub(crate) fn html(document: &Document) -> Vec<u8> {
    let spoken = (document.spoken != document.language).then_some(document.spoken.as_str());
    let page = html! {
        (DOCTYPE)
        html lang=(document.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { (document.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    @if !document.logos.is_empty() {
                        p.logos { @for one in &document.logos { (picture(one)) } }
                    }
                    h1 lang=[spoken] dir="auto" { (document.title) }
                    p { (document.subtitle) }
                }
                @if let Some(contents) = &document.contents { nav aria-labelledby="contents" {
                    h2 id="contents" { (contents) }
                    ol {
                        @for (n, level, text) in document.headings() {
                            li.{ "level" (level) } { a href={ "#part" (n) } dir="auto" { (text) } }
                        }
                    }
                } }
                main { @for (n, one) in document.blocks.iter().enumerate() { (block(n, one, spoken)) } }
            }
        }
    };
    page.into_string().into_bytes()
}

fn block(n: usize, block: &Block, spoken: Option<&str>) -> Markup {
    let id = format!("part{n}");
    match block {
        Block::Heading(Heading { level, text, is_on_new_page }) => {
            let class = is_on_new_page.then_some("page");
            match level {
                1 => html! { h2 id=(id) class=[class] dir="auto" { (text) } },
                2 => html! { h3 id=(id) class=[class] dir="auto" { (text) } },
                _ => html! { h4 id=(id) class=[class] dir="auto" { (text) } },
            }
        }
        Block::Paragraph(look, runs) => {
            let (class, spoken) = match look {
                Look::Plain => ("plain", None),
                Look::Lead => ("lead", None),
                Look::Said => ("said", spoken),
                Look::Under => ("under", spoken),
                Look::Note => ("note", None),
            };
            // Notes are our own words, also where they begin with a name in another script.
            let direction = (*look != Look::Note).then_some("auto");
            html! { p.(class) lang=[spoken] dir=[direction] { @for one in runs { (run(one)) } } }
        }
        Block::Table(table) => write_table(table),
        // A drawing says itself, in a title of its own, what is to be seen.
        Block::Picture(Picture { image: Image::Svg(svg), .. }) => html! { p.drawing { (PreEscaped(svg)) } },
        Block::Picture(one) => html! { p { (picture(one)) } },
    }
}

fn picture(picture: &Picture) -> Markup {
    let data = format!("data:image/png;base64,{}", BASE64.encode(&picture.png()));
    // A millimetre in points of a screen.
    let (width, height) = (picture.size.0 * 96 * 10 / 254, picture.size.1 * 96 * 10 / 254);
    html! { img src=(data) alt=(picture.name) width=(width) height=(height); }
}

/// A `b`, since what `strong` becomes is unknown to PDF 1.4.
fn run(run: &Run) -> Markup {
    html! { @if run.is_strong { b { (run.text) } } @else { (run.text) } }
}

fn write_table(table: &Table) -> Markup {
    let class = |is_number: bool| is_number.then_some("figure");
    html! {
        table.short[table.is_short()] {
            caption { (table.caption) }
            thead {
                tr { @for one in &table.columns { th scope="col" class=[class(one.is_number)] { (one.name) } } }
            }
            tbody {
                @for row in &table.rows {
                    tr {
                        @for (cell, column) in row.iter().zip(&table.columns) {
                            td dir="auto" class=[class(column.is_number)] { (cell) }
                        }
                    }
                }
            }
        }
    }
}
