import { expect, test } from 'vitest';
import type { Forum, Slot } from '../../protocol';
import { clock } from './clock';

const forum = { time_zone: 'Europe/Paris', date: '2026-11-25' } as Forum;
const slot = (id: string, start: string, end: string, day: string | null = null): Slot => ({
  id,
  number: 1,
  label: id,
  start,
  end,
  day,
});
const slots = [slot('s1', '10:00', '11:00'), slot('s2', '11:15', '12:15')];
const at = (utc: string): number => Date.parse(`2026-11-25T${utc}:00Z`);

test('the minutes left are those of the room, whatever the clock of this screen', () => {
  expect(clock(forum, slots, at('09:48'))).toMatchObject({ slot: { id: 's1' }, left: 12 });
  expect(clock(forum, slots, at('10:05'))).toMatchObject({ slot: { id: 's2' }, until: 10 });
  expect(clock(forum, slots, at('15:00'))).toBeUndefined();
});

test('a slot may pass midnight and have a day of its own', () => {
  const late = slot('late', '23:30', '00:30');
  expect(clock(forum, [late], at('23:00'))).toMatchObject({ left: 30 });
  expect(clock(forum, [slot('tomorrow', '09:00', '10:00', '2026-11-26')], at('22:00'))).toMatchObject({
    until: 10 * 60,
  });
});
