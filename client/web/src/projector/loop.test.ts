import { describe, expect, test } from 'vitest';
import { loopOf, type Section, type Stop } from './loop';
import { spread } from './pages';

/** The wall of so many topics, in slots of so many spaces, of which the first three quarters may be over. */
function wall(topics: number, spaces: number, perPage: number, now = 0): { sections: Section[]; topics: number } {
  const slots = Math.ceil(topics / spaces);
  const sections = Array.from({ length: slots }, (_, slot) => {
    const here = Math.min(spaces, topics - slot * spaces);
    const pages = spread(Array.from({ length: here }, () => 10), { height: 5 * perPage, columns: 2, most: perPage }).length;
    return { id: `slot ${slot}`, pages, leads: slot === now };
  });
  return { sections, topics };
}

const loop = ({ sections, topics }: ReturnType<typeof wall>): Stop[] => loopOf(sections, topics);
const seconds = (stops: readonly Stop[]): number => stops.reduce((sum, { ms }) => sum + ms, 0) / 1_000;
const timeOf = (stops: readonly Stop[], section: string): number => seconds(stops.filter((stop) => stop.section === section));
const distinct = (stops: readonly Stop[]): string[] => [...new Set(stops.map(({ section, page }) => `${section} ${page}`))];

describe.each([14, 12, 10, 8])('with %i topics on a page', (perPage) => {
  test('40 topics in 14 spaces have all been seen after 40 s', () => {
    const stops = loop(wall(40, 14, perPage));
    expect(seconds(stops)).toBeLessThanOrEqual(40);
    expect(seconds(stops)).toBeGreaterThan(30);
  });

  test('214 topics after three minutes, whatever slot is on', () => {
    for (const now of [0, 7, 15]) {
      const stops = loop(wall(214, 14, perPage, now));
      expect(seconds(stops)).toBeLessThanOrEqual(180);
      expect(seconds(stops)).toBeGreaterThan(150);
    }
  });

  test.each([
    [40, 1],
    [214, 9],
  ])('of %i topics the slot that is on comes first and has most of the time', (topics, now) => {
    const all = wall(topics, 14, perPage, now);
    const stops = loop(all);
    const [lead, ...rest] = [all.sections[now]!, ...all.sections.filter(({ leads }) => !leads)];
    expect(stops[0]).toMatchObject({ section: lead.id, page: 0 });
    const most = timeOf(stops, lead.id) / lead.pages;
    for (const other of rest) expect(timeOf(stops, other.id) / other.pages).toBeLessThan(most);
  });

  test('no page is left out, and none passes before it can be read', () => {
    for (const topics of [1, 14, 15, 40, 90, 214]) {
      const all = wall(topics, 14, perPage);
      const stops = loop(all);
      expect(distinct(stops)).toHaveLength(all.sections.reduce((sum, { pages }) => sum + pages, 0));
      for (const { ms } of stops) expect(ms).toBeGreaterThanOrEqual(2_500);
    }
  });
});

test('between many pages the slot that is on comes back', () => {
  const stops = loop(wall(214, 14, 14, 3));
  const places = stops.flatMap(({ section }, place) => (section === 'slot 3' ? [place] : []));
  expect(places[0]).toBe(0);
  expect(places).toHaveLength(4);
});

test('before and after the slots everything has the same time, and an empty wall has no page', () => {
  const sections = ['a', 'b', 'c'].map((id) => ({ id, pages: 2 }));
  expect(new Set(loopOf(sections, 60).map(({ ms }) => ms)).size).toBe(1);
  expect(loopOf([], 0)).toEqual([]);
});
