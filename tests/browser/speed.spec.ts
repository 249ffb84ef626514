import type { Browser, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Cost, cost, median, QUIET_MS } from './cost.ts';
import { Server } from './server.ts';
import { expect, test } from './stage.ts';

/** A program to be compared with, side by side in the same minutes: `tests/speed PROGRAM`. */
const BEFORE = process.env['BEFORE'];
const ROUNDS = Number(process.env['ROUNDS'] ?? 5);

const MANY = 670;
const FEW = 70;
const TOPICS = 321;
const FEW_TOPICS = 32;
const GROUPS = 28;
const HEAPS = 6;
const AXES = 8;
const HEIGHT = 768;

const SAID = readFileSync(resolve(import.meta.dirname, '../../server/synthesis/tests/forum.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { text: string; axis?: string })
  .filter(({ axis }) => axis);

/** Groups that have written so much. */
function written(contributions: number): object[] {
  // Nobody writes more than a phone may at once.
  const people = GROUPS * Math.ceil(contributions / GROUPS / 60);
  const slots = Array.from({ length: 4 }, (_, n) => ({ as: `s${n}`, label: `Tour ${n + 1}`, start: `${9 + n}:00`.padStart(5, '0'), end: `${9 + n}:50`.padStart(5, '0') }));
  const spaces = Array.from({ length: GROUPS / slots.length }, (_, n) => ({ as: `sp${n}`, label: `Espace ${n + 1}` }));
  return [
    { who: 'facilitator', do: 'create_forum', as: 'f', question: `Avec ${contributions} contributions ?`, language: 'fr', slots, spaces },
    { who: 'facilitator', do: 'phase', phase: 'marketplace' },
    ...Array.from({ length: GROUPS }, (_, n) => [
      { who: `p${n}`, do: 'join', name: `Camille ${n}` },
      { who: `p${n}`, do: 'propose', as: `t${n}`, title: `Sujet numéro ${n} : ${SAID[n]!.text}`.slice(0, 110) },
      { who: 'facilitator', do: 'announce', topic: `t${n}` },
      { who: 'facilitator', do: 'place', topic: `t${n}`, slot: `s${n % slots.length}`, space: `sp${Math.floor(n / slots.length)}`, as: `g${n}` },
    ]).flat(),
    { who: 'facilitator', do: 'phase', phase: 'groups' },
    ...Array.from({ length: people - GROUPS }, (_, n) => ({ who: `p${GROUPS + n}`, do: 'join', name: `Camille ${GROUPS + n}` })),
    ...Array.from({ length: GROUPS }, (_, n) => ({ who: 'facilitator', do: 'open', group: `g${n}` })),
    ...Array.from({ length: people }, (_, n) => ({ who: `p${n}`, do: 'enter', group: `g${n % GROUPS}` })),
    ...Array.from({ length: contributions }, (_, n) => ({
      who: `p${n % people}`,
      do: 'write',
      as: `k${n}`,
      group: `g${n % GROUPS}`,
      kind: 'idea',
      text: `${SAID[n % SAID.length]!.text} ${n}.`,
    })),
  ];
}

/** Topics that wait to be said aloud, of people who may have twenty each. */
function waiting(topics: number): object[] {
  return [
    {
      who: 'facilitator',
      do: 'create_forum',
      as: 'f',
      question: `Avec ${topics} sujets ?`,
      language: 'fr',
      slots: [{ as: 's', label: 'Matin', start: '09:00', end: '10:00' }],
      spaces: [{ as: 'sp', label: 'Préau' }],
    },
    { who: 'facilitator', do: 'phase', phase: 'marketplace' },
    ...Array.from({ length: Math.ceil(topics / 20) }, (_, n) => ({ who: `p${n}`, do: 'join', name: `Camille ${n}` })),
    ...Array.from({ length: topics }, (_, n) => ({ who: `p${n % Math.ceil(topics / 20)}`, do: 'propose', as: `t${n}`, title: `Sujet numéro ${n} : ${SAID[n % SAID.length]!.text}`.slice(0, 110) })),
  ];
}

/** A console, open on its first page. */
async function console(browser: Browser, server: Server, question: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: HEIGHT }, locale: 'fr-FR' });
  const page = await context.newPage();
  await page.goto(server.facilitator);
  await page.getByRole('link', { name: question }).waitFor();
  return page;
}

const place = (page: Page, name: string) =>
  page.getByRole('navigation', { name: /^(Pages du forum|Les quatre endroits)$/ }).getByRole('link', { name });

type Costs = Record<string, Cost>;

/** The table of axes: opened, sorted by the machine, taken over, taken back. Says what the page sent meanwhile. */
async function axes(browser: Browser, server: Server, contributions: number): Promise<{ costs: Costs; sent: string[] }> {
  const costs: Costs = {};
  const question = `Avec ${contributions} contributions`;
  const page = await console(browser, server, question);
  const sent: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const { command } = JSON.parse(String(payload)) as { command?: { do: string } };
      if (command) sent.push(command.do);
    }),
  );
  await page.getByRole('link', { name: question }).click();
  await place(page, 'Axes').waitFor();
  await page.waitForTimeout(QUIET_MS);
  costs['axes'] = await cost(browser, page, () => place(page, 'Axes').click());
  costs['picked'] = await cost(browser, page, () => page.getByRole('checkbox').first().click());
  await page.keyboard.press('Escape');
  const answered = (): Promise<unknown> => page.waitForResponse(/\/suggestion/, { timeout: 120_000 });
  costs['suggested'] = await cost(browser, page, async () => {
    await Promise.all([answered(), page.getByRole('button', { name: 'Proposer un premier rangement' }).click()]);
  });
  await page.getByLabel('Nombre de tas').selectOption(String(HEAPS));
  await Promise.all([answered(), page.getByRole('button', { name: 'Proposer à nouveau' }).click()]);
  await page.getByRole('button', { name: 'Tout reprendre' }).click();
  const take = page.getByRole('dialog').getByRole('button', { name: /^Reprendre \d+ tas$/ });
  const heaps = page.getByRole('article', { name: /^Tas \d+$/ });
  const suggested = await heaps.count();
  // Who looked for something meanwhile would be measured with it.
  costs['taken'] = await cost(browser, page, () => take.click());
  await expect(heaps).toHaveCount(0);
  costs['taken back'] = await cost(browser, page, () => page.getByRole('button', { name: 'Annuler' }).click());
  await expect(page.getByText(`${contributions} à placer sur ${contributions}`)).toBeVisible();
  await expect(heaps).toHaveCount(suggested);
  await page.context().close();
  return { costs, sent };
}

/** Axes under which half of what was said stands; the room sorts too. */
function sorted(contributions: number): object[] {
  const odd = Array.from({ length: contributions / 2 }, (_, n) => 2 * n + 1);
  return [
    ...written(contributions),
    { who: 'facilitator', do: 'set_forum', table: 'room' },
    ...Array.from({ length: AXES }, (_, n) => [
      { who: 'facilitator', do: 'axis', as: `a${n}`, name: `Axe numéro ${n + 1}` },
      { who: 'facilitator', do: 'attach_all', axis: `a${n}`, contributions: odd.filter((_, at) => at % AXES === n) },
    ]).flat(),
  ];
}

/** The table of axes while people sort it: on the console, and on a phone at the room's table. */
async function sorting(browser: Browser, server: Server, contributions: number): Promise<Costs> {
  const question = `Avec ${contributions} contributions`;
  const code = await server.replay(sorted(contributions));
  const page = await console(browser, server, question);
  await page.getByRole('link', { name: question }).click();
  await place(page, 'Axes').waitFor();
  await page.waitForTimeout(QUIET_MS);
  const field = page.getByLabel('Chercher un mot');
  const costs: Costs = {
    axes: await cost(browser, page, () => place(page, 'Axes').click()),
    picked: await cost(browser, page, () => page.getByRole('checkbox').first().click()),
    placed: await cost(browser, page, () => page.getByRole('button', { name: /^Placer 1 contribution sous B/ }).first().click()),
    'taken back': await cost(browser, page, () => page.getByRole('button', { name: 'Annuler' }).click()),
  };
  await page.getByRole('button', { name: /^Filtrer/ }).click();
  costs['filtered'] = await cost(browser, page, async () => void (await page.getByLabel('Groupe').selectOption({ index: 1 })));
  await page.getByRole('button', { name: 'Tout montrer' }).click();
  await field.click();
  costs['searched'] = await cost(browser, page, () => field.pressSequentially('v'));
  costs['searched on'] = await cost(browser, page, () => field.pressSequentially('é'));
  await page.context().close();

  const phone = await (await browser.newContext({ viewport: { width: 320, height: HEIGHT }, locale: 'fr-FR' })).newPage();
  await phone.goto(`${server.url}/${code}`);
  await phone.getByLabel('Votre prénom').fill('Anna');
  await phone.getByRole('button', { name: 'Entrer' }).click();
  await place(phone, 'Le mur').click();
  await phone.getByRole('link', { name: 'Axes' }).click();
  await phone.getByRole('link', { name: 'Trier avec la salle' }).waitFor();
  await phone.waitForTimeout(QUIET_MS);
  const rows = phone.locator('[data-contribution]');
  costs['table of a phone'] = await cost(browser, phone, () => phone.getByRole('link', { name: 'Trier avec la salle' }).click());
  costs['taken on a phone'] = await cost(browser, phone, () => rows.first().click());
  costs['placed on a phone'] = await cost(browser, phone, () => phone.getByRole('region').getByRole('button', { name: /Axe numéro 2/ }).click());
  costs['searched on a phone'] = await cost(browser, phone, () => phone.getByLabel('Chercher un mot').pressSequentially('v'));
  await phone.context().close();
  return costs;
}

/** The topics that wait to be said aloud and to be placed, on the console and on a phone. */
async function queue(browser: Browser, server: Server, code: string, topics: number): Promise<Costs> {
  const question = `Avec ${topics} sujets`;
  const page = await console(browser, server, question);
  const costs = {
    queue: await cost(browser, page, () => page.getByRole('link', { name: question }).click()),
    'to place': await cost(browser, page, () => place(page, 'Le mur').click()),
  };
  await page.context().close();
  const phone = await (await browser.newContext({ viewport: { width: 360, height: HEIGHT }, locale: 'fr-FR' })).newPage();
  await phone.goto(`${server.url}/${code}`);
  await phone.getByLabel('Votre prénom').fill('Anna');
  await phone.getByRole('button', { name: 'Entrer' }).click();
  await place(phone, 'Le mur').waitFor();
  await phone.waitForTimeout(QUIET_MS);
  const wall = await cost(browser, phone, () => place(phone, 'Le mur').click());
  const far = phone.getByRole('link', { name: `Sujet numéro ${FEW_TOPICS - 2} ` });
  await expect(async () => {
    await phone.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await expect(far).toBeVisible({ timeout: 500 });
  }, 'the list goes on as one scrolls').toPass();
  await far.scrollIntoViewIfNeeded();
  await expect.poll(() => phone.evaluate(() => Math.abs(((history.state as { y?: number } | null)?.y ?? 0) - scrollY))).toBeLessThan(2);
  await far.click();
  await expect(far).toBeHidden();
  await phone.goBack();
  await expect(far, 'one comes back to where one was').toBeInViewport();
  await phone.context().close();
  return { ...costs, 'wall of a phone': wall };
}

test('ten times as much said makes no page larger, and no work grow faster than what was said', async ({ browser, server }) => {
  const costs: Record<'few' | 'many', Costs> = { few: {}, many: {} };
  for (const [which, contributions, topics] of [
    ['few', FEW, FEW_TOPICS],
    ['many', MANY, TOPICS],
  ] as const) {
    await server.replay(written(contributions));
    const code = await server.replay(waiting(topics));
    const { costs: ofAxes, sent } = await axes(browser, server, contributions);
    costs[which] = { ...ofAxes, ...(await queue(browser, server, code, topics)) };
    expect(sent[0], 'all heaps in one command').toBe('accept_all');
    expect(sent.filter((word) => word === 'accept_all')).toHaveLength(1);
    expect(sent.at(-1), 'and back in one').toBe('remove_axes');
    expect(sent).toHaveLength(2);
  }
  for (const [what, many] of Object.entries(costs.many)) {
    const few = costs.few[what]!;
    expect.soft(many.elements / few.elements, `elements of the page, ${what}`).toBeLessThan(3);
    expect.soft(many.height / HEIGHT, `screens that the page is high, ${what}`).toBeLessThan(8);
    expect.soft(many.worked / few.worked, `work of the longest task, ${what}: at most in proportion, twice over for a busy machine`).toBeLessThan(2 * (MANY / FEW));
  }
});

// Where a program before is named.
if (BEFORE)
  test('side by side with the program before', async ({ browser }) => {
    test.setTimeout(3_600_000);
    const programs = { before: await Server.start(BEFORE), now: await Server.start() };
    const codes = { before: '', now: '' };
    for (const which of ['before', 'now'] as const) {
      await programs[which].replay(written(MANY));
      codes[which] = await programs[which].replay(waiting(TOPICS));
    }
    const all = { before: [] as Costs[], now: [] as Costs[] };
    for (let n = 0; n < ROUNDS; n++) {
      for (const which of n % 2 ? (['now', 'before'] as const) : (['before', 'now'] as const)) {
        const { costs } = await axes(browser, programs[which], MANY);
        all[which].push({ ...costs, ...(await queue(browser, programs[which], codes[which], TOPICS)) });
      }
    }
    const rows: Record<string, Record<string, number | string>> = {};
    for (const what of Object.keys(all.now[0]!)) {
      const of = (which: 'before' | 'now', field: keyof Cost): number => median(all[which].map((costs) => costs[what]![field]));
      for (const field of ['longest', 'worked', 'settled', 'elements', 'height'] as const) {
        const [before, now] = [of('before', field), of('now', field)];
        rows[`${what}: ${field}`] = { before: Math.round(before), now: Math.round(now), ratio: (now / before).toFixed(2) };
      }
    }
    globalThis.console.table(rows);
    for (const server of Object.values(programs)) await server.stop();
  });

test('a table of thousands is as light as one of hundreds', async ({ browser, server }) => {
  const [hundreds, thousands] = [500, 5_000];
  const few = await sorting(browser, server, hundreds);
  for (const [what, many] of Object.entries(await sorting(browser, server, thousands))) {
    expect.soft(many.elements / few[what]!.elements, `elements of the page, ${what}`).toBeLessThan(3);
    expect.soft(many.height / HEIGHT, `screens that the page is high, ${what}`).toBeLessThan(8);
    expect.soft(many.worked / few[what]!.worked, `work of the longest task, ${what}`).toBeLessThan(thousands / hundreds / 2);
  }
});
