import { expect, test } from 'vitest';
import type { Aside, Axis, Command } from '../../protocol';
import type { Contribution } from '../../live/shown';
import { Acts } from '../acts.svelte';
import { drawn, filtered, table, withoutSource, type Filter } from '../../live/table';
import { ASIDE, Sorting } from './sorting.svelte';

const axis = (id: string, number: number): Axis => ({ id, number, name: id.toUpperCase() });
const said = (number: number, fields: Partial<Contribution> = {}): Contribution => ({
  id: `k${number}`,
  number,
  group: 'g1',
  kind: 'need',
  text: 'un bus',
  earlier: [],
  about: null,
  axes: [],
  pinned: false,
  ...fields,
});
const axes = [axis('a', 1), axis('b', 2)];
const words = () => ({
  placed: (n: number, name: string) => `${n} ${name}`,
  detached: String,
  created: String,
  renamed: String,
  merged: (a: string, b: string) => a + b,
  removed: String,
  confirmed: 'confirmed',
  letGo: 'let go',
  setAside: (n: number, aside: Aside) => `${n} ${aside}`,
  duplicate: (n: number) => `${n} duplicate`,
  lookedAtAgain: (n: number) => `${n} again`,
});

function room(contributions: Contribution[]) {
  const given: Command[] = [];
  const acts = new Acts({
    give: async (command) => {
      given.push(command);
      return { done: {} };
    },
  });
  return { given, acts, sorting: new Sorting(acts, () => table(contributions, axes), words) };
}

test('nothing that has words is lost: it stands under an axis, against something, or waits', () => {
  const { unplaced, under, against } = table(
    [
      said(2),
      said(1, { axes: ['a', 'b'] }),
      said(3, { text: null }),
      said(4, { kind: 'disagreement', about: { contribution: 'k1' } }),
      said(5, { kind: 'disagreement' }),
    ],
    axes,
  );
  expect(unplaced.map((one) => one.id)).toEqual(['k2', 'k5']);
  expect(under.get('a')?.map((one) => one.id)).toEqual(['k1']);
  expect(under.get('b')?.map((one) => one.id)).toEqual(['k1']);
  expect(against.get('k1')?.map((one) => one.id)).toEqual(['k4']);
});

test('filters and empty axes', () => {
  const list = [said(1), said(2, { group: 'g2' }), said(3, { kind: 'idea' }), said(4, { group: null })];
  const beside = { slotOf: (group: string) => (group === 'g2' ? 's2' : 's1'), supportsOf: ({ number }: Contribution) => number };
  const ids = (filter: Filter) => filtered(list, filter, beside).map(({ id }) => id);
  expect(ids({})).toEqual(['k1', 'k2', 'k3', 'k4']);
  expect(ids({ group: 'g1', kind: 'need' })).toEqual(['k1']);
  expect(ids({ slot: 's1' })).toEqual(['k1', 'k3']);
  expect(ids({ supports: 3 })).toEqual(['k3', 'k4']);
  expect(ids({ after: 2 })).toEqual(['k3', 'k4']);
  expect(ids({ after: 2, slot: 's1', supports: 3, kind: 'idea' })).toEqual(['k3']);
  expect(withoutSource(axes, table([said(1, { axes: ['a'] })], axes).under).map(({ id }) => id)).toEqual(['b']);
});

test('a lot holds different ones, as many as there are at most, and can hold each', () => {
  const list = [1, 2, 3, 4, 5, 6, 7];
  expect(drawn(list, 5, () => 0)).toEqual([1, 2, 3, 4, 5]);
  expect(drawn(list, 5, () => 0.999)).toEqual([7, 6, 5, 4, 3]);
  expect(drawn([1, 2], 5).sort()).toEqual([1, 2]);
  expect(drawn([], 5)).toEqual([]);
  const seen = new Set(Array.from({ length: 200 }, () => drawn(list, 5)).flatMap((lot) => {
    expect(new Set(lot).size).toBe(5);
    return lot;
  }));
  expect(seen.size).toBe(7);
});

test('several are picked with Shift, placed at once, and taken back at once', async () => {
  const list = [said(1), said(2), said(3)];
  const { given, acts, sorting } = room(list);
  sorting.toggle('k1', undefined, list);
  sorting.toggle('k3', undefined, list, true);
  expect([...sorting.picked]).toEqual(['k1', 'k2', 'k3']);
  await sorting.place(axes[0]!);
  expect(given.splice(0)).toEqual([{ do: 'attach_all', axis: 'a', contributions: [1, 2, 3] }]);
  expect(sorting.picked.size).toBe(0);
  await acts.undo();
  expect(given).toEqual([
    { do: 'detach_all', axis: 'a', contributions: [1, 2, 3] },
    { do: 'confirm_all', contributions: [1, 2, 3], on: false },
  ]);
});

test('what was taken back meanwhile stands in nobody’s way back', async () => {
  const list = [said(1), said(2), said(3)];
  const { given, acts, sorting } = room(list);
  sorting.all(list, undefined);
  await sorting.place(axes[0]!);
  given.length = 0;
  list[1] = said(2, { text: null });
  await acts.undo();
  expect(given).toEqual([
    { do: 'detach_all', axis: 'a', contributions: [1, 3] },
    { do: 'confirm_all', contributions: [1, 3], on: false },
  ]);
});

test('a step taken back leaves nothing pinned that was not', async () => {
  const list = [said(1, { axes: ['a'], pinned: true }), said(2, { axes: ['a'] })];
  const { given, acts, sorting } = room(list);
  for (const step of [() => sorting.place(axes[1]!), () => sorting.detach(), () => sorting.create('C')]) {
    sorting.all(list, 'a');
    await step();
    await acts.undo();
    expect(given.filter((command) => command.do === 'confirm_all')).toEqual([
      { do: 'confirm_all', contributions: [2], on: false },
    ]);
    given.length = 0;
  }
});

test('a new axis taken back leaves those pinned that were', async () => {
  const list = [said(1, { pinned: true }), said(2)];
  const { given, acts, sorting } = room(list);
  sorting.all(list, undefined);
  await sorting.create('C');
  await acts.undo();
  expect(given.slice(2)).toMatchObject([
    { do: 'remove_axis', confirm: true },
    { do: 'confirm_all', contributions: [1], on: true },
  ]);
});

test('an axis is removed with what stands under it, and comes back with it', async () => {
  const list = [said(1, { axes: ['a'], pinned: true }), said(2, { axes: ['a'] }), said(3, { axes: ['a'], text: null })];
  const { given, acts, sorting } = room(list);
  await sorting.remove(axes[0]!);
  await acts.undo();
  expect(given).toMatchObject([
    { do: 'remove_axis', axis: 'a', confirm: true },
    { do: 'axis', name: 'A' },
    { do: 'attach_all', contributions: [1, 2] },
    { do: 'confirm_all', contributions: [2], on: false },
  ]);
});

test('one contribution is sent under one axis, under none, or is confirmed where it lies', async () => {
  const list = [said(1, { axes: ['a'] })];
  const { given, acts, sorting } = room(list);
  const back = async (): Promise<Command[]> => {
    await acts.undo();
    return given.splice(0);
  };
  await sorting.send(list[0]!, axes[1]);
  expect(await back()).toEqual([
    { do: 'attach_all', axis: 'b', contributions: [1] },
    { do: 'detach_all', axis: 'a', contributions: [1] },
    { do: 'attach_all', axis: 'a', contributions: [1] },
    { do: 'detach_all', axis: 'b', contributions: [1] },
    { do: 'confirm_all', contributions: [1], on: false },
  ]);
  await sorting.send(list[0]!, undefined);
  expect(await back()).toMatchObject([{ do: 'detach_all' }, { do: 'attach_all' }, { do: 'confirm_all', on: false }]);
  await sorting.send(list[0]!, axes[0]);
  expect(await back()).toMatchObject([
    { do: 'confirm', on: true },
    { do: 'confirm', on: false },
  ]);
});

test('from one axis to another is a move, unless it is kept there too', async () => {
  const list = [said(1, { axes: ['a'] })];
  const { given, sorting } = room(list);
  sorting.toggle('k1', 'a', list);
  await sorting.place(axes[1]!);
  expect(given).toEqual([
    { do: 'attach_all', axis: 'b', contributions: [1] },
    { do: 'detach_all', axis: 'a', contributions: [1] },
  ]);
  sorting.toggle('k1', 'a', list);
  await sorting.place(axes[1]!, true);
  expect(given).toHaveLength(3);
});

test('picks lie in one place at a time', () => {
  const list = [said(1, { axes: ['a'] }), said(2)];
  const { sorting } = room(list);
  sorting.toggle('k1', 'a', list);
  sorting.toggle('k2', undefined, list);
  expect([...sorting.picked]).toEqual(['k2']);
});

test('a new axis takes the picked ones; from an axis it is a split', async () => {
  const list = [said(1, { axes: ['a'] }), said(2)];
  const { given, sorting } = room(list);
  sorting.toggle('k2', undefined, list);
  await sorting.create('C');
  expect(given.map((command) => command.do)).toEqual(['axis', 'attach_all']);
  sorting.toggle('k1', 'a', list);
  await sorting.create('D');
  expect(given.at(-1)).toMatchObject({ do: 'split_axis', axis: 'a', name: 'D', contributions: ['k1'] });
});

test('a merge taken back parts the two again, what stood under both included', async () => {
  const list = [said(1, { axes: ['a'] }), said(2, { axes: ['a', 'b'] })];
  const { given, acts, sorting } = room(list);
  await sorting.merge(axes[0]!, axes[1]!);
  await acts.undo();
  expect(given.slice(1)).toMatchObject([
    { do: 'split_axis', axis: 'b', name: 'A', contributions: ['k1'] },
    { do: 'attach_all', contributions: [2] },
    { do: 'confirm_all', contributions: [1, 2], on: false },
  ]);
});

test('what a person set aside waits no longer, and lies under nothing', () => {
  const { unplaced, aside } = table(
    [
      said(1, { outcome: 'not_attached' }),
      said(2, { outcome: { duplicate_of: 'k4' } }),
      said(3, { outcome: 'outside_territory' }),
      said(4, { axes: ['a'], outcome: 'attached' }),
      said(5),
      said(6, { text: null, outcome: 'taken_back' }),
    ],
    axes,
  );
  expect(aside.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(unplaced.map(({ number }) => number)).toEqual([5]);
});

test('several are set aside in one command; taking it back leaves each as it was, its main axis first', async () => {
  const list = [
    said(1, { axes: ['a', 'b'], outcome: 'attached', pinned: true }),
    said(2, { axes: ['b', 'a'], outcome: 'attached' }),
    said(3),
    said(4, { pinned: true }),
  ];
  const { given, acts, sorting } = room(list);
  sorting.all(list, undefined);
  await sorting.setAside('outside_territory');
  expect(given).toEqual([{ do: 'outcome', contributions: [1, 2, 3, 4], outcome: 'outside_territory' }]);
  expect(sorting.picked.size).toBe(0);
  expect(acts.offered?.text).toBe('4 outside_territory');
  await acts.undo();
  expect(given.slice(1)).toEqual([
    { do: 'outcome', contributions: [3, 4], outcome: null },
    { do: 'attach_all', axis: 'a', contributions: [1] },
    { do: 'attach_all', axis: 'b', contributions: [2] },
    { do: 'attach_all', axis: 'b', contributions: [1] },
    { do: 'attach_all', axis: 'a', contributions: [2] },
    { do: 'confirm_all', contributions: [4], on: true },
    { do: 'confirm_all', contributions: [2, 3], on: false },
  ]);
});

test('what is looked at again is set aside again as it was, unless its words or what it repeats are gone', async () => {
  const list = [
    said(1, { axes: ['a'], outcome: 'attached' }),
    said(2, { outcome: { duplicate_of: 'k1' }, pinned: true }),
    said(3, { outcome: 'not_attached', pinned: true }),
    said(4, { outcome: { duplicate_of: 'gone' }, pinned: true }),
  ];
  const { given, acts, sorting } = room(list);
  for (const [n, back] of [
    [1, [{ do: 'duplicate_all', contributions: [2], of: 'k1' }]],
    [2, [{ do: 'outcome', contributions: [3], outcome: 'not_attached' }]],
    [3, []],
  ] as const) {
    given.length = 0;
    await sorting.lookAgain([list[n]!]);
    await acts.undo();
    expect(given).toEqual([{ do: 'outcome', contributions: [n + 1], outcome: null }, ...back]);
  }
});

test('what is in hand becomes the duplicate of one that is kept, with its own duplicates; it all comes back as it was', async () => {
  const list = [
    said(1),
    said(2, { axes: ['b'], outcome: 'attached', pinned: true }),
    said(3, { outcome: { duplicate_of: 'k2' }, pinned: true }),
    said(4),
  ];
  const { given, acts, sorting } = room(list);
  sorting.all([list[1]!, list[3]!], undefined);
  await sorting.duplicate(sorting.held, list[0]!);
  expect(given.splice(0), 'in one command').toEqual([{ do: 'duplicate_all', contributions: [3, 2, 4], of: 'k1' }]);
  expect(sorting.picked.size).toBe(0);
  expect(acts.offered?.text).toBe('3 duplicate');
  await acts.undo();
  expect(given).toEqual([
    { do: 'outcome', contributions: [4], outcome: null },
    { do: 'attach_all', axis: 'b', contributions: [2] },
    { do: 'duplicate_all', contributions: [3], of: 'k2' },
    { do: 'confirm_all', contributions: [4], on: false },
  ]);
});

test('several duplicates are let go and come back in one command each way', async () => {
  const list = [said(1), ...[2, 3, 4].map((n) => said(n, { outcome: { duplicate_of: 'k1' }, pinned: true }))];
  const { given, acts, sorting } = room(list);
  sorting.all(list.slice(1), ASIDE);
  await sorting.detach();
  await acts.undo();
  expect(given).toEqual([
    { do: 'outcome', contributions: [2, 3, 4], outcome: null },
    { do: 'duplicate_all', contributions: [2, 3, 4], of: 'k1' },
  ]);
});

test('several that were set aside wait again at once, or go under an axis; taking it back sets each aside as it was', async () => {
  const list = [said(1, { outcome: 'not_attached', pinned: true }), said(2, { outcome: 'outside_territory', pinned: true })];
  const { given, acts, sorting } = room(list);
  const aside = [
    { do: 'outcome', contributions: [1], outcome: 'not_attached' },
    { do: 'outcome', contributions: [2], outcome: 'outside_territory' },
  ];
  sorting.all(list, ASIDE);
  await sorting.detach();
  await acts.undo();
  expect(given.splice(0)).toEqual([{ do: 'outcome', contributions: [1, 2], outcome: null }, ...aside]);
  sorting.all(list, ASIDE);
  await sorting.place(axes[0]!);
  await acts.undo();
  expect(given.splice(0)).toEqual([
    { do: 'attach_all', axis: 'a', contributions: [1, 2] },
    { do: 'detach_all', axis: 'a', contributions: [1, 2] },
    ...aside,
  ]);
  sorting.all(list, ASIDE);
  await sorting.create('C');
  await acts.undo();
  expect(given.slice(2)).toMatchObject([{ do: 'remove_axis' }, ...aside]);
});
