import type { ItemId, Noun } from '../protocol';
import { NOUNS, type Scope } from '../protocol/programme';
import type { Page } from './place';

/** What the page of a part lists, and where that is to be heard. */
export interface PartOf {
  nouns: readonly Noun[];
  /** Which of them have a page of their own. */
  pages: readonly Noun[];
  scope: Scope;
  /** The scope of what belongs to one of them. */
  of(root: ItemId): Scope;
}

const inside =
  (word: string) =>
  (root: ItemId): Scope =>
    `${word}:${root}`;
const itself =
  (scope: Scope) =>
  (): Scope =>
    scope;

export const PARTS: Partial<Record<Page, PartOf>> = {
  committees: { nouns: ['committee'], pages: ['committee'], scope: 'programme', of: inside('committee') },
  diagnosis: { nouns: ['indicator', 'theme'], pages: ['indicator'], scope: 'diagnosis', of: itself('diagnosis') },
  interviews: { nouns: ['interview', 'interview_field'], pages: ['interview', 'interview_field'], scope: 'interviews', of: itself('interviews') },
  agreement: { nouns: ['agreement'], pages: ['agreement'], scope: 'plan', of: itself('plan') },
  forums: { nouns: ['forum'], pages: ['forum'], scope: 'programme', of: inside('forum') },
};

/** The nouns that belong to one, each by the field that says to which. */
export const childrenOf = (noun: Noun): { noun: Noun; by: string }[] =>
  (Object.keys(NOUNS) as Noun[]).flatMap((child) =>
    NOUNS[child].fields.filter((field) => field.kind === 'parent' && field.noun === noun).map(({ name }) => ({ noun: child, by: name })),
  );
