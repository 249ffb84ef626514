/** What lies on one page: the numbers of its items. */
export type PageItems = number[];

export interface Measure {
  /** Height of a column. */
  height: number;
  /** Space between two items. */
  gap: number;
  columns: number;
  /** Items of a page, at most. */
  most: number;
}

/**
 * Fills pages column by column in the given order. An item higher than a column, or one that must lie `alone`, has
 * a page of its own. Nothing is left out, and nothing is cut.
 */
export function paginate(heights: readonly number[], room: Measure, alone: (item: number) => boolean = () => false): PageItems[] {
  const pages: PageItems[] = [];
  let page: PageItems = [];
  let column = 0;
  let filled = 0;

  const turn = (): void => {
    if (page.length > 0) pages.push(page);
    page = [];
    column = 0;
    filled = 0;
  };

  heights.forEach((height, item) => {
    if (alone(item) || height > room.height) {
      turn();
      page = [item];
      turn();
      return;
    }
    if (page.length >= room.most) turn();
    const needed = filled === 0 ? height : filled + room.gap + height;
    if (needed <= room.height) {
      filled = needed;
    } else {
      column += 1;
      if (column >= room.columns) turn();
      filled = height;
    }
    page.push(item);
  });
  turn();
  return pages;
}

/** The same on as many pages, about as many to each: none is nearly empty while others are full. */
export function shared(heights: readonly number[], room: Measure, alone?: (item: number) => boolean): PageItems[] {
  const full = paginate(heights, room, alone);
  let most = Math.ceil(heights.length / Math.max(1, full.length));
  while (paginate(heights, { ...room, most }, alone).length > full.length) most += 1;
  return paginate(heights, { ...room, most }, alone);
}

/** A page of rows that are aligned over its columns. */
export interface Rows {
  height: number;
  columns: number;
  /** Things on a page, at most. */
  most: number;
}

/** How many rows a page of so many things has. */
export const rowsOf = (things: number, columns: number): number => Math.ceil(things / columns);

/**
 * Shares things out over as few pages as hold them, about as many to each, column by column in the given order. A
 * thing that is too high for any page has one of its own.
 */
export function spread(heights: readonly number[], room: Rows): PageItems[] {
  const full = filled(heights, room);
  let most = Math.ceil(heights.length / Math.max(1, full.length));
  while (filled(heights, { ...room, most }).length > full.length) most += 1;
  return filled(heights, { ...room, most });
}

function filled(heights: readonly number[], room: Rows): PageItems[] {
  const pages: PageItems[] = [];
  heights.forEach((_, thing) => {
    const page = pages.at(-1);
    if (page && page.length < room.most && highest([...page, thing], heights, room.columns) <= room.height) page.push(thing);
    else pages.push([thing]);
  });
  return pages;
}

function highest(page: PageItems, heights: readonly number[], columns: number): number {
  const rows = new Array<number>(rowsOf(page.length, columns)).fill(0);
  page.forEach((thing, place) => {
    const row = place % rows.length;
    rows[row] = Math.max(rows[row]!, heights[thing]!);
  });
  return rows.reduce((sum, height) => sum + height, 0);
}

/** The least height of columns in which a page's things still lie, column by column. */
export function balanced(heights: readonly number[], { height, gap, columns }: Measure): number {
  const columnsOf = (most: number): number => {
    let count = 1;
    let filled = 0;
    for (const one of heights) {
      if (filled > 0 && filled + gap + one > most) {
        count += 1;
        filled = 0;
      }
      filled += (filled > 0 ? gap : 0) + one;
    }
    return count;
  };
  // The height is one of those to which things may fill a column from anywhere.
  const heightsTo = heights.flatMap((_, from) => {
    let filled = -gap;
    return heights.slice(from).map((one) => (filled += gap + one));
  });
  const highest = Math.max(0, ...heights);
  return Math.min(height, ...heightsTo.filter((to) => to >= highest && columnsOf(to) <= columns));
}

/** Cuts a text that is too long for one page between two words, so that every part `fits`. */
export function parts(text: string, fits: (part: string) => boolean): string[] {
  const found: string[] = [];
  let rest = [...text];
  while (rest.length > 0 && !fits(rest.join(''))) {
    let low = 1;
    let high = rest.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (fits(rest.slice(0, middle).join(''))) low = middle;
      else high = middle - 1;
    }
    const cut = lastSpace(rest, low) ?? low;
    found.push(rest.slice(0, cut).join('').trimEnd());
    rest = [...rest.slice(cut).join('').trimStart()];
  }
  if (rest.length > 0) found.push(rest.join(''));
  return found;
}

/** The last space in the second half before `end`, if the words there are of an ordinary length. */
function lastSpace(characters: readonly string[], end: number): number | undefined {
  for (let at = end; at >= end / 2; at -= 1) if (/\s/.test(characters[at] ?? '')) return at;
  return undefined;
}
