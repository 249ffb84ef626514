import { localTime, minutesOf, untilSlot } from '../live/time';
import type { Forum, Slot, SlotId } from '../protocol';

/** Where the day stands; minutes are whole, the begun one included. Slots inform only: nothing opens by them. */
export type Moment =
  | { is: 'running'; slot: Slot; left: number; length: number }
  /** Over, while its groups go on. */
  | { is: 'past'; slot: Slot }
  | { is: 'next'; slot: Slot; today: boolean }
  | { is: 'none' };

/** The slot of this moment: the last one that started, else one whose groups go on, else the next one. */
export function momentOf(
  slots: readonly Slot[],
  forum: Forum,
  now: number,
  goingOn: ReadonlySet<SlotId>,
): Moment {
  const timed = slots.map((slot) => ({ slot, ...untilSlot(slot, forum, now) })).sort((a, b) => a.start - b.start);
  const running = timed.filter((one) => one.start <= 0 && one.end > 0).pop();
  if (running) return { is: 'running', slot: running.slot, left: running.end, length: running.end - running.start };
  const past = timed.filter((one) => one.end <= 0 && goingOn.has(one.slot.id)).pop();
  if (past) return { is: 'past', slot: past.slot };
  const next = timed.find((one) => one.start > 0);
  if (!next) return { is: 'none' };
  const today = (next.slot.day ?? forum.date) === localTime(forum.time_zone, now).day;
  return { is: 'next', slot: next.slot, today };
}

/** Minutes before a slot's end at which the bell rings. */
const BELLS = [5, 1, 0] as const;
/** A clock that jumped further (a laptop that slept) rings nothing. */
const JUMP_MINUTES = 1;

/** The bell that is due when the minutes left go from `before` to `now`. */
export function bellDue(before: number, now: number): (typeof BELLS)[number] | undefined {
  if (before - now > JUMP_MINUTES) return undefined;
  return BELLS.find((minutes) => before > minutes && now <= minutes);
}

const hoursAndMinutes = (minutes: number): [hours: number, minutes: number] => [
  Math.floor(minutes / 60),
  minutes % 60,
];

/** Hours and minutes that the clocks of the forum's place show. */
export const clockIn = (forum: Forum, now: number): [hours: number, minutes: number] =>
  hoursAndMinutes(localTime(forum.time_zone, now).minutes);

/** Hours and minutes of a time of day, `"09:30"`. */
export const timeOf = (time: string): [hours: number, minutes: number] => hoursAndMinutes(minutesOf(time));
