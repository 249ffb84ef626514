import { MOVES_WAITING_MAX, type AxisId, type Command, type Order, type Refusal } from '../../protocol';
import type { Contribution } from '../../live/shown';

type Move = Extract<Command, { do: 'attach' | 'detach' | 'decline' }>;

/** What gives moves: the live forum, or a test's. */
export interface Giver {
  /** What was asked for and is not answered yet, oldest first. */
  readonly waiting: readonly { order: Order; sent: boolean }[];
  give(command: Command): Promise<{ done: true } | { refused: Refusal }>;
  /** Takes back what has not left this device; false: it may have. */
  takeBack(id: string): boolean;
}

/** What is moved, and whether it was pinned. */
type Lying = Pick<Contribution, 'id' | 'pinned'>;

/** What one did, and how it is said. */
interface Step {
  text: string;
  moves: readonly Move[];
  /** What was moved was pinned before. */
  pinned: boolean;
}

const STEPS_MAX = 20;

const isMove = (order: Order): order is Order & Move =>
  order.do === 'attach' || order.do === 'detach' || order.do === 'decline';

/** One person's moves at the room's table: they wait for the network, and go back one after the other. */
export class Moves {
  /** What can be taken back, oldest first. */
  steps: readonly Step[] = $state.raw([]);
  /** So many moves wait that no more are taken. */
  full = $state(false);
  readonly #giver: Giver;

  constructor(giver: Giver) {
    this.#giver = giver;
  }

  /** The moves without an answer. */
  get waiting(): (Order & Move)[] {
    return this.#giver.waiting.map(({ order }) => order).filter(isMove);
  }

  /** A contribution as it lies once all moves that wait are done, which pin it. */
  lying(contribution: Contribution): Contribution {
    const moves = this.waiting.filter((move) => move.contribution === contribution.id);
    if (moves.length === 0) return contribution;
    let { axes, pinned } = contribution;
    for (const move of moves) {
      if (move.do === 'decline') continue;
      axes = axes.filter((one) => one !== move.axis);
      if (move.do === 'attach') axes = [...axes, move.axis];
      pinned = move.pin ?? true;
    }
    return { ...contribution, axes, pinned };
  }

  /** Puts a contribution under an axis, away from where it was picked. Says why it was not done; nothing: it was. */
  place({ id: contribution, pinned }: Lying, axis: AxisId, from: AxisId | undefined, text: string): Promise<Refusal | undefined> {
    const leave: Move[] = from === undefined ? [] : [{ do: 'detach', axis: from, contribution }];
    return this.#do({ text, moves: [{ do: 'attach', axis, contribution }, ...leave], pinned });
  }

  /** Takes a contribution away from an axis; `decline`: it is not to be suggested there again. */
  leave({ id: contribution, pinned }: Lying, axis: AxisId, decline: boolean, text: string): Promise<Refusal | undefined> {
    const never: Move[] = decline ? [{ do: 'decline', axis, contribution }] : [];
    return this.#do({ text, moves: [{ do: 'detach', axis, contribution }, ...never], pinned });
  }

  /** Takes the last step back: what has not left this device is not sent, all else is done the other way round, and
   * nothing is pinned then that was not. */
  async back(): Promise<Refusal | undefined> {
    const last = this.steps.at(-1);
    this.steps = this.steps.slice(0, -1);
    this.full = false;
    if (!last) return undefined;
    const answers = [...last.moves].reverse().map((move) => this.#unless(move, last.pinned));
    return firstRefusal(await Promise.all(answers));
  }

  async #do(step: Step): Promise<Refusal | undefined> {
    this.full = this.waiting.length + step.moves.length > MOVES_WAITING_MAX;
    if (this.full) return undefined;
    this.steps = [...this.steps, step].slice(-STEPS_MAX);
    const refusal = firstRefusal(await Promise.all(step.moves.map((move) => this.#giver.give(move))));
    if (refusal) this.steps = this.steps.filter((one) => one !== step);
    return refusal;
  }

  async #unless(move: Move, pin: boolean): Promise<{ refused?: Refusal }> {
    const letter = this.#giver.waiting.find(
      ({ order }) => isMove(order) && order.do === move.do && order.axis === move.axis && order.contribution === move.contribution,
    );
    if (letter && this.#giver.takeBack(letter.order.id)) return {};
    const { axis, contribution } = move;
    const answer = await this.#giver.give(
      move.do === 'decline' ? { ...move, on: false } : { do: move.do === 'attach' ? 'detach' : 'attach', axis, contribution, pin },
    );
    return 'refused' in answer ? answer : {};
  }
}

const firstRefusal = (answers: readonly ({ done: true } | { refused?: Refusal })[]): Refusal | undefined =>
  answers.map((answer) => ('refused' in answer ? answer.refused : undefined)).find((refused) => refused);
