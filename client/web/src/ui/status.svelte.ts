const PAUSE_MS = 5_000;

/**
 * What a screen reader hears about changes: at most one sentence in five seconds, since a stream of them makes
 * a page unusable. Of the sentences that come meanwhile, the last one is said.
 */
export class Speaker {
  /** The sentence that is said now. */
  text = $state('');
  #next: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(sentence: string): void {
    if (this.#timer) {
      this.#next = sentence;
      return;
    }
    this.text = sentence;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const next = this.#next;
      this.#next = undefined;
      if (next !== undefined && next !== this.text) this.say(next);
      else this.text = '';
    }, PAUSE_MS);
  }
}

export const speaker = new Speaker();

/** Says a sentence in the page's one status region. */
export const say = (sentence: string): void => speaker.say(sentence);
