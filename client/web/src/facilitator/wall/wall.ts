import type { Cell, GroupId, Slot, Space, TopicId } from '../../protocol';
import type { Group, Topic } from '../../live/shown';

/** What can be put on the wall: a topic, or a group of it that already hangs there. */
export interface Sheet {
  topic: TopicId;
  group?: GroupId;
}

export const sameCell = (a: Cell | null | undefined, b: Cell | null | undefined): boolean =>
  a?.slot === b?.slot && a?.space === b?.space;

/** A cell as a key of a map. */
export const keyOf = ({ slot, space }: Cell): string => `${slot} ${space}`;

/** The groups of the wall by the key of their cell. */
export const byCell = (groups: readonly Group[]): Map<string, Group> =>
  new Map(groups.flatMap((group) => (group.cell ? [[keyOf(group.cell), group] as const] : [])));

/** Topics that no group holds: they wait for a place. */
export function toPlace(topics: readonly Topic[], groups: readonly Group[]): Topic[] {
  const placed = new Set(groups.flatMap((group) => group.topics));
  return topics.filter((topic) => !placed.has(topic.id));
}

/** The free cells of a slot, in the order of the spaces. */
export const freeIn = (slot: Slot, spaces: readonly Space[], taken: ReadonlyMap<string, Group>): Space[] =>
  spaces.filter((space) => !taken.has(keyOf({ slot: slot.id, space: space.id })));

/** The arrows of the keyboard. */
export const ARROWS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
} as const;

/** Where an arrow leads on a grid of `rows` × `columns`; the edge holds. */
export function step(
  [row, column]: readonly [number, number],
  key: string,
  [rows, columns]: readonly [number, number],
): [number, number] | undefined {
  const held = (n: number, size: number): number => Math.min(Math.max(n, 0), size - 1);
  if (key === 'Home') return [row, 0];
  if (key === 'End') return [row, columns - 1];
  const move = ARROWS[key as keyof typeof ARROWS];
  return move && [held(row + move[0], rows), held(column + move[1], columns)];
}

/** The first free cell at or after a slot: where the keyboard lands when a topic was picked. */
export function firstFree(
  slots: readonly Slot[],
  spaces: readonly Space[],
  taken: ReadonlyMap<string, Group>,
): Cell | undefined {
  for (const slot of slots) {
    const space = freeIn(slot, spaces, taken)[0];
    if (space) return { slot: slot.id, space: space.id };
  }
  return undefined;
}
