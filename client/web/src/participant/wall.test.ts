import { expect, test } from 'vitest';
import { inOrder, momentOf } from '../live/slots';
import type { Live } from '../live/live.svelte';
import type { Topic } from '../live/shown';
import { alike, sections, stateOf } from './wall';

const topic = (title: string): Topic => ({ id: title, number: 1, title, question: null, hosts: [], announced: false });

test('topics that share words are alike, the nearest first', () => {
  const topics = [topic('La cantine bio'), topic('Un transport le samedi'), topic('Transports vers le marché le samedi')];
  expect(alike('Transporter les gens au marché', topics).map(({ title }) => title)).toEqual([
    'Transports vers le marché le samedi',
    'Un transport le samedi',
  ]);
  expect(alike('le la les', topics)).toEqual([]);
});

test('what runs comes first, then what comes, and last what is over', () => {
  const slot = (id: string, start: string, end: string) => ({ id, number: 1, label: id, start, end, day: null });
  const hall = { time_zone: 'Europe/Paris', date: '2027-03-12' };
  const now = Date.parse('2027-03-12T09:30:00Z');
  const timed = inOrder(
    [slot('over', '09:00', '10:00'), slot('later', '14:00', '15:00'), slot('now', '10:00', '11:00'), slot('next', '11:00', '12:00')],
    hall,
  );
  const live = {
    now: () => now,
    timed,
    moment: () => momentOf(timed, hall, now, new Set()),
    spaces: [],
    groups: [],
  } as unknown as Live;
  expect(sections(live).map(({ timed: { slot }, when, minutes }) => [slot.id, when, minutes])).toEqual([
    ['now', 'now', 30],
    ['next', 'next', 30],
    ['later', 'later', 210],
    ['over', 'past', -90],
  ]);
});

test('a slot is over when its groups are, whatever the clock says', () => {
  const clocks = ['now', 'next', 'later', 'past', 'going_on'] as const;
  for (const clock of clocks) {
    for (const groups of [['planned'], ['planned', 'closed'], ['open', 'closed']] as const) {
      expect(stateOf(groups, clock), `${groups.join()} at ${clock}`).not.toBe('past');
    }
    expect(stateOf(['closed', 'closed'], clock)).toBe('past');
  }
  expect(clocks.map((clock) => stateOf(['planned'], clock))).toEqual(['now', 'next', 'later', 'missed', 'going_on']);
  expect(clocks.map((clock) => stateOf(['open'], clock))).toEqual(['now', 'early', 'early', 'missed', 'going_on']);
});
