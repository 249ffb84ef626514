import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { AxisId, Suggestion } from '../../protocol';
import type { Made } from './suggestion';

/** The last suggestion and what people made of it: it stays while the facilitator looks at other pages. */
export class Held implements Made {
  answer: Suggestion | undefined = $state.raw();
  readonly taken = new SvelteMap<number, AxisId>();
  readonly declined = new SvelteSet<string>();
}
