import { createContext } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import type { Command, TopicId } from '../protocol';
import type { Topic } from '../live/shown';
import type { Draft } from '../live/drafts.svelte';
import type { Live } from '../live/live.svelte';
import type { Seat } from '../live/store';
import { say } from '../ui/status.svelte';
import { common as c } from '../words/common';
import { participant as t } from '../words/participant';
import { sentence } from '../words/refusals';
import { Moments } from './moments.svelte';
import { NewsRead } from './reading.svelte';

const RECEIVED_MS = 4_000;

/** What all screens of one person share: the live forum, and what has just been said or done. */
export class Room {
  readonly live: Live;
  readonly seat: Seat;
  readonly reading: NewsRead;
  readonly moments: Moments;
  /** Goes back to the door, for another person on this phone. */
  readonly leave: () => void;
  /** Why something was not done. */
  notice = $state('');
  /** What was just done and can be taken back. */
  undo: { text: string; back: () => void } | undefined = $state.raw();
  /** The things that have just arrived in the room, for a moment. */
  readonly received = new SvelteSet<string>();

  constructor(live: Live, seat: Seat, leave: () => void) {
    this.live = live;
    this.seat = seat;
    this.reading = new NewsRead(live);
    this.moments = new Moments(live, this.hosts);
    this.leave = leave;
  }

  get id(): string {
    return this.seat.who;
  }

  /** Bound, since screens take it out of the room. */
  readonly hosts = (topic: Topic | undefined): boolean => {
    return topic?.hosts.some((host) => host.id === this.id) ?? false;
  };

  /**
   * Asks for something. True when it was done. A refusal stands in the notice; words that left their fields stand
   * among those that were not taken.
   */
  async ask(command: Command, ...fields: Draft[]): Promise<boolean> {
    this.notice = '';
    const outcome = await this.live.give(command, fields);
    if ('refused' in outcome) {
      const words = sentence(outcome.refused, this.live.names);
      if (fields.length === 0) this.notice = words;
      say(words);
      return false;
    }
    if ('as' in command) {
      this.received.add(command.as);
      setTimeout(() => this.received.delete(command.as), RECEIVED_MS);
      say(c().sent.received);
    }
    return true;
  }

  /** A topic was said aloud. */
  async announce(topic: TopicId): Promise<void> {
    if (!(await this.ask({ do: 'announce', topic }))) return;
    this.undoable(t().topic.announce, () => void this.ask({ do: 'return_to_queue', topic }));
  }

  /** Offers for a while to take back what was just done. */
  undoable(text: string, back: () => void): void {
    this.undo = { text, back };
  }
}

export const [getRoom, setRoom] = createContext<Room>();
