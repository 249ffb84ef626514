import { describe, expect, test } from 'vitest';
import type { Item } from '../protocol/programme';
import { countsOf, decide, holderOf, inOrder, missingIn, withOutcome } from './outcomes';

let made = 0;
const item = (noun: 'forum_axis' | 'contribution', id: string, fields: Record<string, unknown>): Item => ({ id, noun, number: ++made, fields });

const fa = item('forum_axis', 'fa', { name: 'Se déplacer' });
const fb = item('forum_axis', 'fb', { name: 'Garder', outcome: 'not_retained', why: 'law' });
const k1 = item('contribution', 'k1', { text: 'Un bus', under: ['fa', 'fb'] });
const k2 = item('contribution', 'k2', { text: 'Un car', under: ['fb'], outcome: 'joined', into: 'ax' });
const k3 = item('contribution', 'k3', { kind: 'idea' });
const k4 = item('contribution', 'k4', { text: 'Contre', kind: 'disagreement' });
const k5 = item('contribution', 'k5', { text: 'Un marché' });
const all = [k1, k2, k3, k4, k5];
const find = (id: string): Item | undefined => [fa, fb, ...all].find((one) => one.id === id);

describe('outcomes', () => {
  test('a contribution has its own, else that of the first of its axes that has one', () => {
    expect([k1, k2, k5].map((one) => holderOf(one, find)?.id)).toEqual(['fb', 'k2', undefined]);
  });

  test('they are counted, and what needs none is apart', () => {
    expect(countsOf(all, find)).toEqual({ all: 5, retained: 0, joined: 1, not_retained: { law: 1 }, without: 1, needless: 2 });
    expect(withOutcome(countsOf(all, find))).toBe(2);
  });

  test('several are decided at once, and taken back as each was', () => {
    const { commands, undo } = decide([k1, k2], { outcome: 'not_retained', why: 'outside', remark: '' });
    const fields = { outcome: 'not_retained', into: null, why: 'outside', remark: null };
    expect(commands).toEqual([{ do: 'set_all', items: [{ item: 'k1', fields }, { item: 'k2', fields }] }]);
    expect(undo[0]?.items.map(({ fields }) => fields)).toEqual([
      { outcome: null, into: null, why: null, remark: null },
      { outcome: 'joined', into: 'ax', why: null, remark: null },
    ]);
    expect(decide(Array.from({ length: 501 }, () => k5), { outcome: 'retained', into: 'ax' }).commands.length).toBe(3);
  });

  test('a decision says what it lacks', () => {
    expect([{}, { outcome: 'retained' }, { outcome: 'not_retained' }, { outcome: 'joined', into: 'ax' }].map(missingIn)).toEqual(['outcome', 'into', 'why', undefined]);
  });

  test('words come after the axis under which they stand first', () => {
    expect(inOrder([fb, fa], all).map(({ id }) => id)).toEqual(['fa', 'k1', 'fb', 'k2', 'k3', 'k4', 'k5']);
  });
});
