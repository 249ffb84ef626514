import { fr } from './participant.fr';
import { section } from './words.svelte';

export const participant = section(fr, () => import('./participant.en'));
