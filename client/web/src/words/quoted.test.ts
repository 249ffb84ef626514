import { expect, test } from 'vitest';
import { quoted } from './quoted';

test('a sentence is told apart from the words that it was given', () => {
  expect(quoted('Your topic “Un car” has its place: Préau.', ['Un car', 'Préau'])).toEqual([
    { text: 'Your topic “', typed: false },
    { text: 'Un car', typed: true },
    { text: '” has its place: ', typed: false },
    { text: 'Préau', typed: true },
    { text: '.', typed: false },
  ]);
  expect(quoted('Un car', ['Un car'])).toEqual([{ text: 'Un car', typed: true }]);
  expect(quoted('Nothing of it.', ['Un car', ''])).toEqual([{ text: 'Nothing of it.', typed: false }]);
  expect(quoted('a a', ['a', 'a']).filter(({ typed }) => typed)).toHaveLength(2);
});
