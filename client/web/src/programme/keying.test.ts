import { expect, test } from 'vitest';
import type { Sheet } from '../protocol/programme';
import { digitOf, isDrawn, isSheetOf, Keying, keyOfPlace, pair, takenUp, type Kept } from './keying.svelte';
import { complete, isAsked, readAnswer, type Question, type QuestionKind } from './questions';

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

test('a digit is the key where it stands, whatever the keyboard writes with it', () => {
  const keys = [['&', 'Digit1'], ['é', 'Digit2'], ['1', 'Digit1'], ['7', 'Digit2'], ['7', 'Numpad7'], ['Dead', 'Digit7'], ['a', 'KeyQ'], ['Home', 'Numpad7'], ['Enter', 'NumpadEnter']];
  expect(keys.map(([key = '', code = '']) => keyOfPlace({ key, code }))).toEqual(['1', '2', '1', '7', '7', '7', 'a', 'Home', 'Enter']);
});

test('a field for digits takes them so too, and leaves the signs that may stand there', () => {
  const number = question('n', 'number', 0);
  const negative = question('n', 'number', 0, { min: -9 });
  const day = question('d', 'date', 0);
  const digit = (key: string, code: string, of: Question | undefined, typed = '') => digitOf({ key, code }, of, typed);
  expect([digit('&', 'Digit1', undefined), digit("'", 'Digit4', number), digit('-', 'Digit6', number), digit('-', 'Digit6', negative, '1')]).toEqual(['1', '4', '6', '6']);
  expect([digit('1', 'Digit1', number), digit(',', 'KeyM', number), digit('Enter', 'Enter', number), digit('-', 'Digit6', negative), digit('&', 'Digit1', question('t', 'short_text', 0))]).toEqual([undefined, undefined, undefined, undefined, undefined]);
  expect([digit('-', 'Digit6', day, '201'), digit('-', 'Digit6', day, '2016'), digit('-', 'Digit6', day, '2016-0'), digit('/', 'Digit9', day, '12')]).toEqual(['6', undefined, '6', undefined]);
});

test('with Caps Lock on, letters choose still', () => {
  const keying = new Keying(SHEET);
  expect(press(keying, ['B', '1', 'A', 'C', '4'])).toEqual(['answered', 'answered', 'changed', 'changed', 'answered']);
  expect(keying.whole).toMatchObject({ commune: 'commune-11', care: ['care-1', 'care-3'] });
});

test('what was typed survives a reload and the way back', () => {
  const at = SHEET.length - 1;
  const keying = new Keying(SHEET, { answers: { baby: 'baby-2', home: 3 }, at, typed: 'Le c' });
  expect(keying.typed).toBe('Le c');
  press(keying, ['a', 'r', 'ArrowUp', 'ArrowUp']);
  expect([keying.question?.id, keying.typed]).toEqual(['home', '3']);
  expect(keying.whole).toMatchObject({ home: 3, missing: 'Le car' });
  keying.type('3 ou');
  expect(press(keying, ['ArrowUp'])).toEqual(['not_a_number']);
  expect(keying.typed, 'no number, and not lost').toBe('3 ou');
  keying.type('');
  expect(press(keying, ['ArrowUp'])).toEqual(['back']);
  expect(keying.whole).toMatchObject({ home: null, missing: 'Le car' });
});

test('a question is asked after an answer, or after any', () => {
  const any = question('x', 'short_text', 0, { onlyIf: 'baby' });
  expect([{}, { baby: null }, { baby: 'baby-2' }].map((answers) => isAsked(any, answers))).toEqual([false, false, true]);
  expect(complete(SHEET, { care: ['care-1'] })).toEqual({ commune: null, baby: null, home: null, glad: null, missing: null });
});

test('what is typed is an answer, or it is said why not', () => {
  const [people, day, text] = [question('n', 'number', 0, { min: 1, max: 20 }), question('d', 'date', 0), question('t', 'short_text', 0)];
  expect(['12', ' 1,5 ', '', '12 ans', '21', '0'].map((typed) => readAnswer(people, typed))).toEqual([
    { answer: 12 },
    { answer: 1.5 },
    { answer: null },
    { unread: 'not_a_number' },
    { unread: 'out_of_range' },
    { unread: 'out_of_range' },
  ]);
  expect([readAnswer(day, '03/2027'), readAnswer(day, 'en mars'), readAnswer(text, ' Le car ')]).toEqual([{ answer: '2027-03' }, { unread: 'not_a_day' }, { answer: 'Le car' }]);
});

test('one sheet of twenty is drawn', () => {
  const ids = Array.from({ length: 2_000 }, (_, n) => (n * 2_654_435_761).toString(16).padStart(8, '0').slice(-8));
  expect(ids.filter(isDrawn).length).toBeGreaterThan(60);
  expect(ids.filter(isDrawn).length).toBeLessThan(140);
});

const sheet = (id: string, more: Partial<Sheet> = {}): Sheet => ({ id, campaign: 'campaign', order: 1, way: 'paper', answers: {}, ...more });

test('answers of a second keying stay with their sheet, and go to no other', () => {
  const kept: Kept = { answers: { commune: 'commune-1' }, at: 1, number: '', sheet: 'second' };
  const [first, second] = [sheet('first'), sheet('second')];
  expect(pair(kept, [first, second], first)).toEqual({ sheet: second, kept, lost: false });
  for (const gone of [{ differs: [] }, { withdrawn: true }]) {
    expect(pair(kept, [first, sheet('second', gone)], first), JSON.stringify(gone)).toEqual({ sheet: first, lost: true });
  }
  expect(pair(kept, [], undefined)).toEqual({ sheet: undefined, lost: true });
  expect(pair({ answers: {}, at: 0, number: '' }, [first], first), 'nothing was begun').toEqual({ sheet: first, lost: false });
});

test('a refused sheet is taken up again with all that was keyed', () => {
  const answers = { commune: 'commune-1', baby: 'baby-2', home: 3, glad: null, missing: 'Le car.' };
  const order = { do: 'key_sheet', as: 'a', campaign: 'campaign', batch: 'lot', number: 201, answers } as const;
  const taken = takenUp(order, { code: 'SHEET_TAKEN', number: 201 }, SHEET);
  expect(taken).toEqual({ answers, at: 6, number: '201' });
  const keying = new Keying(SHEET, taken);
  expect([keying.isReady, keying.whole]).toEqual([true, answers]);
  const refusal = { code: 'BAD_ANSWER', question: 'home', fault: 'missing' } as const;
  expect(takenUp({ do: 'key_again', sheet: 's', answers }, refusal, SHEET), 'at what was refused').toEqual({ answers, at: 3, number: '', sheet: 's' });
});

test('a refused sheet is shown where it was keyed', () => {
  const first = { do: 'key_sheet', as: 'a', campaign: 'campaign', answers: {} } as const;
  const second = { do: 'key_again', sheet: 's', answers: {} } as const;
  expect([isSheetOf(first, 'campaign', false, []), isSheetOf(first, 'other', false, []), isSheetOf(first, 'campaign', true, [])]).toEqual([true, false, false]);
  expect([isSheetOf(second, 'campaign', true, [sheet('s')]), isSheetOf(second, 'campaign', true, []), isSheetOf(second, 'campaign', false, [sheet('s')])]).toEqual([true, false, false]);
});
