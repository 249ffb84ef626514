import { fr } from './projector.fr';
import { section } from './words.svelte';

export const projector = section(fr, () => import('./projector.en'));
