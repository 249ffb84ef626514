import { newId } from '../live/ids';
import type { NewItem } from '../protocol/programme';
import type { ProgrammeWords } from '../words/programme.fr';

/** What most programmes begin with; all of it can be changed. */
export function starter({ themes, fields, committees, phases }: ProgrammeWords['create']): NewItem[] {
  const item = (noun: NewItem['noun'], fields: Record<string, unknown>): NewItem => ({ as: newId(), noun, fields });
  return [
    ...themes.map((name, n) => item('theme', { name, order: n + 1 })),
    ...fields.map((name, n) => item('interview_field', { name, order: n + 1 })),
    ...Object.entries(committees).map(([role, name]) => item('committee', { name, role, state: 'formed' })),
    ...phases.map((name, n) => item('phase', { name, order: n + 1 })),
  ];
}
