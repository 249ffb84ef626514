import { expect, test } from 'vitest';
import { inOrder } from '../../live/slots';
import type { Slot } from '../../protocol';
import { stretch } from './stretch';

const hall = { date: '2026-11-25', time_zone: 'Europe/Paris' };
const slot = (id: string, start: string, end: string, day: string | null = null): Slot => ({ id, number: 1, label: '', start, end, day });

function stretched(slots: Slot[], ending: string[], minutes: number, now: string) {
  const timed = inOrder(slots, hall);
  const of = timed.filter((one) => ending.includes(one.slot.id));
  return stretch(of, minutes, { timed, hall, now: Date.parse(now) });
}
const set = (...args: Parameters<typeof stretched>): string[] | undefined =>
  stretched(...args)?.commands.map(({ slot, start, end, day }) => [slot, start, end, day].filter((one) => one != null).join(' '));

const DAY = [slot('a', '09:00', '10:00'), slot('b', '10:00', '11:00'), slot('c', '11:15', '12:00'), slot('d', '14:00', '15:00')];

test('a slot ends later or earlier; what it would run into moves, and a pause absorbs it', () => {
  expect(set(DAY, ['a'], 5, '2026-11-25T08:30:00Z')).toEqual(['a 10:05', 'b 10:05 11:05']);
  expect(set(DAY, ['a'], 20, '2026-11-25T08:30:00Z')).toEqual(['a 10:20', 'b 10:20 11:20', 'c 11:35 12:20']);
  expect(set(DAY, ['a'], -1, '2026-11-25T08:30:00Z')).toEqual(['a 09:59']);
  expect(set(DAY, ['d'], 1, '2026-11-25T13:30:00Z')).toEqual(['d 15:01']);
});

test('slots at the same time move together', () => {
  const both = [slot('a', '09:00', '10:00'), slot('x', '09:30', '10:00'), slot('b', '10:00', '11:00'), slot('y', '10:00', '10:30')];
  expect(set(both, ['a', 'x'], 5, '2026-11-25T08:40:00Z')).toEqual(['a 10:05', 'x 10:05', 'y 10:05 10:35', 'b 10:05 11:05']);
});

test('one whose time is over goes on from now', () => {
  expect(set(DAY, ['a'], 5, '2026-11-25T09:03:20Z')).toEqual(['a 10:09', 'b 10:09 11:09']);
  expect(set(DAY, ['a'], -60, '2026-11-25T08:30:00Z'), 'nothing would be left of it').toBeUndefined();
});

test('past midnight, and past the hour at which a day begins', () => {
  const night = [slot('a', '22:00', '23:58'), slot('b', '23:58', '23:59', '2026-11-25'), slot('c', '04:57', '06:00')];
  expect(set(night, ['a'], 5, '2026-11-25T21:30:00Z')).toEqual(['a 00:03', 'b 00:03 00:04 2026-11-26']);
  const late = [slot('a', '04:00', '04:58'), slot('b', '04:58', '06:00')];
  expect(set(late, ['a'], 5, '2026-11-26T03:30:00Z')).toEqual(['a 05:03', 'b 05:03 06:05 2026-11-26']);
});

test('the way back has all times as they were', () => {
  expect(stretched(DAY, ['a'], 5, '2026-11-25T08:30:00Z')?.undo).toEqual([
    { do: 'set_slot', slot: 'a', start: '09:00', end: '10:00', day: null },
    { do: 'set_slot', slot: 'b', start: '10:00', end: '11:00', day: null },
  ]);
});
