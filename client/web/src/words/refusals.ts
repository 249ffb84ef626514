import type { Refusal } from '../protocol';
import type { Names } from './refusal';
import { isolated } from './isolated';
import { fr } from './refusals.fr';
import { section } from './words.svelte';

export const refusals = section(fr, () => import('./refusals.en'));

/** Names where no forum is at hand yet. */
export const nameless: Names = { slot: () => undefined, space: () => undefined };

/** A refusal in words. A code of a newer server reads like a page that is too old. */
export function sentence(refusal: Refusal, names: Names): string {
  const words = refusals();
  const say = (words[refusal.code] ?? words.UNKNOWN_COMMAND) as (refusal: Refusal, names: Names) => string;
  const named = 'name' in refusal && refusal.name !== undefined ? { ...refusal, name: isolated(refusal.name) } : refusal;
  const shown = (name: string | undefined): string | undefined => name && isolated(name);
  return say(named, { slot: (id) => shown(names.slot(id)), space: (id) => shown(names.space(id)) });
}
