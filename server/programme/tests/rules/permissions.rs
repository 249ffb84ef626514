//! The whole table of permissions as one golden file: who may give which command.

use crate::golden;
use programme::permissions::permitted;
use protocol::programme::WORDS;
use protocol::programme::entity::Role;

#[test]
fn the_table_of_permissions_is_as_agreed() {
    let mut table = String::new();
    for (word, ..) in WORDS.iter().chain([&("for", protocol::command::Nature::Act, &[][..])]) {
        let roles = [
            (Role::Owner, "owner"),
            (Role::Officer, "officer"),
            (Role::Member, "member"),
            (Role::Public, "public"),
        ];
        let may = roles.iter().filter(|(role, _)| permitted(*role, word).is_ok());
        let may: Vec<_> = may.map(|(_, name)| *name).collect();
        table += &format!("{word}: {}\n", if may.is_empty() { "nobody".to_owned() } else { may.join(" ") });
    }
    golden::check("permissions.txt", &table);
}
