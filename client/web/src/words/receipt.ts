import { fr } from './receipt.fr';
import { section } from './words.svelte';

export const receipt = section(fr, () => import('./receipt.en'));
