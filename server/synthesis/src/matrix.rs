//! Products of many rows with many columns.

/// Columns of a panel.
pub(crate) const WIDE: usize = 16;
/// Rows that go through a panel together: their sums with it stay in registers.
const TALL: usize = 2;

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

    /// Adds the products of the rows with all columns to `out`.
    pub(crate) fn add_product(&self, rows: &[f32], out: &mut [f32]) {
        self.add_product_from(0, rows, out);
    }

    /// The same from a column on with which a panel begins. Each number of `out` adds its products in the
    /// order of the row, whatever is computed beside it.
    pub(crate) fn add_product_from(&self, column: usize, rows: &[f32], out: &mut [f32]) {
        let width = self.columns - column;
        let panels = &self.panels[column / WIDE * self.depth..];
        for (number, panel) in panels.chunks_exact(self.depth.max(1)).enumerate() {
            for (rows, out) in rows.chunks(TALL * self.depth).zip(out.chunks_mut(TALL * width)) {
                let out = &mut out[number * WIDE..];
                if rows.len() == TALL * self.depth {
                    tile::<TALL>(panel, rows, width, out);
                } else {
                    tile::<1>(panel, rows, width, out);
                }
            }
        }
    }
}

fn tile<const R: usize>(panel: &[[f32; WIDE]], rows: &[f32], width: usize, out: &mut [f32]) {
    let rows: [&[f32]; R] = std::array::from_fn(|row| &rows[row * panel.len()..][..panel.len()]);
    let mut sums = [[0f32; WIDE]; R];
    for (row, sum) in sums.iter_mut().enumerate() {
        sum.copy_from_slice(&out[row * width..][..WIDE]);
    }
    for (at, column) in panel.iter().enumerate() {
        for (row, sum) in rows.iter().zip(&mut sums) {
            for (sum, value) in sum.iter_mut().zip(column) {
                *sum += row[at] * value;
            }
        }
    }
    for (row, sum) in sums.iter().enumerate() {
        out[row * width..][..WIDE].copy_from_slice(sum);
    }
}
