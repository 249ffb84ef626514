import { newId } from '../../live/ids';
import type { Aside, Axis, AxisId, Command, ContributionId } from '../../protocol';
import type { Contribution } from '../../live/shown';
import type { Acts, Offer } from '../acts.svelte';
import { asideOf, type Table } from '../../live/table';
import { attaching, detaching, lettingGo, pinning, puttingBack, repeating, settingAside, standing } from './suggestion';

/** Among those that a person set aside. */
export const ASIDE = 'aside';

/** Where picked contributions lie: under an axis, among those set aside, or among those to place. */
export type From = AxisId | typeof ASIDE | undefined;

/** The sentences of the undo line. */
export interface SortingWords {
  placed: (n: number, axis: string) => string;
  detached: (n: number) => string;
  created: (axis: string) => string;
  renamed: (axis: string) => string;
  merged: (axis: string, into: string) => string;
  removed: (axis: string) => string;
  confirmed: string;
  letGo: string;
  setAside: (n: number, aside: Aside) => string;
  duplicate: (n: number) => string;
  lookedAtAgain: (n: number) => string;
}

/**
 * Picks contributions, then puts them under an axis: by tap, by keyboard and by drag. Picks lie in one place at a
 * time, so that it is clear what a move takes away.
 */
export class Sorting {
  picked: ReadonlySet<ContributionId> = $state.raw(new Set());
  /** Where the picked ones lie. */
  from: From = $state();
  /** A move is on its way to the room. */
  busy = $state(false);
  /** The axis under a dragged contribution. */
  over: AxisId | 'unplaced' | undefined = $state();
  #last: ContributionId | undefined;
  readonly #acts: Acts;
  readonly #table: () => Table;
  readonly #words: () => SortingWords;

  constructor(acts: Acts, table: () => Table, words: () => SortingWords) {
    this.#acts = acts;
    this.#table = table;
    this.#words = words;
  }

  /** Picks a contribution or puts it back; with `to` picks all from the last one on, in the order of `list`. */
  toggle(id: ContributionId, from: From, list: readonly Contribution[], range = false): void {
    if (from !== this.from) this.clear();
    this.from = from;
    const first = range && this.#last ? list.findIndex((one) => one.id === this.#last) : -1;
    const last = list.findIndex((one) => one.id === id);
    const picked = new Set(this.picked);
    if (first >= 0 && last >= 0) {
      for (const one of list.slice(Math.min(first, last), Math.max(first, last) + 1)) picked.add(one.id);
    } else if (!picked.delete(id)) {
      picked.add(id);
    }
    this.picked = picked;
    this.#last = id;
  }

  /** Takes a dragged contribution in hand: with the others when it is one of the picked. */
  take(id: ContributionId, from: From): void {
    if (from === this.from && this.picked.has(id)) return;
    this.clear();
    this.from = from;
    this.picked = new Set([id]);
  }

  /** Picks all of a list. */
  all(list: readonly Contribution[], from: From): void {
    this.clear();
    this.from = from;
    this.picked = new Set(list.map(({ id }) => id));
  }

  clear(): void {
    this.picked = new Set();
    this.#last = undefined;
    this.over = undefined;
  }

  /** Puts the picked ones under an axis; `keep` leaves them also where they are. */
  async place(axis: Axis, keep = false): Promise<boolean> {
    const [from, held] = [this.axis, this.held];
    if (from === axis.id || held.length === 0) return false;
    const came = held.filter(({ axes }) => !axes.includes(axis.id));
    const left = (change: typeof attaching, of: readonly Contribution[]): Command[] =>
      from === undefined || keep ? [] : change(from, of);
    const done = await this.#do([...attaching(axis.id, came), ...left(detaching, held)], {
      text: this.#words().placed(held.length, axis.name),
      undo: () => [
        ...left(attaching, this.#standing(held)),
        ...detaching(axis.id, this.#standing(came)),
        ...this.#back(held),
      ],
    });
    if (done) this.clear();
    return done;
  }

  /** Takes the picked ones from their axis, or takes back what was said of them: they wait for a place again. */
  async detach(): Promise<boolean> {
    const [axis, held] = [this.axis, this.held];
    if (this.from === ASIDE) return this.lookAgain(held);
    if (axis === undefined) return false;
    const done = await this.#do(detaching(axis, held), {
      text: this.#words().detached(held.length),
      undo: () => [...attaching(axis, this.#standing(held)), ...lettingGo(this.#standing(held))],
    });
    if (done) this.clear();
    return done;
  }

  /** Says why the picked ones stand under no axis. */
  async setAside(aside: Aside): Promise<boolean> {
    const held = this.held;
    const done = await this.#do(settingAside(held, aside), {
      text: this.#words().setAside(held.length, aside),
      undo: () => puttingBack(this.#standing(held), this.table),
    });
    if (done) this.clear();
    return done;
  }

  /** Says that these say what another one says, which is kept; what repeats them repeats that one then. */
  async duplicate(contributions: readonly Contribution[], kept: Contribution): Promise<boolean> {
    const { duplicates } = this.table;
    const all = new Set(contributions.flatMap((one) => [...(duplicates.get(one.id) ?? []), one]));
    all.delete(kept);
    const done = await this.#do(repeating(kept.id, [...all]), {
      text: this.#words().duplicate(all.size),
      undo: () => puttingBack(this.#standing([...all]), this.table),
    });
    return this.#done(contributions, done);
  }

  /** Takes back what was said of some that were set aside: they wait for a place again. */
  async lookAgain(contributions: readonly Contribution[]): Promise<boolean> {
    const done = await this.#do(settingAside(contributions, null), {
      text: this.#words().lookedAtAgain(contributions.length),
      undo: () => puttingBack(this.#standing(contributions), this.table),
    });
    return this.#done(contributions, done);
  }

  /** Makes an axis; the picked ones stand under it, and leave the axis they were under. */
  async create(name: string): Promise<boolean> {
    const as = newId();
    const [from, held, aside] = [this.axis, this.held, this.from === ASIDE];
    const split = from !== undefined && held.length > 0;
    const commands: Command[] = split
      ? [{ do: 'split_axis', as, axis: from, name, contributions: held.map(({ id }) => id) }]
      : [{ do: 'axis', as, name }, ...attaching(as, held)];
    const undo = (): Command[] =>
      split
        ? [{ do: 'merge_axes', axis: as, into: from }, ...lettingGo(this.#standing(held))]
        : [{ do: 'remove_axis', axis: as, confirm: true }, ...(aside ? this.#back(held) : pinning(this.#standing(held)))];
    const done = await this.#do(commands, { text: this.#words().created(name), undo });
    if (done) this.clear();
    return done;
  }

  async rename(axis: Axis, name: string): Promise<boolean> {
    return this.#acts.do(
      { do: 'rename_axis', axis: axis.id, name },
      { text: this.#words().renamed(name), undo: [{ do: 'rename_axis', axis: axis.id, name: axis.name }] },
    );
  }

  /** Puts all of an axis under another one. Taking it back makes an axis with the old name. */
  async merge(axis: Axis, into: Axis): Promise<boolean> {
    const there = new Set((this.table.under.get(into.id) ?? []).map(({ id }) => id));
    const mine = this.table.under.get(axis.id) ?? [];
    const moved = mine.filter(({ id }) => !there.has(id)).map(({ id }) => id);
    const both = mine.filter(({ id }) => there.has(id));
    const as = newId();
    const undo = (): Command[] => [
      moved.length > 0
        ? { do: 'split_axis', as, axis: into.id, name: axis.name, contributions: moved }
        : { do: 'axis', as, name: axis.name },
      ...attaching(as, this.#standing(both)),
      ...lettingGo(this.#standing(mine)),
    ];
    this.clear();
    return this.#acts.do(
      { do: 'merge_axes', axis: axis.id, into: into.id },
      { text: this.#words().merged(axis.name, into.name), undo },
    );
  }

  /** Removes an axis; what stands under it waits for a place then. */
  async remove(axis: Axis): Promise<boolean> {
    const as = newId();
    const mine = this.table.under.get(axis.id) ?? [];
    if (this.from === axis.id) this.clear();
    return this.#acts.do(
      { do: 'remove_axis', axis: axis.id, confirm: true },
      {
        text: this.#words().removed(axis.name),
        undo: () => [
          { do: 'axis', as, name: axis.name },
          ...attaching(as, this.#standing(mine)),
          ...lettingGo(this.#standing(mine)),
        ],
      },
    );
  }

  /** Says that a contribution lies where it belongs, or takes that back. */
  async confirm({ id }: Contribution, on: boolean): Promise<boolean> {
    const confirm = (on: boolean): Command => ({ do: 'confirm', contribution: id, on });
    return this.#do([confirm(on)], {
      text: on ? this.#words().confirmed : this.#words().letGo,
      undo: [confirm(!on)],
    });
  }

  /** Puts one contribution under this axis alone, or under none. */
  async send(contribution: Contribution, axis: Axis | undefined): Promise<boolean> {
    const here = contribution.axes.filter((id) => id !== axis?.id);
    const there = axis && !contribution.axes.includes(axis.id) ? [axis.id] : [];
    if (here.length + there.length === 0) return this.confirm(contribution, true);
    const one = [contribution];
    return this.#do([...there.flatMap((id) => attaching(id, one)), ...here.flatMap((id) => detaching(id, one))], {
      text: axis ? this.#words().placed(1, axis.name) : this.#words().detached(1),
      undo: [
        ...here.flatMap((id) => attaching(id, one)),
        ...there.flatMap((id) => detaching(id, one)),
        ...lettingGo(one),
      ],
    });
  }

  /** A second press while the first is on its way changes nothing. */
  async #do(commands: readonly Command[], offer: Offer): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    try {
      return await this.#acts.do(commands, offer);
    } finally {
      this.busy = false;
    }
  }

  /** The axis under which the picked ones lie. */
  get axis(): AxisId | undefined {
    return this.from === ASIDE ? undefined : this.from;
  }

  get held(): Contribution[] {
    const { byId } = this.table;
    return [...this.picked].flatMap((id) => byId.get(id) ?? []);
  }

  get table(): Table {
    return this.#table();
  }

  /** What was done with some of the picked ones is done with what is in hand. */
  #done(contributions: readonly Contribution[], done: boolean): boolean {
    if (done && contributions.some(({ id }) => this.picked.has(id))) this.clear();
    return done;
  }

  /** The end of a way back: what was set aside is so again, and nothing is pinned that was not. */
  #back(contributions: readonly Contribution[]): Command[] {
    const standing = this.#standing(contributions);
    const aside = standing.filter(asideOf);
    return aside.length > 0 ? puttingBack(aside, this.table) : lettingGo(standing);
  }

  #standing(contributions: readonly Contribution[]): Contribution[] {
    return standing(contributions, this.table);
  }
}
