import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Browser, type Locator, type Page } from '@playwright/test';
import { Cable } from './cable.ts';
import { Server } from './server.ts';

/** Widths at which every screen is looked at, with a height of such a device. */
const SIZES = [
  [320, 640],
  [360, 780],
  [768, 1024],
  [1366, 768],
  [1920, 1080],
] as const;

/** Somebody will look at the screens: a picture of each is taken at every width. */
const PICTURES = process.env['PICTURES'] !== undefined;

/** A screen of somebody. */
export class Device {
  private readonly faults: string[] = [];

  constructor(
    readonly name: string,
    readonly page: Page,
  ) {
    page.on('pageerror', (error) => this.faults.push(String(error)));
    page.on('console', (message) => {
      // A browser complains of a network that is gone; that is what some tests are about.
      const isNetwork = /net::ERR_|WebSocket connection to/.test(message.text());
      if (message.type() === 'error' && !isNetwork) this.faults.push(message.text());
    });
  }

  button(name: string | RegExp): ReturnType<Page['getByRole']> {
    return this.page.getByRole('button', { name });
  }

  link(name: string | RegExp): ReturnType<Page['getByRole']> {
    return this.page.getByRole('link', { name });
  }

  /** Presses until the page shows what that brings: a press right after another one at the same place is not heard. */
  async press(button: Locator, brings: Locator): Promise<void> {
    await expect(async () => {
      if (!(await brings.isVisible())) await button.click();
      await expect(brings).toBeVisible({ timeout: 2_000 });
    }).toPass();
  }

  /** Goes to one of the places that are always in reach: a press right after another one at the same place is not heard. */
  async to(place: string): Promise<void> {
    const places = { name: /^(Pages du forum|Les quatre endroits)$/, includeHidden: true };
    const link = this.page.getByRole('navigation', places).getByRole('link', { name: place, includeHidden: true });
    await expect(async () => {
      await link.click();
      await expect(link).toHaveAttribute('aria-current', 'page', { timeout: 2_000 });
    }).toPass();
  }

  /** Waits for the screen's title. */
  async isAt(title: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  }

  /** The server has refused this page one thing, as it should: the browser complains of it. */
  async wasRefused(): Promise<void> {
    await expect.poll(() => this.faults).toEqual([expect.stringContaining('status of 422')]);
    this.faults.length = 0;
  }

  /** axe finds nothing, targets are large enough, nothing moves for who does not want it; at every width nothing scrolls sideways and no target lies over another; nothing failed. */
  async look(title: string): Promise<void> {
    // Under a bar that sticks a target is as small as what is left of it, and a word has another colour behind it: one
    // scrolls. A row that was never in sight is as high as it is thought to be.
    const stick = await this.page.evaluateHandle(unrolled);
    const axe = new AxeBuilder({ page: this.page }).options({ rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] });
    // No frames of strangers are in our pages: one run in the page itself tells all, and takes half the time.
    expect.soft(said(await axe.setLegacyMode().analyze()), `axe: ${this.name}, ${title}`).toEqual([]);
    await stick.evaluate((again) => again());
    await this.page.emulateMedia({ reducedMotion: 'reduce' });
    expect.soft(await this.page.evaluate(moving), `moves for who does not want it: ${this.name}, ${title}`).toEqual([]);
    await this.page.emulateMedia({ reducedMotion: null });
    const own = this.page.viewportSize();
    for (const [width, height] of SIZES) {
      await this.page.setViewportSize({ width, height });
      // What is fitted to the screen by script is fitted a frame after the screen has changed.
      await expect
        .configure({ soft: true })
        .poll(() => this.page.evaluate(wrong), `${this.name}, ${title} at ${width} px`)
        .toEqual([]);
      if (PICTURES) await this.page.screenshot({ path: `test-results/screens/${this.name}-${title}-${width}.png` });
    }
    if (own) await this.page.setViewportSize(own);
    expect.soft(this.faults.splice(0), `faults: ${this.name}, ${title}`).toEqual([]);
  }
}

const said = ({ violations }: Awaited<ReturnType<AxeBuilder['analyze']>>): string[] =>
  violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html).join('\n  ')}`);

/** Bars and sheets that stick stand in their place, and all rows are drawn; what is returned undoes it. */
function unrolled(): () => void {
  const all = [...document.querySelectorAll<HTMLElement>('body *')].map((one) => ({ one, as: getComputedStyle(one) }));
  const stuck = all.filter(({ as }) => /sticky|fixed/.test(as.position)).map(({ one }) => ({ one, own: one.style.position }));
  const spared = all.filter(({ as }) => as.contentVisibility === 'auto').map(({ one }) => ({ one, own: one.style.contentVisibility }));
  for (const { one } of stuck) one.style.position = 'static';
  for (const { one } of spared) one.style.contentVisibility = 'visible';
  return () => {
    for (const { one, own } of stuck) one.style.position = own;
    for (const { one, own } of spared) one.style.contentVisibility = own;
  };
}

/** What takes its time. */
function moving(): string[] {
  const seconds = (list: string): number => Math.max(...list.split(',').map(parseFloat));
  return [...document.querySelectorAll('*')]
    .filter((one) => {
      const { transitionDuration, animationDuration } = getComputedStyle(one);
      return seconds(transitionDuration) > 0.0001 || seconds(animationDuration) > 0.0001;
    })
    .map((one) => one.outerHTML.slice(0, 200));
}

/** How far a page scrolls sideways, and neighbours of which one lies over the other: a finger would hit the wrong one. */
function wrong(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  const sideways = scrollWidth > clientWidth ? [`${scrollWidth - clientWidth} px too wide`] : [];
  const shown = [...document.querySelectorAll<HTMLElement>('a[href], button, summary')].filter((one) => one.getClientRects().length > 0);
  const name = (one: HTMLElement): string => (one.ariaLabel ?? one.innerText).trim().slice(0, 40);
  const over = shown.flatMap((one, n) => {
    const a = one.getBoundingClientRect();
    const others = shown.slice(n + 1).filter((other) => {
      const b = other.getBoundingClientRect();
      const [width, height] = [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
      return one.parentElement === other.parentElement && width > 1 && height > 1;
    });
    return others.map((other) => `one over another: ${name(one)} / ${name(other)}`);
  });
  return [...sideways, ...over];
}

/** Who somebody is in a forum. */
interface Seat {
  who: string;
  token: string;
}

/** A phone, on a cable of its own that can be cut. */
export class Phone extends Device {
  private constructor(
    name: string,
    page: Page,
    readonly cable: Cable,
  ) {
    super(name, page);
  }

  static async make(browser: Browser, server: Server, name: string, width: number): Promise<Phone> {
    const viewport = { width, height: width * 2 };
    const context = await browser.newContext({ viewport, hasTouch: true, isMobile: true });
    return new Phone(name, await context.newPage(), await Cable.to(server.port));
  }

  get url(): string {
    return `http://salle.test:${this.cable.port}`;
  }

  /** Comes into a forum, past the cable. */
  async enter(server: Server, code: string, name: string): Promise<Seat> {
    await this.page.goto(`${server.url}/${code}`);
    await this.page.getByLabel('Votre prénom').fill(name);
    await this.button('Entrer').click();
    await expect(this.link('Mes mots')).toBeVisible();
    return await this.seat();
  }

  async seat(): Promise<Seat> {
    return await this.page.evaluate(() => {
      const key = Object.keys(localStorage).find((key) => key.startsWith('bourdon:seat:'));
      return JSON.parse(localStorage.getItem(key!)!) as { who: string; token: string };
    });
  }

  /** Says something in the group where one is. */
  async contribute(kind: string, words: string): Promise<void> {
    await this.to('Mon groupe');
    await this.link('Contribuer').click();
    await this.press(this.button(kind), this.page.getByLabel('Vos mots'));
    await this.page.getByLabel('Vos mots').fill(words);
    await this.button('Ajouter').click();
    await expect(this.page.getByRole('listitem').filter({ hasText: words }).getByText('Reçu')).toBeVisible();
  }
}

/** A test with a real server. */
export const test = base.extend<{
  server: Server;
  phone: (name: string, width?: number) => Promise<Phone>;
}>({
  server: async ({}, use) => {
    const server = await Server.start();
    await use(server);
    await server.stop();
  },
  phone: async ({ browser, server }, use) => {
    const phones: Phone[] = [];
    await use(async (name, width = 360) => {
      const phone = await Phone.make(browser, server, name, width);
      phones.push(phone);
      return phone;
    });
    for (const phone of phones) {
      await phone.page.context().close();
      phone.cable.close();
    }
  },
});

export { expect };
