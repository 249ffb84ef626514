import type { EnterWords } from './enter.fr';
import { plurals } from './plurals';

const { count } = plurals('en');

export const en = {
  title: 'You are entering the forum',
  code: {
    title: 'What is the code of the room?',
    label: 'Code',
    hint: 'The letters and digits shown on the room’s screen.',
    go: 'Continue',
    unknown: 'No room has this code. Check it on the room’s screen.',
    tooMany: 'Too many tries. Wait a minute or ask at the desk.',
    before: 'You have been here before',
  },
  name: {
    label: 'Your first name',
    hint: 'It shows on your topics and in your group. What you write shows without your name.',
    go: 'Enter',
    privacy: 'The facilitator keeps your first name and your words for as long as this forum is kept. You can take them back in “My words”.',
    missing: 'Write your first name, or any name you like.',
  },
  college: {
    title: (name: string) => `Hello ${name}!`,
    question: 'You come because…',
    none: 'I would rather not say',
  },
  waiting: {
    title: 'We have it.',
    text: 'You will be let in as soon as the network is back. There is nothing to do again.',
    help: 'Check that this phone is on the room’s Wi-Fi.',
    change: 'Change my name',
  },
  closed: ['The door is closed.', 'Please ask at the desk. If you were in already, find your place again.'],
  ended: ['The forum is over.', 'If you were there, find your place to read everything again.'],
  again: {
    link: 'Find my place again',
    title: 'Find my place again',
    label: 'Your return code',
    hint: (letters: number) => `${count(letters, 'letter or digit', 'letters and digits')}. It is in “My words” on the other phone, or at the desk.`,
    go: 'Find my place',
    unknown: 'This code does not fit here. Check the letters, or ask at the desk.',
    offline: 'No network for now. Try again in a moment.',
    back: 'I come for the first time',
  },
  who: {
    title: 'Who are you?',
    other: 'Somebody else',
  },
} satisfies EnterWords;
