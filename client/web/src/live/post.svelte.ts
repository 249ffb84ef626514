import type { CommandId, Refusal } from '../protocol';
import type { ForumLanguage, Language } from './language';
import type { Drawer } from './store';

/** What somebody asked for, as this device keeps it until it is done or put away. */
export interface Letter<L extends Language = ForumLanguage> {
  order: L['order'];
  /** The page that wrote it, see `tab`. */
  tab?: string;
  /** It may have reached the server; before, it can be taken back without a trace. */
  sent?: boolean;
  /** Why it was not done. It stays until the person has decided what becomes of it. */
  refusal?: Refusal;
}

const OUT = 'out:';
const LAST = 'last';
const DIGITS = 15;

/**
 * The one owner of what a seat asked for: what waits for an answer, and what was given and not taken. All pages of
 * this seat see the same letters; each has a key of its own, in the order of writing.
 */
export class Post<L extends Language = ForumLanguage> {
  #drawer: Drawer;
  #letters = new Map<string, Letter<L>>();

  /** Without an answer yet, oldest first. */
  waiting: readonly Letter<L>[] = $state.raw([]);
  /** Given and not taken, oldest first. */
  refused: readonly Letter<L>[] = $state.raw([]);

  constructor(drawer: Drawer) {
    this.#drawer = drawer;
    for (const { name, value } of drawer.under<Letter<L>>(OUT)) this.#letters.set(name, value);
    this.#show();
  }

  /** Hears when other pages take letters or write some, until the returned function is called. */
  listen(changed: () => void): () => void {
    return this.#drawer.listen<Letter<L>>(OUT, (name, letter) => {
      if (letter) this.#letters.set(name, letter);
      else this.#letters.delete(name);
      this.#show();
      changed();
    });
  }

  add(letter: Letter<L>): void {
    this.#put(`${OUT}${String(this.#next()).padStart(DIGITS, '0')}:${letter.order.id}`, letter);
  }

  /** It leaves this device now. */
  send(id: CommandId): void {
    this.#change(id, (letter) => ({ ...letter, sent: true }));
  }

  refuse(id: CommandId, refusal: Refusal): void {
    this.#change(id, (letter) => ({ ...letter, refusal }));
  }

  /** It was done, or the person does not want it any more. */
  remove(id: CommandId): void {
    const key = this.#keyOf(id);
    if (key === undefined) return;
    this.#letters.delete(key);
    this.#drawer.remove(key);
    this.#show();
  }

  /** A number above all that were given here: no clock, since a clock may be set back. */
  #next(): number {
    const last = [...this.#letters.keys()].map((key) => Number(key.slice(OUT.length, OUT.length + DIGITS)));
    const next = Math.max(this.#drawer.read<number>(LAST) ?? 0, ...last) + 1;
    this.#drawer.write(LAST, next);
    return next;
  }

  #keyOf(id: CommandId): string | undefined {
    return [...this.#letters.keys()].find((key) => key.endsWith(id));
  }

  #change(id: CommandId, change: (letter: Letter<L>) => Letter<L>): void {
    const key = this.#keyOf(id);
    const letter = key === undefined ? undefined : this.#letters.get(key);
    if (key !== undefined && letter) this.#put(key, change(letter));
  }

  #put(key: string, letter: Letter<L>): void {
    this.#letters.set(key, letter);
    this.#drawer.write(key, letter);
    this.#show();
  }

  #show(): void {
    const all = [...this.#letters].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, letter]) => letter);
    this.waiting = all.filter(({ refusal }) => !refusal);
    this.refused = all.filter(({ refusal }) => refusal);
  }
}
