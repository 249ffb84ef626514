import { ask, take, type Answer, type Taken } from './api';
import type { Snapshot, ProgrammeLanguage } from './language';
import type { CommandId, ItemId, PassId, Position, Refusal, Token } from '../protocol';
import type {
  AnswerQuestionnaire,
  CardSuggestion,
  CreateProgrammeCommand,
  ImportFile,
  ProgrammeId,
  ProgrammeSummary,
  Progress,
  Questionnaire,
  Reminder,
  Scope,
  Shown,
  Uploaded,
  Working,
} from '../protocol/programme';

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

/** A document of a programme, as its address calls it. */
export type Paper = 'diagnostic' | 'resultats' | 'entretiens' | 'comites' | 'calendrier' | 'suites' | 'feuille-de-route' | 'fiches-action' | 'plan-d-action' | 'resultats-decidim' | 'donnees-ouvertes' | 'convention' | 'evaluation' | 'relances' | 'lettre';
/** As what it can be had. */
export type PaperFormat = 'docx' | 'odt' | 'pdf' | 'html' | 'xlsx' | 'ods' | 'csv' | 'ics' | 'json';

const programmes = '/api/programmes';
const questionnaires = '/api/questionnaires';
const at = encodeURIComponent;

/** What the server takes of a file at most. */
const FILE_BYTES_MAX = 32 * 1024 * 1024;
/** A file has a minute to arrive, and one to be read. */
const FILE_MS = 130_000;

/** Brings a file: it is read and shown, and nothing of it stands in the programme. */
async function bring(programme: ProgrammeId, file: Blob, language: string, token: Token): Promise<Answer<Uploaded> | 'too_large'> {
  if (file.size > FILE_BYTES_MAX) return 'too_large';
  const stop = AbortSignal.timeout?.(FILE_MS);
  try {
    const answer = await fetch(`${programmes}/${programme}/files?language=${at(language)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: file,
      cache: 'no-store',
      ...(stop && { signal: stop }),
    });
    if (answer.status === 413) return 'too_large';
    const said: unknown = await answer.json().catch(() => undefined);
    if (answer.ok) return { ok: said as Uploaded };
    const refused = (said as { refused?: Refusal } | undefined)?.refused;
    return refused ? { refused } : { unreachable: true };
  } catch {
    return { unreachable: true };
  }
}

/** Takes a file over, or goes on with it, and says how far it is; the last that is said is how it ended. */
async function takeOver(
  { programme, file, language, token }: { programme: ProgrammeId; file: ItemId; language: string; token: Token },
  body: ImportFile,
  told: (progress: Progress) => void,
): Promise<Answer<unknown>> {
  try {
    const answer = await fetch(`${programmes}/${programme}/files/${file}/import?language=${at(language)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      cache: 'no-store',
    });
    if (!answer.ok || !answer.body) {
      const { refused } = (await answer.json().catch(() => ({}))) as { refused?: Refusal };
      return refused ? { refused } : { unreachable: true };
    }
    const reader = answer.body.getReader();
    const text = new TextDecoder();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      rest += text.decode(value, { stream: !done });
      const lines = rest.split('\n');
      rest = lines.pop()!;
      for (const line of lines) told(JSON.parse(line) as Progress);
      if (done) return { ok: undefined };
    }
  } catch {
    return { unreachable: true };
  }
}

/** The HTTP routes of programmes beside the socket. */
export const api = {
  bring,
  takeOver,
  programmes: (owner: Token): Promise<Answer<Listed[]>> => ask(programmes, owner),
  make: (owner: Token, body: Making): Promise<Answer<Made>> => ask(programmes, owner, body),
  snapshot: (programme: ProgrammeId, scope: Scope, token: Token): Promise<Answer<Snapshot<ProgrammeLanguage>>> =>
    ask(`${programmes}/${programme}/snapshot/${scope}`, token),
  /** Full counts; `table` is a `Crossing` as JSON. */
  results: (programme: ProgrammeId, campaign: ItemId, table: string, token: Token, stop: AbortController): Promise<Answer<Working>> =>
    ask(`${programmes}/${programme}/results/${campaign}?table=${at(table)}`, token, undefined, undefined, stop),
  /** Heaps of what was said, of one source or of all. */
  suggestion: (programme: ProgrammeId, source: ItemId | undefined, token: Token, stop: AbortController): Promise<Answer<CardSuggestion>> =>
    ask(`${programmes}/${programme}/suggestion${source ? `?source=${source}` : ''}`, token, undefined, undefined, stop),
  /** An indicator with its drawings, so many points wide. */
  budget: (programme: ProgrammeId, width: number, language: string, token: Token, stop: AbortController): Promise<Answer<Shown[]>> =>
    ask(`${programmes}/${programme}/budget?width=${width}&language=${at(language)}`, token, undefined, undefined, stop),
  chart: (programme: ProgrammeId, indicator: ItemId, width: number, language: string, token: Token, stop: AbortController): Promise<Answer<Shown>> =>
    ask(`${programmes}/${programme}/charts/${indicator}?width=${width}&language=${at(language)}`, token, undefined, undefined, stop),
  /** What has to be asked about the sheets: the document « relances », as data. */
  reminders: (programme: ProgrammeId, language: string, token: Token, stop: AbortController): Promise<Answer<Reminder[]>> =>
    ask(`${programmes}/${programme}/documents/relances?format=json&language=${at(language)}`, token, undefined, undefined, stop),
  /** Questionnaires for the printer, of these numbers. */
  sheets: (programme: ProgrammeId, campaign: ItemId, from: number, count: number, batch: ItemId | undefined, token: Token): Promise<Answer<Taken>> =>
    take(`${programmes}/${programme}/campaigns/${campaign}/sheets?from=${from}&count=${count}${batch ? `&batch=${batch}` : ''}`, token),
  /** A document, in the language of this page. */
  document: (programme: ProgrammeId, name: Paper, format: PaperFormat, language: string, token: Token): Promise<Answer<Taken>> =>
    take(`${programmes}/${programme}/documents/${name}?format=${format}&language=${at(language)}`, token),
  communes: (words: string): Promise<Answer<CommunesFound>> => ask(`/api/communes?search=${at(words)}`),
  questionnaire: (code: string, number: number): Promise<Answer<Questionnaire>> => ask(`${questionnaires}/${at(code)}/${number}`),
  answer: (code: string, number: number, body: AnswerQuestionnaire): Promise<Answer<unknown>> =>
    ask(`${questionnaires}/${at(code)}/${number}`, undefined, body),
};
