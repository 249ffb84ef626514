//! `bourdon suggest`: the axes that a file of contributions falls into, and how near they come to
//! those that people made of it.

mod score;

use anyhow::{Context, bail};
use protocol::lines;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::thread::available_parallelism;
use synthesis::{Card, Encoder, Material, Model, Reading};

/// A line of the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileLine {
    /// What was written; nothing where its author took it back.
    #[serde(deserialize_with = "text_or_null")]
    pub text: String,
    /// The group it came from, by its name or number.
    #[serde(default, deserialize_with = "name_or_number")]
    pub group: Option<String>,
    /// Who said it.
    #[serde(default, deserialize_with = "name_or_number")]
    pub voice: Option<String>,
    /// Finding, need, idea …; not used yet.
    #[serde(default)]
    pub kind: Option<String>,
    /// The axis that people put it under.
    #[serde(default, deserialize_with = "name_or_number")]
    pub axis: Option<String>,
}

fn text_or_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

fn name_or_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    struct Name;
    impl<'de> Visitor<'de> for Name {
        type Value = Option<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a name or a number")
        }

        fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
            Ok(Some(name.to_owned()))
        }

        fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
            Ok(Some(number.to_string()))
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
    }
    deserializer.deserialize_any(Name)
}

/// What of a file is measured besides its tree.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measure {
    /// A second line: agreement with the axes in the file.
    pub score: bool,
    /// A third line: the mean and the spread of that agreement over so many samples.
    pub repeat: Option<u32>,
}

/// Writes the tree of a file as one line of JSON, and a line for each thing that is measured of it.
///
/// # Errors
/// The file cannot be read, a line is no contribution, there is nothing to score, or there is no
/// model to score with and words alone were not asked for.
pub fn suggest(file: &Path, measure: Measure, words_only: bool, out: &mut impl Write) -> anyhow::Result<()> {
    let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let text = lines::text(&bytes)?;
    let read = lines::filled(&text).map(|(number, line)| lines::read::<FileLine>(number, line));
    let mut lines = read.collect::<Result<Vec<_>, _>>()?;
    let all = lines.len();
    lines.retain(|line| !line.text.trim().is_empty());
    if lines.len() < all {
        writeln!(io::stderr(), "left out, since they have no text: {} of {all} lines", all - lines.len())?;
    }
    // The cards' ids follow from what they are, so that the order of the lines changes nothing.
    lines.sort();
    let model = if words_only { None } else { model()? };
    if model.is_none() && !words_only {
        if measure.score {
            bail!("this program was built without its model: score words alone with --words-only");
        }
        writeln!(io::stderr(), "without a model: words alone are compared")?;
    }
    let threads = available_parallelism().map_or(1, usize::from);
    let suggestion = {
        let cards = cards(&lines, model.as_ref(), threads);
        let material = Material { cards: &cards, places: &[], model: model.as_ref(), threads };
        Reading::new(&material).suggest(None)
    };
    let tree = Tree { texts: &lines, suggestion };
    writeln!(out, "{}", serde_json::to_string(&tree)?)?;
    if measure.score {
        let score = score::score(&lines, model.as_ref(), threads)?;
        writeln!(out, "{}", serde_json::to_string(&score)?)?;
    }
    if let Some(samples) = measure.repeat {
        let repeated = score::repeated(&lines, samples, model.as_ref(), threads)?;
        writeln!(out, "{}", serde_json::to_string(&repeated)?)?;
    }
    Ok(())
}

/// The suggestion with what its ids stand for: the places of the lines in `texts`.
#[derive(Serialize)]
struct Tree<'a> {
    #[serde(flatten)]
    suggestion: synthesis::Sorted,
    texts: &'a [FileLine],
}

/// The model in this program, if it was built with it.
///
/// # Errors
/// It is damaged.
pub fn model() -> anyhow::Result<Option<Model>> {
    model::BYTES.map(|bytes| Model::read(bytes).context("the model cannot be read")).transpose()
}

/// Cards with their ids, encoded.
fn cards(lines: &[FileLine], model: Option<&Model>, threads: usize) -> Vec<Card> {
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let meanings = model.map(|model| Encoder::new(model, &[]).encode_all(&texts, threads));
    let mut meanings = meanings.into_iter().flatten();
    let card = |(number, line): (usize, &FileLine)| Card {
        id: format!("{number:06}"),
        text: line.text.clone(),
        group: line.group.clone(),
        voice: line.voice.clone(),
        meaning: meanings.next(),
    };
    lines.iter().enumerate().map(card).collect()
}

/// The human axes as numbers.
fn human(lines: &[FileLine]) -> Option<(Vec<usize>, usize)> {
    let axes: BTreeSet<&str> = lines.iter().filter_map(|line| line.axis.as_deref()).collect();
    let axes: Vec<&str> = axes.into_iter().collect();
    let labels = lines.iter().map(|line| axes.binary_search(&line.axis.as_deref()?).ok());
    Some((labels.collect::<Option<Vec<_>>>()?, axes.len()))
}
