import type { Live } from '../live/live.svelte';
import { minutesUntil, whenOf, type Timed, type SlotState } from '../live/slots';
import type { GroupState, Space } from '../protocol';
import type { Group, Topic } from '../live/shown';
import { fold } from '../ui/fold';
import { common as c } from '../words/common';
import { participant as t } from '../words/participant';

/** A group in its cell. */
export interface PlacedGroup {
  group: Group;
  topics: Topic[];
  space: Space | undefined;
}

/** `early`: its groups did not wait for the clock; `missed`: its time is over, and not all its groups are. */
export type SectionState = SlotState | 'early' | 'missed';

/** One slot of the wall. */
export interface Section {
  timed: Timed;
  when: SectionState;
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

/** Where a slot stands: over is what its groups ended; for the rest the clock hints. */
export function stateOf(groups: readonly GroupState[], clock: SlotState): SectionState {
  if (groups.length > 0 && groups.every((state) => state === 'closed')) return 'past';
  if (groups.includes('open') && (clock === 'next' || clock === 'later')) return 'early';
  return clock === 'past' && groups.length > 0 ? 'missed' : clock;
}

/** What is said of it beside its hour; nothing where there is nothing to say. */
export function hint({ when, minutes, places }: Section): string {
  const words = t().wall.when;
  switch (when) {
    case 'now':
      return words.now(c().minutesLeft(minutes));
    case 'going_on':
      return words.goingOn;
    case 'early':
      return words.early;
    case 'missed':
      return words.missed;
    case 'next':
      return words.next(minutes);
    case 'past':
      return places.length > 0 ? words.past : words.missed;
    case 'later':
      return '';
  }
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
    const when = stateOf(places.map(({ group }) => group.state), whenOf(timed, moment, now));
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
