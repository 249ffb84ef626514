import { expect, test } from 'vitest';
import { inOrder } from '../../live/slots';
import type { Slot } from '../../protocol';
import type { Forum, Group } from '../../live/shown';
import { closesVote, leavesGroups, nextStep, run } from './next';

const forum = (fields: Partial<Forum>): Forum => ({
  id: 'f',
  code: 'MIEL23',
  question: '?',
  language: 'fr',
  time_zone: 'Europe/Paris',
  date: '2026-11-25',
  dots: 5,
  dots_per_axis: 2,
  topics_per_person: null,
  state: 'open',
  phase: 'welcome',
  door_open: true,
  vote: 'not_open',
  vote_final: false,
  table: 'facilitators',
  sorting_closed: false,
  ...fields,
});
const slot = (id: string, start: string, day: string | null = null): Slot => ({ id, number: 1, label: id, start, end: '23:00', day });
const group = (id: string, at: string, state: Group['state']): Group => ({
  id,
  number: 1,
  topics: ['t'],
  cell: { slot: at, space: 'sp' },
  state,
  posted: false,
  scribe: null,
});
const empty = { timed: [], groups: [], axes: 0, now: Date.parse('2026-11-25T08:00:00Z') };

test('a day goes from signpost to signpost, and ends', () => {
  const seen: string[] = [];
  let now = forum({});
  for (let n = 0; n < 20; n += 1) {
    const next = nextStep({ forum: now, ...empty });
    if (!next) break;
    seen.push(next.step === 'phase' ? next.phase : next.step);
    now = next.step === 'phase' ? { ...now, phase: next.phase } : { ...now, state: 'ended' };
  }
  expect(seen).toEqual(['opening', 'marketplace', 'groups', 'reading', 'priorities', 'closing', 'end']);
});

test('nobody is led to actions as long as there are no action groups; a forum that is there is led on', () => {
  expect(run('priorities')).not.toContain('actions');
  expect(run('actions')).toContain('actions');
  expect(nextStep({ ...empty, forum: forum({ phase: 'actions' }) })).toEqual({ step: 'phase', phase: 'closing' });
});

test('groups open and end slot by slot in the order of their times, the last ones for the reading', () => {
  const day = (first: Group['state'], second: Group['state'], off: Group[] = []) =>
    nextStep({
      ...empty,
      forum: forum({ phase: 'groups' as const }),
      timed: inOrder([slot('s2', '10:00'), slot('s1', '09:00')], forum({})),
      groups: [group('b', 's2', second), group('a', 's1', first), ...off],
    });
  expect(day('planned', 'planned')).toMatchObject({ step: 'open_groups', slot: { id: 's1' } });
  expect(day('open', 'planned')).toMatchObject({ step: 'close_groups', slot: { id: 's1' }, groups: [{ id: 'a' }] });
  expect(day('closed', 'planned')).toMatchObject({ step: 'open_groups', slot: { id: 's2' } });
  expect(day('closed', 'open')).toMatchObject({ step: 'read', groups: [{ id: 'b' }] });
  expect(day('open', 'open'), 'all that is open is read').toMatchObject({ step: 'read', groups: [{ id: 'b' }, { id: 'a' }] });
  const off = { ...group('c', 's1', 'open'), cell: null };
  expect(day('closed', 'closed', [off]), 'also off the wall').toMatchObject({ step: 'read', groups: [{ id: 'c' }] });
  expect(day('closed', 'closed')).toEqual({ step: 'phase', phase: 'reading' });
});

test('going on from groups that are open would leave their words behind', () => {
  const open = [group('a', 's1', 'open')];
  const leaves = (phase: Parameters<typeof leavesGroups>[1], groups = open) =>
    leavesGroups(forum({ phase: 'groups' }), phase, groups);
  expect(leaves('reading')).toBe(true);
  expect(leaves('closing')).toBe(true);
  expect(leaves('marketplace')).toBe(false);
  expect(leaves('reading', [group('a', 's1', 'closed')])).toBe(false);
  expect(leavesGroups(forum({ phase: 'reading' }), 'priorities', open), 'said before').toBe(false);
});

test('of several days the groups of today open; a forum that is not today goes through all its days', () => {
  const open = (now: string, friday: Group['state'] = 'planned') =>
    nextStep({
      ...empty,
      forum: forum({ phase: 'groups' }),
      timed: inOrder([slot('saturday', '10:00', '2026-11-26'), slot('friday', '10:00')], forum({})),
      groups: [group('a', 'saturday', 'planned'), group('b', 'friday', friday)],
      now: Date.parse(now),
    });
  expect(open('2026-11-25T08:00:00Z')).toMatchObject({ slot: { id: 'friday' }, day: undefined });
  expect(open('2026-11-25T08:00:00Z', 'closed')).toEqual({ step: 'phase', phase: 'reading' });
  expect(open('2026-11-26T08:00:00Z'), 'what nobody opened yesterday').toMatchObject({ slot: { id: 'saturday' } });
  expect(open('2026-11-20T08:00:00Z')).toMatchObject({ slot: { id: 'friday' }, day: '2026-11-25' });
  expect(open('2026-11-20T08:00:00Z', 'closed')).toMatchObject({ slot: { id: 'saturday' }, day: '2026-11-26' });
});

test('a vote needs two axes, is closed before going on, and is held once', () => {
  const at = (vote: Forum['vote'], axes: number) =>
    nextStep({ ...empty, forum: forum({ phase: 'priorities', vote }), axes });
  expect(at('not_open', 1)).toEqual({ step: 'phase', phase: 'closing' });
  expect(at('not_open', 2)).toEqual({ step: 'open_vote' });
  expect(at('open', 2)).toEqual({ step: 'close_vote' });
  expect(at('closed', 2)).toEqual({ step: 'phase', phase: 'closing' });
});

test('only leaving the priorities closes an open vote', () => {
  expect(closesVote(forum({ phase: 'priorities', vote: 'open' }), 'actions')).toBe(true);
  expect(closesVote(forum({ phase: 'priorities', vote: 'closed' }), 'actions')).toBe(false);
  expect(closesVote(forum({ phase: 'reading', vote: 'open' }), 'priorities')).toBe(false);
});
