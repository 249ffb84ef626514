//! What everybody may read of a programme: what was published, with version and date. It needs no script.

use super::document;
use documents::{Language, ProgrammeFile};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use programme::dossier::{Edited, Edition, Piece, Published};
use protocol::programme::entity::Document;
use protocol::programme::public::{Action, Axis, Plan};

const STYLE: &str = include_str!("programme.css");

/// The page under this address, in the language of the programme or in another one that was asked for.
pub fn programme(published: &Published, plan: Option<&Plan>, at: &str, asked: Option<Language>) -> String {
    let page = Page::new(published, at, asked);
    let name = page.name();
    document(page.language, name, STYLE, &page.body(name, plan)).into_string()
}

/// The page of a strategic axis of the programme under this address.
pub fn axis(published: &Published, axis: &Axis, at: &str, asked: Option<Language>) -> String {
    let page = Page::new(published, at, asked);
    let (at, body) = (format!("axes/{}", axis.id), page.axis(axis));
    page.part(&at, &format!("{}. ", axis.number), axis.name.as_deref(), &body)
}

/// The page of an action sheet of the programme under this address.
pub fn action(published: &Published, action: &Action, at: &str, asked: Option<Language>) -> String {
    let page = Page::new(published, at, asked);
    let (at, body) = (format!("actions/{}", action.id), page.action(action));
    page.part(&at, &format!("{} ", action.number), action.name.as_deref(), &body)
}

/// In the place of a page that there is not.
pub fn nowhere(language: Language) -> String {
    let title = language.say("Il n’y a rien à cette adresse.", "There is nothing at this address.");
    let hint = language.say(
        "Vérifiez le code de la démarche, ou demandez l’adresse à qui la porte.",
        "Check the code of the programme, or ask whoever runs it for the address.",
    );
    document(language, title, STYLE, &html! { main { h1 { (title) } p { (hint) } } }).into_string()
}

pub(super) struct Page<'a> {
    published: &'a Published,
    pub(super) at: &'a str,
    pub(super) language: Language,
    asked: Option<Language>,
}

impl<'a> Page<'a> {
    fn new(published: &'a Published, at: &'a str, asked: Option<Language>) -> Self {
        let language = asked.unwrap_or_else(|| Language::of(&published.language));
        Self { published, at, language, asked }
    }

    fn name(&self) -> &str {
        self.words("name").unwrap_or(self.say("Démarche de territoire", "A territory’s programme"))
    }

    /// A page below that of the programme.
    fn part(&self, at: &str, number: &str, name: Option<&str>, body: &Markup) -> String {
        let title = format!("{number}{}", name.unwrap_or("—"));
        let body = html! {
            header {
                p.kind {
                    a href={ (self.at) (self.asked()) } { (self.typed(self.name())) }
                    (self.other_language(&format!("/{at}")))
                }
                h1 { (number) (self.typed(name.unwrap_or("—"))) }
            }
            (body)
        };
        document(self.language, &title, STYLE, &body).into_string()
    }

    /// The language that was asked for, in links to further pages.
    pub(super) fn asked(&self) -> String {
        self.asked.map(|language| format!("?language={}", language.tag())).unwrap_or_default()
    }

    fn other_language(&self, below: &str) -> Markup {
        let (other, tag) = match self.language {
            Language::French => ("English", "en"),
            Language::English => ("Français", "fr"),
        };
        html! { a href={ (self.at) (below) "?language=" (tag) } lang=(tag) hreflang=(tag) { (other) } }
    }

    pub(super) fn say(&self, fr: &'static str, en: &'static str) -> &'static str {
        self.language.say(fr, en)
    }

    fn words(&self, field: &str) -> Option<&str> {
        self.published.own.as_ref().and_then(|own| own.text(field))
    }

    /// What somebody typed, in the language of the programme.
    pub(super) fn typed(&self, text: &str) -> Markup {
        let spoken = &self.published.language;
        html! { span lang=[(*spoken != self.language.tag()).then_some(spoken)] dir="auto" { (text) } }
    }

    fn body(&self, name: &str, plan: Option<&Plan>) -> Markup {
        html! {
            header {
                p.kind {
                    span { (self.say("Démarche de territoire", "A territory’s programme")) }
                    (self.other_language(""))
                }
                (self.logos())
                h1 { (self.typed(name)) }
                @if let Some(question) = self.words("question") { p.question { (self.typed(question)) } }
                @let facts = [
                    (self.say("Territoire", "Territory"), self.words("territory")),
                    (self.say("Collectivité porteuse", "Lead authority"), self.words("lead")),
                ];
                @if facts.iter().any(|(_, words)| words.is_some()) {
                    dl {
                        @for (label, words) in facts {
                            @if let Some(words) = words { div { dt { (label) } dd { (self.typed(words)) } } }
                        }
                    }
                }
            }
            main {
                (self.phases())
                @if let Some(plan) = plan { (self.plan(plan, self.read(Document::Plan).as_deref())) }
                section {
                    h2 { (self.say("Ce qui est publié", "What was published")) }
                    @if self.published.documents.is_empty() {
                        p { (self.say("Rien n’est encore publié de cette démarche.", "Nothing of this programme was published yet.")) }
                    }
                    @for edited in &self.published.documents { (self.document(edited)) }
                }
                (self.contact())
            }
        }
    }

    /// They come with the page, as all of it does: nothing is asked for beside it.
    fn logos(&self) -> Markup {
        let logos = self.published.logos.iter();
        let logos = Vec::from_iter(logos.filter_map(|it| Some((it.text("name")?, it.text("picture")?))));
        html! {
            @if !logos.is_empty() {
                ul.logos {
                    @for (name, picture) in logos {
                        li { img src={ "data:image/png;base64," (picture) } alt=(name); }
                    }
                }
            }
        }
    }

    fn phases(&self) -> Markup {
        html! {
            @if !self.published.phases.is_empty() {
                section {
                    h2 { (self.say("Les étapes", "The steps")) }
                    ol.phases {
                        @for phase in &self.published.phases {
                            li {
                                strong { (self.typed(phase.text("name").unwrap_or("—"))) }
                                @let days = self.days(phase);
                                @if !days.is_empty() { span.soft { (days) } }
                                @if phase.is("done") { span.soft { (self.say("terminée", "done")) } }
                            }
                        }
                    }
                }
            }
        }
    }

    /// « mars 2027 – juin 2027 »
    fn days(&self, phase: &Piece) -> String {
        let mut days = Vec::from_iter(["start", "end"].into_iter().filter_map(|field| phase.day(field)));
        days.dedup();
        Vec::from_iter(days.into_iter().map(|day| self.language.day(day))).join(" – ")
    }

    fn document(&self, edited: &Edited) -> Markup {
        let mut versions = edited.versions.iter();
        let title = self.called(edited.document);
        html! {
            article {
                h3 {
                    @match about(edited) {
                        // It says itself what it is.
                        Some(of) if edited.document == Document::Newsletter => (self.typed(of)),
                        Some(of) => { (title) (self.say("\u{a0}: ", ": ")) (self.typed(of)) }
                        None => (title),
                    }
                }
                @if let Some(latest) = versions.next() {
                    p.soft { (self.version(latest)) }
                    (self.note(latest))
                    (self.files(edited, latest))
                }
                @let earlier = Vec::from_iter(versions);
                @if !earlier.is_empty() {
                    h4 { (self.say("Versions précédentes", "Earlier versions")) }
                    ul.earlier {
                        @for edition in earlier {
                            li {
                                p.soft { (self.version(edition)) }
                                (self.note(edition))
                                (self.files(edited, edition))
                            }
                        }
                    }
                }
            }
        }
    }

    fn version(&self, edition: &Edition) -> String {
        let day = self.language.date(day_of(edition.at));
        match self.language {
            Language::French => format!("Version {}, publiée le {day}", edition.number),
            Language::English => format!("Version {}, published on {day}", edition.number),
        }
    }

    fn note(&self, edition: &Edition) -> Markup {
        html! {
            @if let Some(note) = &edition.note {
                p { (self.typed(note)) }
            } @else if let Some(gone) = edition.gone {
                p.soft { (self.language.gone(Some(gone))) }
            }
        }
    }

    /// To read, then to take away.
    fn files(&self, edited: &Edited, edition: &Edition) -> Markup {
        let language = self.asked();
        let named = format!("{}, {}", self.called(edited.document), self.version(edition));
        let mut files = ProgrammeFile::published(edited.document);
        let href = |file: ProgrammeFile| format!("{}/{}{language}", self.at, file.address(edited, edition));
        html! {
            p.files {
                @if let Some(page) = files.next() {
                    a.read href=(href(page)) { (self.say("Lire", "Read")) span.unseen { ": " (named) } }
                }
                @for file in files {
                    a href=(href(file)) download { (file.format().to_uppercase()) span.unseen { ": " (named) } }
                }
            }
        }
    }

    /// Where the last version of a document is read.
    fn read(&self, document: Document) -> Option<String> {
        let edited = self.published.documents.iter().find(|it| it.document == document)?;
        let file = ProgrammeFile::published(document).next()?;
        Some(format!("{}/{}{}", self.at, file.address(edited, edited.versions.first()?), self.asked()))
    }

    fn called(&self, document: Document) -> &'static str {
        match document {
            Document::Presentation => self.say("La démarche en une page", "The programme on one page"),
            Document::Composition => self.say("Composition des instances", "Committees"),
            Document::Diagnosis => self.say("Diagnostic partagé", "Shared diagnosis"),
            Document::Results => self.say("Résultats du questionnaire", "Results of the questionnaire"),
            Document::Interviews => self.say("Synthèse des entretiens", "Synthesis of the interviews"),
            Document::Minutes => self.say("Relevés de décisions", "Minutes"),
            Document::Newsletter => self.say("Lettre d’information", "Newsletter"),
            Document::Plan => self.say("Suites et plan d’actions", "What came of it, and the action plan"),
        }
    }

    fn contact(&self) -> Markup {
        let fields = ["contact_name", "contact_phone", "contact_email", "contact_address"];
        let known = Vec::from_iter(fields.into_iter().filter_map(|field| self.words(field)));
        html! {
            @if !known.is_empty() {
                section {
                    h2 { (self.say("Pour en savoir plus", "To know more")) }
                    @for words in known { p { (self.typed(words)) } }
                }
            }
        }
    }
}

/// What a document is about, where there may be several.
fn about(edited: &Edited) -> Option<&str> {
    edited.of.as_ref().map(|of| of.text("name").unwrap_or("—"))
}

pub(super) fn day_of(at: Timestamp) -> jiff::civil::Date {
    TimeZone::UTC.to_datetime(at).date()
}
