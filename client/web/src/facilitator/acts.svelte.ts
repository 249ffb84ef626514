import type { Command, Refusal } from '../protocol';

/** What gives commands: the live forum, or a test's. */
export interface Giver<C> {
  give(command: C): Promise<{ done: unknown } | { refused: Refusal }>;
}

/** Something done that can be taken back. */
export interface Offer<C = Command> {
  text: string;
  /** What takes it back; said at that moment where it depends on what came in between. */
  undo: readonly C[] | (() => readonly C[]);
}

const STEPS_MAX = 20;

/**
 * What this facilitator does: gives commands, says why not, and takes the last twenty steps back.
 *
 * What is offered to be taken back is always what was done last: an act brings its own way back, and one that has none
 * ends the chain of those before it.
 */
export class Acts<C extends object = Command> {
  /** What the undo line offers now. */
  offered: Offer<C> | undefined = $state.raw();
  /** Why the last thing was not done. */
  trouble: Refusal | undefined = $state.raw();
  /** Commands without an answer yet. */
  waiting = $state(0);
  readonly #giver: Giver<C>;
  #steps: Offer<C>[] = [];
  /** Over when all that was given is answered. */
  #answered: Promise<unknown> = Promise.resolve();

  constructor(giver: Giver<C>) {
    this.#giver = giver;
  }

  /** Gives commands one after the other and stops at the first refusal, which is the caller's to answer. */
  try(commands: C | readonly C[], offer?: Offer<C>): Promise<Refusal | undefined> {
    const answered = this.#try(commands, offer);
    this.#answered = Promise.allSettled([this.#answered, answered]);
    return answered;
  }

  async #try(commands: C | readonly C[], offer?: Offer<C>): Promise<Refusal | undefined> {
    for (const [n, command] of ([commands].flat() as C[]).entries()) {
      const refusal = await this.#give(command);
      if (!refusal) continue;
      if (n > 0) this.#did(undefined);
      return refusal;
    }
    this.#did(offer);
    return undefined;
  }

  /** The same; the refusal is reported. */
  async do(commands: C | readonly C[], offer?: Offer<C>): Promise<boolean> {
    const refusal = await this.try(commands, offer);
    if (refusal) this.report(refusal);
    return refusal === undefined;
  }

  /** Shows why something was not done. */
  report(refusal: Refusal): void {
    this.trouble = refusal;
  }

  /** Takes the last step back. Says which one it was; nothing when there is none. */
  async undo(): Promise<Offer<C> | undefined> {
    // What was done last may be on the screen before its answer is here.
    await this.#answered;
    const last = this.#steps.pop();
    if (!last) return undefined;
    if (this.offered === last) this.offered = undefined;
    const undo = typeof last.undo === 'function' ? last.undo() : last.undo;
    for (const command of undo) {
      const refusal = await this.#give(command);
      if (!refusal) continue;
      this.report(refusal);
      return undefined;
    }
    return last;
  }

  /** The undo line has had its time; the step can still be taken back by the keyboard. */
  settle(offer: Offer<C>): void {
    if (this.offered === offer) this.offered = undefined;
  }

  async #give(command: C): Promise<Refusal | undefined> {
    this.trouble = undefined;
    this.waiting += 1;
    try {
      const answer = await this.#giver.give(command);
      return 'refused' in answer ? answer.refused : undefined;
    } finally {
      this.waiting -= 1;
    }
  }

  /** Something was done, and this takes it back. */
  #did(offer: Offer<C> | undefined): void {
    this.offered = offer;
    this.#steps = offer ? [...this.#steps, offer].slice(-STEPS_MAX) : [];
  }
}
