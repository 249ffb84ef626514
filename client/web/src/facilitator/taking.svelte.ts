import { api, type Answer, type DocumentName, type Page, type Taken } from '../live/api';
import { print } from '../ui/print';
import { save } from '../ui/save';
import { say } from '../ui/status.svelte';
import { facilitator as t } from '../words/facilitator';
import { sentence } from '../words/refusals';
import { language } from '../words/words.svelte';
import type { InHand } from './room';

/** What is taken home of a forum: files that the server makes and names. */
export class Taking {
  busy = $state(false);
  /** The file that was downloaded last. */
  name = $state('');
  trouble = $state('');
  #room: InHand;

  constructor(room: InHand) {
    this.#room = room;
  }

  /** Everything as data. */
  everything = (names = false): Promise<void> => this.#take(({ live, token }) => api.export(live.forum!.id, token, names), save);

  /** A document; the book and what holds it can name those who agreed. */
  document = (name: DocumentName, names = false): Promise<void> => this.#take(askingFor(name, names), save);

  /** The book on paper. */
  printBook = (): Promise<void> =>
    this.#take(askingFor('livre.html'), async ({ content }) => print(await content.text()));

  /** A page on paper; that of the way in names this address. */
  print = (page: Page, address?: string): Promise<void> =>
    this.#take(asking(page, address), async ({ content }) => print(await content.text()));

  async #take(ask: (room: InHand) => Promise<Answer<Taken>>, use: (taken: Taken) => unknown): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.name = this.trouble = '';
    const answer = await ask(this.#room);
    this.busy = false;
    if ('ok' in answer) {
      await use(answer.ok);
      if (use === save) {
        this.name = answer.ok.name;
        say(t().ending.downloaded(answer.ok.name));
      }
    } else {
      this.trouble = 'refused' in answer ? sentence(answer.refused, this.#room.live.names) : t().ending.unreachable;
    }
  }
}

const askingFor =
  (name: DocumentName, names = false) =>
  ({ live, token }: InHand): Promise<Answer<Taken>> =>
    api.document(live.forum!.id, token, name, names);

const asking =
  (page: Page, address?: string) =>
  ({ live, token }: InHand): Promise<Answer<Taken>> =>
    api.page(live.forum!.id, token, page, language.current, address);
