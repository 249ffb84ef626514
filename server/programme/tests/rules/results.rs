//! Results: what officers count, and what leaves.

use crate::story::{CAMPAIGN, Story, TERRITORY, caller, check, command, id};
use programme::{Audience, Order, State, decide, view, working};
use protocol::Refusal;
use protocol::programme::entity::{Entity, Key};
use protocol::programme::results::{Count, Results, Table, Withheld};
use protocol::programme::{ItemId, Scope};
use serde_json::{Value, json};

const WITHHELD: Count = Count::Withheld(Withheld::Withheld);

/// Gives an order of the officer; what came of it was applied.
fn asked(story: &mut Story, mut order: Value) -> Result<(), Refusal> {
    order["id"] = json!(command(story.commits.len()));
    let order: Order = serde_json::from_value(order).unwrap();
    let entry = decide(&story.state, &caller(&story.state, "officer"), &order, story.now)?;
    story.commit(entry);
    story.screens.agree_with(&story.state);
    Ok(())
}

/// The campaign of the stories, with sheets in two batches: 30 say yes and 10 no, of the second batch 4.
fn story() -> Story {
    let mut story = check(&[
        TERRITORY,
        CAMPAIGN,
        r##"
        officer add {"as":"#hall","noun":"place","fields":{"campaign":"#camp","name":"Mairie","commune":"#brame"}}
        officer set {"item":"#lot","fields":{"place":"#hall"}}
        officer add {"as":"#lot2","noun":"batch","fields":{"campaign":"#camp","name":"Collège"}}
        officer add {"as":"#q5","noun":"question","fields":{"campaign":"#camp","text":"De 1 à 3 ?","kind":"scale","min":1,"max":3,"order":1}}
    "##,
    ]);
    for n in 0..40_u32 {
        let (answer, batch) = match n {
            0..30 => (json!(id("yes")), "lot"),
            30..36 => (json!(id("no")), "lot"),
            _ => (json!(id("no")), "lot2"),
        };
        let mut answers = json!({ id("q1").to_string(): answer, id("q3").to_string(): n % 7, id("q5").to_string(): n % 3 + 1 });
        if n < 30 {
            answers[id("q2").to_string()] =
                json!([id("aunt"), id(if n % 2 == 0 { "nurse" } else { "creche" })]);
        }
        key(&mut story, n, batch, answers);
    }
    story
}

fn key(story: &mut Story, n: u32, batch: &str, answers: Value) {
    let order = json!({
        "do": "key_sheet", "as": id(&format!("s{n}")), "campaign": id("camp"), "batch": id(batch), "answers": answers,
    });
    asked(story, order).unwrap();
}

fn question(name: &str) -> Value {
    json!({ "by": { "question": id(name) } })
}

fn publish(story: &mut Story, name: &str, tables: Value) -> Result<(), Refusal> {
    let tables = if tables.is_null() { json!({}) } else { json!({ "tables": tables }) };
    let mut order = json!({ "do": "publish", "as": id(name), "document": "results", "of": id("camp") });
    order.as_object_mut().unwrap().extend(tables.as_object().unwrap().clone());
    asked(story, order)
}

fn results(state: &State, publication: &str) -> Results {
    let publication = ItemId(id(publication));
    match view(state, Audience::Publication(publication), Key::Results(publication)) {
        Some(Entity::Results(results)) => results,
        other => panic!("{other:?}"),
    }
}

fn told(counts: &[Count]) -> Vec<Option<u32>> {
    counts.iter().map(|count| if let Count::Told(count) = count { Some(*count) } else { None }).collect()
}

fn count(state: &State, crossing: Value) -> Table {
    working(state, ItemId(id("camp")), &serde_json::from_value(crossing).unwrap()).unwrap().table
}

#[test]
fn officers_count_everything() {
    let story = story();
    let state = &story.state;
    let one = count(state, json!({ "rows": question("q1") }));
    assert_eq!(
        (one.sheets, one.answered, one.empty, one.not_asked),
        (Count::Told(40), Count::Told(40), Some(Count::Told(0)), Some(Count::Told(0)))
    );
    assert_eq!(
        (one.lines, told(&one.totals)),
        (vec![ItemId(id("yes")), ItemId(id("no"))], vec![Some(30), Some(10)])
    );
    let several = count(state, json!({ "rows": question("q2") }));
    assert_eq!((several.answered, several.not_asked), (Count::Told(30), Some(Count::Told(10))));
    assert_eq!(told(&several.totals), [Some(30), Some(15), Some(15)]);
    let bands = count(state, json!({ "rows": { "by": { "question": id("q3") }, "bounds": [1, 5] } }));
    assert_eq!(told(&bands.totals), [Some(6), Some(24), Some(10)]);
    let crossed = count(state, json!({ "rows": question("q1"), "columns": { "by": "batch" } }));
    assert_eq!(crossed.column_lines, [ItemId(id("lot")), ItemId(id("lot2"))]);
    assert_eq!(
        crossed.cells.iter().map(|line| told(line)).collect::<Vec<_>>(),
        [[Some(30), Some(0)], [Some(6), Some(4)]]
    );
    let by_commune = count(state, json!({ "rows": { "by": "commune" } }));
    assert_eq!((told(&by_commune.totals), by_commune.empty), (vec![Some(36)], Some(Count::Told(4))));
    let quartiles = |name: &str| {
        let crossing = serde_json::from_value(json!({ "rows": question(name) })).unwrap();
        working(state, ItemId(id("camp")), &crossing)
            .unwrap()
            .quartiles
            .map(|it| (it.least, it.median, it.most))
    };
    assert_eq!((quartiles("q3"), quartiles("q1")), (Some((0.0, 3.0, 6.0)), None));
    for (crossing, refusal) in [
        (json!({ "rows": question("lot") }), Refusal::NotFound {}),
        (json!({ "rows": { "by": { "question": id("q1") }, "bounds": [1] } }), Refusal::BadCommand {}),
        (json!({ "rows": { "by": { "question": id("q3") }, "bounds": [5, 1] } }), Refusal::BadCommand {}),
    ] {
        let crossing = serde_json::from_value(crossing).unwrap();
        assert_eq!(working(state, ItemId(id("camp")), &crossing), Err(refusal));
    }
}

#[test]
fn what_leaves_withholds_small_counts() {
    let mut story = story();
    publish(&mut story, "pub1", Value::Null).unwrap();
    let first = results(&story.state, "pub1");
    assert_eq!((first.edition, first.threshold, first.tables.len()), (0, 5, 5));
    let rows: Vec<_> =
        first.tables.iter().map(|table| serde_json::to_value(&table.crossing.rows).unwrap()).collect();
    assert_eq!(
        rows[0],
        json!({ "by": { "question": id("q5") }, "bounds": [2, 3] }),
        "the order of the form, a line a step"
    );
    assert_eq!(rows[1], question("q1"));
    assert_eq!(told(&first.tables[0].totals), [Some(14), Some(13), Some(13)]);

    publish(&mut story, "pub2", json!([{ "rows": question("q1"), "columns": { "by": "batch" } }])).unwrap();
    let crossed = &results(&story.state, "pub2").tables[0];
    assert_eq!(crossed.cells[1][1], WITHHELD, "four");
    assert!(
        crossed.cells[1][0] == WITHHELD || crossed.totals[1] == WITHHELD,
        "nor what it could be computed from"
    );
    assert_eq!(results(&story.state, "pub1"), first, "what was published stays");
    let held = State::from_checkpoint(&story.state.to_checkpoint()).unwrap();
    assert_eq!((results(&held, "pub1"), results(&held, "pub2")), (first, results(&story.state, "pub2")));
}

#[test]
fn sheets_that_change_begin_an_edition() {
    let mut story = story();
    let tables = json!([{ "rows": question("q1") }]);
    publish(&mut story, "pub1", tables.clone()).unwrap();
    publish(&mut story, "pub2", tables.clone()).unwrap();
    assert_eq!(results(&story.state, "pub2").edition, 0, "the same sheets");
    for n in 0..12 {
        let answers = json!({ id("q1").to_string(): id("no") });
        asked(
            &mut story,
            json!({ "do": "correct_sheet", "sheet": id(&format!("s{n}")), "answers": answers }),
        )
        .unwrap();
    }
    publish(&mut story, "pub3", tables.clone()).unwrap();
    let (before, after) = (results(&story.state, "pub1"), results(&story.state, "pub3"));
    assert_eq!((before.edition, told(&before.tables[0].totals)), (0, vec![Some(30), Some(10)]));
    assert_eq!((after.edition, told(&after.tables[0].totals)), (1, vec![Some(18), Some(22)]));
    // One more sheet: the difference to the edition before would say what it says.
    key(&mut story, 50, "lot", json!({ id("q1").to_string(): id("no") }));
    match publish(&mut story, "pub4", tables) {
        Ok(()) => {
            let last = results(&story.state, "pub4");
            assert!(last.tables[0].totals.contains(&WITHHELD), "{last:?}");
        }
        Err(refusal) => {
            assert!(matches!(refusal, Refusal::TellsSmallCounts { table: 0, .. }), "{refusal:?}");
        }
    }
}

/// What a table does not speak of does not make other sheets of those that it counted: a difference is one of one sheet.
#[test]
fn what_changes_elsewhere_hides_no_difference() {
    let mut story = story();
    let tables = json!([{ "rows": question("q1") }]);
    publish(&mut story, "pub1", tables.clone()).unwrap();
    asked(&mut story, json!({ "do": "set", "item": id("lot2"), "fields": { "place": id("hall") } })).unwrap();
    asked(&mut story, json!({ "do": "set", "item": id("q5"), "fields": { "kind": "number" } })).unwrap();
    asked(
        &mut story,
        json!({ "do": "add", "as": id("q6"), "noun": "question",
                "fields": { "campaign": id("camp"), "text": "Encore ?", "kind": "number" } }),
    )
    .unwrap();
    let answers = json!({ id("q6").to_string(): 3 });
    asked(&mut story, json!({ "do": "correct_sheet", "sheet": id("s1"), "answers": answers })).unwrap();
    key(&mut story, 50, "lot", json!({ id("q1").to_string(): id("no") }));
    match publish(&mut story, "pub2", tables.clone()) {
        Ok(()) => {
            let last = results(&story.state, "pub2");
            assert!(last.tables[0].totals.contains(&WITHHELD), "{last:?}");
        }
        Err(refusal) => assert!(matches!(refusal, Refusal::TellsSmallCounts { table: 0, .. }), "{refusal:?}"),
    }
    for n in 51..61 {
        key(&mut story, n, "lot", json!({ id("q1").to_string(): id(["yes", "no"][n as usize % 2]) }));
    }
    publish(&mut story, "pub3", tables).unwrap();
    assert_eq!(
        told(&results(&story.state, "pub3").tables[0].totals),
        [Some(35), Some(16)],
        "ten more tell nobody's"
    );
}

#[test]
fn what_is_too_much_to_hold_together_is_refused() {
    let mut story = story();
    let tables = vec![json!({ "rows": question("q1") }); 101];
    assert_eq!(publish(&mut story, "pub1", json!(tables)), Err(Refusal::LimitReached { max: 100 }));
    let bounds: Vec<_> = (0..41).collect();
    let tables = json!([{ "rows": { "by": { "question": id("q3") }, "bounds": bounds } }]);
    assert_eq!(publish(&mut story, "pub1", tables), Err(Refusal::LimitReached { max: 40 }));
}

#[test]
fn too_few_sheets_tell_nothing() {
    let mut story = check(&[TERRITORY, CAMPAIGN]);
    publish(&mut story, "pub1", Value::Null).unwrap();
    let none =
        view(&story.state, Audience::Publication(ItemId(id("pub1"))), Key::Results(ItemId(id("pub1"))));
    assert_eq!(none, None, "the form alone");
    for n in 0..3 {
        key(&mut story, n, "lot", json!({ id("q1").to_string(): id("yes") }));
    }
    match publish(&mut story, "pub2", Value::Null) {
        Ok(()) => {
            let few = results(&story.state, "pub2");
            let counts = few.tables.iter().flat_map(|table| told(&table.totals));
            assert!(counts.flatten().all(|count| count == 0), "{few:?}");
        }
        Err(refusal) => assert_eq!(refusal, Refusal::TellsSmallCounts { table: 0, earlier: Vec::new() }),
    }
    let scope: Scope = format!("publication:{}", id("pub1")).parse().unwrap();
    assert!(programme::may_see(
        &story.state,
        &caller(&story.state, "public"),
        programme::audience(&caller(&story.state, "public"), scope).unwrap()
    ));
    assert_eq!(
        asked(
            &mut story,
            json!({ "do": "publish", "as": id("pub3"), "document": "presentation", "tables": [] })
        ),
        Err(Refusal::BadCommand {})
    );
}
