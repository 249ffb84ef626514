//! A table: each record is an item of one noun.

use super::value::{Names, Reader, cut};
use super::{Part, Plan, Terms, bad_file, derived, parts_of, room, rows_of, words};
use files::{Content, Language, Reading};
use protocol::Refusal;
use protocol::programme::ItemId;
use protocol::programme::command::{Fields, NewItem};
use protocol::programme::field::{Fault, Field};
use protocol::programme::import::{DayOrder, RefusedLine, TableMapping};
use protocol::programme::noun::Noun;
use protocol::text::Form;

struct Table {
    reading: Box<Reading>,
    import: ItemId,
    label: String,
    language: Language,
    noun: Noun,
    columns: Vec<(&'static Field, usize)>,
    fixed: Fields,
    names: Names,
    days: Option<DayOrder>,
}

pub(super) fn plan(
    reading: Box<Reading>,
    mapping: &TableMapping,
    terms: &Terms<'_>,
) -> Result<impl Plan + use<>, Refusal> {
    let &Terms { import, label, language, state } = terms;
    let TableMapping { noun, columns, fixed, days } = mapping;
    if *noun == Noun::Programme {
        return Err(Refusal::NotAllowed {});
    }
    let unknown = |name: &String| Refusal::BadField { field: name.clone(), fault: Fault::Unknown {} };
    let width = if let Content::Table(headings) = &reading.content { headings.len() } else { 0 };
    let of_column = |(name, column): (&String, &u32)| {
        let field = noun.field(name).ok_or_else(|| unknown(name))?;
        let is_there = (*column as usize) < width;
        is_there
            .then_some((field, *column as usize))
            .ok_or_else(|| bad_file(words::no_such_column(language, *column)))
    };
    let columns = columns.iter().map(of_column).collect::<Result<Vec<_>, _>>()?;
    for (name, value) in fixed {
        let field = noun.field(name).ok_or_else(|| unknown(name))?;
        field.kind.read(value).map_err(|fault| Refusal::BadField { field: name.clone(), fault })?;
    }
    let new = (0..reading.rows()).filter(|record| !state.stands(derived(import, "row", *record))).count();
    room(new, state.room_for(*noun), noun.spec().max)?;
    let names = Names::of(state, import, columns.iter().map(|(field, _)| *field));
    let (label, noun, fixed, days) = (cut(label, Form::Title), *noun, fixed.clone(), *days);
    Ok(Table { reading, import, label, language, noun, columns, fixed, names, days })
}

impl Plan for Table {
    fn parts(&self) -> u32 {
        parts_of(self.reading.rows())
    }

    fn part(&self, number: u32) -> Part {
        let mut part = Part::new(self.import, number, &self.label);
        for record in rows_of(number - 1, self.reading.rows()) {
            let line = self.reading.line(record);
            match self.fields(record) {
                Ok(fields) => {
                    let id = derived(self.import, "row", record);
                    part.lines.insert(id, line);
                    part.rows.items.push(NewItem { r#as: id, noun: self.noun, fields });
                }
                Err(reason) => part.refused.push(RefusedLine { line, reason }),
            }
        }
        part
    }
}

impl Table {
    fn fields(&self, record: usize) -> Result<Fields, String> {
        let reader = Reader { names: &self.names, days: self.days, language: self.language };
        let mut fields = self.fixed.clone();
        for (field, column) in &self.columns {
            let value = reader.value(field, self.reading.cell(record, *column))?;
            if !value.is_null() {
                fields.insert(field.name.to_owned(), value);
            }
        }
        let required = self.noun.spec().fields.iter().filter(|field| field.required);
        match required.into_iter().find(|field| !fields.contains_key(field.name)) {
            Some(field) => Err(words::missing(self.language, field.label)),
            None => Ok(fields),
        }
    }
}
