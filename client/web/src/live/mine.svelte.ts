import type { AxisId, Can, ContributionId, Me, Order, TopicId } from '../protocol';
import type { Replica } from './replica.svelte';
import { contributions, type Contribution } from './shown';

/** Something that was asked for. */
export interface Wish {
  order: Order;
}

/** What concerns only this person, with what they asked for and the server has not answered yet. */
export class Mine {
  #replica: Replica;
  #waiting: () => readonly Wish[];
  readonly contributions: readonly Contribution[] = $derived.by(() => contributions(this.#replica));
  readonly interests: ReadonlySet<TopicId> = $derived.by(() =>
    this.#with(this.#replica.all('interest').keys(), (order) =>
      order.do === 'interest' ? [order.topic, order.on] : undefined,
    ),
  );
  readonly supports: ReadonlySet<ContributionId> = $derived.by(() =>
    this.#with(this.#replica.all('support').keys(), (order) =>
      order.do === 'support' ? [order.contribution, order.on] : undefined,
    ),
  );
  readonly dots: ReadonlyMap<AxisId, number> = $derived.by(() => {
    const dots = new Map([...this.#replica.all('dot').values()].map((dot) => [dot.axis, dot.dots]));
    for (const { order } of this.#waiting()) if (order.do === 'dot') dots.set(order.axis, order.dots);
    return dots;
  });
  readonly dotsSpent: number = $derived.by(() => [...this.dots.values()].reduce((sum, dots) => sum + dots, 0));

  constructor(replica: Replica, waiting: () => readonly Wish[]) {
    this.#replica = replica;
    this.#waiting = waiting;
  }

  get state(): 'loading' | 'ready' | 'gone' {
    return this.#replica.state;
  }

  get me(): Me | undefined {
    return this.#replica.one('me');
  }

  /** Has this person agreed that the book names them? */
  get inBook(): boolean {
    let on = this.me?.in_book ?? false;
    for (const { order } of this.#waiting()) if (order.do === 'name_in_book') on = order.on;
    return on;
  }

  /** The code that leads to what became of one's own contribution. */
  receipt(id: ContributionId): string | undefined {
    return this.#replica.one('receipt', id)?.code;
  }

  /** May this person do it now? */
  can(what: Can): boolean {
    return this.me?.can.includes(what) ?? false;
  }

  /** Did this person write it? */
  wrote(id: ContributionId): boolean {
    return this.#replica.all('contribution').has(id);
  }

  #with(known: Iterable<string>, wish: (order: Order) => [string, boolean] | undefined): Set<string> {
    const all = new Set(known);
    for (const { order } of this.#waiting()) {
      const [id, on] = wish(order) ?? [];
      if (id === undefined) continue;
      if (on) all.add(id);
      else all.delete(id);
    }
    return all;
  }
}
