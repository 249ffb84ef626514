import { expect, test } from 'vitest';
import { bandsOf, readBounds, share, stepsOf } from './tables';

test('bounds are read as people type them', () => {
  expect(readBounds('18 ; 30 ; 60')).toEqual([18, 30, 60]);
  expect(readBounds('1,5;2')).toEqual([1.5, 2]);
  for (const none of ['', ' ', '30 ; 18', '18 ; x', '5 ; 5']) expect(readBounds(none), none).toBeUndefined();
});

test('a scale has a line a step', () => {
  expect(stepsOf({ kind: 'scale', min: 1, max: 4 })).toEqual([2, 3, 4]);
  expect(stepsOf({ kind: 'scale', min: 0, max: 100 })).toEqual([]);
  expect(stepsOf({ kind: 'number', min: 1, max: 4 })).toEqual([]);
  expect(stepsOf({ kind: 'scale', min: undefined, max: 4 })).toEqual([]);
});

test('bands are open at both ends', () => {
  expect(bandsOf([18, 30], (from, below) => `${from ?? ''}–${below ?? ''}`)).toEqual(['–18', '18–30', '30–']);
});

test('no share is said of what is not told', () => {
  expect([share(1, 4), share('withheld', 4), share(1, 'withheld'), share(0, 0), share(undefined, 4)]).toEqual([0.25, undefined, undefined, undefined, undefined]);
});
