import { expect, test } from 'vitest';
import { NOUNS, type FieldRow } from '../protocol/programme';
import { firstOf, lastOf, readDay, readNumber, say, sayDay, toText, toValue } from './values';

const every = Object.values(NOUNS).flatMap(({ fields }) => fields);
const field = (kind: FieldRow['kind']): FieldRow => every.find((one) => one.kind === kind)!;
const SAYINGS = { language: 'fr', withheld: 'secret', notCosted: 'non chiffré', atLeast: (n: string) => `plus de ${n}`, yes: 'oui', no: 'non', called: (id: string) => id } as const;

test('what a field holds comes back from its form', () => {
  const values: Partial<Record<FieldRow['kind'], unknown[]>> = {
    text: ['Un mot'],
    lines: [['Caf', 'MSA']],
    number: [0, -1.5, 12],
    amount: [0, 12.5, 'withheld', { at_least: 1000 }],
    day: ['2027', '2027-03', '2027-03-12'],
    year: [2027],
    time: ['18:00'],
    yes: [true],
    point: [[0.4, 46.1]],
    item: ['x'],
    items: [['x', 'y']],
    choice: ['steering'],
  };
  for (const [kind, list] of Object.entries(values)) {
    for (const value of list) {
      for (const language of ['fr', 'en'] as const) {
        const text = toText(field(kind as FieldRow['kind']), value, language);
        expect(toValue(field(kind as FieldRow['kind']), text), `${kind}: ${text}`).toEqual({ value });
      }
    }
  }
});

test('secret, nothing, zero and « plus de » are four things', () => {
  const amount = field('amount');
  expect(['', '0', 'withheld', '> 1 000'].map((text) => toValue(amount, text))).toEqual([
    { value: null },
    { value: 0 },
    { value: 'withheld' },
    { value: { at_least: 1000 } },
  ]);
  expect([undefined, 0, 'withheld', { at_least: 1000 }].map((value) => say(amount, value, SAYINGS))).toEqual(['', '0', 'secret', 'plus de 1\u00a0000']);
});

test('numbers and days are read as people type them', () => {
  expect(['1 234,5', '1234.5', '-3', ',5'].map((typed) => readNumber(typed))).toEqual([1234.5, 1234.5, -3, undefined]);
  expect(['12/3/2027', '3/2027', '2027', '2027-03-12', '31/02/2027', 'mars'].map(readDay)).toEqual([
    '2027-03-12', '2027-03', '2027', '2027-03-12', undefined, undefined,
  ]);
  expect([sayDay('2027-03-12', 'fr'), sayDay('2027-03', 'fr'), sayDay('2027', 'fr')]).toEqual(['12 mars\u00a02027', 'mars\u00a02027', '2027']);
  expect(['2027-01-01', '2027-01-21', '2027-01-11'].map((day) => sayDay(day, 'fr'))).toEqual(['1er janvier\u00a02027', '21 janvier\u00a02027', '11 janvier\u00a02027']);
  expect(sayDay('2027-01-01', 'en')).toBe('1 January\u00a02027');
  expect(['2027', '2027-02', '2027-02-05'].map((day) => [firstOf(day), lastOf(day)])).toEqual([
    ['2027-01-01', '2027-12-31'], ['2027-02-01', '2027-02-28'], ['2027-02-05', '2027-02-05'],
  ]);
});
