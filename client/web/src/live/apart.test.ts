import { expect, test } from 'vitest';
import { apart } from './apart';

const people = [
  { id: 'a', number: 1, name: 'Marie' },
  { id: 'b', number: 12, name: 'marie' },
  { id: 'c', number: 3, name: 'Élise' },
  { id: 'd', number: 4, name: 'Ma\u200brie' },
];

test('things of one name are told apart by their number, the same on every screen', () => {
  const called = apart(people);
  expect(people.map(({ id }) => called.get(id))).toEqual(['Marie (1)', 'marie (12)', 'Élise', 'Ma\u200brie (4)']);
  expect(apart(people.slice(1, 3)).get('b'), 'a screen that knows one of them').toBe('marie');
  expect(apart([...people, ...people]).get('c'), 'somebody who is named twice').toBe('Élise');
});
