import { plurals } from './plurals';
import type { ProjectorWords } from './projector.fr';

const { count } = plurals('en');

export const en = {
  title: 'Bourdon, room screen',

  scenes: {
    enter: 'Come into the forum',
    principles: 'The principles',
    wall: 'The wall',
    clock: 'The time',
    news: 'The news wall',
    axes: 'The axes',
    thanks: 'Thank you',
  },

  corner: {
    fullscreen: 'Full screen',
    byHand: (scene: string) => `${scene}, by hand. Home key: follow the moment.`,
    hand: 'By hand',
    follows: 'The screen follows the moment.',
    black: 'Black screen',
    paused: 'Paused',
    page: (n: number, of: number) => `Page ${n} of ${of}`,
    group: (n: number, of: number) => `Group ${n} of ${of}`,
    previous: 'Previous page',
    nextPage: 'Next page',
    cut: (since: string) => `no network since ${since}`,
    forumPaused: 'The forum is paused.',
  },

  keys: {
    title: 'The keys of this screen',
    list: [
      ['Left and right arrows', 'Previous page, next page'],
      ['Up and down arrows, clicker', 'Previous scene, next scene'],
      ['Home', 'The screen follows the moment again'],
      ['Space', 'Pages wait'],
      ['B', 'Black screen'],
      ['C', 'The bell: back to the circle'],
      ['D', 'Dark or light ground'],
      ['F', 'Full screen'],
      ['L', 'English, français'],
      ['?', 'These keys; Escape: hide them'],
    ],
  },

  enter: {
    wifi: 'Wi-Fi: the same as this screen',
    network: 'Wi-Fi',
    password: 'password',
    open: 'no password',
    wifiQr: 'Square to point a camera at to join the Wi-Fi',
    wifiMissing: 'Choose this name in the Wi-Fi settings.',
    aim: 'Point your camera at the square',
    touch: 'Touch the link that appears',
    qr: 'Square to point a camera at to come in',
    comeBack: 'To come back',
    code: 'code',
    here: (n: number) => `${count(n, 'person', 'people')} here`,
    noAddress: 'Connect the network: phones cannot find this computer yet.',
    doorClosed: 'The door is closed. Please see the welcome desk.',
  },

  principles: {
    rules: [
      'Whoever comes are the right people.',
      'Whatever happens is the only thing that could have.',
      'It starts when it starts.',
      'When it is over, it is over.',
    ],
    law: 'Law of mobility',
    lawText: 'Neither learning nor contributing? Go somewhere else.',
    bumblebees: 'Bumblebees',
    bumblebeesText: 'From group to group, you carry ideas.',
    butterflies: 'Butterflies',
    butterfliesText: 'You rest, you talk by the coffee.',
  },

  wall: {
    moment: (slot: string, words: string) => `${slot}: ${words}`,
    speaks: 'Speaking',
    next: 'Next',
    noHost: 'facilitation',
    free: 'free',
    freeSpaces: 'Free',
    toPlace: 'Topics to place',
    empty: 'No topic yet. The first one can be yours.',
    running: 'now',
    closed: 'finished',
    fresh: 'new',
    spaces: 'Slots and spaces',
  },

  clock: {
    last: (minutes: string) => `Nearly over: ${minutes}`,
    past: 'The slot is over, we go on.',
    nextAt: (name: string, time: string) => (name ? `${name}: at ${time}` : `Next slot at ${time}`),
    none: 'No slot for now',
  },

  bell: {
    left: (n: number) => `The bell: ${count(n, 'minute', 'minutes')} left`,
    over: 'The bell: time is up. Finish quietly.',
    circle: 'The bell: back to the circle',
  },

  news: {
    empty: 'The records of the groups will come here.',
    part: (n: number, of: number) => `part ${n} of ${of}`,
    number: (n: number) => `no. ${n}`,
    about: (n: number) => `about no. ${n}`,
    corrected: 'corrected',
  },

  axes: {
    empty: 'The axes will come here, made of your words.',
    open: 'The vote is open',
    openText: (dots: string) => `${dots} each, on your phone`,
    results: 'The results',
    tie: 'tied',
    voters: (n: number) => `${count(n, 'person', 'people')} voted`,
    finished: 'people have finished',
    fills: 'The jar fills as you finish.',
    jar: 'A jar of dots',
  },

  thanks: {
    text: 'Thank you all.',
  },

  states: {
    noPass: 'Open this screen from the facilitator’s page: its link carries the key.',
    not_allowed: 'This link no longer opens the screen. Ask the facilitator for a new one.',
    too_many_screens: 'This link is open on too many screens. Close one, then load this page again.',
    version: 'The program has changed. Load this page again.',
    fault: 'The screen stopped. Load this page again.',
    unknown: 'There is no such forum here. Ask the facilitator for a new link.',
    offline: 'Looking for the forum’s computer… Nothing to do: the screen comes back by itself.',
  },
} satisfies ProjectorWords;
