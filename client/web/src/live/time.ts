export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * What a clock on the wall shows, as the milliseconds that would be UTC's if it stood in Greenwich: two of them can be
 * compared and counted with, and are no instants.
 */
export type Shown = number;

const clocks = new Map<string, Intl.DateTimeFormat | undefined>();

function clockOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!clocks.has(zone)) {
    let clock: Intl.DateTimeFormat | undefined;
    try {
      clock = new Intl.DateTimeFormat('en-US', {
        calendar: 'gregory',
        numberingSystem: 'latn',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
        hourCycle: 'h23',
        timeZone: zone,
      });
    } catch {
      clock = undefined;
    }
    clocks.set(zone, clock);
  }
  return clocks.get(zone);
}

/** This device has the time zone in its tables. */
export const knowsZone = (zone: string): boolean => clockOf(zone) !== undefined;

/** What this device's own clock shows at this instant. */
export const shownHere = (now: number): Shown => now - new Date(now).getTimezoneOffset() * MINUTE_MS;

/** What clocks of a time zone show at this instant; in a zone that this device does not know, what its own shows. */
export function shownIn(zone: string, now: number): Shown {
  const clock = clockOf(zone);
  if (!clock) return shownHere(now);
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of clock.formatToParts(now)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((now % 1_000) + 1_000) % 1_000);
}

/** The first instant at which clocks of a time zone show this time, or a later one where they jump over it. */
export function instantOf(zone: string, shown: Shown): number {
  const ahead = (instant: number): number => shownIn(zone, instant) - instant;
  const [before, after] = [ahead(shown - DAY_MS), ahead(shown + DAY_MS)];
  const [early, late] = [shown - after, shown - before];
  if (ahead(late) === before) return late;
  if (ahead(early) === after) return early;
  // Clocks jump over it, between these two.
  let [low, high] = [early, late];
  while (high - low > 1_000) {
    const middle = low + Math.floor((high - low) / 2_000) * 1_000;
    if (ahead(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** The day of a time that is shown, `2027-03-12`. */
export const dayOf = (shown: Shown): string => new Date(shown).toISOString().split('T')[0] ?? '';

/** Midnight at the beginning of a day. */
export const midnightOf = (day: string): Shown => Date.parse(`${day}T00:00:00Z`);

/** Hours and minutes of a time that is shown. */
export const clockOfDay = (shown: Shown): [hours: number, minutes: number] => {
  const time = new Date(shown);
  return [time.getUTCHours(), time.getUTCMinutes()];
};

/** Minutes since midnight of « 09:30 ». */
export function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
