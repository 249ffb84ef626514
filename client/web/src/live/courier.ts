import type { CommandId } from '../protocol';
import { Line } from './line';
import { Post } from './post.svelte';
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
  #line: Line;
  #post: Post;
  #deaf: () => void;
  #done: () => void;

  /** `done`: all letters have their answers. An errand that the server does not know is not sent again. */
  constructor(seat: Seat, done: () => void) {
    this.#done = done;
    this.#post = new Post(new Drawer(seat.forum, seat.who));
    this.#deaf = this.#post.listen(() => this.#reread());
    this.#line = new Line({ forum: seat.forum }, seat.token, this.#post.waiting, (output) => {
      if ('send' in output && 'command' in output.send) this.#post.send(output.send.command.id);
      else if ('done' in output) this.#post.remove(output.done.id);
      else if ('refused' in output) this.#post.refuse(output.refused.id, output.refused.refusal);
      else if ('stopped' in output) this.end();
      if ('done' in output || 'refused' in output) this.#rest();
    });
    this.#line.start();
  }

  end(): void {
    this.#deaf();
    this.#line.stop();
  }

  /** Another page took letters. */
  #reread(): void {
    const waiting = new Set(this.#post.waiting.map(({ order }) => order.id));
    for (const { order } of this.#line.session.outbox) if (!waiting.has(order.id)) this.#line.drop(order.id);
    this.#rest();
  }

  #rest(): void {
    if (this.#post.waiting.length > 0) return;
    this.end();
    this.#done();
  }
}
