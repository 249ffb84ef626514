import type { ItemId } from '../protocol';
import type { Item } from '../protocol/programme';

/** What the committee decides: its fields, as commands have them. */
export const DECIDED = ['outcome', 'into', 'why', 'remark'] as const;
export type Decision = Partial<Record<(typeof DECIDED)[number], string>>;

/** Items by their ids. */
export type Find = (id: ItemId) => Item | undefined;

/** The field that says what an axis of a forum or a contribution says. */
export const saidIn = (item: Item): 'name' | 'text' => (item.noun === 'forum_axis' ? 'name' : 'text');

/** The axes of the forum under which a contribution stands, the main one first. */
export const underOf = ({ fields }: Item): ItemId[] => (fields['under'] as ItemId[] | undefined) ?? [];

/** Whose outcome holds: its own, else that of the first axis under which it stands that has one. */
export function holderOf(item: Item, find: Find): Item | undefined {
  return [item, ...underOf(item).map(find)].find((one) => one?.fields['outcome'] !== undefined);
}

/** Whether the committee has to say what becomes of it: words that are gone and disagreements need nothing. */
export const needsOutcome = (item: Item): boolean => item.fields[saidIn(item)] !== undefined && item.fields['kind'] !== 'disagreement';

export interface Counts {
  all: number;
  retained: number;
  joined: number;
  /** By the word of the reason. */
  not_retained: Record<string, number>;
  without: number;
  needless: number;
}

export function countsOf(items: readonly Item[], find: Find): Counts {
  const counts: Counts = { all: items.length, retained: 0, joined: 0, not_retained: {}, without: 0, needless: 0 };
  for (const item of items) {
    const decided = holderOf(item, find)?.fields;
    const outcome = decided?.['outcome'];
    if (outcome === 'retained' || outcome === 'joined') counts[outcome] += 1;
    else if (outcome !== undefined) {
      const why = String(decided?.['why'] ?? '');
      counts.not_retained[why] = (counts.not_retained[why] ?? 0) + 1;
    } else if (needsOutcome(item)) counts.without += 1;
    else counts.needless += 1;
  }
  return counts;
}

/** What is left of those that need an outcome. */
export const withOutcome = ({ all, without, needless }: Counts): number => all - without - needless;

/** As many items as one command takes. */
const AT_ONCE = 250;

/** What decides the same of several, and what takes that back. */
export function decide(items: readonly Item[], decision: Decision) {
  const fields = Object.fromEntries(DECIDED.map((name) => [name, decision[name] || null]));
  const before = ({ fields }: Item) => Object.fromEntries(DECIDED.map((name) => [name, fields[name] ?? null]));
  const parts = Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, n) => items.slice(n * AT_ONCE, (n + 1) * AT_ONCE));
  const all = (of: (item: Item) => Record<string, unknown>) =>
    parts.map((part) => ({ do: 'set_all', items: part.map((item) => ({ item: item.id, fields: of(item) })) }) as const);
  return { commands: all(() => fields), undo: all(before) };
}

/** What is missing in a decision; nothing: it can be taken. */
export function missingIn({ outcome, into, why }: Decision): 'outcome' | 'into' | 'why' | undefined {
  if (!outcome) return 'outcome';
  if (outcome === 'not_retained') return why ? undefined : 'why';
  return into ? undefined : 'into';
}

/** Axes of forums with what stands under each as its main one, then what stands under none. */
export function inOrder(axes: readonly Item[], contributions: readonly Item[]): Item[] {
  const number = ({ fields, number }: Item): number => (typeof fields['number'] === 'number' ? fields['number'] : number);
  const sorted = (list: readonly Item[]): Item[] => [...list].sort((a, b) => number(a) - number(b));
  const here = new Set(axes.map(({ id }) => id));
  const under = new Map<ItemId | undefined, Item[]>();
  for (const one of sorted(contributions)) {
    const main = underOf(one).find((id) => here.has(id));
    under.set(main, [...(under.get(main) ?? []), one]);
  }
  return [...sorted(axes).flatMap((axis) => [axis, ...(under.get(axis.id) ?? [])]), ...(under.get(undefined) ?? [])];
}
