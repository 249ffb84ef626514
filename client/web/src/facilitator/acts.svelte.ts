import type { Command, Refusal } from '../protocol';

/** What gives commands: the live forum, or a test's. */
export interface Giver {
  give(command: Command): Promise<{ done: unknown } | { refused: Refusal }>;
}

/** Something done that can be taken back. */
export interface Offer {
  text: string;
  /** What takes it back; said at that moment where it depends on what came in between. */
  undo: readonly Command[] | (() => readonly Command[]);
}

const STEPS_MAX = 20;

/** What this facilitator does: gives commands, says why not, and takes the last twenty steps back. */
export class Acts {
  /** What the undo line offers now. */
  offered: Offer | undefined = $state.raw();
  /** Why the last thing was not done. */
  trouble: Refusal | undefined = $state.raw();
  /** Commands without an answer yet. */
  waiting = $state(0);
  readonly #giver: Giver;
  #steps: Offer[] = [];

  constructor(giver: Giver) {
    this.#giver = giver;
  }

  /** Gives one command; the refusal is the caller's to answer. */
  async try(command: Command): Promise<Refusal | undefined> {
    this.trouble = undefined;
    this.waiting += 1;
    try {
      const answer = await this.#giver.give(command);
      return 'refused' in answer ? answer.refused : undefined;
    } finally {
      this.waiting -= 1;
    }
  }

  /** Gives commands one after the other and stops at the first refusal, which is reported. */
  async do(commands: Command | readonly Command[], offer?: Offer): Promise<boolean> {
    for (const command of [commands].flat() as Command[]) {
      const refusal = await this.try(command);
      if (refusal) {
        this.report(refusal);
        return false;
      }
    }
    if (offer) this.offer(offer.text, offer.undo);
    return true;
  }

  /** Shows why something was not done. */
  report(refusal: Refusal): void {
    this.trouble = refusal;
  }

  /** Offers to take back what was just done. */
  offer(text: string, undo: Offer['undo']): void {
    const offer = { text, undo };
    this.offered = offer;
    this.#steps = [...this.#steps, offer].slice(-STEPS_MAX);
  }

  /** Takes the last step back. Says which one it was; nothing when there is none. */
  async undo(): Promise<Offer | undefined> {
    const last = this.#steps.pop();
    if (!last) return undefined;
    if (this.offered === last) this.offered = undefined;
    const undo = typeof last.undo === 'function' ? last.undo() : last.undo;
    return (await this.do(undo)) ? last : undefined;
  }

  /** The undo line has had its time; the step can still be taken back by the keyboard. */
  settle(offer: Offer): void {
    if (this.offered === offer) this.offered = undefined;
  }
}
