import type { Item } from '../protocol/programme';

/** Ranks have six decimals at most: halving between two of them ends there. */
const STEP = 1;
const PRECISE = 1e6;

/** A rank for what is to stand at this place of a list, before what stands there now. */
export function between(list: readonly Item[], place: number): number {
  const rank = (n: number): number | undefined => {
    const order = list[n]?.fields['order'];
    return typeof order === 'number' ? order : undefined;
  };
  const before = rank(place - 1);
  const after = rank(place);
  if (before === undefined) return after === undefined ? place + STEP : after - STEP;
  if (after === undefined) return before + STEP;
  return Math.round(((before + after) / 2) * PRECISE) / PRECISE;
}
