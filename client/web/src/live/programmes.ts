import { ask, type Answer } from './api';
import type { Snapshot, ProgrammeLanguage } from './language';
import type { CommandId, ItemId, PassId, Position, Token } from '../protocol';
import type { AnswerQuestionnaire, CreateProgrammeCommand, ProgrammeId, ProgrammeSummary, Questionnaire, Scope, Working } from '../protocol/programme';

/** A programme that cannot be read: what is known of it elsewhere. */
export interface Damaged {
  id: ProgrammeId;
  code: string;
}

export type Listed = ProgrammeSummary | Damaged;

/** What makes a programme: the command, and the pass of whoever makes it. */
export type Making = CreateProgrammeCommand & { id: CommandId; do: 'create_programme'; pass: PassId; token: Token };

export interface Made {
  programme: ProgrammeId;
  code: string;
  position: Position;
}

/** What a search for communes found in the official list. */
export interface CommunesFound {
  /** As of 1 January of this year. */
  vintage: number;
  /** `part`: what it was found by, where that is a commune of earlier that is a part of it today. */
  communes: { code: string; name: string; postcodes: string[]; part?: string }[];
}

const programmes = '/api/programmes';
const questionnaires = '/api/questionnaires';
const at = encodeURIComponent;

/** The HTTP routes of programmes beside the socket. */
export const api = {
  programmes: (owner: Token): Promise<Answer<Listed[]>> => ask(programmes, owner),
  make: (owner: Token, body: Making): Promise<Answer<Made>> => ask(programmes, owner, body),
  snapshot: (programme: ProgrammeId, scope: Scope, token: Token): Promise<Answer<Snapshot<ProgrammeLanguage>>> =>
    ask(`${programmes}/${programme}/snapshot/${scope}`, token),
  /** Full counts; `table` is a `Crossing` as JSON. */
  results: (programme: ProgrammeId, campaign: ItemId, table: string, token: Token): Promise<Answer<Working>> =>
    ask(`${programmes}/${programme}/results/${campaign}?table=${at(table)}`, token),
  communes: (words: string): Promise<Answer<CommunesFound>> => ask(`/api/communes?search=${at(words)}`),
  questionnaire: (code: string, number: number): Promise<Answer<Questionnaire>> => ask(`${questionnaires}/${at(code)}/${number}`),
  answer: (code: string, number: number, body: AnswerQuestionnaire): Promise<Answer<unknown>> =>
    ask(`${questionnaires}/${at(code)}/${number}`, undefined, body),
};
