import type { CollegeId, Person } from '../../protocol';
import { finds } from '../../ui/fold';

/** Whom a list shows. */
export interface PeopleFilter {
  words: string;
  /** A college, `null` for people who said none, `undefined` for all. */
  college: CollegeId | null | undefined;
}

/** The people that a filter lets through, by name as the language sorts them. */
export function found(people: readonly Person[], filter: PeopleFilter, language: string): Person[] {
  const collator = new Intl.Collator(language, { numeric: true });
  return people
    .filter((person) => filter.college === undefined || person.college === filter.college)
    .filter((person) => finds(filter.words, person.name))
    .sort((a, b) => collator.compare(a.name, b.name));
}
