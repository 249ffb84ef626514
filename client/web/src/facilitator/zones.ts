import { knowsZone, shownIn } from '../live/time';
import { placeOfZone } from '../words/slots';
import type { Choice } from '../ui/Select.svelte';

/** The time zone of this device; nothing where the browser does not say. */
export const zoneHere = (): string | undefined => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What a browser that cannot list its zones is offered beside its own: those of French halls, and UTC. */
const FEW = [
  'Europe/Paris',
  'America/Cayenne',
  'America/Guadeloupe',
  'America/Martinique',
  'America/Miquelon',
  'Indian/Mayotte',
  'Indian/Reunion',
  'Pacific/Noumea',
  'Pacific/Tahiti',
  'UTC',
];

/** The time zones to choose from, by the names of their places; `kept` is among them. */
export function zones(kept: string): Choice[] {
  const listed = 'supportedValuesOf' in Intl ? Intl.supportedValuesOf('timeZone') : FEW;
  const names = new Set([...listed, ...FEW, kept, zoneHere() ?? kept].filter((zone) => zone === kept || knowsZone(zone)));
  return [...names]
    .map((value) => ({ value, label: `${placeOfZone(value)} (${value})` }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

/** This device's own clock shows another time than clocks in that zone. */
export const showsAnother = (zone: string, now: number): boolean => {
  const here = zoneHere();
  return here !== undefined && here !== zone && shownIn(here, now) !== shownIn(zone, now);
};
