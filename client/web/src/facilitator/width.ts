import { MediaQuery } from 'svelte/reactivity';

/** Wide enough for the day's run and the pages at the left. */
export const rail = new MediaQuery('min-width: 64em');

/** Wide enough for the room's screen and the newest words at the right. */
export const side = new MediaQuery('min-width: 73.75em');

/** Wide enough for the clock's buttons and the counts beside the next step. */
export const band = new MediaQuery('min-width: 48em');
