import type * as wire from '../protocol';
import { titleOf } from '../words/gone';
import type { Replica } from './replica.svelte';

// What screens show, put together of the entities that travel apart. A thing stays the same object as long as its
// entity does; what stands beside it is read when a screen reads it.

export type Forum = wire.Forum & { readonly question: string };

export type Topic = Omit<wire.Topic, 'hosts'> & { readonly question: string | null; readonly hosts: wire.Name[] };

export type Group = Omit<wire.Group, 'scribe'> & { readonly scribe: wire.Name | null };

export type Contribution = Omit<wire.Contribution, 'wordings' | 'about' | 'axes' | 'pinned'> & {
  readonly about: wire.About | null;
  readonly axes: readonly wire.AxisId[];
  readonly pinned: boolean;
  /** Nothing: it is gone. */
  readonly text: string | null;
  /** Wordings before the present one, oldest first, kept once it was posted. */
  readonly earlier: string[];
};

/** The hosts of topics, as they are called, in one line. */
export const hostsOf = (...topics: Topic[]): string =>
  topics.flatMap(({ hosts }) => hosts.map(({ name }) => name)).join(', ');

/** How a person is called on all screens. */
export type Called = (id: wire.ParticipantId) => wire.Name;

function once<Bare extends object, Shown, More extends unknown[]>(make: (replica: Replica, bare: Bare, ...more: More) => Shown) {
  const made = new WeakMap<Bare, Shown>();
  return (replica: Replica, bare: Bare, ...more: More): Shown => {
    let shown = made.get(bare);
    if (!shown) made.set(bare, (shown = make(replica, bare, ...more)));
    return shown;
  };
}

export const forum = once(
  (replica, bare: wire.Forum): Forum => ({
    ...bare,
    get question() {
      return replica.one('question')?.text ?? '';
    },
  }),
);

export const topic = once(
  (replica, bare: wire.Topic, called: Called): Topic => ({
    ...bare,
    get title() {
      return titleOf(bare);
    },
    get question() {
      return replica.one('question', bare.id)?.text ?? null;
    },
    get hosts() {
      return bare.hosts.map(called);
    },
  }),
);

export const group = once(
  (_, bare: wire.Group, called: Called): Group => ({
    ...bare,
    get scribe() {
      return bare.scribe === null ? null : called(bare.scribe);
    },
  }),
);

export const contribution = once((replica, { wordings, ...bare }: wire.Contribution): Contribution => {
  const words = (id: number): string => replica.one('wording', String(id))?.text ?? '';
  return {
    ...bare,
    about: bare.about ?? null,
    axes: bare.axes ?? [],
    pinned: bare.pinned ?? false,
    get text() {
      const last = wordings.at(-1);
      return last === undefined ? null : words(last);
    },
    get earlier() {
      return wordings.slice(0, -1).map(words);
    },
  };
});

/** The contributions of a scope, in the order of writing. */
export const contributions = (replica: Replica): Contribution[] =>
  [...replica.all('contribution').values()]
    .map((bare) => contribution(replica, bare))
    .sort((a, b) => a.number - b.number);
