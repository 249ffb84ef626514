import { expect, test } from 'vitest';
import { correctionOf } from './correction';
import type { Question } from './questions';

const question = (id: string, onlyIf?: string, onlyIfChoices: string[] = []): Question => ({
  id, text: id, hint: '', kind: 'single', min: undefined, max: undefined, most: 1, onlyIf, onlyIfChoices, choices: [],
});
const asked = [question('children'), question('care', 'children', ['yes']), question('town'), question('mail')];

test('what nobody touched is not sent: what was not asked stays so', () => {
  const before = { children: ['yes'], care: ['nursery'], town: ['here'] };
  const now = { children: 'yes', care: 'nursery', town: 'there' };
  expect(correctionOf(asked, before, now)).toEqual({ done: { answers: { town: 'there' } }, undo: { answers: { town: ['here'] } } });
  expect(correctionOf(asked, before, { ...now, town: 'here' })).toBeUndefined();
});

test('what a rule skips because of the change is not asked, and comes back with it', () => {
  const before = { children: ['yes'], care: ['nursery'], town: null };
  expect(correctionOf(asked, before, { children: 'no', care: 'nursery', town: null })).toEqual({
    done: { answers: { children: 'no' }, not_asked: ['care'] },
    undo: { answers: { children: ['yes'], care: ['nursery'] } },
  });
});

test('what a rule asks because of the change was left empty, and is taken back as not asked', () => {
  expect(correctionOf(asked, { children: ['no'], town: null }, { children: 'yes', town: null, mail: 'm' })).toEqual({
    done: { answers: { children: 'yes', care: null, mail: 'm' } },
    undo: { answers: { children: ['no'] }, not_asked: ['care', 'mail'] },
  });
});

test('an answer that the rules would not have asked for stays', () => {
  expect(correctionOf(asked, { care: ['nursery'], town: ['here'] }, { care: 'nursery', town: null })).toEqual({
    done: { answers: { town: null } },
    undo: { answers: { town: ['here'] } },
  });
});
