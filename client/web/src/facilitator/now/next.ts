import type { Forum, Group, Phase, Slot } from '../../protocol';

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
export type Step =
  | { step: 'phase'; phase: Phase }
  | { step: 'open_groups'; slot: Slot; groups: readonly Group[] }
  | { step: 'open_vote' }
  | { step: 'close_vote' }
  | { step: 'end' };

/** What the day looks like from the console. */
export interface Day {
  forum: Forum;
  slots: readonly Slot[];
  groups: readonly Group[];
  /** Axes that can be voted on. */
  axes: number;
}

/** Groups on the wall that have not opened, slot by slot, in the order of the day. */
export function waiting({ slots, groups }: Pick<Day, 'slots' | 'groups'>): { slot: Slot; groups: Group[] }[] {
  return slots
    .map((slot) => ({
      slot,
      groups: groups.filter((group) => group.state === 'planned' && group.cell?.slot === slot.id),
    }))
    .filter(({ groups }) => groups.length > 0);
}

/** What comes next; nothing once the forum has ended. */
export function nextStep(day: Day): Step | undefined {
  const { forum } = day;
  if (forum.state === 'ended') return undefined;
  if (forum.phase === 'groups') {
    const [first] = waiting(day);
    if (first) return { step: 'open_groups', ...first };
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
