import { expect, test } from 'vitest';
import type { Item } from '../protocol/programme';
import { timeline } from './timeline';

const phase = (fields: Record<string, unknown>, n: number): Item => ({ id: String(n), noun: 'phase', number: n, fields });
const standing = (phases: Record<string, unknown>[], today: string): string[] => timeline(phases.map(phase), today).map((one) => one.standing);

test('the calendar says what is now and what comes next', () => {
  const day = [
    { start: '2027-02', end: '2027-02', done: true },
    { start: '2027-02', end: '2027-07' },
    { start: '2027-09', end: '2028-03' },
    { start: '2028-06' },
  ];
  expect(standing(day, '2027-03-12')).toEqual(['done', 'now', 'next', 'later']);
  expect(standing(day, '2027-08-01'), 'late until somebody says that it is done').toEqual(['done', 'now', 'next', 'later']);
  expect(standing(day, '2027-10-01')).toEqual(['done', 'now', 'now', 'next']);
  expect(standing(day, '2026-01-01')).toEqual(['done', 'next', 'later', 'later']);
});

test('without dates the first that is not done is on', () => {
  expect(standing([{ done: true }, {}, {}], '2027-01-01')).toEqual(['done', 'now', 'next']);
  expect(standing([{ done: true }], '2027-01-01')).toEqual(['done']);
  expect(standing([], '2027-01-01')).toEqual([]);
});
