import type { Timed } from '../live/slots';
import { minutesOf } from '../live/time';
import type { Slot } from '../protocol';
import { common as c } from './common';

/** « 9 h 05 », of « 09:05 ». */
export function hour(time: string): string {
  const minutes = minutesOf(time);
  return c().time(Math.floor(minutes / 60), minutes % 60);
}

/** « 9 h 00 – 10 h 00 »; no line begins with the dash. */
export const times = ({ start, end }: Pick<Slot, 'start' | 'end'>): string => `${hour(start)}\u00a0– ${hour(end)}`;

const ONLY_TIMES = /^\d{1,2}(\sh\s|:)\d{2}\s–\s\d{1,2}(\sh\s|:)\d{2}$/;

/**
 * What people call a slot; nothing: it goes by its times. Older consoles made labels of the times, which did not
 * follow when these were changed.
 */
export const ownLabel = ({ label }: Pick<Slot, 'label'>): string => (ONLY_TIMES.test(label) ? '' : label);

/** « vendredi 12 mars · Premier tour · 9 h 00 – 10 h 00 »; the day where there are several. */
export const slotName = ({ slot, day }: Timed, days: boolean): string =>
  [days ? c().day(day) : '', ownLabel(slot), times(slot)].filter(Boolean).join('\u00a0· ');

/** « vendredi 12 mars, 9 h 00 »; the day where there are several. */
export const slotStart = ({ slot, day }: Timed, days: boolean): string =>
  days ? `${c().day(day)}, ${hour(slot.start)}` : hour(slot.start);

/** « Paris », of « Europe/Paris ». */
export const placeOfZone = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
