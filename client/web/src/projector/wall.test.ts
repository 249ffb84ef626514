import { describe, expect, test } from 'vitest';
import { inOrder } from '../live/slots';
import type { Slot, Space } from '../protocol';
import type { Group, Topic } from '../live/shown';
import { FreshCells, partsOf, wallOf } from './wall';

const two: Slot[] = [1, 2].map((number) => ({
  id: `s${number}`,
  number,
  label: '',
  start: '09:00',
  end: '10:00',
  day: null,
}));
const slots = inOrder(two, { date: '2027-03-12', time_zone: 'Europe/Paris' });
const spaces = (n: number): Space[] =>
  Array.from({ length: n }, (_, i) => ({ id: `p${i}`, number: i, label: '', places: null }));
const topics = (n: number): Topic[] =>
  Array.from({ length: n }, (_, i) => ({
    id: `t${i}`,
    number: i,
    title: `sujet ${i}`,
    question: null,
    hosts: [],
    announced: true,
  }));
const group = (id: string, its: string[], cell: Group['cell']): Group => ({
  id,
  number: 1,
  topics: its,
  cell,
  state: 'planned',
  posted: false,
  scribe: null,
});

const titleOf = ({ id }: Group): string => id;

test('groups hang in their cells, with the topics they hold together', () => {
  const groups = [group('g', ['t0', 't1', 'withdrawn'], { slot: 's2', space: 'p1' })];
  const wall = wallOf(slots, spaces(2), groups, topics(3), titleOf);
  expect(wall.rows[1]?.cells[1]?.placed?.topics.map((t) => t.id)).toEqual(['t0', 't1']);
  expect(wall.rows[0]?.cells.map((cell) => cell.placed)).toEqual([undefined, undefined]);
  expect(wall.toPlace.map((t) => t.id)).toEqual(['t2']);
});

test('a topic whose group left the wall is not waiting for a place', () => {
  expect(wallOf(slots, spaces(1), [group('g', ['t0'], null)], topics(1), titleOf).toPlace).toEqual([]);
});

test('more than twelve topics, or six spaces, are no table', () => {
  const full = (n: number): Group[] =>
    Array.from({ length: n }, (_, i) =>
      group(`g${i}`, [], { slot: i < 6 ? 's1' : i < 12 ? 's2' : 's3', space: `p${i % 6}` }),
    );
  expect(wallOf(slots, spaces(6), full(12), [], titleOf).asTable).toBe(true);
  expect(wallOf(slots, spaces(6), full(13), [], titleOf).asTable).toBe(false);
  expect(wallOf(slots, spaces(7), [], [], titleOf).asTable).toBe(false);
});

test('a moved, new or renamed cell is fresh for half a minute; the first wall is not', () => {
  const fresh = new FreshCells();
  const cell = { slot: 's1', space: 'p0' };
  fresh.look([group('g', ['t0'], cell)], topics(2), 0);
  expect(fresh.at(0)).toEqual(new Set());
  fresh.look([group('g', ['t0'], { slot: 's2', space: 'p0' }), group('h', ['t1'], cell)], topics(2), 1_000);
  expect(fresh.at(1_000)).toEqual(new Set(['g', 'h']));
  expect(fresh.at(30_999)).toEqual(new Set(['g', 'h']));
  expect(fresh.at(31_000)).toEqual(new Set());
});

describe('the wall as lists', () => {
  const on = (id: string, topic: string, slot: string, space: string) => group(id, [topic], { slot, space });
  const groups = [on('g1', 't0', 's1', 'p0'), on('g2', 't1', 's1', 'p2'), on('g3', 't2', 's2', 'p1')];
  const parts = (leading: string[], market = false, all = groups) =>
    partsOf(wallOf(slots, spaces(3), all, topics(4), titleOf), new Set(leading), market).map(({ id, leads, entries }) => [
      id,
      leads,
      entries.map((entry) => entry.id).join(' '),
    ]);

  test('each slot by its spaces, what leads first', () => {
    expect(parts([])).toEqual([['s1', false, 'g1 g2'], ['s2', false, 'g3']]);
    expect(parts(['s2'])).toEqual([['s2', true, 'g3'], ['s1', false, 'g1 g2']]);
  });

  test('on the marketplace also what is free and what waits for a place', () => {
    expect(parts(['s1'], true)).toEqual([
      ['s1', true, 'g1 g2 free s1'],
      ['s2', false, 'g3 free s2'],
      ['to place', false, 't3'],
    ]);
    expect(parts(['s1'], true, [])).toEqual([['to place', true, 't0 t1 t2 t3']]);
    expect(parts([], false, [])).toEqual([]);
  });
});
