import { fold } from '../ui/fold';

interface Numbered {
  id: string;
  number: number;
  name: string;
}

/**
 * What things are called on every screen: those of one name have their number in the forum behind it, « Marie (3) »
 * and « Marie (12) ». Names that only differ in accents, case or unseen signs are one name.
 */
export function apart(things: Iterable<Numbered>): ReadonlyMap<string, string> {
  const bearers = new Map<string, Map<string, Numbered>>();
  for (const thing of things) {
    const key = fold(thing.name);
    bearers.set(key, (bearers.get(key) ?? new Map<string, Numbered>()).set(thing.id, thing));
  }
  const called = ({ name, number }: Numbered, alone: boolean): string => (alone ? name : `${name} (${number})`);
  const all = [...bearers.values()].flatMap((same) =>
    [...same].map(([id, thing]) => [id, called(thing, same.size === 1)] as const),
  );
  return new Map(all);
}
