import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { Change, ContributionId, Count, Entity, Key, ParticipantId, Position, Scope, Snapshot } from '../protocol';

type Union<T> = T extends unknown ? keyof T : never;

/** The kinds of entities: `topic`, `group` … */
export type EntityKind = Union<Entity>;
export type EntityOf<K extends EntityKind> = Extract<Entity, Record<K, unknown>>[K];

type CountKind = Union<Count>;
export type CountOf<K extends CountKind> = Extract<Count, Record<K, unknown>>[K];

/** The name of an entity among those of its kind; singletons have none. */
function nameOf(kind: EntityKind, entity: unknown): string {
  const fields = entity as Record<string, string | null>;
  switch (kind) {
    case 'forum':
    case 'territory':
    case 'wifi':
    case 'logos':
    case 'results':
    case 'me':
      return '';
    case 'question':
      return fields.topic ?? '';
    case 'waiting':
    case 'interest':
      return fields.topic!;
    case 'receipt':
    case 'support':
      return fields.contribution!;
    case 'dot':
      return fields.axis!;
    case 'name':
    case 'slot':
    case 'space':
    case 'college':
    case 'topic':
    case 'group':
    case 'axis':
    case 'contribution':
    case 'member':
    case 'person':
    case 'pass':
    case 'wording':
      return String(fields.id);
  }
}

const KINDS: readonly EntityKind[] = [
  'forum',
  'question',
  'territory',
  'wifi',
  'logos',
  'name',
  'slot',
  'space',
  'college',
  'topic',
  'waiting',
  'group',
  'axis',
  'results',
  'contribution',
  'wording',
  'member',
  'person',
  'pass',
  'me',
  'receipt',
  'interest',
  'support',
  'dot',
];

const only = <T extends object>(one: T): [string, unknown] => Object.entries(one)[0]!;

/** This screen's copy of one scope: a map per kind of entity, the counts, and who is here. */
export class Replica {
  /** Something is here to be shown; `gone`: it does not exist, or not for this person. */
  state: 'loading' | 'ready' | 'gone' = $state('loading');
  readonly here = new SvelteSet<ParticipantId>();
  // All at once: a map that is made while a screen reads it would not be seen by that screen.
  #kinds = new Map<string, SvelteMap<string, unknown>>(KINDS.map((kind) => [kind, new SvelteMap()]));
  #counts = new SvelteMap<string, unknown>();

  all<K extends EntityKind>(kind: K): ReadonlyMap<string, EntityOf<K>> {
    return this.#kinds.get(kind) as unknown as ReadonlyMap<string, EntityOf<K>>;
  }

  one<K extends EntityKind>(kind: K, name = ''): EntityOf<K> | undefined {
    return this.all(kind).get(name);
  }

  /** A count by its kind and id; the id is left out where there is one count of the kind. */
  count<K extends CountKind>(kind: K, id = ''): CountOf<K> | undefined {
    return this.#counts.get(`${kind}:${id}`) as CountOf<K> | undefined;
  }

  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      if ('put' in change) this.#put(change.put);
      else this.#remove(change.remove);
    }
  }

  countAll(counts: readonly Count[]): void {
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
  replace(snapshot: Snapshot): void {
    const kept = new Map<string, Set<string>>();
    for (const entity of snapshot.entities) {
      const [kind, value] = only(entity);
      const name = nameOf(kind as EntityKind, value);
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
  snapshot(scope: Scope, position: Position): Snapshot {
    const entities = [...this.#kinds].flatMap(([kind, map]) =>
      [...map.values()].map((value) => ({ [kind]: value }) as unknown as Entity),
    );
    const counts = [...this.#counts].map(
      ([key, value]) => ({ [key.slice(0, key.indexOf(':'))]: value }) as unknown as Count,
    );
    return { scope, position, entities, counts, here: [...this.here] };
  }

  #put(entity: Entity): void {
    if ('contribution' in entity) {
      const { id, wordings } = entity.contribution;
      this.#dropWords(id, wordings);
    }
    const [kind, value] = only(entity);
    this.#kinds.get(kind)?.set(nameOf(kind as EntityKind, value), value);
  }

  #remove(key: Key): void {
    if (typeof key === 'string') this.#kinds.get(key)?.delete('');
    else {
      if ('contribution' in key) this.#dropWords(key.contribution, []);
      const [kind, name] = only(key);
      this.#kinds.get(kind)?.delete(String(name ?? ''));
    }
  }

  /** The wordings that a contribution does not name (any more) go. */
  #dropWords(id: ContributionId, named: readonly number[]): void {
    for (const wording of this.one('contribution', id)?.wordings ?? []) {
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
