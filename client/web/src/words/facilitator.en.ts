import type { FacilitatorWords } from './facilitator.fr';

export const en = {
  title: 'Bourdon, facilitation',
} satisfies FacilitatorWords;
