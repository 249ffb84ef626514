/** The pages of a forum's console. */
export const PAGES = ['now', 'wall', 'groups', 'axes', 'vote', 'people', 'settings'] as const;
export type Page = (typeof PAGES)[number];

/** Where the facilitator is; it stands in the fragment, so that back, forward and reload work. */
export type Where =
  | { at: 'forums' }
  | { at: 'new' }
  | { at: 'room'; code: string; page: Page; detail: string | undefined };

/** A secret of a link, as it stands in the fragment. */
export type Secret = { key: string } | { code: string; token: string };

const KEY = /^[0-9a-f]{64}$/i;
const PASS = /^([a-z0-9]{4,12})\.([0-9a-f]{64})$/i;

/** The secret of a facilitator's link: the owner key, or the pass of one forum. */
export function readSecret(fragment: string): Secret | undefined {
  const text = fragment.replace(/^#/, '');
  if (KEY.test(text)) return { key: text.toLowerCase() };
  const pass = PASS.exec(text);
  if (pass?.[1] && pass[2]) return { code: pass[1].toUpperCase(), token: pass[2].toLowerCase() };
  return undefined;
}

/** The place that a fragment names; what it does not know is the list of forums. */
export function readPlace(fragment: string): Where {
  const [first, page, detail] = fragment.replace(/^#\/?/, '').split('/');
  if (!first) return { at: 'forums' };
  if (first === 'new') return { at: 'new' };
  return {
    at: 'room',
    code: first.toUpperCase(),
    page: PAGES.find((known) => known === page) ?? 'now',
    detail: detail || undefined,
  };
}

/** The fragment of a page of a forum. */
export const hrefOf = (code: string, page: Page, detail?: string): string =>
  `#/${code}${page === 'now' && !detail ? '' : `/${page}`}${detail ? `/${detail}` : ''}`;
