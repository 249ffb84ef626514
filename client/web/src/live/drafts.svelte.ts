import type { Refusal } from '../protocol';
import { outside } from './outside.svelte';
import type { Drawer } from './store';

/** What is being typed in one field. It is kept on this device at each input, and survives everything. */
export class Draft {
  readonly key: string;
  #drawer: Drawer;
  #text: string = $state('');
  /** Why these words came back. Typing on does not hide it; giving them again does. */
  refusal: Refusal | undefined = $state.raw();

  constructor(key: string, drawer: Drawer) {
    this.key = key;
    this.#drawer = drawer;
    this.#text = drawer.read<string>(`draft:${key}`) ?? '';
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    if (text === '') this.#drawer.remove(`draft:${this.key}`);
    else this.#drawer.write(`draft:${this.key}`, text);
  }

  /** Empties the field: its words are in the outbox now. */
  take(): string {
    const text = this.#text;
    this.text = '';
    this.refusal = undefined;
    return text;
  }

  /** The server said no: the words stand in the field again, before those that were typed meanwhile. */
  giveBack(text: string, refusal: Refusal): void {
    if (this.#text.trim() === '') this.text = text;
    else if (text !== '' && !this.#text.includes(text)) this.text = `${text}\n${this.#text}`;
    this.refusal = refusal;
  }
}

/** The drafts of one seat, by field. */
export class Drafts {
  #drawer: Drawer;
  #drafts = new Map<string, Draft>();

  constructor(drawer: Drawer) {
    this.#drawer = drawer;
  }

  of(key: string): Draft {
    let draft = this.#drafts.get(key);
    if (!draft) {
      draft = outside(() => new Draft(key, this.#drawer));
      this.#drafts.set(key, draft);
    }
    return draft;
  }
}
