//! Drawings as points, for office programs: each of them draws SVG in its own way, with letters of its own, or not at all.

use crate::model::{Image, Picture};
use png::{BitDepth, ColorType, Compression, Encoder};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// Points of a millimetre: 150 to the inch.
const POINTS: f32 = 150.0 / 25.4;
const FAMILY: &str = "Atkinson Hyperlegible Next";
/// `fonts/README.md` says what they are.
const FONTS: [&[u8]; 4] = [
    include_bytes!("../fonts/latin-400.ttf"),
    include_bytes!("../fonts/latin-700.ttf"),
    include_bytes!("../fonts/latin-ext-400.ttf"),
    include_bytes!("../fonts/latin-ext-700.ttf"),
];

impl Picture {
    /// The PNG file, as fine as paper.
    pub(crate) fn png(&self) -> Cow<'_, [u8]> {
        match &self.image {
            Image::Png(file) => Cow::Borrowed(file),
            Image::Svg(svg) => Cow::Owned(drawn(svg, self.size)),
        }
    }
}

/// # Panics
/// When it is no drawing: ours are made of numbers and escaped letters.
fn drawn(svg: &str, (width, height): (u32, u32)) -> Vec<u8> {
    let options = Options { font_family: FAMILY.to_owned(), fontdb: fonts(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).expect("a drawing is an SVG element with a size");
    let points = |millimetres: u32| (millimetres as f32 * POINTS).round().max(1.0);
    let (across, down) = (points(width), points(height));
    let scale = (across / tree.size().width()).min(down / tree.size().height());
    let mut paper = Pixmap::new(across as u32, down as u32).expect("a page has room for it");
    paper.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut paper.as_mut());
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, paper.width(), paper.height());
    encoder.set_color(ColorType::Rgba);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    // On white paper nothing shines through: what is there is what is seen.
    let written = encoder.write_header().and_then(|mut to| to.write_image_data(paper.data()));
    written.expect("memory takes what is written");
    file
}

/// The letters of drawings.
pub(crate) fn fonts() -> Arc<fontdb::Database> {
    static ALL: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut all = fontdb::Database::new();
        FONTS.iter().for_each(|font| all.load_font_data(font.to_vec()));
        Arc::new(all)
    };
    Arc::clone(ALL.get_or_init(load))
}
