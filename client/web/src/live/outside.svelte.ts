import { untrack } from 'svelte';

/**
 * Makes something that holds state, on behalf of whoever asks for it first: state that is made while a screen reads
 * it would belong to that screen, and not be tracked by it.
 */
export function outside<T>(make: () => T): T {
  let made: T | undefined;
  $effect.root(() => {
    made = untrack(make);
  });
  return made as T;
}
