import { flushSync } from 'svelte';
import { MediaQuery } from 'svelte/reactivity';

/**
 * Whether the page goes to a printer. It is heard before the browser counts the sheets: what came to stand there
 * later would be cut where the page before it ended.
 */
class Paper {
  #asked = $state(false);
  #media = new MediaQuery('print');

  constructor() {
    addEventListener('beforeprint', () => flushSync(() => (this.#asked = true)));
    addEventListener('afterprint', () => (this.#asked = false));
  }

  get current(): boolean {
    return this.#asked || this.#media.current;
  }
}

export const paper = new Paper();
