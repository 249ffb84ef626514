import type { Refusal } from '../protocol';
import type { Names } from './refusal';
import { isolated } from './isolated';
import { fr } from './refusals.fr';
import { section } from './words.svelte';

export const refusals = section(fr, () => import('./refusals.en'));

/** What a forum calls the things that refusals name. */
export type PlacesAndPeople = Omit<Names, 'why'>;

/** Where no forum is at hand yet. */
export const nameless: PlacesAndPeople = { slot: () => undefined, space: () => undefined, person: () => undefined, thing: () => undefined };

/** A refusal in words. A code of a newer server reads like a page that is too old. */
export function sentence(refusal: Refusal, names: PlacesAndPeople): string {
  const words = refusals();
  const known: Partial<Record<Refusal['code'], unknown>> = words;
  const say = (known[refusal.code] ?? words.UNKNOWN_COMMAND) as (refusal: Refusal, names: Names) => string;
  const shown = (name: string | undefined): string | undefined => name && isolated(name);
  return say(refusal, {
    slot: (id) => shown(names.slot(id)),
    space: (id) => shown(names.space(id)),
    person: (id) => shown(names.person(id)),
    thing: (id) => shown(names.thing(id)),
    why: (refusal) => sentence(refusal, names),
  });
}
