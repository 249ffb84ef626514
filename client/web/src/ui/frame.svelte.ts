import { untrack } from 'svelte';

/**
 * What is made of something that changes, anew at most once a frame: what comes in many messages at once is looked at
 * once. For what costs more than a press may wait. Made in a component.
 */
export function perFrame<From, Made>(from: () => From, make: (from: From) => Made): { readonly now: Made } {
  let seen = untrack(from);
  let now: Made = $state.raw(make(seen));
  $effect(() => {
    const changed = from();
    if (changed === seen) return;
    const frame = requestAnimationFrame(() => {
      seen = changed;
      now = make(changed);
    });
    return () => cancelAnimationFrame(frame);
  });
  return {
    get now() {
      return now;
    },
  };
}
