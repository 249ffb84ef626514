import { expect, test } from 'vitest';
import { letter, tone } from './letter';

test('letters go on after Z', () => {
  expect([0, 25, 26, 51, 52, 99].map(letter)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'CV']);
});

test('colours come again after six, with stripes', () => {
  expect([0, 5, 6].map(tone)).toEqual(['tone-1', 'tone-6', 'tone-1 striped']);
});
