import type { Command, GroupId } from '../../protocol';
import { facilitator as t } from '../../words/facilitator';
import type { Acts } from '../acts.svelte';

type Groups = readonly { id: GroupId }[];

const ids = (groups: Groups): GroupId[] => groups.map(({ id }) => id);

/** Opens groups; that can be taken back while nothing is written in them. */
export const openGroups = (acts: Acts, groups: Groups): Promise<boolean> =>
  acts.do(
    { do: 'open_all', groups: ids(groups) },
    { text: t().groupsOpened(groups.length), undo: [{ do: 'unopen', groups: ids(groups) }] },
  );

/** What ends groups and posts their records, and what takes that back. */
export const closing = (groups: Groups): { commands: Command[]; offer: { text: string; undo: Command[] } } => ({
  commands: [{ do: 'close_all', groups: ids(groups) }],
  offer: { text: t().groups.closed(groups.length), undo: [{ do: 'reopen_all', groups: ids(groups) }] },
});

/** Ends groups and posts their records. */
export function closeGroups(acts: Acts, groups: Groups): Promise<boolean> {
  const { commands, offer } = closing(groups);
  return acts.do(commands, offer);
}
