export const fr = {
  title: 'Bourdon, animation',
};

export type FacilitatorWords = typeof fr;
