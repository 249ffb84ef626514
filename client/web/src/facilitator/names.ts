import type { Live } from '../live/live.svelte';
import { hostsOf, type Group } from '../live/shown';

/** Who answers for a group's topics. */
export const hostsOfGroup = (live: Live, group: Group): string =>
  hostsOf(...group.topics.flatMap((id) => live.find.topic(id) ?? []));
