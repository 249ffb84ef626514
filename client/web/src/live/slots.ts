import { DAY_BEGINS_MINUTES, type Forum, type Slot, type SlotId } from '../protocol';
import { DAY_MS, MINUTE_MS, dayOf, instantOf, midnightOf, minutesOf, shownIn, type Shown } from './time';

/** What of a forum says when its slots are. */
export type Hall = Pick<Forum, 'date' | 'time_zone'>;

/** A slot in the making has no number yet. */
type Times = Pick<Slot, 'start' | 'end' | 'day'>;

const DAY_BEGINS_MS = DAY_BEGINS_MINUTES * MINUTE_MS;

/**
 * When a slot is, as the hall's clocks show it. Without a day it is on the forum's first date, whose day lasts until
 * five in the morning; an end that is not after the start is the day after it.
 */
export function shownTimes({ start, end, day }: Times, date: string): { start: Shown; end: Shown } {
  const [from, to] = [minutesOf(start) * MINUTE_MS, minutesOf(end) * MINUTE_MS];
  const midnight = midnightOf(day ?? date) + (day === null && from < DAY_BEGINS_MS ? DAY_MS : 0);
  return { start: midnight + from, end: midnight + to + (to <= from ? DAY_MS : 0) };
}

/** The day to which a time belongs in a forum: until five in the morning, the one before. */
const forumDay = (shown: Shown): string => dayOf(shown - DAY_BEGINS_MS);

/** The day that it is in the hall; until five in the morning, the one before. */
export const today = (hall: Hall, now: number): string => forumDay(shownIn(hall.time_zone, now));

/** A slot and when it is. */
export interface Timed {
  readonly slot: Slot;
  /** The day on which it starts. */
  readonly day: string;
  /** That day, or the one whose night it is in. */
  readonly forumDay: string;
  /** Instants, milliseconds. */
  readonly start: number;
  readonly end: number;
}

/** The slots in the order of their times. */
export function inOrder(slots: readonly Slot[], hall: Hall): readonly Timed[] {
  return slots
    .map((slot) => ({ slot, shown: shownTimes(slot, hall.date) }))
    .sort(
      (a, b) =>
        a.shown.start - b.shown.start || a.shown.end - b.shown.end || a.slot.number - b.slot.number,
    )
    .map(({ slot, shown }) => ({
      slot,
      day: dayOf(shown.start),
      forumDay: forumDay(shown.start),
      start: instantOf(hall.time_zone, shown.start),
      end: instantOf(hall.time_zone, shown.end),
    }));
}

/** The slots are on several days: then each is named with its own. */
export const severalDays = (all: readonly Timed[]): boolean => new Set(all.map(({ day }) => day)).size > 1;

/** Whole minutes until an instant, the begun one included. */
export const minutesUntil = (instant: number, now: number): number => Math.ceil((instant - now) / MINUTE_MS) + 0;

/**
 * Where the day stands. Slots inform only: nothing opens by them.
 *
 * Each slot whose time runs is now, and of several the one that ends first leads. One whose time is over while its
 * groups go on goes on, the same day. Next is what starts next.
 */
export interface Moment {
  readonly now: readonly Timed[];
  readonly goingOn: readonly Timed[];
  readonly next: readonly Timed[];
}

/** `open` holds the slots that have groups which are open. */
export function momentOf(all: readonly Timed[], hall: Hall, now: number, open: ReadonlySet<SlotId>): Moment {
  const day = today(hall, now);
  const nextStart = all.find(({ start }) => start > now)?.start;
  return {
    now: all.filter(({ start, end }) => start <= now && now < end).sort((a, b) => a.end - b.end),
    goingOn: all.filter(({ slot, end, forumDay }) => end <= now && forumDay === day && open.has(slot.id)),
    next: all.filter(({ start }) => start === nextStart),
  };
}

export type SlotState = 'now' | 'going_on' | 'next' | 'later' | 'past';

/** Where one slot stands at this moment. */
export function whenOf(timed: Timed, { now: running, goingOn, next }: Moment, now: number): SlotState {
  if (running.includes(timed)) return 'now';
  if (goingOn.includes(timed)) return 'going_on';
  if (next.includes(timed)) return 'next';
  return timed.start > now ? 'later' : 'past';
}
