import type { Forum, Slot } from '../protocol';

const DAY = 24 * 60;

/** A day and the minutes since its midnight, as the clocks of the forum's place show them. */
interface Local {
  day: string;
  minutes: number;
}

const clocks = new Map<string, Intl.DateTimeFormat | undefined>();

function clock(zone: string): Intl.DateTimeFormat | undefined {
  if (!clocks.has(zone)) {
    const shape = {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    } as const;
    try {
      clocks.set(zone, new Intl.DateTimeFormat('en-CA', { ...shape, timeZone: zone }));
    } catch {
      // A zone that this phone does not know: its own will do.
      clocks.set(zone, new Intl.DateTimeFormat('en-CA', shape));
    }
  }
  return clocks.get(zone);
}

/** What clocks show in a time zone at this instant. */
export function localTime(zone: string, now: number): Local {
  const parts = Object.fromEntries((clock(zone)?.formatToParts(now) ?? []).map(({ type, value }) => [type, value]));
  return {
    day: `${parts.year}-${parts.month}-${parts.day}`,
    minutes: Number(parts.hour) * 60 + Number(parts.minute),
  };
}

/** Minutes since midnight of « 09:30 ». */
export function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

const days = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

/** Minutes until a slot starts and ends; below 0 it did. */
export function untilSlot(slot: Slot, forum: Forum, now: number): { start: number; end: number } {
  const local = localTime(forum.time_zone, now);
  const today = (days(slot.day ?? forum.date) - days(local.day)) * DAY - local.minutes;
  const [start, end] = [minutesOf(slot.start), minutesOf(slot.end)];
  return { start: today + start, end: today + end + (end <= start ? DAY : 0) };
}
