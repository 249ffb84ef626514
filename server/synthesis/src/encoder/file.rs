//! Reads little-endian numbers, and refuses what is cut off.

use super::BadModel;
use crate::matrix::Matrix;

pub(super) struct ModelBytes<'a> {
    rest: &'a [u8],
}

impl<'a> ModelBytes<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], BadModel> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(BadModel::Damaged)?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], BadModel> {
        self.take(N)?.try_into().map_err(|_| BadModel::Damaged)
    }

    pub(super) fn byte(&mut self) -> Result<u8, BadModel> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub(super) fn count(&mut self) -> Result<usize, BadModel> {
        Ok(u32::from_le_bytes(self.array()?) as usize)
    }

    pub(super) fn single(&mut self) -> Result<f32, BadModel> {
        Ok(f32::from_le_bytes(self.array()?))
    }

    pub(super) fn singles(&mut self, count: usize) -> Result<Vec<f32>, BadModel> {
        (0..count).map(|_| self.single()).collect()
    }

    /// An array as a matrix, row by row.
    pub(super) fn matrix(&mut self, rows: usize, columns: usize) -> Result<Matrix, BadModel> {
        let weights = self.weights(rows * columns)?;
        Ok(Matrix::new(rows, columns, |row, column| weights[row * columns + column]))
    }

    /// An array of 16-bit floats behind its count.
    pub(super) fn weights(&mut self, count: usize) -> Result<Vec<f32>, BadModel> {
        if self.count()? != count {
            return Err(BadModel::Damaged);
        }
        Ok(self.take(2 * count)?.as_chunks().0.iter().map(|&pair| half(u16::from_le_bytes(pair))).collect())
    }
}

/// A 16-bit float.
fn half(bits: u16) -> f32 {
    let (sign, exponent, mantissa) =
        (u32::from(bits >> 15) << 31, u32::from(bits >> 10) & 31, u32::from(bits) & 1023);
    match exponent {
        0 => f32::from_bits(sign | (mantissa as f32 / 16_777_216.0).to_bits()),
        31 => f32::from_bits(sign | 0x7f80_0000 | mantissa << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | mantissa << 13),
    }
}
