import { expect, test } from 'vitest';
import { paginate, parts } from './pages';

const room = { height: 100, gap: 10, columns: 2, most: 6 };

test('columns fill one after the other, then pages', () => {
  expect(paginate([50, 40, 60, 30, 80], room)).toEqual([[0, 1, 2, 3], [4]]);
  expect(paginate([], room)).toEqual([]);
});

test('the gap counts', () => {
  expect(paginate([50, 41, 60], { ...room, columns: 1 })).toEqual([[0], [1], [2]]);
});

test('never more than fit a glance', () => {
  expect(paginate(Array.from({ length: 13 }, () => 10), room).map((page) => page.length)).toEqual([6, 6, 1]);
});

test('what is too high, or must be alone, has its own page, and order is kept', () => {
  expect(paginate([30, 120, 30, 30], room)).toEqual([[0], [1], [2, 3]]);
  expect(paginate([30, 30, 30], room, (item) => item === 1)).toEqual([[0], [1], [2]]);
});

test('a long text is cut between words, and none is lost', () => {
  const text = 'un deux trois quatre cinq six';
  const found = parts(text, (part) => part.length <= 10);
  expect(found).toEqual(['un deux', 'trois', 'quatre', 'cinq six']);
  expect(found.join(' ')).toBe(text);
});

test('a word without end is cut too, but no character is', () => {
  const found = parts('🐝'.repeat(25), (part) => [...part].length <= 10);
  expect(found.map((part) => [...part].length)).toEqual([10, 10, 5]);
});

test('a place where nothing fits still ends', () => {
  expect(parts('abc', () => false)).toEqual(['a', 'b', 'c']);
});
