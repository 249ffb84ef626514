//! Outlines, read from GeoJSON.

use super::borders::{simplify, visible};
use geojson::{Feature, GeoJson, GeometryValue, JsonValue, Position};
use std::collections::BTreeMap;
use thiserror::Error;

/// Outlines of communes by code.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outlines(BTreeMap<String, Outline>);

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Outline {
    pub(super) name: String,
    /// Rings of longitudes and latitudes, outer and inner alike: what is inside an odd number of them is inside.
    pub(super) rings: Vec<Vec<[f64; 2]>>,
}

/// Why a file gives no outlines.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// It is not GeoJSON.
    #[error("this is not GeoJSON: {0}")]
    Json(#[from] Box<geojson::Error>),
    /// It is GeoJSON without features.
    #[error("this is not a collection of features")]
    Collection,
    /// A feature does not say which commune it is.
    #[error("feature {number} has no property {property}")]
    #[expect(missing_docs, reason = "the sentence says it")]
    Property { number: usize, property: String },
    /// A feature is a point or a line, or has a ring of fewer than three corners.
    #[error("feature {0} is not a surface")]
    Surface(usize),
    /// A feature is not in longitude and latitude.
    #[error("feature {0} is not in degrees: WGS 84 is needed")]
    Degrees(usize),
}

/// The longer side of all outlines in the tenths of a point in which borders are simplified: as wide as a page of text.
const DETAIL: f64 = 6_400.0;

impl Outlines {
    /// Reads them: `code` and `name` are the names of properties. Features of one code are one outline.
    pub fn read(text: &str, code: &str, name: &str) -> Result<Self, Unreadable> {
        let read: GeoJson = text.parse().map_err(Box::new)?;
        let GeoJson::FeatureCollection(collection) = read else {
            return Err(Unreadable::Collection);
        };
        let mut outlines = BTreeMap::new();
        for (at, feature) in collection.features.into_iter().enumerate() {
            let number = at + 1;
            let property = |property: &str| {
                say(&feature, property).ok_or(Unreadable::Property { number, property: property.to_owned() })
            };
            let (code, name) = (property(code)?, property(name)?);
            let rings = rings(feature, number)?;
            let outline = outlines.entry(code).or_insert_with(|| Outline { name, rings: Vec::new() });
            outline.rings.extend(rings);
        }
        Ok(Self(outlines))
    }

    /// Of codes, names, and rings of longitudes and latitudes; what is inside of an odd number of rings is inside.
    pub fn of<'a>(outlines: impl IntoIterator<Item = (&'a str, &'a str, Vec<Vec<[f64; 2]>>)>) -> Self {
        let outline = |(code, name, rings): (&str, &str, _)| {
            (code.to_owned(), Outline { name: name.to_owned(), rings })
        };
        Self(outlines.into_iter().map(outline).collect())
    }

    /// The rings of a commune.
    pub fn rings(&self, code: &str) -> Option<&[Vec<[f64; 2]>]> {
        self.0.get(code).map(|outline| outline.rings.as_slice())
    }

    /// With fewer corners: what nobody sees on a map of all of them that is as wide as a page of text. Neighbours keep one border.
    #[must_use]
    pub fn simplified(&self) -> Self {
        let [west, south, east, north] = self.bounds();
        let narrowing = narrowing(south, north);
        let span = ((east - west) * narrowing).max(north - south);
        let scale = if span > 0.0 { DETAIL / span } else { 1.0 };
        let on_grid = |[lon, lat]: &[f64; 2]| {
            [(lon - west) * narrowing * scale, (lat - south) * scale].map(|at| at.round() as i32)
        };
        let shapes = self.0.values().map(|outline| {
            visible(outline.rings.iter().map(|ring| ring.iter().map(on_grid).collect()).collect())
        });
        let shapes = simplify(&shapes.collect::<Vec<_>>());
        let in_degrees =
            |[x, y]: &[i32; 2]| [west + f64::from(*x) / (narrowing * scale), south + f64::from(*y) / scale];
        let outlines = self.0.iter().zip(&shapes).map(|((code, outline), rings)| {
            let rings = rings.iter().map(|ring| ring.iter().map(in_degrees).collect()).collect();
            (code.clone(), Outline { name: outline.name.clone(), rings })
        });
        Self(outlines.collect())
    }

    /// Those of some codes alone.
    #[must_use]
    pub fn only(&self, keep: impl Fn(&str) -> bool) -> Self {
        let kept = self.0.iter().filter(|(code, _)| keep(code));
        Self(kept.map(|(code, outline)| (code.clone(), outline.clone())).collect())
    }

    /// Their codes and names.
    pub fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.iter().map(|(code, outline)| (code, outline.name.as_str()))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Outline)> {
        self.0.iter().map(|(code, outline)| (code.as_str(), outline))
    }

    /// West, south, east, north.
    pub(super) fn bounds(&self) -> [f64; 4] {
        let points = self.0.values().flat_map(|outline| &outline.rings).flatten();
        let nowhere = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        points.fold(nowhere, |[west, south, east, north], [lon, lat]| {
            [west.min(*lon), south.min(*lat), east.max(*lon), north.max(*lat)]
        })
    }
}

/// How much narrower a degree of longitude is than one of latitude, in the middle between two latitudes.
pub(super) fn narrowing(south: f64, north: f64) -> f64 {
    ((south + north) / 2.0).to_radians().cos().max(0.01)
}

fn say(feature: &Feature, property: &str) -> Option<String> {
    match feature.property(property)? {
        JsonValue::String(text) => Some(text.clone()),
        JsonValue::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn rings(feature: Feature, number: usize) -> Result<Vec<Vec<[f64; 2]>>, Unreadable> {
    let polygons = match feature.geometry.map(|geometry| geometry.value) {
        Some(GeometryValue::Polygon { coordinates }) => vec![coordinates],
        Some(GeometryValue::MultiPolygon { coordinates }) => coordinates,
        _ => return Err(Unreadable::Surface(number)),
    };
    let rings: Vec<Vec<[f64; 2]>> =
        polygons.into_iter().flatten().map(|ring| ring.iter().map(place).collect()).collect();
    let is_degrees = |[lon, lat]: &[f64; 2]| lon.abs() <= 180.0 && lat.abs() <= 90.0;
    if !rings.iter().flatten().all(is_degrees) {
        return Err(Unreadable::Degrees(number));
    }
    if rings.is_empty() || rings.iter().any(|ring| ring.len() < 4) {
        return Err(Unreadable::Surface(number));
    }
    Ok(rings)
}

fn place(position: &Position) -> [f64; 2] {
    [position[0], position[1]]
}
