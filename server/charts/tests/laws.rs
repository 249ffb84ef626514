//! What holds for any input; a second reader reads what was written.

mod territory;

use charts::{
    Area, Bars, Count, Figure, Frame, Group, Language, Limits, Lines, Map, Measure, Order, Outlines, Place,
    Point, Pyramid, Row, Series, Shares, Unfit, bars, lines, map, pyramid, shares,
};
use proptest::prelude::*;
use roxmltree::{Document, Node};

fn frame(width: u16) -> Frame<'static> {
    Frame { id: "x", language: Language::French, width }
}

/// Anything, with what would hurt among it.
fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        ".*",
        "[a-zA-Zé -]{0,60}",
        Just("</title><script>alert(1)</script>".to_owned()),
        Just("]]>&amp;<!--\"'\u{0}\u{b}\u{ffff}\u{202e}".to_owned()),
        Just("x\" onload=\"alert(1)".to_owned()),
    ]
}

fn figure() -> impl Strategy<Value = Figure> {
    prop_oneof![
        6 => (-1e6..1e6).prop_map(Figure::Known),
        1 => (0.0..1e6).prop_map(Figure::AtLeast),
        1 => Just(Figure::Known(0.0)),
        1 => Just(Figure::Withheld),
        1 => Just(Figure::Missing),
        1 => Just(Figure::NotCosted),
    ]
}

fn measure() -> impl Strategy<Value = Measure> {
    let unit = prop_oneof![Just("%".to_owned()), label()];
    (label(), unit, 0_u8..4, prop::option::of(label())).prop_map(|(title, unit, decimals, note)| Measure {
        title,
        unit,
        decimals,
        note,
    })
}

fn places() -> impl Strategy<Value = Vec<Place>> {
    prop::collection::vec((label(), figure()).prop_map(|(name, figure)| Place { name, figure }), 1..12)
}

/// Elements that a chart may have.
const ELEMENTS: [&str; 12] =
    ["svg", "title", "desc", "rect", "text", "line", "path", "polyline", "g", "defs", "pattern", "tspan"];
/// Attributes that a chart may have.
const ATTRIBUTES: &[&str] = &[
    "class",
    "viewBox",
    "role",
    "aria-labelledby",
    "lang",
    "font-size",
    "font-weight",
    "font-style",
    "fill",
    "fill-opacity",
    "fill-rule",
    "id",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "width",
    "height",
    "d",
    "points",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linejoin",
    "text-anchor",
    "transform",
    "patternUnits",
];

/// Reads a chart again: well-formed, of known elements, its numbers short, its words in a title and a description.
fn check(svg: &str) -> Result<Document<'_>, TestCaseError> {
    let read = Document::parse(svg).map_err(|error| TestCaseError::fail(format!("{error}: {svg}")))?;
    for node in read.descendants().filter(Node::is_element) {
        prop_assert!(ELEMENTS.contains(&node.tag_name().name()), "{:?}", node.tag_name());
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            prop_assert!(ATTRIBUTES.contains(&name), "{name}");
            prop_assert!(!value.contains("NaN") && !value.contains("inf"), "{name}={value}");
            let inside = !value.contains("url(") || value.starts_with("url(#chart-x-");
            prop_assert!(inside, "{value}");
            if name != "stroke-width" && name != "d" {
                let digits = value.split(['.']).skip(1);
                let tails = digits.map(|tail| tail.bytes().take_while(u8::is_ascii_digit).count());
                prop_assert!(tails.max().unwrap_or(0) <= 1, "{name}={value}");
            }
        }
    }
    let ids: Vec<&str> = read.descendants().filter_map(|node| node.attribute("id")).collect();
    for id in read.root_element().attribute("aria-labelledby").unwrap_or_default().split(' ') {
        prop_assert!(ids.contains(&id), "{id}");
    }
    for node in read.descendants() {
        let named = node.attribute("fill").and_then(|fill| fill.strip_prefix("url(#")?.strip_suffix(')'));
        prop_assert!(named.is_none_or(|id| ids.contains(&id)), "{named:?}");
    }
    Ok(read)
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).and_then(|value| value.parse().ok()).unwrap_or(f64::NAN)
}

fn texts(read: &Document<'_>) -> Vec<String> {
    let texts = read.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
    texts
        .map(|node| {
            node.descendants()
                .filter(|child| child.is_text() && !in_title(*child))
                .filter_map(|child| child.text())
                .collect()
        })
        .collect()
}

fn in_title(node: Node<'_, '_>) -> bool {
    node.parent().is_some_and(|parent| parent.tag_name().name() == "title")
}

/// The rectangles that are bars: those with an ink of their own, not the white behind words.
fn drawn<'a>(read: &'a Document<'a>) -> Vec<Node<'a, 'a>> {
    let bars = read.descendants().filter(|node| node.tag_name().name() == "rect");
    bars.filter(|node| node.attribute("height") == Some("13")).collect()
}

proptest! {
    #[test]
    fn bars_are_as_long_as_their_values(
        measure in measure(), places in places(), references in prop::collection::vec(figure(), 0..3), width in 300_u16..900,
        is_sorted: bool,
    ) {
        let references: Vec<Place> =
            references.into_iter().map(|figure| Place { name: "Ensemble".into(), figure }).collect();
        let order = if is_sorted { Order::ByValue } else { Order::Given };
        let chart = Bars { measure, places, references, order };
        let svg = bars(&frame(width), &chart).unwrap();
        prop_assert_eq!(&svg, &bars(&frame(width), &chart).unwrap());
        let read = check(&svg)?;
        let rects = drawn(&read);
        let value = |figure: Figure| match figure { Figure::Known(value) | Figure::AtLeast(value) => Some(value), _ => None };
        let mut values: Vec<f64> = chart.references.iter().filter_map(|place| value(place.figure)).collect();
        let mut own: Vec<f64> = chart.places.iter().filter_map(|place| value(place.figure)).collect();
        if is_sorted {
            own.sort_by(|a, b| b.total_cmp(a));
        }
        values.extend(own);
        prop_assert_eq!(rects.len(), values.len());
        let most = values.iter().map(|value| value.abs()).fold(0.0, f64::max);
        let longest = rects.iter().map(|rect| number(*rect, "width")).fold(0.0, f64::max);
        for (rect, value) in rects.iter().zip(&values) {
            let should = if most == 0.0 { 0.0 } else { value.abs() / most * longest };
            prop_assert!((number(*rect, "width") - should).abs() < 0.21, "{rect:?} {should}");
        }
        for pair in rects.windows(2) {
            prop_assert!(number(pair[0], "y") + number(pair[0], "height") <= number(pair[1], "y"));
        }
        for rect in &rects {
            prop_assert!(number(*rect, "x") >= 0.0 && number(*rect, "x") + number(*rect, "width") <= f64::from(width));
        }
        // Each figure is written at its bar.
        let texts = texts(&read);
        for place in chart.places.iter().chain(&chart.references) {
            let words = match place.figure {
                Figure::Known(value) => frame(width).language.number(value, chart.measure.decimals),
                Figure::AtLeast(value) => format!("plus de {}", frame(width).language.number(value, chart.measure.decimals)),
                Figure::Withheld => "secret statistique".into(),
                Figure::Missing => "non disponible".into(),
                Figure::NotCosted => "non chiffré".into(),
            };
            let words = if chart.measure.unit == "%" && value(place.figure).is_some() { format!("{words}\u{202f}%") } else { words };
            prop_assert!(texts.contains(&words), "{words} {texts:?}");
        }
    }

    #[test]
    fn lines_say_every_figure(
        measure in measure(),
        series in prop::collection::vec((label(), prop::collection::btree_map(1900_i16..2100, (figure(), prop::option::of(label())), 1..9)), 1..5),
        width in 300_u16..900,
    ) {
        let series: Vec<Series> = series.into_iter().map(|(name, points)| Series {
            name,
            points: points.into_iter().map(|(vintage, (figure, changed))| Point { vintage, figure, changed }).collect(),
        }).collect();
        let chart = Lines { measure, series };
        let svg = lines(&frame(width), &chart).unwrap();
        let read = check(&svg)?;
        let desc = read.descendants().find(|node| node.tag_name().name() == "desc").and_then(|node| node.text()).unwrap_or_default();
        let mut joined = 0;
        for Series { points, .. } in &chart.series {
            for (at, point) in points.iter().enumerate() {
                if let Figure::Known(value) = point.figure {
                    let words = format!("{}\u{a0}: {}", point.vintage, frame(width).language.number(value, chart.measure.decimals));
                    prop_assert!(desc.contains(&words), "{words} {desc}");
                }
                let is_known = |at: usize| points.get(at).is_some_and(|point| matches!(point.figure, Figure::Known(_) | Figure::AtLeast(_)));
                joined += usize::from(at > 0 && is_known(at) && is_known(at - 1) && point.changed.is_none());
            }
        }
        // A line goes from one figure to the next, and not over a changed perimeter or what is not told.
        let lines = read.descendants().filter_map(|node| node.attribute("points"));
        let drawn: usize = lines.map(|points| points.split(' ').count() - 1).sum();
        prop_assert_eq!(drawn, joined);
    }

    #[test]
    fn shares_fill_their_row(
        title in label(), choices in prop::collection::vec(label(), 1..9), note in prop::option::of(label()),
        rows in prop::collection::vec((label(), prop::collection::vec((0_u32..500, 0_u8..5), 8), 0_u8..9), 1..5),
        width in 300_u16..900,
    ) {
        let rows: Vec<Row> = rows.into_iter().map(|(name, counts, base)| {
            let counts = &counts[..choices.len()];
            let total = counts.iter().map(|(count, _)| count).sum();
            Row {
                name,
                counts: counts.iter().map(|(count, roll)| if *roll == 0 { Count::Withheld } else { Count::Told(*count) }).collect(),
                base: if base == 0 { Count::Withheld } else { Count::Told(total) },
            }
        }).collect();
        let chart = Shares { title, choices, rows, note };
        let svg = shares(&frame(width), &chart).unwrap();
        let read = check(&svg)?;
        let bars: Vec<_> = read.descendants().filter(|node| node.tag_name().name() == "rect" && node.attribute("height") == Some("24")).collect();
        let all: f64 = bars.iter().map(|bar| number(*bar, "width")).sum();
        let full = chart.rows.iter().filter(|row| row.base != Count::Told(0)).count() as f64 * f64::from(width - 4);
        prop_assert!((all - full).abs() <= 0.1 * bars.len() as f64, "{all} {full}");
    }

    #[test]
    fn a_pyramid_is_read_again(
        measure in measure(), sides in [label(), label()], width in 300_u16..900,
        groups in prop::collection::vec((label(), [0.0..1e5, 0.0..1e5]), 1..12),
    ) {
        let groups: Vec<Group> =
            groups.into_iter().map(|(name, values)| Group { name, figures: values.map(Figure::Known) }).collect();
        let chart = Pyramid { measure, sides, groups };
        let svg = pyramid(&frame(width), &chart).unwrap();
        let read = check(&svg)?;
        let bars: Vec<_> = read.descendants().filter(|node| node.attribute("height") == Some("17")).collect();
        let values: Vec<f64> = chart.groups.iter().rev().flat_map(|group| group.figures).filter_map(|figure| match figure { Figure::Known(value) => Some(value), _ => None }).collect();
        let most = values.iter().copied().fold(0.0, f64::max);
        let longest = bars.iter().map(|bar| number(*bar, "width")).fold(0.0, f64::max);
        for (bar, value) in bars.iter().zip(values) {
            prop_assert!((number(*bar, "width") - value / most * longest).abs() < 0.21);
            prop_assert!(number(*bar, "x") >= 0.0 && number(*bar, "x") + number(*bar, "width") <= f64::from(width));
        }
    }

    #[test]
    fn a_map_keeps_every_commune(
        measure in measure(), columns in 1_usize..6, rows in 1_usize..5, width in 300_u16..900, classes in 1_usize..6,
        name in label(), figures in prop::collection::vec(figure(), 30),
    ) {
        let outlines = Outlines::read(&territory::geojson(columns, rows), "code", "nom").unwrap();
        let mut areas: Vec<Area> = territory::areas(outlines.names().count());
        for (area, figure) in areas.iter_mut().zip(figures) {
            area.figure = figure;
        }
        areas[0].name = name;
        let chart = Map { measure, outlines: &outlines, areas, limits: Limits::Quantiles(classes) };
        let svg = map(&frame(width), &chart).unwrap();
        prop_assert_eq!(&svg, &map(&frame(width), &chart).unwrap());
        let read = check(&svg)?;
        let paths = communes(&read);
        prop_assert_eq!(paths.len(), outlines.names().count());
        let numbers: f64 = paths.iter().map(|path| area_of(path)).sum();
        prop_assert!(numbers > 0.0);
        let mut named = chart.areas.clone();
        named.truncate(paths.len());
        labels(&read, named.iter().map(|area| area.name.as_str()))?;
    }
}

/// No name or number of a map covers another or leaves it, and each commune has one; every number is explained.
fn labels<'a>(read: &Document<'_>, names: impl Iterator<Item = &'a str>) -> Result<usize, TestCaseError> {
    let width: f64 = read
        .root_element()
        .attribute("viewBox")
        .and_then(|it| it.split(' ').nth(2)?.parse().ok())
        .unwrap_or_default();
    let backs = read.descendants().filter(|node| node.attribute("fill-opacity").is_some());
    let backs = backs.map(|back| {
        let [x, y] = ["x", "y"].map(|at| number(back, at));
        [x, y, x + number(back, "width"), y + number(back, "height")]
    });
    let backs: Vec<[f64; 4]> = backs.collect();
    for (at, [left, top, right, bottom]) in backs.iter().enumerate() {
        prop_assert!(*left >= -0.1 && *right <= width + 0.1 && *top >= 0.0, "{left} {right} of {width}");
        for other in &backs[..at] {
            let apart = other[0] >= right - 0.11
                || other[2] <= left + 0.11
                || other[1] >= bottom - 0.11
                || other[3] <= top + 0.11;
            prop_assert!(apart, "{other:?} {:?}", backs[at]);
        }
    }
    let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    let is_text = |node: &Node<'_, '_>| node.tag_name().name() == "text";
    let said = |node: Node<'_, '_>| letters(node.text().unwrap_or_default());
    let all: Vec<_> = read.descendants().filter(is_text).collect();
    let on_map = |bold: bool| {
        let own = all.iter().filter(move |node| {
            node.attribute("text-anchor") == Some("middle") && node.attribute("font-weight").is_some() == bold
        });
        own.map(|node| said(*node)).collect::<Vec<_>>()
    };
    let (mut written, numbers) = (on_map(false).concat(), on_map(true));
    let keys: Vec<_> = all
        .iter()
        .filter(|node| node.attribute("text-anchor") == Some("end"))
        .map(|node| said(*node))
        .collect();
    let sorted = |mut list: Vec<String>| {
        list.sort();
        list
    };
    prop_assert_eq!(sorted(numbers.clone()), sorted(keys.clone()));
    prop_assert_eq!(keys, (1..=numbers.len()).map(|number| number.to_string()).collect::<Vec<_>>());
    let explained: String =
        all.iter().filter(|node| node.attribute("text-anchor").is_none()).map(|node| said(*node)).collect();
    let mut in_words = 0;
    // A name may be a part of a longer one.
    let mut names = Vec::from_iter(names.map(letters));
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    for name in names {
        let is_written = written.contains(&name);
        written = written.replacen(&name, "|", 1);
        prop_assert!(is_written || explained.contains(&name), "{name}");
        in_words += usize::from(is_written);
    }
    prop_assert_eq!(
        all.iter().filter(|node| node.attribute("text-anchor") == Some("middle")).count(),
        backs.len()
    );
    Ok(in_words + numbers.len())
}

#[test]
fn a_map_names_every_commune() {
    let outlines = Outlines::read(&territory::geojson(6, 5), "code", "nom").unwrap();
    for width in [300, 340, 640, 1200] {
        let areas = territory::areas(31);
        let chart = Map {
            measure: plain("x"),
            outlines: &outlines,
            areas: areas.clone(),
            limits: Limits::Quantiles(5),
        };
        let svg = map(&frame(width), &chart).unwrap();
        let read = Document::parse(&svg).unwrap();
        let shown = labels(&read, areas.iter().map(|area| area.name.as_str())).unwrap();
        assert_eq!(shown, 31, "{width}");
    }
}

#[test]
fn a_map_without_room_for_all_names_says_so() {
    let outlines = Outlines::read(&territory::geojson(40, 40), "code", "nom").unwrap();
    let chart = Map {
        measure: plain("x"),
        outlines: &outlines,
        areas: territory::areas(1601),
        limits: Limits::Quantiles(5),
    };
    let svg = map(&frame(340), &chart).unwrap();
    let read = Document::parse(&svg).unwrap();
    assert!(
        texts(&read)
            .join(" ")
            .contains("Les communes sont trop nombreuses pour que leurs noms tiennent sur cette carte.")
    );
    assert!(!read.descendants().any(|node| node.attribute("fill-opacity").is_some()));
}

/// The outlines as drawn: rings of points.
fn communes(read: &Document<'_>) -> Vec<Vec<Vec<[f64; 2]>>> {
    let paths = read.descendants().filter(|node| node.has_children() && node.tag_name().name() == "path");
    let ring = |ring: &str| -> Vec<[f64; 2]> {
        let point = |point: &str| {
            let mut numbers = point.split(' ').map(|number| number.parse().expect("a number"));
            [numbers.next().expect("x"), numbers.next().expect("y")]
        };
        ring.trim_start_matches('M').split('L').map(point).collect()
    };
    let rings = |path: &str| path.split_terminator('Z').map(ring).collect();
    paths.filter_map(|path| path.attribute("d")).map(rings).collect()
}

fn area(ring: &[[f64; 2]]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f64>().abs() / 2.0
}

fn area_of(rings: &[Vec<[f64; 2]>]) -> f64 {
    rings.iter().map(|ring| area(ring)).sum()
}

fn plain(title: &str) -> Measure {
    Measure { title: title.into(), unit: "%".into(), decimals: 1, note: None }
}

#[test]
fn what_was_simplified_is_the_same_map_in_fewer_corners() {
    let outlines = Outlines::read(&territory::geojson(6, 5), "code", "nom").unwrap();
    let simple = outlines.simplified();
    assert_eq!(simple, outlines.simplified());
    assert!(simple.names().eq(outlines.names()));
    let corners = |of: &Outlines| {
        of.names().filter_map(|(code, _)| of.rings(code)).flatten().map(Vec::len).sum::<usize>()
    };
    assert!(corners(&simple) * 4 < corners(&outlines) * 3, "{} of {}", corners(&simple), corners(&outlines));
    let drawn = |outlines: &Outlines| {
        let chart =
            Map { measure: plain("x"), outlines, areas: territory::areas(31), limits: Limits::Quantiles(5) };
        let svg = map(&frame(900), &chart).unwrap();
        communes(&Document::parse(&svg).unwrap()).iter().map(|rings| area_of(rings)).collect::<Vec<_>>()
    };
    for (before, after) in drawn(&outlines).iter().zip(drawn(&simple)) {
        assert!((before - after).abs() <= 0.05 * before, "{before} {after}");
    }
    // Every side inside the territory is that of two rings.
    let mut sides = std::collections::BTreeMap::new();
    for ring in simple.names().filter_map(|(code, _)| simple.rings(code)).flatten() {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let [a, b] = [a, b].map(|corner| corner.map(f64::to_bits));
            *sides.entry((a.min(b), a.max(b))).or_insert(0) += 1;
        }
    }
    assert!(sides.values().all(|count| *count <= 2));
    assert!(sides.values().filter(|count| **count == 2).count() > 100);
}

/// How wide all of them are together.
fn width_of(communes: &[Vec<Vec<[f64; 2]>>]) -> f64 {
    let points = communes.iter().flatten().flatten().map(|[x, _]| *x);
    let (west, east) =
        points.fold((f64::INFINITY, f64::NEG_INFINITY), |(west, east), x| (west.min(x), east.max(x)));
    east - west
}

#[test]
fn neighbours_share_their_borders_and_areas_stay() {
    let (columns, rows) = (6, 5);
    let text = territory::geojson(columns, rows);
    let outlines = Outlines::read(&text, "code", "nom").unwrap();
    let areas = territory::areas(31);
    let chart = Map { measure: plain("x"), outlines: &outlines, areas, limits: Limits::Quantiles(5) };
    let svg = map(&frame(340), &chart).unwrap();
    let read = Document::parse(&svg).unwrap();
    let communes = communes(&read);
    let corners: usize = communes.iter().flatten().map(Vec::len).sum();
    assert!(corners * 3 < text.matches("],[").count() * 2, "{corners}");

    // Every side inside the territory is the side of two rings; those of its edge and of the island, of one.
    let mut sides = std::collections::BTreeMap::new();
    for ring in communes.iter().flatten() {
        assert!(ring.len() > 2);
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let [a, b] = [a, b].map(|[x, y]| [(x * 10.0).round() as i64, (y * 10.0).round() as i64]);
            *sides.entry((a.min(b), a.max(b))).or_insert(0) += 1;
        }
    }
    assert!(sides.values().all(|count| *count <= 2));
    let single: Vec<_> = sides.iter().filter(|(_, count)| **count == 1).map(|(side, _)| side).collect();
    let mut degrees = std::collections::BTreeMap::new();
    for (a, b) in single {
        *degrees.entry(a).or_insert(0) += 1;
        *degrees.entry(b).or_insert(0) += 1;
    }
    assert!(degrees.values().all(|count| count % 2 == 0), "the edge of the territory is closed");

    // On a much larger drawing hardly anything is left out.
    let large = map(&frame(1200), &chart).unwrap();
    let large = Document::parse(&large).unwrap();
    let large_ones = self::communes(&large);
    let scale = (width_of(&large_ones) / width_of(&communes)).powi(2);
    assert!(scale > 4.0, "{scale}");
    for (small, large) in communes.iter().zip(large_ones) {
        assert_eq!(small.len(), large.len());
        let (small, large) = (area_of(small) * scale, area_of(&large));
        assert!((small - large).abs() < 0.03 * large, "{small} {large}");
    }
}

#[test]
fn a_map_says_what_does_not_join() {
    let outlines = Outlines::read(&territory::geojson(2, 1), "code", "nom").unwrap();
    let area = |code: usize, name: &str, value| Area {
        code: territory::code(code),
        name: name.into(),
        figure: Figure::Known(value),
    };
    let areas =
        vec![area(0, "Aubraie", 1.0), area(1, "Les Trois-Combes", 2.0), area(700, "Outre-Monts", 3.0)];
    let chart = Map { measure: plain("x"), outlines: &outlines, areas, limits: Limits::Given(vec![2.0]) };
    let svg = map(&frame(600), &chart).unwrap();
    let read = Document::parse(&svg).unwrap();
    let said = texts(&read).join("\n");
    for sentence in [
        "Contours d’un autre nom\u{a0}: Les Trois-Combes (contour\u{a0}: Saint-Orens-des-Landes).",
        "Sans contour\u{a0}: Outre-Monts (3,0\u{202f}%).",
        "moins de 2,0\u{202f}% (1)",
        "2,0\u{202f}% et plus (1)",
        "non disponible (1)",
    ] {
        assert!(said.contains(sentence), "{sentence} in {said}");
    }
    let twice = vec![area(0, "a", 1.0), area(0, "b", 1.0)];
    let chart = Map { areas: twice, ..chart };
    assert_eq!(map(&frame(600), &chart), Err(Unfit::Twice("99000".into())));
}

#[test]
fn outlines_that_are_none_are_refused() {
    let polygon = r#""geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#;
    let read = |features: &str| {
        let text = format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#);
        Outlines::read(&text, "code", "nom").map(|_| ()).map_err(|error| error.to_string())
    };
    let feature = |geometry: &str| {
        read(&format!(r#"{{"type":"Feature","properties":{{"code":1,"nom":"a"}},{geometry}}}"#))
    };
    assert_eq!(feature(polygon), Ok(()));
    let surface = Err("feature 1 is not a surface".to_owned());
    assert_eq!(feature(r#""geometry":null"#), surface);
    assert_eq!(feature(r#""geometry":{"type":"Point","coordinates":[0,0]}"#), surface);
    assert_eq!(feature(r#""geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}"#), surface);
    assert_eq!(feature(r#""geometry":{"type":"Polygon","coordinates":[]}"#), surface);
    let far = r#""geometry":{"type":"Polygon","coordinates":[[[512000,6600000],[512001,6600000],[512001,6600001],[512000,6600000]]]}"#;
    assert_eq!(feature(far), Err("feature 1 is not in degrees: WGS 84 is needed".into()));
    let nameless = format!(r#"{{"type":"Feature","properties":{{"code":1}},{polygon}}}"#);
    assert_eq!(read(&nameless), Err("feature 1 has no property nom".into()));
    assert!(Outlines::read("{", "code", "nom").unwrap_err().to_string().starts_with("this is not GeoJSON"));
    assert_eq!(
        Outlines::read(&format!("{{{polygon},\"type\":\"Feature\",\"properties\":null}}"), "code", "nom")
            .unwrap_err()
            .to_string(),
        "this is not a collection of features"
    );
    assert!(Outlines::read(r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[1]]]}}]}"#, "code", "nom").is_err());
}

#[test]
fn what_cannot_be_shown_is_refused() {
    let place = |value| Place { name: "Aubraie".into(), figure: Figure::Known(value) };
    let chart = |places| Bars { measure: plain("x"), places, references: vec![], order: Order::ByValue };
    assert_eq!(bars(&frame(340), &chart(vec![])), Err(Unfit::Nothing));
    for value in [f64::NAN, f64::INFINITY, 1e15] {
        assert_eq!(bars(&frame(340), &chart(vec![place(value)])), Err(Unfit::Number("Aubraie".into())));
    }
    let point = |vintage| Point { vintage, figure: Figure::Known(1.0), changed: None };
    let series = Series { name: "Aubraie".into(), points: vec![point(2020), point(2020)] };
    let chart = Lines { measure: plain("x"), series: vec![series] };
    assert_eq!(lines(&frame(340), &chart), Err(Unfit::Vintages("Aubraie".into())));
    let row =
        Row { name: "Aubraie".into(), counts: vec![Count::Told(2), Count::Told(2)], base: Count::Told(5) };
    let mut chart =
        Shares { title: "x".into(), choices: vec!["a".into(), "b".into()], rows: vec![row], note: None };
    assert_eq!(shares(&frame(340), &chart), Err(Unfit::Sum("Aubraie".into())));
    chart.choices = vec!["a".into(); 9];
    assert_eq!(shares(&frame(340), &chart), Err(Unfit::Many { found: 9, most: 8 }));
    let group = Group { name: "0 – 14 ans".into(), figures: [Figure::Known(-1.0), Figure::Missing] };
    let chart = Pyramid { measure: plain("x"), sides: ["a".into(), "b".into()], groups: vec![group] };
    assert_eq!(pyramid(&frame(340), &chart), Err(Unfit::Negative("0 – 14 ans".into())));
}

#[test]
fn numbers_too_long_for_their_chart_are_still_drawn() {
    let figures =
        [Figure::Known(-123_456_789_012_345.0), Figure::Known(999_999_999_999_999.0), Figure::Withheld];
    let measure = Measure { decimals: 6, ..plain("x") };
    let places: Vec<Place> =
        figures.iter().map(|figure| Place { name: "Aubraie".repeat(9), figure: *figure }).collect();
    let chart = Bars { measure: measure.clone(), places, references: vec![], order: Order::Given };
    assert!(bars(&frame(300), &chart).is_ok());
    let points =
        figures.iter().zip(2000..).map(|(figure, vintage)| Point { vintage, figure: *figure, changed: None });
    let series = vec![Series { name: "Aubraie".into(), points: points.collect() }];
    assert!(lines(&frame(300), &Lines { measure, series }).is_ok());
}

#[test]
fn numbers_are_written_as_people_do() {
    let (french, english) = (Language::French, Language::English);
    assert_eq!(french.number(1234.5, 1), "1\u{202f}234,5");
    assert_eq!(french.number(-1_234_567.0, 0), "−1\u{202f}234\u{202f}567");
    assert_eq!(english.number(-1234.56, 2), "−1,234.56");
    assert_eq!(french.number(-0.04, 1), "0,0");
    assert_eq!(french.number(0.0, 0), "0");
}
