import { expect, test } from 'vitest';
import { bodyOf, newDraft, readDraft, slotsOf, spacesFor, spacesOf, topicsOf, wrongs } from './draft';

const starters = { spaces: ['Grande salle', 'Préau'], space: (n: number) => `Espace ${n}`, colleges: ['Je vis ici'] };
const draft = () => ({ ...newDraft('2026-11-25', 'Europe/Paris', 'fr', starters), question: 'Bien vivre ici ?' });

test('a question is all that a template lacks', () => {
  expect(wrongs(newDraft('2026-11-25', 'Europe/Paris', 'fr', starters))).toEqual([{ field: 'question' }]);
  expect(wrongs(draft())).toEqual([]);
});

test('the more people come, the more topics and spaces are proposed', () => {
  expect([10, 40, 50, 60, 100, 150, 200, 250, 500, 2108].map(topicsOf)).toEqual([5, 20, 25, 25, 30, 38, 50, 50, 100, 316]);
  for (let people = 1; people < 3_000; people += 7) {
    expect(topicsOf(people)).toBeLessThanOrEqual(topicsOf(people + 1));
    for (const slots of [1, 2, 3]) {
      const spaces = spacesOf(people, slots);
      expect(spaces).toBeGreaterThanOrEqual(2);
      expect(spaces).toBeLessThanOrEqual(128);
      if (spaces < 128) expect(spaces * slots, 'more cells than topics').toBeGreaterThanOrEqual(topicsOf(people));
    }
  }
  expect([spacesOf(40, 2), spacesOf(150, 3), spacesOf(20, 1)]).toEqual([12, 16, 12]);
  expect((['half_day', 'day', 'evening'] as const).map((template) => slotsOf(template).length)).toEqual([2, 3, 1]);
});

test('spaces come and go with what is needed, but for those that somebody named', () => {
  const labels = (spaces: { label: string }[]) => spaces.map(({ label }) => label);
  const four = spacesFor(4, [], starters);
  expect(labels(four)).toEqual(['Grande salle', 'Préau', 'Espace 3', 'Espace 4']);
  expect(spacesFor(2, four, starters)).toEqual(four.slice(0, 2));
  four[3]!.label = 'Cave';
  expect(labels(spacesFor(2, four, starters))).toEqual(['Grande salle', 'Préau', 'Cave']);
  expect(labels(spacesFor(5, four, starters))).toEqual(['Grande salle', 'Préau', 'Espace 3', 'Cave', 'Espace 5']);
});

test('a Wi-Fi is sent as it was typed, open or not at all', () => {
  const body = (name: string, password: string) => bodyOf({ ...draft(), wifi: { name, password } }).wifi;
  expect(body(' ', '')).toBeUndefined();
  expect(body('Forum été', '')).toEqual({ name: 'Forum été' });
  expect(body('Forum été', ' a;b ')).toEqual({ name: 'Forum été', password: ' a;b ' });
  expect(wrongs({ ...draft(), wifi: { name: '', password: 'bourdon2027' } })).toEqual([{ field: 'wifi' }]);
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
  const { timeZone: _, people: _people, wifi: _wifi, slots, ...older } = kept;
  const old = { ...older, slots: slots.map(({ day: _day, ...slot }) => slot) };
  expect(readDraft(JSON.stringify(old), 'UTC')).toMatchObject({ timeZone: 'UTC', people: '', wifi: { name: '' }, slots: [{ day: '' }, { day: '' }] });
  expect(readDraft('{}', 'UTC')).toBeUndefined();
  expect(readDraft(undefined, 'UTC')).toBeUndefined();
});
