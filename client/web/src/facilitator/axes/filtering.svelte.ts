import type { GroupId, Kind, SlotId } from '../../protocol';
import type { Drawer } from '../../live/store';
import type { Contribution } from '../../live/shown';
import { filtered, type Beside } from '../../live/table';
import { Search } from '../../live/search';

/** Nothing chosen. */
export const ALL = '';

const textOf = ({ text }: Contribution): string => text ?? '';

/** Where this device notes up to which number somebody has read. */
const READ = 'axes:read';

/** What a table shows of a list: what holds the words that were typed, then what is written nearly so. */
export interface Seen {
  list: readonly Contribution[];
  /** The first of those that are only written nearly so. */
  near: Contribution | undefined;
}

/** What of the table is what somebody looks for. */
export interface Passing {
  exact: ReadonlySet<Contribution>;
  near: ReadonlySet<Contribution>;
}

/** What of a list is shown. */
export function seen(list: readonly Contribution[], passing: Passing | undefined): Seen {
  if (!passing) return { list, near: undefined };
  const near = list.filter((one) => passing.near.has(one));
  return { list: [...list.filter((one) => passing.exact.has(one)), ...near], near: near[0] };
}

/** What is looked for on the table: words, and where, when and how something was said. */
export class Filtering {
  /** As they stand in the field. */
  words = $state('');
  /** As they are searched: once nobody has typed for a moment, so that every letter is seen at once. */
  asked = $state('');
  group = $state(ALL);
  slot = $state(ALL);
  kind = $state(ALL);
  supports = $state(ALL);
  unread = $state(ALL);
  /** Up to this number everything was read, as this device knows. */
  read: number = $state(0);
  /** How many filters are set beside the words. */
  readonly set: number = $derived(
    [this.group, this.slot, this.kind, this.supports, this.unread].filter((one) => one !== ALL).length,
  );
  readonly isOn: boolean = $derived(this.set > 0 || this.asked.trim() !== '');
  /** Changes with what is asked for. */
  readonly key: string = $derived([this.group, this.slot, this.kind, this.supports, this.unread, this.asked].join('\n'));
  #search = new Search<Contribution>();
  readonly #drawer: Drawer;
  readonly #beside: Beside;

  constructor(drawer: Drawer, beside: Beside) {
    this.#drawer = drawer;
    this.#beside = beside;
    this.read = drawer.read<number>(READ) ?? 0;
  }

  /** Somebody is about to search: takes the texts apart, some each frame. Returns what stops it. */
  prepare(all: readonly Contribution[]): () => void {
    return this.#search.prepare(all, textOf);
  }

  /** Looks at the whole table once; nothing: all passes. */
  pass(all: readonly Contribution[]): Passing | undefined {
    if (!this.isOn) return undefined;
    const some = filtered(
      all,
      {
        group: (this.group as GroupId) || undefined,
        slot: (this.slot as SlotId) || undefined,
        kind: (this.kind as Kind) || undefined,
        supports: Number(this.supports),
        after: this.unread === ALL ? undefined : this.read,
      },
      this.#beside,
    );
    const { exact, near } = this.#search.find(this.asked, some, textOf);
    return { exact: new Set(exact), near: new Set(near) };
  }

  /** What holds these words, what is written nearly so last. */
  find(words: string, list: readonly Contribution[]): Contribution[] {
    const { exact, near } = this.#search.find(words, list, textOf);
    return [...exact, ...near];
  }

  /** What says something like it, the most alike first. */
  alike(one: Contribution, list: readonly Contribution[], most: number): Contribution[] {
    return this.#search.alike(one, list, textOf, most);
  }

  /** All of these are read now. */
  markRead(list: readonly Contribution[]): void {
    this.read = list.reduce((last, { number }) => Math.max(last, number), this.read);
    this.#drawer.write(READ, this.read);
  }

  clear(): void {
    this.words = this.asked = this.group = this.slot = this.kind = this.supports = this.unread = ALL;
  }
}
