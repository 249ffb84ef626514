import type { QuestionnaireWords } from './questionnaire.fr';
import { plurals } from './plurals';

const { count, number } = plurals('en');

export const en: QuestionnaireWords = {
  title: 'Questionnaire',
  several: (most) => (Number.isFinite(most) ? `${count(most, 'answer', 'answers')} at most` : 'Several answers are possible'),
  noAnswer: 'Leave this question out',
  dayHint: '2027-03-12, 2027-03 or 2027',
  notANumber: 'It takes a number, such as 12 or 12.5.',
  notADay: 'Write 2027-03-12, 2027-03 or 2027.',
  between: (min, max) =>
    min === undefined ? `It takes a number up to ${number(max ?? 0)}.` : max === undefined ? `It takes a number from ${number(min)} on.` : `It takes a number from ${number(min)} to ${number(max)}.`,
  anonymous: 'You answer without an account and without your name. Leave empty what you do not want to say.',
  draft: 'Your answers are kept on this device until they are sent.',
  restored: 'Answers that were begun on this device are here again.',
  startOver: 'Erase them and begin another sheet',
  number: 'Number of the sheet',
  letters: 'Four letters of the sheet',
  lettersHint: 'They are printed beside the number.',
  needNumber: 'Write the number that is printed on your sheet.',
  needLetters: 'Write the four letters that are printed beside the number.',
  send: 'Send my answers',
  sending: 'Sending…',
  nothing: 'Answer at least one question before you send.',
  unreachable: 'There is no network right now. Your answers are kept here: try again a little later.',
  wrongLetters: 'These letters do not belong to this number. Check them on the sheet.',
  taken: (n) => `An answer with no. ${number(n)} has come in already. A sheet is used once.`,
  wait: 'Too many tries. Wait for a minute, then try again.',
  badAnswer: 'This answer does not fit. Correct it, then send again.',
  refused: 'The server did not take these answers. Reload the page, then try again.',
  thanks: 'Thank you, your answers have come in.',
  another: 'Answer for somebody else',
  closed: 'This questionnaire takes no more answers. Thank you to all who answered.',
  notFound: 'There is no questionnaire at this address. Check the link.',
  again: 'Try again',
  whose: (programme) => `A question of: ${programme}`,
};
