import type { Live } from '../live/live.svelte';
import type { Group, Topic } from '../live/shown';
import type { Phase } from '../protocol';

/** The phases in which topics find their places. */
const PLACING: readonly Phase[] = ['marketplace', 'groups', 'actions'];
const WORKING: readonly Phase[] = ['groups', 'actions'];

/**
 * What the host of a topic does next: say it aloud, find it a place, wait for the groups, open its group, be in it,
 * and close it.
 */
export type Lead =
  | { step: 'speak' | 'place' }
  /** `over`: its time is; the clock only hints. */
  | { step: 'wait' | 'open' | 'run'; group: Group; over: boolean }
  | { step: 'close'; group: Group };

type Room = Pick<Live, 'forum' | 'queue' | 'groups' | 'timed' | 'mine' | 'now'>;

/** Nothing: there is nothing (more) to do. */
export function leadOf(room: Room, topic: Topic): Lead | undefined {
  const { forum } = room;
  if (forum?.state !== 'open') return undefined;
  if (forum.phase === 'marketplace' && room.queue[0] === topic.id) return { step: 'speak' };
  const groups = room.groups.filter(({ topics }) => topics.includes(topic.id));
  const order = (group: Group): number => room.timed.findIndex(({ slot }) => slot.id === group.cell?.slot);
  const over = (group: Group): boolean => (room.timed[order(group)]?.end ?? Infinity) <= room.now();

  const open = groups.find(({ state }) => state === 'open');
  if (open) return WORKING.includes(forum.phase) ? { step: 'run', group: open, over: over(open) } : { step: 'close', group: open };
  const [next] = groups.filter(({ state }) => state === 'planned').sort((a, b) => order(a) - order(b));
  if (next) {
    const mayOpen = room.mine.can('open_groups') && order(next) <= turn(room);
    return { step: mayOpen ? 'open' : 'wait', group: next, over: over(next) };
  }
  const placed = groups.length > 0;
  const waits = room.queue.includes(topic.id);
  return !placed && !waits && PLACING.includes(forum.phase) ? { step: 'place' } : undefined;
}

/** The slot whose turn it is: the first of which not all groups are closed. The groups say so, not the clock. */
function turn({ groups, timed }: Room): number {
  const first = timed.findIndex(({ slot }) => groups.some(({ cell, state }) => cell?.slot === slot.id && state !== 'closed'));
  return first < 0 ? Infinity : first;
}
