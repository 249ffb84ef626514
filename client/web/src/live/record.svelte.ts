import { createSubscriber } from 'svelte/reactivity';
import type { About, Axis, ContributionId, Member } from '../protocol';
import type { Replica } from './replica.svelte';
import { contributions, type Contribution, type Group } from './shown';

/** What is written under a group or an axis, followed as long as a screen reads it. */
export class Record<T extends Group | Axis> {
  readonly id: string;
  #subject: () => T | undefined;
  #replica: Replica;
  #shown: () => void;
  #contributions = $derived.by(() => contributions(this.#replica));
  #members = $derived.by(() =>
    [...this.#replica.all('member').values()].sort((a, b) => a.name.localeCompare(b.name)),
  );

  constructor(id: string, subject: () => T | undefined, replica: Replica, follow: () => () => void) {
    this.id = id;
    this.#subject = subject;
    this.#replica = replica;
    this.#shown = createSubscriber(follow);
  }

  /** The group or axis itself, as everybody sees it. */
  get subject(): T | undefined {
    return this.#subject();
  }

  get state(): 'loading' | 'ready' | 'gone' {
    this.#shown();
    return this.#replica.state;
  }

  /** In the order of writing. */
  get contributions(): readonly Contribution[] {
    this.#shown();
    return this.#contributions;
  }

  /** Who is in the group now. */
  get members(): readonly Member[] {
    this.#shown();
    return this.#members;
  }

  /** Who of them has a screen open. */
  get here(): ReadonlySet<string> {
    this.#shown();
    return this.#replica.here;
  }

  supports(contribution: ContributionId): number {
    this.#shown();
    return this.#replica.count('contribution', contribution)?.supports ?? 0;
  }

  /** The disagreements about a contribution or about the axis. */
  disagreements(about: About): readonly Contribution[] {
    const wanted = JSON.stringify(about);
    return this.contributions.filter((one) => one.about !== null && JSON.stringify(one.about) === wanted);
  }
}

export type GroupRecord = Record<Group>;
export type AxisRecord = Record<Axis>;
