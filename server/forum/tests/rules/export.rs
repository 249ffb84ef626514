use crate::story::{DAY, GROUP, MARKET, check};
use forum::export;

#[test]
fn what_was_said_before_stays_in_the_export() {
    let story = check(&[
        DAY,
        MARKET,
        "ana edit_topic topic=t1 title='Un car le samedi' question='Pour aller où ?'",
        GROUP,
        "
        bo edit contribution=k1 text='Aller au marché à pied'
        facilitator set_forum question='Que faire demain ?'
        facilitator axis as=a1 name=Transports
        facilitator axis as=a2 name=Marchés
        facilitator rename_axis axis=a1 name='Se déplacer'
        facilitator merge_axes axis=a2 into=a1
        ",
    ]);
    let export = export(&story.state, 1);
    assert_eq!(export.earlier_questions.len(), 1);
    assert_eq!(export.topics[0].title, "Un car le samedi");
    assert_eq!(export.topics[0].earlier, ["Un bus le samedi"]);
    assert_eq!(export.contributions[0].text.as_deref(), Some("Aller au marché à pied"));
    assert_eq!(export.contributions[0].earlier, ["Aller au marché"]);
    assert_eq!(export.axes[0].name, "Se déplacer");
    assert_eq!(export.axes[0].earlier, ["Transports", "Marchés"]);
    assert!(export.contributions[0].author.is_some());
    assert_eq!(export.without_authors().contributions[0].author, None);
}

#[test]
fn what_was_taken_back_is_not_in_the_export() {
    let story = check(&[
        DAY,
        MARKET,
        GROUP,
        "
        bo edit contribution=k1 text='Aller au marché à pied'
        bo retire contribution=k1
        ",
    ]);
    let export = export(&story.state, 1);
    assert_eq!(export.contributions[0].text, None);
    assert_eq!(export.contributions[0].earlier, Vec::<String>::new());
}
