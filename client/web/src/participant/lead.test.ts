import { expect, test } from 'vitest';
import { inOrder } from '../live/slots';
import type { Group, Topic } from '../live/shown';
import type { Phase } from '../protocol';
import { leadOf } from './lead';

const HALL = { time_zone: 'Europe/Paris', date: '2027-03-12' };
const slot = (id: string, start: string, end: string) => ({ id, number: 1, label: id, start, end, day: null });
const timed = inOrder([slot('s1', '10:00', '11:00'), slot('s2', '11:15', '12:15')], HALL);
const mine = { id: 't' } as Topic;

type State = [state: Group['state'], slot: string, topic?: string];

/** What the host of `t` is led to, at a time of that day in Greenwich. */
function step(phase: Phase, groups: State[], { queue = [] as string[], at = '09:30' } = {}): string | undefined {
  const room = {
    forum: { state: 'open', phase },
    queue,
    timed,
    groups: groups.map(([state, slot, topic = 't'], n) => ({ id: `g${n}`, state, topics: [topic], cell: { slot, space: `sp${n}` } })),
    mine: { can: (what: string) => what === 'open_groups' && phase === 'groups' },
    now: () => Date.parse(`2027-03-12T${at}:00Z`),
  };
  const lead = leadOf(room as unknown as Parameters<typeof leadOf>[0], mine);
  return lead && ('over' in lead && lead.over ? `${lead.step}, over` : lead.step);
}

test('a host is led from the queue to a cell, to the opening, and to the end', () => {
  expect(step('marketplace', [], { queue: ['t', 'u'] })).toBe('speak');
  expect(step('marketplace', [], { queue: ['u', 't'] }), 'others speak first').toBeUndefined();
  expect(step('marketplace', [], { queue: ['u'] }), 'it was announced').toBe('place');
  expect(step('marketplace', [['planned', 's1']])).toBe('wait');
  expect(step('groups', [['planned', 's1']])).toBe('open');
  expect(step('groups', [['open', 's1']])).toBe('run');
  expect(step('groups', [['open', 's1']], { at: '10:05' }), 'the clock only hints').toBe('run, over');
  expect(step('reading', [['open', 's1']])).toBe('close');
  expect(step('reading', [['closed', 's1']])).toBeUndefined();
});

test('whose turn it is is said by the groups, not by the clock', () => {
  expect(step('groups', [['open', 's1', 'u'], ['planned', 's2']], { at: '10:30' })).toBe('wait');
  expect(step('groups', [['closed', 's1', 'u'], ['planned', 's2']], { at: '08:00' })).toBe('open');
  expect(step('groups', [['planned', 's2'], ['closed', 's1']])).toBe('open');
});
