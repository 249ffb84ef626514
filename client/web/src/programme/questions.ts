import type { ItemId } from '../protocol';
import type { Item } from '../protocol/programme';
import { readDay, readNumber } from './values';

export type QuestionKind = 'single' | 'several' | 'number' | 'scale' | 'date' | 'short_text' | 'long_text';

/** A question as somebody answers it. */
export interface Question {
  id: ItemId;
  text: string;
  hint: string;
  kind: QuestionKind;
  min: number | undefined;
  max: number | undefined;
  /** Answers at most. */
  most: number;
  onlyIf: ItemId | undefined;
  onlyIfChoices: readonly ItemId[];
  choices: readonly { id: ItemId; name: string }[];
}

/** One choice or several by their ids, a number, a day or a text; null: asked and left empty. */
export type Answer = string | string[] | number | null;
export type Answers = Record<ItemId, Answer>;

/** What stands in the fields of numbers and days, whether it is an answer or not. */
export type Typing = Record<ItemId, string>;

/** The questions of a campaign in their order, each with its choices in theirs. */
export function questionsOf(questions: readonly Item[], choices: readonly Item[]): Question[] {
  return questions.map(({ id, fields }) => ({
    id,
    text: String(fields['text'] ?? ''),
    hint: String(fields['hint'] ?? ''),
    kind: fields['kind'] as QuestionKind,
    min: fields['min'] as number | undefined,
    max: fields['max'] as number | undefined,
    most: fields['kind'] === 'single' ? 1 : ((fields['choices_max'] as number | undefined) ?? Infinity),
    onlyIf: fields['only_if'] as ItemId | undefined,
    onlyIfChoices: (fields['only_if_choices'] as ItemId[] | undefined) ?? [],
    choices: choices
      .filter((choice) => choice.fields['question'] === id)
      .map((choice) => ({ id: choice.id, name: String(choice.fields['name'] ?? '') })),
  }));
}

/** Whether a question is asked of somebody who gave these answers. */
export function isAsked({ onlyIf, onlyIfChoices }: Question, answers: Answers): boolean {
  if (onlyIf === undefined) return true;
  const before = answers[onlyIf];
  if (before === undefined || before === null) return false;
  const taken = Array.isArray(before) ? before : [before];
  return onlyIfChoices.length === 0 || onlyIfChoices.some((choice) => taken.includes(choice));
}

/** What is sent of a sheet: every question that was asked, null where nothing was said. */
export function complete(questions: readonly Question[], answers: Answers): Answers {
  const sent: Answers = {};
  for (const question of questions) if (isAsked(question, sent)) sent[question.id] = answers[question.id] ?? null;
  return sent;
}

/** Why what stands in a field is no answer. */
export type Unread = 'not_a_number' | 'out_of_range' | 'not_a_day';

/** What stands in the field of a number, a day or a text says. */
export function readAnswer({ kind, min = -Infinity, max = Infinity }: Question, text: string): { answer: Answer } | { unread: Unread } {
  const typed = text.trim();
  if (typed === '') return { answer: null };
  if (kind === 'number') {
    const number = readNumber(typed);
    if (number === undefined) return { unread: 'not_a_number' };
    return number < min || number > max ? { unread: 'out_of_range' } : { answer: number };
  }
  if (kind !== 'date') return { answer: typed };
  const day = readDay(typed);
  return day === undefined ? { unread: 'not_a_day' } : { answer: day };
}
