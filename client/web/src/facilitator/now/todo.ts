import type { GroupId, Slot, SlotId, Space } from '../../protocol';
import type { Forum, Group, Topic } from '../../live/shown';
import type { Page } from '../place';
import { isBefore } from './next';
import { toPlace } from '../wall/wall';

/** Something that waits for the facilitator: the screen words it. */
export interface Todo {
  what: 'no_cells' | 'nobody' | 'announce' | 'place' | 'open_groups' | 'pen' | 'records' | 'axes' | 'sources';
  count: number;
  page: Page;
}

export interface Standing {
  forum: Forum;
  slots: readonly Slot[];
  spaces: readonly Space[];
  topics: readonly Topic[];
  groups: readonly Group[];
  queue: number;
  joined: number;
  axes: number;
  /** Groups in which something is written. */
  written: ReadonlySet<GroupId>;
  /** Axes under which nothing stands. */
  bare: number;
  /** The slots whose time runs. */
  running: ReadonlySet<SlotId>;
}

/** Groups that go on while others are read already: the room does not see what is written there. */
const unread = ({ groups, written }: Standing): Group[] =>
  groups.filter(({ id, state, posted }) => state === 'open' && !posted && written.has(id));

/** What waits, most pressing first. Nothing here is ever forced. */
export function todo(room: Standing): Todo[] {
  const { forum, groups, running } = room;
  if (forum.state === 'ended') return [];
  const sorting = (forum.phase === 'reading' || forum.phase === 'priorities') && forum.vote === 'not_open';
  const late = isBefore('groups', forum.phase);
  const penless = groups.filter(({ state, scribe }) => state === 'open' && !scribe).length;
  const planned = groups.filter(({ state, cell }) => state === 'planned' && cell && running.has(cell.slot)).length;
  const all: Todo[] = [
    { what: 'no_cells', count: room.slots.length === 0 || room.spaces.length === 0 ? 1 : 0, page: 'wall' },
    { what: 'nobody', count: forum.phase === 'opening' && room.joined === 0 ? 1 : 0, page: 'now' },
    { what: 'announce', count: late ? 0 : room.queue, page: 'now' },
    { what: 'place', count: late ? 0 : toPlace(room.topics, groups).length, page: 'wall' },
    { what: 'open_groups', count: planned, page: 'groups' },
    { what: 'pen', count: late ? 0 : penless, page: 'groups' },
    { what: 'records', count: late ? unread(room).length : 0, page: 'groups' },
    { what: 'axes', count: sorting && room.axes < 2 ? 1 : 0, page: 'axes' },
    { what: 'sources', count: sorting ? room.bare : 0, page: 'axes' },
  ];
  return all.filter(({ count }) => count > 0);
}
