import { expect, test } from 'vitest';
import type { Timed } from '../live/slots';
import { hour, ownLabel, placeOfZone, slotName, slotStart } from './slots';

const timed = (label: string): Timed => ({
  slot: { id: 's', number: 1, label, start: '09:05', end: '10:00', day: null },
  day: '2027-03-12',
  forumDay: '2027-03-12',
  start: 0,
  end: 0,
});
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

test('a slot is named by its day where there are several, its label if it has one, and its times', () => {
  expect(plain(hour('09:05'))).toBe('9 h 05');
  expect(plain(slotName(timed('Premier tour'), false))).toBe('Premier tour · 9 h 05 – 10 h 00');
  expect(slotName(timed('Premier tour'), true), 'no line begins with a dot or a dash').not.toMatch(/ [·–]/);
  expect(plain(slotName(timed(''), true))).toBe('vendredi 12 mars · 9 h 05 – 10 h 00');
  expect(plain(slotStart(timed('Premier tour'), true))).toBe('vendredi 12 mars, 9 h 05');
});

test('a label made of times of old is none: it may have been left behind by a change', () => {
  for (const label of ['10\u00a0h\u00a000 – 11\u00a0h\u00a000', '10:00 – 11:00']) expect(ownLabel({ label })).toBe('');
  for (const label of ['10:00', 'Tour de 10 h 00 – 11 h 00', 'Matin']) expect(ownLabel({ label })).toBe(label);
});

test('a zone is called by its place', () => {
  expect(['Europe/Paris', 'America/Port-au-Prince', 'Australia/Lord_Howe', 'UTC'].map(placeOfZone)).toEqual([
    'Paris', 'Port-au-Prince', 'Lord Howe', 'UTC',
  ]);
});
