import type { Refusal } from '../protocol';
import type { Topic } from '../live/shown';
import { measure } from '../ui/typing.svelte';

/** What a group is called: the titles of its topics. */
export const called = (topics: readonly Topic[]): string => topics.map(({ title }) => title).join(' + ');

/** Why a text could not be taken: seen here already, its words stay in their field. */
export function fault(text: string, max: number): Refusal | undefined {
  const by = measure(text) - max;
  if (text.trim() === '') return { code: 'EMPTY' };
  return by > 0 ? { code: 'TOO_LONG', by } : undefined;
}
