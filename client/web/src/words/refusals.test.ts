import { expect, test } from 'vitest';
import { nameless, sentence } from './refusals';

const called = { ...nameless, person: (id: string) => ({ sarah: 'שרה', marie: 'Marie (12)' })[id] };

test('who decides or writes is named as on all screens, and turns no sentence round', () => {
  expect(sentence({ code: 'PEN_TAKEN', person: 'marie' }, called)).toBe('Marie (12) tient la plume. Demandez-la-lui.');
  expect(sentence({ code: 'PEN_TAKEN', person: 'sarah' }, called)).toBe('\u2068שרה\u2069 tient la plume. Demandez-la-lui.');
  expect(sentence({ code: 'NOT_HOST', person: 'marie' }, called)).toBe('Marie (12) en décide. Demandez-lui.');
});

test('somebody who is not known here has no name', () => {
  expect(sentence({ code: 'PEN_TAKEN', person: 'gone' }, called)).toBe('Une autre personne tient la plume. Demandez-la-lui.');
  expect(sentence({ code: 'NOT_HOST' }, called)).toBe('La personne qui a proposé le sujet en décide. Demandez-lui.');
});
