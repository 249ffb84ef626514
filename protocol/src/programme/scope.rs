//! What a screen of a programme can follow.

use super::ItemId;
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use ts_rs::TS;

macro_rules! scopes {
    ($($(#[$doc:meta])* $word:literal $name:ident $(($id:ty))?),+ $(,)?) => {
        /// What a screen can follow, as `"programme"` or `"committee:ID"`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(try_from = "String", into = "String")]
        #[ts(type = "string")]
        pub enum Scope { $($(#[$doc])* $name $(($id))?,)+ }

        impl std::fmt::Display for Scope {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self { $(scopes!(@pattern $name $(id $id)?) => scopes!(@write f $word $(id $id)?),)+ }
            }
        }

        impl FromStr for Scope {
            type Err = &'static str;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let (word, id) = match text.split_once(':') {
                    Some((word, id)) => (word, Some(id)),
                    None => (text, None),
                };
                $(if word == $word { return scopes!(@read id $name $($id)?); })+
                Err("no such scope")
            }
        }
    };
    (@pattern $name:ident) => { Self::$name };
    (@pattern $name:ident $var:ident $id:ty) => { Self::$name($var) };
    (@write $f:ident $word:literal) => { $f.write_str($word) };
    (@write $f:ident $word:literal $var:ident $id:ty) => { write!($f, "{}:{}", $word, $var) };
    (@read $given:ident $name:ident) => { if $given.is_none() { Ok(Self::$name) } else { Err("no such scope") } };
    (@read $given:ident $name:ident $id:ty) => {
        $given.and_then(|id| id.parse().ok()).map(Self::$name).ok_or("no such scope")
    };
}

scopes! {
    /// What all who have a pass see: the programme, its communes, phases, themes, committees, campaigns and forums.
    "programme" Programme,
    /// Passes and imports, for officers.
    "office" Office,
    /// Indicators and their figures.
    "diagnosis" Diagnosis,
    /// Fields of interviews, interviews and their verbatims, for officers.
    "interviews" Interviews,
    /// The logos of documents, for officers: apart, since pictures are large.
    "logos" Logos,
    /// Strategic axes, objectives, action sheets and the agreement.
    "plan" Plan,
    /// What belongs to one action sheet: steps, funding, indicators, reviews.
    "action" Action(ItemId),
    /// Members, meetings and decisions of one committee; its members see it too.
    "committee" Committee(ItemId),
    /// Questions, places and batches of one campaign.
    "campaign" Campaign(ItemId),
    /// The answer sheets of one campaign.
    "sheets" Sheets(ItemId),
    /// The contributions of one forum that was brought in.
    "forum" Forum(ItemId),
    /// All words with their sources, and which are evidence.
    "cards" Cards,
    /// What was published, for everybody.
    "public" Public,
    /// One version of a document, as it was published.
    "publication" Publication(ItemId),
    /// Who asks.
    "self" Own,
}

impl TryFrom<String> for Scope {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Scope> for String {
    fn from(scope: Scope) -> Self {
        scope.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_read_as_it_is_written() {
        let id = "6f1c1a36-58a8-4b0e-9f7e-0d3f1a2b3c4d";
        let one = |word: &str| format!("{word}:{id}");
        let all =
            ["programme", "office", "diagnosis", "interviews", "logos", "plan", "cards", "public", "self"]
                .map(String::from);
        let of_one = ["action", "committee", "campaign", "sheets", "forum", "publication"].map(one);
        for scope in all.into_iter().chain(of_one) {
            assert_eq!(scope.parse::<Scope>().map(|it| it.to_string()), Ok(scope));
        }
        for wrong in ["", "programme:", "committee", "committee:x", "group:1"] {
            assert!(wrong.parse::<Scope>().is_err(), "{wrong}");
        }
    }
}
