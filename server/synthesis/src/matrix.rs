//! Products of many rows with many columns.

use fearless_simd::{Level, Simd, SimdBase, dispatch, f32x16};

/// Columns of a panel.
pub(crate) const WIDE: usize = 16;
/// Rows that go through a panel together: their sums with it stay in registers.
const TALL: usize = 3;

/// Columns in panels of [`WIDE`], so that the inner loop reads them from end to end.
pub(crate) struct Matrix {
    depth: usize,
    /// A whole number of panels; the last columns may be nothing.
    columns: usize,
    panels: Vec<[f32; WIDE]>,
}

impl Matrix {
    /// From the numbers that each column has at each depth.
    pub(crate) fn new(depth: usize, columns: usize, at: impl Fn(usize, usize) -> f32) -> Self {
        let columns = columns.next_multiple_of(WIDE);
        let place =
            |panel: usize, depth: usize| std::array::from_fn(|column| at(depth, panel * WIDE + column));
        let panels = (0..columns / WIDE).flat_map(|panel| (0..depth).map(move |depth| (panel, depth)));
        Self { depth, columns, panels: panels.map(|(panel, depth)| place(panel, depth)).collect() }
    }

    /// Columns, those of nothing included.
    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    /// Adds the products of the rows with all columns to `out`, as far as both go.
    pub(crate) fn add_product(&self, rows: &[f32], out: &mut [f32]) {
        self.add_product_from(0, rows, out);
    }

    /// The same from a column on with which a panel begins. Each number of `out` adds its products in the
    /// order of the row, whatever is computed beside it, and with every kind of instructions each product
    /// is rounded before it is added: all machines give the same bits.
    pub(crate) fn add_product_from(&self, column: usize, rows: &[f32], out: &mut [f32]) {
        let depth = self.depth.max(1);
        let width = self.columns - column;
        let panels = &self.panels[column / WIDE * self.depth..];
        // Rows that go together lie side by side; the last ones may be nothing.
        let beside = |rows: &[f32], at: usize| -> [f32; TALL] {
            std::array::from_fn(|row| rows.get(row * depth + at).copied().unwrap_or(0.0))
        };
        let rows: Vec<[f32; TALL]> =
            rows.chunks(TALL * depth).flat_map(|rows| (0..depth).map(move |at| beside(rows, at))).collect();
        dispatch!(Level::new(), simd => {
            for (number, panel) in panels.chunks_exact(depth).enumerate() {
                for (rows, out) in rows.chunks_exact(depth).zip(out.chunks_mut(TALL * width)) {
                    tile(simd, panel, rows, width, &mut out[number * WIDE..]);
                }
            }
        });
    }
}

#[inline(always)]
fn tile<S: Simd>(simd: S, panel: &[[f32; WIDE]], rows: &[[f32; TALL]], width: usize, out: &mut [f32]) {
    let mut sums = [f32x16::splat(simd, 0.0); TALL];
    for (sum, out) in sums.iter_mut().zip(out.chunks(width)) {
        *sum = f32x16::from_slice(simd, &out[..WIDE]);
    }
    for (column, row) in panel.iter().zip(rows) {
        let column = f32x16::from_slice(simd, column);
        for (sum, &row) in sums.iter_mut().zip(row) {
            *sum += column * row;
        }
    }
    for (sum, out) in sums.iter().zip(out.chunks_mut(width)) {
        sum.store_slice(&mut out[..WIDE]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_have_the_bits_of_one_sum_after_another() {
        let (depth, columns) = (5, 20);
        let value = |number: usize| (number * 37 % 101) as f32 / 7.0 - 6.0;
        let matrix = Matrix::new(depth, columns, |at, column| value(at * columns + column));
        for count in 1..=2 * TALL {
            let rows: Vec<f32> = (0..count * depth).map(value).collect();
            let mut out = vec![0.1; count * matrix.columns()];
            matrix.add_product(&rows, &mut out);
            for (row, out) in rows.chunks(depth).zip(out.chunks(matrix.columns())) {
                for (column, sum) in out.iter().enumerate() {
                    let weight = |at: usize| value(at * columns + column);
                    let expected = row.iter().zip(0..).fold(0.1, |sum: f32, (x, at)| sum + x * weight(at));
                    assert_eq!(sum.to_bits(), expected.to_bits(), "row of {count}, column {column}");
                }
            }
        }
    }
}
