import { fr } from './refusals.fr';
import { section } from './words.svelte';

export const refusals = section(fr, () => import('./refusals.en'));
