import type { Axis, AxisId, ContributionId, GroupId, Kind } from '../../protocol';
import type { Contribution } from '../../live/shown';

/** Whether a contribution is to stand under an axis: it has words, and is no answer to another. */
export const isToPlace = (contribution: Contribution): boolean =>
  contribution.text !== null && contribution.about === null;

/** Which contributions are shown. */
export interface Filter {
  group: GroupId | undefined;
  kind: Kind | undefined;
}

/** The table of axes: what stands where, and what contradicts it. */
export interface Table {
  /** In the order of writing. */
  unplaced: Contribution[];
  under: Map<AxisId, Contribution[]>;
  /** Disagreements by the contribution that they are about. */
  against: Map<ContributionId, Contribution[]>;
  byId: Map<ContributionId, Contribution>;
}

/** Sorts contributions into the table. */
export function table(contributions: readonly Contribution[], axes: readonly Axis[]): Table {
  const under = new Map<AxisId, Contribution[]>(axes.map(({ id }) => [id, []]));
  const against = new Map<ContributionId, Contribution[]>();
  const byId = new Map<ContributionId, Contribution>();
  const unplaced: Contribution[] = [];
  for (const contribution of [...contributions].sort((a, b) => a.number - b.number)) {
    byId.set(contribution.id, contribution);
    const { about } = contribution;
    if (about && 'contribution' in about && contribution.text !== null) {
      against.set(about.contribution, [...(against.get(about.contribution) ?? []), contribution]);
    }
    for (const axis of contribution.axes) under.get(axis)?.push(contribution);
    if (contribution.axes.length === 0 && isToPlace(contribution)) unplaced.push(contribution);
  }
  return { unplaced, under, against, byId };
}

/** The contributions that a filter lets through. */
export const filtered = (contributions: readonly Contribution[], { group, kind }: Filter): Contribution[] =>
  contributions.filter(
    (one) => (group === undefined || one.group === group) && (kind === undefined || one.kind === kind),
  );

/** Axes that nobody can vote on yet, because nothing stands under them. */
export const withoutSource = (axes: readonly Axis[], under: Table['under']): Axis[] =>
  axes.filter(({ id }) => (under.get(id) ?? []).length === 0);
