import { expect, test } from 'vitest';
import { isDrawn, Keying } from './keying.svelte';
import { complete, isAsked, type Question, type QuestionKind } from './questions';

const question = (id: string, kind: QuestionKind, choices: number, more: Partial<Question> = {}): Question => ({
  id,
  text: id,
  hint: '',
  kind,
  min: undefined,
  max: undefined,
  most: kind === 'single' ? 1 : Infinity,
  onlyIf: undefined,
  onlyIfChoices: [],
  choices: Array.from({ length: choices }, (_, n) => ({ id: `${id}-${n + 1}`, name: `${n + 1}` })),
  ...more,
});

const SHEET = [
  question('commune', 'single', 12),
  question('baby', 'single', 2),
  question('care', 'several', 5, { onlyIf: 'baby', onlyIfChoices: ['baby-1'] }),
  question('home', 'number', 0, { min: 1, max: 20 }),
  question('glad', 'scale', 0, { min: 1, max: 5 }),
  question('missing', 'long_text', 0),
];

/** Presses keys as a browser does: what is typed goes into the field. */
function press(keying: Keying, keys: string[]): string[] {
  return keys.map((key) => {
    const { question } = keying;
    const intoField = question && ['number', 'date', 'short_text', 'long_text'].includes(question.kind) && key.length === 1;
    return intoField ? keying.type(keying.typed + key) : keying.press(key);
  });
}

test('one key an answer, and Enter at the end', () => {
  const keying = new Keying(SHEET);
  const said = press(keying, ['b', '1', 'a', 'c', '4', '3', 'Enter', 'Enter']);
  expect(said).toEqual(['answered', 'answered', 'changed', 'changed', 'answered', 'answered', 'answered', 'save']);
  expect(keying.whole).toEqual({ commune: 'commune-11', baby: 'baby-1', care: ['care-1', 'care-3'], home: 4, glad: 3, missing: null });
});

test('what a rule skips is not asked, and is not sent as empty', () => {
  const keying = new Keying(SHEET);
  press(keying, ['1', '2']);
  expect(keying.question?.id).toBe('home');
  press(keying, ['1', '2', '0', 'L', 'e', 'Enter']);
  expect(keying.whole, 'twelve; 0 is no answer of a scale').toEqual({ commune: 'commune-1', baby: 'baby-2', home: 12, glad: null, missing: 'Le' });
  expect(keying.isReady).toBe(true);
});

test('one goes back, and an answer that changes what is asked takes it along', () => {
  const keying = new Keying(SHEET);
  press(keying, ['1', '1', 'a', 'Enter', 'ArrowUp', 'ArrowUp']);
  expect(keying.question?.id).toBe('baby');
  press(keying, ['2']);
  expect(keying.question?.id).toBe('home');
  expect(keying.whole).not.toHaveProperty('care');
});

test('a wrong key does nothing', () => {
  const keying = new Keying(SHEET);
  expect(press(keying, ['m', '?', 'F5', 'ArrowUp'])).toEqual(['bad', 'bad', 'bad', 'bad']);
  press(keying, ['1', '1', 'a']);
  expect(press(keying, ['9', '9', 'x', 'Enter']), 'nine people; no such degree; nothing').toEqual(['answered', 'bad', 'bad', 'answered']);
  expect(keying.whole).toMatchObject({ care: ['care-1'], home: 9, glad: null });
});

test('a question is asked after an answer, or after any', () => {
  const any = question('x', 'short_text', 0, { onlyIf: 'baby' });
  expect([{}, { baby: null }, { baby: 'baby-2' }].map((answers) => isAsked(any, answers))).toEqual([false, false, true]);
  expect(complete(SHEET, { care: ['care-1'] })).toEqual({ commune: null, baby: null, home: null, glad: null, missing: null });
});

test('one sheet of twenty is drawn', () => {
  const ids = Array.from({ length: 2_000 }, (_, n) => (n * 2_654_435_761).toString(16).padStart(8, '0').slice(-8));
  expect(ids.filter(isDrawn).length).toBeGreaterThan(60);
  expect(ids.filter(isDrawn).length).toBeLessThan(140);
});
