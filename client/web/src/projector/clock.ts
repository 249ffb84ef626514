import type { Moment, Timed } from '../live/slots';
import { minutesUntil, today } from '../live/slots';
import { clockOfDay, shownIn } from '../live/time';
import type { Forum } from '../live/shown';

/** What the one dial of the room shows; minutes are whole, the begun one included. */
export type Dial =
  | { is: 'running'; timed: Timed; left: number; length: number }
  /** Over, while its groups go on. */
  | { is: 'past'; timed: Timed }
  | { is: 'next'; timed: Timed; today: boolean }
  | { is: 'none' };

/** The slot that leads this moment. */
export function dialOf(moment: Moment, forum: Forum, now: number): Dial {
  const [running, next, past] = [moment.now[0], moment.next[0], moment.goingOn.at(-1)];
  if (running) {
    const { start, end } = running;
    return { is: 'running', timed: running, left: minutesUntil(end, now), length: minutesUntil(end, start) };
  }
  if (past) return { is: 'past', timed: past };
  return next ? { is: 'next', timed: next, today: next.forumDay === today(forum, now) } : { is: 'none' };
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

/** Hours and minutes that the clocks of the hall show. */
export const clockIn = (forum: Forum, now: number): [hours: number, minutes: number] =>
  clockOfDay(shownIn(forum.time_zone, now));
