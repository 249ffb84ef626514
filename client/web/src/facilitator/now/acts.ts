import type { Phase } from '../../protocol';
import type { Forum, Group } from '../../live/shown';
import { common as c } from '../../words/common';
import { facilitator as t } from '../../words/facilitator';
import type { Acts } from '../acts.svelte';
import { closing } from '../groups/acts';

/** Goes to another moment; the groups that are open end on the way, where that is asked for. One undo for all of it. */
export function goTo(acts: Acts, forum: Forum, phase: Phase, open: readonly Group[] = []): Promise<boolean> {
  const ends = open.length > 0 ? closing(open) : undefined;
  const now = t().nowIs(c().phases[phase]);
  return acts.do([...(ends?.commands ?? []), { do: 'phase', phase }], {
    text: ends ? `${ends.offer.text} ${now}` : now,
    undo: [{ do: 'phase', phase: forum.phase }, ...(ends?.offer.undo ?? [])],
  });
}
