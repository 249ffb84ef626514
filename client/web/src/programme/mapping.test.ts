import { expect, test } from 'vitest';
import type { Item } from '../protocol/programme';
import { answering, begin, filled, hasDays, missingOf, tableOf, type Preview } from './mapping';

const preview = (more: Partial<Preview>): Preview => ({ tool: 'table', rows: 2, refused: [], warnings: [], ...more });
const names = (table: Parameters<typeof missingOf>[0]): string[][] => missingOf(table).map((group) => group.map(({ name }) => name));

test('columns that are headed like fields are taken, parents too', () => {
  expect(tableOf('meeting', ['Instance', 'DATE', 'n’importe quoi', 'date', ''])).toEqual({ noun: 'meeting', columns: { committee: 0, day: 1 }, fixed: {} });
  expect(tableOf('phase', ['', '']).columns).toEqual({});
});

test('what every record needs is a column or the same for all', () => {
  const table = tableOf('member', ['Nom']);
  expect(names(table)).toEqual([['committee']]);
  const whole = filled(table, 'committee', { same: 'c' });
  expect(whole).toEqual({ noun: 'member', columns: { name: 0 }, fixed: { committee: 'c' } });
  expect(names(whole)).toEqual([]);
  expect(filled(whole, 'committee', 0)).toEqual({ noun: 'member', columns: { name: 0, committee: 0 }, fixed: {} });
  expect(filled({ ...whole, days: 'day_first' }, 'committee', undefined)).toEqual({ ...table, days: 'day_first' });
});

test('of fields that exclude each other one is enough', () => {
  const figure = filled(filled(tableOf('figure', []), 'indicator', { same: 'i' }), 'vintage', 0);
  expect(names(figure)).toEqual([['commune', 'area']]);
  expect(names(filled(figure, 'area', { same: 'territory' }))).toEqual([]);
});

test('how days are read is asked where there are days', () => {
  expect(hasDays(tableOf('phase', ['Nom', 'Début']))).toBe(true);
  expect(hasDays(tableOf('phase', ['Nom']))).toBe(false);
});

test('a file that says nothing by itself is a table where it has columns', () => {
  expect(begin(preview({ columns: ['Thème', 'Nom'] }))).toMatchObject({ table: { noun: 'indicator' } });
  expect(begin(preview({ columns: [] }))).toBeUndefined();
  expect(begin(preview({}))).toBeUndefined();
  expect(begin(preview({ tool: 'geojson', columns: ['nom'] })), 'outlines without a code').toBeUndefined();
});

test('questions that a campaign asks in the same words are answered, each once', () => {
  const question = (id: string, text: string): Item => ({ id, noun: 'question', number: 1, fields: { campaign: 'c', text } });
  const asked = ['Âge ?', 'Que manque-t-il ?', 'Âge ?', 'Autre'].map((label) => ({ label, kind: 'number', answered: 1, empty: 0, not_asked: 0 }));
  const known = [question('a', 'âge ?'), question('b', 'Que manque‑t‑il ?'), question('c', 'Âge ?')];
  const taken = [0, 1, 2, 3].map((from) => ({ from, to: 'old' }));
  expect(answering(taken, preview({ questions: asked }), known)).toEqual([{ from: 0, to: 'a' }, { from: 1, to: 'b' }, { from: 2 }, { from: 3 }]);
});
