import { plurals } from './plurals';
import type { RefusalWords } from './refusal';

const { count, form, number } = plurals('en');

export const en: RefusalWords = {
  DOOR_CLOSED: () => 'The door is closed. Please ask at the desk.',
  TRY_LATER: () => 'Too many tries. Wait a minute or ask at the desk.',
  TOO_EARLY: () => 'It is not time yet. The facilitator will give the signal.',
  TOPICS_CLOSED: () => 'Topics are no longer open. Talk to the facilitator.',
  FORUM_PAUSED: (r) => `The forum is paused. You can read; we go on ${r.time ? `at ${r.time}` : 'soon'}.`,
  FORUM_CLOSED: () => 'The forum is over. You can still read everything.',
  FORUM_INCOMPLETE: (r) =>
    r.missing?.length
      ? `Missing: ${r.missing.join(', ')}. Fill it in, then try again.`
      : 'The forum is not complete. Fill it in, then try again.',
  IN_USE: (r) => `${r.name ?? 'This'} is already in use. You can rename it.`,
  CELL_TAKEN: (r) =>
    r.space && r.slot
      ? `This place was just taken. Free nearby: ${r.space}, ${r.slot}.`
      : 'This place was just taken. Choose another one.',
  NO_CELL: () => 'There is no place left on the wall. The facilitator can add some.',
  HOST_BUSY: (r) => `${r.name ?? 'The host'} already has a topic at ${r.time ?? 'this time'}. Place it anyway?`,
  TITLE_FIXED: () => 'The group has started: the title no longer changes. Write a contribution instead.',
  HAS_CONTRIBUTIONS: () => 'The group has written: the topic cannot be withdrawn. You can close the group.',
  TOO_MANY_TOPICS: (r) =>
    `You already host ${r.count === undefined ? 'enough topics' : count(r.count, 'topic', 'topics')}. Withdraw one to propose another.`,
  NOT_HOST: (r) => `${r.name ?? 'The person who proposed the topic'} decides about it. Please ask them.`,
  PEN_TAKEN: (r) => `${r.name ?? 'Somebody else'} holds the pen. Ask for it.`,
  NOT_MEMBER: () => 'You are not in this group. Join it to write.',
  GROUP_CLOSED: () => 'This group has finished. Open it again?',
  NOT_AUTHOR: () => 'These words are somebody else’s. Only they can change them.',
  OWN_CONTRIBUTION: () => 'These words are yours. Support comes from others.',
  EMPTY: () => 'There is nothing to send. Write a few words.',
  TOO_LONG: (r) =>
    `Too long${r.count === undefined ? '' : ` by ${count(r.count, 'character', 'characters')}`}. One idea per contribution.`,
  VOTE_OPEN: () => 'The vote is open: axes no longer change. Wait until it ends.',
  VOTE_CLOSED: () => 'The vote is over. You can read the results.',
  VOTE_SECRET: () => 'Dots are secret. They are shown when the vote ends.',
  NO_DOT_LEFT: (r) =>
    `You have placed ${r.count === undefined ? 'all your dots' : form(r.count, { one: 'your dot', other: `your ${number(r.count)} dots` })}. Take one back to change.`,
  TOO_MANY_DOTS: (r) =>
    `${r.max === undefined ? 'There are enough dots' : `At most ${count(r.max, 'dot', 'dots')}`} on one axis. Choose another axis too.`,
  COLLEGE_LOCKED: () => 'The vote has started. Ask at the desk to change college.',
  AXIS_WITHOUT_SOURCE: () => 'This axis rests on no contribution. Attach one.',
  NOTHING_TO_CHOOSE: () => 'There is no choice yet. A vote needs at least two axes.',
  NOT_ALLOWED: () => 'This is not open to you. Ask the facilitator.',
  NOT_FOUND: () => 'What you look for is no longer here. Go back one page.',
  GROUP_NOT_OPEN: () => 'This group is not open yet. Open it, or wait for its time.',
  TOPIC_WITHDRAWN: () => 'This topic was withdrawn. Choose another one.',
  VOTE_NOT_OPEN: () => 'The vote is not open yet. The facilitator will give the signal.',
  SLOW_DOWN: () => 'One moment: your words leave one by one. There is nothing to do again.',
  UNKNOWN_COMMAND: () => 'This page is older than the room. Reload it.',
  BAD_COMMAND: () => 'The room did not understand this page. Reload it, then try again.',
  BAD_TEXT: () => 'One sign of this text cannot be kept. Write it another way.',
  FULL: () => 'There is no room left in this forum. Talk to the facilitator.',
};
