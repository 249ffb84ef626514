//! The server is killed again and again during a large day, and nothing that it acknowledged is lost.
//! Power cuts, which take what the system still holds, are `tests/src/cuts.rs`.

use tests::interrupted::interrupted;
use tests::{Server, dose, seed};

#[test]
fn a_server_that_is_killed_again_and_again_loses_nothing() {
    let mut server = Server::start();
    let wrong = interrupted(&mut server, seed(), dose("KILLS", 20), |server| {
        server.kill();
        server.start_again();
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}
