//! What the readers of XML share.

use crate::Unreadable;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart};
use std::io::BufRead;

/// A reader that takes files as programs write them.
pub(crate) fn reader<R: BufRead>(from: R) -> quick_xml::Reader<R> {
    let mut reader = quick_xml::Reader::from_reader(from);
    reader.config_mut().check_end_names = false;
    reader
}

/// The value of an attribute by its name without prefix.
pub(crate) fn attribute(of: &BytesStart, name: &str) -> Option<String> {
    of.attributes().with_checks(false).flatten().find_map(|attribute| {
        let local = attribute.key.local_name().into_inner();
        (local == name).then(|| {
            attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
        })?
    })
}

/// Puts what a reference stands for behind a text.
pub(crate) fn push_reference(reference: &BytesRef, into: &mut String) {
    if let Ok(Some(char)) = reference.resolve_char_ref() {
        into.push(char);
        return;
    }
    match reference.xml10_content().as_ref() {
        "amp" => into.push('&'),
        "lt" => into.push('<'),
        "gt" => into.push('>'),
        "quot" => into.push('"'),
        "apos" => into.push('\''),
        "nbsp" => into.push('\u{a0}'),
        other => {
            into.push('&');
            into.push_str(other);
            into.push(';');
        }
    }
}

impl From<quick_xml::Error> for Unreadable {
    fn from(error: quick_xml::Error) -> Self {
        match error {
            quick_xml::Error::Io(error) if error.kind() == std::io::ErrorKind::FileTooLarge => {
                Self::TooMuchInside
            }
            _ => Self::Damaged,
        }
    }
}
