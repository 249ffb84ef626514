import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Slot } from '../protocol';
import { inOrder, minutesUntil, momentOf, severalDays, shownTimes, today, whenOf, type SlotState } from './slots';
import { DAY_MS, instantOf, shownIn } from './time';

/** What the rules of the server are held to as well. */
interface Case {
  case: string;
  time_zone: string;
  date: string;
  slots: { slot: string; start: string; end: string; day?: string }[];
  order: { slot: string; start: string; end: string; starts: string; ends: string }[];
  at: ({ time: string; today: string; open?: string[] } & Partial<Record<SlotState, string[]>>)[];
}

const cases = JSON.parse(readFileSync(new URL('../../../../tests/slots.json', import.meta.url), 'utf8')) as Case[];

const slotsOf = ({ slots }: Case): Slot[] =>
  slots.map(({ slot, start, end, day }, n) => ({ id: slot, number: n + 1, label: '', start, end, day: day ?? null }));

const shown = (ms: number): string => new Date(ms).toISOString().slice(0, 16);

describe.each(cases)('$case', (one) => {
  const all = inOrder(slotsOf(one), one);

  test('order, days and instants', () => {
    const seen = all.map(({ slot, start, end }) => {
      const local = shownTimes(slot, one.date);
      return {
        slot: slot.id,
        start: shown(local.start),
        end: shown(local.end),
        starts: `${shown(start)}Z`,
        ends: `${shown(end)}Z`,
      };
    });
    expect(seen).toEqual(one.order);
  });

  test.each(one.at)('at $time', (at) => {
    const now = Date.parse(at.time);
    const moment = momentOf(all, one, now, new Set(at.open));
    expect(today(one, now)).toBe(at.today);
    expect(moment.now.map(({ slot }) => slot.id)).toEqual(at.now ?? []);
    for (const when of ['now', 'going_on', 'next', 'past'] as const) {
      const found = all.filter((timed) => whenOf(timed, moment, now) === when).map(({ slot }) => slot.id);
      expect(new Set(found), when).toEqual(new Set(at[when] ?? []));
    }
  });
});

const ZONES = ['Europe/Paris', 'UTC', 'America/Guadeloupe', 'Indian/Reunion', 'Pacific/Noumea', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Apia'];

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('any slots, in any zone, on any day: each ends after it starts, and the order is that of the instants', () => {
  const any = numbers(7);
  const two = (n: number): string => String(n).padStart(2, '0');
  const time = (): string => `${two(any(24))}:${two(any(12) * 5)}`;
  const day = (): string => `2027-${two(1 + any(12))}-${two(1 + any(28))}`;
  for (let run = 0; run < 400; run += 1) {
    const hall = { date: day(), time_zone: ZONES[run % ZONES.length]! };
    const slots = Array.from({ length: 1 + any(6) }, (_, n): Slot => ({
      id: `s${n}`, number: n + 1, label: '', start: time(), end: time(), day: any(2) ? day() : null,
    }));
    const all = inOrder(slots, hall);
    expect([...all].map(({ slot }) => slot.number).sort()).toEqual(slots.map(({ number }) => number));
    for (const [n, { start, end }] of all.entries()) {
      expect(end, JSON.stringify([hall, all[n]])).toBeGreaterThanOrEqual(start);
      expect(start).toBeGreaterThanOrEqual(all[n - 1]?.start ?? -Infinity);
    }
    const now = all[any(all.length)]!.start + any(600) * 60_000 - 300 * 60_000;
    const moment = momentOf(all, hall, now, new Set(slots.filter(() => any(2)).map(({ id }) => id)));
    const said = all.map((timed) => whenOf(timed, moment, now));
    expect(said.filter((when) => when === 'now')).toHaveLength(moment.now.length);
    for (const [n, { start, end }] of all.entries()) {
      expect(said[n] === 'now').toBe(start <= now && now < end);
      if (said[n] === 'past' || said[n] === 'going_on') expect(end).toBeLessThanOrEqual(now);
      if (said[n] === 'next' || said[n] === 'later') expect(start).toBeGreaterThan(now);
    }
    expect(severalDays(all)).toBe(new Set(all.map((timed) => timed.day)).size > 1);
  }
});

/** The days of a year on which clocks of a zone are set anew. */
function setAnew(zone: string): number[] {
  const ahead = (instant: number): number => shownIn(zone, instant) - instant;
  const days = Array.from({ length: 365 }, (_, n) => Date.UTC(2027, 0, 1 + n));
  return days.filter((day) => ahead(day) !== ahead(day + DAY_MS));
}

test('the instant of any time is the first at which the clocks show it or a later one', () => {
  const any = numbers(11);
  const anew = new Map(ZONES.map((zone) => [zone, setAnew(zone)]));
  expect(anew.get('Europe/Paris')).toHaveLength(2);
  for (let run = 0; run < 400; run += 1) {
    const zone = ZONES[run % ZONES.length]!;
    const days = anew.get(zone)!;
    const day = days.length > 0 && any(2) ? days[any(days.length)]! : Date.UTC(2027, any(12), 1 + any(31));
    const wished = day + any(2 * 24 * 12) * 300_000;
    const instant = instantOf(zone, wished);
    expect(shownIn(zone, instant)).toBeGreaterThanOrEqual(wished);
    for (let minutes = 1; minutes < 180; minutes += 4) {
      expect(shownIn(zone, instant - minutes * 60_000), `${zone} ${shown(wished)}`).toBeLessThan(wished);
    }
  }
});

test('minutes are whole, the begun one included', () => {
  const at = Date.parse('2027-03-12T09:00:00Z');
  expect([60_000, 60_001, 1, 0, -1, -60_000].map((ms) => minutesUntil(at + ms, at))).toEqual([1, 2, 1, 0, 0, -1]);
});
