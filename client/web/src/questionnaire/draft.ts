import { newId } from '../live/ids';
import type { Answers, Typing } from '../programme/questions';
import { stored } from '../stored';
import type { Link } from './link';

/** What is answered and not sent yet; `id` and `as` make sure that sent twice it comes in once. */
export interface Draft {
  answers: Answers;
  typing: Typing;
  sheet: string;
  letters: string;
  id: string;
  as: string;
}

/** One sheet, one place: those of a family on one phone do not mix. */
export const placeOf = ({ code, campaign, sheet }: Link): string => `bourdon:questionnaire:${code}-${campaign}${sheet && `-${Number(sheet)}`}`;

export const blank = (link?: Link): Draft => ({ answers: {}, typing: {}, sheet: link?.sheet ?? '', letters: link?.letters ?? '', id: newId(), as: newId() });

export const isBlank = ({ answers, typing }: Draft): boolean => Object.keys(answers).length + Object.keys(typing).length === 0;

/** What was begun of a link's sheet. */
export function begun(link: Link): Draft | undefined {
  try {
    const kept = JSON.parse(stored.read(placeOf(link)) ?? '') as Partial<Draft>;
    const from = { ...blank(link), ...kept };
    return { ...from, sheet: link.sheet || from.sheet, letters: link.letters || from.letters };
  } catch {
    return undefined;
  }
}

export const keep = (link: Link, draft: Draft): void => void stored.write(placeOf(link), JSON.stringify(draft));

export const forget = (link: Link): void => stored.remove(placeOf(link));

/** The number of a sheet was typed: what was begun of it, each sheet for itself; else this draft is of that sheet. */
export function turnTo(from: Link, draft: Draft): { link: Link; draft: Draft } {
  const link = { ...from, sheet: draft.sheet.trim(), letters: '' };
  const before = begun(link);
  if (!before || isBlank(draft)) forget(from);
  const now = before ? { ...before, letters: before.letters || draft.letters } : draft;
  keep(link, now);
  return { link, draft: now };
}
