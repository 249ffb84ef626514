import { expect, test } from 'vitest';
import { within } from './picture';

test('a picture keeps its form and is never made larger', () => {
  expect(within(400, 200, 1000)).toEqual([400, 200]);
  expect(within(4000, 2000, 1000)).toEqual([1000, 500]);
  expect(within(300, 3000, 1000)).toEqual([100, 1000]);
  expect(within(5000, 1, 1000)).toEqual([1000, 1]);
  for (let side = 1000; side > 1; side = Math.floor(side * 0.85)) expect(Math.max(...within(3000, 2000, side))).toBe(side);
});
