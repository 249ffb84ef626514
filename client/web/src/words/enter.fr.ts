import { plurals } from './plurals';

const { count } = plurals('fr');

/** The words of the door. */
export const fr = {
  title: 'Vous entrez dans le forum',
  code: {
    title: 'Quel est le code de la salle ?',
    label: 'Code',
    hint: 'Les lettres et les chiffres affichés à l’écran de la salle.',
    go: 'Continuer',
    unknown: 'Aucune salle n’a ce code. Vérifiez-le sur l’écran de la salle.',
    tooMany: 'Trop d’essais. Attendez une minute ou passez à l’accueil.',
    before: 'Vous êtes déjà venu ici',
  },
  name: {
    label: 'Votre prénom',
    hint: 'Il se voit sur vos sujets et dans votre groupe. Ce que vous écrivez s’affiche sans votre nom.',
    go: 'Entrer',
    privacy: 'L’animation garde votre prénom et vos mots aussi longtemps qu’elle garde ce forum. Vous pouvez les reprendre dans « Mes mots ».',
    missing: 'Écrivez votre prénom, ou celui que vous voulez.',
  },
  college: {
    title: (name: string) => `Bonjour ${name} !`,
    question: 'Vous venez parce que…',
    none: 'Je préfère ne pas dire',
  },
  waiting: {
    title: 'C’est noté.',
    text: 'Vous entrerez dès que le réseau revient. Vous n’avez rien à refaire.',
    help: 'Vérifiez que ce téléphone est sur le Wi-Fi de la salle.',
    change: 'Changer mon prénom',
  },
  closed: ['L’entrée est fermée.', 'Adressez-vous à l’accueil. Si vous étiez déjà là, retrouvez votre place.'] as readonly [string, string],
  ended: ['Le forum est terminé.', 'Si vous y étiez, retrouvez votre place pour tout relire.'] as readonly [string, string],
  again: {
    link: 'Retrouver ma place',
    title: 'Retrouver ma place',
    label: 'Votre code de retour',
    hint: (letters: number) => `${count(letters, 'lettre ou chiffre', 'lettres et chiffres')}. Il est dans « Mes mots » sur l’autre téléphone, ou à l’accueil.`,
    go: 'Retrouver ma place',
    unknown: 'Ce code ne va pas ici. Vérifiez les lettres, ou demandez à l’accueil.',
    offline: 'Pas de réseau pour l’instant. Essayez encore dans un moment.',
    back: 'Je viens pour la première fois',
  },
  who: {
    title: 'Qui êtes-vous ?',
    other: 'Une autre personne',
  },
};

export type EnterWords = typeof fr;
