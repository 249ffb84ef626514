import type { Slot, SlotId } from '../../protocol';
import { shownTimes, type Hall, type Timed } from '../../live/slots';
import { MINUTE_MS, clockOfDay, dayOf, shownIn, type Shown } from '../../live/time';

type SetTimes = { do: 'set_slot'; slot: SlotId; start?: string; end: string; day?: string | null };

const written = (shown: Shown): string =>
  clockOfDay(shown)
    .map((n) => String(n).padStart(2, '0'))
    .join(':');

/** A slot's times as they are to be. */
function times(slot: Slot, start: Shown, end: Shown, date: string): SetTimes {
  const set = { start: written(start), end: written(end), day: slot.day };
  if (shownTimes(set, date).start !== start) set.day = dayOf(start);
  return { do: 'set_slot', slot: slot.id, ...set };
}

/**
 * Gives slots that end together some minutes more, or less; one whose time is over gets them from now on. What begins
 * before they end moves as far as that takes, and what it reaches with it: a pause absorbs the rest. Nothing where
 * there would be no slot left.
 */
export function stretch(
  ending: readonly Timed[],
  minutes: number,
  { timed, hall, now }: { timed: readonly Timed[]; hall: Hall; now: number },
): { commands: SetTimes[]; undo: SetTimes[] } | undefined {
  const shown = new Map(timed.map(({ slot }) => [slot.id, shownTimes(slot, hall.date)]));
  const of = (one: Timed): { start: Shown; end: Shown } => shown.get(one.slot.id) ?? { start: 0, end: 0 };
  const first = ending[0];
  if (!first) return undefined;
  const clock = Math.ceil(shownIn(hall.time_zone, now) / MINUTE_MS) * MINUTE_MS;
  const before = of(first).end;
  const end = (clock > before ? clock : before) + minutes * MINUTE_MS;
  if (ending.some((one) => end <= of(one).start)) return undefined;

  const later = timed.filter((one) => one.forumDay === first.forumDay && of(one).start >= before && !ending.includes(one));
  const shift = Math.max(0, ...later.map((one) => end - of(one).start));
  let reaches = end;
  const moved = later.filter((one) => {
    if (shift === 0 || of(one).start >= reaches) return false;
    reaches = Math.max(reaches, of(one).end + shift);
    return true;
  });
  const all = [...ending, ...moved];
  return {
    commands: [
      ...ending.map(({ slot }) => ({ do: 'set_slot' as const, slot: slot.id, end: written(end) })),
      ...moved.map((one) => times(one.slot, of(one).start + shift, of(one).end + shift, hall.date)),
    ],
    undo: all.map(({ slot: { id, start, end, day } }) => ({ do: 'set_slot', slot: id, start, end, day })),
  };
}
