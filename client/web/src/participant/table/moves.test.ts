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
  void moves.place(one, 'b', 'a', '');
  expect(moves.lying(one).axes).toEqual(['b']);
  void moves.leave(one, 'b', true, '');
  expect(moves.lying(one).axes).toEqual([]);
  expect(moves.lying({ ...one, id: 'other' }).axes).toEqual(['a']);
  waiting.length = 0;
  expect(moves.lying(one), 'the same thing').toBe(one);
});

test('a step goes back: what has left the phone the other way round, what has not is not sent', async () => {
  const { moves, given, waiting, answer } = phone();
  void moves.place(one, 'b', 'a', '');
  void moves.back();
  expect(waiting).toEqual([]);
  expect(moves.steps).toEqual([]);
  given.length = 0;
  const placed = moves.place(one, 'b', 'a', '');
  answer();
  await placed;
  void moves.back();
  expect(given.splice(0).slice(2), 'what a person had not placed is not pinned then').toEqual([
    { do: 'attach', axis: 'a', contribution: 'k', pin: false },
    { do: 'detach', axis: 'b', contribution: 'k', pin: false },
  ]);
  answer();
  const left = moves.leave({ ...one, pinned: true }, 'a', true, '');
  answer();
  await left;
  void moves.back();
  expect(given.slice(2), 'nor is it declined').toEqual([
    { do: 'decline', axis: 'a', contribution: 'k', on: false },
    { do: 'attach', axis: 'a', contribution: 'k', pin: true },
  ]);
});

test('what is moved twice and put back once stays pinned', async () => {
  const { moves, given, answer } = phone();
  const placed = moves.place(one, 'b', 'a', '');
  const again = moves.place(moves.lying(one), 'c', 'b', '');
  answer();
  await Promise.all([placed, again]);
  void moves.back();
  expect(given.slice(4)).toEqual([
    { do: 'attach', axis: 'b', contribution: 'k', pin: true },
    { do: 'detach', axis: 'c', contribution: 'k', pin: true },
  ]);
});

test('what was refused is no step, and says why', async () => {
  const { moves, answer } = phone();
  const placed = moves.place(one, 'b', undefined, '');
  answer({ code: 'MOVED_ON' });
  expect(await placed).toEqual({ code: 'MOVED_ON' });
  expect(moves.steps).toEqual([]);
});

test('so many moves wait, and no more are taken until one is answered or taken back', () => {
  const { moves, given, answer } = phone();
  for (let n = 0; n < MOVES_WAITING_MAX; n++) void moves.place({ id: `k${n}`, pinned: false }, 'b', undefined, '');
  expect(moves.full).toBe(false);
  void moves.place({ id: 'more', pinned: false }, 'b', undefined, '');
  expect(moves.full).toBe(true);
  expect(given).toHaveLength(MOVES_WAITING_MAX);
  void moves.back();
  expect(moves.full).toBe(false);
  void moves.place({ id: 'more', pinned: false }, 'b', 'a', '');
  expect(moves.full, 'a move from one axis to another is two').toBe(true);
  answer();
  void moves.place({ id: 'more', pinned: false }, 'b', 'a', '');
  expect(moves.full).toBe(false);
});
