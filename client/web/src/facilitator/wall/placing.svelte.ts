import type { Cell, Command, Refusal, SlotId } from '../../protocol';
import type { Group, Topic } from '../../live/shown';
import { newId } from '../../live/ids';
import type { Acts } from '../acts.svelte';
import { sameCell, type Sheet } from './wall';

/** What placing needs to know of the wall. */
export interface Board {
  readonly topics: readonly Topic[];
  readonly groups: readonly Group[];
}

/** A placing that the room should look at before it is done. */
export type Doubt =
  /** The host has a group in `slot`, which is at the same time. */
  | { doubt: 'host_busy'; sheet: Sheet; cell: Cell; slot: SlotId }
  | { doubt: 'taken'; sheet: Sheet; free: Cell | undefined };

/**
 * Pick, then place: the same two steps by tap, by keyboard and by drag. A sheet is picked; a free cell takes it;
 * Escape puts it back. First placement wins; the refusal offers what is near.
 */
export class Placing {
  /** The sheet in hand. */
  picked: Sheet | undefined = $state();
  /** The cell under a dragged sheet. */
  over: Cell | undefined = $state();
  /** What the last press could not do, in words. */
  note = $state('');
  /** What was refused and can be answered. */
  doubt: Doubt | undefined = $state();
  readonly #acts: Acts;
  readonly #board: () => Board;
  readonly #words: () => { placed: string; moved: string; unplaced: string };

  constructor(acts: Acts, board: () => Board, words: () => { placed: string; moved: string; unplaced: string }) {
    this.#acts = acts;
    this.#board = board;
    this.#words = words;
  }

  isPicked(sheet: Sheet): boolean {
    return this.picked?.topic === sheet.topic && this.picked.group === sheet.group;
  }

  /** Takes a sheet in hand; the one in hand goes back. */
  pick(sheet: Sheet): void {
    this.doubt = undefined;
    this.note = '';
    this.picked = this.isPicked(sheet) ? undefined : sheet;
  }

  cancel(): void {
    this.picked = undefined;
    this.over = undefined;
    this.doubt = undefined;
    this.note = '';
  }

  /** Puts the sheet in hand into a cell. Says whether it hangs there now. */
  async place(cell: Cell, confirm = false): Promise<boolean> {
    const sheet = this.picked;
    if (!sheet) return false;
    const group = this.#board().groups.find(({ id }) => id === sheet.group);
    if (group && sameCell(group.cell, cell)) {
      this.cancel();
      return true;
    }
    const { command, undo } = this.#order(sheet, group, cell, confirm);
    this.doubt = undefined;
    this.note = '';
    const text = group?.cell ? this.#words().moved : this.#words().placed;
    const refusal = await this.#acts.try(command, { text, undo });
    if (refusal) {
      this.#refused(refusal, sheet, cell);
      return false;
    }
    if (this.picked === sheet) this.picked = undefined;
    return true;
  }

  /** Takes a group off the wall. */
  async unplace(group: Group): Promise<void> {
    const { cell } = group;
    const topic = group.topics[0];
    this.cancel();
    if (!cell || !topic) return;
    const back: Command =
      group.state === 'planned'
        ? { do: 'place', as: newId(), topic, ...cell, confirm: true }
        : { do: 'move', group: group.id, ...cell, confirm: true };
    await this.#acts.do({ do: 'unplace', group: group.id }, { text: this.#words().unplaced, undo: [back] });
  }

  /** Answers a doubt: places all the same, or in the free cell that was offered. */
  async settle(): Promise<boolean> {
    const doubt = this.doubt;
    if (!doubt) return false;
    this.picked = doubt.sheet;
    if (doubt.doubt === 'host_busy') return this.place(doubt.cell, true);
    return doubt.free ? this.place(doubt.free) : false;
  }

  #order(sheet: Sheet, group: Group | undefined, cell: Cell, confirm: boolean): { command: Command; undo: Command[] } {
    if (!group) {
      const as = newId();
      return { command: { do: 'place', as, topic: sheet.topic, ...cell, confirm }, undo: [{ do: 'unplace', group: as }] };
    }
    const from = group.cell;
    return {
      command: { do: 'move', group: group.id, ...cell, confirm },
      undo: from ? [{ do: 'move', group: group.id, ...from, confirm: true }] : [{ do: 'unplace', group: group.id }],
    };
  }

  #refused(refusal: Refusal, sheet: Sheet, cell: Cell): void {
    if (refusal.code === 'HOST_BUSY') this.doubt = { doubt: 'host_busy', sheet, cell, slot: refusal.slot };
    else if (refusal.code === 'CELL_TAKEN') this.doubt = { doubt: 'taken', sheet, free: refusal.free };
    else this.#acts.report(refusal);
  }
}
