import type { Item } from '../protocol/programme';
import { firstOf, lastOf } from './values';

/** Where a phase stands on a day. */
export type Standing = 'done' | 'now' | 'next' | 'later';

export interface Timed {
  phase: Item;
  standing: Standing;
}

/**
 * The phases in their order, with what is now and what comes next. What people said counts more than dates: a phase that
 * is done is over, and one whose last day has passed is still on until somebody says so. Without dates the first that is
 * not done is on.
 */
export function timeline(phases: readonly Item[], today: string): Timed[] {
  const start = ({ fields }: Item): string | undefined => (typeof fields['start'] === 'string' ? firstOf(fields['start']) : undefined);
  const end = ({ fields }: Item): string | undefined => (typeof fields['end'] === 'string' ? lastOf(fields['end']) : undefined);
  const left = phases.filter(({ fields }) => fields['done'] !== true);
  const isOn = (phase: Item): boolean => (start(phase) ?? today) <= today && (start(phase) !== undefined || end(phase) !== undefined);
  const dated = left.filter(isOn);
  const undated = left[0] && start(left[0]) === undefined && end(left[0]) === undefined ? [left[0]] : [];
  const on = new Set(dated.length > 0 ? dated : undated);
  const next = left.find((phase) => !on.has(phase));
  return phases.map((phase) => ({
    phase,
    standing: phase.fields['done'] === true ? 'done' : on.has(phase) ? 'now' : phase === next ? 'next' : 'later',
  }));
}
