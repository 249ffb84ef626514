import { plurals, sayDate } from './plurals';

const { count, number } = plurals('fr');

export const fr = {
  name: 'Bourdon',
  otherLanguage: 'English',
  number,

  cancel: 'Annuler',
  close: 'Fermer',
  back: 'Retour',
  next: 'Suivant',
  undo: 'Annuler',
  edit: 'Corriger',
  erase: 'Effacer',
  search: 'Chercher',
  help: 'Aide',
  loading: 'Chargement…',

  remaining: (n: number) => `${count(n, 'caractère restant', 'caractères restants')}`,
  tooMany: (n: number) => `${count(n, 'caractère', 'caractères')} en trop`,
  more: (what: string) => `Ajouter : ${what}`,
  less: (what: string) => `Retirer : ${what}`,

  rest: (n: number) => `Voir la suite (${number(n)})`,
  people: (n: number) => count(n, 'personne', 'personnes'),
  topics: (n: number) => count(n, 'sujet', 'sujets'),
  groups: (n: number) => count(n, 'groupe', 'groupes'),
  contributions: (n: number) => count(n, 'contribution', 'contributions'),
  supports: (n: number) => count(n, 'appui', 'appuis'),
  dots: (n: number) => count(n, 'gommette', 'gommettes'),
  axes: (n: number) => count(n, 'axe', 'axes'),
  /** Why results are not what the ballots say now. */
  withheld: {
    few: 'Moins de cinq personnes ont posé des gommettes : le résultat ne se montre pas, car on pourrait deviner qui a choisi quoi.',
    changes:
      'Moins de cinq bulletins ont changé depuis : le résultat d’avant reste, car on pourrait deviner qui a changé d’avis.',
  },
  minutesLeft: (n: number) => (n <= 0 ? 'c’est l’heure' : `encore ${count(n, 'minute', 'minutes')}`),
  minutesAgo: (n: number) => `il y a ${number(n)} min`,

  /** A day, « vendredi 12 mars », of « 2027-03-12 ». */
  day: (day: string) => sayDate('fr', Date.parse(day), { weekday: 'long', day: 'numeric', month: 'long' }),
  /** A time of day: « 9 h 05 ». */
  time: (hours: number, minutes: number) => `${hours}\u00a0h\u00a0${String(minutes).padStart(2, '0')}`,

  hall: {
    other: (place: string, time: string) => `Cet appareil est réglé sur une autre heure. Ici, les heures sont celles de la salle (${place}) : il y est ${time}.`,
    unknown: (place: string) => `Cet appareil ne connaît pas l’heure de la salle (${place}) : les heures d’ici sont les siennes.`,
  },

  network: {
    lost: 'Pas de réseau. Vos mots sont gardés ici.',
    connecting: 'Connexion…',
    waiting: (n: number) => `${count(n, 'mot attend', 'mots attendent')} le réseau.`,
    manyWaiting: 'Beaucoup de mots attendent : approchez-vous du Wi-Fi.',
    notKept: 'Ce navigateur ne garde rien. Ouvrez cette adresse dans Safari ou Chrome.',
  },

  sent: {
    kept: 'Gardé sur ce téléphone, part dès que possible',
    received: 'Reçu',
  },

  display: {
    size: 'Taille du texte',
    sizes: { normal: 'Normale', large: 'Grande', larger: 'Très grande' },
    theme: 'Couleurs',
    themes: { auto: 'Automatique', light: 'Clair', dark: 'Sombre' },
    language: 'Langue',
  },

  phases: {
    welcome: 'Accueil',
    opening: 'Ouverture',
    marketplace: 'Place du marché',
    groups: 'Groupes',
    reading: 'Lecture',
    priorities: 'Priorités',
    actions: 'Actions',
    closing: 'Clôture',
  },

  kinds: {
    finding: 'Constat',
    need: 'Besoin',
    idea: 'Idée',
    proposal: 'Proposition',
    question: 'Question',
    disagreement: 'Désaccord',
    next_step: 'Suite à donner',
  },

  gone: {
    text: {
      taken_back: 'Contribution retirée par la personne qui l’a écrite.',
      hidden: 'Contribution retirée par l’animation.',
      erased: 'Contribution effacée avec la personne qui l’a écrite.',
    },
    title: {
      taken_back: 'Sujet retiré par la personne qui le portait',
      hidden: 'Sujet retiré par l’animation',
      erased: 'Sujet effacé avec la personne qui le portait',
    },
    axis: 'Axe sans nom',
    name: (n: number) => `Personne n° ${number(n)}`,
  },
};

export type CommonWords = typeof fr;
