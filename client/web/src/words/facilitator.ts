import { fr } from './facilitator.fr';
import { section } from './words.svelte';

export const facilitator = section(fr, () => import('./facilitator.en'));
