import { plurals } from './plurals';

const { count, form } = plurals('fr');

/** The words of the page where an author finds what became of a contribution. */
export const fr = {
  title: 'Que sont devenus mes mots ?',
  label: 'Votre code de suivi',
  hint: (letters: number) => `${count(letters, 'lettre ou chiffre', 'lettres et chiffres')}. Il est dans « Mes mots », sous chaque contribution.`,
  go: 'Chercher',
  wrong: (letters: number) => `Un code de suivi a ${count(letters, 'lettre ou chiffre', 'lettres et chiffres')}, sans I, L, O, 0 ni 1.`,
  unknown: 'Aucun mot n’a ce code ici. Vérifiez les lettres et l’adresse de cette page.',
  tooMany: 'Trop d’essais d’ici. Attendez une minute.',
  offline: 'Pas de réponse pour l’instant. Essayez encore dans un moment.',
  found: 'Vous avez écrit',
  group: 'Dans le groupe',
  became: 'Ce que c’est devenu',
  under: (axes: number) => form(axes, { one: 'Rattaché à l’axe', other: 'Rattaché aux axes' }),
  nowhere: 'Personne ne l’a encore rattaché à un axe.',
  duplicate: 'Une autre contribution dit la même chose : la vôtre lui ajoute une voix.',
  aside: { not_attached: 'Lu, et rattaché à aucun axe.', outside_territory: 'Hors du territoire du forum.' },
  question: 'La question du forum',
  nobody: 'Cette page ne dit pas qui a écrit.',
  another: 'Un autre code',
  gone: {
    taken_back: 'Ces mots ont été repris par la personne qui les avait écrits.',
    hidden: 'Ces mots ont été retirés par l’animation.',
    erased: 'Ces mots ont été effacés avec la personne qui les avait écrits.',
  },
  path: {
    title: 'Et ensuite, dans la démarche',
    waiting: 'Le comité n’en a pas encore décidé.',
    outcomes: { retained: 'Retenu par le comité', joined: 'Réuni à d’autres par le comité', not_retained: 'Non retenu par le comité' } as Record<string, string>,
    why: {
      competence: 'Hors des compétences communes',
      in_place: 'Déjà en place',
      outside: 'Hors du territoire',
      law: 'Contraire à la loi',
    } as Record<string, string>,
    through: 'Avec l’axe du forum',
    axis: 'Axe stratégique',
    original: (name: string) => `Intitulé d’origine : ${name}`,
    objective: 'Objectif',
    sheet: 'Fiche action',
    rests: 'Elle s’appuie sur ces mots, ou sur leur axe.',
    revised: 'en révision : une nouvelle version est en cours d’écriture',
    public: 'Voir tout ce qui est publié de cette démarche',
    noSheet: 'Pas encore de fiche action validée.',
    states: {
      validated: 'Validée',
      upcoming: 'À venir',
      ongoing: 'En cours',
      paused: 'En pause',
      blocked: 'Bloquée',
      done: 'Réalisée',
      abandoned: 'Abandonnée',
    } as Record<string, string>,
    more: (n: number) => `Et ${count(n, 'autre fiche', 'autres fiches')}.`,
  },
  goneText: 'Il n’en reste rien ici.',
};

export type ReceiptWords = typeof fr;
