import type { Axis, AxisResult, College, Headcount, Results } from '../protocol';
import type { ForumLanguage } from './language';
import type { CountOf } from './replica.svelte';

/** An axis and what carries it. */
export interface Weight {
  id: string;
  axis: Axis;
  /** Its place among all axes, from 0, which gives its letter. */
  place: number;
  count: CountOf<ForumLanguage, 'axis'>;
  /** About the axis, and about what stands under it. */
  disagreements: number;
  /** Once the vote is closed. */
  result: AxisResult | undefined;
}

/** A number of people; 0 where it is not told. */
export const told = (people: Headcount | undefined): number => (typeof people === 'number' ? people : 0);

/** First the axes of which most groups spoke, then most people as far as they are told: the order of the documents. */
export function weigh(axes: readonly Axis[], count: (id: string) => CountOf<ForumLanguage, 'axis'>, results: Results | undefined): Weight[] {
  const weights = axes.map((axis, place) => {
    const counted = count(axis.id);
    const result = results?.axes.find((one) => one.axis === axis.id);
    return { id: axis.id, axis, place, count: counted, disagreements: counted.disagreements + (counted.contrary ?? 0), result };
  });
  return weights.sort(
    (a, b) => b.count.groups - a.count.groups || told(b.count.voices?.people) - told(a.count.voices?.people) || a.place - b.place,
  );
}

/** The colleges of which nobody carries it; of a small one that is not told. */
export function absent({ count }: Weight, colleges: readonly College[]): string[] {
  const none = new Set(count.voices?.colleges.filter(({ people }) => people === 0).map(({ college }) => college));
  return colleges.filter(({ number }) => none.has(number)).map(({ label }) => label);
}
