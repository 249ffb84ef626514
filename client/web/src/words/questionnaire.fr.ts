import { plurals } from './plurals';

const { count, number } = plurals('fr');

export const fr = {
  title: 'Questionnaire',
  several: (most: number) => (Number.isFinite(most) ? `${count(most, 'réponse', 'réponses')} au plus` : 'Plusieurs réponses possibles'),
  noAnswer: 'Ne pas répondre à cette question',
  dayHint: '12/03/2027, 03/2027 ou 2027',
  notANumber: 'Il faut un nombre, comme 12 ou 12,5.',
  notADay: 'Écrivez 12/03/2027, 03/2027 ou 2027.',
  between: (min: number | undefined, max: number | undefined) =>
    min === undefined ? `Il faut un nombre jusqu’à ${number(max ?? 0)}.` : max === undefined ? `Il faut un nombre à partir de ${number(min)}.` : `Il faut un nombre de ${number(min)} à ${number(max)}.`,
  anonymous: 'Vous répondez sans compte et sans donner votre nom. Laissez vide ce que vous ne voulez pas dire.',
  draft: 'Vos réponses sont gardées sur cet appareil jusqu’à l’envoi.',
  restored: 'Des réponses commencées sur cet appareil sont reprises ici.',
  startOver: 'Les effacer et commencer une autre feuille',
  number: 'Numéro de la feuille',
  letters: 'Quatre lettres de la feuille',
  lettersHint: 'Elles sont imprimées à côté du numéro.',
  needNumber: 'Écrivez le numéro imprimé sur votre feuille.',
  needLetters: 'Écrivez les quatre lettres imprimées à côté du numéro.',
  send: 'Envoyer mes réponses',
  sending: 'Envoi…',
  nothing: 'Répondez à une question au moins avant d’envoyer.',
  unreachable: 'Pas de réseau pour le moment. Vos réponses sont gardées ici : réessayez un peu plus tard.',
  wrongLetters: 'Ces lettres ne vont pas avec ce numéro. Vérifiez-les sur la feuille.',
  taken: (n: number) => `Une réponse avec le n° ${number(n)} est déjà arrivée. Une feuille ne sert qu’une fois.`,
  wait: 'Trop d’essais. Attendez une minute, puis recommencez.',
  badAnswer: 'Cette réponse ne convient pas. Corrigez-la, puis envoyez à nouveau.',
  refused: 'Le serveur n’a pas pris ces réponses. Rechargez la page, puis recommencez.',
  thanks: 'Merci, vos réponses sont bien arrivées.',
  another: 'Répondre pour une autre personne',
  closed: 'Ce questionnaire ne prend plus de réponses. Merci à celles et ceux qui ont répondu.',
  notFound: 'Aucun questionnaire à cette adresse. Vérifiez le lien.',
  again: 'Réessayer',
  whose: (programme: string) => `Une question de : ${programme}`,
};

export type QuestionnaireWords = typeof fr;
