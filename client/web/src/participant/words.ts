import type { Refusal } from '../protocol';
import { measure } from '../ui/typing.svelte';

/** Why a text could not be taken: seen here already, its words stay in their field. */
export function fault(text: string, max: number): Refusal | undefined {
  const by = measure(text) - max;
  if (text.trim() === '') return { code: 'EMPTY' };
  return by > 0 ? { code: 'TOO_LONG', by } : undefined;
}
