import { expect, test } from 'vitest';
import type { Axis, Headcount } from '../protocol';
import { absent, weigh } from './weight';

const axis = (id: string, number: number): Axis => ({ id, number, name: id });
const counted = (id: string, groups: number, people?: Headcount, contributions = 1) => ({
  id,
  contributions,
  groups,
  disagreements: 1,
  contrary: 2,
  ...(people === undefined
    ? {}
    : { voices: { authors: people, supporters: 0, people, colleges: [{ college: 1, people: 0 }, { college: 2, people }, { college: null, people: 0 }] } }),
});

test('axes come by groups, then by the people that are told, never by what is written most', () => {
  const counts = [counted('a', 1, 12, 90), counted('b', 3), counted('c', 1, 'withheld'), counted('d', 1, 30), counted('e', 3, 5)];
  const weights = weigh(
    counts.map(({ id }, n) => axis(id, n + 1)),
    (id) => counts.find((one) => one.id === id)!,
    { voters: 9, axes: [{ axis: 'c', dots: 20, people: 9 }] },
  );
  expect(weights.map(({ id }) => id)).toEqual(['e', 'b', 'd', 'a', 'c']);
  expect(weights.map(({ place }) => place)).toEqual([4, 1, 3, 0, 2]);
  expect(weights.map(({ result }) => result?.dots)).toEqual([undefined, undefined, undefined, undefined, 20]);
  expect(weights[0]!.disagreements).toBe(3);
});

test('a college is absent when nobody of it is told, and not when that is not told', () => {
  const colleges = [1, 2, 3].map((number) => ({ id: `c${number}`, number, label: `College ${number}` }));
  const of = (people: Headcount) => weigh([axis('a', 1)], () => counted('a', 1, people), undefined)[0]!;
  expect(absent(of(7), colleges)).toEqual(['College 1']);
  expect(absent(of('withheld'), colleges)).toEqual(['College 1']);
  expect(absent(weigh([axis('a', 1)], () => counted('a', 1), undefined)[0]!, colleges)).toEqual([]);
});
