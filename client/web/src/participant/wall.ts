import type { Live } from '../live/live.svelte';
import { minutesUntil, whenOf, type Timed, type SlotState } from '../live/slots';
import type { Space } from '../protocol';
import type { Group, Topic } from '../live/shown';
import { fold } from '../ui/fold';

/** A group in its cell. */
export interface PlacedGroup {
  group: Group;
  topics: Topic[];
  space: Space | undefined;
}

/** One slot of the wall. */
export interface Section {
  timed: Timed;
  when: SlotState;
  /** Minutes until it starts, or while it runs until it ends. */
  minutes: number;
  places: PlacedGroup[];
}

export function placeOf(live: Live, group: Group): PlacedGroup {
  return {
    group,
    topics: group.topics.flatMap((id) => live.find.topic(id) ?? []),
    space: group.cell ? live.find.space(group.cell.space) : undefined,
  };
}

/** The wall as a list: what runs and what comes first, what is over last. */
export function sections(live: Live): Section[] {
  const now = live.now();
  const moment = live.moment(now);
  const order = new Map(live.spaces.map((space, n) => [space.id, n]));
  const all = live.timed.map((timed): Section => {
    const { slot, start, end } = timed;
    const places = live.groups
      .filter((group) => group.cell?.slot === slot.id)
      .map((group) => placeOf(live, group))
      .sort((a, b) => (order.get(a.space?.id ?? '') ?? 0) - (order.get(b.space?.id ?? '') ?? 0));
    const when = whenOf(timed, moment, now);
    return { timed, places, when, minutes: minutesUntil(when === 'now' ? end : start, now) };
  });
  return [...all.filter(({ when }) => when !== 'past'), ...all.filter(({ when }) => when === 'past')];
}

/** Beginnings of the words that say something. */
const stems = (text: string): Set<string> =>
  new Set(fold(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= 5).map((word) => word.slice(0, 6)));

/** Topics that share words with what is being typed, the nearest first. */
export function alike(typed: string, topics: readonly Topic[]): Topic[] {
  const wanted = stems(typed);
  return topics
    .map((topic) => ({ topic, shared: [...stems(topic.title)].filter((stem) => wanted.has(stem)).length }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, 3)
    .map(({ topic }) => topic);
}
