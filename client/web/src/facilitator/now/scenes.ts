import type { Forum, Group } from '../../live/shown';
import type { Scene } from '../../protocol';
import { isBefore } from './next';

/** What there is to show on the room's screen, in the order of a day, whatever the moment. */
export function scenes(forum: Forum, { groups, axes }: { groups: readonly Group[]; axes: number }): Scene[] {
  const there: [Scene, boolean][] = [
    ['enter', forum.state !== 'ended'],
    ['wall', groups.length > 0 || forum.phase === 'marketplace'],
    ['clock', groups.some(({ state }) => state === 'open')],
    ['news', groups.some(({ posted }) => posted)],
    ['axes', axes > 0],
    ['thanks', forum.state === 'ended' || isBefore('priorities', forum.phase)],
  ];
  return there.flatMap(([scene, is]) => (is ? [scene] : []));
}
