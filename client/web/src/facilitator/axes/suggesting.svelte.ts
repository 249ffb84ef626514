import type { Answer } from '../../live/api';
import { newId } from '../../live/ids';
import type { Axis, Command, ContributionId, Refusal, Suggestion } from '../../protocol';
import type { Contribution } from '../../live/shown';
import type { Acts, Offer } from '../acts.svelte';
import type { Table } from '../../live/table';
import type { Held } from './held.svelte';
import { accepting, type FreeHeap, type Likeness, movingBack, pair, standing, type Suggested, suggested } from './suggestion';

/** The sentences of the undo line. */
export interface SuggestingWords {
  placed: (n: number, axis: string) => string;
  created: (axis: string) => string;
  took: (n: number) => string;
  declined: string;
  unliked: string;
}

type Decline = Extract<Command, { do: 'decline' | 'decline_alike' }>;

/** A heap with the name that a person gave it. */
export interface NamedHeap {
  heap: FreeHeap;
  name: string;
}

/** Where the words of this page and the room come from. */
export interface Suggestions {
  ask: (heaps: number | undefined) => Promise<Answer<Suggestion>>;
  held: Held;
  acts: Acts;
  table: () => Table;
  axes: () => readonly Axis[];
  words: () => SuggestingWords;
}

/** Asks the machine for a sorting, holds it beside the table, and does with it what a person says. */
export class Suggesting {
  /** The answer is on its way. */
  asking = $state(false);
  /** Why there is no answer. */
  trouble: Refusal | 'unreachable' | undefined = $state.raw();
  /** How many heaps are wished; nothing: as many as there seem to be. */
  heaps = $state('');
  /** Commands are on their way to the room. */
  busy = $state(false);
  #turn = 0;
  readonly #from: Suggestions;

  /** The suggestion beside the table as it is now; nothing was asked for yet, or it was closed. */
  readonly now: Suggested | undefined = $derived.by(() => {
    const { held, table, axes } = this.#from;
    return held.answer && suggested(held.answer, table(), axes(), held);
  });

  constructor(from: Suggestions) {
    this.#from = from;
  }

  /** What somebody said; nothing once it was taken back. */
  textOf(id: ContributionId): string | undefined {
    return this.#from.table().byId.get(id)?.text ?? undefined;
  }

  /** Says whether an answer came; an earlier question is forgotten. */
  async ask(): Promise<boolean> {
    const turn = ++this.#turn;
    this.asking = true;
    this.trouble = undefined;
    const answer = await this.#from.ask(this.heaps === '' ? undefined : Number(this.heaps));
    if (turn !== this.#turn) return false;
    this.asking = false;
    if (!('ok' in answer)) {
      this.trouble = 'refused' in answer ? answer.refused : 'unreachable';
      return false;
    }
    this.#from.held.taken.clear();
    this.#from.held.answer = answer.ok;
    return true;
  }

  /** Nothing was decided, and nothing remains. */
  close(): void {
    this.#turn += 1;
    this.asking = false;
    this.trouble = undefined;
    this.#from.held.answer = undefined;
  }

  /** Makes axes of heaps that a person named. */
  async take(named: readonly NamedHeap[]): Promise<boolean> {
    const { now } = this;
    if (!now || named.length === 0) return false;
    const taken = named.map(({ heap, name }) => ({ as: newId(), heap, name }));
    for (const { as, heap } of taken) this.#from.held.taken.set(heap.place, as);
    return this.#do(
      [
        {
          do: 'accept_all',
          heaps: taken.map(({ as, heap, name }) => ({
            as,
            name,
            contributions: heap.contributions.map(({ id }) => id),
            basis: now.basis,
          })),
        },
      ],
      taken.length === 1 ? this.#from.words().created(taken[0]!.name) : this.#from.words().took(taken.length),
      [{ do: 'remove_axes', axes: taken.map(({ as }) => as), confirm: true }],
    );
  }

  /** Puts contributions under an axis, as the suggestion has them. */
  async accept(axis: Axis, contributions: readonly Contribution[]): Promise<boolean> {
    const { now } = this;
    if (!now || contributions.length === 0) return false;
    return this.#do(
      accepting(axis.id, contributions, now.basis),
      this.#from.words().placed(contributions.length, axis.name),
      () => movingBack(axis.id, standing(contributions, this.#from.table())),
    );
  }

  /** Will not be suggested under this axis again. */
  async decline(axis: Axis, { id }: Contribution): Promise<boolean> {
    return this.#decline({ do: 'decline', axis: axis.id, contribution: id }, pair(id, axis.id), this.#from.words().declined);
  }

  /** Will not be called alike again. */
  async declineAlike({ id }: Contribution, { to }: Likeness): Promise<boolean> {
    return this.#decline({ do: 'decline_alike', contribution: id, with: to.id }, pair(id, to.id), this.#from.words().unliked);
  }

  /** The suggestion that is held knows nothing of what was said since. */
  async #decline(command: Decline, which: string, text: string): Promise<boolean> {
    const { acts, held } = this.#from;
    const undo = (): Command[] => {
      held.declined.delete(which);
      return [{ ...command, on: false }];
    };
    const done = await acts.do(command, { text, undo });
    if (done) held.declined.add(which);
    return done;
  }

  /** A second press while the first is on its way changes nothing. */
  async #do(commands: readonly Command[], text: string, undo: Offer['undo']): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    try {
      return await this.#from.acts.do(commands, { text, undo });
    } finally {
      this.busy = false;
    }
  }
}
