import type { ItemId } from '../protocol';
import { isAsked, type Answer, type Answers, type Question } from './questions';

/** What is said anew of a sheet: answers, and questions that it was not asked. */
export interface Correction {
  answers: Record<ItemId, unknown>;
  not_asked?: ItemId[];
}

/** Only what somebody changed, with what a rule asks or skips because of it, and what puts back exactly that. */
export function correctionOf(
  questions: readonly Question[],
  before: Readonly<Record<ItemId, unknown>>,
  now: Answers,
): { done: Correction; undo: Correction } | undefined {
  const [asked, asks] = [askedOf(questions, before as Answers), askedOf(questions, now)];
  const answers: Record<ItemId, unknown> = {};
  const skipped: ItemId[] = [];
  for (const { id } of questions) {
    if (!asks.has(id)) {
      if (asked.has(id) && id in before) skipped.push(id);
    } else if (same(before[id], now[id])) {
      if (!asked.has(id) && !(id in before)) answers[id] = null;
    } else answers[id] = now[id] ?? null;
  }
  const changed = [...Object.keys(answers), ...skipped];
  if (changed.length === 0) return undefined;
  const [stood, added] = [changed.filter((id) => id in before), changed.filter((id) => !(id in before))];
  return { done: correction(answers, skipped), undo: correction(Object.fromEntries(stood.map((id) => [id, before[id]])), added) };
}

const correction = (answers: Record<ItemId, unknown>, not_asked: ItemId[]): Correction => ({ answers, ...(not_asked.length > 0 ? { not_asked } : {}) });

/** The questions that the rules ask of whoever gave these answers. */
function askedOf(questions: readonly Question[], answers: Answers): Set<ItemId> {
  const given: Answers = {};
  for (const question of questions) if (isAsked(question, given)) given[question.id] = answers[question.id] ?? null;
  return new Set(Object.keys(given));
}

/** One choice alone or in a list is the same, in whatever order several stand. */
function same(one: unknown, other: Answer | undefined): boolean {
  const parts = (answer: unknown): string => JSON.stringify([answer ?? []].flat().map(String).sort());
  return parts(one) === parts(other);
}
