import type { Coverage } from '../protocol';
import { plurals } from './plurals';

const { count, number } = plurals('fr');

/** What there is none of is not said. */
const some = (n: number, one: string, other: string): string[] => (n === 0 ? [] : [count(n, one, other)]);

export const fr = {
  coverage: (parts: Required<Coverage>) => {
    const all = Object.values(parts).reduce((sum, n) => sum + n, 0);
    const said = [
      count(parts.attached, 'rattachée', 'rattachées'),
      ...some(parts.duplicates, 'doublon', 'doublons'),
      ...some(parts.not_attached, 'non rattachée', 'non rattachées'),
      ...some(parts.outside_territory, 'hors territoire', 'hors territoire'),
      ...some(parts.taken_back, 'reprise', 'reprises'),
      count(parts.unexamined, 'non examinée', 'non examinées'),
    ];
    return `${count(all, 'contribution', 'contributions')} : ${said.join(', ')}.`;
  },
  title: 'Trier ensemble',
  lead: 'Prenez une contribution, puis dites sous quel axe elle va. Toute la salle voit ce que vous faites.',
  closed: 'En ce moment, la salle ne trie pas.',
  noAxes: 'Il n’y a pas encore d’axe sous lequel ranger.',
  search: 'Chercher un mot',
  show: 'Montrer',
  toPlace: (n: number) => `À placer (${number(n)})`,
  under: (letter: string, name: string, n: number) => `${letter} · ${name} (${number(n)})`,
  found: (n: number) => count(n, 'contribution', 'contributions'),
  nearly: 'Écrit à peu près ainsi :',
  placeUnder: 'Placer sous :',
  moveTo: 'Ou sous :',
  leave: 'Remettre à placer',
  notHere: 'Ne va pas ici',
  back: 'Annuler mon dernier geste',
  done: {
    placed: (axis: string) => `Placée sous « ${axis} ».`,
    left: 'Remise à placer.',
    notHere: 'Remise à placer. Elle ne sera plus proposée ici.',
  },
  waiting: (n: number) => `${count(n, 'geste attend', 'gestes attendent')} le réseau.`,
  full: (n: number) => `${count(n, 'geste attend', 'gestes attendent')} déjà le réseau. Continuez quand il sera revenu.`,
};

export type TableWords = typeof fr;
