import type { Kind } from '../protocol';
import type { IconName } from './icons';

/** The kinds in the order in which a group usually comes to them, each with its sign. */
export const KINDS: readonly { kind: Kind; icon: IconName }[] = [
  { kind: 'finding', icon: 'eye' },
  { kind: 'need', icon: 'hand' },
  { kind: 'idea', icon: 'lightbulb' },
  { kind: 'proposal', icon: 'flag' },
  { kind: 'question', icon: 'help' },
  { kind: 'disagreement', icon: 'apart' },
  { kind: 'next_step', icon: 'calendar' },
];

/** A kind's sign. */
export const sign = (kind: Kind): IconName => KINDS.find((one) => one.kind === kind)?.icon ?? 'message';
