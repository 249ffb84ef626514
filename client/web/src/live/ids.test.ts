import { expect, test } from 'vitest';
import { CODE_LETTERS } from '../protocol';
import { isCode, newId, newRecoveryCode, newToken, readCode, readPath, showCode } from './ids';

test('ids are UUIDs of version 4', () => {
  const ids = Array.from({ length: 100 }, newId);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(100);
});

test('tokens are 64 digits', () => {
  expect(newToken()).toMatch(/^[0-9a-f]{64}$/);
});

test('recovery codes use letters that cannot be mistaken, all of them', () => {
  const letters = new Set(Array.from({ length: 200 }, newRecoveryCode).join(''));
  expect([...letters].sort().join('')).toBe([...CODE_LETTERS].sort().join(''));
});

test('a code is read as people type it and shown as they read it', () => {
  expect(readCode(' miel-42 ab')).toBe('MIEL42AB');
  expect(readCode('« miel42ab ».')).toBe('MIEL42AB');
  expect(showCode('MIEL42AB')).toBe('MIEL\u00a042AB');
});

test('a code is found in the path of an address', () => {
  for (const path of ['/MIEL42AB.', '/miel42ab)', '/MIEL42AB/', '/MIEL42AB%E2%80%9D', '/MIEL42AB%', '/%FFMIEL42AB']) {
    expect(readPath(path), path).toBe('MIEL42AB');
  }
  expect(['ABCDEF', 'ABCD2345'].every(isCode)).toBe(true);
  expect(['', 'ABCDE', 'AABCDEF', 'ABCDE0', 'ABCDEO'].some(isCode)).toBe(false);
});
