//! What an indicator is for the whole territory.

use crate::story::{check, id};
use programme::{Computed, territory};
use protocol::programme::{ItemId, Number};

/// Three communes, of which the third became part of the second.
const COMMUNES: &str = r##"
    officer add {"as":"#a","noun":"commune","fields":{"name":"A"}}
    officer add {"as":"#b","noun":"commune","fields":{"name":"B"}}
    officer add {"as":"#c","noun":"commune","fields":{"name":"C","now_in":"#b"}}
    officer add {"as":"#pop","noun":"indicator","fields":{"name":"Population","total":"sum"}}
    officer add {"as":"#rate","noun":"indicator","fields":{"name":"Part","total":"weighted_mean","weight":"#pop"}}
    officer add {"as":"#other","noun":"indicator","fields":{"name":"Médiane","total":"none"}}
"##;

fn computed(figures: &[(&str, &str, &str)], indicator: &str) -> Option<Computed> {
    let line = |(n, (indicator, commune, rest)): (usize, &(&str, &str, &str))| {
        format!(
            r##"officer add {{"as":"#f{n}","noun":"figure","fields":{{"indicator":"#{indicator}","commune":"#{commune}","vintage":2024,{rest}}}}}"##
        )
    };
    let lines: Vec<_> = figures.iter().enumerate().map(line).collect();
    let story = check(&[COMMUNES, &lines.join("\n")]);
    territory(&story.state, ItemId(id(indicator)), 2024)
}

fn number(number: &str) -> Option<Number> {
    Some(serde_json::from_str(number).unwrap())
}

#[test]
fn numbers_are_added_and_what_is_not_known_is_said() {
    let all = computed(&[("pop", "a", r#""value":100"#), ("pop", "b", r#""value":0"#)], "pop").unwrap();
    assert_eq!((all.value, all.communes, all.withheld, all.missing), (number("100"), 2, 0, 0));
    let some =
        computed(&[("pop", "a", r#""value":100"#), ("pop", "b", r#""value":"withheld""#)], "pop").unwrap();
    assert_eq!((some.value, some.withheld, some.missing), (number("100"), 1, 0));
    let one = computed(&[("pop", "a", r#""value":{"at_least":9}"#)], "pop").unwrap();
    assert_eq!((one.value, one.withheld, one.missing), (None, 1, 1));
    assert_eq!(computed(&[], "other"), None);
}

#[test]
fn a_rate_is_weighed_and_never_averaged() {
    let figures = [
        ("pop", "a", r#""value":100"#),
        ("pop", "b", r#""value":300"#),
        ("rate", "a", r#""value":10"#),
        ("rate", "b", r#""value":20.5"#),
    ];
    let rate = computed(&figures, "rate").unwrap();
    assert_eq!((rate.value, rate.communes), (number("17.875"), 2));
    let rate = computed(&figures[1..], "rate").unwrap();
    assert_eq!((rate.value, rate.communes, rate.missing), (number("20.5"), 1, 1), "nothing to weigh with");
}

#[test]
fn a_commune_that_is_part_of_another_is_counted_once() {
    let figures = [
        ("pop", "a", r#""value":100,"geography":2018"#),
        ("pop", "b", r#""value":300,"geography":2018"#),
        ("pop", "c", r#""value":50,"geography":2018"#),
    ];
    let before = computed(&figures, "pop").unwrap();
    assert_eq!((before.value, before.communes), (number("450"), 3), "it stood beside the other then");
    let parts = computed(&[figures[0], figures[2]], "pop").unwrap();
    assert_eq!((parts.value, parts.communes, parts.missing), (number("150"), 2, 1), "the whole is not known");
    let since = [figures[0], ("pop", "b", r#""value":350,"geography":2024"#), figures[2]];
    let since = computed(&since, "pop").unwrap();
    assert_eq!((since.value, since.communes), (number("450"), 2));
    assert!(since.mixed_geography && !before.mixed_geography);
}

#[test]
fn two_figures_of_a_commune_are_not_one() {
    let a = ("pop", "a", r#""value":100,"geography":2018"#);
    let b = ("pop", "b", r#""value":300,"geography":2018"#);
    let two = computed(&[a, b, ("pop", "b", r#""value":301,"geography":2018"#)], "pop").unwrap();
    assert_eq!((two.value, two.communes, two.twice), (number("100"), 1, 1), "nothing says which holds");
    let again = computed(&[a, b, b, ("pop", "b", r#""geography":2018"#)], "pop").unwrap();
    assert_eq!((again.value, again.communes, again.twice), (number("400"), 2, 0), "they say the same");
    for later in [
        [b, ("pop", "b", r#""value":350,"geography":2024"#)],
        [("pop", "b", r#""value":350,"geography":2024"#), b],
    ] {
        let later = computed(&[a, later[0], later[1]], "pop").unwrap();
        assert_eq!((later.value, later.twice), (number("450"), 0), "the later geography holds");
    }
    let rates = [("rate", "a", r#""value":10"#), ("rate", "b", r#""value":20"#)];
    let weights = [a, b, ("pop", "b", r#""value":"withheld","geography":2018"#)];
    let rate = computed(&[&rates[..], &weights].concat(), "rate").unwrap();
    assert_eq!((rate.value, rate.communes, rate.twice), (number("10"), 1, 1), "nor what to weigh with");
}
