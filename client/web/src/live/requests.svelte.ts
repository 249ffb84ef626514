import { SvelteSet } from 'svelte/reactivity';
import type { CommandId, Refusal, Token } from '../protocol';
import type { Draft } from './drafts.svelte';
import { newId } from './ids';
import type { ForumLanguage, Language } from './language';
import { Line } from './line';
import { Post } from './post.svelte';
import type { Output } from './session';
import type { Drawer } from './store';
import { tab } from './tab';

/** The answer to a command comes sooner than this, or the network is not what it seems. */
const ANSWER_MS = 2_000;

export type Outcome = { done: true } | { refused: Refusal };

/** Something that was asked for and has no answer yet. */
export interface Waiting<L extends Language = ForumLanguage> {
  order: L['order'];
  /** On its way for a moment; when no answer comes, what counts is that this device keeps it. */
  state: 'leaving' | 'kept';
  /** It may have reached the server; before, it can be taken back. */
  sent: boolean;
}

/** Who waits on this page for an answer. */
interface Asker {
  hear(outcome: Outcome): void;
  /** The words have left their fields: when they are not taken, only the post still has them. */
  left: boolean;
}

type Unsent<L extends Language> = L['order'] extends infer O ? (O extends { id: unknown } ? Omit<O, 'id' | 'seen' | 'for'> : never) : never;

/** What one seat asks for: kept on this device until it is answered, and sent over the line to the server. */
export class Requests<L extends Language = ForumLanguage> {
  readonly post: Post<L>;
  readonly line: Line<L>;
  #acts: readonly string[];
  #isOffline: () => boolean;
  #askers = new Map<CommandId, Asker>();
  /** Commands that were given here less than a moment ago. */
  #leaving = new SvelteSet<CommandId>();
  /** Commands without an answer, oldest first. */
  readonly waiting: readonly Waiting<L>[] = $derived.by(() =>
    this.post.waiting.map(({ order, sent = false }) => {
      const leaves = !this.#isOffline() && this.#leaving.has(order.id);
      return { order, sent, state: leaves ? 'leaving' : 'kept' };
    }),
  );

  /** `acts`: the commands about the moment; `told`: hears all that the line says. */
  constructor(
    { subject, token }: { subject: L['subject']; token: Token },
    drawer: Drawer,
    acts: readonly string[],
    isOffline: () => boolean,
    told: (output: Output<L>) => void,
  ) {
    this.post = new Post(drawer);
    this.#acts = acts;
    this.#isOffline = isOffline;
    // What other pages wrote, they send: unless they sleep, see `adopt`.
    const own = this.post.waiting.filter((letter) => letter.tab === tab.id);
    this.line = new Line(subject, token, own, (output) => {
      this.#hear(output);
      told(output);
    });
  }

  /** Hears what other pages of this seat do, until the returned function is called. */
  start(): () => void {
    return this.post.listen(() => this.#reread());
  }

  /**
   * Asks for something. It is kept on this device until it is answered, also over a reload; the answer may take as
   * long as the network is away. The words of these fields are in it, and leave them.
   */
  give(command: Unsent<L>, fields: readonly Draft[] = []): Promise<Outcome> {
    const seen = this.#acts.includes((command as L['order']).do) ? this.line.session.seen : undefined;
    const order = { id: newId(), ...(command as object), ...(seen && { seen }) } as unknown as L['order'];
    this.#leaving.add(order.id);
    setTimeout(() => this.#leaving.delete(order.id), ANSWER_MS);
    this.post.add({ order, tab: tab.id });
    for (const field of fields) field.take();
    const left = fields.length > 0;
    const answer = new Promise<Outcome>((hear) => this.#askers.set(order.id, { hear, left }));
    this.line.do({ order });
    return answer;
  }

  /** Takes back a command that has not left this device. False: it may have reached the server. */
  takeBack(id: CommandId): boolean {
    const letter = this.post.waiting.find(({ order }) => order.id === id);
    if (!letter || letter.sent) return false;
    this.post.remove(id);
    this.line.drop(id);
    this.#askers.delete(id);
    return true;
  }

  /** Sends also what other pages of this seat wrote and do not send. */
  adopt(): void {
    const known = new Set(this.line.session.outbox.map(({ order }) => order.id));
    for (const { order } of this.post.waiting) if (!known.has(order.id)) this.line.do({ order });
  }

  /** Letters came or went in another page: what is gone is not sent any more. */
  #reread(): void {
    const waiting = new Set(this.post.waiting.map(({ order }) => order.id));
    for (const { order } of this.line.session.outbox) {
      if (waiting.has(order.id)) continue;
      const refusal = this.post.refused.find((letter) => letter.order.id === order.id)?.refusal;
      this.#answer(order.id, refusal ? { refused: refusal } : { done: true });
      this.line.drop(order.id);
    }
  }

  #hear(output: Output<L>): void {
    if ('send' in output) {
      if ('command' in output.send) this.post.send(output.send.command.id);
    } else if ('done' in output) {
      this.post.remove(output.done.id);
      this.#answer(output.done.id, { done: true });
    } else if ('refused' in output) {
      const { id, refusal } = output.refused;
      // Who asked on this page shows why not, with the words where they are; what nobody waits for stays.
      const asker = this.#askers.get(id);
      if (asker && !asker.left) this.post.remove(id);
      else this.post.refuse(id, refusal);
      this.#answer(id, { refused: refusal });
    }
  }

  #answer(id: CommandId, outcome: Outcome): void {
    this.#askers.get(id)?.hear(outcome);
    this.#askers.delete(id);
  }
}
