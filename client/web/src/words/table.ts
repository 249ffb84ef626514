import { fr } from './table.fr';
import { section } from './words.svelte';

export const table = section(fr, () => import('./table.en'));
