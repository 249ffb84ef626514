import { expect, test } from 'vitest';
import type { Answer } from '../../live/api';
import type { Alike, Axis, Command, Heap, SuggestedPlace, Suggestion } from '../../protocol';
import type { Contribution } from '../../live/shown';
import { Acts } from '../acts.svelte';
import { table } from '../../live/table';
import { Held } from './held.svelte';
import { Suggesting } from './suggesting.svelte';
import { accepting, joined, marked, nameFrom, suggested, titlesIn } from './suggestion';

const axis = (id: string, number = 1): Axis => ({ id, number, name: id.toUpperCase() });
const said = (number: number, fields: Partial<Contribution> = {}): Contribution => ({
  id: `k${number}`,
  number,
  group: 'g1',
  kind: 'need',
  text: `texte ${number}`,
  earlier: [],
  about: null,
  axes: [],
  pinned: false,
  ...fields,
});
const ids = (list: readonly Contribution[] | undefined): string[] => (list ?? []).map(({ id }) => id);

const heap = (contributions: string[], of: string | null = null): Heap => ({
  axis: of,
  groups: 2,
  voices: 3,
  phrases: [{ text: 'car', voices: 2 }],
  sentences: contributions.slice(0, 1).map((contribution) => ({ text: 'Un car.', contribution })),
  objectives: [{ phrases: [], contributions }],
  central: [],
  edge: contributions.at(-1) ?? null,
  drawn: contributions[0] ?? null,
});
const lies = (
  contribution: string,
  at: number | null,
  certainty: SuggestedPlace['certainty'] = 'well',
): SuggestedPlace => ({
  contribution,
  heap: at,
  nearest: at,
  certainty,
  other: null,
  also: false,
  why: { words: [], near: [], group: null, by_meaning: false },
});
const suggestion = (heaps: Heap[], places: SuggestedPlace[], alike: Alike[] = []): Suggestion => ({
  basis: { version: 1, seq: 9 },
  heaps,
  places,
  alike,
});
const nothing = { taken: new Map<number, string>(), declined: new Set<string>() };

test('every waiting contribution is in a free heap or stands apart', () => {
  const list = [said(1), said(2), said(3), said(4), said(5)];
  const { heaps, apart, later } = suggested(
    suggestion([heap(['k1', 'k2']), heap(['k3'])], [lies('k1', 0), lies('k2', 0), lies('k3', 1), lies('k4', null)]),
    table(list, []),
    [],
    nothing,
  );
  expect(heaps.map(({ number, contributions }) => [number, ids(contributions)])).toEqual([
    [1, ['k1', 'k2']],
    [2, ['k3']],
  ]);
  expect(ids(apart), 'what the suggestion leaves out, and what came later').toEqual(['k4', 'k5']);
  expect(later).toBe(1);
});

test('a heap loses what lies elsewhere, is pinned or was taken back, and what is quoted of it', () => {
  const list = [
    said(1, { text: null }),
    said(2, { axes: ['a'] }),
    said(3, { pinned: true }),
    said(4),
    said(5, { text: null }),
  ];
  const { heaps } = suggested(
    suggestion([heap([], 'a'), heap(['k1', 'k2', 'k3', 'k4']), heap(['k5'])], []),
    table(list, [axis('a')]),
    [axis('a')],
    nothing,
  );
  expect(heaps).toMatchObject([{ place: 1, number: 1, voices: undefined, sentences: [], drawn: undefined }]);
  expect(ids(heaps[0]!.contributions)).toEqual(['k4']);
  expect(heaps[0]!.edge?.id).toBe('k4');
});

test('what could come under an axis is neither there, nor pinned, nor declined', () => {
  const axes = [axis('a'), axis('b', 2)];
  const list = [
    said(1, { axes: ['a'] }),
    said(2),
    said(3, { axes: ['b'] }),
    said(4, { axes: ['b'], pinned: true }),
    said(5),
    said(6),
  ];
  const { into, apart } = suggested(
    suggestion(
      [heap(['k1', 'k2', 'k3', 'k4', 'k5'], 'a'), heap([], 'b'), heap(['k6'])],
      [lies('k1', 0), lies('k2', 0), lies('k3', 0), lies('k4', 0), lies('k5', 0), lies('k6', 2)],
    ),
    table(list, axes),
    axes,
    { ...nothing, declined: new Set(['k5 a']) },
  );
  expect(ids(into.get('a'))).toEqual(['k2', 'k3']);
  expect(into.get('b')).toBeUndefined();
  expect(ids(apart), 'they wait on the left all the same').toEqual(['k2', 'k5']);
});

test('a heap taken over is its axis from then on, and free again without it', () => {
  const list = [said(1), said(2)];
  const made = { ...nothing, taken: new Map([[0, 'a']]) };
  const of = suggestion([heap(['k1']), heap(['k2'])], [lies('k1', 0), lies('k2', 1)]);
  const after = suggested(of, table(list, [axis('a')]), [axis('a')], made);
  expect(after.heaps.map(({ number }) => number), 'the other keeps its number').toEqual([2]);
  expect(after.target(0)).toEqual({ axis: axis('a'), place: 0 });
  expect(ids(after.into.get('a'))).toEqual(['k1']);
  expect(suggested(of, table(list, []), [], made).heaps.map(({ number }) => number)).toEqual([1, 2]);
});

test('the heap of an axis that is gone is nothing', () => {
  const { heaps, target, apart } = suggested(suggestion([heap(['k1'], 'a')], [lies('k1', 0)]), table([said(1)], []), [], nothing);
  expect(heaps).toEqual([]);
  expect(target(0)).toBeUndefined();
  expect(ids(apart)).toEqual(['k1']);
});

test('to be looked at: who hesitates first, nobody pinned, nobody who waits in a free heap', () => {
  const axes = [axis('a')];
  const list = [
    said(1, { axes: ['a'] }),
    said(2, { axes: ['a'] }),
    said(3, { axes: ['a'] }),
    said(4, { axes: ['a'], pinned: true }),
    said(5),
    said(6),
  ];
  const { hesitant } = suggested(
    suggestion(
      [heap(['k1', 'k2', 'k3', 'k4'], 'a'), heap(['k6'])],
      [
        lies('k1', 0, 'rather'),
        lies('k2', 0),
        lies('k3', 0, 'hesitates'),
        lies('k4', 0, 'hesitates'),
        lies('k5', null, 'hesitates'),
        lies('k6', 1, 'hesitates'),
      ],
    ),
    table(list, axes),
    axes,
    nothing,
  );
  expect(ids(hesitant)).toEqual(['k3', 'k5', 'k1']);
});

test('of one axis alone nothing says how well something fits', () => {
  const list = [said(1, { axes: ['a'] }), said(2), said(3)];
  const axes = [axis('a')];
  const alone = suggested(
    suggestion([heap(['k1'], 'a')], [lies('k1', 0), lies('k2', 0), lies('k3', 0, 'hesitates')]),
    table(list, axes),
    axes,
    nothing,
  );
  expect(alone.alone).toBe(true);
  expect([alone.places.size, alone.into.size, alone.hesitant.length]).toEqual([0, 0, 0]);
  expect(alone.later, 'all of them are known').toBe(0);
});

test('what is left where it waits is not said to fit elsewhere any more', () => {
  const list = [said(1), said(2)];
  const axes = [axis('a'), axis('b', 2)];
  const { places, into } = suggested(
    suggestion([heap([], 'a'), heap([], 'b')], [lies('k1', 0), lies('k2', 0)]),
    table(list, axes),
    axes,
    { ...nothing, declined: new Set(['k1 a']) },
  );
  expect([...places.keys()]).toEqual(['k2']);
  expect(ids(into.get('a'))).toEqual(['k2']);
});

test('about forty are asked, those that hesitate first', () => {
  const list = Array.from({ length: 100 }, (_, n) => said(n + 1, { axes: ['a'] }));
  const axes = [axis('a'), axis('b', 2)];
  const places = list.map(({ id }, n) => lies(id, 0, n < 70 ? 'rather' : 'hesitates'));
  const { hesitant, hesitating } = suggested(suggestion([heap([], 'a'), heap([], 'b')], places), table(list, axes), axes, nothing);
  expect(hesitating).toBe(100);
  expect(hesitant).toHaveLength(40);
  expect(ids(hesitant.slice(0, 30))).toEqual(ids(list.slice(70)));
});

test('a wish for heaps is granted, or it is said how many came', () => {
  const of = (wished: number, heaps: Heap[]) =>
    suggested({ ...suggestion(heaps, []), basis: { version: 1, seq: 9, heaps: wished } }, table([said(1)], []), [], nothing).unmet;
  expect(of(2, [heap(['k1']), heap(['k2'])])).toBeUndefined();
  expect(of(4, [heap(['k1']), heap(['k2'])])).toEqual({ wished: 4, given: 2, axes: 0 });
  expect(of(2, [heap(['k1'], 'a'), heap(['k2'])])).toEqual({ wished: 2, given: 1, axes: 1 });
});

test('a name starts from a sentence of the room, from its words when none is short enough', () => {
  const phrases = [{ text: 'car', voices: 2 }];
  const of = (text: string) => nameFrom({ phrases, sentences: [{ text, contribution: 'k1' }] });
  expect(of('Un car le soir')).toBe('Un car le soir');
  expect(of('x'.repeat(300))).toBe('car');
});

test('likenesses go both ways, without those that a person declined or that were taken back', () => {
  const list = [said(1), said(2), said(3), said(4, { text: null })];
  const like = (contribution: string, other: string): Alike => ({ contribution, with: other, almost: true, opposite: true });
  const { alike } = suggested(
    suggestion([], [], [like('k1', 'k2'), like('k1', 'k3'), like('k1', 'k4')]),
    table(list, []),
    [],
    { ...nothing, declined: new Set(['k3 k1']) },
  );
  expect(alike.get('k1')?.map(({ to }) => to.id)).toEqual(['k2']);
  expect(alike.get('k2')).toEqual([{ to: list[0], almost: true, opposite: true }]);
  expect(alike.get('k3')).toBeUndefined();
});

test('many are accepted in one command', () => {
  const list = Array.from({ length: 5_000 }, (_, n) => said(n + 1));
  const commands = accepting('a', list, { version: 1, seq: 9 });
  expect(commands.map((command) => command.do === 'accept' && command.contributions.length)).toEqual([5_000]);
});

test('a name holds as many of the words as fit', () => {
  const phrase = (text: string) => ({ text, voices: 2 });
  expect(joined([phrase('car'), phrase('gare')])).toBe('car · gare');
  expect(joined([phrase('car'), phrase('g'.repeat(119)), phrase('bus')])).toBe('car · bus');
  expect(joined([])).toBe('');
});

test('words are marked where they stand alone', () => {
  const pieces = (text: string, ...words: string[]): string =>
    marked(text, words)
      .map((piece) => (piece.mark ? `[${piece.text}]` : piece.text))
      .join('');
  expect(pieces('Un Car pour la carrière, un car.', 'car')).toBe('Un [Car] pour la carrière, un [car].');
  expect(pieces('L’école rurale', 'école', 'rurale')).toBe('L’[école] [rurale]');
  expect(pieces('rendez-vous médical', 'rendez-vous', 'rendez-vous médical')).toBe('[rendez-vous] médical');
  expect(pieces('rien', '', 'absent')).toBe('rien');
  expect(pieces('')).toBe('');
});

function page(list: Contribution[], axes: Axis[], answers: Answer<Suggestion>[]) {
  const given: Command[] = [];
  const asked: (number | undefined)[] = [];
  const acts = new Acts({
    give: async (command) => {
      given.push(command);
      return { done: {} };
    },
  });
  const suggesting = new Suggesting({
    ask: async (heaps) => {
      asked.push(heaps);
      return answers.shift()!;
    },
    held: new Held(),
    acts,
    table: () => table(list, axes),
    axes: () => axes,
    words: () => ({ placed: (n, name) => `${n} ${name}`, created: String, took: String, declined: 'declined', unliked: 'unliked' }),
  });
  return { given, asked, acts, suggesting };
}

const two = suggestion([heap(['k1', 'k2']), heap(['k3'])], [lies('k1', 0), lies('k2', 0), lies('k3', 1)]);

test('taking over names, accepts with its source, and is taken back in one step', async () => {
  const { given, acts, suggesting } = page([said(1), said(2), said(3)], [], [{ ok: two }]);
  await suggesting.ask();
  await suggesting.take(suggesting.now!.heaps.map((heap) => ({ heap, name: `n${heap.number}` })));
  expect(given).toMatchObject([
    {
      do: 'accept_all',
      heaps: [
        { name: 'n1', contributions: ['k1', 'k2'], basis: two.basis },
        { name: 'n2', contributions: ['k3'], basis: two.basis },
      ],
    },
  ]);
  const heaps = given.splice(0).flatMap((command) => (command.do === 'accept_all' ? command.heaps : []));
  const made = heaps.flatMap((heap) => ('as' in heap ? [heap.as] : []));
  expect(made).toHaveLength(2);
  await acts.undo();
  expect(given).toEqual([{ do: 'remove_axes', axes: made, confirm: true }]);
});

test('what is accepted leaves the axis where it lay, and goes back there unpinned', async () => {
  const axes = [axis('a'), axis('b', 2)];
  const list = [said(1, { axes: ['b'] }), said(2)];
  const answer = suggestion([heap(['k1', 'k2'], 'a'), heap([], 'b')], [lies('k1', 0), lies('k2', 0)]);
  const { given, acts, suggesting } = page(list, axes, [{ ok: answer }]);
  await suggesting.ask();
  await suggesting.accept(axes[0]!, suggesting.now!.into.get('a')!);
  expect(given.splice(0)).toEqual([
    { do: 'accept', axis: 'a', contributions: ['k1', 'k2'], basis: answer.basis },
    { do: 'detach_all', axis: 'b', contributions: [1] },
  ]);
  await acts.undo();
  expect(given).toEqual([
    { do: 'attach_all', axis: 'b', contributions: [1] },
    { do: 'detach_all', axis: 'a', contributions: [1, 2] },
    { do: 'confirm_all', contributions: [1, 2], on: false },
  ]);
});

test('« does not belong here » is taken back: it is suggested there again', async () => {
  const axes = [axis('a')];
  const answer = suggestion([heap(['k1'], 'a'), heap([])], [lies('k1', 0)]);
  const { given, acts, suggesting } = page([said(1)], axes, [{ ok: answer }]);
  await suggesting.ask();
  const suggested = (): number => suggesting.now!.into.get('a')?.length ?? 0;
  expect(suggested()).toBe(1);
  await suggesting.decline(axes[0]!, said(1));
  expect([acts.offered?.text, suggested()]).toEqual(['declined', 0]);
  await acts.undo();
  expect(suggested()).toBe(1);
  expect(given).toEqual([
    { do: 'decline', axis: 'a', contribution: 'k1' },
    { do: 'decline', axis: 'a', contribution: 'k1', on: false },
  ]);
});

test('closing gives no command; a late answer opens nothing', async () => {
  const { given, asked, suggesting } = page([said(1)], [], [{ ok: two }, { unreachable: true }, { ok: two }]);
  suggesting.heaps = '5';
  expect(await suggesting.ask()).toBe(true);
  expect(await suggesting.ask()).toBe(false);
  expect(suggesting.trouble).toBe('unreachable');
  expect(suggesting.now, 'what was shown is still shown').toBeDefined();
  const late = suggesting.ask();
  suggesting.close();
  await late;
  expect(suggesting.now).toBeUndefined();
  expect(asked).toEqual([5, 5, 5]);
  expect(given).toEqual([]);
});

test('titles under which much of a heap was said can name it', () => {
  const list = [1, 2, 3, 4, 5].map((n) => said(n, { group: n < 4 ? 'g1' : 'g2' }));
  const heaps = suggested(
    suggestion([heap(['k1', 'k2', 'k3', 'k4', 'k5'])], []),
    table(list, []),
    [],
    new Held(),
  ).heaps;
  expect(titlesIn(heaps[0]!, (group) => (group === 'g1' ? ['Le car'] : ['La gare']))).toEqual(['Le car']);
});
