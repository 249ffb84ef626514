import { beforeEach, expect, test } from 'vitest';
import type { LiveProgramme } from '../live/programme.svelte';
import type { Item } from '../protocol/programme';
import { ItemForm } from './form.svelte';

const drafts = new Map<string, { text: string }>();
let item: Item;

/** As much of a programme as a form asks for. */
const live = {
  find: () => item,
  draft: (key: string) => {
    if (!drafts.has(key)) drafts.set(key, { text: '' });
    return drafts.get(key);
  },
  papers: () => ({ passes: [{ id: 'p', label: 'Alix' }] }),
} as unknown as LiveProgramme;

const form = (): ItemForm => new ItemForm(live, { item: 'i' }, 'committee');
const field = (form: ItemForm, name: string) => form.fields.find((one) => one.name === name)!;

beforeEach(() => {
  drafts.clear();
  item = { id: 'i', noun: 'committee', number: 1, fields: { name: 'COPIL', role: 'steering', summary: 'Il pilote.' } };
});

test('what is sent says what each field said when its rewording began, also after a reload', () => {
  form().set(field(form(), 'summary'), 'Il décide.');
  item = { ...item, fields: { ...item.fields, summary: 'Il rassemble.', name: 'Comité' } };
  const again = form();
  expect(again.text(field(again, 'summary'))).toBe('Il décide.');
  expect(again.text(field(again, 'name')), 'what nobody touched shows what others wrote').toBe('Comité');
  expect(again.commands()?.command).toEqual({ do: 'set', item: 'i', fields: { summary: 'Il décide.' }, was: { summary: 'Il pilote.' } });
});

test('of two texts one keeps one’s own, or takes the other', () => {
  const one = form();
  const summary = field(one, 'summary');
  one.set(summary, 'Il décide.');
  const refusal = { code: 'CHANGED_MEANWHILE', item: 'i', field: 'summary', now: 'Il rassemble.', by: 'p' } as const;
  one.refused(refusal);
  expect(one.meanwhile(summary)).toEqual({ now: 'Il rassemble.', by: 'Alix' });
  one.keepOwn(summary);
  expect(one.commands()?.command).toMatchObject({ fields: { summary: 'Il décide.' }, was: { summary: 'Il rassemble.' } });
  one.refused(refusal);
  item = { ...item, fields: { ...item.fields, summary: 'Il rassemble.' } };
  one.takeOther(summary);
  expect(one.text(summary)).toBe('Il rassemble.');
  expect(one.commands()).toBeUndefined();
});

test('a field that is emptied is sent as null, and what is needed is asked for', () => {
  const one = form();
  one.set(field(one, 'summary'), '');
  expect(one.commands()?.command).toMatchObject({ fields: { summary: null } });
  one.set(field(one, 'name'), ' ');
  expect(one.commands()).toBeUndefined();
  expect(one.fault(field(one, 'name'))).toEqual({ fault: 'missing' });
  one.discard();
  expect(one.isTouched).toBe(false);
});

test('an item in the making has what its place gives it', () => {
  const member = new ItemForm(live, { noun: 'member', preset: { committee: 'i' } }, 'member');
  expect(member.fields.map(({ name }) => name)).not.toContain('committee');
  member.set(member.fields.find(({ name }) => name === 'name')!, 'Noa');
  expect(member.commands()?.command).toMatchObject({ do: 'add', noun: 'member', fields: { committee: 'i', name: 'Noa' } });
});

test('a draft of something new is found again when its place in line is another one', () => {
  const adding = (order: number): ItemForm => new ItemForm(live, { noun: 'question', preset: { campaign: 'c', order } }, 'question');
  adding(3).set(field(adding(3), 'text'), 'Que manque-t-il ?');
  expect(adding(4).text(field(adding(4), 'text'))).toBe('Que manque-t-il ?');
});

test('what was sent is no draft any more, and comes back when it was not taken; what was typed since stays', () => {
  const one = form();
  one.set(field(one, 'name'), 'Comité');
  one.set(field(one, 'summary'), 'Il décide.');
  const { typed } = one;
  one.sent(typed);
  expect(one.isTouched).toBe(false);
  one.set(field(one, 'summary'), 'Il écoute.');
  one.giveBack(typed);
  expect(one.text(field(one, 'name'))).toBe('Comité');
  expect(one.text(field(one, 'summary'))).toBe('Il écoute.');
  one.sent(typed);
  expect(one.text(field(one, 'name'))).toBe('COPIL');
  expect(one.text(field(one, 'summary'))).toBe('Il écoute.');
});

test('one of which there is at most one is added with its first field, and all others go to it', () => {
  let review: Item | undefined;
  const yearly = (): ItemForm => new ItemForm(live, { noun: 'review', preset: { action: 'a', year: 2029 }, one: () => review }, 'review');
  const one = yearly();
  one.set(field(one, 'done'), 'Douze pages.');
  const first = one.command(field(one, 'done'))?.command;
  expect(first).toMatchObject({ do: 'add', noun: 'review', fields: { action: 'a', year: 2029, done: 'Douze pages.' } });
  const as = first?.do === 'add' ? first.as : undefined;
  const again = yearly();
  again.set(field(again, 'next'), 'La suite');
  expect(again.command(field(again, 'next'))?.command, 'also while the first is on its way, and after a reload').toMatchObject({ do: 'set', item: as, fields: { next: 'La suite' }, was: { next: null } });
  review = { id: 'other', noun: 'review', number: 1, fields: { action: 'a', year: 2029, state: 'ongoing' } };
  expect(again.command(field(again, 'next'))?.command, 'what stands is the one').toMatchObject({ do: 'set', item: 'other' });
  expect(again.sure({ state: 'ongoing' })).toBeUndefined();
  expect(again.sure({ state: 'done' })).toEqual({ do: 'set', item: 'other', fields: { state: 'done' } });
  review = undefined;
  again.refused({ code: 'NOT_ALLOWED' });
  expect(yearly().sure({ state: 'done' }), 'what was not taken is asked for anew').toMatchObject({ do: 'add' });
});
