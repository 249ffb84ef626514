//! What kind of answers a column holds, where only its cells can tell.

use crate::limits::DISTINCT;
use crate::question::Kind;
use std::collections::BTreeMap;

/// What the texts of a column have in common.
#[derive(Debug, Default)]
pub(crate) struct Look<'a> {
    pub(crate) answered: usize,
    /// Different texts with their number; as many as are looked at.
    pub(crate) different: BTreeMap<&'a str, usize>,
    pub(crate) many: bool,
    longest: usize,
    lines: bool,
    numbers: usize,
    small: usize,
    dates: usize,
}

impl<'a> Look<'a> {
    pub(crate) fn at(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut look = Self::default();
        let mut last = "";
        for text in texts {
            look.answered += 1;
            // What stands twice in a row is looked at once.
            if text != last || look.answered == 1 {
                look.longest = look.longest.max(text.len());
                look.lines |= memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_some();
            }
            last = text;
            if let Some(count) = look.different.get_mut(text) {
                *count += 1;
            } else if look.different.len() < DISTINCT {
                look.different.insert(text, 1);
            } else {
                look.many = true;
            }
            let first = text.trim_start().as_bytes().first().copied().unwrap_or(b' ');
            if first.is_ascii_digit() || matches!(first, b'-' | b'+' | b'.' | b',') {
                let text = text.trim();
                look.numbers += usize::from(is_number(text));
                look.small += usize::from(
                    text.parse::<u8>().is_ok_and(|number| number <= 10) && !text.starts_with('+'),
                );
                look.dates += usize::from(is_date(text));
            }
        }
        look
    }

    /// The kind that fits; `scales` says whether small whole numbers may be points of a scale.
    pub(crate) fn kind(&self, scales: bool) -> Kind {
        let Self { answered, different, many, longest, lines, numbers, small, dates } = self;
        if *answered == 0 {
            return Kind::ShortText;
        }
        if dates == answered {
            return Kind::Date;
        }
        let repeated = !many && answered * 2 >= different.len() * 3;
        if scales && small == answered && repeated && different.len() > 1 {
            return Kind::Scale;
        }
        if numbers == answered {
            return Kind::Number;
        }
        if repeated && *longest <= 300 && !lines {
            return Kind::Single;
        }
        if *lines || *longest > 160 { Kind::LongText } else { Kind::ShortText }
    }
}

/// A number as people write it: digits, perhaps a sign and one decimal sign. `5+`, `3-` and `007` are none.
pub(crate) fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, rest) = match digits.find(['.', ',']) {
        Some(at) => (&digits[..at], Some(&digits[at + 1..])),
        None => (digits, None),
    };
    let all = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && (whole.len() == 1 || !whole.starts_with('0')) && rest.is_none_or(all)
}

/// A day, perhaps with a time, in the ways that the tools and spreadsheets write it.
pub(crate) fn is_date(text: &str) -> bool {
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let &[first, second, third] = parts.as_slice() else { return false };
    let number = |part: &str| {
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten()
    };
    let (Some(a), Some(b), Some(c)) = (number(first), number(second), number(third)) else { return false };
    let rest = &text[day.len()..];
    let clock = rest.is_empty() || rest.bytes().filter(|byte| *byte == b':').count() >= 1;
    let fits = match (first.len(), third.len()) {
        (4, 1..=2) => (1..=12).contains(&b) && (1..=31).contains(&c) && a > 0,
        (1..=2, 2 | 4) => {
            (1..=31).contains(&a)
                && (1..=31).contains(&b)
                && (a <= 12 || b <= 12)
                && (c > 0 || third.len() == 2)
        }
        _ => false,
    };
    clock && fits
}

/// Whether day and month could be either way round: `3/1/2019`.
pub(crate) fn is_either_way(text: &str) -> bool {
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split('/').collect();
    let &[first, second, _] = parts.as_slice() else { return false };
    is_date(text)
        && first != second
        && [first, second]
            .iter()
            .all(|part| part.parse::<u32>().is_ok_and(|number| (1..=12).contains(&number)))
}
