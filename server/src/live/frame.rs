//! WebSocket frames of the server, made once and shared by all sockets that get them.

use bytes::Bytes;
use protocol::Language;
use protocol::message::ServerMessage;

/// Final text frame, RFC 6455 section 5.2.
const TEXT: u8 = 0x81;
/// Close frame.
const CLOSE: u8 = 0x88;
/// Room for most messages, so that they are written without moving.
const MESSAGE_BYTES: usize = 512;
/// The longest head of an unmasked frame.
const HEAD_BYTES_MAX: usize = 10;

/// A message as one text frame.
pub(crate) fn text<L: Language>(message: &ServerMessage<L>) -> Bytes {
    let mut bytes = Vec::with_capacity(MESSAGE_BYTES);
    bytes.resize(HEAD_BYTES_MAX, 0);
    serde_json::to_writer(&mut bytes, message)
        .expect("messages have string keys and writing to memory succeeds");
    let payload = bytes.len() - HEAD_BYTES_MAX;
    let (head, length) = head(payload);
    let start = HEAD_BYTES_MAX - length;
    bytes[start..HEAD_BYTES_MAX].copy_from_slice(&head[..length]);
    Bytes::from(bytes).slice(start..)
}

/// A close frame with this code and no reason.
pub(crate) fn close(code: u16) -> Bytes {
    let [high, low] = code.to_be_bytes();
    Bytes::copy_from_slice(&[CLOSE, 2, high, low])
}

fn head(payload: usize) -> ([u8; HEAD_BYTES_MAX], usize) {
    let mut head = [0; HEAD_BYTES_MAX];
    head[0] = TEXT;
    match payload {
        0..=125 => {
            head[1] = payload as u8;
            (head, 2)
        }
        126..=0xFFFF => {
            head[1] = 126;
            head[2..4].copy_from_slice(&(payload as u16).to_be_bytes());
            (head, 4)
        }
        _ => {
            head[1] = 127;
            head[2..10].copy_from_slice(&(payload as u64).to_be_bytes());
            (head, 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::message::{Load, Nothing, Refused};
    use protocol::{CommandId, ForumLanguage, GroupId, Refusal, Scope};
    use std::io::Cursor;
    use tokio_tungstenite::tungstenite::protocol::{Role, WebSocket};
    use uuid::Uuid;

    /// What a client reads from a frame.
    fn read(frame: &Bytes) -> String {
        let mut client = WebSocket::from_raw_socket(Cursor::new(frame.to_vec()), Role::Client, None);
        client.read().unwrap().into_text().unwrap().to_string()
    }

    #[test]
    fn a_client_reads_frames_of_all_three_head_lengths() {
        let long = |by: usize| {
            let missing = vec!["x".repeat(by)];
            let refusal = Refusal::ForumIncomplete { missing };
            ServerMessage::Refused(Refused { id: CommandId(Uuid::nil()), refusal })
        };
        for message in [
            ServerMessage::<ForumLanguage>::Ping(Nothing {}),
            ServerMessage::Load(Load { scope: Scope::Group(GroupId(Uuid::nil())) }),
            long(300),
            long(70_000),
        ] {
            assert_eq!(read(&text(&message)), serde_json::to_string(&message).unwrap());
        }
    }

    #[test]
    fn the_length_changes_its_form_at_126_and_65536_bytes() {
        assert_eq!(head(125).1, 2);
        assert_eq!(head(126).1, 4);
        assert_eq!(head(0xFFFF).1, 4);
        assert_eq!(head(0x1_0000).1, 10);
    }
}
