import { SMALL_COUNT } from '../protocol';
import { plurals } from './plurals';

const { count, number, form } = plurals('fr');

export const fr = {
  all: 'Ce qui porte chaque axe',
  one: 'Ce qui porte cet axe',
  of: (axis: string) => `Ce qui porte l’axe : ${axis}`,
  order: 'D’abord les axes dont le plus de groupes différents ont parlé, puis le plus de personnes. L’ordre ne décide de rien.',

  measures: {
    groups: 'Groupes',
    slots: 'Créneaux',
    contributions: 'Contributions',
    authors: 'Ont écrit',
    supporters: 'Ont appuyé',
    disagreements: 'Désaccords',
    dots: 'Gommettes',
    noCollege: 'Sans collège',
  },
  withDuplicates: (n: number, duplicates: number) => `${number(n)} et ${count(duplicates, 'doublon', 'doublons')}`,
  dotsOf: (dots: number, people: number) => `${number(dots)}, de ${count(people, 'personne', 'personnes')}`,

  slots: (n: number) => count(n, 'créneau', 'créneaux'),
  disagreements: (n: number) => count(n, 'désaccord', 'désaccords'),
  absent: (colleges: readonly string[]) => `${form(colleges.length, { one: 'Collège absent', other: 'Collèges absents' })} : ${colleges.join(', ')}`,

  notTold: (colleges: readonly string[]) => `Non dit : ${colleges.join(', ')}`,
  untold: { few: `moins de ${number(SMALL_COUNT)}`, withheld: 'non dit' },
  later: 'Les personnes sont comptées quand le vote s’ouvre.',
  counted:
    'Personnes comptées quand le tri est terminé, quand le vote s’ouvre et se ferme, et à la fin ; puis de nouveau quand cinq au moins ont changé.',
  why: '« Non dit » : moins de cinq, ou un nombre d’où un autre se déduirait.',
};

export type WeightWords = typeof fr;
