import { stored } from '../stored';
import type { CollegeId, ForumId, Join, RecoveryCode, Role, Token } from '../protocol';

/** Who this device is in a forum: one device may have several seats, and one person several devices. */
export interface Seat {
  forum: ForumId;
  /** The participant's or the pass's id. */
  who: string;
  role: Role;
  token: Token;
  code?: string;
  name?: string;
  college?: CollegeId;
  recovery?: RecoveryCode;
  question?: string;
  /** Not in yet: what will be sent when the network is there. */
  joining?: Join;
  /** When this seat was last used, milliseconds. */
  at: number;
}

const memory = new Map<string, string>();

/** Does this browser keep anything? A private window or a captive portal may not. */
export function keeps(): boolean {
  const kept = stored.write('bourdon:probe', '1');
  stored.remove('bourdon:probe');
  return kept;
}

function write(key: string, value: string): void {
  if (stored.write(key, value)) memory.delete(key);
  else memory.set(key, value);
}

const read = (key: string): string | undefined => memory.get(key) ?? stored.read(key);

function remove(key: string): void {
  memory.delete(key);
  stored.remove(key);
}

function keysUnder(prefix: string): string[] {
  const keys = new Set(memory.keys());
  try {
    for (let n = 0; n < localStorage.length; n++) keys.add(localStorage.key(n) ?? '');
  } catch {
    // Nothing was kept.
  }
  return [...keys].filter((key) => key.startsWith(prefix)).sort();
}

function parse<T>(text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}

const SEATS = 'bourdon:seat:';

/** The seats of this device, the last used first. */
export const seats = {
  all: (): Seat[] =>
    keysUnder(SEATS)
      .map((key) => parse<Seat>(read(key)))
      .filter((seat): seat is Seat => seat !== undefined)
      .sort((a, b) => b.at - a.at),
  save: (seat: Seat): void => write(`${SEATS}${seat.forum}:${seat.who}`, JSON.stringify(seat)),
  remove: (seat: Seat): void => remove(`${SEATS}${seat.forum}:${seat.who}`),
};

/** What is kept for one seat: outbox, drafts, what was last seen. One key a thing, so that two tabs do not overwrite each other. */
export class Drawer {
  #prefix: string;

  constructor(forum: ForumId, who: string) {
    this.#prefix = `bourdon:in:${forum}:${who}:`;
  }

  read<T>(name: string): T | undefined {
    return parse<T>(read(this.#prefix + name));
  }

  write(name: string, value: unknown): void {
    write(this.#prefix + name, JSON.stringify(value));
  }

  remove(name: string): void {
    remove(this.#prefix + name);
  }

  /** The things whose names start like this, in the order of their names. */
  under<T>(start: string): { name: string; value: T }[] {
    return keysUnder(this.#prefix + start).flatMap((key) => {
      const value = parse<T>(read(key));
      return value === undefined ? [] : [{ name: key.slice(this.#prefix.length), value }];
    });
  }

  /** Hears what other pages write and remove under these names, until the returned function is called. */
  listen<T>(start: string, heard: (name: string, value: T | undefined) => void): () => void {
    const changed = ({ key, newValue }: StorageEvent): void => {
      if (!key?.startsWith(this.#prefix + start)) return;
      heard(key.slice(this.#prefix.length), parse<T>(newValue ?? undefined));
    };
    window.addEventListener('storage', changed);
    return () => window.removeEventListener('storage', changed);
  }

  /** Forgets all. */
  empty(): void {
    for (const key of keysUnder(this.#prefix)) remove(key);
  }
}
