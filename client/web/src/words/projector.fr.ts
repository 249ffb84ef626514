export const fr = {
  title: 'Bourdon, écran de la salle',
};

export type ProjectorWords = typeof fr;
