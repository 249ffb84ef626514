import { expect, test } from 'vitest';
import type { Slot, Space } from '../../protocol';
import type { Forum, Group, Topic } from '../../live/shown';
import { todo, type Standing } from './todo';

const slot = { id: 's1' } as Slot;
const group = (state: Group['state'], scribe: Group['scribe'] = null): Group =>
  ({ id: state, topics: ['t1'], cell: { slot: 's1', space: 'a' }, state, scribe }) as Group;

const room = (fields: Partial<Standing>): Standing => ({
  forum: { state: 'open', phase: 'marketplace', vote: 'not_open' } as Forum,
  slots: [slot],
  spaces: [{ id: 'a' } as Space],
  topics: [],
  groups: [],
  queue: 0,
  joined: 12,
  axes: 0,
  bare: 0,
  written: new Set(),
  running: new Set(),
  ...fields,
});
const what = (fields: Partial<Standing>): string[] => todo(room(fields)).map((one) => `${one.what} ${one.count}`);

test('nothing waits, nothing is said', () => {
  expect(what({})).toEqual([]);
});

test('topics wait to be said, then for a place', () => {
  const topics = [{ id: 't1' }, { id: 't2' }] as Topic[];
  expect(what({ topics, queue: 2, groups: [group('planned')] })).toEqual(['announce 2', 'place 1']);
  const forum = { state: 'open', phase: 'priorities', vote: 'open' } as Forum;
  expect(what({ forum, topics, queue: 2 }), 'nobody speaks of topics any more').toEqual([]);
});

test('groups wait when their slot runs, and an open one for its pen', () => {
  const groups = [group('planned'), group('open')];
  expect(what({ groups, running: new Set([slot.id]) })).toEqual(['open_groups 1', 'pen 1']);
  expect(what({ groups: [group('open', { id: 'p', number: 1, name: 'Léo' })] })).toEqual([]);
});

test('records that the room does not see yet wait once others are read', () => {
  const groups = ['a', 'b', 'c'].map((id, n) => ({ ...group('open', { id: 'p', number: 1, name: 'Léo' }), id, posted: n === 2 }));
  const written = new Set(['a', 'b', 'c']);
  const at = (phase: Forum['phase']) => what({ forum: { state: 'open', phase, vote: 'closed' } as Forum, groups, written });
  expect(at('groups')).toEqual([]);
  expect(at('reading')).toEqual(['records 2']);
  expect(at('closing')).toEqual(['records 2']);
});

test('an empty wall, an empty room and bare axes', () => {
  expect(what({ spaces: [] })).toEqual(['no_cells 1']);
  expect(what({ forum: { state: 'open', phase: 'opening' } as Forum, joined: 0 })).toEqual(['nobody 1']);
  const forum = { state: 'open', phase: 'priorities', vote: 'not_open' } as Forum;
  expect(what({ forum, axes: 3, bare: 1 })).toEqual(['sources 1']);
  expect(what({ forum: { ...forum, state: 'ended' } })).toEqual([]);
});
