import { expect, test } from 'vitest';
import type { Slot, Space } from '../../protocol';
import type { Group, Topic } from '../../live/shown';
import { byCell, firstFree, freeIn, step, toPlace } from './wall';

const slot = (id: string): Slot => ({ id, number: 1, label: id, start: '10:00', end: '11:00', day: null });
const space = (id: string): Space => ({ id, number: 1, label: id, places: null });
const topic = (id: string): Topic => ({ id, number: 1, title: id, question: null, hosts: [], announced: false });
const group = (id: string, topics: string[], cell: Group['cell']): Group => ({
  id,
  number: 1,
  topics,
  cell,
  state: 'planned',
  posted: false,
  scribe: null,
});

const slots = [slot('s1'), slot('s2')];
const spaces = [space('a'), space('b')];
const groups = [
  group('g1', ['t1'], { slot: 's1', space: 'a' }),
  group('g2', ['t2'], { slot: 's1', space: 'b' }),
  group('g3', ['t3'], null),
];

test('a topic waits until a group holds it, on the wall or taken off it', () => {
  expect(toPlace([topic('t1'), topic('t3'), topic('t4')], groups).map((t) => t.id)).toEqual(['t4']);
});

test('free cells are those that hold nothing', () => {
  const taken = byCell(groups);
  expect(freeIn(slots[0]!, spaces, taken)).toEqual([]);
  expect(freeIn(slots[1]!, spaces, taken).map((s) => s.id)).toEqual(['a', 'b']);
  expect(firstFree(slots, spaces, taken)).toEqual({ slot: 's2', space: 'a' });
  expect(firstFree([slots[0]!], spaces, taken)).toBeUndefined();
});

test('arrows move on the grid and stop at its edge', () => {
  expect(step([0, 0], 'ArrowRight', [2, 3])).toEqual([0, 1]);
  expect(step([0, 0], 'ArrowUp', [2, 3])).toEqual([0, 0]);
  expect(step([1, 2], 'ArrowDown', [2, 3])).toEqual([1, 2]);
  expect(step([1, 1], 'Home', [2, 3])).toEqual([1, 0]);
  expect(step([1, 1], 'Enter', [2, 3])).toBeUndefined();
});
