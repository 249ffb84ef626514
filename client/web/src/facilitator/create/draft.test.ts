import { expect, test } from 'vitest';
import { bodyOf, newDraft, proposed, readDraft, wrongs } from './draft';

const starters = { spaces: ['Grande salle', 'Préau'], space: (n: number) => `Espace ${n}`, colleges: ['Je vis ici'] };
const draft = () => ({ ...newDraft('2026-11-25', 'fr', starters), question: 'Bien vivre ici ?' });

test('a question is all that a template lacks', () => {
  expect(wrongs(newDraft('2026-11-25', 'fr', starters))).toEqual([{ field: 'question' }]);
  expect(wrongs(draft())).toEqual([]);
});

test('templates propose slots and spaces', () => {
  const size = (template: 'half_day' | 'day' | 'evening') => {
    const { slots, spaces } = proposed(template, starters);
    return [slots.length, spaces.length];
  };
  expect(size('half_day')).toEqual([2, 4]);
  expect(size('day')).toEqual([3, 5]);
  expect(size('evening')).toEqual([1, 4]);
  expect(proposed('half_day', starters).spaces.map(({ label }) => label)).toEqual([
    'Grande salle',
    'Préau',
    'Espace 3',
    'Espace 4',
  ]);
});

test('each wrong field is named', () => {
  const wrong = draft();
  wrong.slots[1]!.end = wrong.slots[1]!.start;
  wrong.spaces[0]!.label = ' ';
  wrong.spaces[2]!.label = 'é'.repeat(63);
  wrong.colleges = [];
  expect(wrongs(wrong)).toEqual([
    { field: 'slot', id: wrong.slots[1]!.id },
    { field: 'space', id: wrong.spaces[0]!.id },
    { field: 'space', id: wrong.spaces[2]!.id, by: 3 },
  ]);
});

test('a kept draft is sent under the ids that it had', () => {
  const kept = draft();
  kept.spaces[0]!.places = '20';
  const again = readDraft(JSON.stringify(kept))!;
  const body = bodyOf(again, 'Europe/Paris', ({ start }) => start);
  expect(body).toMatchObject({ id: kept.id, as: kept.forum, pass: kept.pass, token: kept.token, dots: 5 });
  expect(body.spaces[0]).toEqual({ as: kept.spaces[0]!.id, label: 'Grande salle', places: 20 });
  expect(body.spaces[1]).not.toHaveProperty('places');
  expect(readDraft('{}')).toBeUndefined();
  expect(readDraft(undefined)).toBeUndefined();
});
