import type { Timed } from '../live/slots';
import type { GroupId, Space, TopicId } from '../protocol';
import type { Group, Topic } from '../live/shown';

/** A table of more topics cannot be read from the last row: then each slot has pages of its own. */
const TABLE_GROUPS_MAX = 12;
const TABLE_SPACES_MAX = 6;

/** A group in its cell, with the topics that it holds together. */
export interface Placed {
  group: Group;
  topics: Topic[];
  /** What the group is called. */
  title: string;
}

/** One slot of the wall. */
export interface Row {
  timed: Timed;
  /** One for each space, in their order; nothing where the space is free. */
  cells: { space: Space; placed: Placed | undefined }[];
}

export interface Wall {
  rows: Row[];
  /** Topics without a cell, in the order of proposing. */
  toPlace: Topic[];
  /** Small enough to be shown as one table. */
  asTable: boolean;
}

/** The agenda wall, slot by slot. */
export function wallOf(
  slots: readonly Timed[],
  spaces: readonly Space[],
  groups: readonly Group[],
  topics: readonly Topic[],
  titleOf: (group: Group) => string,
): Wall {
  const topicOf = new Map<TopicId, Topic>(topics.map((topic) => [topic.id, topic]));
  const onWall = new Map<string, Placed>();
  const held = new Set<TopicId>();
  for (const group of groups) {
    for (const id of group.topics) held.add(id);
    if (!group.cell) continue;
    const its = group.topics.flatMap((id) => topicOf.get(id) ?? []);
    onWall.set(`${group.cell.slot} ${group.cell.space}`, { group, topics: its, title: titleOf(group) });
  }
  const rows = slots.map((timed) => ({
    timed,
    cells: spaces.map((space) => ({ space, placed: onWall.get(`${timed.slot.id} ${space.id}`) })),
  }));
  return {
    rows,
    toPlace: topics.filter((topic) => !held.has(topic.id)),
    asTable: onWall.size <= TABLE_GROUPS_MAX && spaces.length <= TABLE_SPACES_MAX,
  };
}

/** A row of the wall: a group in its place, a topic without one, or the places that are free. */
export type Entry = { id: string } & ({ space: Space; placed: Placed } | { topic: Topic } | { free: string[] });

/** What is shown together under one head: a slot, or the topics without a place. */
export interface Part {
  id: string;
  /** Nothing: the topics without a place. */
  timed: Timed | undefined;
  /** The room looks for it first. */
  leads: boolean;
  entries: Entry[];
}

/** The wall as lists, in the order in which they are shown: what leads, what comes after it, what was before. */
export function partsOf({ rows, toPlace }: Wall, leading: ReadonlySet<string>, market: boolean): Part[] {
  const parts = rows
    .map(({ timed, cells }): Part => {
      const free = cells.filter(({ placed }) => !placed).map(({ space }) => space.label);
      const entries: Entry[] = cells.flatMap(({ space, placed }) => (placed ? [{ id: placed.group.id, space, placed }] : []));
      if (market && entries.length > 0 && free.length > 0) entries.push({ id: `free ${timed.slot.id}`, free });
      return { id: timed.slot.id, timed, leads: leading.has(timed.slot.id), entries };
    })
    .filter(({ entries }) => entries.length > 0);
  const first = parts.findIndex(({ leads }) => leads);
  const turned = first < 0 ? parts : [...parts.slice(first), ...parts.slice(0, first)];
  const waiting = toPlace.map((topic): Entry => ({ id: topic.id, topic }));
  if (market && waiting.length > 0) turned.push({ id: 'to place', timed: undefined, leads: parts.length === 0, entries: waiting });
  return turned.sort((a, b) => Number(b.leads) - Number(a.leads));
}

/** How long a cell is marked as changed. */
const FRESH_MS = 30_000;

/** Remembers which cells of the wall changed a moment ago; what hung there at first is not new. */
export class FreshCells {
  #seen = new Map<GroupId, { hangs: string; since: number }>();
  #started = false;

  /** Looks at the wall as it hangs now. */
  look(groups: readonly Group[], topics: readonly Topic[], now: number): void {
    const titles = new Map(topics.map((topic) => [topic.id, topic.title]));
    for (const group of groups) {
      const hangs = JSON.stringify([group.cell, group.topics.map((id) => titles.get(id))]);
      const seen = this.#seen.get(group.id);
      if (seen?.hangs === hangs) continue;
      this.#seen.set(group.id, { hangs, since: this.#started ? now : -Infinity });
    }
    this.#started = true;
  }

  /** The groups whose cell changed less than half a minute ago. */
  at(now: number): Set<GroupId> {
    const fresh = new Set<GroupId>();
    for (const [id, { since }] of this.#seen) if (now - since < FRESH_MS) fresh.add(id);
    return fresh;
  }
}

/** Who answers for these topics, each named once. */
export function hosts(topics: readonly Topic[]): string {
  const named = new Map(topics.flatMap((topic) => topic.hosts.map((host) => [host.id, host.name])));
  // The number that tells homonyms apart stays with its name.
  return [...named.values()].map((name) => name.replace(/ (?=\(\d+\)$)/, '\u00a0')).join(', ');
}
