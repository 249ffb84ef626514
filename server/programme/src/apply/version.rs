//! Action sheets as they were validated.

use super::Context;
use crate::audience::Audience;
use crate::event::VersionKept;
use crate::state::{State, Version};
use protocol::programme::entity::Key;
use protocol::programme::value::Value;

impl State {
    pub(super) fn version_kept(&mut self, kept: &VersionKept, context: &Context<'_>) {
        let &VersionKept { version: id, action, ref items } = kept;
        let items = self.as_they_stand(items);
        let said = items.values().flat_map(|item| &item.fields).filter_map(|(_, held)| held.value.as_ref());
        self.frozen.extend(said.flat_map(Value::texts));
        let version = self.versions_of(action).count() as u32 + 1;
        self.versions.insert(id, Version { action, version, at: context.at, items });
        self.touch(Audience::Action(action), Key::Version(id));
    }
}
