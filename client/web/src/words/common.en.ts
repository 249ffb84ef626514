import type { CommonWords } from './common.fr';
import { plurals, sayDate } from './plurals';

const { count, number } = plurals('en');

export const en = {
  name: 'Bourdon',
  otherLanguage: 'Français',
  number,

  cancel: 'Cancel',
  close: 'Close',
  back: 'Back',
  next: 'Next',
  undo: 'Undo',
  edit: 'Correct',
  erase: 'Erase',
  search: 'Search',
  help: 'Help',
  loading: 'Loading…',

  remaining: (n: number) => `${count(n, 'character', 'characters')} left`,
  tooMany: (n: number) => `${count(n, 'character', 'characters')} too many`,
  more: (what: string) => `Add: ${what}`,
  less: (what: string) => `Take back: ${what}`,

  rest: (n: number) => `Show more (${number(n)})`,
  people: (n: number) => count(n, 'person', 'people'),
  topics: (n: number) => count(n, 'topic', 'topics'),
  groups: (n: number) => count(n, 'group', 'groups'),
  contributions: (n: number) => count(n, 'contribution', 'contributions'),
  supports: (n: number) => count(n, 'support', 'supports'),
  dots: (n: number) => count(n, 'dot', 'dots'),
  axes: (n: number) => count(n, 'axis', 'axes'),
  /** Why results are not what the ballots say now. */
  withheld: {
    few: 'Fewer than five people placed dots: the result is not shown, because one could guess who chose what.',
    changes:
      'Fewer than five ballots have changed since: the earlier result stays, because one could guess who changed their mind.',
  },
  minutesLeft: (n: number) => (n <= 0 ? 'time is up' : `${count(n, 'minute', 'minutes')} left`),
  minutesAgo: (n: number) => `${number(n)} min ago`,

  day: (day: string) => sayDate('en-GB', Date.parse(day), { weekday: 'long', day: 'numeric', month: 'long' }),
  time: (hours: number, minutes: number) =>
    `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`,

  hall: {
    other: (place: string, time: string) => `This device is set to another time. Times here are the hall’s (${place}): it is ${time} there.`,
    unknown: (place: string) => `This device does not know the hall’s time (${place}): times here are its own.`,
  },

  network: {
    lost: 'No network. Your words are kept here.',
    connecting: 'Connecting…',
    waiting: (n: number) => `${count(n, 'message waits', 'messages wait')} for the network.`,
    manyWaiting: 'Many words are waiting: move closer to the Wi-Fi.',
    notKept: 'This browser keeps nothing. Open this address in Safari or Chrome.',
  },

  sent: {
    kept: 'Kept on this phone, leaves as soon as possible',
    received: 'Received',
  },

  display: {
    size: 'Text size',
    sizes: { normal: 'Normal', large: 'Large', larger: 'Very large' },
    theme: 'Colours',
    themes: { auto: 'Automatic', light: 'Light', dark: 'Dark' },
    language: 'Language',
  },

  phases: {
    welcome: 'Welcome',
    opening: 'Opening',
    marketplace: 'Marketplace',
    groups: 'Groups',
    reading: 'Reading',
    priorities: 'Priorities',
    actions: 'Actions',
    closing: 'Closing',
  },

  kinds: {
    finding: 'Finding',
    need: 'Need',
    idea: 'Idea',
    proposal: 'Proposal',
    question: 'Question',
    disagreement: 'Disagreement',
    next_step: 'Next step',
  },

  gone: {
    text: {
      taken_back: 'Contribution taken back by the person who wrote it.',
      hidden: 'Contribution taken off by the facilitator.',
      erased: 'Contribution erased with the person who wrote it.',
    },
    title: {
      taken_back: 'Topic taken back by its host',
      hidden: 'Topic taken off by the facilitator',
      erased: 'Topic erased with its host',
    },
    axis: 'Axis without a name',
    name: (n: number) => `Person no. ${number(n)}`,
  },
} satisfies CommonWords;
