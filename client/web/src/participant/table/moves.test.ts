import { expect, test } from 'vitest';
import type { Contribution } from '../../live/shown';
import { MOVES_WAITING_MAX, type Command, type Order, type Refusal } from '../../protocol';
import { Moves } from './moves.svelte';

const one: Contribution = {
  id: 'k',
  number: 1,
  group: 'g',
  kind: 'need',
  text: 'un bus',
  earlier: [],
  about: null,
  axes: ['a'],
  pinned: false,
};

/** A phone: what is given waits, until `answer` answers all. */
function phone() {
  const waiting: { order: Order; sent: boolean }[] = [];
  const given: Command[] = [];
  const hears = new Map<string, (answer: { done: true } | { refused: Refusal }) => void>();
  const moves = new Moves({
    waiting,
    give: (command) => {
      given.push(command);
      const id = `c${given.length}`;
      waiting.push({ order: { id, ...command }, sent: false });
      return new Promise((hear) => hears.set(id, hear));
    },
    takeBack: (id) => {
      const n = waiting.findIndex(({ order, sent }) => order.id === id && !sent);
      if (n >= 0) waiting.splice(n, 1);
      return n >= 0;
    },
  });
  const answer = (refused?: Refusal): void => {
    for (const { order } of waiting.splice(0)) hears.get(order.id)?.(refused ? { refused } : { done: true });
  };
  return { waiting, given, moves, answer };
}

test('what waits is shown as it will lie', () => {
  const { moves, waiting } = phone();
  void moves.place('k', 'b', 'a', '');
  expect(moves.lying(one).axes).toEqual(['b']);
  void moves.leave('k', 'b', true, '');
  expect(moves.lying(one).axes).toEqual([]);
  expect(moves.lying({ ...one, id: 'other' }).axes).toEqual(['a']);
  waiting.length = 0;
  expect(moves.lying(one), 'the same thing').toBe(one);
});

test('a step goes back: what has left the phone the other way round, what has not is not sent', async () => {
  const { moves, given, waiting, answer } = phone();
  void moves.place('k', 'b', 'a', '');
  void moves.back();
  expect(waiting).toEqual([]);
  expect(moves.steps).toEqual([]);
  given.length = 0;
  const placed = moves.place('k', 'b', 'a', '');
  answer();
  await placed;
  void moves.back();
  expect(given.slice(2)).toEqual([
    { do: 'attach', axis: 'a', contribution: 'k' },
    { do: 'detach', axis: 'b', contribution: 'k' },
  ]);
});

test('what was refused is no step, and says why', async () => {
  const { moves, answer } = phone();
  const placed = moves.place('k', 'b', undefined, '');
  answer({ code: 'MOVED_ON' });
  expect(await placed).toEqual({ code: 'MOVED_ON' });
  expect(moves.steps).toEqual([]);
});

test('so many moves wait, and no more are taken until one is answered or taken back', () => {
  const { moves, given, answer } = phone();
  for (let n = 0; n < MOVES_WAITING_MAX; n++) void moves.place(`k${n}`, 'b', undefined, '');
  expect(moves.full).toBe(false);
  void moves.place('more', 'b', undefined, '');
  expect(moves.full).toBe(true);
  expect(given).toHaveLength(MOVES_WAITING_MAX);
  void moves.back();
  expect(moves.full).toBe(false);
  void moves.place('more', 'b', 'a', '');
  expect(moves.full, 'a move from one axis to another is two').toBe(true);
  answer();
  void moves.place('more', 'b', 'a', '');
  expect(moves.full).toBe(false);
});
