import { expect, test } from 'vitest';
import type { Item, Reminder } from '../protocol/programme';
import { byWhom, isLate, planOf, sumOf, yearsIn, yearsOf, yearsToReview } from './plan';

const item = (noun: Item['noun'], id: string, fields: Record<string, unknown> = {}): Item => ({ id, noun, number: 1, fields });

test('numbers follow axis, objective and order; what is not retained has none', () => {
  const axes = [item('axis', 'a0', { state: 'proposed' }), item('axis', 'a1', { state: 'retained' }), item('axis', 'a2', { state: 'retained' })];
  const objectives = [item('objective', 'o1', { axis: 'a2' }), item('objective', 'o2', { axis: 'a2' })];
  const actions = [item('action', 's1', { objective: 'o2' }), item('action', 's2'), item('action', 's3', { objective: 'o2' })];
  const { parts, numbers } = planOf(axes, objectives, actions);
  expect(parts.map(({ number }) => number)).toEqual(['1', '2', '']);
  expect([...numbers]).toEqual([
    ['s1', '2.2.1'],
    ['s3', '2.2.2'],
  ]);
  expect(parts[2]?.aims[0]?.actions.map(({ id }) => id)).toEqual(['s2']);
});

test('an action is late once all of its last day is over', () => {
  const due = (day: string): Item => ({ ...item('action', 's'), due: day });
  expect(isLate(due('2028-03'), '2028-03-31')).toBe(false);
  expect(isLate(due('2028-03'), '2028-04-01')).toBe(true);
  expect(isLate(item('action', 's'), '2028-04-01')).toBe(false);
});

test('years are those from start to end, or to the last of all when it comes each year', () => {
  const actions = [item('action', 'a', { start: '2028-05', end: '2030' }), item('action', 'b', { yearly: true }), item('action', 'c', { start: '2029' }), item('action', 'd')];
  const years = yearsIn(actions);
  expect(years).toEqual([2028, 2029, 2030]);
  expect(actions.map((action) => yearsOf(action, years))).toEqual([[2028, 2029, 2030], [2028, 2029, 2030], [2029], []]);
});

test('what is not costed is counted apart, and nought is an amount', () => {
  expect(sumOf([0.1, 0.2, 0, 'not_costed', undefined])).toEqual({ euros: 0.3, costed: 3, uncosted: 1 });
});

test('a year can be reviewed from the first of the sheets on, and whatever was reviewed', () => {
  const sheets = [item('action', 'a', { start: '2028-05', end: '2029' }), { ...item('action', 'b'), reviewed: [2026] }];
  expect(yearsToReview(sheets, 2031)).toEqual([2031, 2030, 2029, 2028, 2026]);
  expect(yearsToReview([], 2031)).toEqual([2031, 2030]);
});

test('what is late stands under whom to ask, and whom nobody named comes last', () => {
  const reminder = (asked: string, whom?: string): Reminder => ({ action: 'a', number: '1.1.1', name: 'A', asked, day: '2028-12-31', ...(whom && { whom }) });
  const grouped = byWhom([reminder('1'), reminder('2', 'Zoé'), reminder('3', 'Élu'), reminder('4', 'Zoé')]);
  expect(grouped.map(([whom, list]) => [whom, list.map(({ asked }) => asked)])).toEqual([
    ['Élu', ['3']],
    ['Zoé', ['2', '4']],
    ['', ['1']],
  ]);
});
