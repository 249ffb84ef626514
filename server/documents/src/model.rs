//! What a document is, whatever file it becomes.

use jiff::Timestamp;
use protocol::programme::value::Number;

/// Logos beside each other.
const LOGOS_OF_A_LINE: usize = 4;

/// Headings, paragraphs, tables, in the order of reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Also the title of the file's own description.
    pub title: String,
    /// Under the title.
    pub subtitle: String,
    /// BCP 47.
    pub language: String,
    /// In which the people of the room spoke.
    pub spoken: String,
    /// What stands over the list of headings, on the cover. Nothing: there is neither list nor cover.
    pub contents: Option<String>,
    /// When what it says was last changed; dates of the file are this one.
    pub at: Timestamp,
    /// Above the title.
    pub logos: Vec<Picture>,
    /// After title and contents.
    pub blocks: Vec<Block>,
}

/// A piece of a document that stands on its own lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The title stands above all of them.
    Heading(Heading),
    /// Running text.
    Paragraph(Look, Vec<Run>),
    /// A table. Long ones are several: office programs take minutes for one of thousands of rows.
    Table(Table),
    /// A picture.
    Picture(Picture),
}

/// A picture on a line of its own, or beside others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What those hear who do not see it.
    pub name: String,
    /// What it is made of.
    pub image: Image,
    /// Width and height on paper, in millimetres.
    pub size: (u32, u32),
}

/// What a picture is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Image {
    /// A PNG file.
    Png(Vec<u8>),
    /// A drawing of numbers that stand in a table beside it: the SVG element with its namespace. It refers to nothing
    /// outside, and its ids are in no other drawing of the document.
    Svg(String),
}

/// What stands over a part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// From 1 to 3.
    pub level: u8,
    /// The letters.
    pub text: String,
    /// It begins a page.
    pub is_on_new_page: bool,
}

/// How a paragraph looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// As text does.
    Plain,
    /// Under a heading: what the words after it are about, and on their page.
    Lead,
    /// Words of a person.
    Said,
    /// What stands under words of a person and belongs to them.
    Under,
    /// Smaller: how something is to be understood.
    Note,
}

/// Letters of one weight. A line feed in it is one on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The letters.
    pub text: String,
    /// Bold.
    pub is_strong: bool,
}

/// A table with a row of headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What it shows; stands above it.
    pub caption: String,
    /// What stands in each column.
    pub columns: Vec<Column>,
    /// As many cells each as there are columns.
    pub rows: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// Its part of the width; those of a table add up to 100.
    pub percent: u8,
    /// Figures stand at the right.
    pub is_number: bool,
}

/// One table that a spreadsheet opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The title of the file's own description.
    pub title: String,
    /// On the tab, up to 31 letters without `[]:*?/\`.
    pub name: String,
    /// BCP 47.
    pub language: String,
    /// As in [`Document::at`].
    pub at: Timestamp,
    /// What stands in each column, and how many letters wide it is.
    pub columns: Vec<(String, u8)>,
    /// As many values each as there are columns.
    pub rows: Vec<Vec<Value>>,
}

/// What stands in a cell of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Words, never a formula.
    Text(String),
    /// A number of things.
    Number(u32),
    /// A number that may have decimals.
    Decimal(Number),
    /// Nothing.
    Empty,
}

impl Run {
    /// Letters of the usual weight.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_strong: false }
    }

    /// Bold letters.
    pub fn strong(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_strong: true }
    }
}

impl Table {
    /// It is moved to the next page rather than broken.
    pub(crate) fn is_short(&self) -> bool {
        self.rows.len() <= 16
    }
}

impl Document {
    /// The headings of the levels 1 and 2 with the numbers of their blocks, from which links are named.
    pub(crate) fn headings(&self) -> impl Iterator<Item = (usize, u8, &str)> {
        self.blocks.iter().enumerate().filter_map(|(n, block)| match block {
            Block::Heading(Heading { level: level @ 1..=2, text, .. }) => Some((n, *level, text.as_str())),
            Block::Heading(_) | Block::Paragraph(..) | Block::Table(_) | Block::Picture(_) => None,
        })
    }

    /// Words against what stands in this block come next: both begin on one page.
    pub(crate) fn is_answered(&self, block: usize) -> bool {
        matches!(self.blocks.get(block + 1), Some(Block::Paragraph(Look::Under, _)))
    }

    /// All pictures in the order of reading: their numbers, from 1, name the files in a package.
    pub(crate) fn pictures(&self) -> impl Iterator<Item = (usize, &Picture)> {
        let inside = self.blocks.iter().filter_map(|block| match block {
            Block::Picture(picture) => Some(picture),
            Block::Heading(_) | Block::Paragraph(..) | Block::Table(_) => None,
        });
        self.logos.iter().chain(inside).zip(1..).map(|(picture, n)| (n, picture))
    }

    /// The logos, with their numbers, in lines of four at most.
    pub(crate) fn logo_lines(&self) -> Vec<Vec<(usize, &Picture)>> {
        let logos = Vec::from_iter(self.pictures().take(self.logos.len()));
        logos.chunks(LOGOS_OF_A_LINE).map(<[_]>::to_vec).collect()
    }

    /// The number of this picture.
    pub(crate) fn number(&self, picture: &Picture) -> usize {
        self.pictures().find(|(_, one)| *one == picture).map_or(0, |(n, _)| n)
    }
}

impl Sheet {
    /// Lines that the longest text of a row takes in its column: no office program counts them for a file.
    pub(crate) fn lines(&self, row: &[Value]) -> u32 {
        let lines = row.iter().zip(&self.columns).map(|(value, (_, letters))| match value {
            Value::Text(text) => {
                let width = usize::from(*letters).saturating_sub(2).max(1);
                text.split('\n').map(|line| line.chars().count().div_ceil(width).max(1)).sum::<usize>()
            }
            Value::Number(_) | Value::Decimal(_) | Value::Empty => 1,
        });
        u32::try_from(lines.max().unwrap_or(1)).unwrap_or(u32::MAX)
    }
}
