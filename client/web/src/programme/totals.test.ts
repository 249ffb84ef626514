import { expect, test } from 'vitest';
import type { Amount, Item } from '../protocol/programme';
import { errorsOf, rate, totals } from './totals';

const batch = (fields: Record<string, Amount>): Item => ({ id: '', noun: 'batch', number: 1, fields });

test('« plus de 1 000 » of 4 500 is more than 22 %, and 800 are 18 %', () => {
  const { distributed, returned, processed, rejected } = totals([
    batch({ distributed: 4_000, returned: { at_least: 900 }, processed: 700 }),
    batch({ distributed: 500, returned: 100, processed: 100, rejected: 20 }),
  ]);
  expect(returned).toEqual({ atLeast: 1_000, approximate: true, missing: 0 });
  expect(rejected).toEqual({ atLeast: 20, approximate: false, missing: 1 });
  expect(rate(returned, distributed)).toEqual({ share: 1_000 / 4_500, atLeast: true });
  expect(rate(processed, distributed)).toEqual({ share: 800 / 4_500, atLeast: false });
});

test('no rate is said of what is not known', () => {
  const { distributed, returned, rejected } = totals([batch({ distributed: { at_least: 10 }, returned: 5 })]);
  expect(rate(returned, distributed)).toBeUndefined();
  expect(rate(rejected, totals([batch({ distributed: 10 })]).distributed)).toBeUndefined();
  expect(rate(totals([]).returned, totals([]).distributed)).toBeUndefined();
});

test('errors of keying are a share of all that was compared: also of what the first keying was not asked', () => {
  const skipped = { answers: { a: 1, b: null }, differs: ['b', 'c'] };
  expect(errorsOf([skipped, { answers: { a: 1, b: 2, c: 3 }, differs: [] }])).toBe(2 / 6);
  expect(errorsOf([])).toBeUndefined();
});
