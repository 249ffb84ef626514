import { beforeEach, expect, test } from 'vitest';
import { begun, blank, forget, keep, turnTo } from './draft';
import type { Link } from './link';

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  globalThis.localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  } as unknown as Storage;
});

const open: Link = { code: 'ABCDEF', campaign: 2, sheet: '', letters: '' };
const child: Link = { ...open, sheet: '117', letters: 'WXYZ' };
const parent: Link = { ...open, sheet: '118', letters: 'STUV' };

test('two sheets on one phone do not mix', () => {
  const draft = { ...blank(child), answers: { q1: 'oui' }, typing: { q2: '12 ans' } };
  keep(child, draft);
  expect(begun(child)).toEqual(draft);
  expect([begun(parent), begun(open), begun({ ...child, campaign: 3 })]).toEqual([undefined, undefined, undefined]);
  keep(parent, { ...blank(parent), answers: { q1: 'non' } });
  forget(child);
  expect([begun(child), begun(parent)?.answers]).toEqual([undefined, { q1: 'non' }]);
});

test('a number that is typed leads to what was begun of its sheet, and leaves the other where it is', () => {
  keep(child, { ...blank(child), answers: { q1: 'oui' } });
  keep(parent, { ...blank(parent), answers: { q1: 'non' } });
  const turned = turnTo(child, { ...begun(child)!, sheet: ' 118 ' });
  expect([turned.link, turned.draft.answers, turned.draft.letters]).toEqual([{ ...parent, letters: '' }, { q1: 'non' }, 'STUV']);
  expect(begun(child)?.answers).toEqual({ q1: 'oui' });
});

test('what was answered before the number was typed, or under a wrong one, goes along and stays nowhere else', () => {
  const draft = { ...blank(open), answers: { q1: 'oui' } };
  keep(open, draft);
  const first = turnTo(open, { ...draft, sheet: '171' });
  const second = turnTo(first.link, { ...first.draft, sheet: '117' });
  expect([second.link.sheet, second.draft.answers, second.draft.as]).toEqual(['117', { q1: 'oui' }, draft.as]);
  expect([...kept.keys()]).toEqual(['bourdon:questionnaire:ABCDEF-2-117']);
});

test('what is damaged is as if nothing was kept', () => {
  for (const text of ['', 'null', '{', '{"answers":{"q1":1}}']) {
    kept.set('bourdon:questionnaire:ABCDEF-2-117', text);
    const draft = begun(child);
    if (draft) expect(draft, text).toMatchObject({ typing: {}, sheet: '117', letters: 'WXYZ' });
  }
});
