/** A page of a scene, and how long it stays until the next one comes by itself. */
export interface Stop {
  section: string;
  /** From 0 in its section. */
  page: number;
  ms: number;
}

/** A part of a scene, such as a slot of the wall. */
export interface Section {
  id: string;
  pages: number;
  /** It is on now: shown first and most. */
  leads?: boolean;
}

/** Somebody who looks up knows where everything is after this time… */
const LOOP_MS = 40_000;
/** …when there are so many topics; each one more makes it longer… */
const LOOP_TOPICS = 40;
const TOPIC_MS = 800;
/** …up to this. */
const LOOP_MS_MAX = 180_000;
const PAGE_MS_MAX = 20_000;
/** Nobody reads a page faster. */
const PAGE_MS_MIN = 2_500;
/** What leads comes back in between only while every page has this much. */
const PAGE_MS_GOOD = 6_000;
const RETURNS_MAX = 3;
/** How much longer a page of what leads stays. */
const LEAD = 1.5;

/** In which order the wall shows its pages, and how long each stays. */
export function loopOf(sections: readonly Section[], topics: number): Stop[] {
  const leading = pagesOf(sections.filter(({ leads }) => leads));
  const others = pagesOf(sections.filter(({ leads }) => !leads));
  const budget = Math.min(LOOP_MS + TOPIC_MS * Math.max(0, topics - LOOP_TOPICS), LOOP_MS_MAX);
  const share = (returns: number): number => budget / (LEAD * leading.length * (1 + returns) + others.length);

  let returns = leading.length > 0 ? Math.min(RETURNS_MAX, Math.max(0, others.length - 1)) : 0;
  while (returns > 0 && share(returns) < PAGE_MS_GOOD) returns -= 1;

  const stay = (weight: number): number =>
    Math.floor(Math.min(Math.max(share(returns) * weight, PAGE_MS_MIN), PAGE_MS_MAX));
  const run = Math.ceil(others.length / (returns + 1));
  return Array.from({ length: returns + 1 }, (_, nth) => [
    ...leading.map((page) => ({ ...page, ms: stay(LEAD) })),
    ...others.slice(nth * run, (nth + 1) * run).map((page) => ({ ...page, ms: stay(1) })),
  ]).flat();
}

const pagesOf = (sections: readonly Section[]): Omit<Stop, 'ms'>[] =>
  sections.flatMap(({ id, pages }) => Array.from({ length: pages }, (_, page) => ({ section: id, page })));

/** A page of words that are read, not looked up. */
export const PAGE_MS = 15_000;

/** One page after the other, each as long. */
export const evenly = (sections: readonly Section[]): Stop[] =>
  pagesOf(sections).map((page) => ({ ...page, ms: PAGE_MS }));
