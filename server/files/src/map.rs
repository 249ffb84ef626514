//! Outlines as paths to draw: projected, and simplified so that neighbours keep one border.

use crate::tools::outlines::{Outline, Ring};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A drawing of outlines.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// Its width, as asked for.
    pub width: f64,
    /// Its height, so that forms stay what they are.
    pub height: f64,
    /// For each outline, in their order, the `d` of an SVG path; fill it by `evenodd`.
    pub paths: Vec<String>,
}

/// A point of the drawing in tenths: points of two neighbours that are one on the ground are one here.
type Point = (i32, i32);

/// Draws outlines of a territory so many units wide. A point that is off the line between its neighbours by less than
/// a tolerance is left out; where three outlines meet, none is. A degree of longitude is as wide everywhere as in the
/// middle of the territory: right for a département, not for a continent.
pub fn draw(outlines: &[Outline], width: f64, tolerance: f64) -> Map {
    let points = || outlines.iter().flat_map(|outline| &outline.polygons).flatten().flatten();
    let (mut west, mut south, mut east, mut north) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    for [longitude, latitude] in points() {
        (west, east) = (west.min(*longitude), east.max(*longitude));
        (south, north) = (south.min(*latitude), north.max(*latitude));
    }
    let narrowing = ((south + north) / 2.0).to_radians().cos();
    let across = (east - west) * narrowing;
    if !(across > 0.0 && north > south && width > 0.0) {
        return Map { width, height: 0.0, paths: vec![String::new(); outlines.len()] };
    }
    let scale = width / across;
    let project = |[longitude, latitude]: &[f64; 2]| -> Point {
        let tenths = |length: f64| (length * scale * 10.0).round() as i32;
        (tenths((longitude - west) * narrowing), tenths(north - latitude))
    };
    let rings: Vec<Vec<Vec<Point>>> = outlines
        .iter()
        .map(|outline| outline.polygons.iter().flatten().map(|ring| on_paper(ring, project)).collect())
        .collect();
    let meet = meetings(rings.iter().flatten());
    let mut paths = Vec::with_capacity(outlines.len());
    for rings in &rings {
        let mut path = String::new();
        for ring in rings {
            let ring = simplified(ring, &meet, tolerance * 10.0);
            for (index, (x, y)) in ring.iter().enumerate() {
                let letter = if index == 0 { 'M' } else { 'L' };
                // Writing to a string does not fail.
                let _ = write!(path, "{letter}{} {}", f64::from(*x) / 10.0, f64::from(*y) / 10.0);
            }
            if !ring.is_empty() {
                path.push('Z');
            }
        }
        paths.push(path);
    }
    Map { width, height: (north - south) * scale, paths }
}

/// A ring on paper, without its last point and without points that fall on the one before.
fn on_paper(ring: &Ring, project: impl Fn(&[f64; 2]) -> Point) -> Vec<Point> {
    let mut points: Vec<Point> = ring.iter().map(project).collect();
    points.dedup();
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    points
}

/// Points from which borders go more than two ways.
fn meetings<'a>(rings: impl Iterator<Item = &'a Vec<Point>>) -> BTreeSet<Point> {
    let mut ways: BTreeMap<Point, BTreeSet<Point>> = BTreeMap::new();
    for ring in rings {
        for (index, point) in ring.iter().enumerate() {
            let next = ring[(index + 1) % ring.len()];
            ways.entry(*point).or_default().insert(next);
            ways.entry(next).or_default().insert(*point);
        }
    }
    ways.into_iter().filter(|(_, ways)| ways.len() > 2).map(|(point, _)| point).collect()
}

/// A ring with fewer points. Between two meetings both neighbours leave out the same.
fn simplified(ring: &[Point], meet: &BTreeSet<Point>, tolerance: f64) -> Vec<Point> {
    let Some(least) = ring.iter().min() else { return Vec::new() };
    // A ring that meets nobody, or at one point only, is held at two of its own points.
    let mut held: BTreeSet<Point> = ring.iter().filter(|point| meet.contains(point)).copied().collect();
    if held.len() < 2 {
        let from = held.first().copied().unwrap_or(*least);
        let far = |point: &&Point| {
            let (x, y) = (i64::from(point.0 - from.0), i64::from(point.1 - from.1));
            (x * x + y * y, **point)
        };
        held.insert(from);
        held.extend(ring.iter().max_by_key(far));
    }
    let Some(start) = ring.iter().position(|point| held.contains(point)) else { return Vec::new() };
    let turned: Vec<Point> = ring[start..].iter().chain(&ring[..=start]).copied().collect();
    let mut points = Vec::new();
    let mut from = 0;
    for at in 1..turned.len() {
        if held.contains(&turned[at]) {
            let mut arc = turned[from..=at].to_vec();
            // Neighbours walk it in opposite directions.
            let back = arc.last() < arc.first() || arc.last() == arc.first() && arc[arc.len() - 2] < arc[1];
            if back {
                arc.reverse();
            }
            let mut kept = keep(&arc, tolerance);
            if back {
                kept.reverse();
            }
            kept.pop();
            points.extend(kept);
            from = at;
        }
    }
    if points.len() > 2 { points } else { Vec::new() }
}

/// The points of an arc that are off the line between those kept beside them (Douglas and Peucker).
fn keep(arc: &[Point], tolerance: f64) -> Vec<Point> {
    let mut kept = vec![false; arc.len()];
    let last = arc.len() - 1;
    (kept[0], kept[last]) = (true, true);
    let mut parts = vec![(0, last)];
    while let Some((from, to)) = parts.pop() {
        let mut farthest = (tolerance, 0);
        for at in from + 1..to {
            let off = distance(arc[at], arc[from], arc[to]);
            if off > farthest.0 {
                farthest = (off, at);
            }
        }
        if farthest.1 > 0 {
            kept[farthest.1] = true;
            parts.extend([(from, farthest.1), (farthest.1, to)]);
        }
    }
    arc.iter().zip(kept).filter(|(_, kept)| *kept).map(|(point, _)| *point).collect()
}

/// How far a point is from the line between two others.
fn distance(point: Point, from: Point, to: Point) -> f64 {
    let of = |point: Point| (f64::from(point.0), f64::from(point.1));
    let ((x, y), (ax, ay), (bx, by)) = (of(point), of(from), of(to));
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { (((x - ax) * dx + (y - ay) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (x - ax - along * dx).hypot(y - ay - along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(ring: &[[f64; 2]]) -> Outline {
        Outline { line: 1, properties: BTreeMap::new(), polygons: vec![vec![ring.to_vec()]] }
    }

    fn points(path: &str) -> BTreeSet<String> {
        path.trim_matches(['M', 'Z']).split('L').map(str::to_owned).collect()
    }

    /// Two neighbours with a crooked border between them: what one leaves out the other leaves out too.
    #[test]
    fn neighbours_keep_one_border() {
        let border: Vec<[f64; 2]> = (0..=40)
            .map(|step| [1.0 + 0.01 * f64::from((step * 7) % 5), 46.0 + f64::from(step) * 0.05])
            .collect();
        let west: Vec<[f64; 2]> = [[0.0, 46.0]]
            .into_iter()
            .chain(border.iter().copied())
            .chain([[0.0, 48.0], [0.0, 46.0]])
            .collect();
        let east: Vec<[f64; 2]> = [[2.0, 48.0]]
            .into_iter()
            .chain(border.iter().rev().copied())
            .chain([[2.0, 46.0], [2.0, 48.0]])
            .collect();
        for tolerance in [0.0, 1.0, 5.0] {
            let map = draw(&[outline(&west), outline(&east)], 500.0, tolerance);
            let (left, right) = (points(&map.paths[0]), points(&map.paths[1]));
            let shared = left.intersection(&right).count();
            // Each has two corners of its own; everything else is the border.
            assert_eq!((left.len(), right.len()), (shared + 2, shared + 2), "{tolerance}");
            assert!(if tolerance == 0.0 { shared > 30 } else { shared < 41 });
        }
        let map = draw(&[outline(&west), outline(&east)], 500.0, 1.0);
        assert!((map.height - 500.0 / 47_f64.to_radians().cos()).abs() < 1.0);
    }

    #[test]
    fn an_island_stays_and_a_speck_goes() {
        let square = outline(&[[0.0, 45.0], [1.0, 45.0], [1.0, 46.0], [0.0, 46.0], [0.0, 45.0]]);
        let speck = outline(&[[0.5, 45.5], [0.50001, 45.5], [0.50001, 45.50001], [0.5, 45.5]]);
        let map = draw(&[square, speck], 100.0, 0.5);
        assert_eq!(points(&map.paths[0]).len(), 4);
        assert_eq!(map.paths[1], "");
        assert_eq!(draw(&[], 100.0, 1.0).paths.len(), 0);
    }
}
