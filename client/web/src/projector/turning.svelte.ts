import { untrack } from 'svelte';
import type { Stop } from './loop';

/** A page that somebody turned to stays so long, unless its own time is longer. */
const BY_HAND_MS = 60_000;

/**
 * Which page of a scene is shown. Pages come by themselves in the order of the scene's loop, in which what leads may
 * come back; by hand they are turned one after the other.
 */
export class Turning {
  /** Held by the person at the keyboard. */
  paused = $state(false);
  #stops: readonly Stop[] = $state.raw([]);
  #at = $state(0);
  /** When this page came, and whether by hand. */
  #since = $state.raw({ at: 0, byHand: false });
  /** Each page once, in the order in which they first come. */
  readonly #pages: readonly Stop[] = $derived(
    this.#stops.filter((stop, place) => this.#stops.findIndex((other) => same(stop, other)) === place),
  );

  /** The id of the section that is shown. */
  get section(): string | undefined {
    return this.#stop?.section;
  }

  /** The page of it, from 0. */
  get page(): number {
    return this.#stop?.page ?? 0;
  }

  /** The section of the page that comes after this one. */
  get following(): string | undefined {
    return this.#stops[(this.#at + 1) % this.#stops.length]?.section;
  }

  /** Where the shown page stands among all, from 1. */
  get place(): { page: number; of: number } {
    const stop = this.#stop;
    return { page: 1 + this.#pages.findIndex((other) => stop && same(stop, other)), of: this.#pages.length };
  }

  get turns(): boolean {
    return this.#pages.length > 1;
  }

  /** Milliseconds until the next page comes by itself. */
  left(now: number): number {
    const { at, byHand } = this.#since;
    const stays = this.#stop?.ms ?? 0;
    return Math.max(0, at + (byHand ? Math.max(stays, BY_HAND_MS) : stays) - now);
  }

  /** Another scene. */
  start(): void {
    this.paused = false;
    this.#stops = [];
    this.#go(0, false);
  }

  /** What the scene holds now. The page that is shown stays where there is one like it; what newly leads is shown. */
  hold(stops: readonly Stop[]): void {
    untrack(() => {
      const [stop, first] = [this.#stop, this.#stops[0]];
      const isNews = first !== undefined && first.section !== stops[0]?.section;
      this.#stops = stops;
      if (!stop || (isNews && !this.#since.byHand)) return this.#go(0, false);
      if (this.#stop && same(stop, this.#stop)) return;
      const alike = stops.findIndex((other) => same(stop, other));
      this.#at = alike >= 0 ? alike : Math.max(0, stops.map(({ section }) => section).lastIndexOf(stop.section));
    });
  }

  /** Goes on in the loop. */
  next(): void {
    this.#go((this.#at + 1) % Math.max(1, this.#stops.length), false);
  }

  /** Somebody turns to the page after (1) or before (-1). */
  turn(by: 1 | -1): void {
    const { page, of } = this.place;
    const wanted = this.#pages[(page - 1 + by + of) % Math.max(1, of)];
    if (wanted) this.#go(this.#stops.indexOf(wanted), true);
  }

  /** Goes where another screen is, and stays as long as it says so. */
  follow(shown: Pick<Stop, 'page'> & { section: string | undefined }): void {
    const at = this.#stops.findIndex(({ section, page }) => section === shown.section && page === shown.page);
    if (at >= 0) this.#go(at, false);
  }

  get #stop(): Stop | undefined {
    return this.#stops[this.#at];
  }

  #go(at: number, byHand: boolean): void {
    this.#at = at;
    this.#since = { at: performance.now(), byHand };
  }
}

const same = (one: Stop, other: Stop): boolean => one.section === other.section && one.page === other.page;
