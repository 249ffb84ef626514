//! What a change costs in system calls, against a server that does nothing else: that one sends once a phone,
//! receives once a change and waits once for the next. Counted, not timed, so that it holds on every machine.

use serde_json::json;
use std::fs;
use std::path::Path;
use tests::phone::new_id;
use tests::{Folder, Phone, Room, Server, preload};

const PHONES: usize = 40;
const CHANGES: usize = 30;
/// Ticks, heartbeats and whoever came last may come in between: so many more frames a phone.
const OTHER_FRAMES: usize = 3;

#[derive(Debug)]
struct Calls {
    sends: usize,
    receives: usize,
    waits: usize,
    syncs: usize,
}

fn calls(counts: &Path) -> Calls {
    let bytes = fs::read(counts).expect("the server counts");
    let mut counts =
        bytes.chunks(8).map(|count| u64::from_ne_bytes(count.try_into().expect("whole")) as usize);
    let mut next = || counts.next().expect("all are counted");
    Calls { sends: next(), receives: next(), waits: next(), syncs: next() }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_change_costs_one_send_a_phone_and_few_calls_beside() {
    let folder = Folder::new();
    let (counts, library) = (folder.path().join("counts"), preload::library(&folder, "counts"));
    let prelude = format!("export LD_PRELOAD={} COUNTS={}", library.display(), counts.display());
    let server = Server::start_after(&prelude);
    let room = Room::new(&server).await;
    let mut facilitator = room.facilitator(&[]).await;
    facilitator.order(json!({"do": "phase", "phase": "groups"})).await.expect("phase set");
    let author = room.join("Camille").await;
    let mut author = room.phone(&author, &[]).await;
    let group = room.place(&mut facilitator, &mut author, "Un car le samedi", (0, 1)).await;
    author.order(json!({"do": "open", "group": group})).await.expect("opened");
    author.order(json!({"do": "enter", "group": group})).await.expect("entered");
    let contribution = new_id();
    let write = json!({"do": "write", "as": contribution, "group": group, "kind": "idea", "text": "Un car"});
    author.order(write).await.expect("written");
    let scope = format!("group:{group}");
    let mut phones = Vec::new();
    for _ in 0..PHONES {
        let person = room.join("Dominique").await;
        phones.push(room.phone(&person, &["forum", &scope]).await);
    }
    // The first change is not counted: with it whoever came in last is told.
    change(&mut author, &mut phones, &contribution, "Un car, le samedi").await;
    let before = calls(&counts);
    for number in 0..CHANGES {
        change(&mut author, &mut phones, &contribution, &format!("Un car à {number} heures")).await;
    }
    let after = calls(&counts);

    let (sends, most) = (after.sends - before.sends, (CHANGES + OTHER_FRAMES) * PHONES + CHANGES);
    assert!((CHANGES * PHONES..=most).contains(&sends), "{sends} sends, {most} at most");
    for (what, spent, most) in [
        ("receives", after.receives - before.receives, 3 * CHANGES + OTHER_FRAMES * PHONES),
        ("waits", after.waits - before.waits, 8 * CHANGES + OTHER_FRAMES * PHONES),
        ("syncs", after.syncs - before.syncs, 2 * CHANGES),
    ] {
        assert!((CHANGES..=most).contains(&spent), "{spent} {what}, {most} at most");
    }
}

/// One change, heard by all.
async fn change(author: &mut Phone, phones: &mut [Phone], contribution: &str, text: &str) {
    let edit = json!({"do": "edit", "contribution": contribution, "text": text});
    author.order(edit).await.expect("edited");
    for phone in phones {
        phone.wait(|key, body| key == "changes" && body.to_string().contains(text)).await;
    }
}
