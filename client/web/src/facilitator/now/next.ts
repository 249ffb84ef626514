import { today, type Timed } from '../../live/slots';
import type { Phase, Slot } from '../../protocol';
import type { Forum, Group } from '../../live/shown';

/** The signposts in the order of a day. */
const PHASES: readonly Phase[] = [
  'welcome',
  'opening',
  'marketplace',
  'groups',
  'reading',
  'priorities',
  'actions',
  'closing',
];

/** Where the console leads. There are no action groups yet: their moment would lead to a group that has ended. */
const LED: readonly Phase[] = PHASES.filter((phase) => phase !== 'actions');

/** The signposts to show: one that was set elsewhere is among them as long as it is now. */
export const run = (now: Phase): readonly Phase[] => PHASES.filter((phase) => phase === now || LED.includes(phase));

/** Whether `phase` comes before `other` in a day. */
export const isBefore = (phase: Phase, other: Phase): boolean => PHASES.indexOf(phase) < PHASES.indexOf(other);

/** What the one button of the console does. */
export type NextStep =
  | { step: 'phase'; phase: Phase }
  /** With its day, where that is not today. */
  | { step: 'open_groups'; slot: Slot; day: string | undefined; groups: readonly Group[] }
  /** A round ends, and another one waits. */
  | { step: 'close_groups'; slot: Slot; groups: readonly Group[] }
  /** All that is open ends, so that everybody can read it. */
  | { step: 'read'; groups: readonly Group[] }
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
 * What is left to do in groups: a slot after the other, each is opened, then ended. Only those of today count; a forum
 * that has no slot today (it is rehearsed, or its date is wrong) goes through all of them.
 */
function nextRound({ forum, timed, groups, now }: Day): NextStep | undefined {
  const ofToday = timed.filter(({ forumDay }) => forumDay === today(forum, now));
  const rounds = (ofToday.length > 0 ? ofToday : timed).map(({ slot, day }) => ({
    slot,
    day: ofToday.length > 0 ? undefined : day,
    ...inStates(groups.filter(({ cell }) => cell?.slot === slot.id)),
  }));
  for (const { slot, day, planned, open } of rounds) {
    if (planned.length > 0) return { step: 'open_groups', slot, day, groups: planned };
    const others = rounds.some((other) => other.slot !== slot && other.planned.length > 0);
    if (open.length > 0 && others) return { step: 'close_groups', slot, groups: open };
  }
  return undefined;
}

const inStates = (groups: readonly Group[]): { planned: Group[]; open: Group[] } => ({
  planned: groups.filter(({ state }) => state === 'planned'),
  open: groups.filter(({ state }) => state === 'open'),
});

/** What comes next; nothing once the forum has ended. */
export function nextStep(day: Day): NextStep | undefined {
  const { forum } = day;
  if (forum.state === 'ended') return undefined;
  if (forum.phase === 'groups') {
    const { open } = inStates(day.groups);
    return nextRound(day) ?? (open.length > 0 ? { step: 'read', groups: open } : { step: 'phase', phase: 'reading' });
  }
  if (forum.phase === 'priorities') {
    if (forum.vote === 'open') return { step: 'close_vote' };
    if (forum.vote === 'not_open' && day.axes >= 2) return { step: 'open_vote' };
  }
  const phase = LED.find((one) => isBefore(forum.phase, one));
  return phase ? { step: 'phase', phase } : { step: 'end' };
}

/** Whether going to `phase` leaves groups behind whose words nobody would read. */
export const leavesGroups = (forum: Forum, phase: Phase, groups: readonly Group[]): boolean =>
  forum.phase === 'groups' && isBefore('groups', phase) && inStates(groups).open.length > 0;

/** Whether going to `phase` closes the vote, which cannot be taken back. */
export const closesVote = (forum: Forum, phase: Phase): boolean =>
  forum.vote === 'open' && forum.phase === 'priorities' && phase !== 'priorities';
