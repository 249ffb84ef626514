import { expect, test } from 'vitest';
import { balanced, paginate, parts, shared, spread } from './pages';

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

test('pages hold about as many each, on no more pages than it takes', () => {
  const sizes = (heights: number[], at = room): number[] => shared(heights, at).map((page) => page.length);
  expect(sizes(Array.from({ length: 13 }, () => 10))).toEqual([5, 5, 3]);
  expect(sizes([18, 18, 18, 18, 22, 18], { ...room, gap: 0, columns: 1 }), 'six of which five fit').toEqual([3, 3]);
  expect(sizes([90, 10, 10, 10], { ...room, gap: 0, columns: 1 })).toEqual([2, 2]);
  expect(sizes([])).toEqual([]);
  expect(shared([30, 120, 30, 30], room)).toEqual(paginate([30, 120, 30, 30], room));
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

const rows = { height: 70, columns: 2, most: 14 };
const even = (n: number): number[] => Array.from({ length: n }, () => 10);
const sizes = (pages: number[][]): number[] => pages.map((page) => page.length);

test('rows lie on as few pages as hold them, and none is nearly empty', () => {
  expect(sizes(spread(even(14), rows))).toEqual([14]);
  expect(sizes(spread(even(15), rows))).toEqual([8, 7]);
  expect(sizes(spread(even(40), rows))).toEqual([14, 14, 12]);
  expect(spread([], rows)).toEqual([]);
  expect(spread([10], rows)).toEqual([[0]]);
});

test('a high row makes its whole line high, and one that is too high is alone', () => {
  expect(sizes(spread([40, 10, 10, 10, 10, 10], rows))).toEqual([6]);
  expect(sizes(spread([40, 10, 40, 10, 40, 10], rows))).toEqual([3, 3]);
  expect(sizes(spread([90, 10, 10], rows))).toEqual([1, 2]);
  expect(sizes(spread([...even(9), 90, ...even(9)], rows))).toEqual([9, 1, 9]);
});

test('order is kept and nothing is lost', () => {
  const heights = Array.from({ length: 214 }, (_, place) => 5 + ((place * 7) % 30));
  expect(spread(heights, rows).flat()).toEqual(heights.map((_, place) => place));
});

test('columns of a page are about as long', () => {
  expect(balanced([10, 10, 10, 10, 10], { ...room, gap: 0 })).toBe(30);
  expect(balanced([10, 10, 10, 10, 10], room)).toBe(50);
  expect(balanced([60, 10, 10], room)).toBe(60);
  expect(balanced([], room)).toBe(100);
});
