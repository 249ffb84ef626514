import { plurals } from './plurals';
import type { RefusalWords } from './refusal';

const { count, form, number } = plurals('en');

const fields: Record<string, string> = {
  question: 'the question',
  slots: 'a slot',
  spaces: 'a space',
  colleges: 'a college',
  axes: 'axes',
};

export const en: RefusalWords = {
  DOOR_CLOSED: () => 'The door is closed. Please ask at the desk.',
  REMOVED: () => 'You were taken out of this forum. Please talk to the facilitator.',
  TRY_LATER: () => 'Too many tries. Wait a minute or ask at the desk.',
  TOO_EARLY: () => 'It is not time yet. The facilitator will give the signal.',
  TOPICS_CLOSED: () => 'Topics are no longer open. Talk to the facilitator.',
  FORUM_PAUSED: () => 'The forum is paused. You can read; we go on soon.',
  FORUM_CLOSED: () => 'The forum is over. You can still read everything.',
  FORUM_INCOMPLETE: (r) => `Missing: ${r.missing.map((field) => fields[field] ?? field).join(', ')}. Fill it in, then try again.`,
  IN_USE: () => 'This is already in use. You can rename it.',
  LIMIT_REACHED: (r) => `There are ${number(r.max)} already, and that is the limit. Talk to the facilitator.`,
  CELL_TAKEN: (r, names) => {
    const space = r.free && names.space(r.free.space);
    const slot = r.free && names.slot(r.free.slot);
    return space && slot
      ? `This place was just taken. Free nearby: ${space}, ${slot}.`
      : 'This place was just taken. Choose another one.';
  },
  HOST_BUSY: (r, names) => `The host already has a topic: ${names.slot(r.slot) ?? 'at this time'}. Place it anyway?`,
  TITLE_FIXED: () => 'The group has started: the title no longer changes. Write a contribution instead.',
  HAS_CONTRIBUTIONS: () => 'The group has written: this cannot be taken back. You can close the group.',
  TOO_MANY_TOPICS: (r) => `You already host ${count(r.max, 'topic', 'topics')}. Withdraw one to propose another.`,
  NOT_HOST: (r, names) =>
    `${(r.person && names.person(r.person)) ?? 'The person who proposed the topic'} decides about it. Please ask them.`,
  PEN_TAKEN: (r, names) => `${names.person(r.person) ?? 'Somebody else'} holds the pen. Ask them for it.`,
  NOT_MEMBER: () => 'You are not in this group. Join it to write.',
  GROUP_CLOSED: () => 'This group has finished. To write more, ask the topic’s host to open it again.',
  NOT_AUTHOR: () => 'These words are somebody else’s. Only they can change them.',
  OWN_CONTRIBUTION: () => 'These words are yours. Support comes from others.',
  EMPTY: () => 'There is nothing to send. Write a few words.',
  TOO_LONG: (r) => `Too long by ${count(r.by, 'character', 'characters')}. Make it a little shorter.`,
  VOTE_OPEN: () => 'The vote is open: axes no longer change. Wait until it ends.',
  VOTE_CLOSED: () => 'The vote is over. You can read the results.',
  NO_DOT_LEFT: (r) =>
    `You have placed ${form(r.dots, { one: 'your dot', other: `your ${number(r.dots)} dots` })}. Take one back to change.`,
  TOO_MANY_DOTS: (r) => `At most ${count(r.max, 'dot', 'dots')} on one axis. Choose another axis too.`,
  COLLEGE_LOCKED: () => 'The vote has started. Ask at the desk to change college.',
  AXIS_WITHOUT_SOURCE: () => 'This axis rests on no contribution. Attach one.',
  UNSORTED: (r) =>
    `${count(r.count, 'contribution has', 'contributions have')} not been looked at yet. Attach ${form(r.count, { one: 'it', other: 'them' })}, or say why ${form(r.count, { one: 'it stays', other: 'they stay' })} aside.`,
  IS_DUPLICATE: () => 'This contribution is a duplicate itself. Choose the one that it repeats.',
  HAS_DUPLICATES: () => 'Other contributions are duplicates of this one. Change them first.',
  NOTHING_TO_CHOOSE: () => 'There is no choice yet. A vote needs at least two axes.',
  NOT_ALLOWED: () => 'This is not open to you. Ask the facilitator.',
  NOT_FOUND: () => 'What you look for is no longer here. Go back one page.',
  GROUP_NOT_OPEN: () => 'This group is not open yet. Open it, or wait for its time.',
  TOPIC_WITHDRAWN: () => 'This topic was withdrawn. Choose another one.',
  VOTE_NOT_OPEN: () => 'The vote is not open yet. The facilitator will give the signal.',
  ONE_REFUSED: (r, names) => {
    const which = typeof r.of === 'number' ? `no. ${number(r.of)}` : (names.thing(r.of) ?? 'one of them');
    return `Nothing was done, because of ${which}. ${names.why(r.refusal)}`;
  },
  MOVED_ON: () => 'This has changed in the meantime: nothing was done. Look where things stand, then do it again if needed.',
  SLOW_DOWN: () => 'One moment: your words leave one by one. There is nothing to do again.',
  WIFI_PASSWORD: () => 'A Wi-Fi password has 8 to 63 characters. Check it on the access point.',
  BAD_ADDRESS: () => 'This address does not fit: write it like https://forum.example.org.',
  BAD_LOGO: () => 'This logo does not fit: it must be a whole PNG picture of at most 48 KiB and 1,000 points a side.',
  NO_BROWSER: () =>
    'No browser on the server’s computer made the PDF (it takes Chromium, Chrome or Edge). Open the book as HTML, print it and choose “Save as PDF”.',
  UNKNOWN_TIME_ZONE: () => 'There is no such time zone. Choose one of the list.',
  UNKNOWN_LANGUAGE: () => 'No language has this name. Choose one of the list.',
  UNKNOWN_COMMAND: () => 'This page is older than the room. Reload it.',
  BAD_COMMAND: () => 'The room did not understand this page. Reload it, then try again.',
  BAD_TEXT: (r) =>
    r.at === undefined
      ? 'One sign of this text cannot be kept. Write it another way.'
      : `Sign number ${number(r.at)} of this text${r.sign ? ` (${r.sign})` : ''} cannot be kept. Remove it or write it another way.`,
};
