//! A picture of each kind, as it is. `BOURDON_WRITE=1` writes them anew; look at them then.

mod territory;

use charts::{
    Bars, Count, Figure, Frame, Group, Language, Limits, Lines, Map, Measure, Order, Outlines, Place, Point,
    Pyramid, Row, Series, Shares, bars, lines, map, pyramid, shares,
};
use std::path::Path;

const PHONE: Frame<'_> = Frame { id: "a", language: Language::French, width: 340 };
const PAPER: Frame<'_> = Frame { id: "b", language: Language::French, width: 640 };
const ENGLISH: Frame<'_> = Frame { id: "c", language: Language::English, width: 480 };

#[expect(clippy::disallowed_methods, reason = "goldens are files; the crate itself reads none")]
fn golden(name: &str, svg: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("BOURDON_WRITE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap_or(&path)).expect("a folder for goldens");
        std::fs::write(&path, svg).expect("goldens can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == svg, "{name} is another picture now");
}

fn place(name: &str, figure: Figure) -> Place {
    Place { name: name.into(), figure }
}

fn measure(title: &str, unit: &str, decimals: u8) -> Measure {
    Measure {
        title: title.into(),
        unit: unit.into(),
        decimals,
        note: Some("Source : recensement inventé, 2022.".into()),
    }
}

#[test]
fn bars_of_a_territory() {
    let places =
        territory::areas(20).into_iter().map(|area| Place { name: area.name, figure: area.figure }).collect();
    let chart = Bars {
        measure: measure("Part des ménages d’une personne", "%", 1),
        places,
        references: vec![
            place("Territoire", Figure::Known(21.4)),
            place("Département", Figure::Known(18.9)),
            place("Région", Figure::Withheld),
        ],
        order: Order::ByValue,
    };
    golden("bars.svg", &bars(&PHONE, &chart).unwrap());
    golden("bars-wide.svg", &bars(&PAPER, &chart).unwrap());
}

#[test]
fn bars_below_nothing() {
    let chart = Bars {
        measure: measure("Population change", "residents", 0),
        places: vec![
            place("Aubraie", Figure::Known(-1234.0)),
            place("Montcel", Figure::Known(310.0)),
            place("Roche", Figure::Known(0.0)),
            place("Valbrune", Figure::AtLeast(1000.0)),
            place("Le Tertre-Neuf", Figure::Withheld),
            place("Roche-la-Forêt-de-Haute-Combe-et-du-Grand-Étang", Figure::Known(-55.0)),
        ],
        references: vec![place("Territory", Figure::Known(-4.0))],
        order: Order::ByValue,
    };
    golden("bars-negative.svg", &bars(&ENGLISH, &chart).unwrap());
}

#[test]
fn lines_that_break() {
    let points = |values: [f64; 6], withheld: usize, changed: Option<usize>| {
        let years = [1999, 2006, 2011, 2014, 2018, 2022];
        let point = |(at, (vintage, value))| Point {
            vintage,
            figure: if at == withheld { Figure::Withheld } else { Figure::Known(value) },
            changed: (Some(at) == changed).then(|| "2018 : Montcel compte depuis aussi Roche.".into()),
        };
        years.into_iter().zip(values).enumerate().map(point).collect()
    };
    let chart = Lines {
        measure: measure("Population", "habitants", 0),
        series: vec![
            Series {
                name: "Montcel".into(),
                points: points([2210.0, 2150.0, 2101.0, 2080.0, 3540.0, 3490.0], 9, Some(4)),
            },
            Series {
                name: "Aubraie".into(),
                points: points([1510.0, 1530.0, 1490.0, 1440.0, 1461.0, 1402.0], 2, None),
            },
            Series {
                name: "Valbrune-sur-Ombre".into(),
                points: points([640.0, 690.0, 700.0, 805.0, 830.0, 861.0], 9, None),
            },
        ],
    };
    golden("lines.svg", &lines(&PHONE, &chart).unwrap());
    golden("lines-wide.svg", &lines(&PAPER, &chart).unwrap());
    let chart = Lines {
        measure: measure("Taux d’activité", "%", 1),
        series: vec![Series {
            name: "Territoire".into(),
            points: points([71.2, 71.9, 72.4, 71.8, 73.1, 73.6], 9, None),
        }],
    };
    golden("line.svg", &lines(&PHONE, &chart).unwrap());
}

#[test]
fn shares_of_a_question() {
    let row = |name: &str, counts: [u32; 5], withheld: &[usize]| {
        let count = |(at, count)| if withheld.contains(&at) { Count::Withheld } else { Count::Told(count) };
        Row {
            name: name.into(),
            counts: counts.into_iter().enumerate().map(count).collect(),
            base: Count::Told(counts.iter().sum()),
        }
    };
    let mut hidden = row("Roche", [1, 2, 0, 1, 0], &[0, 1, 2, 3, 4]);
    hidden.base = Count::Withheld;
    let chart = Shares {
        title: "Êtes-vous satisfait·e de la garde des enfants ?".into(),
        choices: ["Très", "Plutôt", "Plutôt pas", "Pas du tout", "Sans avis"].map(String::from).into(),
        rows: vec![
            row("Ensemble", [212, 301, 122, 58, 119], &[]),
            row("Aubraie", [31, 40, 12, 3, 4], &[3, 4]),
            row("Saint-Orens-des-Landes", [52, 61, 30, 1, 18], &[]),
            hidden,
            row("Valbrune", [0, 0, 0, 0, 0], &[]),
        ],
        note: Some("Les personnes ont choisi de répondre : ce n’est pas un échantillon.".into()),
    };
    golden("shares.svg", &shares(&PHONE, &chart).unwrap());
    golden("shares-wide.svg", &shares(&PAPER, &chart).unwrap());
}

#[test]
fn a_pyramid_of_ages() {
    let ages = [
        "0 – 14 ans",
        "15 – 29 ans",
        "30 – 44 ans",
        "45 – 59 ans",
        "60 – 74 ans",
        "75 – 89 ans",
        "90 ans et plus",
    ];
    let (men, women) = (
        [1412.0, 1180.0, 1390.0, 1822.0, 1910.0, 840.0, 61.0],
        [1350.0, 1021.0, 1402.0, 1815.0, 2011.0, 1205.0, 0.0],
    );
    let figures = |at: usize| {
        let right = if at == 6 { Figure::Withheld } else { Figure::Known(women[at]) };
        [Figure::Known(men[at]), right]
    };
    let groups = ages
        .iter()
        .enumerate()
        .map(|(at, name)| Group { name: (*name).into(), figures: figures(at) })
        .collect();
    let chart = Pyramid {
        measure: measure("Âges", "habitants", 0),
        sides: ["Hommes".into(), "Femmes".into()],
        groups,
    };
    golden("pyramid.svg", &pyramid(&PHONE, &chart).unwrap());
    golden("pyramid-wide.svg", &pyramid(&PAPER, &chart).unwrap());
}

#[test]
fn a_map_in_steps() {
    let outlines = Outlines::read(&territory::geojson(6, 5), "code", "nom").unwrap();
    let mut areas = territory::areas(31);
    areas[3].name = "Les Trois-Combes".into();
    areas.push(charts::Area {
        code: "99900".into(),
        name: "Outre-Monts".into(),
        figure: Figure::Known(12.0),
    });
    let mut chart = Map {
        measure: measure("Part des logements vacants", "%", 1),
        outlines: &outlines,
        areas,
        limits: Limits::Quantiles(5),
    };
    golden("map.svg", &map(&PHONE, &chart).unwrap());
    golden("map-wide.svg", &map(&PAPER, &chart).unwrap());
    chart.limits = Limits::Given(vec![10.0, 20.0]);
    golden("map-limits.svg", &map(&ENGLISH, &chart).unwrap());
}
