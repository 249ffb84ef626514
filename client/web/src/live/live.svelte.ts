import { untrack } from 'svelte';
import type { AxisId, Command, CommandId, GroupId, Role, Scope, Show, Snapshot } from '../protocol';
import { ACTS } from '../protocol';
import { api } from './api';
import { clock } from './clock';
import { Drafts, type Draft } from './drafts.svelte';
import type { Line } from './line';
import { Network, type Reason } from './network.svelte';
import type { Post } from './post.svelte';
import { Records, type AxisRecord, type GroupRecord } from './record.svelte';
import { Replicas } from './replica.svelte';
import { Requests, type Outcome, type Waiting } from './requests.svelte';
import { Seen } from './seen';
import type { Output } from './session';
import { Drawer, type Seat } from './store';
import { Things } from './things.svelte';

/** After this everything that is shown has been loaded. */
const SETTLED_MS = 20_000;
/**
 * One forum on one device: the things that it shows, over the line to the server, the post with what this person asked
 * for, and what was seen last. Make it once, then `start`.
 */
export class Live extends Things {
  readonly seat: Readonly<Pick<Seat, 'forum' | 'who' | 'role' | 'token'>>;
  readonly role: Role;
  /** What is kept here for this seat. */
  readonly drawer: Drawer;
  /** What this person asked for. */
  readonly post: Post;
  #requests: Requests;
  #drafts: Drafts;
  #line: Line;
  #replicas: Replicas;
  #records: Records;
  #seen: Seen;
  #network = new Network();
  #heeds = new Set<(show: Show) => void>();
  #ends: (() => void)[] = [];

  /** When this screen last heard everything, milliseconds of the server's clock; nothing: not yet. */
  heardAt: number | undefined = $state();
  /** The groups and axes that screens read. */
  #shown = new Set<Scope>();
  /** The one that is at hand whenever a screen asks for it. */
  #atHand: Scope | undefined;
  /** Commands without an answer, oldest first. */
  get waiting(): readonly Waiting[] {
    return this.#requests.waiting;
  }

  constructor(seat: Pick<Seat, 'forum' | 'who' | 'role' | 'token'>) {
    const drawer = new Drawer(seat.forum, seat.who);
    const replicas = new Replicas();
    const said = { subject: { forum: seat.forum }, token: seat.token };
    const requests = new Requests(said, drawer, ACTS, () => this.status === 'offline', (output) => this.#carryOut(output));
    super(replicas, () => requests.post.waiting);
    this.seat = seat;
    this.role = seat.role;
    this.drawer = drawer;
    this.#requests = requests;
    this.post = requests.post;
    this.#line = requests.line;
    this.#drafts = new Drafts(drawer);
    this.#replicas = replicas;
    this.#records = new Records(replicas, (scope) => {
      this.#shown.add(scope);
      this.#follow(scope);
      return () => {
        this.#shown.delete(scope);
        this.#forget(scope);
      };
    });
    this.#seen = new Seen(drawer, (scope) => {
      const position = this.#line.session.position(scope);
      return position && { ...replicas.of(scope).snapshot(scope, position), at: this.heardAt ?? this.now() };
    });
  }

  /** Shows what was seen last on this device, and connects. */
  start(): void {
    for (const scope of this.#scopes()) this.#follow(scope);
    this.#ends = [this.#seen.start(), this.#requests.start()];
    void this.#drafts.adopt();
    this.#line.start();
    this.#network.lost();
  }

  stop(): void {
    for (const end of this.#ends.splice(0)) end();
    this.#network.rest();
    this.#line.stop();
  }

  get status(): Network['status'] {
    return this.#network.status;
  }

  get reason(): Reason | undefined {
    return this.#network.reason;
  }

  /** What is written in a group; followed as long as a screen reads it. */
  group(id: GroupId): GroupRecord {
    return this.#records.group(id, () => this.find.group(id));
  }

  /** What stands under an axis; followed as long as a screen reads it. */
  axis(id: AxisId): AxisRecord {
    return this.#records.axis(id, () => this.find.axis(id));
  }

  /** What is being typed in a field. */
  draft(key: string): Draft {
    return this.#drafts.of(key);
  }

  /**
   * Asks for something. It is kept on this device until it is answered, also over a reload; the answer may take as
   * long as the network is away. The words of these fields are in it, and leave them.
   */
  give(command: Command, fields: readonly Draft[] = []): Promise<Outcome> {
    return this.#requests.give(command, fields);
  }

  /** Takes back a command that has not left this device. False: it may have reached the server. */
  takeBack(id: CommandId): boolean {
    return this.#requests.takeBack(id);
  }

  /** Sends also what other pages of this seat wrote and do not send. */
  adopt(): void {
    this.#requests.adopt();
  }

  /** Asks the room's screens that are open now; false: there is no line. */
  show(show: Show): boolean {
    this.#line.do({ show });
    return this.#line.session.online;
  }

  /** Hears what facilitators ask of this screen of the room, until the returned function is called. */
  heed(heeds: (show: Show) => void): () => void {
    this.#heeds.add(heeds);
    return () => this.#heeds.delete(heeds);
  }

  /** A group is followed, also while no screen reads it, until the returned function is called. */
  keepAtHand(id: GroupId): () => void {
    const scope: Scope = `group:${id}`;
    this.#atHand = scope;
    this.#follow(scope);
    return () => {
      this.#atHand = undefined;
      if (!this.#shown.has(scope)) this.#forget(scope);
    };
  }

  /** Everything of a scope is here. */
  has(scope: Scope): boolean {
    return this.#replicas.of(scope).state === 'ready';
  }

  /** Goes on from a snapshot that came by itself, unless the scope is followed already. */
  take(snapshot: Snapshot): void {
    const { scope, position } = snapshot;
    if (this.#line.session.scopes.includes(scope)) return;
    this.#replicas.of(scope).replace(snapshot);
    this.#line.do({ follow: scope, position });
  }

  #scopes(): Scope[] {
    switch (this.role) {
      case 'participant':
        return ['forum', 'self'];
      case 'facilitator':
      case 'co_facilitator':
        return ['forum', 'facilitation'];
      case 'projector':
        return ['forum'];
    }
  }

  #follow(scope: Scope): void {
    if (this.#line.session.position(scope)) return;
    const replica = this.#replicas.of(scope);
    // Whoever follows does not follow anew when what they follow has come.
    const isLoading = untrack(() => replica.state === 'loading');
    const seen = isLoading ? this.#seen.read(scope) : undefined;
    if (seen) {
      // Not while a screen is being drawn: this may be called by the screen that asks.
      queueMicrotask(() => {
        if (replica.state === 'loading') replica.replace(seen);
        this.heardAt ??= seen.at;
      });
    }
    this.#line.do({ follow: scope, position: seen?.position });
  }

  /** What is not shown any more would keep words that are taken back meanwhile. */
  #forget(scope: Scope): void {
    this.#seen.forget(scope);
    if (scope === this.#atHand) return;
    this.#line.do({ unfollow: scope });
    this.#replicas.of(scope).drop();
  }

  #carryOut(output: Output): void {
    if ('connect' in output) this.#network.lost();
    else if ('load' in output) void this.#load(output.load);
    else if ('welcomed' in output) {
      this.offset = output.welcomed.now - clock.now();
      this.#network.welcomed();
      setTimeout(() => this.#seen.forgetAllBut(this.#replicas.ready.filter((scope) => this.#isKept(scope))), SETTLED_MS);
    } else if ('drop' in output) this.#replicas.of(output.drop).drop();
    else if ('replace' in output) {
      this.#replicas.of(output.replace.scope).replace(output.replace);
      this.#heard(output.replace.scope);
    } else if ('changes' in output) {
      this.#replicas.of(output.changes.scope).apply(output.changes.changes);
      this.#heard(output.changes.scope);
    } else if ('counts' in output) {
      this.#replicas.of(output.counts.scope).countAll(output.counts.counts);
      this.#heard(output.counts.scope);
    } else if ('presence' in output) {
      this.#replicas.of(output.presence.scope).presence(output.presence.here, output.presence.away);
    } else if ('show' in output) {
      for (const heeds of this.#heeds) heeds(output.show);
    } else if ('gone' in output) this.#replicas.of(output.gone).state = 'gone';
    else if ('stopped' in output) {
      this.#network.stopped(output.stopped);
      if (this.reason === 'not_allowed') this.#seen.forgetAllBut([]);
    }
  }

  async #load(scope: Scope): Promise<void> {
    const answer = await api.snapshot(this.seat.forum, scope, this.seat.token);
    if ('ok' in answer) this.#line.do({ snapshot: answer.ok });
    else this.#line.do({ not_loaded: scope });
  }

  #heard(scope: Scope): void {
    this.heardAt = clock.now() + this.offset;
    if (this.#isKept(scope)) this.#seen.note(scope);
  }

  /** What is kept on this device for the next time: of groups one's own, as long as a screen shows it. */
  #isKept(scope: Scope): boolean {
    const own = this.mine.me?.group;
    return scope === 'forum' || scope === 'self' || scope === 'facilitation' || (scope === `group:${own}` && this.#shown.has(scope));
  }
}
