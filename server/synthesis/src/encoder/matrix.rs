//! Products with learnt weights.

use super::BadModel;
use super::file::Reader;

/// Columns of a panel, and rows that go through it together: their sums stay in registers.
const WIDE: usize = 16;
const TALL: usize = 2;

/// Weights in panels of [`WIDE`] columns, so that the inner loop reads them from end to end.
pub(super) struct Matrix {
    depth: usize,
    columns: usize,
    panels: Vec<[f32; WIDE]>,
}

impl Matrix {
    pub(super) fn read(reader: &mut Reader<'_>, depth: usize, columns: usize) -> Result<Self, BadModel> {
        let weights = reader.weights(depth * columns)?;
        let rows = weights.as_chunks().0;
        let across = columns / WIDE;
        let panels = (0..across).flat_map(|panel| rows[panel..].iter().step_by(across).copied()).collect();
        Ok(Self { depth, columns, panels })
    }

    /// Adds `rows` × weights to `out`. Every number of `out` adds its products in the order of the row,
    /// however many rows there are.
    pub(super) fn add_product(&self, rows: &[f32], out: &mut [f32]) {
        for (number, panel) in self.panels.chunks_exact(self.depth).enumerate() {
            let rows = rows.chunks(TALL * self.depth);
            let out = out.chunks_mut(TALL * self.columns);
            for (rows, out) in rows.zip(out) {
                let out = &mut out[number * WIDE..];
                match rows.len() / self.depth {
                    2 => self.tile::<2>(panel, rows, out),
                    _ => self.tile::<1>(panel, rows, out),
                }
            }
        }
    }

    fn tile<const R: usize>(&self, panel: &[[f32; WIDE]], rows: &[f32], out: &mut [f32]) {
        let rows: [&[f32]; R] = std::array::from_fn(|row| &rows[row * self.depth..][..panel.len()]);
        let mut sums = [[0f32; WIDE]; R];
        for (row, sum) in sums.iter_mut().enumerate() {
            sum.copy_from_slice(&out[row * self.columns..][..WIDE]);
        }
        for (at, weights) in panel.iter().enumerate() {
            for (row, sum) in rows.iter().zip(&mut sums) {
                for (sum, weight) in sum.iter_mut().zip(weights) {
                    *sum += row[at] * weight;
                }
            }
        }
        for (row, sum) in sums.iter().enumerate() {
            out[row * self.columns..][..WIDE].copy_from_slice(sum);
        }
    }
}
