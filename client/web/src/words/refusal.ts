/** Why something was not done. The generated type of `src/protocol/` takes this place. */
export type RefusalCode =
  | 'DOOR_CLOSED'
  | 'TRY_LATER'
  | 'TOO_EARLY'
  | 'TOPICS_CLOSED'
  | 'FORUM_PAUSED'
  | 'FORUM_CLOSED'
  | 'FORUM_INCOMPLETE'
  | 'IN_USE'
  | 'CELL_TAKEN'
  | 'NO_CELL'
  | 'HOST_BUSY'
  | 'TITLE_FIXED'
  | 'HAS_CONTRIBUTIONS'
  | 'TOO_MANY_TOPICS'
  | 'NOT_HOST'
  | 'PEN_TAKEN'
  | 'NOT_MEMBER'
  | 'GROUP_CLOSED'
  | 'NOT_AUTHOR'
  | 'OWN_CONTRIBUTION'
  | 'EMPTY'
  | 'TOO_LONG'
  | 'VOTE_OPEN'
  | 'VOTE_CLOSED'
  | 'VOTE_SECRET'
  | 'NO_DOT_LEFT'
  | 'TOO_MANY_DOTS'
  | 'COLLEGE_LOCKED'
  | 'AXIS_WITHOUT_SOURCE'
  | 'NOTHING_TO_CHOOSE'
  | 'NOT_ALLOWED'
  | 'NOT_FOUND'
  | 'GROUP_NOT_OPEN'
  | 'TOPIC_WITHDRAWN'
  | 'VOTE_NOT_OPEN'
  | 'SLOW_DOWN'
  | 'UNKNOWN_COMMAND'
  | 'BAD_COMMAND'
  | 'BAD_TEXT'
  | 'FULL';

/** A refusal with what its sentence may need; a sentence reads well without any of it. */
export interface Refusal {
  code: RefusalCode;
  /** A person's or a thing's name. */
  name?: string;
  /** How many: topics, dots, characters too many. */
  count?: number;
  max?: number;
  /** A time of day, as the screen says it. */
  time?: string;
  space?: string;
  slot?: string;
  /** What is missing, as the screen says it. */
  missing?: string[];
}

/** One sentence of cause, one of way out, for every code. */
export type RefusalWords = Record<RefusalCode, (refusal: Refusal) => string>;
