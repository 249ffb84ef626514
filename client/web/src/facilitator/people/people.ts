import type { CollegeId, ParticipantId, Person } from '../../protocol';
import { finds, fold } from '../../ui/fold';

/** Names as they are shown: the second « Marie » is « Marie (2) », in the order of joining. */
export function shownNames(people: readonly Person[]): Map<ParticipantId, string> {
  const seen = new Map<string, number>();
  const names = new Map<ParticipantId, string>();
  for (const person of [...people].sort((a, b) => a.number - b.number)) {
    const same = fold(person.name);
    const n = (seen.get(same) ?? 0) + 1;
    seen.set(same, n);
    names.set(person.id, n === 1 ? person.name : `${person.name} (${n})`);
  }
  return names;
}

/** Whom a list shows. */
export interface Filter {
  words: string;
  /** A college, `null` for people who said none, `undefined` for all. */
  college: CollegeId | null | undefined;
}

/** The people that a filter lets through, by name as the language sorts them. */
export function found(
  people: readonly Person[],
  names: ReadonlyMap<ParticipantId, string>,
  filter: Filter,
  language: string,
): Person[] {
  const collator = new Intl.Collator(language, { numeric: true });
  const name = (person: Person): string => names.get(person.id) ?? person.name;
  return people
    .filter((person) => filter.college === undefined || person.college === filter.college)
    .filter((person) => finds(filter.words, name(person)))
    .sort((a, b) => collator.compare(name(a), name(b)));
}
