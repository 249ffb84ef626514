//! What came of what was said, on the pages for everybody: axes › objectives › action sheets with their states, and from
//! each back to the words. It shows what was published, and says of which day that is.

use super::programme::{Page, day_of};
use jiff::Timestamp;
use maud::{Markup, html};
use protocol::entity::Gone;
use protocol::programme::Noun;
use protocol::programme::public::{
    Action, ActionLine, Axis, Decision, Forum, Measure, Objective, Outcome, Plan, Source, SourceKind, Words,
};
use protocol::programme::value::Day;

/// So many words that were not retained stand on the first page; all of them are in the document.
const WORDS_MAX: usize = 12;

impl Page<'_> {
    pub(super) fn plan(&self, plan: &Plan, document: Option<&str>) -> Markup {
        let outcomes = plan.forums.iter().filter(|it| !it.axes.is_empty() || !it.words.is_empty());
        let outcomes = Vec::from_iter(outcomes);
        html! {
            section {
                h2 { (self.say("Suites et plan d’actions", "What came of it, and the action plan")) }
                p.soft { (self.as_of(plan.version, plan.at)) }
                @if plan.axes.is_empty() {
                    p { (self.say("Aucun axe stratégique n’est encore retenu.", "No strategic axis is retained yet.")) }
                }
                @for axis in &plan.axes {
                    article {
                        h3 {
                            a href=(self.link(Noun::Axis, axis.id)) {
                                (axis.number) ". " (self.said(axis.name.as_deref(), None))
                            }
                        }
                        (self.original(axis.original.as_deref()))
                        (self.objectives(&axis.objectives, false))
                    }
                }
            }
            @if !outcomes.is_empty() {
                section {
                    h2 { (self.say("Ce que sont devenus les axes des forums", "What became of the forums’ axes")) }
                    @for forum in outcomes { (self.forum(forum, document)) }
                }
            }
        }
    }

    /// « État publié le 12 mars 2028 (version 2 du plan). »
    fn as_of(&self, version: u32, at: Timestamp) -> String {
        let day = self.language.date(day_of(at));
        format!(
            "{} {day} ({} {version}). {}",
            self.say("État publié le", "As published on"),
            self.say("version", "version"),
            self.say(
                "Ce qui change ensuite paraît avec la version suivante.",
                "What changes after that appears with the next version.",
            ),
        )
    }

    fn link(&self, noun: Noun, id: u32) -> String {
        let kind = if noun == Noun::Axis { "axes" } else { "actions" };
        format!("{}/{kind}/{id}{}", self.at, self.asked())
    }

    /// Words, or why they are gone.
    fn said(&self, words: Option<&str>, gone: Option<Gone>) -> Markup {
        html! {
            @match words {
                Some(words) => (self.typed(words)),
                None => span.soft { (if gone.is_some() { self.language.gone(gone) } else { "—" }) },
            }
        }
    }

    fn original(&self, original: Option<&str>) -> Markup {
        html! {
            @if let Some(original) = original {
                p.soft { (self.say("Intitulé d’origine\u{a0}: ", "Original name: ")) (self.typed(original)) }
            }
        }
    }

    /// Under the headings of an axis: on the first page these are one level further down.
    fn objectives(&self, objectives: &[Objective], is_alone: bool) -> Markup {
        let name = |objective: &Objective| {
            html! { (objective.number) " " (self.said(objective.name.as_deref(), None)) }
        };
        html! {
            @if objectives.is_empty() {
                p { (self.say("Aucun objectif n’est encore publié.", "No objective was published yet.")) }
            }
            @for objective in objectives {
                @if is_alone { h3 { (name(objective)) } } @else { h4 { (name(objective)) } }
                @if let Some(text) = objective.text.as_deref().filter(|_| is_alone) { p { (self.typed(text)) } }
                @if objective.actions.is_empty() {
                    p.soft { (self.say("Pas encore de fiche action validée.", "No validated action sheet yet.")) }
                } @else {
                    ul.actions { @for action in &objective.actions { li { (self.line(action)) } } }
                }
            }
        }
    }

    fn line(&self, action: &ActionLine) -> Markup {
        html! {
            a href=(self.link(Noun::Action, action.id)) {
                (action.number) " " (self.said(action.name.as_deref(), None))
            }
            " "
            span.state { (self.state(&action.state, action.revised)) }
            @if let Some(lead) = &action.lead { span.soft { (self.typed(lead)) } }
        }
    }

    fn state(&self, state: &str, revised: bool) -> String {
        let state = self.language.choice(Noun::Action.field("state"), state);
        let revised = if revised { self.say(", en révision", ", being revised") } else { "" };
        format!("{state}{revised}")
    }

    fn forum(&self, forum: &Forum, document: Option<&str>) -> Markup {
        let more = forum.words.len().saturating_sub(WORDS_MAX);
        html! {
            article {
                h3 { (self.said(forum.name.as_deref(), None)) }
                @if let Some(day) = forum.day { p.soft { (self.language.day(day)) } }
                @if !forum.axes.is_empty() {
                    ul.outcomes { @for axis in &forum.axes { li { (self.outcome(axis, false)) } } }
                }
                @if !forum.words.is_empty() {
                    h4 { (self.say("Paroles non retenues", "Words that were not retained")) }
                    ul.outcomes {
                        @for words in forum.words.iter().take(WORDS_MAX) { li { (self.outcome(words, true)) } }
                    }
                    @if more > 0 {
                        p {
                            (self.say("Encore ", "")) (more) (self.say(" dans ", " more in "))
                            @if let Some(document) = document {
                                a href=(document) { (self.say("le document entier", "the whole document")) }
                            } @else {
                                (self.say("le document entier", "the whole document"))
                            }
                            "."
                        }
                    }
                }
            }
        }
    }

    fn outcome(&self, it: &Outcome, is_quote: bool) -> Markup {
        let noun = if is_quote { Noun::Contribution } else { Noun::ForumAxis };
        html! {
            @if is_quote { (self.quote(it.text.as_deref(), it.gone)) } @else { p { (self.said(it.text.as_deref(), it.gone)) } }
            p {
                @match &it.outcome {
                    Some(outcome) => {
                        strong { (self.language.choice(noun.field("outcome"), outcome)) }
                        @if let Some(why) = &it.why {
                            (self.say("\u{a0}: ", ": ")) (self.language.choice(noun.field("why"), why))
                        }
                        @if let Some(into) = &it.into {
                            (self.say("\u{a0}: ", ": "))
                            a href=(self.link(Noun::Axis, into.id)) {
                                (into.number) ". " (self.said(into.name.as_deref(), None))
                            }
                        }
                    }
                    None => span.soft { (self.say("Pas encore de suite publiée", "No outcome was published yet")) },
                }
            }
            @if let Some(remark) = &it.remark { p.soft { (self.typed(remark)) } }
        }
    }

    fn quote(&self, words: Option<&str>, gone: Option<Gone>) -> Markup {
        html! {
            @match words {
                Some(words) => blockquote { p { (self.typed(words)) } },
                None => p.soft { (self.language.gone(gone)) },
            }
        }
    }

    /// What stands above an axis or a sheet.
    fn of_plan(&self, version: u32, at: Timestamp, is_gone: bool) -> Markup {
        html! {
            p.soft { (self.as_of(version, at)) }
            @if is_gone {
                p.notice {
                    (self.say(
                        "Elle n’est plus dans la dernière version du plan. Cette page montre ce qui en a été publié en dernier.",
                        "It is not in the latest version of the plan any more. This page shows what was published of it last.",
                    ))
                }
            }
        }
    }

    pub(super) fn axis(&self, axis: &Axis) -> Markup {
        html! {
            main {
                (self.of_plan(axis.version, axis.at, axis.gone_from_plan))
                (self.original(axis.original.as_deref()))
                @if let Some(text) = &axis.text { p { (self.typed(text)) } }
                dl { (self.decision(self.say("Retenu par", "Retained by"), axis.decided.as_ref())) }
                (self.sources(self.say("Sur quoi il repose", "What it rests on"), &axis.sources, axis.reason.as_deref()))
                section {
                    h2 { (self.say("Ce qui est prévu", "What is planned")) }
                    (self.objectives(&axis.objectives, true))
                }
            }
        }
    }

    pub(super) fn action(&self, it: &Action) -> Markup {
        let fact = |label: &'static str, words: Option<&String>| {
            html! { @if let Some(words) = words { div { dt { (label) } dd { (self.typed(words)) } } } }
        };
        let list = |label: &'static str, lines: &[String]| {
            html! {
                @if !lines.is_empty() {
                    div { dt { (label) } @for line in lines { dd { (self.typed(line)) } } }
                }
            }
        };
        let pages = |title: &'static str, words: Option<&String>| {
            html! { @if let Some(words) = words { section { h2 { (title) } p { (self.typed(words)) } } } }
        };
        let when = self.when(it);
        let part = it.participation.as_ref();
        let part = part.map(|word| self.language.choice(Noun::Action.field("participation"), word));
        html! {
            main {
                p.large { strong.state { (self.state(&it.state, it.revised)) } }
                @if it.revised {
                    p {
                        (self.say(
                            "Une nouvelle version est en cours d’écriture\u{a0}; celle-ci reste valable jusqu’à sa validation.",
                            "A new version is being written; this one holds until that is validated.",
                        ))
                    }
                }
                @if let Some(why) = &it.state_reason { p { (self.typed(why)) } }
                (self.of_plan(it.version, it.at, it.gone_from_plan))
                dl {
                    @if let Some(axis) = &it.axis {
                        div {
                            dt { (self.say("Axe stratégique", "Strategic axis")) }
                            dd {
                                a href=(self.link(Noun::Axis, axis.id)) {
                                    (axis.number) ". " (self.said(axis.name.as_deref(), None))
                                }
                            }
                        }
                    }
                    (fact(self.say("Objectif", "Objective"), it.objective.as_ref()))
                    (fact(self.say("Pilote", "Carried by"), it.lead.as_ref()))
                    (fact(self.say("Élu·e référent·e", "Councillor in charge"), it.referent.as_ref()))
                    (list(self.say("Partenaires", "Partners"), &it.partners))
                    (list(self.say("Public visé", "Whom it is for"), &it.audience))
                    @if it.everywhere {
                        div {
                            dt { (self.say("Où", "Where")) }
                            dd { (self.say("Tout le territoire", "The whole territory")) }
                        }
                    }
                    (list(self.say("Communes concernées", "Communes concerned"), &it.communes))
                    @if !when.is_empty() { div { dt { (self.say("Quand", "When")) } dd { (when) } } }
                    @if let Some(part) = part {
                        div { dt { (self.say("Participation des habitants", "Residents’ part")) } dd { (part) } }
                    }
                    (fact(self.say("Rédigée par", "Written by"), it.group.as_ref()))
                    (self.decision(self.say("Validée par", "Validated by"), it.decided.as_ref()))
                }
                (self.sources(self.say("D’où elle vient", "Where it comes from"), &it.sources, it.reason.as_deref()))
                (pages(self.say("Constat", "Findings"), it.context.as_ref()))
                (pages(self.say("Ce qui est prévu", "What is planned"), it.text.as_ref()))
                (pages(self.say("Moyens humains et matériels", "People and means"), it.means.as_ref()))
                (self.steps(it))
                (self.funding(it))
                @if !it.measures.is_empty() {
                    section {
                        h2 { (self.say("Évaluation", "Evaluation")) }
                        @for measure in &it.measures { (self.measure(measure)) }
                    }
                }
                (self.reviews(it))
            }
        }
    }

    fn when(&self, it: &Action) -> String {
        let day = |day: Day| self.language.day(day);
        let span = match (it.start, it.end) {
            (Some(start), Some(end)) if start != end => Some(format!("{} – {}", day(start), day(end))),
            (Some(one), _) | (None, Some(one)) => Some(day(one)),
            (None, None) => None,
        };
        let yearly = it.yearly.then(|| self.say("chaque année", "every year").to_owned());
        Vec::from_iter([span, yearly, it.timing.clone()].into_iter().flatten()).join(", ")
    }

    fn decision(&self, label: &'static str, decision: Option<&Decision>) -> Markup {
        html! {
            @if let Some(Decision { committee, day }) = decision {
                div {
                    dt { (label) }
                    dd {
                        (self.said(committee.as_deref(), None))
                        @if let Some(day) = day { ", " (self.language.day(*day)) }
                    }
                }
            }
        }
    }

    fn sources(&self, title: &'static str, sources: &[Source], reason: Option<&str>) -> Markup {
        html! {
            @if !sources.is_empty() || reason.is_some() {
                section {
                    h2 { (title) }
                    @if let Some(reason) = reason {
                        p {
                            strong { (self.say("Ajouté par le comité\u{a0}: ", "Added by the committee: ")) }
                            (self.typed(reason))
                        }
                    }
                    @for source in sources { article { (self.source(source)) } }
                    @if !sources.is_empty() {
                        p.soft {
                            (self.say(
                                "Ces paroles sont telles qu’elles ont été dites ou écrites ; personne n’est nommé.",
                                "These words are as they were said or written; nobody is named.",
                            ))
                        }
                    }
                }
            }
        }
    }

    fn source(&self, source: &Source) -> Markup {
        let kind = match source.kind {
            SourceKind::ForumAxis => self.say("Axe d’un forum", "Axis of a forum"),
            SourceKind::Contribution => self.say("Dit dans un forum", "Said in a forum"),
            SourceKind::Verbatim => self.say("Dit dans un entretien", "Said in an interview"),
            SourceKind::Indicator => self.say("Indicateur du diagnostic", "Indicator of the diagnosis"),
            SourceKind::Question => self.say("Question d’un questionnaire", "Question of a questionnaire"),
        };
        let is_quote = matches!(source.kind, SourceKind::Contribution | SourceKind::Verbatim);
        html! {
            p.soft {
                (kind)
                @if let Some(from) = &source.from { (self.say("\u{a0}: ", ": ")) (self.typed(from)) }
            }
            @if is_quote {
                (self.quote(source.text.as_deref(), source.gone))
            } @else {
                h3 { (self.said(source.text.as_deref(), source.gone)) }
            }
            @if let Some(reason) = &source.reason { p { (self.typed(reason)) } }
            @for Words { text, gone } in &source.words { (self.quote(text.as_deref(), *gone)) }
        }
    }

    fn steps(&self, it: &Action) -> Markup {
        html! {
            @if !it.steps.is_empty() {
                section {
                    h2 { (self.say("Étapes", "Steps")) }
                    ol.phases {
                        @for step in &it.steps {
                            li {
                                strong { (self.said(step.name.as_deref(), None)) }
                                @if let Some(due) = step.due { span.soft { (self.language.day(due)) } }
                                @if step.done { span.soft { (self.say("fait", "done")) } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn funding(&self, it: &Action) -> Markup {
        html! {
            @if !it.funding.is_empty() {
                section {
                    h2 { (self.say("Financements", "Funding")) }
                    ul.phases {
                        @for one in &it.funding {
                            li {
                                @if let Some(year) = one.year { (year) (self.say("\u{a0}: ", ": ")) }
                                (self.said(one.funder.as_deref(), None)) ", "
                                strong { (self.language.euros(one.amount)) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn measure(&self, measure: &Measure) -> Markup {
        let amount = |amount| self.language.measured(amount);
        html! {
            article {
                h3 {
                    (self.said(measure.name.as_deref(), None))
                    @if let Some(unit) = &measure.unit { " (" (self.typed(unit)) ")" }
                }
                dl {
                    div { dt { (self.say("Départ", "Baseline")) } dd { (amount(measure.baseline)) } }
                    div { dt { (self.say("Cible", "Target")) } dd { (amount(measure.target)) } }
                    @for value in &measure.values {
                        div {
                            dt { @if let Some(year) = value.year { (year) } @else { "—" } }
                            dd {
                                (amount(value.value))
                                @if let Some(comment) = &value.comment { " (" (self.typed(comment)) ")" }
                            }
                        }
                    }
                }
            }
        }
    }

    fn reviews(&self, it: &Action) -> Markup {
        html! {
            @if !it.reviews.is_empty() {
                section {
                    h2 { (self.say("Bilans annuels", "Yearly reviews")) }
                    @for review in &it.reviews {
                        article {
                            h3 {
                                @if let Some(year) = review.year { (year) } @else { "—" }
                                @if let Some(state) = &review.state { ", " (self.state(state, false).to_lowercase()) }
                            }
                            @if let Some(done) = &review.done { p { (self.typed(done)) } }
                            @if let Some(next) = &review.next {
                                p { strong { (self.say("La suite\u{a0}: ", "Next: ")) } (self.typed(next)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
