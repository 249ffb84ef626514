import { createContext } from 'svelte';
import type { Live } from '../live/live.svelte';
import type { Token } from '../protocol';
import type { Acts } from './acts.svelte';
import type { Held } from './axes/held.svelte';

/** One forum as its facilitator has it in hand. */
export interface InHand {
  code: string;
  token: Token;
  live: Live;
  acts: Acts;
  suggestion: Held;
  /** What the page shows in particular: a group's id. */
  readonly detail: string | undefined;
}

export const [useRoom, provideRoom] = createContext<InHand>();
