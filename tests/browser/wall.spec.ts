import type { Page } from '@playwright/test';
import { Desk, newToken } from './desk.ts';
import { Device, expect, test } from './stage.ts';

const SPACES = 14;
const TOPICS = 40;
/** The longest that everybody waits for what they look for. */
const LOOP_S = 40;
const ROWS_MAX = 14;

const title = (n: number): string => `Un local pour les jeunes, n° ${n + 1}, le soir`;

/** A wall of so many topics, in slots of fourteen spaces, none of which is now. */
const PLAN = [
  {
    who: 'facilitator',
    do: 'create_forum',
    as: 'f',
    question: 'Que voulons-nous faire ensemble ?',
    language: 'fr',
    date: '2027-03-12',
    slots: ['Premier tour', 'Deuxième tour', 'Troisième tour'].map((label, n) => ({
      as: `s${n}`,
      label,
      start: `${10 + n}:00`,
      end: `${11 + n}:00`,
    })),
    spaces: Array.from({ length: SPACES }, (_, n) => ({ as: `sp${n}`, label: `École · classe ${n + 1}` })),
  },
  { who: 'facilitator', do: 'phase', phase: 'marketplace' },
  ...Array.from({ length: TOPICS }, (_, n) => [
    { who: 'facilitator', do: 'propose', as: `t${n}`, title: title(n) },
    { who: 'facilitator', do: 'announce', topic: `t${n}` },
    { who: 'facilitator', do: 'place', as: `g${n}`, topic: `t${n}`, slot: `s${Math.floor(n / SPACES)}`, space: `sp${n % SPACES}` },
  ]).flat(),
  { who: 'facilitator', do: 'phase', phase: 'groups' },
];

/** The room's screen of a forum, with a pass of its own. */
async function screenOf(desk: Desk, page: Page, url: string, code: string): Promise<void> {
  const pass = { as: crypto.randomUUID(), token: newToken() };
  expect(await desk.order({ do: 'add_projector', label: 'Écran', ...pass })).toBeUndefined();
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto(`${url}/ecran#${code}.${pass.token}`);
}

/** What can be read of a page of the wall. */
const read = (page: Page) =>
  page.evaluate(() => {
    const shown = (one: Element): boolean => one.checkVisibility({ visibilityProperty: true });
    const all = (what: string): string[] =>
      [...document.querySelectorAll(what)].filter(shown).map((one) => one.textContent!.trim().replace(/\s+/g, ' '));
    const vh = innerHeight / 100;
    const words = [...document.querySelectorAll('main :is(p, span, strong, h1, h2)')].filter(
      (one) => shown(one) && !one.closest('button') && [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim() !== ''),
    );
    const floor = document.querySelector('footer')!.getBoundingClientRect().top;
    return {
      slot: all('h2')[0],
      titles: all('ol .title'),
      page: document.querySelector('[aria-label^="Page "]')?.getAttribute('aria-label') ?? undefined,
      smallest: Math.min(...words.map((one) => parseFloat(getComputedStyle(one).fontSize) / vh)),
      titleSize: Math.min(...[...document.querySelectorAll('ol .title')].filter(shown).map((one) => parseFloat(getComputedStyle(one).fontSize) / vh)),
      cut: [...document.querySelectorAll('ol .title')].filter((one) => shown(one) && one.getBoundingClientRect().bottom > floor).length,
    };
  });

test('forty topics in fourteen spaces are all seen within forty seconds, and anybody can turn the pages', async ({ browser, page, server }) => {
  const code = await server.replay(PLAN);
  const desk = await Desk.open(page, server, code);
  const wall = await (await browser.newContext()).newPage();
  const room = new Device('full-wall', wall);
  await wall.clock.install({ time: new Date('2026-12-01T09:00:00Z') });
  await screenOf(desk, wall, server.url, code);
  await room.isAt('Groupes');
  await expect.poll(async () => (await read(wall)).titles.length).toBe(ROWS_MAX);

  await test.step('by itself: no page is half empty, nothing is small or cut', async () => {
    await wall.clock.pauseAt(new Date('2026-12-01T10:00:00Z'));
    const seen = new Set<string>();
    const slots: (string | undefined)[] = [];
    for (let second = 0; second <= LOOP_S; second += 1) {
      const now = await read(wall);
      expect(now.titles.length, `rows at ${second} s`).toBeGreaterThanOrEqual(TOPICS - 2 * ROWS_MAX);
      expect(now.titles.length).toBeLessThanOrEqual(ROWS_MAX);
      expect(now.smallest).toBeGreaterThanOrEqual(3.2);
      expect(now.titleSize).toBeGreaterThanOrEqual(4);
      expect(now.cut).toBe(0);
      if (slots.at(-1) !== now.slot) slots.push(now.slot);
      now.titles.forEach((one) => seen.add(one));
      await wall.clock.runFor(1_000);
    }
    expect(seen.size, 'topics seen').toBe(TOPICS);
    expect(new Set(slots).size, 'slots seen').toBe(3);
  });

  await test.step('by keys, and from the console', async () => {
    const at = async (): Promise<string | undefined> => (await read(wall)).page;
    const first = Number(/\d+/.exec((await at())!)![0]);
    const after = `Page ${(first % 3) + 1} sur 3`;
    await wall.keyboard.press('ArrowRight');
    await expect.poll(at).toBe(after);
    await wall.keyboard.press('ArrowLeft');
    await expect.poll(at).toBe(`Page ${first} sur 3`);
    await desk.show('next_page');
    await expect.poll(at).toBe(after);
    await wall.clock.runFor(30_000);
    expect(await at(), 'a page that somebody turned to stays').toBe(after);
    await desk.show('previous_page');
    await expect.poll(at).toBe(`Page ${first} sur 3`);
    const console = await wall.context().newPage();
    await console.goto(`${server.url}/robots`);
    await console.evaluate(() => document.body.replaceChildren(Object.assign(document.createElement('iframe'), { src: '/ecran', width: 1920, height: 1080 })));
    const picture = console.frameLocator('iframe');
    for (const turned of [after, `Page ${first} sur 3`, after]) {
      await wall.keyboard.press(turned === after ? 'ArrowRight' : 'ArrowLeft');
      await expect.poll(at).toBe(turned);
      // A picture that was opened since hears of it when the screen says it again.
      await expect(async () => {
        await wall.clock.runFor(2_000);
        await expect(picture.getByLabel(turned)).toBeVisible({ timeout: 1_000 });
      }, 'the picture turns with the screen').toPass({ timeout: 15_000 });
    }
    await console.close();
    await desk.show('previous_page');
    await expect.poll(at).toBe(`Page ${first} sur 3`);
    await desk.show({ scene: 'thanks' });
    await room.isAt('Merci à toutes et à tous.');
    await desk.show('moment');
    await room.isAt('Groupes');
    await desk.show({ scene: 'thanks' });
    await room.isAt('Merci à toutes et à tous.');
  });

  await test.step('a scene that somebody chose lasts as long as the moment', async () => {
    expect(await desk.order({ do: 'phase', phase: 'marketplace' })).toBeUndefined();
    await room.isAt('Place du marché');
    await wall.clock.resume();
    await room.look('1-market');
  });

  await test.step('the hall’s Wi-Fi stands there; a closed door shows no square, and the way back in letters', async () => {
    const square = wall.getByRole('img', { name: 'Carré à viser avec l’appareil photo pour entrer' });
    await expect(square).toBeVisible();
    expect(await desk.order({ do: 'set_forum', wifi: { name: 'Forum été', password: 'abeille22' } })).toBeUndefined();
    await expect(wall.getByText('Forum été')).toBeVisible();
    await desk.show({ scene: 'enter' });
    await expect(wall.getByRole('img', { name: 'Carré à viser pour rejoindre le Wi-Fi' }).locator('svg')).toBeVisible();
    await room.look('2-enter');
    expect(await desk.order({ do: 'close_door' })).toBeUndefined();
    await expect(wall.getByText('L’entrée est fermée.')).toBeVisible();
    await expect(square).toBeHidden();
    await desk.show('moment');
    await expect(wall.getByText('Pour revenir')).toBeVisible();
    await expect(wall.getByText(code)).toBeVisible();
    await expect(square).toBeHidden();
    await room.look('3-closed');
  });
});

/** A vote in which so many of six people have placed all their dots. */
const vote = (finished: number) => [
  {
    who: 'facilitator',
    do: 'create_forum',
    as: 'f',
    question: 'Que voulons-nous faire ensemble ?',
    language: 'fr',
    dots: 5,
    dots_per_axis: 2,
    slots: [{ as: 's', label: 'Premier tour', start: '10:00', end: '11:00' }],
    spaces: [{ as: 'sp', label: 'Préau' }],
  },
  ...Array.from({ length: 6 }, (_, n) => ({ who: `p${n}`, do: 'join', name: `Anna ${n}` })),
  { who: 'facilitator', do: 'phase', phase: 'groups' },
  { who: 'facilitator', do: 'propose', as: 't', title: 'Aller au marché' },
  { who: 'facilitator', do: 'place', as: 'g', topic: 't', slot: 's', space: 'sp' },
  { who: 'facilitator', do: 'open', group: 'g' },
  { who: 'p0', do: 'enter', group: 'g' },
  { who: 'p0', do: 'write', as: 'k', group: 'g', kind: 'need', text: 'Un minibus' },
  { who: 'facilitator', do: 'close', group: 'g' },
  { who: 'facilitator', do: 'phase', phase: 'priorities' },
  ...['a', 'b'].flatMap((axis) => [
    { who: 'facilitator', do: 'axis', as: axis, name: `Axe ${axis}` },
    { who: 'facilitator', do: 'attach', axis, contribution: 'k' },
  ]),
  { who: 'facilitator', do: 'open_vote' },
  ...Array.from({ length: 6 }, (_, n) => [
    { who: `p${n}`, do: 'dot', axis: 'a', dots: 2 },
    ...(n < finished ? [{ who: `p${n}`, do: 'dot', axis: 'b', dots: 2 }] : []),
  ]).flat(),
];

test('while people vote the wall counts who has finished and shows nothing else; then the jar takes its colours', async ({ browser, page, server }) => {
  const [few, many] = [await server.replay(vote(4)), await server.replay(vote(5))];
  const dots = (wall: Page, what: string) => wall.getByRole('img', { name: 'Un bocal de gommettes' }).locator(what);

  const quiet = await (await browser.newContext()).newPage();
  await screenOf(await Desk.open(page, server, few), quiet, server.url, few);
  await expect(quiet.getByText('Le bocal se remplit à mesure que vous finissez.')).toBeVisible();
  await expect(quiet.getByText(/ont fini|\b0\b/)).toHaveCount(0);
  await expect(dots(quiet, 'circle')).toHaveCount(0);
  await quiet.close();

  const desk = await Desk.open(page, server, many);
  const wall = await (await browser.newContext()).newPage();
  const room = new Device('jar', wall);
  await screenOf(desk, wall, server.url, many);
  await expect(wall.getByText('personnes ont fini')).toContainText('5');
  await expect(dots(wall, 'circle'), 'those of who has finished, not of who has begun').toHaveCount(5 * 4);
  await expect(dots(wall, '[class*="tone-"]'), 'nobody knows whose they are').toHaveCount(0);
  const shown = await wall.locator('main').innerText();
  expect(shown.replace(/.* par personne, .*/, ''), 'nothing of how the vote stands').not.toMatch(/gommettes|contribution|a voté|ont voté/);
  await room.look('1-vote');

  expect(await desk.order({ do: 'close_vote' })).toBeUndefined();
  await room.isAt('Les résultats');
  await expect(dots(wall, 'circle')).toHaveCount(5 * 4 + 2);
  await expect(dots(wall, '.tone-1')).toHaveCount(12);
  await expect(dots(wall, '.tone-2')).toHaveCount(10);
  await room.look('2-results');

  expect(await desk.order({ do: 'phase', phase: 'closing' })).toBeUndefined();
  expect(await desk.order({ do: 'end' })).toBeUndefined();
  await room.isAt('Merci à toutes et à tous.');
  await expect(wall.getByText(/\b0\b/), 'zero is no news').toHaveCount(0);
  await desk.show({ scene: 'axes' });
  await room.isAt('Les résultats');
});
