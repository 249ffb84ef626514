import { MediaQuery } from 'svelte/reactivity';

/** A phone, or a much enlarged page: words flow down and are scrolled, instead of filling pages that turn. */
export const flows = new MediaQuery('(max-width: 48rem), (max-aspect-ratio: 1/1)');

/** Wide enough for two columns of words. */
export const wide = new MediaQuery('(min-aspect-ratio: 3/2)');

class Fonts {
  /** Words have their final widths. */
  ready = $state(document.fonts?.status !== 'loading');

  constructor() {
    void document.fonts?.ready.then(() => (this.ready = true));
  }
}

export const fonts = new Fonts();
