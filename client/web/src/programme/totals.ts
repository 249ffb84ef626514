import type { Amount, Item, Sheet } from '../protocol/programme';

/** A number of questionnaires, summed over batches. */
export interface Count {
  /** So many, or at least so many when it is `approximate`. */
  atLeast: number;
  approximate: boolean;
  /** Batches that say nothing: their questionnaires are not among them. */
  missing: number;
}

export const COUNTED = ['distributed', 'returned', 'processed', 'rejected'] as const;
export type Counted = (typeof COUNTED)[number];

/** What the batches of a campaign say together. */
export function totals(batches: readonly Item[]): Record<Counted, Count> {
  const sum = (field: Counted): Count => {
    const count: Count = { atLeast: 0, approximate: false, missing: 0 };
    for (const { fields } of batches) {
      const amount = fields[field] as Amount | undefined;
      if (typeof amount === 'number') count.atLeast += amount;
      else if (typeof amount === 'object') {
        count.atLeast += amount.at_least;
        count.approximate = true;
      } else count.missing += 1;
    }
    return count;
  };
  return { distributed: sum('distributed'), returned: sum('returned'), processed: sum('processed'), rejected: sum('rejected') };
}

/** A share of what was distributed, only where every batch says both; « plus de » where a number is at least so much. */
export function rate(part: Count, whole: Count): { share: number; atLeast: boolean } | undefined {
  if (whole.atLeast === 0 || whole.approximate || whole.missing > 0 || part.missing > 0) return undefined;
  return { share: part.atLeast / whole.atLeast, atLeast: part.approximate };
}

/** The share of answers that differ in the second keying, of all that either keying has. */
export function errorsOf(twice: readonly Pick<Sheet, 'answers' | 'differs'>[]): number | undefined {
  const compared = twice.reduce((sum, { answers, differs = [] }) => sum + new Set([...Object.keys(answers), ...differs]).size, 0);
  const differing = twice.reduce((sum, { differs = [] }) => sum + differs.length, 0);
  return compared === 0 ? undefined : differing / compared;
}
