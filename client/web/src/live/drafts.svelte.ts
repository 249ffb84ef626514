import { outside } from './outside.svelte';
import type { Drawer } from './store';
import { tab } from './tab';

const DRAFT = 'draft:';

/** Where a page keeps what is typed in a field: two tabs do not write over each other. */
const nameOf = (page: string, field: string): string => `${DRAFT}${page}:${field}`;

/** What is being typed in one field. It is kept on this device at each input, and survives everything. */
export class Draft {
  readonly key: string;
  #drawer: Drawer;
  #text: string = $state('');

  constructor(key: string, drawer: Drawer) {
    this.key = key;
    this.#drawer = drawer;
    this.#text = drawer.read<string>(nameOf(tab.id, key)) ?? '';
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    if (text === '') this.#drawer.remove(nameOf(tab.id, this.key));
    else this.#drawer.write(nameOf(tab.id, this.key), text);
  }

  /** Empties the field: its words are in the post now, or not wanted. */
  take(): string {
    const text = this.#text;
    this.text = '';
    return text;
  }

  /** Puts words into the field, before those that were typed meanwhile. */
  giveBack(text: string): void {
    if (this.#text.trim() === '') this.text = text;
    else if (text !== '' && !this.#text.includes(text)) this.text = `${text}\n${this.#text}`;
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

  /** Takes over what was typed in pages that are closed now, into fields that are empty. */
  async adopt(): Promise<void> {
    const awake = await tab.others();
    for (const { name, value } of this.#drawer.under<string>(DRAFT)) {
      const [page = '', ...field] = name.slice(DRAFT.length).split(':');
      if (page === tab.id || awake.has(page)) continue;
      const draft = this.of(field.join(':'));
      if (draft.text !== '') continue;
      draft.text = value;
      this.#drawer.remove(name);
    }
  }
}
