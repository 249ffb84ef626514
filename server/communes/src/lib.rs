//! The communes of France by official code, of one vintage, with those that became part of them.
//!
//! Pure: the list travels with the program, so that it is found without a network. See `make.mjs` for how it is made,
//! and NOTICE for whose it is.

use flate2::read::GzDecoder;
use std::io::Read;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The year whose communes these are, as of 1 January. A code may name another place in another year.
pub const VINTAGE: u16 = 2026;

static PACKED: &[u8] = include_bytes!("../communes.txt.gz");
static LIST: LazyLock<Communes> = LazyLock::new(Communes::unpack);

/// A commune of today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commune {
    /// The official code of INSEE: two letters or digits of the département, three digits.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its postcodes, which other communes may share.
    pub postcodes: Vec<String>,
}

/// A commune that is a part of another today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Its code; the one at the seat shares that of the commune of today.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The code of the commune that it is a part of.
    pub part_of: String,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// The commune of today.
    pub commune: &'a Commune,
    /// The part of it whose name or code was asked for.
    pub by: Option<&'a Earlier>,
}

/// All of them.
#[derive(Debug, Default)]
pub struct Communes {
    today: Vec<Commune>,
    earlier: Vec<Earlier>,
    /// The names as they are compared, first of today, then of earlier.
    names: Vec<String>,
}

/// The communes of [`VINTAGE`].
pub fn communes() -> &'static Communes {
    &LIST
}

impl Communes {
    fn unpack() -> Self {
        let mut text = String::new();
        let read = GzDecoder::new(PACKED).read_to_string(&mut text);
        debug_assert!(read.is_ok(), "the list is a part of the program");
        let (today, earlier) = text.split_once("\n\n").unwrap_or((&text, ""));
        let fields = |line: &str| -> Option<[String; 3]> {
            let mut fields = line.split('\t').map(str::to_owned);
            Some([fields.next()?, fields.next()?, fields.next()?])
        };
        let today: Vec<Commune> = today
            .lines()
            .filter_map(fields)
            .map(|[code, name, postcodes]| {
                let postcodes =
                    postcodes.split(',').filter(|code| !code.is_empty()).map(str::to_owned).collect();
                Commune { code, name, postcodes }
            })
            .collect();
        let earlier: Vec<Earlier> = earlier
            .lines()
            .filter_map(fields)
            .map(|[code, name, part_of]| Earlier { code, name, part_of })
            .collect();
        let names = today.iter().map(|one| &one.name).chain(earlier.iter().map(|one| &one.name));
        let names = names.map(|name| compared(name)).collect();
        Self { today, earlier, names }
    }

    /// All communes of today, in the order of their codes.
    pub fn all(&self) -> &[Commune] {
        &self.today
    }

    /// The commune of today with this code.
    pub fn by_code(&self, code: &str) -> Option<&Commune> {
        let place = self.today.binary_search_by(|one| one.code.as_str().cmp(code)).ok()?;
        self.today.get(place)
    }

    /// What a code of any year since communes merge is a part of today: itself, or the commune that took it in.
    pub fn today_of(&self, code: &str) -> Option<&Commune> {
        let part = || self.earlier.iter().find(|one| one.code == code);
        self.by_code(code).or_else(|| self.by_code(&part()?.part_of))
    }

    /// Finds by the beginnings of words in any order of accents, capitals and hyphens, by code, or by postcode; the
    /// names that fit best come first.
    pub fn search(&self, words: &str, at_most: usize) -> Vec<Found<'_>> {
        let wanted = compared(words);
        if wanted.is_empty() {
            return Vec::new();
        }
        let digits = wanted.len() >= 2 && wanted.bytes().skip(2).all(|byte| byte.is_ascii_digit());
        let is_code = digits && wanted.bytes().any(|byte| byte.is_ascii_digit());
        let code = wanted.to_uppercase();
        let mut found: Vec<(u8, &str, Found)> = Vec::new();
        for (index, name) in self.names.iter().enumerate() {
            let (commune, by) = match self.today.get(index) {
                Some(commune) => (Some(commune), None),
                None => {
                    let earlier = &self.earlier[index - self.today.len()];
                    (self.by_code(&earlier.part_of), Some(earlier))
                }
            };
            let Some(commune) = commune else { continue };
            let own = by.map_or(&commune.code, |earlier| &earlier.code);
            let rank = if is_code {
                let postcode = by.is_none() && commune.postcodes.iter().any(|known| known.starts_with(&code));
                (postcode || own.starts_with(&code)).then_some(u8::from(!postcode))
            } else {
                rank(name, &wanted)
            };
            // The part at the seat that has the whole's name says nothing more.
            let Some(rank) = rank.filter(|_| by.is_none_or(|earlier| earlier.name != commune.name)) else {
                continue;
            };
            found.push((rank * 2 + u8::from(by.is_some()), own, Found { commune, by }));
        }
        found.sort_by(|(rank, code, one), (other_rank, other_code, other)| {
            let name = |found: &Found| found.by.map_or(&found.commune.name, |by| &by.name).len();
            rank.cmp(other_rank).then(name(one).cmp(&name(other))).then(code.cmp(other_code))
        });
        found.truncate(at_most);
        found.into_iter().map(|(_, _, found)| found).collect()
    }
}

/// How well a name fits: 0 is the name itself, 1 begins with what was typed, 2 has all its words in it.
fn rank(name: &str, wanted: &str) -> Option<u8> {
    if name == wanted {
        return Some(0);
    }
    if name.starts_with(wanted) {
        return Some(1);
    }
    let has = |word: &str| name.split(' ').any(|known| known.starts_with(word));
    wanted.split(' ').all(has).then_some(2)
}

/// Small letters without accents, one blank between words, `saint` in full.
fn compared(name: &str) -> String {
    let plain: String = name
        .nfd()
        .filter(|char| !is_combining_mark(*char))
        .flat_map(char::to_lowercase)
        .map(|char| if char.is_alphanumeric() { char } else { ' ' })
        .collect();
    let plain = plain.replace('œ', "oe").replace('æ', "ae");
    let full = |word| match word {
        "st" => "saint",
        "ste" => "sainte",
        other => other,
    };
    plain.split_whitespace().map(full).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(words: &str) -> Vec<&'static str> {
        communes().search(words, 5).into_iter().map(|found| found.commune.name.as_str()).collect()
    }

    #[test]
    fn all_communes_are_there_once() {
        let all = communes().all();
        assert_eq!(all.len(), 34_969);
        assert!(all.windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(all.iter().all(|one| one.code.len() == 5 && !one.name.is_empty()));
        let orphans = communes().earlier.iter().filter(|one| communes().by_code(&one.part_of).is_none());
        assert_eq!(orphans.count(), 0);
    }

    #[test]
    fn a_name_is_found_as_it_is_typed() {
        for (typed, name) in [
            ("evry", "Évry-Courcouronnes"),
            ("st pierre d'exideuil", "Saint-Pierre-d'Exideuil"),
            ("PÔITIERS", "Poitiers"),
            ("oeuilly", "Œuilly"),
            ("valence poitou", "Valence-en-Poitou"),
        ] {
            assert!(names(typed).contains(&name), "{typed}: {:?}", names(typed));
        }
        assert_eq!(names("paris")[0], "Paris");
        assert!(names("zzz").is_empty() && names("").is_empty());
    }

    #[test]
    fn a_postcode_and_a_code_are_found() {
        assert!(names("86400").contains(&"Civray"));
        assert_eq!(names("86078")[0], "Civray");
        assert!(names("2A004").contains(&"Ajaccio"));
    }

    /// 86082 was Couhé, and is a part of Valence-en-Poitou with the same code; 86043 is a part of it too.
    #[test]
    fn who_became_part_of_another_is_found_by_its_name() {
        let found = communes().search("Couhé", 3);
        assert_eq!(
            (found[0].commune.name.as_str(), found[0].by.map(|by| by.code.as_str())),
            ("Valence-en-Poitou", Some("86082"))
        );
        assert_eq!(communes().today_of("86043").map(|one| one.code.as_str()), Some("86082"));
        assert_eq!(communes().by_code("86043"), None);
    }
}
