import type { Noun, Refusal } from '../protocol';
import { NOUNS, type FieldRow } from '../protocol/programme';
import { programme as t } from '../words/programme';
import { nameless, sentence } from '../words/refusals';
import { language } from '../words/words.svelte';

const LABELS = new Map<string, FieldRow['label']>(Object.values(NOUNS).flatMap(({ fields }) => fields.map(({ name, label }) => [name, label] as const)));

/** What a field is called, whosever it is. */
export const fieldLabel = (name: string): string => LABELS.get(name)?.[language.current] ?? name;

/** What an action sheet lacks: one of its fields, or something of a noun. */
export const lacking = (name: string): string => (NOUNS.action.fields.find((field) => field.name === name) ?? NOUNS[name as Noun]).label[language.current];

/** A refusal of a programme in words. */
export function sentenceOf(refusal: Refusal): string {
  const { refusals: words, faults } = t();
  switch (refusal.code) {
    case 'ONE_REFUSED':
      return sentenceOf(refusal.refusal);
    case 'BAD_FIELD':
      return `${fieldLabel(refusal.field)} : ${faults(refusal)}`;
    case 'BAD_ANSWER':
      return faults(refusal);
    case 'CHANGED_MEANWHILE':
      return words.CHANGED_MEANWHILE(fieldLabel(refusal.field));
    case 'SHEET_TAKEN':
      return words.SHEET_TAKEN(refusal.number);
    case 'BAD_FILE':
      return words.BAD_FILE(refusal.reason, refusal.line);
    case 'OUT_OF_TURN':
      return words.OUT_OF_TURN(refusal.part);
    case 'SHEET_INCOMPLETE':
      return words.SHEET_INCOMPLETE(refusal.missing.map(lacking).join(', '));
    case 'UNDECIDED':
      return words.UNDECIDED(refusal.axes, refusal.contributions);
    case 'AXIS_NOT_RETAINED':
    case 'DECISION_REQUIRED':
    case 'VALIDATED':
    case 'ABANDON_INSTEAD':
    case 'NOTHING_ANSWERED':
    case 'TELLS_SMALL_COUNTS':
    case 'CAMPAIGN_CLOSED':
    case 'WRONG_LETTERS':
    case 'KEYED_TWICE':
    case 'REASON_REQUIRED':
    case 'NOTHING_TO_PUBLISH':
    case 'NOT_ALLOWED':
    case 'NOT_FOUND':
    case 'TRY_LATER':
    case 'IN_USE':
    case 'UNKNOWN_COMMAND':
    case 'BAD_COMMAND':
      return words[refusal.code];
    case 'LIMIT_REACHED':
      return words.LIMIT_REACHED(refusal.max);
    default:
      return sentence(refusal, nameless);
  }
}
