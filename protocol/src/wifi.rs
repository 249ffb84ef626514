//! The hall's Wi-Fi, and the text from which a phone's camera reads it.

use crate::limits::{WIFI_NAME_BYTES_MAX, WIFI_PASSWORD_BYTES};
use crate::refusal::Refusal;
use crate::text::{self, Form};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A network by its name, with its password unless it is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
#[expect(missing_docs, reason = "they say it")]
pub struct Wifi {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
}

impl Wifi {
    /// The network as it is stored. A password is nobody's language: it stays as it was typed, and an empty
    /// one is none.
    ///
    /// # Errors
    /// Refusals of texts for the name, of which a network has 32 bytes, and `WIFI_PASSWORD`.
    pub fn normalised(&self) -> Result<Self, Refusal> {
        let name = text::normalise(&self.name, Form::Name)?;
        if name.len() > WIFI_NAME_BYTES_MAX {
            return Err(Refusal::TooLong { by: (name.len() - WIFI_NAME_BYTES_MAX) as u32 });
        }
        let password = self.password.clone().filter(|password| !password.is_empty());
        if password.as_deref().is_some_and(|password| !is_password(password)) {
            return Err(Refusal::WifiPassword {});
        }
        Ok(Self { name, password })
    }

    /// What stands in a QR code that lets a phone into the network.
    pub fn qr_text(&self) -> String {
        let name = escaped(&self.name);
        match &self.password {
            Some(password) => format!("WIFI:T:WPA;S:{name};P:{};;", escaped(password)),
            None => format!("WIFI:T:nopass;S:{name};;"),
        }
    }
}

/// A passphrase, or a key in hexadecimal digits.
fn is_password(password: &str) -> bool {
    let is_phrase = WIFI_PASSWORD_BYTES.contains(&password.len()) && !password.chars().any(char::is_control);
    let is_key = password.len() == 64 && password.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_phrase || is_key
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | ';' | ',' | ':' | '"') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wifi(name: &str, password: Option<&str>) -> Wifi {
        Wifi { name: name.to_owned(), password: password.map(str::to_owned) }
    }

    #[test]
    fn a_network_has_a_name_and_a_password_that_a_network_can_have() {
        let long = "é".repeat(16);
        let key = "0123456789abcdefABCDEF0123456789abcdefABCDEF0123456789abcdefABCD";
        for (name, password) in [
            ("Forum été", Some("12345678")),
            (&long, None),
            ("a", Some(key)),
            ("a", Some(&key[..63])),
            ("a", Some(" spaces stay ")),
        ] {
            assert_eq!(wifi(name, password).normalised(), Ok(wifi(name, password)));
        }
        assert_eq!(wifi(" Mairie ", Some("")).normalised(), Ok(wifi("Mairie", None)));
        for (name, password, refusal) in [
            (" ", None, Refusal::Empty {}),
            (&*format!("{long}a"), None, Refusal::TooLong { by: 1 }),
            ("a", Some("1234567"), Refusal::WifiPassword {}),
            ("a", Some("12345678\n"), Refusal::WifiPassword {}),
            ("a", Some(&*"g".repeat(64)), Refusal::WifiPassword {}),
            ("a", Some(&*"1".repeat(65)), Refusal::WifiPassword {}),
        ] {
            assert_eq!(wifi(name, password).normalised(), Err(refusal), "{name:?} {password:?}");
        }
    }

    #[test]
    fn what_would_end_a_field_is_escaped() {
        let text = wifi(r#"a;b,c:d"e\f"#, Some("x;y:z,\"\\")).qr_text();
        assert_eq!(text, r#"WIFI:T:WPA;S:a\;b\,c\:d\"e\\f;P:x\;y\:z\,\"\\;;"#);
        assert_eq!(wifi("Mairie", None).qr_text(), "WIFI:T:nopass;S:Mairie;;");
    }

    /// Reads fields up to `;` and takes escapes off, as phones do.
    fn read(text: &str) -> Vec<String> {
        let (mut fields, mut field, mut signs) = (Vec::new(), String::new(), text.chars());
        while let Some(c) = signs.next() {
            match c {
                '\\' => field.extend(signs.next()),
                ';' => fields.push(std::mem::take(&mut field)),
                c => field.push(c),
            }
        }
        fields
    }

    proptest! {
        #[test]
        fn a_phone_reads_what_was_typed(name in "[ -~é]{1,32}", password in "[ -~]{8,63}") {
            let read = read(&wifi(&name, Some(&password)).qr_text());
            prop_assert_eq!(read, ["WIFI:T:WPA".to_owned(), format!("S:{name}"), format!("P:{password}"), String::new()]);
        }
    }
}
