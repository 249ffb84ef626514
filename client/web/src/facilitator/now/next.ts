import { today, type Timed } from '../../live/slots';
import type { Phase, Slot } from '../../protocol';
import type { Forum, Group } from '../../live/shown';

/** The signposts in the order of a day. */
export const PHASES: readonly Phase[] = [
  'welcome',
  'opening',
  'marketplace',
  'groups',
  'reading',
  'priorities',
  'actions',
  'closing',
];

/** What the one button of the console does. */
export type NextStep =
  | { step: 'phase'; phase: Phase }
  /** With its day, where that is not today. */
  | { step: 'open_groups'; slot: Slot; day: string | undefined; groups: readonly Group[] }
  | { step: 'open_vote' }
  | { step: 'close_vote' }
  | { step: 'end' };

/** What the day looks like from the console. */
export interface Day {
  forum: Forum;
  /** In the order of their times. */
  timed: readonly Timed[];
  groups: readonly Group[];
  /** Axes that can be voted on. */
  axes: number;
  /** Milliseconds since 1970 UTC. */
  now: number;
}

/**
 * The first slot of today that has groups which have not opened. A forum that has no slot today (it is rehearsed, or its
 * date is wrong) goes through all its slots.
 */
function firstWaiting({ forum, timed, groups, now }: Day): NextStep | undefined {
  const ofToday = timed.filter(({ forumDay }) => forumDay === today(forum, now));
  for (const { slot, day } of ofToday.length > 0 ? ofToday : timed) {
    const planned = groups.filter(({ state, cell }) => state === 'planned' && cell?.slot === slot.id);
    if (planned.length > 0) return { step: 'open_groups', slot, day: ofToday.length > 0 ? undefined : day, groups: planned };
  }
  return undefined;
}

/** What comes next; nothing once the forum has ended. */
export function nextStep(day: Day): NextStep | undefined {
  const { forum } = day;
  if (forum.state === 'ended') return undefined;
  if (forum.phase === 'groups') {
    const first = firstWaiting(day);
    if (first) return first;
  }
  if (forum.phase === 'priorities') {
    if (forum.vote === 'open') return { step: 'close_vote' };
    if (forum.vote === 'not_open' && day.axes >= 2) return { step: 'open_vote' };
  }
  const phase = PHASES[PHASES.indexOf(forum.phase) + 1];
  return phase ? { step: 'phase', phase } : { step: 'end' };
}

/** Whether going to `phase` closes the vote, which cannot be taken back. */
export const closesVote = (forum: Forum, phase: Phase): boolean =>
  forum.vote === 'open' && forum.phase === 'priorities' && phase !== 'priorities';
