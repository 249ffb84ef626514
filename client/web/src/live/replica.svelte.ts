import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { ContributionId, ParticipantId, Position, Scope } from '../protocol';
import type { Change, ForumLanguage, Language, Snapshot } from './language';

type Union<T> = T extends unknown ? keyof T & string : never;

/** The kinds of entities: `topic`, `group` … */
export type KindOf<L extends Language> = Union<L['entity']>;
export type EntityKind = KindOf<ForumLanguage>;
export type EntityOf<L extends Language, K extends KindOf<L>> = Extract<L['entity'], Record<K, unknown>>[K];

type CountKind<L extends Language> = Union<L['count']>;
export type CountOf<L extends Language, K extends CountKind<L>> = Extract<L['count'], Record<K, unknown>>[K];

/** For each kind of entity the field that names one among those of its kind; singletons have none. */
export type Kinds<L extends Language> = Readonly<Record<KindOf<L>, string>>;

const FORUM: Kinds<ForumLanguage> = {
  forum: '',
  question: 'topic',
  territory: '',
  wifi: '',
  logos: '',
  name: 'id',
  slot: 'id',
  space: 'id',
  college: 'id',
  topic: 'id',
  waiting: 'topic',
  group: 'id',
  axis: 'id',
  results: '',
  contribution: 'id',
  wording: 'id',
  member: 'id',
  person: 'id',
  pass: 'id',
  me: '',
  receipt: 'contribution',
  interest: 'topic',
  support: 'contribution',
  dot: 'axis',
};

const nameOf = (name: unknown): string => (name instanceof Object ? JSON.stringify(name) : String(name ?? ''));

const only = <T extends object>(one: T): [string, unknown] => Object.entries(one)[0]!;

/** This screen's copy of one scope: a map per kind of entity, the counts, and who is here. */
export class Replica<L extends Language = ForumLanguage> {
  /** Something is here to be shown; `gone`: it does not exist, or not for this person. */
  state: 'loading' | 'ready' | 'gone' = $state('loading');
  readonly here = new SvelteSet<ParticipantId>();
  // All at once: a map that is made while a screen reads it would not be seen by that screen.
  #kinds: Map<string, SvelteMap<string, unknown>>;
  #named: Kinds<L>;
  #counts = new SvelteMap<string, unknown>();

  constructor(kinds: Kinds<L> = FORUM as unknown as Kinds<L>) {
    this.#kinds = new Map(Object.keys(kinds).map((kind) => [kind, new SvelteMap()]));
    this.#named = kinds;
  }

  all<K extends KindOf<L>>(kind: K): ReadonlyMap<string, EntityOf<L, K>> {
    return this.#kinds.get(kind) as unknown as ReadonlyMap<string, EntityOf<L, K>>;
  }

  one<K extends KindOf<L>>(kind: K, name = ''): EntityOf<L, K> | undefined {
    return this.all(kind).get(name);
  }

  /** A count by its kind and id; the id is left out where there is one count of the kind. */
  count<K extends CountKind<L>>(kind: K, id = ''): CountOf<L, K> | undefined {
    return this.#counts.get(`${kind}:${id}`) as CountOf<L, K> | undefined;
  }

  apply(changes: readonly Change<L>[]): void {
    for (const change of changes) {
      if ('put' in change) this.#put(change.put);
      else this.#remove(change.remove);
    }
  }

  countAll(counts: readonly L['count'][]): void {
    for (const count of counts) {
      const [kind, value] = only(count);
      const id = (value as { id?: string }).id ?? '';
      this.#counts.set(`${kind}:${id}`, value);
    }
  }

  presence(here: readonly ParticipantId[], away: readonly ParticipantId[]): void {
    for (const id of away) this.here.delete(id);
    for (const id of here) this.here.add(id);
  }

  /** Becomes what the snapshot says; what did not change stays untouched, and so do the screens that show it. */
  replace(snapshot: Snapshot<L>): void {
    const kept = new Map<string, Set<string>>();
    for (const entity of snapshot.entities) {
      const [kind, value] = only(entity);
      const name = this.#nameOf(kind, value);
      if (!kept.has(kind)) kept.set(kind, new Set());
      kept.get(kind)!.add(name);
      const map = this.#kinds.get(kind);
      if (map && JSON.stringify(map.get(name)) !== JSON.stringify(value)) map.set(name, value);
    }
    for (const [kind, map] of this.#kinds) {
      for (const name of [...map.keys()]) if (!kept.get(kind)?.has(name)) map.delete(name);
    }
    this.#counts.clear();
    this.countAll(snapshot.counts);
    this.here.clear();
    this.presence(snapshot.here, []);
    this.state = 'ready';
  }

  /** Forgets all. */
  drop(): void {
    for (const map of this.#kinds.values()) map.clear();
    this.#counts.clear();
    this.here.clear();
    this.state = 'loading';
  }

  /** What is here, as a snapshot at this position. */
  snapshot(scope: Scope, position: Position): Snapshot<L> {
    const entities = [...this.#kinds].flatMap(([kind, map]) =>
      [...map.values()].map((value) => ({ [kind]: value }) as unknown as L['entity']),
    );
    const counts = [...this.#counts].map(
      ([key, value]) => ({ [key.slice(0, key.indexOf(':'))]: value }) as unknown as L['count'],
    );
    return { scope, position, entities, counts, here: [...this.here] };
  }

  #put(entity: L['entity']): void {
    if ('contribution' in entity) {
      const { id, wordings } = entity.contribution as { id: ContributionId; wordings: number[] };
      this.#dropWords(id, wordings);
    }
    const [kind, value] = only(entity);
    this.#kinds.get(kind)?.set(this.#nameOf(kind, value), value);
  }

  #nameOf(kind: string, entity: unknown): string {
    return nameOf((entity as Record<string, unknown>)[this.#named[kind as KindOf<L>]]);
  }

  #remove(key: L['key']): void {
    if (typeof key === 'string') this.#kinds.get(key)?.delete('');
    else {
      const [kind, name] = only(key as object);
      if (kind === 'contribution') this.#dropWords(name as ContributionId, []);
      this.#kinds.get(kind)?.delete(nameOf(name));
    }
  }

  /** The wordings that a contribution does not name (any more) go. */
  #dropWords(id: ContributionId, named: readonly number[]): void {
    const before = this.#kinds.get('contribution')?.get(id) as { wordings: number[] } | undefined;
    for (const wording of before?.wordings ?? []) {
      if (!named.includes(wording)) this.#kinds.get('wording')?.delete(String(wording));
    }
  }
}

/** The replicas of one forum, by their scopes. */
export class Replicas {
  readonly forum = new Replica();
  readonly own = new Replica();
  readonly facilitation = new Replica();
  #all = new Map<Scope, Replica>([
    ['forum', this.forum],
    ['self', this.own],
    ['facilitation', this.facilitation],
  ]);

  /** The scopes of which everything is here. */
  get ready(): Scope[] {
    return [...this.#all].flatMap(([scope, { state }]) => (state === 'ready' ? [scope] : []));
  }

  of(scope: Scope): Replica {
    let replica = this.#all.get(scope);
    if (!replica) {
      replica = new Replica();
      this.#all.set(scope, replica);
    }
    return replica;
  }
}
