import type { CommandId } from '../protocol';
import { Post } from './post.svelte';
import { Requests } from './requests.svelte';
import { Drawer, seats, type Seat } from './store';

/** A letter that lies on top for this long is sent by nobody: its page is closed, asleep or cut off. */
const LOOK_MS = 2_000;

/** A page whose letters are sent by itself. */
interface Page {
  seat: { who: string };
  post: { waiting: readonly { order: { id: CommandId } }[] };
  status: string;
  adopt(): void;
}

/**
 * Sends for all seats of this device what waits and nobody sends: words of a closed page, or of another person on the
 * same phone. Two pages that come upon it together do no harm, since a command is done once by its id.
 */
export class Courier {
  #page: Page;
  /** What lay on top of each seat's letters at the last look. */
  #top = new Map<string, string | undefined>();
  #errands = new Map<string, Errand>();

  constructor(page: Page) {
    this.#page = page;
  }

  /** Goes round until the returned function is called. */
  start(): () => void {
    const timer = setInterval(() => this.#look(), LOOK_MS);
    return () => {
      clearInterval(timer);
      for (const errand of this.#errands.values()) errand.end();
      this.#errands.clear();
    };
  }

  #look(): void {
    const own = this.#page.seat;
    if (this.#lies(own.who, this.#page.post)) this.#page.adopt();
    if (this.#page.status !== 'online') return;
    for (const seat of seats.all()) {
      if (seat.joining || seat.who === own.who || this.#errands.has(seat.who)) continue;
      if (this.#lies(seat.who, new Post(new Drawer(seat.forum, seat.who)))) {
        this.#errands.set(seat.who, new Errand(seat, () => this.#errands.delete(seat.who)));
      }
    }
  }

  /** The same letter lay on top at the last look already. */
  #lies(who: string, post: Page['post']): boolean {
    const top = post.waiting[0]?.order.id;
    const before = this.#top.get(who);
    this.#top.set(who, top);
    return top !== undefined && top === before;
  }
}

/** One way to the server and back, under another seat. */
class Errand {
  #requests: Requests;
  #deaf: () => void;
  #done: () => void;

  /** `done`: all letters have their answers. An errand that the server does not know is not sent again. */
  constructor(seat: Seat, done: () => void) {
    this.#done = done;
    const said = { subject: { forum: seat.forum }, token: seat.token };
    this.#requests = new Requests(said, new Drawer(seat.forum, seat.who), [], () => false, (output) => {
      if ('stopped' in output) this.end();
      else this.#rest();
    });
    this.#deaf = this.#requests.start();
    this.#requests.adopt();
    this.#requests.line.start();
  }

  end(): void {
    this.#deaf();
    this.#requests.line.stop();
  }

  /** Also when another page took the letters: whatever is heard next is the last. */
  #rest(): void {
    if (this.#requests.post.waiting.length > 0) return;
    this.end();
    this.#done();
  }
}
