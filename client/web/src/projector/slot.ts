import type { Forum, Slot } from '../protocol';
import { common as c } from '../words/common';
import { language } from '../words/words.svelte';
import { timeOf } from './clock';

/** « 9 h 00 – 10 h 00 ». */
export const slotTimes = (slot: Slot): string =>
  `${c().time(...timeOf(slot.start))} – ${c().time(...timeOf(slot.end))}`;

/** « vendredi 12 mars ». */
export function slotDay(slot: Slot, forum: Forum): string {
  const day = new Intl.DateTimeFormat(language.current, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  return day.format(Date.parse(slot.day ?? forum.date));
}

/** A slot on one line; with its day where the forum has several. */
export const slotName = (slot: Slot, forum: Forum, days: boolean): string =>
  [days ? slotDay(slot, forum) : '', slot.label, slotTimes(slot)].filter(Boolean).join(' · ');
