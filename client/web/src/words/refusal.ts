import type { ParticipantId, ProgrammeCode, Refusal, SlotId, SpaceId } from '../protocol';

/** What a sentence calls the things that a refusal names by their ids. */
export interface Names {
  /** « 10 h 00 » or the slot's own label. */
  slot(id: SlotId): string | undefined;
  space(id: SpaceId): string | undefined;
  /** A topic, group, contribution or axis, whichever has this id. */
  thing(id: string): string | undefined;
  /** The sentence of a refusal inside another. */
  why(refusal: Refusal): string;
  /** As on all screens: told apart from others of that name. */
  person(id: ParticipantId): string | undefined;
}

/** One sentence of cause, one of way out, for every code: one that is missing does not compile. Those of a programme alone
 * stand with its page. */
export type RefusalWords = {
  [C in Exclude<Refusal['code'], ProgrammeCode>]: (refusal: Extract<Refusal, { code: C }>, names: Names) => string;
};
