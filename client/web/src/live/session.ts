import { FACILITATOR_MESSAGE_BYTES_MAX, MESSAGE_BYTES_MAX, SILENCE_MAX_MS, WIRE_VERSION } from '../protocol';
import type { CommandId, Follow, Position, Presence, Refusal, Refused, Scope, Show, Token } from '../protocol';
import type { Changes, ClientMessage, Counts, ForumLanguage, Language, ServerMessage, Snapshot, Welcome } from './language';

/** The server pings this often. */
const HEARTBEAT_MS = 20_000;
/** First spread of those who come back at once, for 1 000 people and more. */
const SPREAD_MS_MAX = 2_000;
/** From here the waits double. */
const RETRY_MS = 250;
const RETRY_MS_MAX = 10_000;
/** A connection that was welcomed and lost before this was of no use. */
const OF_USE_MS = 5_000;
/** Wait before a scope is asked for again whose snapshot could not be loaded. */
const ASK_AGAIN_MS = 2_000;

/** What happens to a session. */
export type Input<L extends Language = ForumLanguage> =
  /** The session begins, or the network or the screen is back: do not wait any longer. */
  | 'wake'
  /** The socket that was asked for is open. */
  | 'opened'
  /** A message of the open socket. */
  | { message: string }
  /** The socket was closed with this code (1006 without one), or could not be opened. */
  | { closed: number }
  | { follow: Scope; position?: Position | undefined }
  | { unfollow: Scope }
  | { snapshot: Snapshot<L> }
  | { not_loaded: Scope }
  | { order: L['order'] }
  /** For the room's screens that are open now; without a line nobody hears it. */
  | { show: Show }
  /** Time has passed, see `due`. */
  | 'tick';

/** What is to be done, in order. */
export type Output<L extends Language = ForumLanguage> =
  /** Drop the socket if there is one, and open another within so many milliseconds, at random. */
  | { connect: { within_ms: number } }
  | { send: ClientMessage<L> }
  /** Load the snapshot of this scope. */
  | { load: Scope }
  | { welcomed: Welcome<L> }
  /** These five are for the replica; `drop`: what it holds is of another epoch. */
  | { drop: Scope }
  | { replace: Snapshot<L> }
  | { changes: Changes<L> }
  | { counts: Counts<L> }
  | { presence: Presence }
  | { done: { id: CommandId; position: Position } }
  | { refused: { id: CommandId; refusal: Refusal } }
  /** A facilitator asks this screen of the room. */
  | { show: Show }
  /** A scope is not there (any more) for this person; it is no longer followed. */
  | { gone: Scope }
  /** The server closed with this code, and there is no use in coming back. */
  | { stopped: number };

/** Whoever has one of these roles may say more at once. */
const LARGE = 'facilitator co_facilitator owner officer';

interface FollowedScope {
  position: Position | undefined;
  loading: boolean;
  askAt: number | undefined;
}

/** A command without an answer, as an earlier session left it. */
export interface Kept<L extends Language = ForumLanguage> {
  order: L['order'];
  /** It may have reached the server; before, it can be taken back without a trace. */
  sent?: boolean;
}

interface Pending<L extends Language> extends Required<Kept<L>> {
  /** The connection on which it was asked for. */
  connection?: number;
}

/**
 * One screen's conversation with a server, without socket, clock and screen: causes go in, effects come out. It
 * keeps the outbox, with one command in flight, and knows where each scope stands that it follows. The Rust client
 * has its twin; `tests/vectors` fixes the behaviour of both. Times are milliseconds of any clock that does not go
 * back.
 */
export class Session<L extends Language = ForumLanguage> {
  readonly subject: L['subject'];
  readonly token: Token;
  #line: 'down' | 'open' | 'welcomed' | 'stopped' = 'down';
  #heardAt = 0;
  #welcomedAt = 0;
  #people = 0;
  /** Bytes that a message may have. */
  #bytesMax = MESSAGE_BYTES_MAX;
  /** Connections lost in a row without having been of use. */
  #losses = 0;
  #followed = new Map<Scope, FollowedScope>();
  #outbox: Pending<L>[];
  #clock: { ahead?: number };
  #slowUntil: number | undefined;
  /** Connections welcomed so far. */
  #connections = 0;
  /** What the last command that was done contains. */
  #done: Position | undefined;

  /** Commands of an earlier page go first; `ahead`: minutes that this device’s own clock is ahead of UTC. */
  constructor(subject: L['subject'], token: Token, outbox: readonly Kept<L>[] = [], ahead?: number) {
    this.#clock = ahead === undefined ? {} : { ahead };
    this.subject = subject;
    this.token = token;
    this.#outbox = outbox.map(({ order, sent = false }) => ({ order, sent }));
  }

  /** Commands without an answer, oldest first. */
  get outbox(): readonly Kept<L>[] {
    return this.#outbox;
  }

  /** What this screen shows: all that it heard of its subject, and what was done here. */
  get seen(): Position | undefined {
    // Every screen of a forum follows it. The parts of a programme come apart, each commit to those that it is about:
    // whoever heard the last one of any of them was told all before.
    let heard = this.position('forum');
    if (!heard) for (const { position } of this.#followed.values()) if (position && position.seq > (heard?.seq ?? 0)) heard = position;
    const done = this.#done;
    return heard && done && done.epoch === heard.epoch && done.seq > heard.seq ? done : heard;
  }

  get online(): boolean {
    return this.#line === 'welcomed';
  }

  /** The scopes that are followed, in the order in which they were first asked for. */
  get scopes(): Scope[] {
    return [...this.#followed.keys()];
  }

  position(scope: Scope): Position | undefined {
    return this.#followed.get(scope)?.position;
  }

  /** When the next `tick` is wanted at the latest. */
  due(): number | undefined {
    switch (this.#line) {
      case 'down':
      case 'stopped':
        return undefined;
      case 'open':
        return this.#heardAt + SILENCE_MAX_MS;
      case 'welcomed': {
        const asks = [...this.#followed.values()].flatMap(({ askAt }) => askAt ?? []);
        return Math.min(this.#heardAt + SILENCE_MAX_MS, this.#slowUntil ?? Infinity, ...asks);
      }
    }
  }

  /** Takes in what happened and says what is to be done. */
  handle(input: Input<L>, now: number): Output<L>[] {
    if (this.#line === 'stopped') {
      // Nothing leaves any more, but what is written stays in the outbox.
      if (typeof input === 'object' && 'order' in input) this.#outbox.push({ order: input.order, sent: false });
      return [];
    }
    if (input === 'wake') return this.#wake(now);
    if (input === 'opened') return this.#opened(now);
    if (input === 'tick') return this.#tick(now);
    if ('message' in input) return [...this.#message(input.message, now), ...this.#overdue(now)];
    if ('closed' in input) return this.#closed(input.closed, now);
    if ('follow' in input) return this.#follow(input.follow, input.position);
    if ('unfollow' in input) return this.#unfollow(input.unfollow);
    if ('snapshot' in input) return this.#snapshot(input.snapshot);
    if ('not_loaded' in input) return this.#notLoaded(input.not_loaded, now);
    if ('show' in input) return this.online ? [{ send: { show: input.show } }] : [];
    return this.#order(input.order, now);
  }

  /** Drops a command that is not to be sent (again). Its answer, if one comes, says nothing any more. */
  drop(id: CommandId, now: number): Output<L>[] {
    const at = this.#outbox.findIndex((waiting) => waiting.order.id === id);
    if (at < 0) return [];
    this.#outbox.splice(at, 1);
    return at === 0 && this.#line === 'welcomed' ? this.#sendFirst(now) : [];
  }

  #wake(now: number): Output<L>[] {
    const quiet = now > this.#heardAt + HEARTBEAT_MS;
    if (this.#line !== 'down' && !quiet) return this.#overdue(now);
    this.#line = 'down';
    return [{ connect: { within_ms: 0 } }];
  }

  #opened(now: number): Output<L>[] {
    this.#line = 'open';
    this.#heardAt = now;
    const follow = [...this.#followed].map(([scope, followed]) => {
      followed.askAt = undefined;
      return ask(scope, followed);
    });
    return [{ send: { hello: { version: WIRE_VERSION, ...this.subject, token: this.token, follow, ...this.#clock } } }];
  }

  #closed(code: number, now: number): Output<L>[] {
    if (code < 4500 || code > 4999) return this.#lost(now);
    this.#line = 'stopped';
    return [{ stopped: code }];
  }

  #lost(now: number): Output<L>[] {
    if (this.#line === 'welcomed' && now >= this.#welcomedAt + OF_USE_MS) this.#losses = 0;
    this.#line = 'down';
    const spread = Math.min((this.#people * SPREAD_MS_MAX) / 1_000, SPREAD_MS_MAX);
    const within_ms =
      this.#losses === 0
        ? spread
        : Math.min(Math.max(spread, RETRY_MS) * 2 ** Math.min(this.#losses, 6), RETRY_MS_MAX);
    this.#losses += 1;
    return [{ connect: { within_ms } }];
  }

  #message(text: string, now: number): Output<L>[] {
    if (this.#line === 'down') return [];
    this.#heardAt = now;
    const message = parse<L>(text);
    if (!message) return [];
    if ('ping' in message) return [{ send: { pong: {} } }];
    if ('welcome' in message) return this.#welcome(message.welcome, now);
    if ('changes' in message) return this.#changes(message.changes);
    if ('counts' in message) return this.#followed.has(message.counts.scope) ? [message] : [];
    if ('presence' in message) return this.#followed.has(message.presence.scope) ? [message] : [];
    if ('load' in message) return this.#load(message.load.scope);
    if ('gone' in message) return this.#followed.delete(message.gone.scope) ? [{ gone: message.gone.scope }] : [];
    if ('done' in message) {
      if (this.#outbox[0]?.order.id === message.done.id) this.#see(message.done.position);
      return this.#answered(message.done.id, { done: message.done }, now);
    }
    if ('refused' in message) return this.#refused(message.refused, now);
    if ('show' in message) return [message];
    return []; // `followed`, or a word of a newer server.
  }

  #welcome(welcome: Welcome<L>, now: number): Output<L>[] {
    this.#line = 'welcomed';
    this.#connections += 1;
    this.#welcomedAt = now;
    this.#people = welcome.people;
    this.#bytesMax = LARGE.includes(welcome.role) ? FACILITATOR_MESSAGE_BYTES_MAX : MESSAGE_BYTES_MAX;
    const out: Output<L>[] = [];
    // Numbers of another epoch mean nothing here: the server asks to load those scopes again.
    for (const [scope, followed] of this.#followed) {
      if (!followed.position || followed.position.epoch === welcome.position.epoch) continue;
      followed.position = undefined;
      out.push({ drop: scope });
    }
    return [...out, { welcomed: welcome }, ...this.#sendFirst(now)];
  }

  #changes(changes: Changes<L>): Output<L>[] {
    const followed = this.#followed.get(changes.scope);
    if (!followed?.position || changes.seq <= followed.position.seq) return [];
    followed.position = { epoch: followed.position.epoch, seq: changes.seq, head: changes.head };
    return [{ changes }];
  }

  #load(scope: Scope): Output<L>[] {
    const followed = this.#followed.get(scope);
    if (!followed || followed.loading) return [];
    followed.loading = true;
    followed.askAt = undefined;
    return [{ load: scope }];
  }

  #follow(scope: Scope, position: Position | undefined): Output<L>[] {
    if (this.#followed.has(scope)) return [];
    const followed: FollowedScope = { position, loading: false, askAt: undefined };
    this.#followed.set(scope, followed);
    return this.#line === 'down' ? [] : [{ send: { follow: ask(scope, followed) } }];
  }

  #unfollow(scope: Scope): Output<L>[] {
    if (!this.#followed.delete(scope)) return [];
    return this.#line === 'down' ? [] : [{ send: { unfollow: { scope } } }];
  }

  #snapshot(snapshot: Snapshot<L>): Output<L>[] {
    const { scope, position } = snapshot;
    const followed = this.#followed.get(scope);
    if (!followed?.loading) return [];
    followed.loading = false;
    followed.position = position;
    const replace: Output<L> = { replace: snapshot };
    return this.#line === 'down' ? [replace] : [replace, { send: { follow: ask(scope, followed) } }];
  }

  #notLoaded(scope: Scope, now: number): Output<L>[] {
    const followed = this.#followed.get(scope);
    if (followed?.loading) {
      followed.loading = false;
      followed.askAt = now + ASK_AGAIN_MS;
    }
    return [];
  }

  #order(order: L['order'], now: number): Output<L>[] {
    this.#outbox.push({ order, sent: false, ...(this.#line === 'welcomed' && { connection: this.#connections }) });
    return this.#line === 'welcomed' && this.#outbox.length === 1 ? this.#sendFirst(now) : [];
  }

  /** What this screen did itself does not stand in the way of what it asked for meanwhile, on the same connection. */
  #see(done: Position): void {
    this.#done = done;
    for (const waiting of this.#outbox.slice(1)) {
      const { order } = waiting;
      if (order.seen && waiting.connection === this.#connections) waiting.order = { ...order, seen: done };
    }
  }

  #answered(id: CommandId, answer: Output<L>, now: number): Output<L>[] {
    if (this.#outbox[0]?.order.id !== id) return [];
    this.#outbox.shift();
    this.#slowUntil = undefined;
    return [answer, ...this.#sendFirst(now)];
  }

  #refused(refused: Refused, now: number): Output<L>[] {
    if (refused.refusal.code !== 'SLOW_DOWN') return this.#answered(refused.id, { refused }, now);
    if (this.#outbox[0]?.order.id === refused.id) this.#slowUntil = now + refused.refusal.ms;
    return [];
  }

  #tick(now: number): Output<L>[] {
    if (this.#line === 'down' || this.#line === 'stopped') return [];
    if (now >= this.#heardAt + SILENCE_MAX_MS) return this.#lost(now);
    return this.#overdue(now);
  }

  /** What was put off until now: whoever hears something does not wait for a timer, which may sleep. */
  #overdue(now: number): Output<L>[] {
    if (this.#line !== 'welcomed') return [];
    const out: Output<L>[] = [];
    for (const [scope, followed] of this.#followed) {
      if (followed.askAt === undefined || now < followed.askAt) continue;
      followed.askAt = undefined;
      out.push({ send: { follow: ask(scope, followed) } });
    }
    if (this.#slowUntil !== undefined) out.push(...this.#sendFirst(now));
    return out;
  }

  /** Sends the oldest command. Only it is ever in flight, so that nobody's words change order. */
  #sendFirst(now: number): Output<L>[] {
    const first = this.#outbox[0];
    if (!first || (this.#slowUntil !== undefined && now < this.#slowUntil)) return [];
    this.#slowUntil = undefined;
    const command: ClientMessage<L> = { command: first.order };
    const over = new TextEncoder().encode(JSON.stringify(command)).length - this.#bytesMax;
    if (over > 0) {
      // The server would never read it.
      const refusal: Refusal = { code: 'TOO_LONG', by: over };
      return this.#answered(first.order.id, { refused: { id: first.order.id, refusal } }, now);
    }
    first.sent = true;
    return [{ send: command }];
  }
}

const ask = (scope: Scope, { position }: FollowedScope): Follow => (position ? { scope, position } : { scope });

function parse<L extends Language>(text: string): ServerMessage<L> | undefined {
  try {
    const message: unknown = JSON.parse(text);
    return typeof message === 'object' && message !== null ? (message as ServerMessage<L>) : undefined;
  } catch {
    return undefined;
  }
}
