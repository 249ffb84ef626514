import type { Scope, Snapshot } from '../protocol';
import { WIRE_VERSION } from '../protocol';
import type { Drawer } from './store';

const SAVE_MS = 5_000;

/** Entities of another version of the wire are not read again. */
const SEEN = 'seen:';
const keyOf = (scope: Scope): string => `${SEEN}${WIRE_VERSION}:${scope}`;

/** A snapshot, and when it was heard. */
export type Sight = Snapshot & { at: number };

/** What was seen last, kept on this device for the next time that the page opens without a network. */
export class Seen {
  #drawer: Drawer;
  #take: (scope: Scope) => Sight | undefined;
  #unsaved = new Set<Scope>();
  #saving: ReturnType<typeof setTimeout> | undefined;

  /** `take`: what is seen of a scope now. */
  constructor(drawer: Drawer, take: (scope: Scope) => Sight | undefined) {
    this.#drawer = drawer;
    this.#take = take;
  }

  read(scope: Scope): Sight | undefined {
    return this.#drawer.read<Sight>(keyOf(scope));
  }

  /** Something new of this scope is here. */
  note(scope: Scope): void {
    this.#unsaved.add(scope);
    this.#saving ??= setTimeout(() => this.save(), SAVE_MS);
  }

  forget(scope: Scope): void {
    this.#unsaved.delete(scope);
    this.#drawer.remove(keyOf(scope));
  }

  /** Forgets what this page, or an older one, has kept of all but these scopes. */
  forgetAllBut(scopes: readonly Scope[]): void {
    const kept = new Set(scopes.map(keyOf));
    for (const { name } of this.#drawer.under(SEEN)) if (!kept.has(name)) this.#drawer.remove(name);
  }

  save(): void {
    clearTimeout(this.#saving);
    this.#saving = undefined;
    for (const scope of this.#unsaved) {
      const sight = this.#take(scope);
      if (sight) this.#drawer.write(keyOf(scope), sight);
    }
    this.#unsaved.clear();
  }

  /** Saves whenever the page is put away, until the returned function is called. */
  start(): () => void {
    const hide = (): void => {
      if (document.visibilityState === 'hidden') this.save();
    };
    document.addEventListener('visibilitychange', hide);
    window.addEventListener('pagehide', hide);
    return () => {
      this.save();
      document.removeEventListener('visibilitychange', hide);
      window.removeEventListener('pagehide', hide);
    };
  }
}
