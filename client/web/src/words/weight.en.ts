import { SMALL_COUNT } from '../protocol';
import { plurals } from './plurals';
import type { WeightWords } from './weight.fr';

const { count, number, form } = plurals('en');

export const en: WeightWords = {
  all: 'What carries each axis',
  one: 'What carries this axis',
  of: (axis: string) => `What carries the axis: ${axis}`,
  order: 'First the axes of which most different groups spoke, then most people. The order decides nothing.',

  measures: {
    groups: 'Groups',
    slots: 'Slots',
    contributions: 'Contributions',
    authors: 'Wrote',
    supporters: 'Supported',
    disagreements: 'Disagreements',
    dots: 'Dots',
    noCollege: 'No college',
  },
  withDuplicates: (n: number, duplicates: number) => `${number(n)} and ${count(duplicates, 'duplicate', 'duplicates')}`,
  dotsOf: (dots: number, people: number) => `${number(dots)}, of ${count(people, 'person', 'people')}`,

  slots: (n: number) => count(n, 'slot', 'slots'),
  disagreements: (n: number) => count(n, 'disagreement', 'disagreements'),
  absent: (colleges: readonly string[]) => `${form(colleges.length, { one: 'Absent college', other: 'Absent colleges' })}: ${colleges.join(', ')}`,

  notTold: (colleges: readonly string[]) => `Not told: ${colleges.join(', ')}`,
  untold: { few: `fewer than ${number(SMALL_COUNT)}`, withheld: 'not told' },
  later: 'People are counted when the vote opens.',
  counted:
    'People are counted when sorting is closed, when the vote opens and closes, and at the end; and again once five at least have changed.',
  why: '“Not told”: fewer than five, or a number from which another one would follow.',
};
