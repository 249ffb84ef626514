import { stored } from '../stored';
import { newId } from './ids';
import {
  DEVICE,
  type ComeBack,
  type CreateForum,
  type Created,
  type Door,
  type Exchange,
  type ForumId,
  type ListedForum,
  type Join,
  type Joined,
  type NewLogo,
  type Refusal,
  type Scope,
  type ServerInfo,
  type Snapshot,
  type Token,
} from '../protocol';

/** What came of asking. */
export type Answer<T> = { ok: T } | { refused: Refusal } | { unreachable: true };

/** What this browser calls itself at doors, so that who mistypes is told apart from others behind the same address. */
function device(): string {
  unkept ??= stored.read(DEVICE) ?? newId();
  stored.write(DEVICE, unkept);
  return unkept;
}

let unkept: string | undefined;

const ANSWER_MS = 10_000;

/** Asks one route; gives up after `patience` milliseconds, or when it is stopped. */
export async function ask<T>(path: string, token?: Token, body?: unknown, patience = ANSWER_MS, stop = new AbortController()): Promise<Answer<T>> {
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    const headers: Record<string, string> = { [DEVICE]: device() };
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const answer = await fetch(path, {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      cache: 'no-store',
      signal: stop.signal,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const said: unknown = await answer.json().catch(() => undefined);
    if (answer.ok) return { ok: said as T };
    const refused = (said as { refused?: Refusal } | undefined)?.refused;
    return refused ? { refused } : { unreachable: true };
  } catch {
    return { unreachable: true };
  } finally {
    clearTimeout(timer);
  }
}

/** Pages that the server makes. */
export type Page = 'wall' | 'sheet';

/** A file, under the name that the server gives it. */
export interface Taken {
  name: string;
  content: Blob;
}

/** Asks for a file: it takes as long as it takes. */
export async function take(path: string, token: Token): Promise<Answer<Taken>> {
  try {
    const answer = await fetch(path, { headers: { authorization: `Bearer ${token}` }, cache: 'no-store' });
    if (!answer.ok) {
      const { refused } = (await answer.json().catch(() => ({}))) as { refused?: Refusal };
      return refused ? { refused } : { unreachable: true };
    }
    const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
    return name === undefined ? { unreachable: true } : { ok: { name, content: await answer.blob() } };
  } catch {
    return { unreachable: true };
  }
}

/** What offices open. */
export type DocumentName =
  | `${'livre' | 'synthese'}.${'html' | 'docx' | 'odt' | 'pdf'}`
  | `fiches.${'docx' | 'odt'}`
  | `tableau.${'xlsx' | 'ods' | 'csv'}`
  | 'tout.zip';

const forums = '/api/forums';
const at = encodeURIComponent;

/** The HTTP routes beside the socket. */
export const api = {
  door: (code: string) => ask<Door>(`${forums}/${at(code)}`),
  join: (code: string, body: Join) => ask<Joined>(`${forums}/${at(code)}/join`, undefined, body),
  comeBack: (code: string, body: ComeBack) => ask<Joined>(`${forums}/${at(code)}/come_back`, undefined, body),
  exchange: (body: Exchange) => ask<unknown>('/api/owner', undefined, body),
  forums: (owner: Token) => ask<ListedForum[]>(forums, owner),
  createForum: (owner: Token, body: CreateForum) => ask<Created>(forums, owner, body),
  snapshot: (forum: ForumId, scope: Scope, token: Token) =>
    ask<Snapshot>(`${forums}/${forum}/snapshot/${scope}`, token),
  /** Everything as data; what people are called only if it is asked for. */
  export: (forum: ForumId, token: Token, names: boolean) =>
    take(`${forums}/${forum}/export${names ? '?names=true' : ''}`, token),
  /** A document; the book and what holds it can name those who agreed. */
  document: (forum: ForumId, token: Token, document: DocumentName, names: boolean) =>
    take(`${forums}/${forum}/documents/${document}${names ? '?names=true' : ''}`, token),
  /** The agenda wall on paper, or the way in at this address. */
  page: (forum: ForumId, token: Token, page: Page, language: string, address?: string) =>
    take(`${forums}/${forum}/${page}?language=${at(language)}${address ? `&address=${at(address)}` : ''}`, token),
  /** The logos of documents, with their pictures. */
  logos: (forum: ForumId, token: Token) => ask<NewLogo[]>(`${forums}/${forum}/logos`, token),
  server: () => ask<ServerInfo>('/api/server'),
  /** The address of the picture of a text, and that of the hall's Wi-Fi; both want a token. */
  secretQr: (forum: ForumId) => `${forums}/${forum}/qr`,
  wifi: (forum: ForumId) => `${forums}/${forum}/wifi`,
  /** The address of the picture that lets others in. */
  qr: (code: string) => `/api/qr/${at(code)}.svg`,
};
