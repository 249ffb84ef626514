import { fr } from './plan.fr';
import { section } from './words.svelte';

export const plan = section(fr, () => import('./plan.en'));
