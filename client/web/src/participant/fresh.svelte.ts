import { SvelteSet } from 'svelte/reactivity';

const IDLE_MS = 4_000;
const SIGNS = ['pointerdown', 'wheel', 'touchmove', 'keydown'] as const;

/**
 * Things that arrive while somebody reads a list. They wait, so that nothing moves under the finger, until the
 * person asks for them or, where that is wished, has not touched the page for a while.
 */
export class Fresh {
  #all: () => readonly string[];
  #own: (id: string) => boolean;
  #known = new SvelteSet<string>();
  #started = $state(false);
  #touchedAt = $state(-Infinity);
  readonly count: number = $derived.by(() => this.#all().filter((id) => !this.shows(id)).length);

  /** To be made while a component is made. Nothing waits before `ready` was true for the first time. */
  constructor(all: () => readonly string[], ready: () => boolean, own: (id: string) => boolean, byItself = false) {
    this.#all = all;
    this.#own = own;
    $effect(() => {
      if (ready() && !this.#started) this.show();
    });
    if (!byItself) return;
    $effect(() => this.#watch());
    $effect(() => this.#whenIdle());
  }

  shows(id: string): boolean {
    return !this.#started || this.#known.has(id) || this.#own(id);
  }

  show(): void {
    this.#started = true;
    for (const id of this.#all()) this.#known.add(id);
  }

  /** At once where nobody has touched the page yet: whoever comes back to it finds all that is there. */
  #whenIdle(): (() => void) | undefined {
    if (this.count === 0) return undefined;
    const wait = Math.max(0, this.#touchedAt + IDLE_MS - performance.now());
    const timer = setTimeout(() => this.show(), wait);
    return () => clearTimeout(timer);
  }

  #watch(): () => void {
    const touched = (): void => void (this.#touchedAt = performance.now());
    for (const sign of SIGNS) window.addEventListener(sign, touched, { passive: true });
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, touched);
    };
  }
}
