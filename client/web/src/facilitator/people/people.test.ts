import { expect, test } from 'vitest';
import type { Person } from '../../protocol';
import { found } from './people';

const person = (number: number, name: string, college: string | null = null): Person => ({
  id: `p${number}`,
  number,
  name,
  college,
  group: null,
});
const people = [person(3, 'Marie'), person(1, 'marie', 'c1'), person(2, 'Élise', 'c1'), person(4, 'Zoé')];

test('a search forgets accents and case', () => {
  const ids = (words: string) => found(people, { words, college: undefined }, 'fr').map((p) => p.id);
  expect(ids('elise')).toEqual(['p2']);
  expect(ids('zoe')).toEqual(['p4']);
  expect(ids('')).toEqual(['p2', 'p1', 'p3', 'p4']);
});

test('a college, or nobody’s college', () => {
  expect(found(people, { words: '', college: 'c1' }, 'fr')).toHaveLength(2);
  expect(found(people, { words: '', college: null }, 'fr')).toHaveLength(2);
});
