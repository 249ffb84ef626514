//! The command line and the server of a data folder, on one machine.

use serde_json::json;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;
use tests::phone::{Phone, hello, new_id, new_token};
use tests::programs::bourdon;
use tests::{Room, Server};

fn said(output: &std::process::Output) -> String {
    [output.stdout.as_slice(), &output.stderr].map(String::from_utf8_lossy).concat()
}

#[test]
fn the_program_says_its_name() {
    let output = Command::new(bourdon()).arg("--version").output().expect("bourdon starts");
    assert!(said(&output).starts_with("bourdon "), "{}", said(&output));
}

#[cfg(unix)]
#[test]
fn a_suspended_server_lets_nobody_wait_for_ever() {
    let server = Server::start();
    server.signal("STOP");
    for words in [&["check"][..], &["export", "ABCDEF"]] {
        let output = server.run(words);
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains("it does not answer at"), "{}", said(&output));
    }
    server.signal("CONT");
    assert!(server.run(&["check"]).status.success());
}

/// Listens where a server listened once, notes what it hears, and answers, or passes all on to `server`.
fn stranger(server: Option<SocketAddr>) -> (SocketAddr, Arc<Mutex<Vec<u8>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    let heard = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&heard);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut onward = server.map(|server| TcpStream::connect(server).expect("the server listens"));
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = stream.read(&mut bytes) {
                kept.lock().expect("no panic").extend_from_slice(&bytes[..count]);
                match &mut onward {
                    Some(onward) => {
                        onward.write_all(&bytes[..count]).expect("it reads");
                        let count = onward.read(&mut bytes).expect("it answers");
                        let _ = stream.write_all(&bytes[..count]);
                    }
                    None => {
                        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}");
                    }
                }
            }
        }
    });
    (address, heard)
}

#[test]
fn the_key_goes_only_to_the_server_of_the_folder() {
    let server = Server::start();
    for passes_on in [None, Some(server.address)] {
        let (address, heard) = stranger(passes_on);
        let serving = json!({ "address": address }).to_string();
        std::fs::write(server.data.path().join("serving.json"), serving).expect("a test's own folder");
        for words in [&["check"][..], &["export", "ABCDEF"]] {
            let output = server.run(words);
            assert_eq!(output.status.code(), Some(1));
            assert!(said(&output).contains("another program listens at"), "{}", said(&output));
        }
        let heard = heard.lock().expect("no panic").clone();
        assert!(!heard.is_empty(), "it was asked");
        let heard = String::from_utf8_lossy(&heard);
        assert!(!heard.contains(&server.key) && !heard.to_lowercase().contains("bearer"), "{heard}");
    }
}

/// An address of this machine that others reach too.
fn in_the_network() -> IpAddr {
    let socket = UdpSocket::bind("0.0.0.0:0").expect("a socket");
    // Nothing is sent: the system only says by which card it would go out.
    let found = socket.connect("192.0.2.1:9").and_then(|()| socket.local_addr());
    let ip = found.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |address| address.ip());
    assert!(!ip.is_loopback(), "this test needs a network card with an address and a route");
    ip
}

#[tokio::test]
async fn a_server_on_an_address_of_the_network_answers_this_machine() {
    let server = Server::start_at(in_the_network());
    let room = Room::new(&server).await;
    let output = server.run(&["check"]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(server.export(&room.code)["forum"]["id"], json!(room.forum));
}

#[tokio::test]
async fn a_hostile_screen_does_not_fill_the_log() {
    const SCREENS: usize = 300;
    let server = Server::start();
    let room = Room::new(&server).await;
    for _ in 0..SCREENS {
        let mut phone = Phone::silent(server.address).await;
        phone.say(hello(&room.forum, &new_token())).await;
        phone.closed().await;
    }
    let mut phone = Phone::silent(server.address).await;
    phone.say(json!({"nonsense": {}})).await;
    phone.closed().await;
    let lines = server.log().lines().count();
    assert!(lines > 0 && lines < SCREENS / 3, "{lines} lines for {SCREENS} screens");
}

/// Phones that were told to come back do so while the server stops: it ends well all the same.
#[tokio::test(flavor = "multi_thread")]
async fn phones_that_come_back_do_not_disturb_a_stop() {
    let mut server = Server::start();
    let room = Room::new(&server).await;
    let address = server.address;
    for _ in 0..3 {
        let phones: Vec<_> = (0..30)
            .map(|_| {
                let (forum, token) = (room.forum.clone(), room.owner.clone());
                tokio::spawn(async move {
                    let command = json!({"id": new_id(), "do": "open_door"});
                    while tokio::net::TcpStream::connect(address).await.is_ok() {
                        let Some(mut phone) = Phone::try_silent(address).await else { continue };
                        phone.say(hello(&forum, &token)).await;
                        phone.say(json!({"command": command})).await;
                        phone.closed().await;
                    }
                })
            })
            .collect();
        let status = tokio::task::spawn_blocking(move || {
            let status = server.stop();
            (status, server)
        });
        let (status, stopped) = status.await.expect("no panic");
        server = stopped;
        assert!(status.success(), "{status}: {}", server.log());
        for phone in phones {
            phone.await.expect("no panic");
        }
        server.start_again();
        assert!(server.run(&["check"]).status.success());
    }
}
