import { fr } from './programme.fr';
import { section } from './words.svelte';

export const programme = section(fr, () => import('./programme.en'));
