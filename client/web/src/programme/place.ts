import type { ItemId } from '../protocol';
import type { ProgrammeId } from '../protocol/programme';

/** The parts of a programme, as its pages. */
export const PAGES = [
  'home',
  'territory',
  'committees',
  'diagnosis',
  'campaigns',
  'interviews',
  'forums',
  'cards',
  'axes',
  'plan',
  'roadmap',
  'followup',
  'agreement',
  'files',
  'documents',
  'publications',
  'access',
] as const;
export type Page = (typeof PAGES)[number];

/** Those that members see. */
export const OPEN: readonly Page[] = ['home', 'territory', 'committees', 'axes', 'plan', 'roadmap', 'agreement', 'publications'];

/** Where one is; it stands in the fragment, so that back, forward and reload work. */
export type Where =
  | { at: 'programmes' }
  | { at: 'new' }
  | { at: 'programme'; programme: ProgrammeId; page: Page; detail: ItemId | undefined; part: string | undefined };

/** A secret of a link, as it stands in the fragment. */
export type Secret = { key: string } | { programme: ProgrammeId; token: string };

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const KEY = /^[0-9a-f]{64}$/i;
const PASS = new RegExp(`^(${UUID})\\.([0-9a-f]{64})$`, 'i');
const PROGRAMME = new RegExp(`^${UUID}$`, 'i');

/** The secret of a link: the owner key, or the pass of one programme. */
export function readSecret(fragment: string): Secret | undefined {
  const text = fragment.replace(/^#/, '');
  if (KEY.test(text)) return { key: text.toLowerCase() };
  const [, programme, token] = PASS.exec(text) ?? [];
  return programme && token ? { programme: programme.toLowerCase(), token: token.toLowerCase() } : undefined;
}

/** The fragment that `readSecret` reads. */
export const passFragment = (programme: ProgrammeId, token: string): string => `#${programme}.${token}`;

/** The place that a fragment names; what it does not know is the list of programmes. */
export function readPlace(fragment: string): Where {
  const [first = '', page, detail, part] = fragment.replace(/^#\/?/, '').split('/');
  if (first === 'new') return { at: 'new' };
  if (!PROGRAMME.test(first)) return { at: 'programmes' };
  return {
    at: 'programme',
    programme: first.toLowerCase(),
    page: PAGES.find((known) => known === page) ?? 'home',
    detail: detail || undefined,
    part: part || undefined,
  };
}

/** The fragment of a page of a programme. */
export function hrefOf(programme: ProgrammeId, page: Page, detail?: ItemId, part?: string): string {
  return `#/${[programme, ...(page === 'home' ? [] : [page]), ...(detail ? [detail] : []), ...(part ? [part] : [])].join('/')}`;
}
