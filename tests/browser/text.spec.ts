import type { Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { Desk } from './desk.ts';
import type { Server } from './server.ts';
import { expect, type Phone, test } from './stage.ts';

const FORUM = {
  who: 'facilitator',
  do: 'create_forum',
  as: 'f',
  question: 'Que voulons-nous faire ensemble ?',
  language: 'fr',
  slots: [
    { as: 's1', label: 'Premier tour', start: '10:00', end: '11:00' },
    { as: 's2', label: 'Deuxième tour', start: '11:15', end: '12:15' },
  ],
  spaces: [{ as: 'sp1', label: 'Grande salle' }, { as: 'sp2', label: 'Préau' }],
};

async function enter(phone: Phone, server: Server, code: string, name: string): Promise<{ who: string; token: string }> {
  await phone.page.goto(`${server.url}/${code}`);
  await phone.page.getByLabel('Votre prénom').fill(name);
  await phone.button('Entrer').click();
  await expect(phone.link('Mes mots')).toBeVisible();
  return await phone.page.evaluate(() => {
    const key = Object.keys(localStorage).find((key) => key.startsWith('bourdon:seat:'));
    return JSON.parse(localStorage.getItem(key!)!) as { who: string; token: string };
  });
}

test('an address with a sign too many leads to the door, and no other to plain text', async ({ browser, page, server }) => {
  const code = await server.replay([FORUM]);
  for (const path of [`${code}.`, `${code})`, `${code}/`, `${code.toLowerCase()},`, `(${code}`, `${code}%E2%80%9D`, `%C2%AB%20${code}%20%C2%BB`]) {
    const answer = await page.goto(`${server.url}/${path}`);
    expect(answer?.status(), path).toBe(200);
    await expect(page.getByLabel('Votre prénom'), path).toBeVisible();
  }
  for (const [locale, title, sentence] of [
    ['fr-FR', 'Quel est le code de la salle ?', 'Aucune salle n’a ce code.'],
    ['en-GB', 'What is the code of the room?', 'No room has this code.'],
  ] as const) {
    const context = await browser.newContext({ locale });
    const reader = await context.newPage();
    for (const [path, typed] of [
      [`${code[0]}${code}`, `${code[0]}${code}`],
      [`${code.slice(1)}0`, `${code.slice(1)}0`],
      [`${code.slice(1)}O.`, `${code.slice(1)}O`],
      ['assets/nothing', 'ASSETSNOTHING'],
      ['one/way/or/another', 'ONEWAYORANOTHER'],
      ['nothing.html', 'NOTHINGHTML'],
      [`${code}%FF`, code],
    ] as const) {
      const answer = await reader.goto(`${server.url}/${path}`);
      if (typed !== code) {
        expect(answer?.status(), path).toBe(404);
        await expect(reader.getByRole('heading', { name: title }), path).toBeVisible();
        await expect(reader.getByText(sentence), path).toBeVisible();
        await expect(reader.getByLabel('Code'), path).toHaveValue(typed);
      }
    }
    await context.close();
  }
});

/** Where a part of what an element shows stands. */
function placeOf(page: Page, within: string, part: string): Promise<{ left: number; right: number }> {
  return page.evaluate(
    ([within, part]) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = (node as Text).data;
        if (!text.includes(within) || !node.parentElement?.checkVisibility()) continue;
        const range = document.createRange();
        range.setStart(node, text.indexOf(within) + within.indexOf(part));
        range.setEnd(node, text.indexOf(within) + within.indexOf(part) + part.length);
        const { left, right } = range.getBoundingClientRect();
        return { left, right };
      }
      throw new Error(`${within} is not shown`);
    },
    [within, part] as const,
  );
}

test('what is written from right to left runs so, and turns no sentence round', async ({ browser, page, server, phone }) => {
  const text = 'שלום לכולם, 12 ילדים.';
  const code = await server.replay([
    FORUM,
    { who: 'facilitator', do: 'phase', phase: 'groups' },
    { who: 'p1', do: 'join', name: 'שרה' },
    { who: 'p2', do: 'join', name: 'P1\u202e' },
    { who: 'p1', do: 'propose', as: 't', title: 'שבת' },
    { who: 'facilitator', do: 'place', topic: 't', slot: 's1', space: 'sp1', as: 'g' },
    { who: 'facilitator', do: 'open', group: 'g' },
    { who: 'p1', do: 'enter', group: 'g' },
    { who: 'p2', do: 'enter', group: 'g' },
    { who: 'p1', do: 'take_pen', group: 'g' },
    { who: 'p1', do: 'write', as: 'k', group: 'g', kind: 'idea', text },
  ]);
  const guest = await phone('reader');
  const seat = await enter(guest, server, code, 'Dédé');
  const desk = await Desk.open(await browser.newPage(), server, code);
  await expect.poll(async () => (await desk.all('group')).length).toBe(1);
  const [group] = await desk.all('group');
  expect(await desk.order({ do: 'enter', group: group!.id }, seat.token)).toBeUndefined();
  await guest.page.evaluate((id) => (location.hash = `group/${id}`), group!.id);

  await expect(guest.page.getByText(text).first()).toBeVisible();
  const [stop, first] = [await placeOf(guest.page, text, '.'), await placeOf(guest.page, text, 'ש')];
  expect(stop.right, 'the full stop ends the sentence, at the left').toBeLessThanOrEqual(first.left);
  const pen = guest.page.getByText(/tient la plume/);
  await expect(pen).toBeVisible();
  const [name, verb] = [await placeOf(guest.page, 'שרה', 'שרה'), await placeOf(guest.page, 'tient la plume', 'tient')];
  expect(name.right, 'a French sentence stays French').toBeLessThanOrEqual(verb.left);
  await expect(guest.page.getByText('P1', { exact: true })).toHaveText('P1');

  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(server.facilitator);
  await page.getByRole('link', { name: /Que voulons/ }).click();
  await page.getByRole('navigation', { name: 'Pages du forum' }).getByRole('link', { name: 'Axes' }).click();
  await expect(page.getByText(text).first()).toBeVisible();
  expect((await placeOf(page, text, '.')).right).toBeLessThanOrEqual((await placeOf(page, text, 'ש')).left);

  await guest.page.evaluate(() => (location.hash = 'propose'));
  const field = guest.page.getByLabel('De quoi voulez-vous parler ?');
  await field.fill(text);
  expect(await field.evaluate((element) => getComputedStyle(element).direction), 'while it is typed').toBe('rtl');
});

test('a change of moment is told once, wherever somebody is', async ({ browser, server, phone }) => {
  const code = await server.replay([
    FORUM,
    { who: 'facilitator', do: 'phase', phase: 'marketplace' },
    { who: 'facilitator', do: 'axis', as: 'a1', name: 'Bouger' },
    { who: 'facilitator', do: 'axis', as: 'a2', name: 'Se soigner' },
    { who: 'p1', do: 'join', name: 'Anna' },
    { who: 'p1', do: 'propose', as: 't', title: 'Un car' },
    { who: 'facilitator', do: 'place', topic: 't', slot: 's1', space: 'sp1', as: 'g' },
    { who: 'facilitator', do: 'open', group: 'g' },
    { who: 'p1', do: 'enter', group: 'g' },
    { who: 'p1', do: 'write', as: 'k', group: 'g', kind: 'idea', text: 'Un car le dimanche.' },
    { who: 'facilitator', do: 'attach', axis: 'a1', contribution: 'k' },
    { who: 'facilitator', do: 'attach', axis: 'a2', contribution: 'k' },
  ]);
  const desk = await Desk.open(await browser.newPage(), server, code);
  const guest = await phone('guest');
  const seat = await enter(guest, server, code, 'Dédé');
  const bar = guest.page.getByRole('region', { name: 'Ce qui vient de changer' });
  const status = guest.page.getByRole('status').first();
  const isTold = async (sentence: string | RegExp): Promise<void> => {
    await expect(bar).toContainText(sentence);
    await expect(status, 'a screen reader hears it').toContainText(sentence);
  };
  const order = async (command: Record<string, unknown>, token?: string): Promise<void> =>
    expect(await desk.order(command, token), String(command['do'])).toBeUndefined();

  await guest.to('Mes mots');
  await expect(bar, 'who comes in is told nothing').toBeHidden();
  await order({ do: 'phase', phase: 'groups' });
  await isTold('Les groupes travaillent.');
  await guest.page.reload();
  await expect(bar, 'what was not seen is told after a reload too').toContainText('Les groupes travaillent.');
  await expect(guest.link(/Maintenant.*du nouveau/), 'the way there is marked').toBeVisible();
  await guest.look('moment');
  await bar.getByRole('link', { name: 'Y aller' }).click();
  await guest.isAt('Les groupes travaillent.');
  await expect(bar).toBeHidden();
  await guest.page.reload();
  await guest.to('Mes mots');
  await expect(bar, 'what was seen is not told again').toBeHidden();

  await order({ do: 'phase', phase: 'priorities' });
  await isTold('On choisit les priorités.');
  await bar.getByRole('button', { name: 'Fermer' }).click();
  await expect(bar).toBeHidden();
  await order({ do: 'open_vote' });
  await isTold('Le vote est ouvert.');
  await bar.getByRole('link', { name: 'Y aller' }).click();
  await expect(guest.page, 'on the page of the vote').toHaveURL(/#dots$/);
  await expect(bar).toBeHidden();
  await guest.to('Le mur');
  await order({ do: 'close_vote' });
  await isTold('Le vote est terminé.');
  await bar.getByRole('button', { name: 'Fermer' }).click();
  await order({ do: 'close_door' });
  await isTold('L’entrée est fermée.');
  await bar.getByRole('button', { name: 'Fermer' }).click();
  await expect(bar).toBeHidden();

  await order({ do: 'phase', phase: 'marketplace' });
  await isTold('C’est le moment des sujets.');
  await bar.getByRole('button', { name: 'Fermer' }).click();
  const topic = randomUUID();
  const [first] = (await desk.all('topic')).map(({ id }) => id);
  const [slot] = await desk.all('slot');
  const space = (await desk.all('space'))[1];
  expect(await desk.order({ do: 'announce', topic: first })).toBeUndefined();
  await order({ do: 'propose', as: topic, title: 'Garder nos médecins' }, seat.token);
  await isTold('C’est à vous');
  await order({ do: 'announce', topic });
  await isTold('Votre sujet « Garder nos médecins » est annoncé.');
  await order({ do: 'place', as: randomUUID(), topic, slot: slot!.id, space: space!.id });
  await isTold('Votre sujet « Garder nos médecins » a sa place : Préau');
  await bar.getByRole('link', { name: 'Y aller' }).click();
  await guest.isAt('Garder nos médecins');
  await expect(bar).toBeHidden();
});

test('what has one name is told apart in the same way on every screen', async ({ browser, page, server, phone }) => {
  const code = await server.replay([
    FORUM,
    { who: 'p1', do: 'join', name: 'Marie' },
    { who: 'facilitator', do: 'phase', phase: 'marketplace' },
    { who: 'p2', do: 'join', name: 'Marie' },
    { who: 'p1', do: 'propose', as: 't1', title: 'Un car le dimanche' },
    { who: 'facilitator', do: 'place', topic: 't1', slot: 's1', space: 'sp1', as: 'g1' },
    { who: 'facilitator', do: 'place', topic: 't1', slot: 's2', space: 'sp1', as: 'g2' },
    { who: 'facilitator', do: 'phase', phase: 'groups' },
    ...['g1', 'g2'].flatMap((group, n) => [
      { who: 'facilitator', do: 'open', group },
      { who: 'p1', do: 'enter', group },
      { who: 'p2', do: 'enter', group },
      { who: 'p1', do: 'take_pen', group },
      { who: 'p1', do: 'write', as: `k${n}`, group, kind: 'need', text: `Un car le dimanche, ${n}` },
      ...(n === 0 ? [{ who: 'facilitator', do: 'close', group }] : []),
    ]),
    { who: 'facilitator', do: 'axis', as: 'a', name: 'Bouger' },
    { who: 'facilitator', do: 'attach', axis: 'a', contribution: 'k0' },
    { who: 'facilitator', do: 'attach', axis: 'a', contribution: 'k1' },
    { who: 'facilitator', do: 'propose', as: 't9', title: 'Sans place' },
  ]);
  const desk = await Desk.open(await browser.newPage(), server, code);
  // A snapshot may be a second old.
  await expect.poll(async () => (await desk.all('group')).length).toBe(2);
  await expect.poll(async () => (await desk.all('axis')).length).toBe(1);
  const groups = await desk.all('group');
  const [axis] = await desk.all('axis');
  const records = groups.map(({ number }) => `Un car le dimanche (${number})`);
  expect(new Set(records).size).toBe(2);
  const shows = async (where: Page, what: readonly (string | RegExp)[]): Promise<void> => {
    for (const one of what) await expect(where.getByText(one).locator('visible=true').first(), String(one)).toBeVisible();
  };

  const guest = await phone('guest');
  const seat = await enter(guest, server, code, 'Dédé');
  expect(await desk.order({ do: 'enter', group: groups[1]!.id }, seat.token)).toBeUndefined();
  const [one, two] = ['Marie (1)', 'Marie (2)'];
  for (const [hash, what] of [
    ['wall', records],
    ['news', [records[0]!]],
    [`axis/${axis!.id}`, records],
    [`group/${groups[1]!.id}`, [records[1]!]],
  ] as const) {
    await guest.page.evaluate((hash) => (location.hash = hash), hash);
    await shows(guest.page, what);
  }

  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(server.facilitator);
  await page.getByRole('link', { name: /Que voulons/ }).click();
  for (const [place, what] of [
    ['Le mur', records],
    ['Groupes', [...records, one]],
    ['Axes', records],
    ['Personnes', [one, two]],
  ] as const) {
    await page.getByRole('navigation', { name: 'Pages du forum' }).getByRole('link', { name: place }).click();
    await shows(page, what);
  }
  await page.goto(`${server.url}/animation#/${code}/groups/${groups[1]!.id}`);
  await shows(page, [records[1]!, one, two, /(plume|Plume).*Marie \(1\)|Marie \(1\).*plume/]);

  const screen = { as: randomUUID(), token: randomUUID().replaceAll('-', '').repeat(2) };
  expect(await desk.order({ do: 'add_projector', label: 'Écran', ...screen })).toBeUndefined();
  expect(await desk.order({ do: 'phase', phase: 'reading' })).toBeUndefined();
  const wall = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  await wall.goto(`${server.url}/ecran#${code}.${screen.token}`);
  await shows(wall, [records[0]!]);
  await wall.close();

  await page.goto(`${server.url}/animation#/${code}/wall`);
  await expect(page.getByText('Sans place')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  for (const what of ['Sans place', ...records, 'Grande salle', 'Préau']) {
    await expect(page.getByText(what, { exact: true }).first(), `the printed wall has ${what}`).toBeVisible();
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
});
