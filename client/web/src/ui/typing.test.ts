import { expect, test } from 'vitest';
import { accepts, measure } from './typing.svelte';

test('a push never replaces words under the cursor', () => {
  expect(accepts('mes mots', 'autres mots', true)).toBe(false);
  expect(accepts('mes mots', 'autres mots', false)).toBe(true);
});

test('a form may empty its field, and fill it again after a refusal', () => {
  expect(accepts('mes mots', '', true)).toBe(true);
  expect(accepts('', 'mes mots', true)).toBe(true);
});

test('characters are counted as the server does', () => {
  expect(measure('e\u0301te\u0301')).toBe(3);
  expect(measure('🐝 ')).toBe(1);
});
