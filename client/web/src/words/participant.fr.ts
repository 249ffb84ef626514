export const fr = {
  title: 'Bourdon',
  bar: { now: 'Maintenant', wall: 'Le mur', group: 'Mon groupe', words: 'Mes mots' },
};

export type ParticipantWords = typeof fr;
