import type { Live } from '../live/live.svelte';
import type { Group } from '../live/shown';

/** Who answers for a group's topics. */
export const hostsOf = (live: Live, group: Group): string =>
  group.topics.flatMap((id) => live.find.topic(id)?.hosts.map(({ name }) => name) ?? []).join(', ');
