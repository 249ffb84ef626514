import { createSubscriber } from 'svelte/reactivity';
import type { About, Axis, AxisId, ContributionId, GroupId, Member, Scope } from '../protocol';
import { outside } from './outside.svelte';
import type { Replica, Replicas } from './replica.svelte';
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

/** A record that is no longer shown is followed a little longer: people go back and forth. */
const LINGER_MS = 20_000;

/** The records that screens have read. */
export class Records {
  #replicas: Replicas;
  #follow: (scope: Scope) => () => void;
  #all = new Map<Scope, GroupRecord | AxisRecord>();

  /** `follow`: until the returned function is called. */
  constructor(replicas: Replicas, follow: (scope: Scope) => () => void) {
    this.#replicas = replicas;
    this.#follow = follow;
  }

  group(id: GroupId, subject: () => Group | undefined): GroupRecord {
    return this.#of(`group:${id}`, id, subject) as GroupRecord;
  }

  axis(id: AxisId, subject: () => Axis | undefined): AxisRecord {
    return this.#of(`axis:${id}`, id, subject) as AxisRecord;
  }

  #of(scope: Scope, id: string, subject: () => Group | Axis | undefined): GroupRecord | AxisRecord {
    let record = this.#all.get(scope);
    if (!record) {
      record = outside(() => {
        let leaving: ReturnType<typeof setTimeout> | undefined;
        return new Record(id, subject, this.#replicas.of(scope), () => {
          clearTimeout(leaving);
          const leave = this.#follow(scope);
          return () => {
            leaving = setTimeout(leave, LINGER_MS);
          };
        }) as GroupRecord | AxisRecord;
      });
      this.#all.set(scope, record);
    }
    return record;
  }
}
