//! GeoJSON: outlines with their properties.

use crate::Unreadable;
use crate::said::{Reason, Refused, Said};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// A ring of longitudes and latitudes; the first and the last are the same.
pub type Ring = Vec<[f64; 2]>;

/// A place with its form.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
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

#[derive(Deserialize)]
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

/// Reads GeoJSON.
pub(crate) fn read(text: &str) -> Result<Outlines, Unreadable> {
    let collection: Collection = serde_json::from_str(text).map_err(|_| Unreadable::Json)?;
    let features = match collection.r#type.as_str() {
        "FeatureCollection" => collection.features,
        "Feature" => vec![serde_json::from_str(text).map_err(|_| Unreadable::Json)?],
        _ => return Err(Unreadable::Json),
    };
    if features.len() > crate::limits::ROWS {
        return Err(Unreadable::TooManyRows);
    }
    let mut read = Outlines::default();
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
        let Ok(feature) = serde_json::from_str::<Feature>(raw.get()) else {
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
            if !read.columns.contains(&name) {
                read.columns.push(name.clone());
            }
            properties.insert(name, plain(&value));
        }
        read.outlines.push(Outline { properties, polygons });
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
    fn rings(raw: Vec<Vec<Vec<f64>>>) -> Option<Vec<Ring>> {
        let ring = |points: Vec<Vec<f64>>| -> Option<Ring> {
            let points: Option<Ring> =
                points.iter().map(|point| Some([*point.first()?, *point.get(1)?])).collect();
            points.filter(|points| points.len() >= 4)
        };
        let rings: Option<Vec<Ring>> = raw.into_iter().map(ring).collect();
        rings.filter(|rings| !rings.is_empty())
    }
    match (geometry.r#type.as_str(), geometry.coordinates) {
        ("Polygon", Some(raw)) => into.extend(serde_json::from_str(raw.get()).ok().and_then(rings)),
        ("MultiPolygon", Some(raw)) => {
            let polygons: Vec<Vec<Vec<Vec<f64>>>> = serde_json::from_str(raw.get()).unwrap_or_default();
            into.extend(polygons.into_iter().filter_map(rings));
        }
        ("GeometryCollection", _) => geometry.geometries.iter().for_each(|geometry| take(geometry, into)),
        _ => {}
    }
}
