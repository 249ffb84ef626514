import { untrack } from 'svelte';

/**
 * Which page of a scene is shown. A scene has sections (the slots of the wall, the groups of the news wall), each
 * with pages of its own; after the last page of a section comes the next section, round and round.
 */
export class Turning {
  /** Held by the person at the keyboard. */
  paused = $state(false);
  page = $state(0);
  #pages = $state(1);
  #sections: readonly string[] = $state.raw([]);
  #section: string | undefined = $state();

  /** The id of the section that is shown. */
  get section(): string | undefined {
    return this.#section;
  }

  /** The section that comes after it. */
  get following(): string | undefined {
    return this.#sections[(this.#place + 1) % this.#sections.length];
  }

  get pages(): number {
    return this.#pages;
  }

  get turns(): boolean {
    return this.#pages > 1 || this.#sections.length > 1;
  }

  /** Another scene: from its first page. */
  start(): void {
    this.paused = false;
    this.page = 0;
    this.#pages = 1;
    this.#sections = [];
    this.#section = undefined;
  }

  /** What the scene holds now. The section that is shown stays, if it is still there. */
  hold(sections: readonly string[]): void {
    this.#sections = sections;
    untrack(() => {
      if (this.#section === undefined || !sections.includes(this.#section)) this.#show(sections[0]);
    });
  }

  /** How many pages the shown section has. */
  fill(pages: number): void {
    this.#pages = Math.max(1, pages);
    this.page = Math.min(this.page, this.#pages - 1);
  }

  show(section: string): void {
    if (this.#sections.includes(section)) this.#show(section);
  }

  next(): void {
    if (this.page + 1 < this.#pages) this.page += 1;
    else this.#show(this.following);
  }

  previous(): void {
    if (this.page > 0) this.page -= 1;
    else this.#show(this.#sections[(this.#place + this.#sections.length - 1) % this.#sections.length]);
  }

  /** Where the shown section stands, for « 2 sur 5 ». */
  get count(): { section: number; sections: number } {
    return { section: this.#place + 1, sections: this.#sections.length };
  }

  get #place(): number {
    return this.#section === undefined ? 0 : Math.max(0, this.#sections.indexOf(this.#section));
  }

  #show(section: string | undefined): void {
    this.page = 0;
    if (section !== this.#section) this.#pages = 1;
    this.#section = section;
  }
}
