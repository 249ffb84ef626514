import { untilSlot } from '../../live/time';
import type { Forum, Slot } from '../../protocol';

/** What the wall's clock says: a slot that runs, or the next one; minutes. */
export type Clock = { slot: Slot; left: number } | { slot: Slot; until: number } | undefined;

/** Minutes left of the slot that runs now, else minutes until the next one. */
export function clock(forum: Forum, slots: readonly Slot[], now: number): Clock {
  const spans = slots.map((slot) => ({ slot, ...untilSlot(slot, forum, now) }));
  const running = spans.filter(({ start, end }) => start <= 0 && end > 0).sort((a, b) => a.end - b.end)[0];
  if (running) return { slot: running.slot, left: running.end };
  const next = spans.filter(({ start }) => start > 0).sort((a, b) => a.start - b.start)[0];
  return next && { slot: next.slot, until: next.start };
}
