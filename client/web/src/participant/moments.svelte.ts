import { untrack } from 'svelte';
import type { Live } from '../live/live.svelte';
import type { Topic } from '../live/shown';
import { say } from '../ui/status.svelte';
import { participant as t } from '../words/participant';
import { leadOf } from './lead';
import { at, route } from './route.svelte';

/** Something of the day that changes while people look elsewhere. */
export interface Notice {
  /** What changes; one moment of it is told at a time. */
  fact: string;
  value: string;
  /** What is told of it; nothing where there is nothing to tell. */
  sentence: string | undefined;
  /** The words of the room in it. */
  words?: string[];
  /** The page that shows it. */
  href: string | undefined;
  /** Other pages that say it themselves. */
  alsoOn?: string[];
  /** The room waits for this person: it is told as long as it is so. */
  stays?: boolean;
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
    this.#all.filter(({ fact, value, sentence, stays }) => sentence && (stays || value !== this.#before(fact, value))),
  );
  /** What the frame tells now: one thing at a time, and not what the page itself says. */
  readonly told: Notice | undefined = $derived.by(() => {
    const here = at(route.name, route.id);
    return this.fresh.find(({ href, alsoOn }) => href !== here && !alsoOn?.includes(here));
  });

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
      ...this.#live.topics.filter(this.#hosts).map((topic) => this.#ofTopic(topic)),
      {
        fact: 'vote',
        value: vote,
        sentence: vote === 'not_open' ? undefined : (open ? t().now.voting : t().now.voted)[0],
        href: at(open ? 'dots' : 'results'),
        alsoOn: open || phase === 'priorities' ? [at('now')] : [],
      },
      // A vote says by itself what moment it is.
      { fact: 'phase', value: state === 'open' ? phase : state, sentence: open ? undefined : sentence, href: at('now') },
      { fact: 'door', value: String(door_open), sentence: t().moments.door(door_open), href: undefined },
    ];
  }

  /** What its host does next. */
  #ofTopic(topic: Topic): Notice {
    const fact = `topic ${topic.id}`;
    const { title } = topic;
    const lead = leadOf(this.#live, topic);
    const page = at('topic', topic.id);
    if (lead?.step === 'speak') {
      return { fact, value: 'speaks', sentence: t().now.speaks, href: at('now'), alsoOn: [page], stays: true };
    }
    const alsoOn = [at('now'), page];
    if (lead?.step === 'place' && topic.announced) {
      return { fact, value: 'announced', sentence: t().moments.announced(title), words: [title], href: at('place', topic.id), alsoOn };
    }
    if (!lead || !('group' in lead)) return { fact, value: QUIET, sentence: undefined, href: undefined };
    const { step, group } = lead;
    const { slot, space } = group.cell ?? {};
    const place = (space && this.#live.find.space(space)?.label) ?? '';
    const words = [title, place];
    if (step === 'wait') {
      const sentence = t().moments.placed(title, place, slot ? this.#live.slotName(slot) : '');
      return { fact, value: `${slot} ${space}`, sentence, words, href: page };
    }
    const told = step === 'run' && lead.over ? 'over' : step;
    return { fact, value: `${told} ${group.id}`, sentence: t().moments.group[told](title, place), words, href: at('group', group.id), alsoOn };
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
