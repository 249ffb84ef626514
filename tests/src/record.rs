//! Groups that record what they are given.

use crate::phone::{Phone, new_id};
use crate::room::Room;
use serde_json::json;
use std::collections::BTreeMap;

/// Lets the host of each topic open a group and write there what `records` holds: topic and text. The ids
/// of the contributions by their texts, and the hosts.
///
/// # Panics
/// When the server refuses something.
pub async fn record(
    room: &Room,
    records: impl Iterator<Item = (String, String)>,
) -> (BTreeMap<String, String>, Vec<Phone>) {
    let mut facilitator = room.facilitator(&[]).await;
    facilitator.order(json!({"do": "phase", "phase": "groups"})).await.expect("phase set");
    let mut ids = BTreeMap::new();
    let mut groups: BTreeMap<String, (String, Phone)> = BTreeMap::new();
    for (topic, text) in records {
        if !groups.contains_key(&topic) {
            let group = open(room, &mut facilitator, &topic, groups.len()).await;
            groups.insert(topic.clone(), group);
        }
        let (group, host) = groups.get_mut(&topic).expect("it is open");
        let id = new_id();
        let write = json!({"do": "write", "as": id, "group": group, "kind": "idea", "text": text});
        host.order(write).await.expect("written");
        ids.insert(text, id);
    }
    (ids, groups.into_values().map(|(_, host)| host).collect())
}

/// A group in a space of its own, with its host in it.
async fn open(room: &Room, facilitator: &mut Phone, title: &str, number: usize) -> (String, Phone) {
    let [topic, group, space] = [new_id(), new_id(), new_id()];
    let label = format!("Espace {number}");
    facilitator.order(json!({"do": "add_space", "as": space, "label": label})).await.expect("space added");
    let host = room.join("Camille").await;
    let mut host = room.phone(&host, &[]).await;
    host.order(json!({"do": "propose", "as": topic, "title": title})).await.expect("proposed");
    let place = json!({"do": "place", "as": group, "topic": topic, "slot": room.slots[0], "space": space});
    facilitator.order(place).await.expect("placed");
    host.order(json!({"do": "open", "group": group})).await.expect("opened");
    host.order(json!({"do": "enter", "group": group})).await.expect("entered");
    (group, host)
}
