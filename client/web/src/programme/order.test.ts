import { expect, test } from 'vitest';
import type { Item } from '../protocol/programme';
import { between } from './order';

const list = (...orders: (number | undefined)[]): Item[] =>
  orders.map((order, n) => ({ id: String(n), noun: 'question', number: n, fields: order === undefined ? {} : { order } }));

test('a rank puts a thing where it is to stand', () => {
  expect(between([], 0)).toBe(1);
  expect(between(list(1, 2), 2)).toBe(3);
  expect(between(list(1, 2), 0)).toBe(0);
  expect(between(list(1, 2), 1)).toBe(1.5);
  expect(between(list(1, undefined), 1)).toBe(2);
});
