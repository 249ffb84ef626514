import { expect, test } from 'vitest';
import { finds, fold } from './fold';

test('letters are found without accents and capitals', () => {
  expect(fold('Élu, CŒUR, l’été')).toBe('elu, coeur, l ete');
});

test('every word is looked for, in any order', () => {
  expect(finds('bus ecole', 'L’École et le bus')).toBe(true);
  expect(finds('bus mairie', 'L’École et le bus')).toBe(false);
});

test('what is typed on a plain keyboard finds what is written with care', () => {
  for (const [typed, written] of [
    ['saint-éloi', 'Saint Éloi'],
    ['saint eloi', 'Saint‑Éloi'],
    ['jean-luc', 'Jean‑Luc'],
    ['jean luc', 'Jean–Luc'],
    ['lukasz', 'Łukasz'],
    ['aero', 'Ærø'],
    ['strasse', 'Straße'],
    ['STRASSE', 'STRAẞE'],
    ['oeuf', 'Œuf'],
    ["l'ete", 'L’été'],
    ['l’été', 'L´ete'],
    ['efficace', 'eﬃcace'],
    ['istanbul', 'İstanbul'],
    ['cooperative', 'co\u00adopé\u200brative'],
    ['', 'anything'],
  ] as const) {
    expect(finds(typed, written), `${typed} finds ${written}`).toBe(true);
  }
  expect(finds('saint-éloi', 'Saint Élie')).toBe(false);
});
