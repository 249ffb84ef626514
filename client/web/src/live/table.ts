import type { Axis, AxisId, Contribution as Bare, ContributionId, GroupId, Kind, Outcome, SlotId } from '../protocol';
import type { Contribution } from './shown';

/** Whether a contribution is to stand under an axis: it has words, and is no answer to another. */
export const isToPlace = (contribution: Contribution): boolean =>
  contribution.text !== null && contribution.about === null;

/** Why something stands under no axis. */
export type SetAside = Exclude<Outcome, 'attached' | 'taken_back'>;

/** What a person said of a contribution that stands under no axis; nothing: it waits, stands under one, or is gone. */
export const asideOf = ({ outcome }: Pick<Bare, 'outcome'>): SetAside | undefined =>
  outcome === 'attached' || outcome === 'taken_back' ? undefined : outcome;

/** Which contributions are shown; what is left out lets all through. */
export interface Filter {
  group?: GroupId | undefined;
  slot?: SlotId | undefined;
  kind?: Kind | undefined;
  /** At least so many support it. */
  supports?: number;
  /** Those after this number are unread. */
  after?: number | undefined;
}

/** What a filter asks of a contribution and does not find in it. */
export interface Beside {
  slotOf: (group: GroupId) => SlotId | undefined;
  supportsOf: (contribution: Contribution) => number;
}

/** The table of axes: what stands where, and what contradicts it. */
export interface Table {
  /** In the order of writing. */
  unplaced: Contribution[];
  /** Under no axis, because a person said why. */
  aside: Contribution[];
  under: Map<AxisId, Contribution[]>;
  /** Disagreements by the contribution that they are about. */
  against: Map<ContributionId, Contribution[]>;
  /** Duplicates by the contribution that is kept. */
  duplicates: Map<ContributionId, Contribution[]>;
  byId: Map<ContributionId, Contribution>;
}

/** Sorts contributions into the table. */
export function table(contributions: readonly Contribution[], axes: readonly Axis[]): Table {
  const under = new Map<AxisId, Contribution[]>(axes.map(({ id }) => [id, []]));
  const against = new Map<ContributionId, Contribution[]>();
  const duplicates = new Map<ContributionId, Contribution[]>();
  const byId = new Map<ContributionId, Contribution>();
  const unplaced: Contribution[] = [];
  const aside: Contribution[] = [];
  for (const contribution of [...contributions].sort((a, b) => a.number - b.number)) {
    byId.set(contribution.id, contribution);
    const { about } = contribution;
    if (about && 'contribution' in about && contribution.text !== null) {
      against.set(about.contribution, [...(against.get(about.contribution) ?? []), contribution]);
    }
    const said = asideOf(contribution);
    if (typeof said === 'object') {
      duplicates.set(said.duplicate_of, [...(duplicates.get(said.duplicate_of) ?? []), contribution]);
    }
    for (const axis of contribution.axes) under.get(axis)?.push(contribution);
    if (contribution.axes.length === 0 && isToPlace(contribution)) {
      (said ? aside : unplaced).push(contribution);
    }
  }
  return { unplaced, aside, under, against, duplicates, byId };
}

/** The contributions that a filter lets through. */
export const filtered = (
  contributions: readonly Contribution[],
  { group, slot, kind, supports = 0, after }: Filter,
  { slotOf, supportsOf }: Beside,
): Contribution[] =>
  contributions.filter(
    (one) =>
      (group === undefined || one.group === group) &&
      (slot === undefined || (one.group !== null && slotOf(one.group) === slot)) &&
      (kind === undefined || one.kind === kind) &&
      (after === undefined || one.number > after) &&
      (supports === 0 || supportsOf(one) >= supports),
  );

/** `most` of them, drawn by lot; `random` gives numbers from 0 up to 1. */
export function drawn<T>(list: readonly T[], most: number, random: () => number = Math.random): T[] {
  const left = [...list];
  const lot: T[] = [];
  while (lot.length < most && left.length > 0) lot.push(...left.splice(Math.floor(random() * left.length), 1));
  return lot;
}

/** Axes that nobody can vote on yet, because nothing stands under them. */
export const withoutSource = (axes: readonly Axis[], under: Table['under']): Axis[] =>
  axes.filter(({ id }) => (under.get(id) ?? []).length === 0);
