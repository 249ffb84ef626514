import { expect, test } from 'vitest';
import type { Forum, Slot } from '../protocol';
import { untilSlot } from './time';

const forum = { time_zone: 'Europe/Paris', date: '2027-03-12' } as Forum;
const slot = (start: string, end: string, day: string | null = null): Slot =>
  ({ id: '', number: 1, label: '', start, end, day }) as Slot;
const at = (iso: string): number => Date.parse(iso);

test('minutes are those of the forum’s place', () => {
  expect(untilSlot(slot('10:00', '11:00'), forum, at('2027-03-12T08:45:00Z'))).toEqual({ start: 15, end: 75 });
});

test('a slot may pass midnight', () => {
  expect(untilSlot(slot('23:30', '00:30'), forum, at('2027-03-12T22:45:00Z'))).toEqual({ start: -15, end: 45 });
});

test('a slot may be on another day', () => {
  expect(untilSlot(slot('09:00', '10:00', '2027-03-13'), forum, at('2027-03-12T08:00:00Z')).start).toBe(24 * 60);
});
