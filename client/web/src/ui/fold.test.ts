import { expect, test } from 'vitest';
import { finds, fold } from './fold';

test('letters are found without accents and capitals', () => {
  expect(fold('Élu, CŒUR, l’été')).toBe("elu, coeur, l'ete");
});

test('every word is looked for, in any order', () => {
  expect(finds('bus ecole', 'L’École et le bus')).toBe(true);
  expect(finds('bus mairie', 'L’École et le bus')).toBe(false);
});
