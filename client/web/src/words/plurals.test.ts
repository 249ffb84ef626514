import { describe, expect, test } from 'vitest';
import { plurals } from './plurals';

describe('French', () => {
  const { count, form, number } = plurals('fr');

  test.each([
    [0, '0\u00a0sujet'],
    [1, '1\u00a0sujet'],
    [1.5, '1,5\u00a0sujet'],
    [2, '2\u00a0sujets'],
    [1500, '1\u00a0500\u00a0sujets'],
    [1_000_000, '1\u00a0000\u00a0000\u00a0sujets'],
  ])('%d', (n, words) => expect(count(n, 'sujet', 'sujets')).toBe(words));

  test('a form stands alone', () => {
    expect(form(1, { one: 'reste', other: 'restent' })).toBe('reste');
    expect(form(5, { one: 'reste', other: 'restent' })).toBe('restent');
  });

  test('a number holds no space that the font lacks', () => {
    expect(number(12_345.5)).toBe('12\u00a0345,5');
  });
});

describe('English', () => {
  const { count } = plurals('en');

  test.each([
    [0, '0\u00a0topics'],
    [1, '1\u00a0topic'],
    [1.5, '1.5\u00a0topics'],
    [2, '2\u00a0topics'],
    [1500, '1,500\u00a0topics'],
  ])('%d', (n, words) => expect(count(n, 'topic', 'topics')).toBe(words));
});

test('a language with more forms falls back to the last', () => {
  const { form } = plurals('pl');
  expect(form(1, { one: 'temat', few: 'tematy', other: 'tematów' })).toBe('temat');
  expect(form(3, { one: 'temat', few: 'tematy', other: 'tematów' })).toBe('tematy');
  expect(form(5, { one: 'temat', few: 'tematy', other: 'tematów' })).toBe('tematów');
});
