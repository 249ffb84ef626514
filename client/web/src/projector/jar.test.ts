import { expect, test } from 'vitest';
import { heap, JAR, mixed } from './jar';

const ranked = (...dots: number[]) =>
  dots.map((dots, place) => ({ id: `${place}`, axis: { id: `${place}`, number: place, name: '' }, place, dots, people: 1, rank: 1, tied: false }));

test.each([
  [0, 10],
  [1, 1],
  [5, 25],
  [435, 740],
  [740, 740],
  [9_000, 10_000],
])('%i of %i dots lie in the jar, none over another', (dots, room) => {
  const { places, radius } = heap(dots, room);
  expect(places.length > 0).toBe(dots > 0);
  for (const { x, y } of places) {
    expect(x - radius).toBeGreaterThanOrEqual(JAR.left - 0.01);
    expect(x + radius).toBeLessThanOrEqual(JAR.right + 0.01);
    expect(y - radius).toBeGreaterThanOrEqual(JAR.top - 0.01);
    expect(y + radius).toBeLessThanOrEqual(JAR.bottom + 0.01);
  }
  const near = places.some((one, nth) => places.slice(nth + 1).some((other) => Math.hypot(one.x - other.x, one.y - other.y) < 2 * radius - 0.01));
  expect(near).toBe(false);
});

test('what lies there stays where it is while more come', () => {
  const few = heap(100, 400).places;
  expect(heap(250, 400).places.slice(0, few.length)).toEqual(few);
});

test('the jar in its colours holds every dot of every axis, mixed', () => {
  const all = mixed(ranked(30, 10, 0, 20), 60);
  expect([0, 1, 2, 3].map((place) => all.filter((one) => one === place).length)).toEqual([30, 10, 0, 20]);
  expect(new Set(all.slice(0, 12))).toEqual(new Set([0, 1, 3]));
});

test('of very many as many are drawn as there are places, in the same parts', () => {
  const all = mixed(ranked(6_000, 3_001), 600);
  expect(all).toHaveLength(600);
  expect(all.filter((place) => place === 0)).toHaveLength(400);
});
