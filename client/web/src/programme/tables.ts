import type { Count } from '../protocol/programme';
import type { Question } from './questions';

/** A scale of so many steps has a line for each. */
const STEPS_MAX = 20;

/** Bounds between bands as somebody types them: « 18 ; 30 ; 60 ». Nothing: these are none. */
export function readBounds(typed: string): number[] | undefined {
  const parts = typed.split(/[;\s]+/).filter((part) => part);
  const numbers = parts.map((part) => Number(part.replace(',', '.')));
  const rise = numbers.every((number, n) => Number.isFinite(number) && (n === 0 || number > numbers[n - 1]!));
  return numbers.length > 0 && rise ? numbers : undefined;
}

/** The bounds between the steps of a scale; none of another question. */
export function stepsOf({ kind, min, max }: Pick<Question, 'kind' | 'min' | 'max'>): number[] {
  if (kind !== 'scale' || min === undefined || max === undefined || !Number.isInteger(min) || max - min >= STEPS_MAX) return [];
  return Array.from({ length: Math.max(0, Math.floor(max - min)) }, (_, n) => min + 1 + n);
}

/** What the bands between bounds are called: of whole numbers one apart by the number itself. */
export function bandsOf(bounds: readonly number[], band: (from: number | undefined, below: number | undefined) => string): string[] {
  const ends: (number | undefined)[] = [undefined, ...bounds, undefined];
  return Array.from({ length: bounds.length + 1 }, (_, n) => band(ends[n], ends[n + 1]));
}

/** How much of a base a part is; nothing where one of both is not told, or nobody is in the base. */
export function share(part: Count | undefined, base: Count): number | undefined {
  return typeof part === 'number' && typeof base === 'number' && base > 0 ? part / base : undefined;
}
