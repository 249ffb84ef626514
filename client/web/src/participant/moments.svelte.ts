import { untrack } from 'svelte';
import type { Live } from '../live/live.svelte';
import type { Topic } from '../live/shown';
import { say } from '../ui/status.svelte';
import { participant as t } from '../words/participant';
import { at, route } from './route.svelte';

/** Something of the day that changes while people look elsewhere. */
export interface Notice {
  /** What changes; one moment of it is told at a time. */
  fact: string;
  value: string;
  /** What is told of it; nothing where there is nothing to tell. */
  sentence: string | undefined;
  /** The page that shows it. */
  href: string | undefined;
}

const QUIET = 'quiet';

/**
 * Tells a person once of each change of moment, on whatever screen they are: it is said, stands in the frame until
 * it was seen, and marks the way there. What was seen is kept on this device, so that nothing is told again after a
 * reload. To be made while a component is made.
 */
export class Moments {
  #live: Live;
  #hosts: (topic: Topic | undefined) => boolean;
  #seen: Readonly<Record<string, string>> = $state.raw({});
  #said = new Set<string>();
  #all: readonly Notice[] = $derived.by(() => this.#look());
  /** What was not seen yet. */
  readonly fresh: readonly Notice[] = $derived.by(() =>
    this.#all.filter(({ fact, value, sentence }) => sentence && value !== this.#before(fact, value)),
  );

  constructor(live: Live, hosts: (topic: Topic | undefined) => boolean) {
    this.#live = live;
    this.#hosts = hosts;
    this.#seen = live.drawer.read<Record<string, string>>('moments') ?? {};
    $effect(() => this.#tell(this.fresh));
    $effect(() => {
      if (!live.ready) return;
      const here = at(route.name, route.id);
      this.#keep(this.#all.filter((one) => !this.fresh.includes(one) || one.href === here));
    });
  }

  /** It was seen, and is not told again. */
  see(moment: Notice): void {
    this.#keep([moment]);
  }

  /** What a fact was when it was seen last. What is met for the first time is no change, but for one's new topic. */
  #before(fact: string, value: string): string {
    const isFirst = Object.keys(this.#seen).length === 0;
    return this.#seen[fact] ?? (fact.startsWith('topic ') && !isFirst ? QUIET : value);
  }

  #look(): Notice[] {
    const { forum } = this.#live;
    if (!forum || !this.#live.ready) return [];
    const { state, phase, vote, door_open } = forum;
    const [sentence] = state === 'open' ? t().now.phases[phase] : t().now[state];
    const open = vote === 'open';
    return [
      { fact: 'phase', value: state === 'open' ? phase : state, sentence, href: at('now') },
      {
        fact: 'vote',
        value: vote,
        sentence: vote === 'not_open' ? undefined : (open ? t().now.voting : t().now.voted)[0],
        href: at(open ? 'dots' : 'results'),
      },
      { fact: 'door', value: String(door_open), sentence: t().moments.door(door_open), href: undefined },
      ...this.#live.topics.filter(this.#hosts).map((topic) => this.#ofTopic(topic)),
    ];
  }

  #ofTopic(topic: Topic): Notice {
    const fact = `topic ${topic.id}`;
    const cell = this.#live.groups.find(({ topics, cell }) => cell && topics.includes(topic.id))?.cell;
    if (this.#live.forum?.phase === 'marketplace' && this.#live.queue[0] === topic.id) {
      return { fact, value: 'speaks', sentence: t().now.speaks, href: at('now') };
    }
    const href = at('topic', topic.id);
    if (cell) {
      const place = this.#live.find.space(cell.space)?.label ?? '';
      const sentence = t().moments.placed(topic.title, place, this.#live.slotName(cell.slot));
      return { fact, value: `${cell.slot} ${cell.space}`, sentence, href };
    }
    if (topic.announced) return { fact, value: 'announced', sentence: t().moments.announced(topic.title), href };
    return { fact, value: QUIET, sentence: undefined, href };
  }

  #tell(fresh: readonly Notice[]): void {
    const unsaid = fresh.filter(({ fact, value }) => !this.#said.has(`${fact} ${value}`));
    this.#said = new Set(fresh.map(({ fact, value }) => `${fact} ${value}`));
    if (unsaid.length > 0) say(unsaid.map(({ sentence }) => sentence).join(' '));
  }

  #keep(moments: readonly Notice[]): void {
    const seen = untrack(() => this.#seen);
    const changed = moments.filter(({ fact, value }) => seen[fact] !== value);
    if (changed.length === 0) return;
    this.#seen = { ...seen, ...Object.fromEntries(changed.map(({ fact, value }) => [fact, value])) };
    this.#live.drawer.write('moments', this.#seen);
  }
}
