import { expect, test } from 'vitest';
import { isNear, Search, singular } from './search';

/** How a search for `typed` finds a text. */
function how(typed: string, text: string): 'exact' | 'near' | undefined {
  const { exact, near } = new Search<{ text: string }>().find(typed, [{ text }], (one) => one.text);
  return exact.length > 0 ? 'exact' : near.length > 0 ? 'near' : undefined;
}

test('a French word and its plural find each other, with and without accents', () => {
  for (const [one, many] of [
    ['vélo', 'vélos'],
    ['élu', 'élus'],
    ['métro', 'métros'],
    ['bus', 'bus'],
    ['journal', 'journaux'],
    ['local', 'locaux'],
    ['travail', 'travaux'],
    ['bureau', 'bureaux'],
    ['tuyau', 'tuyaux'],
    ['lieu', 'lieux'],
    ['genou', 'genoux'],
    ['prix', 'prix'],
    ['gaz', 'gaz'],
    ['œil', 'yeux'],
    ['cheveu', 'cheveux'],
    ['aîné', 'aînés'],
    ['vœu', 'vœux'],
    ['heureux', 'heureux'],
  ] as const) {
    for (const typed of [one, many, one.toUpperCase(), many.normalize('NFD')]) {
      for (const text of [one, many]) expect(how(typed, `Il y a l’${text}, ici.`), `${typed} finds ${text}`).toBe('exact');
    }
  }
});

test('typing errors are forgiven on both sides, and stand apart from what is written so', () => {
  for (const [typed, text] of [
    ['mediatheque', 'la médiathque'],
    ['medaitheque', 'la médiathèque'],
    ['mediateque', 'la médiathèque'],
    ['trasnport', 'un transport le samedi'],
    ['tranport', 'des transports'],
    ['vleo', 'les vélos'],
    ['cantinne', 'la cantine'],
    ['cantihe', 'la cantine'],
    ['bibliotek', 'la bibliothèque'],
    ['mobilte', 'la mobilité des jeunes'],
    ['assoc', 'les asociations'],
  ] as const) {
    expect(how(typed, text), `${typed} finds ${text}`).toBe('near');
  }
});

test('what is another word is not found', () => {
  for (const [typed, text] of [
    ['bus', 'un but'],
    ['élu', 'du bois vermoulu'],
    ['mer', 'la mère du maire et l’été'],
    ['eau', 'un bateau'],
    ['école', 'la gare'],
    ['transport', 'le travail'],
    ['vélo école', 'des vélos partout'],
  ] as const) {
    const found = how(typed, text);
    if (typed === 'mer') expect(found, 'a beginning is found').toBe('exact');
    else expect(found, `${typed}, ${text}`).toBeUndefined();
  }
});

test('every word is looked for, nothing typed finds all, and each is found once in the order of the list', () => {
  const list = ['Le bus de l’école', 'Un bus', 'L’ecolle et les bus', 'La cantine'].map((text) => ({ text }));
  const search = new Search<{ text: string }>();
  const texts = (typed: string) => {
    const { exact, near } = search.find(typed, list, (one) => one.text);
    return [exact, near].map((found) => found.map(({ text }) => text));
  };
  expect(texts('bus ecole')).toEqual([['Le bus de l’école'], ['L’ecolle et les bus']]);
  expect(texts(' ')).toEqual([list.map(({ text }) => text), []]);
  list[3]!.text = 'Un bus pour la cantine';
  expect(texts('cantine bus'), 'what was edited').toEqual([['Un bus pour la cantine'], []]);
});

test('one error is one sign left out, too many, wrong or swapped', () => {
  const letters = 'abcdé';
  for (const word of ['maison', 'cantine', 'transport']) {
    for (let at = 0; at < word.length; at++) {
      const wrong = [word.slice(0, at) + word.slice(at + 1)];
      for (const sign of letters) wrong.push(word.slice(0, at) + sign + word.slice(at), word.slice(0, at) + sign + word.slice(at + 1));
      if (at > 0) wrong.push(word.slice(0, at - 1) + word[at]! + word[at - 1]! + word.slice(at + 1));
      for (const one of wrong) expect(isNear(one, word, 1), `${one} is nearly ${word}`).toBe(true);
    }
    expect(isNear(`xx${word}`, word, 1)).toBe(false);
  }
  expect(singular('locaux')).toBe('local');
});

test('what is alike shares words, in the singular or plural; what few others say counts most', () => {
  const texts = [
    'Un bus le samedi entre les villages',
    'Il faut des bus entre les villages le samedi',
    'Le samedi les enfants jouent dans le parc',
    'Un centre de santé',
    'Une crèche ouverte le samedi',
  ].map((text) => ({ text }));
  const alike = (n: number) => new Search<{ text: string }>().alike(texts[n]!, texts, (one) => one.text, 3);
  expect(alike(0)[0]).toBe(texts[1]);
  expect(alike(3)).toEqual([]);
  expect(alike(0)).not.toContain(texts[0]);
});
