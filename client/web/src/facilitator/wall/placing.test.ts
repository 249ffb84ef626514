import { expect, test } from 'vitest';
import type { Cell, Command, Refusal } from '../../protocol';
import type { Group } from '../../live/shown';
import { Acts } from '../acts.svelte';
import { Placing } from './placing.svelte';

const here: Cell = { slot: 's1', space: 'a' };
const there: Cell = { slot: 's1', space: 'b' };
const planned: Group = {
  id: 'g1',
  number: 1,
  topics: ['t1'],
  cell: here,
  state: 'planned',
  posted: false,
  scribe: null,
};
const words = () => ({ placed: 'placé', moved: 'déplacé', unplaced: 'retiré' });

function wall(groups: Group[], refuse: (command: Command) => Refusal | undefined = () => undefined) {
  const given: Command[] = [];
  const acts = new Acts({
    give: async (command) => {
      given.push(command);
      const refused = refuse(command);
      return refused ? { refused } : { done: {} };
    },
  });
  return { given, acts, placing: new Placing(acts, () => ({ topics: [], groups }), words) };
}

test('a topic is picked, placed, and taken back', async () => {
  const { given, acts, placing } = wall([]);
  placing.pick({ topic: 't1' });
  expect(await placing.place(here)).toBe(true);
  expect(placing.picked).toBeUndefined();
  await acts.undo();
  expect(given).toMatchObject([
    { do: 'place', topic: 't1', ...here, confirm: false },
    { do: 'unplace', group: (given[0] as { as: string }).as },
  ]);
});

test('a group moves, and its own cell is no move', async () => {
  const { given, acts, placing } = wall([planned]);
  placing.pick({ topic: 't1', group: 'g1' });
  await placing.place(here);
  expect(given).toEqual([]);
  placing.pick({ topic: 't1', group: 'g1' });
  await placing.place(there);
  await acts.undo();
  expect(given).toMatchObject([
    { do: 'move', group: 'g1', ...there },
    { do: 'move', group: 'g1', ...here, confirm: true },
  ]);
});

test('a busy host is a question, and yes places all the same', async () => {
  const { given, placing } = wall([], (command) =>
    'confirm' in command && command.confirm ? undefined : { code: 'HOST_BUSY', slot: 's1' },
  );
  placing.pick({ topic: 't1' });
  expect(await placing.place(here)).toBe(false);
  expect(placing.doubt).toMatchObject({ doubt: 'host_busy', slot: 's1' });
  expect(await placing.settle()).toBe(true);
  expect(given.at(-1)).toMatchObject({ do: 'place', confirm: true });
  expect(placing.doubt).toBeUndefined();
});

test('a cell taken meanwhile offers the nearest free one', async () => {
  const { given, placing } = wall([], (command) =>
    'space' in command && command.space === 'a' ? { code: 'CELL_TAKEN', free: there } : undefined,
  );
  placing.pick({ topic: 't1' });
  await placing.place(here);
  expect(placing.doubt).toMatchObject({ doubt: 'taken', free: there });
  expect(await placing.settle()).toBe(true);
  expect(given.at(-1)).toMatchObject(there);
});

test('a group taken off the wall goes back where it was', async () => {
  const { given, acts, placing } = wall([planned]);
  await placing.unplace(planned);
  await acts.undo();
  expect(given).toMatchObject([{ do: 'unplace' }, { do: 'place', topic: 't1', ...here }]);
});

test('Escape puts the sheet back, and so does picking it again', () => {
  const { placing } = wall([]);
  placing.pick({ topic: 't1' });
  placing.cancel();
  expect(placing.picked).toBeUndefined();
  placing.pick({ topic: 't1' });
  placing.pick({ topic: 't1' });
  expect(placing.picked).toBeUndefined();
});
