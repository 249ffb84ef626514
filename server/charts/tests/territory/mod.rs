//! An invented territory: a net of communes whose borders wind, with an island and an enclave.

use charts::{Area, Figure};
use std::fmt::Write;

/// Corners of each side of a commune.
const CORNERS: usize = 24;

/// A corner of the net, the same for all communes that meet there.
fn corner(column: f64, row: f64) -> (f64, f64) {
    let swing = |a: f64, b: f64| ((column * a + row * b) * 12.9898).sin();
    let (x, y) = (column + 0.22 * swing(3.1, 1.7), row + 0.22 * swing(1.3, 2.9));
    (2.0 + x * 0.06, 45.0 + y * 0.045)
}

/// The winding border between two corners of the net, from the first on, without the second.
fn side(from: (f64, f64), to: (f64, f64)) -> Vec<(f64, f64)> {
    // Both communes wind the same way, whichever begins.
    let (a, b, is_back) = if from < to { (from, to, false) } else { (to, from, true) };
    let point = |at: usize| {
        let t = at as f64 / CORNERS as f64;
        let bulge = (t * std::f64::consts::PI).sin()
            * 0.05
            * ((t * 23.0 + a.0 * 900.0).sin() + (t * 9.0).cos() * 0.5);
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        (a.0 + t * dx - bulge * dy, a.1 + t * dy + bulge * dx)
    };
    let corners = 0..CORNERS;
    if is_back { corners.map(|at| point(CORNERS - at)).collect() } else { corners.map(point).collect() }
}

fn ring(points: &[(f64, f64)]) -> String {
    let all = points.iter().chain(points.first());
    let written: Vec<String> = all.map(|(x, y)| format!("[{x:.5},{y:.5}]")).collect();
    format!("[{}]", written.join(","))
}

fn around(middle: (f64, f64), size: f64) -> Vec<(f64, f64)> {
    let angle = |at: usize| at as f64 * std::f64::consts::TAU / 30.0;
    let at = |angle: f64| {
        let far = size * (1.0 + 0.2 * (angle * 3.0).sin());
        (middle.0 + far * angle.cos(), middle.1 + 0.7 * far * angle.sin())
    };
    (0..30).map(|step| at(angle(step))).collect()
}

/// The name of a commune.
pub(crate) fn name(at: usize) -> String {
    const FIRST: [&str; 6] =
        ["Aubraie", "Saint-Orens-des-Landes", "Valbrune", "Le Tertre-Neuf", "Roche", "Montcel"];
    const SECOND: [&str; 6] =
        ["", "-le-Vieux", "-sur-Ombre", "-la-Forêt-de-Haute-Combe", "-en-Plaine", "-l’Abbaye"];
    format!("{}{}", FIRST[at % 6], SECOND[at / 6 % 6])
}

/// Its code.
pub(crate) fn code(at: usize) -> String {
    format!("99{at:03}")
}

/// Outlines of `columns` × `rows` communes. The first has an island; the second an enclave, which is a commune more.
pub(crate) fn geojson(columns: usize, rows: usize) -> String {
    let mut features = Vec::new();
    let mut feature = |polygons: String| {
        let at = features.len();
        features.push(format!(
            r#"{{"type":"Feature","properties":{{"code":"{}","nom":"{}"}},"geometry":{{"type":"MultiPolygon","coordinates":[{polygons}]}}}}"#,
            code(at),
            name(at)
        ));
    };
    let middle = |column: usize, row: usize| corner(column as f64 + 0.5, row as f64 + 0.5);
    let enclave = around(middle(1, 0), 0.012);
    for row in 0..rows {
        for column in 0..columns {
            let corners =
                [(0, 0), (1, 0), (1, 1), (0, 1)].map(|(x, y)| corner((column + x) as f64, (row + y) as f64));
            let mut outer: Vec<(f64, f64)> =
                (0..4).flat_map(|at| side(corners[at], corners[(at + 1) % 4])).collect();
            // Winding differs from file to file.
            if (row + column) % 2 == 1 {
                outer.reverse();
            }
            let mut polygons = format!("[{}", ring(&outer));
            if (column, row) == (1, 0) {
                let _ = write!(polygons, ",{}", ring(&enclave));
            }
            polygons.push(']');
            if (column, row) == (0, 0) {
                let _ = write!(polygons, ",[{}]", ring(&around((1.9, 44.98), 0.015)));
            }
            feature(polygons);
        }
    }
    if columns > 1 {
        let mut back = enclave;
        back.reverse();
        feature(format!("[{}]", ring(&back)));
    }
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

/// Figures for all of them: one in nine is withheld, one in eleven missing.
pub(crate) fn areas(count: usize) -> Vec<Area> {
    let figure = |at: usize| match at {
        at if at % 9 == 4 => Figure::Withheld,
        at if at % 11 == 7 => Figure::Missing,
        at => Figure::Known((at * 37 % 101) as f64 / 3.0),
    };
    (0..count).map(|at| Area { code: code(at), name: name(at), figure: figure(at) }).collect()
}
