//! Passes: who sees what, and who is shut out.

use crate::story::{TERRITORY, caller, check, id};
use programme::{Audience, audience, may_see};
use protocol::programme::ItemId;

#[test]
fn a_member_sees_the_papers_of_its_committees_alone() {
    let story = check(&[
        TERRITORY,
        r##"
        officer add {"as":"#tech","noun":"committee","fields":{"name":"Technique","role":"technical"}}
        officer add_member {"as":"#x","label":"X","committees":[],"token":"x"} => BAD_COMMAND
        officer add_member {"as":"#x","label":"X","committees":["#jo"],"token":"x"} => NOT_FOUND
        officer add_member {"as":"#x","label":"X","committees":["#tech"],"token":"ana"} => BAD_COMMAND
        see office pass:ana => {"label":"Ana","committees":["#copil"],"kind":"member"}
        officer add {"as":"#soc","noun":"interview_field","fields":{"name":"Social","guide":"Demander…"}}
        see programme item:soc => gone
        see interviews item:soc => {"fields":{"guide":"Demander…"}}
    "##,
    ]);
    let sees = |who: &str, scope: &str| {
        let caller = caller(&story.state, who);
        let audience = audience(&caller, scope.parse().unwrap());
        audience.is_some_and(|audience| may_see(&story.state, &caller, audience))
    };
    let committee = |name| format!("committee:{}", id(name));
    for scope in ["programme", "public", "self", &committee("copil")] {
        assert!(sees("ana", scope), "{scope}");
    }
    let campaign = format!("campaign:{}", id("camp"));
    for scope in ["office", "diagnosis", "interviews", "logos", "cards", &committee("tech"), &campaign] {
        assert!(!sees("ana", scope), "{scope}");
        assert!(!sees("public", scope), "{scope}");
    }
    for scope in
        ["programme", "office", "diagnosis", "interviews", "logos", "cards", "self", &committee("tech")]
    {
        assert!(sees("bo", scope) && sees("owner", scope) && sees("officer", scope), "{scope}");
    }
    assert!(sees("public", "public") && !sees("public", "programme") && !sees("public", "self"));
    assert!(!sees("officer", &committee("jo")), "no committee");
    assert!(!may_see(&story.state, &caller(&story.state, "bo"), Audience::Committee(ItemId(id("nobody")))));
}

#[test]
fn with_a_pass_go_those_that_were_made_with_it() {
    let story = check(&[
        TERRITORY,
        r##"
        bo add_officer {"as":"#ci","label":"Ci","token":"ci"}
        ci add_member {"as":"#di","label":"Di","committees":["#copil"],"token":"di"}
        ana revoke {"pass":"#bo"} => NOT_ALLOWED
        bo revoke {"pass":"#first"} => NOT_ALLOWED
        bo revoke {"pass":"#nobody"} => NOT_FOUND
        officer revoke {"pass":"#bo"} => pass_revoked pass_revoked pass_revoked
        officer revoke {"pass":"#bo"} => nothing
        bo add {"as":"#t","noun":"theme","fields":{"name":"T"}} => NOT_ALLOWED
        see office pass:di => gone
        see office pass:ana => {"label":"Ana"}
    "##,
    ]);
    assert_eq!(story.state.caller(&crate::story::hash("di")), None);
}

#[test]
fn nobody_holds_off_being_shut_out_by_going_on() {
    let story = check(&[
        TERRITORY,
        r##"
        remember before
        bo set {"item":"#copil","fields":{"summary":"SECRET"}}
        bo add_officer {"as":"#ci","label":"Ci","token":"ci"}
        officer revoke {"pass":"#bo","erase":true,"seen":"before"} => pass_revoked pass_revoked
        see programme item:copil => {"gone":{"summary":"erased"}}
    "##,
    ]);
    assert!(!story.all_words().contains("SECRET"));
}
