//! Which texts an entity holds, so that whatever keeps entities can let go of words that were erased.

use crate::audience::Audience;
use crate::event::WifiTexts;
use crate::state::State;
use protocol::TextId;
use protocol::entity::Key;

/// The texts whose words the entity of this key holds, as [`crate::view()`] gives it now.
pub fn texts(state: &State, audience: Audience, key: Key) -> Vec<TextId> {
    let name = |person| state.people.get(person).map(|person| person.name);
    match key {
        Key::Question(None) => vec![state.question],
        Key::Question(Some(topic)) => {
            state.topics.get(&topic).and_then(|topic| topic.question).into_iter().collect()
        }
        Key::Wifi => state.wifi.map(WifiTexts::all).into_iter().flatten().collect(),
        Key::Logos => state.logos.iter().map(|logo| logo.name).collect(),
        Key::Territory => state.territory.clone(),
        Key::Name(person) | Key::Member(person) | Key::Person(person) => name(&person).into_iter().collect(),
        Key::Me => match audience {
            Audience::Own(person) => name(&person).into_iter().collect(),
            Audience::Forum | Audience::Group(_) | Audience::Axis(_) | Audience::Facilitation => Vec::new(),
        },
        Key::Slot(id) => state.slots.get(&id).map(|slot| slot.label).into_iter().collect(),
        Key::Space(id) => state.spaces.get(&id).map(|space| space.label).into_iter().collect(),
        Key::College(id) => state.colleges.get(&id).map(|college| college.label).into_iter().collect(),
        Key::Topic(id) => state.topics.get(&id).map(|topic| topic.title).into_iter().collect(),
        Key::Axis(id) => state.axes.get(&id).map(|axis| axis.name).into_iter().collect(),
        Key::Pass(id) => state.passes.get(&id).and_then(|pass| pass.label).into_iter().collect(),
        Key::Wording(text) => vec![text],
        Key::Forum | Key::Waiting(_) | Key::Group(_) | Key::Results | Key::Contribution(_) => Vec::new(),
        Key::Receipt(_) | Key::Interest(_) | Key::Support(_) | Key::Dot(_) => Vec::new(),
    }
}
