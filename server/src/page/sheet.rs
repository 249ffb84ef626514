//! The way in on paper, for doors and tables: the hall's Wi-Fi, then the forum.

use super::document;
use documents::Language;
use maud::{Markup, PreEscaped, html};
use protocol::Wifi;

const STYLE: &str = include_str!("sheet.css");

/// What stands on the sheet.
#[derive(Debug)]
pub struct WayIn {
    /// The forum's question, and its language.
    pub question: String,
    #[expect(missing_docs, reason = "as for the question")]
    pub spoken: String,
    /// The forum's address as people type it, and its picture.
    pub address: String,
    #[expect(missing_docs, reason = "as for the address")]
    pub picture: String,
    /// The code that is typed at the address of the server.
    pub code: String,
    /// The hall's Wi-Fi, and its picture.
    pub wifi: Option<(Wifi, String)>,
}

/// The sheet in this language.
pub fn sheet(way: &WayIn, language: Language) -> String {
    let WayIn { question, spoken, address, picture, code, wifi } = way;
    let body = html! {
        main {
            h1 lang=(spoken) dir="auto" { (question) }
            @if let Some((wifi, picture)) = wifi {
                (step(picture, language.say("1. Le Wi-Fi de la salle", "1. The room’s Wi-Fi"), &html! {
                    p { (language.say("Réseau", "Network")) " " strong.typed dir="auto" { (wifi.name) } }
                    @if let Some(password) = &wifi.password {
                        p { (language.say("Mot de passe", "Password")) " " strong.typed dir="ltr" { (password) } }
                    } @else {
                        p { (language.say("Sans mot de passe", "No password")) }
                    }
                }))
            }
            @let title = match wifi {
                Some(_) => language.say("2. Le forum", "2. The forum"),
                None => language.say("Le forum", "The forum"),
            };
            (step(picture, title, &html! {
                p { (language.say("Visez le carré, puis touchez le lien qui apparaît.", "Point at the square, then tap the link that appears.")) }
                p { (language.say("Ou écrivez", "Or type")) " " strong.typed { (address) } }
                p { (language.say("Code", "Code")) " " strong.typed { (code) } }
            }))
        }
    };
    document(language, question, STYLE, &body).into_string()
}

fn step(picture: &str, title: &str, words: &Markup) -> Markup {
    html! {
        section {
            div.picture { (PreEscaped(picture)) }
            div { h2 { (title) } (words) }
        }
    }
}
