import { createSubscriber } from 'svelte/reactivity';
import { api } from './programmes';
import type { ItemId, Noun, Token } from '../protocol';
import {
  ACTS,
  type Card,
  type Command,
  type Import,
  type Item,
  type Me,
  type Pass,
  type ProgrammeId,
  type Publication,
  type Scope,
  type Sheet,
  type Version,
} from '../protocol/programme';
import { Drafts, type Draft } from './drafts.svelte';
import type { ProgrammeLanguage } from './language';
import { Network, type Reason } from './network.svelte';
import { outside } from './outside.svelte';
import { Replica, type Kinds } from './replica.svelte';
import { Requests, type Outcome } from './requests.svelte';
import type { Output } from './session';
import { Drawer } from './store';

/** What a programme's screens hold. */
export const KINDS: Kinds<ProgrammeLanguage> = {
  item: 'id',
  pass: 'id',
  me: '',
  sheet: 'id',
  import: 'id',
  card: 'id',
  publication: 'id',
  results: 'id',
  version: 'id',
};

/** A scope that is no longer shown is followed a little longer: people go back and forth. */
const LINGER_MS = 20_000;

/** What a scope of a programme holds, followed as long as a screen reads it. */
export class Papers {
  #replica: Replica<ProgrammeLanguage>;
  #shown: () => void;
  #items = $derived.by(() => {
    const byNoun = new Map<Noun, Item[]>();
    for (const item of this.#replica.all('item').values()) {
      const list = byNoun.get(item.noun);
      if (list) list.push(item);
      else byNoun.set(item.noun, [item]);
    }
    for (const list of byNoun.values()) list.sort(inOrder);
    return byNoun;
  });
  #sheets = $derived.by(() => [...this.#replica.all('sheet').values()].sort((a, b) => a.order - b.order));

  constructor(replica: Replica<ProgrammeLanguage>, follow: () => () => void) {
    this.#replica = replica;
    this.#shown = createSubscriber(follow);
  }

  get state(): 'loading' | 'ready' | 'gone' {
    this.#shown();
    return this.#replica.state;
  }

  /** The items of a noun, in the order of their ranks, then of adding. */
  items(noun: Noun): readonly Item[] {
    this.#shown();
    return this.#items.get(noun) ?? [];
  }

  item(id: ItemId): Item | undefined {
    this.#shown();
    return this.#replica.one('item', id);
  }

  /** The same of what happens to be here: nothing is followed for it. */
  here(noun: Noun): readonly Item[] {
    return this.#items.get(noun) ?? [];
  }

  known(id: ItemId): Item | undefined {
    return this.#replica.one('item', id);
  }

  /** In the order of coming in. */
  get sheets(): readonly Sheet[] {
    this.#shown();
    return this.#sheets;
  }

  get cards(): Iterable<Card> {
    this.#shown();
    return this.#replica.all('card').values();
  }

  get passes(): readonly Pass[] {
    this.#shown();
    return [...this.#replica.all('pass').values()];
  }

  get publications(): readonly Publication[] {
    this.#shown();
    return [...this.#replica.all('publication').values()];
  }

  /** From the first. */
  get versions(): readonly Version[] {
    this.#shown();
    return [...this.#replica.all('version').values()].sort((a, b) => a.version - b.version);
  }

  get imports(): readonly Import[] {
    this.#shown();
    return [...this.#replica.all('import').values()];
  }

  get me(): Me | undefined {
    this.#shown();
    return this.#replica.one('me');
  }
}

function inOrder(a: Item, b: Item): number {
  const rank = ({ fields }: Item): number => (typeof fields['order'] === 'number' ? fields['order'] : Infinity);
  const [one, other] = [rank(a), rank(b)];
  return one === other ? a.number - b.number : one - other;
}

/** One programme on one device: what it shows, over the line to the server, and what this person asked for. */
export class LiveProgramme {
  readonly seat: { readonly programme: ProgrammeId; readonly who: string };
  readonly token: Token;
  readonly drawer: Drawer;
  #requests: Requests<ProgrammeLanguage>;
  #drafts: Drafts;
  #network = new Network();
  #replicas = new Map<Scope, Replica<ProgrammeLanguage>>();
  #papers = new Map<Scope, Papers>();
  /** What has been asked for. */
  #scopes: Scope[] = $state.raw([]);
  #ends: (() => void)[] = [];

  constructor(programme: ProgrammeId, { token, who }: { token: Token; who: string }) {
    this.seat = { programme, who };
    this.token = token;
    this.drawer = new Drawer(programme, who);
    this.#drafts = new Drafts(this.drawer);
    const isOffline = (): boolean => this.status === 'offline';
    const said = { subject: { programme }, token };
    this.#requests = new Requests(said, this.drawer, ACTS, isOffline, (output) => this.#carryOut(output));
  }

  start(): void {
    this.#ends = [this.#requests.start()];
    void this.#drafts.adopt();
    this.#requests.line.start();
    this.#network.lost();
  }

  stop(): void {
    for (const end of this.#ends.splice(0)) end();
    this.#network.rest();
    this.#requests.line.stop();
  }

  get status(): Network['status'] {
    return this.#network.status;
  }

  get reason(): Reason | undefined {
    return this.#network.reason;
  }

  get post(): Requests<ProgrammeLanguage>['post'] {
    return this.#requests.post;
  }

  /** What a scope holds. */
  papers(scope: Scope): Papers {
    let papers = this.#papers.get(scope);
    if (!papers) {
      papers = outside(() => {
        let leaving: ReturnType<typeof setTimeout> | undefined;
        return new Papers(this.#replica(scope), () => {
          clearTimeout(leaving);
          this.#requests.line.do({ follow: scope });
          return () => {
            leaving = setTimeout(() => this.#forget(scope), LINGER_MS);
          };
        });
      });
      this.#papers.set(scope, papers);
      // Not while a screen is being drawn, of which `items` may be a part.
      queueMicrotask(() => (this.#scopes = [...this.#papers.keys()]));
    }
    return papers;
  }

  /** The items of a noun in all that is here. */
  items(noun: Noun): readonly Item[] {
    return this.#scopes.flatMap((scope) => this.#papers.get(scope)?.here(noun) ?? []);
  }

  find(id: ItemId): Item | undefined {
    for (const scope of this.#scopes) {
      const item = this.#papers.get(scope)?.known(id);
      if (item) return item;
    }
    return undefined;
  }

  get programme(): Item | undefined {
    return this.papers('programme').item(this.seat.programme);
  }

  /** As what this device speaks; nothing until it is heard. */
  get me(): Me | undefined {
    return this.papers('self').me;
  }

  get isOfficer(): boolean {
    return this.me?.role === 'officer' || this.me?.role === 'owner';
  }

  /** What is being typed in a field. */
  draft(key: string): Draft {
    return this.#drafts.of(key);
  }

  /** Asks for something. It is kept on this device until it is answered, also over a reload. */
  give(command: Command, fields: readonly Draft[] = []): Promise<Outcome> {
    return this.#requests.give(command, fields);
  }

  /** Sends also what other pages of this seat wrote and do not send. */
  adopt(): void {
    this.#requests.adopt();
  }

  #replica(scope: Scope): Replica<ProgrammeLanguage> {
    let replica = this.#replicas.get(scope);
    if (!replica) {
      replica = outside(() => new Replica<ProgrammeLanguage>(KINDS));
      this.#replicas.set(scope, replica);
    }
    return replica;
  }

  #forget(scope: Scope): void {
    this.#requests.line.do({ unfollow: scope });
    this.#replica(scope).drop();
  }

  #carryOut(output: Output<ProgrammeLanguage>): void {
    if ('connect' in output) this.#network.lost();
    else if ('load' in output) void this.#load(output.load);
    else if ('welcomed' in output) this.#network.welcomed();
    else if ('drop' in output) this.#replica(output.drop).drop();
    else if ('replace' in output) this.#replica(output.replace.scope).replace(output.replace);
    else if ('changes' in output) this.#replica(output.changes.scope).apply(output.changes.changes);
    else if ('gone' in output) this.#replica(output.gone).state = 'gone';
    else if ('stopped' in output) this.#network.stopped(output.stopped);
  }

  async #load(scope: Scope): Promise<void> {
    const answer = await api.snapshot(this.seat.programme, scope, this.token);
    if ('ok' in answer) this.#requests.line.do({ snapshot: answer.ok });
    else this.#requests.line.do({ not_loaded: scope });
  }
}
