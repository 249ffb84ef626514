//! What screens must hear. Too much is harmless, too little is not.

use crate::action::is_part;
use crate::audience::Audience;
use crate::event::Answer;
use crate::state::State;
use protocol::TextId;
use protocol::programme::ItemId;
use protocol::programme::entity::{CardRef, Key};
use protocol::programme::noun::{Home, Noun};

impl State {
    pub(super) fn touch(&mut self, audience: Audience, key: Key) {
        self.touched.insert((audience, key));
    }

    /// Where an item shows.
    fn home(&self, id: ItemId) -> Option<Audience> {
        let noun = self.noun(id)?;
        Some(match noun.spec().home {
            Home::Programme => Audience::Programme,
            Home::Diagnosis => Audience::Diagnosis,
            Home::Interviews => Audience::Interviews,
            Home::Logos => Audience::Logos,
            Home::Plan => Audience::Plan,
            Home::Action => Audience::Action(self.root(id)),
            Home::Committee => Audience::Committee(self.root(id)),
            Home::Campaign => Audience::Campaign(self.root(id)),
            Home::Forum => Audience::Forum(self.root(id)),
        })
    }

    /// An item, what it belongs to (which may be warned of), and the card that it is.
    pub(super) fn touch_item(&mut self, id: ItemId) {
        let Some(item) = self.items.get(&id).cloned() else { return };
        let sheet = is_part(item.noun).then(|| self.root(id));
        for shown in [Some(id), item.parent(), sheet].into_iter().flatten() {
            if let Some(home) = self.home(shown) {
                self.touch(home, Key::Item(shown));
            }
        }
        let card = match item.noun {
            Noun::Verbatim => Some(CardRef::Verbatim(id)),
            Noun::Contribution => Some(CardRef::Contribution(id)),
            _ => None,
        };
        self.touched.extend(card.map(|card| (Audience::Cards, Key::Card(card))));
        self.touch_sources(id);
    }

    /// The sources that quote an item.
    pub(super) fn touch_sources(&mut self, id: ItemId) {
        let referrers = self.referrers.get(&id).into_iter().flatten().copied();
        let is_source = |id: &ItemId| matches!(self.noun(*id), Some(Noun::ActionSource | Noun::AxisSource));
        let sources: Vec<_> = referrers.filter(is_source).collect();
        for source in sources {
            if let Some(home) = self.home(source) {
                self.touch(home, Key::Item(source));
            }
        }
    }

    /// The cards that show something of an item of which these fields change: what was answered to a question, and what
    /// was said in an interview.
    pub(super) fn touch_cards(&mut self, id: ItemId, changes: impl Fn(&str) -> bool) {
        let Some(item) = self.items.get(&id) else { return };
        let cards: Vec<CardRef> = match item.noun {
            Noun::Interview if changes("field") => self.children(id).map(CardRef::Verbatim).collect(),
            Noun::Question
                if item.choice("kind") == Some("long_text") && (changes("text") || changes("kind")) =>
            {
                let wrote = |sheet: &ItemId| {
                    let answer = self.sheets.get(sheet).and_then(|sheet| sheet.answers.get(&item.number));
                    matches!(answer, Some(Answer::Text(_)))
                };
                let sheets = self.sheets_of.get(&self.root(id)).into_iter().flatten().copied().filter(wrote);
                sheets.map(|sheet| CardRef::Answer { sheet, question: id }).collect()
            }
            _ => Vec::new(),
        };
        self.touched.extend(cards.into_iter().map(|card| (Audience::Cards, Key::Card(card))));
    }

    /// A sheet, and the cards of its open answers.
    pub(super) fn touch_sheet(&mut self, id: ItemId) {
        let Some(sheet) = self.sheets.get(&id).cloned() else { return };
        self.touch(Audience::Sheets(sheet.campaign), Key::Sheet(id));
        for (question, answer) in &sheet.answers {
            if let (Answer::Text(_), Some(question)) = (answer, self.questions.get(question).copied()) {
                self.touch(Audience::Cards, Key::Card(CardRef::Answer { sheet: id, question }));
            }
        }
    }

    pub(super) fn touch_publication(&mut self, id: ItemId) {
        self.touch(Audience::Public, Key::Publication(id));
        self.touch(Audience::Publication(id), Key::Publication(id));
    }

    /// Whatever shows these texts.
    pub(super) fn touch_texts(&mut self, texts: &[TextId]) {
        for text in texts {
            let Some(id) = self.said.get(text).copied() else { continue };
            self.touch_item(id);
            let held = self.items.get(&id).cloned();
            self.touch_cards(id, |field| held.as_ref().is_some_and(|item| item.text(field) == Some(*text)));
            self.touch_sheet(id);
            if self.imports.contains_key(&id) {
                self.touch(Audience::Office, Key::Import(id));
            }
            if self.publications.contains_key(&id) {
                self.touch_publication(id);
            }
            if self.frozen.contains(text) {
                let holds = self.publications.iter().filter(|(_, it)| it.items.contains_key(&id));
                let holds: Vec<_> = holds.map(|(publication, _)| *publication).collect();
                for publication in holds {
                    self.touch(Audience::Publication(publication), Key::Item(id));
                }
                let kept = self.versions.iter().filter(|(_, it)| it.items.contains_key(&id));
                let kept: Vec<_> = kept.map(|(version, it)| (*version, it.action)).collect();
                for (version, action) in kept {
                    self.touch(Audience::Action(action), Key::Version(version));
                }
            }
        }
    }
}
