//! The forward pass.

use super::file::ModelBytes;
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

pub(super) struct ConvolutionNet {
    table: PieceTable,
    branches: [Branch; 3],
    norm: Norm,
    project: Matrix,
    project_bias: Vec<f32>,
    dense: [Matrix; 6],
    epsilon: f32,
}

/// The vectors of the pieces, packed.
struct PieceTable {
    chunks: Vec<u8>,
    scale: Vec<f32>,
    low: Vec<f32>,
    row_low: Vec<f32>,
    row_high: Vec<f32>,
    levels: &'static [u8],
}

/// Two convolutions over a window of pieces.
struct Branch {
    /// Pieces of the window that lie before the piece itself.
    before: usize,
    project: Matrix,
    project_bias: Vec<f32>,
    norm: Norm,
    layers: [Convolution; 2],
}

/// Weights for each place of a window, and a bias.
struct Convolution {
    places: Vec<Matrix>,
    bias: Vec<f32>,
}

/// Scales a row to mean 0 and variance 1, then by learnt factors.
struct Norm {
    gain: Vec<f32>,
    bias: Vec<f32>,
}

impl ConvolutionNet {
    pub(super) fn read(reader: &mut ModelBytes<'static>, chunks: Vec<u8>) -> Result<Self, BadModel> {
        let table = PieceTable::read(reader, chunks)?;
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

    /// The vector of each of these runs of pieces, of unit length. They go through a layer together: the
    /// weights are then read once for all.
    pub(super) fn meanings(&self, features: &[f32], runs: &[Vec<usize>]) -> Vec<Vec<f32>> {
        let mut sums = vec![0.0; runs.len() * FEATURES];
        for (sum, run) in sums.chunks_exact_mut(FEATURES).zip(runs) {
            for piece in run {
                for (total, value) in sum.iter_mut().zip(&features[piece * FEATURES..]) {
                    *total += value;
                }
            }
        }
        let counts = || runs.iter().map(|run| run.len() as f32);
        let mut whole: Vec<f32> =
            counts().flat_map(|count| self.project_bias.iter().map(move |bias| bias * count)).collect();
        self.project.add_product(&sums, &mut whole);
        for (row, count) in whole.chunks_exact_mut(MEANING).zip(counts()) {
            for value in row {
                *value /= count.sqrt();
            }
        }

        let [d0, d1, p1, d2, p3, d3] = &self.dense;
        let mut first = vec![0.0; runs.len() * HIDDEN];
        d0.add_product(&whole, &mut first);
        rectify(&mut first);
        let mut second = vec![0.0; runs.len() * HIDDEN];
        p1.add_product(&whole, &mut second);
        d1.add_product(&first, &mut second);
        rectify(&mut second);
        let mut third = vec![0.0; runs.len() * MEANING];
        d2.add_product(&second, &mut third);
        rectify(&mut third);
        let mut meanings = vec![0.0; runs.len() * MEANING];
        p3.add_product(&second, &mut meanings);
        d3.add_product(&third, &mut meanings);

        let unit = |row: &[f32]| {
            let row: Vec<f32> = row.iter().map(|&value| libm::tanhf(value)).collect();
            let length = row.iter().map(|value| value * value).sum::<f32>().max(self.epsilon).sqrt();
            row.iter().map(|value| value / length).collect()
        };
        let spoken = |(row, run): (&[f32], &Vec<usize>)| if run.is_empty() { Vec::new() } else { unit(row) };
        meanings.chunks_exact(MEANING).zip(runs).map(spoken).collect()
    }
}

impl PieceTable {
    fn read(reader: &mut ModelBytes<'static>, chunks: Vec<u8>) -> Result<Self, BadModel> {
        let rows = chunks.len();
        if chunks.iter().any(|&chunk| usize::from(chunk) >= CHUNKS) {
            return Err(BadModel::Damaged);
        }
        Ok(Self {
            scale: reader.singles(CHUNKS)?,
            low: reader.singles(CHUNKS)?,
            row_low: reader.singles(rows)?,
            row_high: reader.singles(rows)?,
            levels: reader.take(rows * MEANING / 2)?,
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
    fn read(reader: &mut ModelBytes<'_>, width: usize, before: usize) -> Result<Self, BadModel> {
        Ok(Self {
            before,
            project: reader.matrix(MEANING, CHANNELS)?,
            project_bias: reader.weights(CHANNELS)?,
            norm: Norm::read(reader, CHANNELS)?,
            layers: [Convolution::read(reader, width)?, Convolution::read(reader, width)?],
        })
    }

    fn pass(&self, looked_up: &[f32], pieces: usize, epsilon: f32) -> Vec<f32> {
        let mut rows = self.project_bias.repeat(pieces);
        self.project.add_product(looked_up, &mut rows);
        for row in rows.chunks_exact_mut(CHANNELS) {
            self.norm.scale(row, epsilon);
        }
        for layer in &self.layers {
            let mut convolved = layer.bias.repeat(pieces);
            for (place, weights) in layer.places.iter().enumerate() {
                let (back, ahead) = (self.before.saturating_sub(place), place.saturating_sub(self.before));
                weights.add_product(&rows[ahead * CHANNELS..], &mut convolved[back * CHANNELS..]);
            }
            for (row, value) in rows.iter_mut().zip(convolved) {
                *row += value.max(0.0);
            }
        }
        rows
    }
}

impl Convolution {
    fn read(reader: &mut ModelBytes<'_>, width: usize) -> Result<Self, BadModel> {
        let weights = reader.weights(width * CHANNELS * CHANNELS)?;
        let places = weights.chunks_exact(CHANNELS * CHANNELS);
        let matrix = |of: &[f32]| Matrix::new(CHANNELS, CHANNELS, |row, column| of[row * CHANNELS + column]);
        Ok(Self { places: places.map(matrix).collect(), bias: reader.weights(CHANNELS)? })
    }
}

impl Norm {
    fn read(reader: &mut ModelBytes<'_>, size: usize) -> Result<Self, BadModel> {
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
