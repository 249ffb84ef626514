//! The sentence encoder: a text becomes a direction that lies near those of texts with a like sense.
//!
//! A reader and forward pass for Google's Universal Sentence Encoder multilingual v3, cut to French
//! and English (`model/README.md`): a table look-up and small convolutions. Every sum adds in a fixed
//! order and `tanh` comes from `libm`, so all machines compute the same bits.

mod file;
mod network;
mod pieces;

use file::ModelBytes;
use network::ConvolutionNet;
use pieces::Pieces;
use std::ops::Range;

/// Numbers in the vector of a text.
pub const MEANING: usize = 512;

/// Why the bytes are no model.
#[derive(Debug, thiserror::Error)]
pub enum BadModel {
    /// Another file, or another version of it.
    #[error("not a model of this version")]
    Foreign,
    /// The file is cut off, or its counts contradict each other.
    #[error("the model is damaged")]
    Damaged,
}

/// A loaded model.
pub struct Model {
    pieces: Pieces,
    network: ConvolutionNet,
}

impl Model {
    /// Reads the packed model. The vectors of the pieces stay where they are and are not copied.
    ///
    /// # Errors
    /// The bytes are another file, or cut off.
    pub fn read(bytes: &'static [u8]) -> Result<Self, BadModel> {
        let mut reader = ModelBytes::new(bytes);
        if reader.take(8)? != b"BOURDON1" {
            return Err(BadModel::Foreign);
        }
        let count = reader.count()?;
        let charsmap = reader.count()?;
        let unknown = reader.single()?;
        let charsmap = reader.take(charsmap)?;
        let (pieces, chunks) = Pieces::read(&mut reader, count, charsmap, unknown)?;
        let network = ConvolutionNet::read(&mut reader, chunks)?;
        Ok(Self { pieces, network })
    }

    /// The vector of a text, of unit length.
    #[must_use]
    pub fn encode(&self, text: &str) -> Vec<f32> {
        self.encode_with_parts(&text.split_whitespace().collect::<Vec<_>>(), &[]).swap_remove(0)
    }

    /// The vector of some words, then those of runs of them, as they sound among the others; empty for a run
    /// that begins behind what is heard.
    pub(crate) fn encode_with_parts(&self, words: &[&str], parts: &[Range<usize>]) -> Vec<Vec<f32>> {
        let (pieces, cuts) = self.pieces.of(words);
        let last = pieces.len() - 1;
        let part = |words: &Range<usize>| {
            let inside = cuts[words.start]..cuts[words.end];
            if inside.is_empty() { Vec::new() } else { [0].into_iter().chain(inside).chain([last]).collect() }
        };
        let runs: Vec<Vec<usize>> =
            [(0..=last).collect()].into_iter().chain(parts.iter().map(part)).collect();
        self.network.meanings(&self.network.features(&pieces), &runs)
    }
}
