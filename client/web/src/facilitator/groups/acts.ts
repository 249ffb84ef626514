import type { GroupId } from '../../protocol';
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

/** Ends groups and posts their records. */
export const closeGroups = (acts: Acts, groups: Groups): Promise<boolean> =>
  acts.do(
    { do: 'close_all', groups: ids(groups) },
    { text: t().groups.closed(groups.length), undo: [{ do: 'reopen_all', groups: ids(groups) }] },
  );
