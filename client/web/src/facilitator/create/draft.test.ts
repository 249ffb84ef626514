import { expect, test } from 'vitest';
import { bodyOf, newDraft, proposed, readDraft, wrongs } from './draft';

const starters = { spaces: ['Grande salle', 'Préau'], space: (n: number) => `Espace ${n}`, colleges: ['Je vis ici'] };
const draft = () => ({ ...newDraft('2026-11-25', 'Europe/Paris', 'fr', starters), question: 'Bien vivre ici ?' });

test('a question is all that a template lacks', () => {
  expect(wrongs(newDraft('2026-11-25', 'Europe/Paris', 'fr', starters))).toEqual([{ field: 'question' }]);
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
  kept.slots[1]!.day = '2026-11-26';
  const again = readDraft(JSON.stringify(kept), 'UTC')!;
  const body = bodyOf(again);
  expect(body).toMatchObject({ id: kept.id, as: kept.forum, pass: kept.pass, token: kept.token, dots: 5 });
  expect(body.spaces[0]).toEqual({ as: kept.spaces[0]!.id, label: 'Grande salle', places: 20 });
  expect(body.spaces[1]).not.toHaveProperty('places');
  expect(body.slots[0]).toEqual({ as: kept.slots[0]!.id, label: '', start: '10:00', end: '11:00' });
  expect(body.slots[1]).toMatchObject({ day: '2026-11-26' });
  expect(body.time_zone).toBe('Europe/Paris');
  const { timeZone: _, slots, ...older } = kept;
  const old = { ...older, slots: slots.map(({ day: _day, ...slot }) => slot) };
  expect(readDraft(JSON.stringify(old), 'UTC')).toMatchObject({ timeZone: 'UTC', slots: [{ day: '' }, { day: '' }] });
  expect(readDraft('{}', 'UTC')).toBeUndefined();
  expect(readDraft(undefined, 'UTC')).toBeUndefined();
});
