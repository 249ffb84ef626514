//! Cuts a text into the pieces the model knows, as SentencePiece does: normalise, then the most
//! probable row of pieces (unigram Viterbi).

use super::BadModel;
use super::file::ModelBytes;
use std::collections::BTreeMap;

const SPACE: &str = "\u{2581}";
const UNKNOWN: usize = 0;
const FIRST: usize = 1;
const LAST: usize = 2;
/// Pieces that are heard: as many as 60 words of everyday language have in 999 of 1000 texts. Web addresses
/// and the like have more, and each takes its time.
const HEARD_MAX: usize = 128;

pub(super) struct Pieces {
    /// A double array of all strings that the normaliser replaces.
    units: Vec<u32>,
    /// The replacements, each ended by a zero byte.
    replacements: Vec<u8>,
    /// Beginnings of pieces by number, each found from the one that is a character shorter; 0 is empty.
    longer: BTreeMap<(usize, char), usize>,
    /// The piece that a beginning is, if it is one.
    whole: Vec<Option<usize>>,
    scores: Vec<f32>,
    unknown: f32,
}

impl Pieces {
    /// Also returns the part of the table in which each piece has its scale.
    pub(super) fn read(
        reader: &mut ModelBytes<'_>,
        count: usize,
        charsmap: &[u8],
        unknown: f32,
    ) -> Result<(Self, Vec<u8>), BadModel> {
        let (head, rest) = charsmap.split_first_chunk().ok_or(BadModel::Damaged)?;
        let (units, replacements) =
            rest.split_at_checked(u32::from_le_bytes(*head) as usize).ok_or(BadModel::Damaged)?;
        let mut pieces = Self {
            units: units.as_chunks().0.iter().map(|&unit| u32::from_le_bytes(unit)).collect(),
            replacements: replacements.to_vec(),
            longer: BTreeMap::new(),
            whole: vec![None],
            scores: Vec::new(),
            unknown,
        };
        let mut chunks = Vec::new();
        for index in 0..count {
            let length = usize::from(reader.byte()?);
            pieces.scores.push(reader.single()?);
            chunks.push(reader.byte()?);
            let text = std::str::from_utf8(reader.take(length)?).map_err(|_| BadModel::Damaged)?;
            let whole = &mut pieces.whole;
            let beginning = text.chars().fold(0, |shorter, character| {
                *pieces.longer.entry((shorter, character)).or_insert_with(|| {
                    whole.push(None);
                    whole.len() - 1
                })
            });
            whole[beginning] = Some(index);
        }
        if count <= LAST {
            return Err(BadModel::Damaged);
        }
        Ok((pieces, chunks))
    }

    /// The first pieces of some words between the marks of beginning and end, and where the words lie
    /// among them: each from its cut to the next.
    pub(super) fn of(&self, words: &[&str]) -> (Vec<usize>, Vec<usize>) {
        let (mut pieces, mut cuts) = (vec![FIRST], vec![1]);
        for word in words {
            let room = HEARD_MAX.saturating_sub(pieces.len());
            pieces.extend(self.most_probable(&self.normal(word)).into_iter().rev().take(room));
            cuts.push(pieces.len());
        }
        if pieces.len() == 1 {
            pieces.push(UNKNOWN);
        }
        pieces.push(LAST);
        (pieces, cuts)
    }

    /// The most probable pieces, from the last to the first.
    fn most_probable(&self, text: &str) -> Vec<usize> {
        /// The best way to reach a place in the text.
        #[derive(Clone, Copy)]
        struct Way {
            score: f32,
            from: usize,
            piece: usize,
        }
        let characters: Vec<char> = text.chars().collect();
        let end = characters.len();
        let mut ways = vec![Way { score: f32::NEG_INFINITY, from: 0, piece: UNKNOWN }; end + 1];
        ways[0].score = 0.0;
        for from in 0..end {
            let mut reach = |to: usize, piece: usize, gain: f32| {
                let score = ways[from].score + gain;
                if score > ways[to].score {
                    ways[to] = Way { score, from, piece };
                }
            };
            let mut single = false;
            let mut beginning = 0;
            for (to, &character) in (from + 1..).zip(&characters[from..]) {
                let Some(&longer) = self.longer.get(&(beginning, character)) else { break };
                beginning = longer;
                if let Some(piece) = self.whole[beginning] {
                    reach(to, piece, self.scores[piece]);
                    single |= to == from + 1;
                }
            }
            if !single {
                reach(from + 1, UNKNOWN, self.unknown);
            }
        }
        let mut pieces = Vec::new();
        let mut at = end;
        while at > 0 {
            pieces.push(ways[at].piece);
            at = ways[at].from;
        }
        pieces
    }

    /// The text with its variants unified, every run of spaces one `▁`, and one in front.
    fn normal(&self, text: &str) -> String {
        let mut normal = String::from(SPACE);
        let mut after_space = true;
        let mut rest = text;
        while !rest.is_empty() {
            let (mut piece, length) = self.replaced(rest);
            rest = &rest[length..];
            if after_space {
                piece = piece.trim_start_matches(' ');
            }
            if !piece.is_empty() {
                after_space = piece.ends_with(' ');
                normal.push_str(&piece.replace(' ', SPACE));
            }
        }
        normal.truncate(normal.trim_end_matches(SPACE).len());
        normal
    }

    /// What stands for the beginning of a text, and how many bytes of it that is.
    fn replaced<'a>(&'a self, text: &'a str) -> (&'a str, usize) {
        let first = text.chars().next().map_or(0, char::len_utf8);
        let kept = (&text[..first], first);
        let offset = |unit: u32| ((unit >> 10) << ((unit & 0x200) >> 6)) as usize;
        let Some(&root) = self.units.first() else { return kept };
        let mut node = offset(root);
        let mut found = None;
        for (at, &byte) in text.as_bytes().iter().enumerate() {
            node ^= usize::from(byte);
            let Some(&unit) = self.units.get(node) else { break };
            if unit & 0x8000_00ff != u32::from(byte) {
                break;
            }
            node ^= offset(unit);
            if unit & 0x100 != 0 {
                found = self.units.get(node).map(|value| ((value & 0x7fff_ffff) as usize, at + 1));
            }
        }
        let replacement = found.and_then(|(start, length)| {
            let bytes = self.replacements.get(start..)?.split(|&byte| byte == 0).next()?;
            Some((std::str::from_utf8(bytes).ok()?, length))
        });
        replacement.filter(|&(_, length)| text.is_char_boundary(length)).unwrap_or(kept)
    }
}
