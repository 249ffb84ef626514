import { expect, test } from 'vitest';
import { Form } from './form.svelte';

test('only what this person changed is sent', () => {
  const form = new Form({ question: 'Avant ?', dots: '5' });
  form.fields.dots = '7';
  expect(form.changed).toEqual({ dots: '7' });
  form.fields.dots = ' 5 ';
  expect(form.changed).toEqual({});
});

test('a value that changes elsewhere shows in a field that was left alone, and is never sent back', () => {
  const form = new Form({ question: 'Avant ?', name: 'Ana' });
  form.fields.name = 'Anna';
  form.follow({ question: 'Après ?', name: 'Hannah' });
  expect(form.fields).toEqual({ question: 'Après ?', name: 'Anna' });
  // A field under the cursor does not change by itself.
  form.fields.question = 'Avant ?';
  expect(form.changed).toEqual({ name: 'Anna' });
});

test('what is typed is kept, and what is only shown is not', () => {
  const kept = { text: '' };
  const form = new Form({ title: 'Un car' }, { title: kept });
  form.fields.title = 'Un car le dimanche';
  expect(kept.text).toBe('Un car le dimanche');
  expect(new Form({ title: 'Un train' }, { title: kept }).changed).toEqual({ title: 'Un car le dimanche' });
  form.fields.title = 'Un car';
  expect(kept.text).toBe('');
});
