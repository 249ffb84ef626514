import type { Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { Desk } from './desk.ts';
import { expect, test } from './stage.ts';

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
  spaces: [{ as: 'sp1', label: 'Grande salle', places: 40 }, { as: 'sp2', label: 'Préau' }],
};

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
  const seat = await guest.enter(server, code, 'Dédé');
  const desk = await Desk.open(await browser.newPage(), server, code);
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
  const seat = await guest.enter(server, code, 'Dédé');
  const bar = guest.page.getByRole('region', { name: 'Ce qui vient de changer' });
  const status = guest.page.getByRole('status').first();
  const isTold = async (sentence: string | RegExp): Promise<void> => {
    await expect(bar).toContainText(sentence);
    await expect(status, 'a screen reader hears it').toContainText(sentence);
  };
  const order = async (command: Record<string, unknown>, token?: string): Promise<void> =>
    expect(await desk.order(command, token), String(command['do'])).toBeUndefined();

  // The phone knows what moment it is before the next one comes.
  await guest.isAt('C’est le moment des sujets.');
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
  await guest.to('Maintenant');
  await guest.isAt('Le vote est ouvert.');
  await expect(bar, 'the page says it itself').toBeHidden();
  await guest.to('Mes mots');
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
  expect(await desk.order({ do: 'announce', topic: first })).toBeUndefined();
  await order({ do: 'propose', as: topic, title: 'Garder nos médecins' }, seat.token);
  await isTold('C’est à vous');
  for (const hash of ['wall', 'news', 'axes', 'dots', 'group/all', 'words', 'me', 'propose']) {
    await guest.page.evaluate((hash) => (location.hash = hash), hash);
    await expect(bar, `on ${hash}, as long as the room waits`).toContainText('C’est à vous');
  }
  await guest.page.reload();
  await bar.getByRole('link', { name: 'Y aller' }).click();
  await guest.isAt('C’est à vous : dites votre sujet à voix haute.');
  await expect(bar, 'the page itself says so').toBeHidden();
  await expect(guest.page.getByText('Garder nos médecins')).toBeInViewport();
  await guest.look('speaks');

  // From here each step leads to the next one: announced, a cell, the opening, the end.
  await guest.button('Je l’ai annoncé à voix haute').click();
  await guest.button('Annuler').click();
  await guest.isAt('C’est à vous : dites votre sujet à voix haute.');
  await guest.button('Je l’ai annoncé à voix haute').click();
  await guest.link('Choisir une case libre').click();
  await guest.isAt('Où et quand ?');
  await expect(guest.page.getByRole('radio', { name: /10 h 00/ }), 'by hour, the first one first').toBeChecked();
  await expect(guest.page.getByRole('radio', { name: /Grande salle/ }), 'what is taken is not offered').toHaveCount(0);
  await guest.page.getByRole('radio', { name: /11 h 15/ }).check();
  await guest.page.getByRole('radio', { name: /Grande salle.*40 places/ }).check();
  await expect(guest.button(/^Je prends cette case 11 h 15, Grande salle$/)).toBeInViewport({ ratio: 1 });
  await guest.page.getByRole('radio', { name: /10 h 00/ }).check();
  await guest.page.getByRole('radio', { name: /Préau/ }).check();
  await guest.look('place');
  await guest.button(/^Je prends cette case 10 h 00, Préau$/).click();
  await guest.isAt('Garder nos médecins');

  await guest.to('Mes mots');
  await order({ do: 'phase', phase: 'groups' });
  await isTold('« Garder nos médecins », Préau : ouvrez votre groupe quand vous êtes prêts.');
  await bar.getByRole('link', { name: 'Y aller' }).click();
  await guest.button('Ouvrir le groupe').click();
  await expect(guest.link('Contribuer'), 'who opens it is in it').toBeVisible();
  await guest.to('Le mur');
  await order({ do: 'phase', phase: 'reading' });
  await isTold('« Garder nos médecins », Préau : il est temps de terminer le groupe.');
  await bar.getByRole('link', { name: 'Y aller' }).click();
  await guest.button('Terminer le groupe').click();
  await expect(guest.page.getByText('Le groupe est terminé.')).toBeVisible();
  await expect(guest.page.getByText(/\b0\b/), 'nothing is counted that is not there').toHaveCount(0);
});

test('on an English phone with large text: words of the room are French, and every name holds what one sees', async ({ browser, server, phone }) => {
  const code = await server.replay([
    { ...FORUM, slots: [...FORUM.slots, { as: 's3', label: 'Troisième tour', start: '14:00', end: '15:00' }] },
    { who: 'facilitator', do: 'phase', phase: 'marketplace' },
    { who: 'p1', do: 'join', name: 'Anna' },
    ...['Un car le dimanche', 'L’assainissement intercommunal', 'Garder nos médecins'].flatMap((title, n) => [
      { who: 'p1', do: 'propose', as: `t${n}`, title, ...(n === 0 ? { question: 'Qui le conduit ?' } : {}) },
      { who: 'facilitator', do: 'place', topic: `t${n}`, slot: `s${n + 1}`, space: 'sp1', as: `g${n}` },
    ]),
    { who: 'facilitator', do: 'phase', phase: 'groups' },
    ...['g0', 'g1'].flatMap((group, n) => [
      { who: 'facilitator', do: 'open', group },
      { who: 'p1', do: 'enter', group },
      { who: 'p1', do: 'take_pen', group },
      { who: 'p1', do: 'write', as: `k${n}`, group, kind: 'proposal', text: 'Un minibus intercommunal, conduit par des bénévoles.' },
    ]),
    { who: 'facilitator', do: 'close', group: 'g0' },
    { who: 'facilitator', do: 'axis', as: 'a1', name: 'Se déplacer' },
    { who: 'facilitator', do: 'axis', as: 'a2', name: 'Se soigner' },
    ...['a1', 'a2'].map((axis) => ({ who: 'facilitator', do: 'attach', axis, contribution: 'k0' })),
  ]);
  const desk = await Desk.open(await browser.newPage(), server, code);
  const [groups, topics, axes] = [await desk.all('group', 3), await desk.all('topic', 3), await desk.all('axis', 2)];
  const guest = await phone('english', 320);
  const seat = await guest.enter(server, code, 'Dédé');
  expect(await desk.order({ do: 'enter', group: groups[1]!.id }, seat.token)).toBeUndefined();
  expect(await desk.order({ do: 'interest', topic: topics[2]!.id, on: true }, seat.token)).toBeUndefined();
  await guest.page.evaluate(() => (location.hash = 'me'));
  await guest.button('English').click();
  await guest.isAt('My name and settings');
  await guest.page.getByRole('radio', { name: 'Very large' }).check();

  let bar: string | undefined;
  for (const hash of ['now', 'wall', `topic/${topics[0]!.id}`, 'news', 'axes', `axis/${axes[0]!.id}`, 'group', 'group/all', 'write', 'words', 'me', 'propose', 'dots']) {
    if (hash === 'dots') expect(await desk.order({ do: 'open_vote' })).toBeUndefined();
    await guest.page.evaluate((hash) => (location.hash = hash), hash);
    await expect(guest.page.locator('main h1')).toBeVisible();
    const found = await guest.page.evaluate(faults);
    expect.soft(found.faults, hash).toEqual([]);
    bar ??= found.bar;
    expect.soft(found.bar, `${hash}: the bar at the foot stands still`).toBe(bar);
    await guest.look(`english-${hash.split('/')[0]}`);
    // A phone whose own text is twice as large.
    await guest.page.setViewportSize({ width: 360, height: 640 });
    await guest.page.evaluate(() => (document.documentElement.style.fontSize = '225%'));
    expect.soft((await guest.page.evaluate(faults)).faults, `${hash} at 200 %`).toEqual([]);
    await guest.page.evaluate(() => (document.documentElement.style.fontSize = ''));
    await guest.page.setViewportSize({ width: 320, height: 640 });
  }
});

/** What is wrong with the page that is shown: languages, names, headings, words; and where the bar at its foot stands. */
function faults(): { faults: string[]; bar: string } {
  const faults: string[] = [];
  const isSeen = (element: Element): boolean => element.checkVisibility() && !element.closest('.unseen');
  const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
  for (const typed of document.querySelectorAll('[data-typed]')) {
    if (typed.closest('[lang]')?.getAttribute('lang') !== 'fr') faults.push(`not French: ${typed.textContent}`);
  }
  const screen = document.documentElement.lang;
  if (screen !== 'en') faults.push(`the screen is ${screen}`);
  for (const control of document.querySelectorAll('a, button')) {
    const label = control.getAttribute('aria-label');
    const visible = plain((control as HTMLElement).innerText);
    if (label !== null && visible !== '' && !plain(label).includes(visible)) faults.push(`« ${label} » hides « ${visible} »`);
  }
  let before = 0;
  for (const heading of document.querySelectorAll('main :is(h1, h2, h3, h4)')) {
    const level = Number(heading.tagName[1]);
    if (level > before + 1) faults.push(`h${level} after h${before}: ${heading.textContent}`);
    before = level;
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node as Text;
    if (!text.parentElement || !isSeen(text.parentElement)) continue;
    for (const { 0: word, index } of text.data.matchAll(/[\p{L}\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const [first, ...others] = range.getClientRects();
      if (others.some(({ top }) => first && top > first.top + first.height / 2)) faults.push(`broken: ${word}`);
    }
  }
  const places = [...document.querySelectorAll('nav[aria-label] a[data-label]')].map((one) => one.getBoundingClientRect());
  return { faults, bar: places.map(({ left, width }) => `${Math.round(left)}+${Math.round(width)}`).join(' ') };
}

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
  const groups = await desk.all('group', 2);
  const [axis] = await desk.all('axis');
  const records = groups.map(({ number }) => `Un car le dimanche (${number})`);
  expect(new Set(records).size).toBe(2);
  const shows = async (where: Page, what: readonly (string | RegExp)[]): Promise<void> => {
    for (const one of what) await expect(where.getByText(one).locator('visible=true').first(), String(one)).toBeVisible();
  };

  const guest = await phone('guest');
  const seat = await guest.enter(server, code, 'Dédé');
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
