//! The forward pass.

use super::file::Reader;
use super::{BadModel, MEANING};
use crate::matrix::Matrix;

/// Parts of the table, each with its own scale.
const CHUNKS: usize = 17;
/// Levels of a 4-bit value, without zero.
const LEVELS: f32 = 15.0;
/// The largest value of the table.
const VALUE_MAX: f32 = 63.0;
/// Channels of a convolution.
const CHANNELS: usize = 256;
/// What is known of a piece once the convolutions have seen its neighbours.
const FEATURES: usize = MEANING + 3 * CHANNELS;
const HIDDEN: usize = 320;

pub(super) struct Network {
    table: Table,
    branches: [Branch; 3],
    norm: Norm,
    project: Matrix,
    project_bias: Vec<f32>,
    dense: [Matrix; 6],
    epsilon: f32,
}

/// The vectors of the pieces, packed.
struct Table {
    chunks: Vec<u8>,
    scale: Vec<f32>,
    low: Vec<f32>,
    row_low: Vec<f32>,
    row_high: Vec<f32>,
    levels: Vec<u8>,
}

/// Two convolutions over a window of pieces.
struct Branch {
    width: usize,
    /// Pieces of the window that lie before the piece itself.
    before: usize,
    project: Matrix,
    project_bias: Vec<f32>,
    norm: Norm,
    layers: [(Matrix, Vec<f32>); 2],
}

/// Scales a row to mean 0 and variance 1, then by learnt factors.
struct Norm {
    gain: Vec<f32>,
    bias: Vec<f32>,
}

impl Network {
    pub(super) fn read(reader: &mut Reader<'_>, chunks: Vec<u8>) -> Result<Self, BadModel> {
        let table = Table::read(reader, chunks)?;
        let branches =
            [Branch::read(reader, 2, 0)?, Branch::read(reader, 3, 1)?, Branch::read(reader, 5, 2)?];
        let norm = Norm::read(reader, FEATURES)?;
        let project = reader.matrix(FEATURES, MEANING)?;
        let project_bias = reader.weights(MEANING)?;
        let dense = [
            reader.matrix(MEANING, HIDDEN)?,
            reader.matrix(HIDDEN, HIDDEN)?,
            reader.matrix(MEANING, HIDDEN)?,
            reader.matrix(HIDDEN, MEANING)?,
            reader.matrix(HIDDEN, MEANING)?,
            reader.matrix(MEANING, MEANING)?,
        ];
        let epsilon = reader.single()?;
        Ok(Self { table, branches, norm, project, project_bias, dense, epsilon })
    }

    /// What is known of each piece of a row, [`FEATURES`] numbers each.
    pub(super) fn features(&self, pieces: &[usize]) -> Vec<f32> {
        let looked_up: Vec<f32> = pieces.iter().flat_map(|&piece| self.table.row(piece)).collect();
        let seen: Vec<Vec<f32>> =
            self.branches.iter().map(|branch| branch.pass(&looked_up, pieces.len(), self.epsilon)).collect();
        let mut features = Vec::with_capacity(pieces.len() * FEATURES);
        for piece in 0..pieces.len() {
            features.extend_from_slice(&looked_up[piece * MEANING..][..MEANING]);
            for branch in &seen {
                features.extend_from_slice(&branch[piece * CHANNELS..][..CHANNELS]);
            }
        }
        for row in features.chunks_exact_mut(FEATURES) {
            self.norm.scale(row, self.epsilon);
        }
        features
    }

    /// The vector of these pieces, of unit length.
    pub(super) fn meaning(&self, features: &[f32], pieces: impl Iterator<Item = usize>) -> Vec<f32> {
        let mut sum = vec![0.0; FEATURES];
        let mut count = 0.0;
        for piece in pieces {
            count += 1.0;
            for (total, value) in sum.iter_mut().zip(&features[piece * FEATURES..]) {
                *total += value;
            }
        }
        let mut whole: Vec<f32> = self.project_bias.iter().map(|bias| bias * count).collect();
        self.project.add_product(&sum, &mut whole);
        for value in &mut whole {
            *value /= count.sqrt();
        }

        let [d0, d1, p1, d2, p3, d3] = &self.dense;
        let mut first = vec![0.0; HIDDEN];
        d0.add_product(&whole, &mut first);
        rectify(&mut first);
        let mut second = vec![0.0; HIDDEN];
        p1.add_product(&whole, &mut second);
        d1.add_product(&first, &mut second);
        rectify(&mut second);
        let mut third = vec![0.0; MEANING];
        d2.add_product(&second, &mut third);
        rectify(&mut third);
        let mut meaning = vec![0.0; MEANING];
        p3.add_product(&second, &mut meaning);
        d3.add_product(&third, &mut meaning);

        for value in &mut meaning {
            *value = libm::tanhf(*value);
        }
        let length = meaning.iter().map(|value| value * value).sum::<f32>().max(self.epsilon).sqrt();
        for value in &mut meaning {
            *value /= length;
        }
        meaning
    }
}

impl Table {
    fn read(reader: &mut Reader<'_>, chunks: Vec<u8>) -> Result<Self, BadModel> {
        let rows = chunks.len();
        if chunks.iter().any(|&chunk| usize::from(chunk) >= CHUNKS) {
            return Err(BadModel::Damaged);
        }
        Ok(Self {
            scale: reader.singles(CHUNKS)?,
            low: reader.singles(CHUNKS)?,
            row_low: reader.singles(rows)?,
            row_high: reader.singles(rows)?,
            levels: reader.take(rows * MEANING / 2)?.to_vec(),
            chunks,
        })
    }

    fn row(&self, piece: usize) -> impl Iterator<Item = f32> {
        let chunk = usize::from(self.chunks[piece]);
        let (low, high) = (self.row_low[piece], self.row_high[piece]);
        let values: [f32; 16] = std::array::from_fn(|level| {
            let value = low + level as f32 * (high - low) / LEVELS;
            value.round_ties_even().clamp(0.0, VALUE_MAX) * self.scale[chunk] + self.low[chunk]
        });
        let packed = &self.levels[piece * MEANING / 2..][..MEANING / 2];
        packed.iter().flat_map(move |&pair| [values[usize::from(pair & 15)], values[usize::from(pair >> 4)]])
    }
}

impl Branch {
    fn read(reader: &mut Reader<'_>, width: usize, before: usize) -> Result<Self, BadModel> {
        let window = width * CHANNELS;
        Ok(Self {
            width,
            before,
            project: reader.matrix(MEANING, CHANNELS)?,
            project_bias: reader.weights(CHANNELS)?,
            norm: Norm::read(reader, CHANNELS)?,
            layers: [
                (reader.matrix(window, CHANNELS)?, reader.weights(CHANNELS)?),
                (reader.matrix(window, CHANNELS)?, reader.weights(CHANNELS)?),
            ],
        })
    }

    fn pass(&self, looked_up: &[f32], pieces: usize, epsilon: f32) -> Vec<f32> {
        let mut rows = self.project_bias.repeat(pieces);
        self.project.add_product(looked_up, &mut rows);
        for row in rows.chunks_exact_mut(CHANNELS) {
            self.norm.scale(row, epsilon);
        }
        for (weights, bias) in &self.layers {
            let mut windows = vec![0.0; pieces * self.width * CHANNELS];
            for piece in 0..pieces {
                for place in 0..self.width {
                    let Some(seen) = (piece + place).checked_sub(self.before).filter(|&seen| seen < pieces)
                    else {
                        continue;
                    };
                    windows[(piece * self.width + place) * CHANNELS..][..CHANNELS]
                        .copy_from_slice(&rows[seen * CHANNELS..][..CHANNELS]);
                }
            }
            let mut convolved = bias.repeat(pieces);
            weights.add_product(&windows, &mut convolved);
            for (row, value) in rows.iter_mut().zip(convolved) {
                *row += value.max(0.0);
            }
        }
        rows
    }
}

impl Norm {
    fn read(reader: &mut Reader<'_>, size: usize) -> Result<Self, BadModel> {
        Ok(Self { gain: reader.weights(size)?, bias: reader.weights(size)? })
    }

    fn scale(&self, row: &mut [f32], epsilon: f32) {
        let count = row.len() as f32;
        let mean = row.iter().sum::<f32>() / count;
        let mut variance = 0.0;
        for value in row.iter_mut() {
            *value -= mean;
            variance += *value * *value;
        }
        let factor = 1.0 / (variance / count + epsilon).sqrt();
        for ((value, gain), bias) in row.iter_mut().zip(&self.gain).zip(&self.bias) {
            *value = *value * factor * gain + bias;
        }
    }
}

fn rectify(values: &mut [f32]) {
    for value in values {
        *value = value.max(0.0);
    }
}
