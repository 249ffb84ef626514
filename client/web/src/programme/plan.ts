import type { ItemId } from '../protocol';
import { VALIDATED, type Item, type Reminder } from '../protocol/programme';
import { lastOf } from './values';

/** An objective with its sheets; without one: sheets that are to be discussed. */
export interface Aim {
  number: string;
  objective: Item | undefined;
  actions: readonly Item[];
}

/** A retained axis with its objectives; without one: what stands under none. */
export interface Part {
  number: string;
  axis: Item | undefined;
  aims: readonly Aim[];
}

/** The plan as it is read from above, and the number of each sheet: « 2.1.3 ». The lists come in the order of their ranks. */
export function planOf(axes: readonly Item[], objectives: readonly Item[], actions: readonly Item[]): { parts: Part[]; numbers: Map<ItemId, string> } {
  const numbers = new Map<ItemId, string>();
  const parts: Part[] = axes
    .filter(({ fields }) => fields['state'] === 'retained')
    .map((axis, n) => ({
      number: `${n + 1}`,
      axis,
      aims: objectives
        .filter(({ fields }) => fields['axis'] === axis.id)
        .map((objective, m) => {
          const number = `${n + 1}.${m + 1}`;
          const under = actions.filter(({ fields }) => fields['objective'] === objective.id);
          under.forEach(({ id }, k) => numbers.set(id, `${number}.${k + 1}`));
          return { number, objective, actions: under };
        }),
    }));
  const loose = actions.filter(({ id }) => !numbers.has(id));
  if (loose.length > 0) parts.push({ number: '', axis: undefined, aims: [{ number: '', objective: undefined, actions: loose }] });
  return { parts, numbers };
}

/** Whether the end of an action, or the day of one of its open steps, is over. */
export const isLate = ({ due }: Item, today: string): boolean => due !== undefined && lastOf(due) < today;

/** Whether a sheet was validated: it changes in a new version. */
export const isLocked = ({ fields }: Item): boolean => VALIDATED.includes(String(fields['state']));

/** The years in which an action is under way, as far as its sheet says. */
export function yearsOf({ fields }: Item, years: readonly number[]): number[] {
  const year = (day: unknown): number | undefined => (typeof day === 'string' ? Number(day.slice(0, 4)) : undefined);
  const [start, end, yearly] = [year(fields['start']), year(fields['end']), fields['yearly'] === true];
  if (start === undefined && end === undefined && !yearly) return [];
  const from = start ?? years[0] ?? 0;
  const to = end ?? (yearly ? (years.at(-1) ?? from) : from);
  return years.filter((one) => one >= from && one <= to);
}

const YEARS_MAX = 12;

/** All years in which something is done. */
export function yearsIn(actions: readonly Item[]): number[] {
  const said = actions.flatMap(({ fields }) => [fields['start'], fields['end']]).flatMap((day) => (typeof day === 'string' ? [Number(day.slice(0, 4))] : []));
  if (said.length === 0) return [];
  const [first, last] = [Math.min(...said), Math.max(...said)];
  return Array.from({ length: Math.min(last - first + 1, YEARS_MAX) }, (_, n) => first + n);
}

/** What some amounts come to: « non chiffré » is counted apart and is never 0. */
export function sumOf(amounts: readonly unknown[]): { euros: number; costed: number; uncosted: number } {
  const costed = amounts.filter((amount): amount is number => typeof amount === 'number');
  const cents = costed.reduce((sum, amount) => sum + Math.round(amount * 100), 0);
  return { euros: cents / 100, costed: costed.length, uncosted: amounts.filter((amount) => amount === 'not_costed').length };
}

/** The years of which sheets can have a review, the latest first: from the first of them until now. */
export function yearsToReview(sheets: readonly Item[], now: number): number[] {
  const reviewed = sheets.flatMap((sheet) => sheet.reviewed ?? []);
  const years = new Set([now - 1, now, ...yearsIn(sheets), ...reviewed]);
  return [...years].sort((a, b) => b - a);
}

/** What is late by whom to ask, in the order of the alphabet; whoever is not named comes last, as nothing. */
export function byWhom(reminders: readonly Reminder[]): [string, Reminder[]][] {
  const by = new Map<string, Reminder[]>();
  for (const one of reminders) {
    const list = by.get(one.whom ?? '');
    if (list) list.push(one);
    else by.set(one.whom ?? '', [one]);
  }
  return [...by].sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a.localeCompare(b)));
}
