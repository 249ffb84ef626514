import { createSubscriber } from 'svelte/reactivity';
import type { Axis, AxisId, College, GroupId, Name, Results, Slot, Space, TopicId, Wifi } from '../protocol';
import type { PlacesAndPeople } from '../words/refusals';
import { axisOf, nameOf, titleOf } from '../words/gone';
import { weigh, type Weight } from './weight';
import { slotName, slotStart } from '../words/slots';
import { apart } from './apart';
import { clock } from './clock';
import { Facilitation } from './facilitation.svelte';
import { Mine, type Wish } from './mine.svelte';
import type { Replicas } from './replica.svelte';
import { inOrder, momentOf, severalDays, type Moment, type Timed } from './slots';
import * as shown from './shown';
import type { Forum, Group, Topic } from './shown';

const CLOCK_MS = 10_000;

const byNumber = (a: { number: number }, b: { number: number }): number => a.number - b.number;

/** The things of a forum, as screens show them. */
export class Things {
  #forum: Replicas['forum'];
  /** What the server's clock is ahead of this page's own. */
  protected offset = Date.now() - clock.now();
  /** This person's own things. */
  readonly mine: Mine;
  /** What facilitators see. */
  readonly facilitation: Facilitation;

  readonly forum: Forum | undefined = $derived.by(() => {
    const bare = this.#forum.one('forum');
    return bare && shown.forum(this.#forum, bare);
  });
  /** Names that say where, not what it is about. */
  readonly territory: readonly string[] = $derived.by(() => this.#forum.one('territory')?.names ?? []);
  /** The hall's Wi-Fi, while it is told. */
  readonly wifi: Wifi | undefined = $derived.by(() => this.#forum.one('wifi'));
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
  /** The topics that wait to be said aloud, in order; of two with one place that with the lesser id, as on the server. */
  readonly queue: readonly TopicId[] = $derived.by(() =>
    [...this.#forum.all('waiting').values()]
      .sort((a, b) => a.place - b.place || (a.topic < b.topic ? -1 : 1))
      .map(({ topic }) => topic),
  );
  readonly results: Results | undefined = $derived.by(() => this.#forum.one('results'));

  /** The axes in the order of what carries them. */
  readonly weights: readonly Weight[] = $derived.by(() => weigh(this.axes, this.count.axis, this.results));

  /** The numbers beside the things; 0 as long as none was heard. */
  readonly count = {
    people: () => ({ joined: 0, here: 0, elsewhere: 0, ...this.#forum.count('people') }),
    topic: (id: TopicId) => this.#forum.count('topic', id) ?? { id, interested: 0 },
    group: (id: GroupId) => this.#forum.count('group', id) ?? { id, members: 0, contributions: 0 },
    /** People who have placed all their dots. */
    finished: () => this.#forum.count('finished')?.finished ?? 0,
    /** Of all contributions but disagreements. */
    coverage: () => ({
      attached: 0,
      duplicates: 0,
      not_attached: 0,
      outside_territory: 0,
      taken_back: 0,
      unexamined: 0,
      ...this.#forum.count('coverage'),
    }),
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
  readonly names: PlacesAndPeople = {
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

  /** `wishes`: what was asked for and is not answered yet. */
  constructor(replicas: Replicas, wishes: () => readonly Wish[]) {
    this.#forum = replicas.forum;
    this.mine = new Mine(replicas.own, wishes);
    this.facilitation = new Facilitation(replicas.facilitation);
  }

  /** The forum can be shown. */
  get ready(): boolean {
    return this.#forum.state === 'ready' && this.forum !== undefined;
  }

  /** The server's clock, milliseconds. A screen that reads it is shown anew every ten seconds. */
  now(): number {
    this.#clock();
    return clock.now() + this.offset;
  }
}
