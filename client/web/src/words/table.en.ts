import type { Coverage } from '../protocol';
import { plurals } from './plurals';
import type { TableWords } from './table.fr';

const { count, number } = plurals('en');

/** What there is none of is not said. */
const some = (n: number, one: string, other: string): string[] => (n === 0 ? [] : [count(n, one, other)]);

export const en: TableWords = {
  coverage: (parts: Required<Coverage>) => {
    const all = Object.values(parts).reduce((sum, n) => sum + n, 0);
    const said = [
      `${number(parts.attached)} attached`,
      ...some(parts.duplicates, 'duplicate', 'duplicates'),
      ...some(parts.not_attached, 'not attached', 'not attached'),
      ...some(parts.outside_territory, 'outside the territory', 'outside the territory'),
      ...some(parts.taken_back, 'taken back', 'taken back'),
      `${number(parts.unexamined)} not looked at`,
    ];
    return `${count(all, 'contribution', 'contributions')}: ${said.join(', ')}.`;
  },
  title: 'Sort together',
  lead: 'Take a contribution, then say under which axis it goes. The whole room sees what you do.',
  closed: 'The room does not sort just now.',
  noAxes: 'There is no axis yet to sort under.',
  search: 'Search for a word',
  show: 'Show',
  toPlace: (n: number) => `To place (${number(n)})`,
  under: (letter: string, name: string, n: number) => `${letter} · ${name} (${number(n)})`,
  found: (n: number) => count(n, 'contribution', 'contributions'),
  nearly: 'Written nearly so:',
  placeUnder: 'Place under:',
  moveTo: 'Or under:',
  leave: 'Put back to place',
  notHere: 'Does not go here',
  back: 'Undo my last move',
  done: {
    placed: (axis: string) => `Placed under “${axis}”.`,
    left: 'Put back to place.',
    notHere: 'Put back to place. It will not be suggested here again.',
  },
  waiting: (n: number) => `${count(n, 'move waits', 'moves wait')} for the network.`,
  full: (n: number) => `${count(n, 'move waits', 'moves wait')} for the network already. Go on when it is back.`,
};
