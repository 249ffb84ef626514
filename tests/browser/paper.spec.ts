import type { Locator, Page } from '@playwright/test';
import { Device, expect, test } from './stage.ts';

const QUESTION = 'Que voulons-nous faire ensemble ?';
/** A title of 120 characters, with a word that no column holds. */
const LONG = 'Une maison des associations ouverte le dimanche, anticonstitutionnellement-intercommunautaire, avec un jardin pour tous';

/** A wall of so many spaces and slots, with as many topics as are placed one after the other, and some that wait. */
function plan(spaces: number, slots: number, placed: number, waiting: number): object[] {
  const all = (number: number) => Array.from({ length: number }, (_, n) => n);
  return [
    {
      who: 'facilitator',
      do: 'create_forum',
      as: 'f',
      question: QUESTION,
      language: 'fr',
      wifi: { name: 'Forum été', password: 'bourdon;2027' },
      slots: all(slots).map((n) => ({ as: `s${n}`, label: `Tour ${n + 1}`, start: `${10 + n}:00`, end: `${11 + n}:00` })),
      spaces: all(spaces).map((n) => ({ as: `sp${n}`, label: `Espace au bout du couloir ${n + 1}` })),
    },
    { who: 'facilitator', do: 'phase', phase: 'marketplace' },
    ...all(placed + waiting).map((n) => ({ who: 'facilitator', do: 'propose', as: `t${n}`, title: titleOf(n) })),
    ...all(placed).map((n) => ({
      who: 'facilitator',
      do: 'place',
      topic: `t${n}`,
      as: `g${n}`,
      slot: `s${n % slots}`,
      space: `sp${Math.floor(n / slots)}`,
    })),
  ];
}

const titleOf = (n: number): string => (n === 0 ? LONG : `Sujet ${n + 1} : rester vivre ici, et bien`);

for (const [spaces, slots, placed, waiting] of [
  [14, 3, 36, 4],
  [2, 2, 2, 2],
] as const) {
  test(`a printed wall of ${spaces} × ${slots} holds everything`, async ({ page, server }) => {
    await server.replay(plan(spaces, slots, placed, waiting));
    const host = new Device('paper', page);
    await page.goto(server.facilitator);
    await host.link(/Que voulons-nous/).click();
    await host.to('Le mur');
    const wall = await printed(page, host.button('Imprimer'), 'Sujets à placer');
    const holdsAll = async (paper: Page): Promise<void> => {
      for (let n = 0; n < spaces; n++) {
        await expect(paper.getByRole('rowheader', { name: `Espace au bout du couloir ${n + 1}`, exact: true })).toHaveCount(1);
      }
      for (let n = 0; n < placed; n++) await expect(paper.getByRole('cell').filter({ hasText: titleOf(n) })).toHaveCount(1);
      for (let n = placed; n < placed + waiting; n++) {
        await expect(paper.getByRole('listitem').filter({ hasText: titleOf(n) })).toHaveCount(1);
      }
      await expect(paper.getByRole('columnheader', { name: /^Tour/ })).toHaveCount(slots);
    };
    await onPaper(page, wall, holdsAll);
    // By the browser's own way the console's page goes to the printer, slot by slot.
    const sheets = (await page.pdf()).toString('latin1').match(/\/Type \/Page\b/g) ?? [];
    expect(sheets.length, 'all that is on the wall, on as many sheets as that takes').toBeGreaterThanOrEqual(Math.ceil((spaces * slots) / 16));
    await page.emulateMedia({ media: 'print' });
    for (let n = 0; n < placed + waiting; n++) await expect(page.getByText(titleOf(n), { exact: true })).toBeVisible();
    await page.emulateMedia({ media: null });
    await host.to('Maintenant');
    const screen = page.waitForEvent('popup');
    await host.button('Ouvrir l’écran de la salle').click();
    await lies(await screen, true, holdsAll);
    if (spaces > 2) return;
    const sheet = await printed(page, host.button('Imprimer l’affiche'), 'Visez le carré');
    await onPaper(page, sheet, async (paper) => {
      for (const word of ['Forum été', 'bourdon;2027', 'Visez le carré']) await expect(paper.getByText(word)).toBeVisible();
      await expect(paper.locator('svg')).toHaveCount(2);
    });
    await host.look('printed');
  });
}

/** What goes to the printer when this button is pressed. */
async function printed(page: Page, button: Locator, word: string): Promise<string> {
  await button.click();
  await expect(page.frameLocator('#on-paper').getByText(word).first()).toBeAttached();
  return await page.evaluate(() => {
    const { adoptedStyleSheets, documentElement } = document.querySelector<HTMLIFrameElement>('#on-paper')!.contentDocument!;
    const rules = adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText));
    return `<!doctype html>${documentElement.outerHTML}<style>${rules.join(' ')}</style>`;
  });
}

/** A text as it comes out of a printer. */
async function onPaper(page: Page, text: string, look: (paper: Page) => Promise<void>): Promise<void> {
  const paper = await page.context().newPage();
  await paper.setContent(text);
  await lies(paper, text.includes('landscape'), look);
  await paper.close();
}

/** The page as it comes out of a printer: heads are repeated, and nothing is cut or wider than the sheet. */
async function lies(paper: Page, landscape: boolean, look: (paper: Page) => Promise<void>): Promise<void> {
  await paper.emulateMedia({ media: 'print' });
  // The width of A4, on its longer side where the page asks for it, without the margins that the page sets.
  const width = Math.round(((landscape ? 297 - 24 : 210 - 30) / 25.4) * 96);
  await paper.setViewportSize({ width, height: 700 });
  await look(paper);
  const cut = await paper.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('h1, h2, p, th, td, li, svg')];
    const wide = all.filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1);
    const over = all.filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0);
    const heads = [...document.querySelectorAll('thead')].filter((one) => getComputedStyle(one).display !== 'table-header-group');
    const broken = [...document.querySelectorAll('tr')].filter((one) => getComputedStyle(one).breakInside !== 'avoid');
    const names = (those: Element[]): string[] => those.map((one) => one.outerHTML);
    return [...names(wide), ...names(over), ...names(heads), ...names(broken)];
  });
  expect(cut).toEqual([]);
  const pdf = (await paper.pdf({ preferCSSPageSize: true })).toString('latin1');
  const [, right, top] = /\/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
  expect(Number(right) > Number(top), 'the sheet lies as the page asks').toBe(landscape);
}
