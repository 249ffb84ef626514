//! The owner key: whoever holds it owns this server. It stands in a file that only the user who
//! runs the program can read, and in the facilitator's link.

use forum::SecretHash;
use hmac::{Hmac, KeyInit, Mac};
use protocol::secret::Token;
use sha2::Sha256;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::Path;

const FILE: &str = "owner-key";

/// The owner key.
#[derive(Clone, Debug)]
pub struct OwnerKey(Token);

impl OwnerKey {
    /// The key of this data folder, made when there is none.
    ///
    /// # Errors
    /// When the file cannot be made or read, or holds something else.
    pub fn load_or_make(data: &Path) -> io::Result<Self> {
        match Self::load(data) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::make(data),
            loaded => loaded,
        }
    }

    /// The key of this data folder.
    ///
    /// # Errors
    /// When the file cannot be read or holds something else.
    pub fn load(data: &Path) -> io::Result<Self> {
        let text = fs::read_to_string(data.join(FILE))?;
        let token = Token::try_from(text.trim().to_owned());
        token.map(Self).map_err(|wrong| io::Error::new(io::ErrorKind::InvalidData, wrong))
    }

    fn make(data: &Path) -> io::Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        let key = Self(Token::new(bytes));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(data.join(FILE))?;
        writeln!(file, "{}", key.digits())?;
        file.sync_all()?;
        Ok(key)
    }

    /// Whether this token is the key. Hashes are compared, so that the time says nothing.
    pub fn is(&self, token: &SecretHash) -> bool {
        *token == forum::hash_token(&self.0)
    }

    /// What proves that whoever listens at this address holds the key.
    pub(crate) fn proof(&self, challenge: &str, listening: SocketAddr) -> Proof {
        let mut code =
            Hmac::<Sha256>::new_from_slice(self.digits().as_bytes()).expect("HMAC takes keys of any length");
        let listening = SocketAddr::new(listening.ip().to_canonical(), listening.port());
        code.update(format!("serving {listening} {challenge}").as_bytes());
        Proof(code)
    }

    /// The key as it stands in the link: 64 hexadecimal digits.
    pub fn digits(&self) -> String {
        self.0.clone().into()
    }
}

/// A keyed hash over a challenge and an address.
pub(crate) struct Proof(Hmac<Sha256>);

impl Proof {
    /// The proof as it is sent: hexadecimal digits.
    pub(crate) fn digits(self) -> String {
        self.0.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Whether these digits are the proof.
    pub(crate) fn is(self, digits: &[u8]) -> bool {
        // It is used once: the time of a comparison says nothing that helps.
        self.digits().as_bytes() == digits
    }
}
