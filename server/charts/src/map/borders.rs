//! Outlines with fewer corners, whose neighbours stay neighbours.
//!
//! Rings are cut where their company changes; a piece of border that two communes share is simplified once, so both keep
//! the same corners. Of a piece, corners go that lie within [`AWAY`] of the line through those that stay
//! (Ramer–Douglas–Peucker). Where that would change a ring's area by more than [`AREA`], its pieces are left whole.

use std::collections::{BTreeMap, BTreeSet};

/// In tenths of a point.
pub(super) type Point = [i32; 2];
/// A closed line; its first corner is not repeated.
pub(super) type Ring = Vec<Point>;

/// How far a border may move, in tenths of a point: less than the line is thick.
const AWAY: f64 = 4.0;
/// By which part of itself an area may change.
const AREA: f64 = 0.02;

/// A piece of a border in a ring: which, and whether it is walked the other way.
type Walk = (usize, bool);

/// Takes out what is too small to be seen; the largest ring stays in any case, as a small diamond if need be.
pub(super) fn visible(rings: Vec<Ring>) -> Vec<Ring> {
    let mut rings: Vec<Ring> = rings
        .into_iter()
        .map(|mut ring| {
            ring.dedup();
            while ring.len() > 1 && ring.first() == ring.last() {
                ring.pop();
            }
            ring
        })
        .collect();
    let first = rings.first().and_then(|ring| ring.first()).copied();
    rings.retain(|ring| ring.len() > 2 && area(ring) != 0);
    if let (true, Some([x, y])) = (rings.is_empty(), first) {
        rings.push(vec![[x - 10, y], [x, y - 10], [x + 10, y], [x, y + 10]]);
    }
    rings
}

/// The same surfaces with fewer corners.
pub(super) fn simplify(shapes: &[Vec<Ring>]) -> Vec<Vec<Ring>> {
    let junctions = junctions(shapes);
    let mut pieces = Pieces::default();
    let walks: Vec<Vec<Vec<Walk>>> =
        shapes.iter().map(|rings| rings.iter().map(|ring| pieces.cut(ring, &junctions)).collect()).collect();
    let pieces: Vec<Vec<Point>> = pieces.list;
    let mut simple: Vec<Vec<Point>> = pieces.iter().map(|piece| fewer(piece)).collect();
    let mut whole = BTreeSet::new();
    loop {
        let before = whole.len();
        for (ring, walk) in shapes.iter().flatten().zip(walks.iter().flatten()) {
            let was = area(ring).unsigned_abs() as f64;
            let now = join(walk, &simple);
            let is_near = (area(&now).unsigned_abs() as f64 - was).abs() <= AREA * was;
            if now.len() < 3 || !is_near {
                whole.extend(walk.iter().map(|(piece, _)| *piece));
            }
        }
        if whole.len() == before {
            break;
        }
        for piece in &whole {
            simple[*piece].clone_from(&pieces[*piece]);
        }
    }
    walks.iter().map(|rings| rings.iter().map(|walk| join(walk, &simple)).collect()).collect()
}

/// Twice the area, with the sign of the way round.
pub(super) fn area(ring: &[Point]) -> i64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(next)
        .map(|(a, b)| i64::from(a[0]) * i64::from(b[1]) - i64::from(b[0]) * i64::from(a[1]))
        .sum()
}

/// Corners where rings part: with other neighbours in one ring than in another.
fn junctions(shapes: &[Vec<Ring>]) -> BTreeSet<Point> {
    let mut company: BTreeMap<Point, [Point; 2]> = BTreeMap::new();
    let mut junctions = BTreeSet::new();
    for ring in shapes.iter().flatten() {
        for (at, point) in ring.iter().enumerate() {
            let (before, after) = (ring[(at + ring.len() - 1) % ring.len()], ring[(at + 1) % ring.len()]);
            let pair = [before.min(after), before.max(after)];
            if *company.entry(*point).or_insert(pair) != pair {
                junctions.insert(*point);
            }
        }
    }
    junctions
}

/// Pieces of borders, each once.
#[derive(Default)]
struct Pieces {
    list: Vec<Vec<Point>>,
    known: BTreeMap<Vec<Point>, usize>,
}

impl Pieces {
    /// The pieces of a ring, in its order.
    fn cut(&mut self, ring: &Ring, junctions: &BTreeSet<Point>) -> Vec<Walk> {
        let start = ring.iter().position(|point| junctions.contains(point));
        // A ring that meets no other starts at its first corner by place, so that its twin is found.
        let least = || ring.iter().enumerate().min_by_key(|(_, point)| **point).map_or(0, |(at, _)| at);
        let start = start.unwrap_or_else(least);
        let mut walks = Vec::new();
        let mut piece = vec![ring[start]];
        for step in 1..=ring.len() {
            let point = ring[(start + step) % ring.len()];
            piece.push(point);
            if step == ring.len() || junctions.contains(&point) {
                walks.push(self.keep(std::mem::replace(&mut piece, vec![point])));
            }
        }
        walks
    }

    fn keep(&mut self, piece: Vec<Point>) -> Walk {
        let back: Vec<Point> = piece.iter().rev().copied().collect();
        let (piece, is_back) = if back < piece { (back, true) } else { (piece, false) };
        let next = self.list.len();
        let at = *self.known.entry(piece).or_insert_with_key(|piece| {
            self.list.push(piece.clone());
            next
        });
        (at, is_back)
    }
}

/// A ring from its pieces.
fn join(walk: &[Walk], pieces: &[Vec<Point>]) -> Ring {
    let mut ring = Ring::new();
    for (piece, is_back) in walk {
        let piece = &pieces[*piece];
        // The last corner is the first of the next piece.
        let ahead = piece.len() - 1;
        if *is_back {
            ring.extend(piece[1..].iter().rev());
        } else {
            ring.extend(&piece[..ahead]);
        }
    }
    ring
}

/// Fewer corners of a piece; its ends stay.
fn fewer(piece: &[Point]) -> Vec<Point> {
    let mut stays = vec![false; piece.len()];
    let mut spans = vec![(0, piece.len() - 1)];
    while let Some((from, to)) = spans.pop() {
        stays[from] = true;
        stays[to] = true;
        let inside = (from + 1)..to;
        let far = inside.map(|at| (at, distance(piece[at], piece[from], piece[to])));
        if let Some((at, away)) = far.max_by(|a, b| a.1.total_cmp(&b.1))
            && away > AWAY
        {
            spans.extend([(from, at), (at, to)]);
        }
    }
    piece.iter().zip(stays).filter(|(_, stays)| *stays).map(|(point, _)| *point).collect()
}

/// From a point to the line between two others, ends included.
fn distance(point: Point, from: Point, to: Point) -> f64 {
    let [x, y] = [0, 1].map(|axis| f64::from(point[axis] - from[axis]));
    let [dx, dy] = [0, 1].map(|axis| f64::from(to[axis] - from[axis]));
    let length = dx * dx + dy * dy;
    let along = if length == 0.0 { 0.0 } else { ((x * dx + y * dy) / length).clamp(0.0, 1.0) };
    (x - along * dx).hypot(y - along * dy)
}
