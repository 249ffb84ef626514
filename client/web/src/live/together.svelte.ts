import { onDestroy } from 'svelte';
import { SNAPSHOTS_AT_ONCE_MAX, type AskSnapshots, type Scope, type Snapshot } from '../protocol';
import { ask } from './api';
import type { Live } from './live.svelte';
import type { GroupRecord } from './record.svelte';
import type { Group } from './shown';

/** The server puts together what everybody wrote. */
const PATIENCE_MS = 30_000;

/** The records of many groups on one screen. */
export interface Together {
  readonly records: readonly GroupRecord[];
  /** Some of what they hold is still on its way. */
  readonly loading: boolean;
}

/** Reads the records of these groups: those that are not here yet are loaded with one request. Made in a component. */
export function together(live: Live, groups: () => readonly Group[]): Together {
  const missing = groups().map(({ id }): Scope => `group:${id}`).filter((scope) => !live.has(scope));
  let begun = $state(missing.length < 2 || live.status !== 'online');
  let left = false;
  onDestroy(() => (left = true));

  async function load(): Promise<void> {
    for (let at = 0; at < missing.length; at += SNAPSHOTS_AT_ONCE_MAX) {
      const body: AskSnapshots = { scopes: missing.slice(at, at + SNAPSHOTS_AT_ONCE_MAX) };
      const answer = await ask<Snapshot[]>(`/api/forums/${live.seat.forum}/snapshots`, live.seat.token, body, PATIENCE_MS);
      if (left) return;
      if ('ok' in answer) for (const snapshot of answer.ok) live.take(snapshot);
    }
    // Each that did not come is asked for by itself.
    begun = true;
  }
  if (!begun) void load();

  const records = $derived(begun ? groups().map(({ id }) => live.group(id)) : []);
  return {
    get records() {
      return records;
    },
    get loading() {
      return !begun || records.some(({ state }) => state === 'loading');
    },
  };
}
