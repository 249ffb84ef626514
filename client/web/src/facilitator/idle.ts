/** Browsers that do not say when they have nothing to do have had time by then. */
const LATER_MS = 1_000;

/** When the page has nothing to do. */
export const idle = (): Promise<unknown> =>
  new Promise((then) => ('requestIdleCallback' in window ? requestIdleCallback(then) : setTimeout(then, LATER_MS)));
