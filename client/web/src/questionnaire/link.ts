/** What a link says: the programme's code, the campaign's number, and on a printed sheet its own number and letters. */
export interface Link {
  code: string;
  campaign: number;
  sheet: string;
  letters: string;
}

const LINK = /^([a-z0-9]{4,12})-(\d{1,6})(?:-(\d{1,9})(?:-([a-z0-9]{4}))?)?$/i;

/** Reads the fragment of an address. */
export function readLink(fragment: string): Link | undefined {
  const [, code, campaign, sheet = '', letters = ''] = LINK.exec(fragment.replace(/^#\/?/, '')) ?? [];
  return code && campaign ? { code: code.toUpperCase(), campaign: Number(campaign), sheet, letters: letters.toUpperCase() } : undefined;
}

/** The fragment of the same address. */
export const writeLink = ({ code, campaign, sheet, letters }: Link): string => `#${[code, campaign, sheet, sheet && letters].filter((part) => part !== '').join('-')}`;
