import { fr } from './enter.fr';
import { section } from './words.svelte';

export const enter = section(fr, () => import('./enter.en'));
