//! The border of a place, as it is kept.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

/// Hundred-thousandths of a degree: about a metre.
const UNITS: f64 = 100_000.0;
/// The last longitude and latitude.
const LAST: [i32; 2] = [180 * 100_000, 90 * 100_000];

/// Rings, outer and inner alike: what is inside of an odd number of them is inside of the place.
///
/// As text, rings are parted by `;` and corners by spaces. A corner is its longitude and latitude, in hundred-thousandths of
/// a degree; after the first of its ring, how far it is from the corner before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape(Vec<Vec<[i32; 2]>>);

/// It is no shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoShape;

impl Shape {
    /// Of rings in degrees; the last corner of a ring may be its first.
    ///
    /// # Errors
    /// A ring has fewer than three corners, or one that is nowhere.
    pub fn of_degrees(rings: &[Vec<[f64; 2]>]) -> Result<Self, NoShape> {
        let corner = |corner: &[f64; 2]| corner.map(|degrees| (degrees * UNITS).round() as i32);
        Self::new(rings.iter().map(|ring| ring.iter().map(corner).collect()).collect())
    }

    /// In degrees.
    pub fn degrees(&self) -> Vec<Vec<[f64; 2]>> {
        let corner = |corner: &[i32; 2]| corner.map(|units| f64::from(units) / UNITS);
        self.0.iter().map(|ring| ring.iter().map(corner).collect()).collect()
    }

    fn new(mut rings: Vec<Vec<[i32; 2]>>) -> Result<Self, NoShape> {
        for ring in &mut rings {
            ring.dedup();
            if ring.len() > 1 && ring.first() == ring.last() {
                ring.pop();
            }
        }
        let is_somewhere = |corner: &[i32; 2]| corner.iter().zip(LAST).all(|(at, last)| at.abs() <= last);
        let is_ring = |ring: &Vec<_>| ring.len() > 2 && ring.iter().all(is_somewhere);
        if rings.is_empty() || !rings.iter().all(is_ring) {
            return Err(NoShape);
        }
        Ok(Self(rings))
    }
}

impl Display for Shape {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (ring, corners) in self.0.iter().enumerate() {
            let mut before = [0, 0];
            for (at, corner) in corners.iter().enumerate() {
                let part = match (ring, at) {
                    (0, 0) => "",
                    (_, 0) => ";",
                    _ => " ",
                };
                write!(f, "{part}{},{}", corner[0] - before[0], corner[1] - before[1])?;
                before = *corner;
            }
        }
        Ok(())
    }
}

impl FromStr for Shape {
    type Err = NoShape;

    fn from_str(text: &str) -> Result<Self, NoShape> {
        let ring = |ring: &str| {
            let mut at = [0_i32, 0];
            let corner = |step: &str| {
                let (east, north) = step.split_once(',')?;
                at = [at[0].checked_add(east.parse().ok()?)?, at[1].checked_add(north.parse().ok()?)?];
                Some(at)
            };
            ring.split(' ').map(corner).collect::<Option<Vec<_>>>()
        };
        let rings = text.split(';').map(ring).collect::<Option<Vec<_>>>();
        Self::new(rings.ok_or(NoShape)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_shape_is_its_corners_one_after_the_other() {
        let square = vec![[0.1, 46.0], [0.2, 46.0], [0.2, 46.1], [0.1, 46.0]];
        let shape = Shape::of_degrees(&[square]).unwrap();
        assert_eq!(shape.to_string(), "10000,4600000 10000,0 0,10000");
        assert_eq!(shape.degrees(), [[[0.1, 46.0], [0.2, 46.0], [0.2, 46.1]]]);
        assert_eq!("10000,4600000 10000,0 0,10000".parse(), Ok(shape));
        for wrong in [
            "",
            ";",
            "1,2",
            "1,2 1,1",
            "1,2 1,1 x,1",
            "1,2 1,1 1,2;",
            "18000001,0 1,1 1,2",
            "1,2  1,1 1,2",
            "2147483647,0 2147483647,0 1,1",
        ] {
            assert_eq!(wrong.parse::<Shape>(), Err(NoShape), "{wrong}");
        }
        assert_eq!(Shape::of_degrees(&[vec![[f64::INFINITY, 0.0], [0.0, 1.0], [1.0, 1.0]]]), Err(NoShape));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(rings in prop::collection::vec(
            prop::collection::vec((-18_000_000..18_000_000, -9_000_000..9_000_000), 3..9), 1..4)) {
            let rings = rings.into_iter().map(|ring| ring.into_iter().map(|(x, y)| [x, y]).collect());
            if let Ok(shape) = Shape::new(rings.collect()) {
                prop_assert_eq!(shape.to_string().parse(), Ok(shape));
            }
        }
    }
}
