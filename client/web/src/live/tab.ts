import { newId } from './ids';

const ID = 'bourdon:tab';
const CALL = 'bourdon:tabs';
/** A page that is awake answers within this. */
const ANSWER_MS = 300;

/** What pages of this device call to each other: who is there, and « I am », to the one who asked. */
interface Call {
  from: string;
  to?: string;
}

function keptId(): string | undefined {
  try {
    return sessionStorage.getItem(ID) ?? undefined;
  } catch {
    return undefined;
  }
}

function keepId(id: string): string {
  try {
    sessionStorage.setItem(ID, id);
  } catch {
    // Nothing is kept: after a reload this is another page.
  }
  return id;
}

/** This page of the device. It stays the same over a reload; a second tab is another one. */
class Tab {
  #id: string | undefined;
  #channel: BroadcastChannel | undefined;
  #answered = new Set<string>();

  get id(): string {
    return (this.#id ??= keptId() ?? keepId(newId()));
  }

  /** The other pages that are awake. A page that sleeps or is closed does not answer. */
  async others(): Promise<ReadonlySet<string>> {
    this.#answered = new Set();
    this.#open()?.postMessage({ from: this.id } satisfies Call);
    await new Promise((done) => setTimeout(done, ANSWER_MS));
    return this.#answered;
  }

  #open(): BroadcastChannel | undefined {
    if (this.#channel || !('BroadcastChannel' in globalThis)) return this.#channel;
    this.#channel = new BroadcastChannel(CALL);
    this.#channel.onmessage = ({ data }: MessageEvent<Call>) => {
      if (data.to === undefined) this.#channel?.postMessage({ from: this.id, to: data.from } satisfies Call);
      else if (data.to !== this.id) return;
      // A tab that was doubled has the number of the first one until here.
      else if (data.from === this.id) this.#id = keepId(newId());
      else this.#answered.add(data.from);
    };
    return this.#channel;
  }
}

export const tab = new Tab();
