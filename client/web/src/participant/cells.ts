import type { Live } from '../live/live.svelte';
import type { Timed } from '../live/slots';
import type { Space } from '../protocol';

/** The free cells of one hour. */
export interface Hour {
  timed: Timed;
  spaces: readonly Space[];
}

/** Where a topic can still go: the hours in which something is free, those to come first. */
export function freeCells(live: Pick<Live, 'groups' | 'timed' | 'spaces' | 'now'>): Hour[] {
  const taken = new Set(live.groups.flatMap(({ cell }) => (cell ? [`${cell.slot} ${cell.space}`] : [])));
  const now = live.now();
  const hours = live.timed
    .map((timed) => ({ timed, spaces: live.spaces.filter(({ id }) => !taken.has(`${timed.slot.id} ${id}`)) }))
    .filter(({ spaces }) => spaces.length > 0);
  const over = ({ timed }: Hour): boolean => timed.end <= now;
  return [...hours.filter((hour) => !over(hour)), ...hours.filter(over)];
}
