import { fr } from './questionnaire.fr';
import { section } from './words.svelte';

export const questionnaire = section(fr, () => import('./questionnaire.en'));
