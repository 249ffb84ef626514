import type { Group } from '../../live/shown';
import type { SlotId, Space } from '../../protocol';

/**
 * The groups that the room is about now, space by space: those that are open, and those of the same slots that are not
 * yet. `running` holds the slots whose time runs.
 */
export function roomsOf(groups: readonly Group[], spaces: readonly Space[], running: ReadonlySet<SlotId>): Group[] {
  const open = groups.filter(({ state }) => state === 'open');
  const slots = new Set([...running, ...open.flatMap(({ cell }) => cell?.slot ?? [])]);
  const order = new Map(spaces.map(({ id }, n) => [id, n]));
  const place = ({ cell }: Group): number => order.get(cell?.space ?? '') ?? order.size;
  return groups
    .filter((group) => group.state === 'open' || (group.state === 'planned' && group.cell && slots.has(group.cell.slot)))
    .sort((a, b) => place(a) - place(b) || a.number - b.number);
}
