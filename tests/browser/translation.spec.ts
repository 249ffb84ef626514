import type { Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { Desk } from './desk.ts';
import { expect, test } from './stage.ts';

/** A forum in which every screen has something to show. */
const PLAN = [
  {
    who: 'facilitator',
    do: 'create_forum',
    as: 'f',
    question: 'Question 0 ?',
    language: 'fr',
    slots: [{ as: 's', label: 'Créneau 0', start: '09:00', end: '23:30' }],
    spaces: [{ as: 'sp1', label: 'Espace 0' }, { as: 'sp2', label: 'Préau' }, { as: 'sp3', label: 'Cour' }],
    colleges: [{ as: 'c', label: 'Collège 0' }],
  },
  { who: 'facilitator', do: 'phase', phase: 'marketplace' },
  ...['Anna', 'Bilal', 'Chloé'].flatMap((name, n) => [
    { who: `p${n}`, do: 'join', name, college: 'c' },
    { who: `p${n}`, do: 'propose', as: `t${n}`, title: `Sujet de ${name}` },
  ]),
  { who: 'facilitator', do: 'propose', as: 't3', title: 'Sujet en attente' },
  { who: 'facilitator', do: 'place', topic: 't0', slot: 's', space: 'sp1', as: 'g0' },
  { who: 'facilitator', do: 'place', topic: 't1', slot: 's', space: 'sp2', as: 'g1' },
  { who: 'facilitator', do: 'place', topic: 't2', slot: 's', space: 'sp3', as: 'g2' },
  { who: 'facilitator', do: 'phase', phase: 'groups' },
  { who: 'facilitator', do: 'open', group: 'g0' },
  { who: 'facilitator', do: 'open', group: 'g1' },
  ...['p0', 'p1'].flatMap((who, n) => [
    { who, do: 'enter', group: `g${n}` },
    { who, do: 'write', as: `k${n}`, group: `g${n}`, kind: 'idea', text: `Idée ${n}` },
    { who: 'facilitator', do: 'axis', as: `a${n}`, name: `Axe ${n}` },
    { who: 'facilitator', do: 'attach', axis: `a${n}`, contribution: `k${n}` },
  ]),
  { who: 'facilitator', do: 'close', group: 'g0' },
];

const [OPEN, CLOSE] = ['⟦', '⟧'];

/** Puts elements in the place of all text nodes, as translators do, now and for what comes. */
function translate(page: Page, way: 'instead' | 'around'): Promise<void> {
  return page.evaluate(
    ([open, close, way]) => {
      const nodes: Text[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node as Text;
        const isMine = text.parentElement?.closest('font, script, style');
        if (text.data.trim() !== '' && !isMine) nodes.push(text);
      }
      for (const node of nodes) {
        const [outer, inner] = [document.createElement('font'), document.createElement('font')];
        outer.append(inner);
        if (way === 'around') {
          node.before(outer);
          inner.append(node);
        } else {
          inner.textContent = `${open}${node.data}${close}`;
          node.replaceWith(outer);
        }
      }
    },
    [OPEN, CLOSE, way] as const,
  );
}

/** All text, but for what a screen reader is told in passing, which is gone after some seconds. */
async function shown(page: Page): Promise<string> {
  const texts = await page.locator('#app > :not([role=status])').allInnerTexts();
  return texts.join(' ').replaceAll(OPEN, '').replaceAll(CLOSE, '').replace(/\s+/g, ' ').trim();
}

/** Everything that a screen shows of the forum changes, some of it twice. */
async function change(desk: Desk, guest: string, round: number): Promise<void> {
  const [slot] = await desk.all('slot');
  const [space] = await desk.all('space');
  const [college] = await desk.all('college');
  const topics = await desk.all('topic', 4);
  const axes = await desk.all('axis', 2);
  const [, group] = await desk.all('group', 2);
  const named = (title: string): string => topics.find((topic) => topic.title?.startsWith(title))!.id;
  const orders = [
    { do: 'set_forum', question: `Question ${round} ?` },
    { do: 'set_slot', slot: slot!.id, label: `Créneau ${round}` },
    { do: 'set_space', space: space!.id, label: `Espace ${round}` },
    { do: 'set_college', college: college!.id, label: `Collège ${round}` },
    { do: 'edit_topic', topic: named('Sujet en attente'), title: `Sujet en attente ${round}` },
    { do: 'rename_axis', axis: axes[0]!.id, name: `Axe de ${round}` },
    { do: round % 2 ? 'close_door' : 'open_door' },
    { do: 'phase', phase: round % 2 ? 'marketplace' : 'groups' },
  ];
  for (const order of orders) expect(await desk.order(order), order.do).toBeUndefined();
  const proposed = topics.find(({ title }) => title?.startsWith('Proposé'))?.id;
  const own = [
    { do: 'rename', name: `Dédé ${round}` },
    { do: 'interest', topic: named('Sujet de Chloé'), on: round % 2 === 1 },
    ...(proposed ? [{ do: 'withdraw', topic: proposed }] : []),
    { do: 'propose', as: randomUUID(), title: `Proposé ${round}` },
    { do: 'write', as: randomUUID(), group: group!.id, kind: 'need', text: `Besoin ${round}` },
  ];
  for (const order of own) expect(await desk.order(order, guest), order.do).toBeUndefined();
}

/** So high that every row of a long list has come. */
const TALL = 6_000;

test('what changes goes on changing on a page that the browser translates', async ({ browser, page, server, phone }) => {
  test.setTimeout(420_000);
  const code = await server.replay(PLAN);
  const desk = await Desk.open(await browser.newPage(), server, code);
  const guest = await phone('guest');
  await guest.page.goto(`${server.url}/${code}`);
  await guest.page.getByLabel('Votre prénom').fill('Dédé');
  await guest.button('Entrer').click();
  await guest.button('Collège 0').click();
  await guest.isAt(/./);
  const seat = await guest.seat();
  const groups = await desk.all('group', 3);
  const [topic] = await desk.all('topic');
  const [axis] = await desk.all('axis');
  expect(await desk.order({ do: 'enter', group: groups[1]!.id }, seat.token)).toBeUndefined();

  const screen = { as: randomUUID(), token: randomUUID().replaceAll('-', '').repeat(2) };
  expect(await desk.order({ do: 'add_projector', label: 'Écran', ...screen })).toBeUndefined();
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(server.facilitator);
  await page.getByRole('link', { name: /Question/ }).click();
  await expect(page.getByRole('navigation', { name: 'Pages du forum' })).toBeVisible();

  /** The same screen twice: one that is translated, one that is not. */
  const twice = async (first: Page, url: string, height = TALL): Promise<[Page, Page]> => {
    const viewport = { width: first.viewportSize()!.width, height };
    const context = await browser.newContext({ viewport, storageState: await first.context().storageState() });
    const pages: [Page, Page] = [await context.newPage(), await context.newPage()];
    for (const one of pages) await one.goto(url);
    return pages;
  };
  const sets: [string, [Page, Page], string[]][] = [
    [
      'phone',
      await twice(guest.page, `${server.url}/${code}`),
      ['now', 'wall', `topic/${topic!.id}`, 'news', 'axes', `axis/${axis!.id}`, 'group', 'group/all', 'write', 'words', 'me', 'propose'],
    ],
    [
      'console',
      await twice(page, `${server.url}/animation`),
      ['now', 'wall', 'groups', 'axes', 'people', 'settings'].map((place) => `/${code}/${place}`),
    ],
    ['projector', await twice(page, `${server.url}/ecran#${code}.${screen.token}`, 768), ['']],
  ];
  let round = 0;
  for (const [name, pages, places] of sets) {
    for (const place of places) {
      for (const one of pages) {
        if (place) await one.evaluate((hash) => (location.hash = hash), place);
      }
      const [translated, plain] = pages;
      const same = async (what: string): Promise<void> =>
        await expect
          .poll(async () => ((await shown(translated)) === (await shown(plain)) ? '' : `${await shown(translated)}\n≠ ${await shown(plain)}`), {
            message: `${name} ${place}: ${what}`,
          })
          .toBe('');
      await same('before');
      const before = await shown(plain);
      await translate(translated, round % 2 ? 'around' : 'instead');
      await change(desk, seat.token, (round += 1));
      await expect.poll(() => shown(plain), `${name} ${place} shows something of the forum`).not.toBe(before);
      await same('what is translated once changes');
      await translate(translated, 'instead');
      await change(desk, seat.token, (round += 1));
      await same('what is translated twice changes');
    }
    for (const one of pages) await one.close();
  }
});
