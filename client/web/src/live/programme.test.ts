import { expect, test } from 'vitest';
import type { ProgrammeLanguage } from './language';
import { KINDS } from './programme.svelte';
import { Replica } from './replica.svelte';

test('a card is found again by where its words stand', () => {
  const replica = new Replica<ProgrammeLanguage>(KINDS);
  const id = { answer: { sheet: 's', question: 'q' } };
  replica.apply([{ put: { card: { id, source: 'c', text: 'Un car.' } } }, { put: { card: { id: { verbatim: 'v' }, source: 'f', text: 'Un bus.' } } }]);
  replica.apply([{ put: { card: { id, source: 'c', text: 'Un car.', evidence: true } } }]);
  expect([...replica.all('card').values()].map(({ text, evidence }) => [text, evidence])).toEqual([['Un car.', true], ['Un bus.', undefined]]);
  replica.apply([{ remove: { card: id } }]);
  expect([...replica.all('card').values()].map(({ text }) => text)).toEqual(['Un bus.']);
});
