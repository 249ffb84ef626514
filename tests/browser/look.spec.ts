import { AxeBuilder } from '@axe-core/playwright';
import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from './stage.ts';

/** At the door: page, script, style and font, with their headers, over plain http. */
const DOOR_BYTES_MAX = 53_500;
/** What a phone fetches while its person types a name. */
const AHEAD_BYTES_MAX = 50_000;
/** Scripts and styles: fewer than these are not yet all. */
const AHEAD_REQUESTS_MIN = 5;

const PLAN = [{ who: 'facilitator', do: 'create_forum', as: 'f', question: 'Que voulons-nous faire ensemble ?', language: 'fr' }];

test('every piece in every state', async ({ browser, server }) => {
  const looks = [
    { locale: 'fr-FR' },
    { locale: 'fr-FR', colorScheme: 'dark' },
    { locale: 'fr-FR', forcedColors: 'active' },
    { locale: 'en-GB' },
  ] as const;
  for (const look of looks) {
    const context = await browser.newContext(look);
    const page = await context.newPage();
    for (const width of [320, 1366]) {
      const name = [...Object.values(look), width].join('-');
      await page.setViewportSize({ width, height: 800 });
      await overview(page, server.url);
      // As high as the page is: what sticks to its foot covers nothing.
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `test-results/screens/overview-${name}.png` });
      await isClean(page, name);
      expect(await sideways(page), `${name} scrolls sideways`).toBeLessThanOrEqual(0);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    await page.getByRole('button', { name: 'Ouvrir la feuille' }).click();
    await settled(page);
    await page.screenshot({ path: `test-results/screens/overview-${Object.values(look).join('-')}-sheet.png` });
    await isClean(page, 'sheet');
    await context.close();
  }
});

test('nothing moves under a finger', async ({ page, server }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await overview(page, server.url);

  for (const one of await page.locator('.switches').getByRole('button').all()) {
    const before = await boxes(page);
    const state = await one.getAttribute('aria-pressed');
    await one.click();
    await expect(one).not.toHaveAttribute('aria-pressed', state!);
    expect(await boxes(page)).toEqual(before);
  }
  const kind = page.getByRole('radio', { name: 'Constat' });
  const before = await boxes(page);
  await kind.check();
  expect(await boxes(page)).toEqual(before);

  const bar = page.getByRole('navigation').getByRole('link');
  const places = () => bar.evaluateAll((links) => links.map((link) => link.getBoundingClientRect().toJSON() as object));
  const kept = await places();
  for (const place of await bar.all()) {
    await place.click();
    await expect(place).toHaveAttribute('aria-current', 'page');
    expect(await places()).toEqual(kept);
  }
});

test('what moves explains in 150 ms, and nothing moves for who does not want it', async ({ page, server }) => {
  for (const [reducedMotion, longest] of [['no-preference', 0.15], ['reduce', 0.0001]] as const) {
    await page.emulateMedia({ reducedMotion });
    await overview(page, server.url);
    await page.getByRole('button', { name: 'Ouvrir la feuille' }).click();
    const moving = await page.evaluate((longest) => {
      const seconds = (list: string) => Math.max(...list.split(',').map(parseFloat));
      return [...document.querySelectorAll('*')]
        .filter((element) => {
          const { transitionDuration, animationDuration } = getComputedStyle(element);
          return seconds(transitionDuration) > longest || seconds(animationDuration) > longest;
        })
        .map((element) => element.outerHTML.slice(0, 200));
    }, longest);
    expect(moving, reducedMotion).toEqual([]);
    await page.keyboard.press('Escape');
  }
});

test('a zero has its slash in codes only', async ({ page, server }) => {
  await overview(page, server.url);
  const [plain, slashed] = [page.locator('.zeros span').first(), page.locator('.zeros .code')];
  const ink = (zero: typeof plain) => zero.evaluate((element) => getComputedStyle(element).fontFeatureSettings);
  expect(await ink(plain)).toBe('"ss01"');
  expect(await ink(slashed)).toBe('normal');
  expect(await slashed.screenshot()).not.toEqual(await plain.screenshot());
});

test('the door is light, and the rest comes while a name is typed', async ({ browser, server }) => {
  const code = await server.replay(PLAN);
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true });
  const page = await context.newPage();
  const load = new Load(await context.newCDPSession(page));
  await load.start();
  // What comes ahead of its time comes by the clock: it stands still until the door was weighed.
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 1_000);
  await page.goto(`${server.url}/${code}`);
  await expect(page.getByText('Que voulons-nous faire ensemble ?')).toBeVisible();
  await page.waitForLoadState('networkidle');
  const door = load.take();
  console.log(`door: ${door.bytes} bytes in ${door.requests} requests`);
  expect(door.requests).toBeGreaterThan(3);
  expect(door.bytes).toBeLessThanOrEqual(DOOR_BYTES_MAX);

  await page.clock.runFor(2_000);
  await expect.poll(() => load.isOver(AHEAD_REQUESTS_MIN), { message: 'the rest comes' }).toBe(true);
  const ahead = load.take();
  console.log(`ahead: ${ahead.bytes} bytes in ${ahead.requests} requests`);
  expect(ahead.bytes).toBeLessThanOrEqual(AHEAD_BYTES_MAX);
  await context.close();
});

/** Bytes on the wire, headers and all. */
class Load {
  requests = 0;
  private bytes = 0;
  private readonly asked = new Set<string>();

  constructor(private readonly session: CDPSession) {
    session.on('Network.requestWillBeSent', ({ requestId }) => this.asked.add(requestId));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      this.asked.delete(requestId);
      this.requests += 1;
      this.bytes += encodedDataLength;
    });
  }

  async start(): Promise<void> {
    await this.session.send('Network.enable');
  }

  /** So much has come, and nothing more is on its way. */
  isOver(requests: number): boolean {
    return this.requests >= requests && this.asked.size === 0;
  }

  /** What came since it was last asked. */
  take(): { requests: number; bytes: number } {
    const { requests, bytes } = this;
    this.requests = this.bytes = 0;
    return { requests, bytes };
  }
}

async function overview(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/apercu`);
  await expect(page.getByRole('heading', { level: 1, name: 'Aperçu' })).toBeVisible();
  await expect(page.getByText(/^(Chargement…|Loading…)$/)).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  await settled(page);
}

async function settled(page: Page): Promise<void> {
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
}

async function isClean(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).options({ rules: { 'target-size': { enabled: true } } }).analyze();
  const said = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html).join('\n  ')}`);
  expect.soft(said, `axe: ${name}`).toEqual([]);
}

const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Where everything in the page's body stands, on the page. */
const boxes = (page: Page) =>
  page.locator('main *:not(.undo, .undo *)').evaluateAll((all) =>
    all
      .filter((element) => element.getClientRects().length > 0 && !(element instanceof SVGElement))
      .map((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return [left + scrollX, top + scrollY, width, height].map(Math.round).join(' ');
      }),
  );
