import { fr } from './common.fr';
import { section } from './words.svelte';

export const common = section(fr, () => import('./common.en'));
