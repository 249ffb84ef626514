//! Who has which part of a drawing: cells of a few points, each with the shape that it lies in.

use super::borders::{Point, Ring};

/// Points of a cell's side.
pub(super) const STEP: f64 = 2.0;

/// A cell: how far to the right, how far down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cell(usize, usize);

impl Cell {
    /// Its middle, in points.
    pub(super) fn point(self) -> [f64; 2] {
        [self.0, self.1].map(|at| (at as f64 + 0.5) * STEP)
    }

    fn distance(self, other: Self) -> usize {
        self.0.abs_diff(other.0).pow(2) + self.1.abs_diff(other.1).pow(2)
    }
}

/// Cells side by side, and under each other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    from: Cell,
    wide: usize,
    high: usize,
}

impl Room {
    fn of(from: Cell, [wide, high]: [f64; 2]) -> Self {
        let cells = |points: f64| (points / STEP).ceil() as usize;
        Self { from, wide: cells(wide), high: cells(high) }
    }

    fn middle(self) -> Cell {
        Cell(self.from.0 + self.wide / 2, self.from.1 + self.high / 2)
    }

    fn rows(self) -> impl Iterator<Item = (usize, std::ops::Range<usize>)> {
        let Self { from: Cell(x, y), wide, high } = self;
        (y..y + high).map(move |y| (y, x..x + wide))
    }

    /// Left, top, right and bottom, in points.
    pub(super) fn edges(self) -> [f64; 4] {
        let Self { from: Cell(x, y), wide, high } = self;
        [x, y, x + wide, y + high].map(|at| at as f64 * STEP)
    }

    /// The point of it that is nearest to another.
    pub(super) fn nearest(self, [x, y]: [f64; 2]) -> [f64; 2] {
        let [left, top, right, bottom] = self.edges();
        [x.clamp(left, right), y.clamp(top, bottom)]
    }
}

pub(super) struct Grid {
    width: usize,
    height: usize,
    owners: Vec<Option<usize>>,
    /// How many cells from here to the right have one owner.
    runs: Vec<usize>,
    taken: Vec<bool>,
    shapes: Vec<Shape>,
}

struct Shape {
    cells: Vec<Cell>,
    middle: Cell,
}

impl Grid {
    /// Of shapes in tenths of a point, on a drawing of a width and height in points.
    pub(super) fn of<'a>(shapes: impl Iterator<Item = &'a [Ring]>, width: f64, height: f64) -> Self {
        let [width, height] = [width, height].map(|points| (points / STEP).floor().max(1.0) as usize);
        let count = width * height;
        let mut grid = Self {
            width,
            height,
            owners: vec![None; count],
            runs: vec![1; count],
            taken: vec![false; count],
            shapes: Vec::new(),
        };
        for (shape, rings) in shapes.enumerate() {
            grid.fill(shape, rings);
            grid.shapes.push(Shape { cells: Vec::new(), middle: grid.corner(rings) });
        }
        for at in (0..count).rev().filter(|at| (at + 1) % width > 0) {
            if grid.owners[at] == grid.owners[at + 1] {
                grid.runs[at] = grid.runs[at + 1] + 1;
            }
        }
        for (at, owner) in grid.owners.iter().enumerate() {
            let shape = owner.and_then(|shape| grid.shapes.get_mut(shape));
            shape.into_iter().for_each(|shape| shape.cells.push(Cell(at % width, at / width)));
        }
        for shape in grid.shapes.iter_mut().filter(|shape| !shape.cells.is_empty()) {
            let mean = |of: fn(&Cell) -> usize| shape.cells.iter().map(of).sum::<usize>() / shape.cells.len();
            let mean = Cell(mean(|cell| cell.0), mean(|cell| cell.1));
            let nearest = shape.cells.iter().min_by_key(|cell| cell.distance(mean));
            shape.middle = nearest.copied().unwrap_or(shape.middle);
        }
        grid
    }

    /// Gives a shape the cells whose middle is inside of an odd number of its rings.
    fn fill(&mut self, shape: usize, rings: &[Ring]) {
        let tenths = STEP * 10.0;
        for row in 0..self.height {
            let y = (row as f64 + 0.5) * tenths;
            let mut crossings: Vec<f64> = rings.iter().flat_map(|ring| crossings(ring, y)).collect();
            crossings.sort_by(f64::total_cmp);
            for pair in crossings.chunks_exact(2) {
                let cell = |x: f64| ((x / tenths - 0.5).ceil().max(0.0) as usize).min(self.width);
                let (from, to) = (cell(pair[0]), cell(pair[1]));
                self.owners[row * self.width..][from..to].fill(Some(shape));
            }
        }
    }

    /// A cell of a shape that may have none.
    fn corner(&self, rings: &[Ring]) -> Cell {
        let [x, y] = rings.first().and_then(|ring| ring.first()).copied().unwrap_or_default();
        let cell = |at: i32, of: usize| ((f64::from(at) / 10.0 / STEP).max(0.0) as usize).min(of - 1);
        Cell(cell(x, self.width), cell(y, self.height))
    }

    pub(super) fn cells(&self, shape: usize) -> usize {
        self.shapes[shape].cells.len()
    }

    pub(super) fn middle(&self, shape: usize) -> Cell {
        self.shapes[shape].middle
    }

    /// Takes room of which all is in a shape, as near to its middle as there is: once for each shape, before any beside.
    pub(super) fn inside(&mut self, shape: usize, size: [f64; 2]) -> Option<Room> {
        let Shape { cells, middle } = &self.shapes[shape];
        let is_inside = |room: &Room| {
            room.rows().all(|(y, row)| {
                let start = y * self.width + row.start;
                self.owners.get(start) == Some(&Some(shape)) && self.runs[start] >= room.wide
            })
        };
        let mut nearest: Option<(usize, Room)> = None;
        for cell in cells {
            let room = Room::of(*cell, size);
            let away = room.middle().distance(*middle);
            if nearest.is_none_or(|(best, _)| away < best) && is_inside(&room) {
                nearest = Some((away, room));
            }
        }
        let (_, room) = nearest?;
        self.take(room);
        Some(room)
    }

    /// Takes the free room that is nearest to a place, whoever has it.
    pub(super) fn beside(&mut self, place: Cell, size: [f64; 2], far: usize) -> Option<Room> {
        let around = |at: usize| at.saturating_sub(far)..=at + far;
        let rooms = around(place.1).flat_map(|y| around(place.0).map(move |x| Cell(x, y)));
        let rooms = rooms.map(|cell| Room::of(cell, size));
        let free = rooms.filter(|room| self.is_free(*room));
        let room = free.min_by_key(|room| room.middle().distance(place))?;
        self.take(room);
        Some(room)
    }

    /// Keeps a place and what is next to it free of words.
    pub(super) fn take_place(&mut self, Cell(x, y): Cell) {
        let from = Cell(x.saturating_sub(1), y.saturating_sub(1));
        let [wide, high] =
            [(x, self.width), (y, self.height)].map(|(at, of)| 3.min(of - at.saturating_sub(1)));
        self.take(Room { from, wide, high });
    }

    fn is_free(&self, room: Room) -> bool {
        let Room { from: Cell(x, y), wide, high } = room;
        let is_free = |row: std::ops::Range<usize>| !self.taken[row].contains(&true);
        x + wide <= self.width
            && y + high <= self.height
            && room.rows().all(|(y, row)| is_free(y * self.width + row.start..y * self.width + row.end))
    }

    fn take(&mut self, room: Room) {
        for (y, row) in room.rows() {
            self.taken[y * self.width + row.start..y * self.width + row.end].fill(true);
        }
    }
}

/// Where a ring goes over a height, in tenths of a point.
fn crossings(ring: &[Point], y: f64) -> impl Iterator<Item = f64> {
    let sides = ring.iter().zip(ring.iter().cycle().skip(1));
    sides.filter_map(move |(a, b)| {
        let [[x0, y0], [x1, y1]] = [a, b].map(|point| point.map(f64::from));
        ((y0 <= y) != (y1 <= y)).then(|| x0 + (y - y0) / (y1 - y0) * (x1 - x0))
    })
}
