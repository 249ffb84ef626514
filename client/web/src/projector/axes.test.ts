import { expect, test } from 'vitest';
import type { Axis } from '../protocol';
import { rank } from './axes';

test('axes with as many dots share a rank, in the order of their letters', () => {
  const axes: Axis[] = ['a', 'b', 'c', 'd'].map((id, number) => ({ id, number, name: id }));
  const results = {
    voters: 9,
    axes: [
      { axis: 'd', dots: 7, people: 5 },
      { axis: 'c', dots: 9, people: 6 },
      { axis: 'b', dots: 7, people: 7 },
      { axis: 'gone', dots: 1, people: 1 },
      { axis: 'a', dots: 0, people: 0 },
    ],
  };
  expect(rank(axes, results).map((one) => [one.id, one.rank, one.tied])).toEqual([
    ['c', 1, false],
    ['b', 2, true],
    ['d', 2, true],
    ['a', 4, false],
  ]);
});
