import type { LiveProgramme } from '../live/programme.svelte';
import type { ItemId } from '../protocol';
import type { Sayings } from './values';

/** Where words come from. */
export interface Source {
  id: ItemId;
  name: string;
  /** Its noun; nothing while it is not here. */
  kind: string;
}

const ORDER = ['forum', 'interview_field', 'campaign'];

/** The sources of some words in the order of their columns: forums, interviews, questionnaires, each by name. */
export function sourcesOf(ids: Iterable<ItemId>, live: LiveProgramme, sayings: Sayings): Source[] {
  const [shared, interviews] = [live.papers('programme'), live.papers('interviews')];
  const all = [...new Set(ids)].map((id) => ({ id, kind: (shared.item(id) ?? interviews.item(id))?.noun ?? '', name: sayings.called(id) }));
  return all.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.name.localeCompare(b.name));
}
