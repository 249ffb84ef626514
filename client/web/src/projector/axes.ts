import type { Axis, Results } from '../protocol';

/** An axis in the order of the vote. */
export interface Ranked {
  id: string;
  axis: Axis;
  /** Its place among all axes, from 0, which gives its letter. */
  place: number;
  dots: number;
  people: number;
  /** From 1; axes with as many dots have the same rank. */
  rank: number;
  tied: boolean;
}

/** What the vote gave, most dots first; ties stand as ties. */
export function rank(axes: readonly Axis[], results: Results): Ranked[] {
  const found = results.axes.flatMap(({ axis: id, dots, people }) => {
    const place = axes.findIndex((axis) => axis.id === id);
    return place < 0 ? [] : [{ id, axis: axes[place]!, place, dots, people }];
  });
  found.sort((a, b) => b.dots - a.dots || a.place - b.place);
  return found.map((one) => ({
    ...one,
    rank: 1 + found.filter((other) => other.dots > one.dots).length,
    tied: found.some((other) => other !== one && other.dots === one.dots),
  }));
}
