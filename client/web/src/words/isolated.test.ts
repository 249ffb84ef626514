import { expect, test } from 'vitest';
import { isolated, isolating } from './isolated';

test('what is written from right to left is isolated, in every sentence', () => {
  expect(isolated('Léo')).toBe('Léo');
  for (const name of ['שרה', 'مريم', 'P1\u202e', 'Ana שרה']) expect(isolated(name)).toBe(`\u2068${name}\u2069`);
  const words = isolating({
    plain: 'Bonjour',
    pair: ['un', (name: string) => `${name} parle`] as const,
    deep: { pen: (name: string, n: number) => `${name} tient ${n}` },
  });
  expect(words.plain).toBe('Bonjour');
  expect(words.pair[1]('שרה')).toBe('\u2068שרה\u2069 parle');
  expect(words.deep.pen('שרה', 2)).toBe('\u2068שרה\u2069 tient 2');
  expect(words.deep.pen('Léo', 2)).toBe('Léo tient 2');
});
