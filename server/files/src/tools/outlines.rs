//! GeoJSON: outlines with their properties.

use crate::Unreadable;
use crate::limits;
use crate::said::{Reason, Refused, Said};
use crate::table::Budget;
use serde::de::{Error, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A ring of longitudes and latitudes; the first and the last are the same.
pub type Ring = Vec<[f64; 2]>;

/// A place with its form.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// Where it begins.
    pub line: u32,
    /// What the file says of it, as text.
    pub properties: BTreeMap<String, String>,
    /// Polygons; of each the first ring is the border, the others are holes.
    pub polygons: Vec<Vec<Ring>>,
}

/// All outlines of a file.
#[derive(Debug, Default)]
pub(crate) struct Outlines {
    pub(crate) outlines: Vec<Outline>,
    pub(crate) columns: Vec<String>,
    pub(crate) refused: Vec<Refused>,
    pub(crate) said: Vec<Said>,
}

#[derive(Deserialize)]
struct Collection<'a> {
    r#type: String,
    #[serde(borrow, default)]
    features: Vec<&'a RawValue>,
}

/// What may stand alone, without a feature around it.
const GEOMETRIES: &[&str] = &[
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
];

#[derive(Default, Deserialize)]
struct Feature<'a> {
    #[serde(borrow)]
    geometry: Option<Geometry<'a>>,
    properties: Option<serde_json::Map<String, Value>>,
    id: Option<Value>,
}

#[derive(Deserialize)]
struct Geometry<'a> {
    r#type: String,
    #[serde(borrow)]
    coordinates: Option<&'a RawValue>,
    #[serde(borrow, default)]
    geometries: Vec<Geometry<'a>>,
}

/// Longitude and latitude; a height behind them is left aside.
struct Position([f64; 2]);

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Numbers;
        impl<'de> Visitor<'de> for Numbers {
            type Value = Position;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("a longitude and a latitude")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut numbers: A) -> Result<Position, A::Error> {
                let mut number =
                    |at| numbers.next_element()?.ok_or_else(|| A::Error::invalid_length(at, &self));
                let place = Position([number(0)?, number(1)?]);
                while numbers.next_element::<IgnoredAny>()?.is_some() {}
                Ok(place)
            }
        }
        from.deserialize_seq(Numbers)
    }
}

/// Reads GeoJSON.
pub(crate) fn read(text: &str) -> Result<Outlines, Unreadable> {
    let collection: Collection = serde_json::from_str(text).map_err(|_| Unreadable::Json)?;
    let alone = || serde_json::from_str(text).map_err(|_| Unreadable::Json);
    let bare = GEOMETRIES.contains(&collection.r#type.as_str());
    let features = match collection.r#type.as_str() {
        "FeatureCollection" => collection.features,
        "Feature" => vec![alone()?],
        _ if bare => vec![alone()?],
        _ => return Err(Unreadable::Json),
    };
    if features.len() > limits::ROWS {
        return Err(Unreadable::TooManyRows);
    }
    let mut read = Outlines::default();
    let mut columns = BTreeSet::new();
    let mut budget = Budget::default();
    let (mut at, mut line) = (0, 1_u32);
    for raw in features {
        let offset = (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        if offset > at && offset <= text.len() {
            let bytes = &text.as_bytes()[at..offset];
            line += bytes
                .iter()
                .enumerate()
                .filter(|(index, byte)| {
                    **byte == b'\n' || **byte == b'\r' && bytes.get(index + 1) != Some(&b'\n')
                })
                .count() as u32;
            at = offset;
        }
        let feature = if bare {
            serde_json::from_str(raw.get())
                .map(|geometry| Feature { geometry: Some(geometry), ..Feature::default() })
        } else {
            serde_json::from_str::<Feature>(raw.get())
        };
        let Ok(feature) = feature else {
            read.refused.push(Refused { line, reason: Reason::NoOutline });
            continue;
        };
        let mut polygons = Vec::new();
        if let Some(geometry) = &feature.geometry {
            take(geometry, &mut polygons);
        }
        if polygons.is_empty() {
            read.refused.push(Refused { line, reason: Reason::NoOutline });
            continue;
        }
        let degrees = |[longitude, latitude]: &[f64; 2]| longitude.abs() <= 180.0 && latitude.abs() <= 90.0;
        let projected = polygons.iter().flatten().flatten().any(|point| !degrees(point));
        if projected && !read.said.iter().any(|said| matches!(said, Said::Projected { .. })) {
            read.said.push(Said::Projected { line });
        }
        let mut properties = BTreeMap::new();
        if let Some(id) = &feature.id {
            properties.insert("id".to_owned(), plain(id));
        }
        for (name, value) in feature.properties.into_iter().flatten() {
            if columns.insert(name.clone()) {
                read.columns.push(name.clone());
                if read.columns.len() > limits::COLUMNS {
                    return Err(Unreadable::TooManyColumns { line });
                }
            }
            let value = plain(&value);
            budget.charge(2 * size_of::<String>() + name.len() + value.len())?;
            properties.insert(name, value);
        }
        read.outlines.push(Outline { line, properties, polygons });
    }
    let years = ["millesime", "annee", "year", "vintage", "date"];
    if !read.columns.iter().any(|column| years.iter().any(|year| column.to_lowercase().contains(year))) {
        read.said.push(Said::Geography);
    }
    Ok(read)
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// The polygons of a geometry; points and lines are no outlines.
fn take(geometry: &Geometry, into: &mut Vec<Vec<Ring>>) {
    fn rings(raw: Vec<Vec<Position>>) -> Option<Vec<Ring>> {
        let rings: Vec<Ring> =
            raw.into_iter().map(|points| points.into_iter().map(|Position(place)| place).collect()).collect();
        let closed = |ring: &Ring| ring.len() >= 4;
        (!rings.is_empty() && rings.iter().all(closed)).then_some(rings)
    }
    match (geometry.r#type.as_str(), geometry.coordinates) {
        ("Polygon", Some(raw)) => into.extend(serde_json::from_str(raw.get()).ok().and_then(rings)),
        ("MultiPolygon", Some(raw)) => {
            let polygons: Vec<Vec<Vec<Position>>> = serde_json::from_str(raw.get()).unwrap_or_default();
            into.extend(polygons.into_iter().filter_map(rings));
        }
        ("GeometryCollection", _) => geometry.geometries.iter().for_each(|geometry| take(geometry, into)),
        _ => {}
    }
}
