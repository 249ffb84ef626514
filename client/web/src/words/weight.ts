import type { Weight } from '../live/weight';
import { common as c } from './common';
import { fr } from './weight.fr';
import { section } from './words.svelte';

export const weight = section(fr, () => import('./weight.en'));

/** In how many slots it was spoken of, and how many people carry it, where that is told. */
export function carried({ count: { slots = 0, voices } }: Weight): string[] {
  const people = typeof voices?.people === 'number' ? c().people(voices.people) : undefined;
  return [slots > 0 ? weight().slots(slots) : undefined, people].filter((fact) => fact !== undefined);
}
