import type { CollegeId, Logo, Pass, Person } from '../protocol';
import type { Replica } from './replica.svelte';
import { contributions, type Contribution } from './shown';

/** What facilitators see beside the forum. */
export class Facilitation {
  #replica: Replica;
  /** In the order of joining. */
  readonly people: readonly Person[] = $derived.by(() =>
    [...this.#replica.all('person').values()].sort((a, b) => a.number - b.number),
  );
  readonly passes: readonly Pass[] = $derived.by(() => [...this.#replica.all('pass').values()]);
  /** The logos of documents; their pictures are loaded apart. */
  readonly logos: readonly Logo[] = $derived.by(() => this.#replica.one('logos')?.logos ?? []);
  /** The newest texts, the last one first. */
  readonly latest: readonly Contribution[] = $derived.by(() => contributions(this.#replica).reverse());
  readonly voters: number = $derived.by(() => this.#replica.count('voters')?.voters ?? 0);

  constructor(replica: Replica) {
    this.#replica = replica;
  }

  get state(): 'loading' | 'ready' | 'gone' {
    return this.#replica.state;
  }

  /** Who has a screen open. */
  get here(): ReadonlySet<string> {
    return this.#replica.here;
  }

  person(id: string): Person | undefined {
    return this.#replica.one('person', id);
  }

  inCollege(id: CollegeId): number {
    return this.#replica.count('college', id)?.joined ?? 0;
  }
}
