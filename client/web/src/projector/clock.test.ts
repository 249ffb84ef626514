import { describe, expect, test } from 'vitest';
import { inOrder, momentOf } from '../live/slots';
import type { Slot } from '../protocol';
import type { Forum } from '../live/shown';
import { bellDue, clockIn, dialOf } from './clock';

const forum = { date: '2027-03-12', time_zone: 'Europe/Paris' } as Forum;
const slot = (id: string, start: string, end: string): Slot => ({ id, number: 1, label: id, start, end, day: null });

test('the clock is that of the hall, not of this computer', () => {
  expect(clockIn(forum, Date.parse('2027-03-12T08:30:59Z'))).toEqual([9, 30]);
  expect(clockIn(forum, Date.parse('2027-07-12T22:05:00Z'))).toEqual([0, 5]);
});

describe('the dial', () => {
  const all = inOrder([slot('second', '10:15', '11:00'), slot('first', '09:00', '10:00')], forum);
  const when = (time: string, open: string[] = []) => {
    const now = Date.parse(time);
    const { timed, ...dial } = { timed: undefined, ...dialOf(momentOf(all, forum, now, new Set(open)), forum, now) };
    return { slot: timed?.slot.id, ...dial };
  };

  test('before, in, between and after', () => {
    expect(when('2027-03-11T07:50:00Z')).toEqual({ is: 'next', slot: 'first', today: false });
    expect(when('2027-03-12T07:50:00Z')).toEqual({ is: 'next', slot: 'first', today: true });
    expect(when('2027-03-12T08:00:00Z')).toEqual({ is: 'running', slot: 'first', left: 60, length: 60 });
    expect(when('2027-03-12T08:59:59Z')).toMatchObject({ is: 'running', left: 1 });
    expect(when('2027-03-12T09:00:00Z')).toMatchObject({ is: 'next', slot: 'second' });
    expect(when('2027-03-12T10:00:00Z')).toEqual({ is: 'none' });
  });

  test('a group that goes on says so until the next slot starts', () => {
    expect(when('2027-03-12T09:05:00Z', ['first'])).toEqual({ is: 'past', slot: 'first' });
    expect(when('2027-03-12T09:15:00Z', ['first'])).toMatchObject({ is: 'running', slot: 'second' });
  });
});

test('the bell rings once when 5 minutes, 1 minute and nothing is left', () => {
  const rung = [7, 6, 5, 4, 3, 2, 1, 0, -1].map((left) => bellDue(left + 1, left));
  expect(rung).toEqual([undefined, undefined, 5, undefined, undefined, undefined, 1, 0, undefined]);
});

test('a laptop that slept, or a slot that was made longer, rings nothing', () => {
  expect(bellDue(8, 3)).toBeUndefined();
  expect(bellDue(3, 8)).toBeUndefined();
});
