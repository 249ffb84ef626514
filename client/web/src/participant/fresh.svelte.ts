import { SvelteSet } from 'svelte/reactivity';

const IDLE_MS = 4_000;

/**
 * Things that arrive while somebody reads a list. They wait, so that nothing moves under the finger, until the
 * person asks for them or, where that is wished, has not touched the page for a while.
 */
export class Fresh {
  #all: () => readonly string[];
  #own: (id: string) => boolean;
  #known = new SvelteSet<string>();
  #started = $state(false);
  readonly count: number = $derived.by(() => this.#all().filter((id) => !this.shows(id)).length);

  /** To be made while a component is made. Nothing waits before `ready` was true for the first time. */
  constructor(all: () => readonly string[], ready: () => boolean, own: (id: string) => boolean, byItself = false) {
    this.#all = all;
    this.#own = own;
    $effect(() => {
      if (ready() && !this.#started) this.show();
    });
    if (byItself) $effect(() => this.#whenIdle());
  }

  shows(id: string): boolean {
    return !this.#started || this.#known.has(id) || this.#own(id);
  }

  show(): void {
    this.#started = true;
    for (const id of this.#all()) this.#known.add(id);
  }

  #whenIdle(): (() => void) | undefined {
    if (this.count === 0) return undefined;
    let timer = setTimeout(() => this.show(), IDLE_MS);
    const again = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => this.show(), IDLE_MS);
    };
    const signs = ['pointerdown', 'scroll', 'keydown'] as const;
    for (const sign of signs) window.addEventListener(sign, again, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of signs) window.removeEventListener(sign, again);
    };
  }
}
