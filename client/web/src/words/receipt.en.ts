import { plurals } from './plurals';
import type { ReceiptWords } from './receipt.fr';

const { count, form } = plurals('en');

export const en = {
  title: 'What became of my words?',
  label: 'Your follow-up code',
  hint: (letters: number) => `${count(letters, 'letter or digit', 'letters and digits')}. It is in “My words”, under each contribution.`,
  go: 'Look it up',
  wrong: (letters: number) => `A follow-up code has ${count(letters, 'letter or digit', 'letters and digits')}, without I, L, O, 0 or 1.`,
  unknown: 'No words have this code here. Check the letters and the address of this page.',
  tooMany: 'Too many attempts from here. Wait a minute.',
  offline: 'No answer for now. Try again in a moment.',
  found: 'You wrote',
  group: 'In the group',
  became: 'What became of it',
  under: (axes: number) => form(axes, { one: 'Stands under the axis', other: 'Stands under the axes' }),
  nowhere: 'Nobody has put it under an axis yet.',
  duplicate: 'Another contribution says the same: yours adds a voice to it.',
  aside: { not_attached: 'Read, and under no axis.', outside_territory: 'Outside the forum’s territory.' },
  question: 'The forum’s question',
  nobody: 'This page does not say who wrote it.',
  another: 'Another code',
  gone: {
    taken_back: 'These words were taken back by the person who wrote them.',
    hidden: 'These words were withdrawn by the facilitators.',
    erased: 'These words were erased with the person who wrote them.',
  },
  path: {
    title: 'And then, in the programme',
    waiting: 'The committee has not decided it yet.',
    outcomes: { retained: 'Retained by the committee', joined: 'Joined with others by the committee', not_retained: 'Not retained by the committee' },
    why: {
      competence: 'Outside the common competences',
      in_place: 'Already in place',
      outside: 'Outside the territory',
      law: 'Against the law',
    },
    through: 'With the axis of the forum',
    axis: 'Strategic axis',
    original: (name: string) => `Original name: ${name}`,
    objective: 'Objective',
    sheet: 'Action sheet',
    rests: 'It rests on these words, or on their axis.',
    noSheet: 'No action sheet was validated yet.',
    states: {
      validated: 'Validated',
      upcoming: 'Upcoming',
      ongoing: 'Under way',
      paused: 'Paused',
      blocked: 'Blocked',
      done: 'Done',
      abandoned: 'Abandoned',
    },
    more: (n: number) => `And ${count(n, 'more sheet', 'more sheets')}.`,
  },
  goneText: 'Nothing is left of them here.',
} satisfies ReceiptWords;
