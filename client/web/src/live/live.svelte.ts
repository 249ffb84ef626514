import { createSubscriber } from 'svelte/reactivity';
import type {
  Axis,
  AxisId,
  College,
  Command,
  CommandId,
  GroupId,
  Name,
  Order,
  Refusal,
  Results,
  Role,
  Scope,
  Slot,
  Snapshot,
  Space,
  TopicId,
} from '../protocol';
import { ACTS, CLOSE, WIRE_VERSION } from '../protocol';
import type { Called } from '../words/refusals';
import { axisOf, nameOf, titleOf } from '../words/gone';
import { slotName, slotStart } from '../words/slots';
import { api } from './api';
import { apart } from './apart';
import { clock } from './clock';
import { Drafts, type Draft } from './drafts.svelte';
import { Facilitation } from './facilitation.svelte';
import { newId } from './ids';
import { Line } from './line';
import { Mine } from './mine.svelte';
import { outside } from './outside.svelte';
import { Post } from './post.svelte';
import { Record, type AxisRecord, type GroupRecord } from './record.svelte';
import { Replica } from './replica.svelte';
import type { Output } from './session';
import { inOrder, momentOf, severalDays, type Moment, type Timed } from './slots';
import * as shown from './shown';
import type { Forum, Group, Topic } from './shown';
import { Drawer, type Seat } from './store';
import { tab } from './tab';

export type Outcome = { done: true } | { refused: Refusal };

/** Why a screen does not come back by itself. */
export type Reason = 'not_allowed' | 'version' | 'too_many_screens' | 'fault';

/** Who waits on this page for an answer. */
interface Asker {
  hear(outcome: Outcome): void;
  /** The words have left their fields: when they are not taken, only the post still has them. */
  left: boolean;
}

/** A lost network shows only when it does not come back at once. */
const PATIENCE_MS = 3_000;
/** A record that is no longer shown is followed a little longer: people go back and forth. */
const LINGER_MS = 20_000;
const SAVE_MS = 5_000;
const CLOCK_MS = 10_000;

/** Entities of another version of the wire are not read again. */
const SEEN = 'seen:';
const seenKey = (scope: Scope): string => `${SEEN}${WIRE_VERSION}:${scope}`;

const byNumber = (a: { number: number }, b: { number: number }): number => a.number - b.number;

/** One forum on one device: what it shows, and what this person asks for. Make it once, then `start`. */
export class Live {
  readonly seat: Readonly<Pick<Seat, 'forum' | 'who' | 'role' | 'token'>>;
  readonly role: Role;
  /** What is kept here for this seat. */
  readonly drawer: Drawer;
  /** What this person asked for. */
  readonly post: Post;
  #drafts: Drafts;
  #line: Line;
  #replicas = new Map<Scope, Replica>();
  #records = new Map<Scope, GroupRecord | AxisRecord>();
  #askers = new Map<CommandId, Asker>();
  #offset = Date.now() - clock.now();
  #patience: ReturnType<typeof setTimeout> | undefined;
  #saving: ReturnType<typeof setTimeout> | undefined;
  #unsaved = new Set<Scope>();
  #deaf: (() => void) | undefined;

  #forum = new Replica();
  #self = new Replica();
  #facilitation = new Replica();

  /** `connecting` is also the first moment after a loss; `closed` does not come back by itself. */
  status: 'connecting' | 'online' | 'offline' | 'closed' = $state('connecting');
  reason: Reason | undefined = $state();
  /** When this screen last heard everything, milliseconds of the server's clock; nothing: not yet. */
  heardAt: number | undefined = $state();
  /** Commands without an answer, oldest first: kept on this device, or already on their way. */
  readonly waiting: readonly { order: Order; state: 'kept' | 'sent' }[] = $derived.by(() =>
    this.post.waiting.map(({ order, sent }) => ({ order, state: sent ? 'sent' : 'kept' })),
  );

  readonly forum: Forum | undefined = $derived.by(() => {
    const bare = this.#forum.one('forum');
    return bare && shown.forum(this.#forum, bare);
  });
  /** Names that say where, not what it is about. */
  readonly territory: readonly string[] = $derived.by(() => this.#forum.one('territory')?.names ?? []);
  #date = $derived.by(() => this.forum?.date);
  #timeZone = $derived.by(() => this.forum?.time_zone);
  /** The slots and when they are, in the order of their times. */
  readonly timed: readonly Timed[] = $derived.by(() =>
    this.#date && this.#timeZone
      ? inOrder([...this.#forum.all('slot').values()], { date: this.#date, time_zone: this.#timeZone })
      : [],
  );
  readonly slots: readonly Slot[] = $derived(this.timed.map(({ slot }) => slot));
  readonly spaces: readonly Space[] = $derived.by(() => [...this.#forum.all('space').values()].sort(byNumber));
  readonly colleges: readonly College[] = $derived.by(() => [...this.#forum.all('college').values()].sort(byNumber));
  #people = $derived.by(() =>
    apart(
      [
        ...this.facilitation.people,
        ...this.#forum.all('name').values(),
        ...(this.mine.me ? [this.mine.me] : []),
      ].map((one) => ({ id: one.id, number: one.number, name: nameOf(one) })),
    ),
  );
  #named: shown.Called = (id) => this.person(this.#forum.one('name', id) ?? { id, number: 0, name: '' });
  #titles = $derived.by(() =>
    apart(
      this.groups.map(({ id, number, topics }) => ({
        id,
        number,
        name: topics
          .map((id) => this.#forum.one('topic', id))
          .flatMap((topic) => (topic ? titleOf(topic) : []))
          .join(' · '),
      })),
    ),
  );
  readonly topics: readonly Topic[] = $derived.by(() =>
    [...this.#forum.all('topic').values()].map((bare) => shown.topic(this.#forum, bare, this.#named)).sort(byNumber),
  );
  readonly groups: readonly Group[] = $derived.by(() =>
    [...this.#forum.all('group').values()].map((bare) => shown.group(this.#forum, bare, this.#named)).sort(byNumber),
  );
  readonly axes: readonly Axis[] = $derived.by(() => [...this.#forum.all('axis').values()].map(axisOf).sort(byNumber));
  /** The topics that wait to be said aloud, in order. */
  readonly queue: readonly TopicId[] = $derived.by(() =>
    [...this.#forum.all('waiting').values()].sort((a, b) => a.place - b.place).map(({ topic }) => topic),
  );
  readonly results: Results | undefined = $derived.by(() => this.#forum.one('results'));

  /** This person's own things. */
  readonly mine: Mine;
  /** What facilitators see. */
  readonly facilitation: Facilitation;

  /** The numbers beside the things; 0 as long as none was heard. */
  readonly count = {
    people: () => this.#forum.count('people') ?? { joined: 0, here: 0, elsewhere: 0 },
    topic: (id: TopicId) => this.#forum.count('topic', id) ?? { id, interested: 0 },
    group: (id: GroupId) => this.#forum.count('group', id) ?? { id, members: 0, contributions: 0 },
    axis: (id: AxisId) => this.#forum.count('axis', id) ?? { id, contributions: 0, groups: 0, disagreements: 0 },
  };

  /** The things of the forum by their ids. */
  readonly find = {
    slot: (id: string) => this.#forum.one('slot', id),
    timed: (id: string) => this.timed.find(({ slot }) => slot.id === id),
    space: (id: string) => this.#forum.one('space', id),
    college: (id: string) => this.#forum.one('college', id),
    topic: (id: TopicId) => {
      const bare = this.#forum.one('topic', id);
      return bare && shown.topic(this.#forum, bare, this.#named);
    },
    group: (id: GroupId) => {
      const bare = this.#forum.one('group', id);
      return bare && shown.group(this.#forum, bare, this.#named);
    },
    axis: (id: AxisId) => {
      const bare = this.#forum.one('axis', id);
      return bare && axisOf(bare);
    },
  };

  /** A person with the name that tells them from others. */
  readonly person = <P extends Name>(person: P): P => {
    const name = this.#people.get(person.id) ?? nameOf(person);
    return name === person.name ? person : { ...person, name };
  };

  /** What a group is called: the titles of its topics, told from another group of the same ones. */
  readonly titleOf = (group: Group): string => this.#titles.get(group.id) ?? '';

  /** How the sentences of refusals call things. */
  readonly names: Called = {
    slot: (id) => this.slotName(id) || undefined,
    space: (id) => this.find.space(id)?.label,
    thing: (id) => {
      const group = this.find.group(id);
      return group ? this.titleOf(group) : (this.find.topic(id)?.title ?? this.find.axis(id)?.name);
    },
    person: (id) => this.#named(id).name || undefined,
  };

  /** Where the day stands; shown anew every ten seconds. */
  moment(now = this.now()): Moment {
    if (!this.forum) return { now: [], goingOn: [], next: [] };
    const open = this.groups.flatMap(({ state, cell }) => (state === 'open' && cell ? [cell.slot] : []));
    return momentOf(this.timed, this.forum, now, new Set(open));
  }

  /** The slots are on several days. */
  readonly severalDays = $derived(severalDays(this.timed));

  /** What a slot is called, and when it starts, with the day where there are several; empty: there is no such slot. */
  readonly slotName = (id: string): string => this.#told(id, slotName);
  readonly slotStart = (id: string): string => this.#told(id, slotStart);

  #told(id: string, tell: (timed: Timed, days: boolean) => string): string {
    const timed = this.find.timed(id);
    return timed ? tell(timed, this.severalDays) : '';
  }

  #clock = createSubscriber((update) => {
    const timer = setInterval(update, CLOCK_MS);
    return () => clearInterval(timer);
  });

  constructor(seat: Pick<Seat, 'forum' | 'who' | 'role' | 'token'>) {
    this.seat = seat;
    this.role = seat.role;
    this.drawer = new Drawer(seat.forum, seat.who);
    this.#drafts = new Drafts(this.drawer);
    this.#replicas.set('forum', this.#forum).set('self', this.#self).set('facilitation', this.#facilitation);
    this.mine = new Mine(this.#self, () => this.waiting);
    this.facilitation = new Facilitation(this.#facilitation);

    this.post = new Post(this.drawer, () => this.#reread());
    // What other pages wrote, they send: unless they sleep, see `adopt`.
    const own = this.post.waiting.filter((letter) => letter.tab === tab.id);
    this.#line = new Line(seat, own, (output) => this.#carryOut(output));
  }

  /** Shows what was seen last on this device, and connects. */
  start(): void {
    for (const scope of this.#scopes()) this.#follow(scope);
    document.addEventListener('visibilitychange', this.#hide);
    window.addEventListener('pagehide', this.#hide);
    this.#deaf = this.post.listen();
    void this.#drafts.adopt();
    this.#line.start();
    this.#losePatience();
  }

  stop(): void {
    this.#save();
    document.removeEventListener('visibilitychange', this.#hide);
    window.removeEventListener('pagehide', this.#hide);
    clearTimeout(this.#patience);
    this.#deaf?.();
    this.#line.stop();
  }

  /** The forum can be shown. */
  get ready(): boolean {
    return this.#forum.state === 'ready' && this.forum !== undefined;
  }

  /** The server's clock, milliseconds. A screen that reads it is shown anew every ten seconds. */
  now(): number {
    this.#clock();
    return clock.now() + this.#offset;
  }

  /** What is written in a group; followed as long as a screen reads it. */
  group(id: GroupId): GroupRecord {
    return this.#record(`group:${id}`, id, () => this.find.group(id)) as GroupRecord;
  }

  /** What stands under an axis; followed as long as a screen reads it. */
  axis(id: AxisId): AxisRecord {
    return this.#record(`axis:${id}`, id, () => this.find.axis(id)) as AxisRecord;
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
    const seen = ACTS.includes(command.do) ? this.#line.session.seen : undefined;
    const order: Order = { id: newId(), ...command, ...(seen && { seen }) };
    this.post.add({ order, tab: tab.id });
    for (const field of fields) field.take();
    const left = fields.length > 0;
    const answer = new Promise<Outcome>((hear) => this.#askers.set(order.id, { hear, left }));
    this.#line.do({ order });
    return answer;
  }

  /** Takes back a command that has not left this device. False: it may have reached the server. */
  takeBack(id: CommandId): boolean {
    const letter = this.post.waiting.find(({ order }) => order.id === id);
    if (!letter || letter.sent) return false;
    this.post.remove(id);
    this.#line.drop(id);
    this.#askers.delete(id);
    return true;
  }

  /** Sends also what other pages of this seat wrote and do not send. */
  adopt(): void {
    const known = new Set(this.#line.session.outbox.map(({ order }) => order.id));
    for (const { order } of this.post.waiting) if (!known.has(order.id)) this.#line.do({ order });
  }

  /** Follows a scope until the returned function is called. */
  follow(scope: Scope): () => void {
    this.#follow(scope);
    return () => this.#line.do({ unfollow: scope });
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

  #record(scope: Scope, id: string, subject: () => Group | Axis | undefined): GroupRecord | AxisRecord {
    let record = this.#records.get(scope);
    if (!record) {
      record = outside(() => {
        const replica = this.#replica(scope);
        let leaving: ReturnType<typeof setTimeout> | undefined;
        return new Record(id, subject, replica, () => {
          clearTimeout(leaving);
          this.#follow(scope);
          return () => {
            leaving = setTimeout(() => this.#forget(scope), LINGER_MS);
          };
        }) as GroupRecord | AxisRecord;
      });
      this.#records.set(scope, record);
    }
    return record;
  }

  /** What is not shown any more would keep words that are taken back meanwhile. */
  #forget(scope: Scope): void {
    this.#line.do({ unfollow: scope });
    this.#replica(scope).drop();
    this.#unsaved.delete(scope);
    this.drawer.remove(seenKey(scope));
  }

  /** Copies that this page, or an older one, has kept of what is not shown now. */
  #forgetOthers(): void {
    const shown = new Set([...this.#replicas].flatMap(([scope, { state }]) => (state === 'ready' ? seenKey(scope) : [])));
    for (const { name } of this.drawer.under(SEEN)) if (!shown.has(name)) this.drawer.remove(name);
  }

  #replica(scope: Scope): Replica {
    let replica = this.#replicas.get(scope);
    if (!replica) {
      replica = new Replica();
      this.#replicas.set(scope, replica);
    }
    return replica;
  }

  #follow(scope: Scope): void {
    if (this.#line.session.position(scope)) return;
    const replica = this.#replica(scope);
    const seen = replica.state === 'loading' ? this.drawer.read<Snapshot & { at: number }>(seenKey(scope)) : undefined;
    if (seen) {
      // Not while a screen is being drawn: this may be called by the screen that asks.
      queueMicrotask(() => {
        if (replica.state === 'loading') replica.replace(seen);
        this.heardAt ??= seen.at;
      });
    }
    this.#line.do({ follow: scope, position: seen?.position });
  }

  /** Letters came or went in another page: what is gone is not sent any more. */
  #reread(): void {
    const waiting = new Set(this.post.waiting.map(({ order }) => order.id));
    for (const { order } of this.#line.session.outbox) {
      if (waiting.has(order.id)) continue;
      const refusal = this.post.refused.find((letter) => letter.order.id === order.id)?.refusal;
      this.#answer(order.id, refusal ? { refused: refusal } : { done: true });
      this.#line.drop(order.id);
    }
  }

  #carryOut(output: Output): void {
    if ('send' in output) {
      if ('command' in output.send) this.post.send(output.send.command.id);
    } else if ('connect' in output) this.#losePatience();
    else if ('load' in output) void this.#load(output.load);
    else if ('welcomed' in output) {
      this.#offset = output.welcomed.now - clock.now();
      clearTimeout(this.#patience);
      this.#patience = undefined;
      this.status = 'online';
      setTimeout(() => this.#forgetOthers(), LINGER_MS);
      sessionStorageTry((kept) => kept.removeItem(RELOADED));
    } else if ('drop' in output) this.#replica(output.drop).drop();
    else if ('replace' in output) {
      this.#replica(output.replace.scope).replace(output.replace);
      this.#heard(output.replace.scope);
    } else if ('changes' in output) {
      this.#replica(output.changes.scope).apply(output.changes.changes);
      this.#heard(output.changes.scope);
    } else if ('counts' in output) {
      this.#replica(output.counts.scope).countAll(output.counts.counts);
      this.#heard(output.counts.scope);
    } else if ('presence' in output) {
      this.#replica(output.presence.scope).presence(output.presence.here, output.presence.away);
    } else if ('gone' in output) this.#replica(output.gone).state = 'gone';
    else if ('done' in output) {
      this.post.remove(output.done.id);
      this.#answer(output.done.id, { done: true });
    } else if ('refused' in output) this.#refused(output.refused.id, output.refused.refusal);
    else this.#stopped(output.stopped);
  }

  #refused(id: CommandId, refusal: Refusal): void {
    // Who asked on this page shows why not, with the words where they are; what nobody waits for stays.
    const asker = this.#askers.get(id);
    if (asker && !asker.left) this.post.remove(id);
    else this.post.refuse(id, refusal);
    this.#answer(id, { refused: refusal });
  }

  #answer(id: CommandId, outcome: Outcome): void {
    this.#askers.get(id)?.hear(outcome);
    this.#askers.delete(id);
  }

  async #load(scope: Scope): Promise<void> {
    const answer = await api.snapshot(this.seat.forum, scope, this.seat.token);
    if ('ok' in answer) this.#line.do({ snapshot: answer.ok });
    else this.#line.do({ not_loaded: scope });
  }

  #stopped(code: number): void {
    clearTimeout(this.#patience);
    this.status = 'closed';
    if (code === CLOSE.NotAllowed) {
      this.reason = 'not_allowed';
      for (const { name } of this.drawer.under(SEEN)) this.drawer.remove(name);
    } else if (code === CLOSE.TooManyScreens) this.reason = 'too_many_screens';
    else if (code === CLOSE.Version) {
      this.reason = 'version';
      // Once: a page that still does not fit would reload for ever.
      const again = sessionStorageTry((kept) => {
        const before = kept.getItem(RELOADED);
        kept.setItem(RELOADED, '1');
        return before === null;
      });
      if (again) location.reload();
    } else this.reason = 'fault';
  }

  #losePatience(): void {
    if (this.status === 'online') this.status = 'connecting';
    this.#patience ??= setTimeout(() => {
      if (this.status === 'connecting') this.status = 'offline';
    }, PATIENCE_MS);
  }

  /** Something new is here: it is kept for the next time that this page opens without a network. */
  #heard(scope: Scope): void {
    this.heardAt = clock.now() + this.#offset;
    const own = this.mine.me?.group;
    if (scope !== 'forum' && scope !== 'self' && !(own && scope === `group:${own}`)) return;
    this.#unsaved.add(scope);
    this.#saving ??= setTimeout(() => this.#save(), SAVE_MS);
  }

  #hide = (): void => {
    if (document.visibilityState === 'hidden') this.#save();
  };

  #save(): void {
    clearTimeout(this.#saving);
    this.#saving = undefined;
    for (const scope of this.#unsaved) {
      const position = this.#line.session.position(scope);
      if (!position) continue;
      const seen = this.#replica(scope).snapshot(scope, position);
      this.drawer.write(seenKey(scope), { ...seen, at: this.heardAt ?? this.now() });
    }
    this.#unsaved.clear();
  }
}

const RELOADED = 'bourdon:reloaded';

function sessionStorageTry<T>(use: (kept: Storage) => T): T | undefined {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}
