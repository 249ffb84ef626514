import type { Live } from '../live/live.svelte';
import type { GroupId } from '../protocol';
import type { Group } from '../live/shown';

/** Which records of the news wall this person has read, on this device. */
export class NewsRead {
  #live: Live;
  #read: ReadonlySet<GroupId> = $state.raw(new Set());
  readonly posted: readonly Group[] = $derived.by(() => this.#live.groups.filter((group) => group.posted));
  readonly unread: number = $derived.by(() => this.posted.filter(({ id }) => !this.#read.has(id)).length);

  constructor(live: Live) {
    this.#live = live;
    this.#read = new Set(live.drawer.read<GroupId[]>('read') ?? []);
  }

  has(id: GroupId): boolean {
    return this.#read.has(id);
  }

  mark(id: GroupId): void {
    if (this.#read.has(id)) return;
    this.#read = new Set([...this.#read, id]);
    this.#live.drawer.write('read', [...this.#read]);
  }
}
