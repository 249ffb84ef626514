import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { Device, expect, type Phone, test } from './stage.ts';

const QUESTION = 'Qu’est-ce qui nous donnerait envie de rester vivre ici ?';
const TOPICS = {
  anna: 'Un car le dimanche',
  bilal: 'Garder nos médecins',
  chloe: 'Des jardins à partager',
};

test('a whole day, from the creation of a forum to its end', async ({ page, server, phone }) => {
  test.setTimeout(600_000);
  await page.setViewportSize({ width: 1366, height: 768 });
  const host = new Device('facilitator', page);
  let code = '';

  await test.step('a forum is created in two minutes', async () => {
    await page.goto(server.facilitator);
    await host.isAt('Vos forums');
    expect(page.url(), 'the key leaves the address').not.toMatch(/[0-9a-f]{64}/);
    await host.look('1-forums');
    await host.link('Nouveau forum').click();
    await host.isAt('Nouveau forum');
    await page.getByLabel('Question du forum').fill(QUESTION);
    await page.reload();
    await expect(page.getByLabel('Question du forum'), 'a draft survives a reload').toHaveValue(QUESTION);
    await host.look('2-create');
    await host.button('Ouvrir la salle').click();
    await expect(page.getByText('L’entrée est ouverte.')).toBeVisible();
    code = /#\/([A-Z0-9]+)/.exec(page.url())?.[1] ?? '';
    expect(code).toMatch(/^[A-Z0-9]{6,8}$/);
    await expect(step(host, 'Entrez avec votre téléphone')).toBeVisible();
    await expect(step(host, 'Ouvrez l’écran de la salle')).toBeVisible();
    for (const width of [320, 1366]) {
      await page.setViewportSize({ width, height: 640 });
      await expect(host.button('Ouvrir l’écran de la salle'), 'above the fold').toBeInViewport({ ratio: 1 });
    }
    await page.setViewportSize({ width: 1366, height: 768 });
    await host.look('3-now');
  });

  const [anna, bilal, chloe, dede] = [await phone('anna'), await phone('bilal', 320), await phone('chloe'), await phone('dede')];
  let room!: Device;

  await test.step('the room’s screen shows the way in', async () => {
    const opened = page.waitForEvent('popup');
    await host.button('Ouvrir l’écran de la salle').click();
    room = new Device('projector', await opened);
    await room.page.setViewportSize({ width: 1920, height: 1080 });
    await expect(room.page.getByText(code).first()).toBeVisible();
    expect(room.page.url(), 'the pass leaves the address').not.toContain('#');
    await room.look('1-enter');
    await expect(step(host, 'L’écran de la salle est ouvert')).toBeVisible();
    const small = page.locator('iframe');
    await expect(small.contentFrame().getByText(code).first(), 'what the room sees, small').toBeVisible();
    await expect(small.locator('..'), 'nobody gets lost in it').toHaveAttribute('inert');
    await page.setViewportSize({ width: 1100, height: 768 });
    await expect(small).toHaveCount(0);
    await page.setViewportSize({ width: 1366, height: 768 });
  });

  await test.step('four people come in', async () => {
    await enter(anna, code, 'Anna', 'Je vis ici', true);
    await enter(bilal, code, 'Bilal', 'J’ai un mandat local');
    await enter(chloe, code, 'Chloé', 'Je préfère ne pas dire');
    await dede.page.goto(dede.url);
    await dede.isAt('Quel est le code de la salle ?');
    await dede.look('1-code');
    await dede.page.getByLabel('Code').fill(code.toLowerCase());
    await dede.button('Continuer').click();
    await comeIn(dede, 'Dédé', 'Je vis ici');
    await expect(page.getByText('4 inscriptions')).toBeVisible();
    await expect(step(host, 'Premier téléphone vu')).toBeVisible();
    const square = page.getByAltText('Code à viser avec un téléphone pour entrer dans le forum');
    expect((await square.boundingBox())!.width, 'small once people are in').toBeLessThan(160);
    await host.press(host.button('Fermer l’entrée'), page.getByText('L’entrée est fermée.').first());
    await expect(square, 'nobody scans what lets nobody in').toBeHidden();
    await host.press(host.button('Ouvrir l’entrée'), square);
    await anna.look('3-now');
  });

  await test.step('the forum opens', async () => {
    await next(host, 'ouvrir le forum');
    await anna.isAt('On ouvre en cercle.');
    await expect(room.page.getByText('Les personnes présentes sont les bonnes personnes.')).toBeVisible();
    await room.look('2-principles');
  });

  await test.step('the marketplace: topics, said aloud', async () => {
    await next(host, 'ouvrir la place du marché');
    await propose(anna, TOPICS.anna, true);
    await propose(bilal, TOPICS.bilal);
    await propose(chloe, TOPICS.chloe);
    await expect(room.page.getByText(TOPICS.bilal).first(), 'who speaks next').toBeVisible();
    await host.look('4-queue');
    await room.look('3-wall-and-queue');
    // The second stands then where the first stood: a press that fast would be the same press.
    for (const topic of [TOPICS.anna, TOPICS.bilal]) await host.button(`Annoncé : ${topic}`).press('Enter');
    await expect(host.button(`Annoncé : ${TOPICS.bilal}`)).toBeHidden();
  });

  await test.step('topics find a place: by their host, by mouse, by keyboard', async () => {
    await anna.to('Le mur');
    await anna.link(TOPICS.anna).click();
    await anna.link('Choisir une case libre').click();
    await anna.isAt('Où et quand ?');
    await anna.page.getByRole('radio', { name: /Grande salle/ }).check();
    await anna.look('5-place');
    await anna.button('Je prends cette case').click();
    await anna.isAt(TOPICS.anna);
    await anna.look('5-topic');

    await host.to('Le mur');
    await host.isAt('Le mur');
    await host.look('5-wall');
    await page.getByRole('button', { name: new RegExp(`^${TOPICS.bilal}`) }).click();
    await host.button(/^Poser ici : Bibliothèque/).first().click();
    await expect(page.getByText('Sujet placé.').first()).toBeVisible();
    const third = page.getByRole('button', { name: new RegExp(`^${TOPICS.chloe}`) });
    await third.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Tous les sujets ont une place.')).toBeVisible();
    await host.look('6-wall-full');
    await dede.to('Le mur');
    await dede.button(`J’y vais : ${TOPICS.anna}`).click();
    await expect(dede.button(`J’y vais : ${TOPICS.anna}`)).toHaveAttribute('aria-pressed', 'true');
    await dede.look('4-wall');
  });

  await test.step('groups open, people go there and write', async () => {
    await host.to('Maintenant');
    await next(host, 'commencer les groupes');
    await next(host, /^Suivant : ouvrir les? /);
    await go(anna, TOPICS.anna, true);
    await go(dede, TOPICS.anna);
    await go(bilal, TOPICS.bilal);
    await go(chloe, TOPICS.bilal);
    await dede.button('Je prends la plume').click();
    await expect(anna.page.getByText('Dédé tient la plume.')).toBeVisible();
    await write(dede, 'Constat', 'Le car passe à 6 h 50, puis plus rien.', true);
    await write(chloe, 'Idée', 'Loger les internes chez l’habitant.');
    await write(bilal, 'Besoin', 'Un médecin deux jours par semaine.');
    await showFresh(anna);
    const written = anna.page.getByRole('listitem').filter({ hasText: 'Le car passe à 6 h 50, puis plus rien.' });
    await expect(written).toBeVisible();
    await expect(written, 'no name stands beside what is written').not.toContainText('Dédé');
    // Its name also says how many agree.
    const support = anna.page.getByRole('button', { name: /^D’accord.* : Le car passe à 6 h 50, puis plus rien\./ });
    await support.click();
    await expect(support).toHaveAttribute('aria-pressed', 'true');
    await anna.look('7-group');
    await host.to('Groupes');
    await expect(page.getByText('Loger les internes chez l’habitant.').first()).toBeVisible();
    await host.look('7-groups');
  });

  await test.step('two phones lose the network while typing, and come back', async () => {
    await loseNetwork(anna, 'Proposition', 'Un minibus partagé le dimanche,', ' conduit par des bénévoles.');
    await loseNetwork(bilal, 'Suite à donner', 'Écrire à la maison de santé', ' avant Noël.');
    await anna.look('8-offline');
    await write(chloe, 'Question', 'Qui paierait le logement ?');
    for (const cut of [anna, bilal]) cut.cable.mend();
    await expect(networkBar(anna)).toBeHidden({ timeout: 45_000 });
    await expect(anna.page.getByText('Reçu').first()).toBeVisible({ timeout: 45_000 });
    await expect(bilal.page.getByText('Reçu').first()).toBeVisible({ timeout: 45_000 });
    await showFresh(dede);
    const minibus = 'Un minibus partagé le dimanche, conduit par des bénévoles.';
    const came = dede.page.getByRole('listitem').filter({ hasText: minibus });
    await expect(came, 'the words came, once').toHaveCount(1);
    await bilal.link('Retour au groupe').click();
    await showFresh(bilal);
    await expect(bilal.page.getByText('Qui paierait le logement ?').first(), 'what was missed is there').toBeVisible();
  });

  await test.step('what is typed survives a reload', async () => {
    await dede.link('Contribuer').click();
    await dede.button('Idée').click();
    await dede.page.getByLabel('Vos mots').fill('Et le samedi');
    await dede.page.reload();
    await expect(dede.page.getByLabel('Vos mots')).toHaveValue('Et le samedi');
  });

  await test.step('one takes words back', async () => {
    await chloe.to('Mes mots');
    await chloe.look('2-words');
    await chloe.page.getByRole('listitem').filter({ hasText: 'Qui paierait le logement ?' }).getByRole('button', { name: 'Effacer' }).click();
    await chloe.page.getByRole('dialog').getByRole('button', { name: 'Effacer' }).click();
    await expect(bilal.page.getByText('Qui paierait le logement ?')).toHaveCount(0);
  });

  await test.step('groups end, and everybody reads', async () => {
    await anna.link('Retour au groupe').click();
    await anna.button('Terminer le groupe').click();
    await bilal.button('Terminer le groupe').click();
    await expect(bilal.page.getByText('Le groupe est terminé.')).toBeVisible();
    await host.to('Maintenant');
    const goOn = host.button(/^Suivant : /);
    const read = /^Suivant : (terminer .* et )?lire les comptes rendus$/;
    // Round after round is opened and ended; the last one ends with the reading.
    await expect(async () => {
      if (!(await host.button(read).isVisible())) await goOn.click();
      await expect(host.button(read)).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await next(host, read);
    await chloe.to('Maintenant');
    await chloe.link('Lire les comptes rendus').first().click();
    await chloe.isAt('Comptes rendus');
    await chloe.look('3-news');
    await chloe.link(TOPICS.anna).click();
    await expect(chloe.page.getByText('conduit par des bénévoles').first()).toBeVisible();
    await chloe.look('4-record');
    await expect(room.page.getByText('Le mur des comptes rendus').or(room.page.getByText(TOPICS.anna)).first()).toBeVisible();
    await room.look('4-news');
  });

  await test.step('axes are made of what was said', async () => {
    await next(host, 'passer aux priorités');
    await host.to('Axes');
    await host.isAt('Axes');
    await nameAxis(host, ['Le car passe à 6 h 50, puis plus rien.', 'Un minibus partagé le dimanche, conduit par des bénévoles.'], 'Se déplacer sans voiture');
    await nameAxis(host, ['Loger les internes chez l’habitant.', 'Un médecin deux jours par semaine.'], 'Se soigner près de chez soi');
    const last = page.getByRole('checkbox', { name: /Écrire à la maison de santé avant Noël/ });
    await last.press('Space');
    await expect(last).toBeChecked();
    await host.button(/^Placer 1 contribution sous B/).first().click();
    await expect(page.getByText('Chaque contribution est sous un axe.')).toBeVisible();
    await host.look('8-axes');
    await chloe.to('Le mur');
    await chloe.link('Axes').click();
    await chloe.look('5-axes');
    await chloe.link(/Se déplacer sans voiture/).click();
    await expect(chloe.page.getByText('Le car passe à 6 h 50').first()).toBeVisible();
    await expect(carries(chloe, 'Groupes')).toHaveAccessibleName('Groupes 1');
    await expect(carries(chloe, 'Gommettes'), 'dots are secret').toHaveCount(0);
    await chloe.look('6-axis');
    await expect(room.page.getByRole('listitem').filter({ hasText: 'Se déplacer sans voiture' })).toContainText('1\u00a0groupe');
    await room.look('5-axes');
  });

  await test.step('the room votes in secret', async () => {
    await next(host, 'ouvrir le vote');
    await host.to('Vote');
    await placeDots(anna, [2, 1]);
    await placeDots(bilal, [0, 2]);
    await placeDots(chloe, [1, 2]);
    await chloe.look('7-dots');
    await expect(page.getByText('3 personnes ont voté sur 4')).toBeVisible();
    await expect(page.getByText('Résultats du vote')).toBeHidden();
    await host.look('9-vote');
    await next(host, 'clore le vote…');
    await host.page.getByRole('dialog').getByRole('button', { name: 'Clore le vote' }).click();
    await expect(page.getByText('3 personnes ont voté').first()).toBeVisible();
    await expect(page.getByText('Moins de cinq personnes ont posé des gommettes')).toBeVisible();
    await host.look('10-few');
    await anna.to('Maintenant');
    await anna.link('Voir les résultats').click();
    await expect(anna.page.getByText('Moins de cinq personnes ont posé des gommettes')).toBeVisible();
    await expect(anna.page.getByText('5 gommettes')).toBeHidden();
    await anna.look('9-few');
    await expect(room.page.getByText('Moins de cinq personnes ont posé des gommettes')).toBeVisible();
    await room.look('6-few');
  });

  await test.step('five people are enough, and the vote is closed for good', async () => {
    await host.button('Rouvrir le vote').click();
    const emile = await phone('emile');
    await emile.page.goto(`${emile.url}/${code}`);
    await comeIn(emile, 'Émile', 'Je vis ici', false, 'Le vote est ouvert.');
    await placeDots(dede, [1, 0]);
    await placeDots(emile, [1, 1]);
    await expect(page.getByText('5 personnes ont voté sur 5')).toBeVisible();
    await next(host, 'clore le vote…');
    await host.page.getByRole('dialog').getByRole('button', { name: 'Clore le vote' }).click();
    await expect(page.getByText('5 personnes ont voté').first()).toBeVisible();
    await expect(carries(host, 'Ont écrit')).toHaveAccessibleName('Ont écrit moins de 5');
    await expect(carries(host, 'Gommettes')).toHaveAccessibleName(/^Gommettes 5, de 4\spersonnes$/);
    await host.look('10-results');
    await host.button('Clore définitivement').click();
    await host.page.getByRole('dialog').getByRole('button', { name: 'Clore définitivement' }).click();
    await expect(page.getByText('La clé des bulletins est détruite')).toBeVisible();
    await expect(host.button('Rouvrir le vote')).toBeHidden();
    await anna.to('Maintenant');
    await anna.link('Voir les résultats').click();
    await anna.isAt('Résultats');
    await expect(anna.page.getByText('5 gommettes, 4 personnes')).toBeVisible();
    await expect(carries(anna, 'Ont appuyé')).toBeVisible();
    await expect(carries(anna, 'Gommettes')).toHaveAccessibleName(/^Gommettes 5, de 4\spersonnes$/);
    const size = anna.page.viewportSize()!;
    await anna.page.setViewportSize({ width: 320, height: 640 });
    expect(await carries(anna, 'Gommettes').getByText(/^5, de 4/).evaluate(lines), 'the number stays in one line').toBe(1);
    await anna.page.setViewportSize(size);
    await anna.look('9-results');
    await room.look('6-results');
  });

  await test.step('the rest of the console, and the end', async () => {
    await host.to('Personnes');
    await expect(page.getByText('Dédé')).toBeVisible();
    await host.look('11-people');
    await host.to('Réglages');
    for (const width of [320, 1366]) {
      await page.setViewportSize({ width, height: 768 });
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await expect(page.getByRole('button', { name: /^Suivant : / }), 'the head stays').toBeInViewport({ ratio: 1 });
      expect(await coveredFocus(page), 'the focus is never under it').toEqual([]);
    }
    await page.setViewportSize({ width: 1366, height: 768 });
    await host.button('Les touches').click();
    await expect(page.getByRole('dialog').getByText('Ctrl + Entrée')).toBeVisible();
    await host.look('12-keys');
    await page.keyboard.press('Escape');
    await host.look('12-settings');
    await isTakenHome(host, 'Télécharger tout', /^\d{4}-\d{2}-\d{2}_forum-[A-Z0-9]+_tout\.zip$/);
    await isTakenHome(host, /^Word/, /_livre\.docx$/);
    await isTakenHome(host, /^Excel/, /_tableau\.xlsx$/);
    await isTakenHome(host, 'Sans les noms (JSON)', /_forum-[A-Z0-9]+\.json$/);
    const file = await isTakenHome(host, /^Page à lire/, /^\d{4}-\d{2}-\d{2}_forum-[A-Z0-9]+_livre\.html$/);
    await host.button('Télécharger avec les noms').click();
    const named = page.waitForEvent('download');
    await page.getByRole('dialog').getByRole('button', { name: 'Télécharger avec les noms' }).click();
    expect(await readFile(await (await named).path(), 'utf8'), 'names are a second choice').toContain('Anna');
    await host.button('Imprimer le livre').click();
    await expect(page.frameLocator('#on-paper').getByRole('heading', { level: 1 }), 'on paper').toHaveText(QUESTION);
    await standsAlone(page, file);
    await host.to('Maintenant');
    for (const step of ['clore la journée', 'terminer le forum…']) await next(host, step);
    await page.getByRole('dialog').getByRole('button', { name: 'Terminer le forum' }).click();
    await expect(page.getByText('Forum terminé').first()).toBeVisible();
    await host.to('Maintenant');
    await isTakenHome(host, 'Télécharger tout', /_tout\.zip$/);
    await expect(host.button('Ouvrir l’écran de la salle'), 'also after the end').toBeInViewport({ ratio: 1 });
    await host.look('13-ended');
    await anna.to('Maintenant');
    await anna.isAt('Merci.');
    await anna.look('10-ended');
    await room.look('7-thanks');
    const axis = room.page.getByText('Se déplacer sans voiture');
    await expect(axis).toBeHidden();
    await host.button('Résultats').click();
    await expect(axis, 'what was shown is shown again').toBeVisible();
    await host.button('Merci').click();
    await expect(axis).toBeHidden();
  });
});

/** In how many lines its words stand. */
function lines(element: Element): number {
  const words = document.createRange();
  words.selectNodeContents(element);
  return new Set([...words.getClientRects()].map(({ top }) => Math.round(top))).size;
}

/** What carries the axis that the day is about, by one measure. */
const carries = (device: Device, measure: string): Locator =>
  device.page
    .getByRole('table', { name: 'Ce qui porte l’axe : Se déplacer sans voiture' })
    .getByRole('row')
    .filter({ has: device.page.getByRole('rowheader', { name: measure, exact: true }) });

/** Downloads at once, says how the file is called, and names nobody. */
async function isTakenHome(host: Device, button: string | RegExp, name: RegExp): Promise<string> {
  const downloaded = host.page.waitForEvent('download');
  await host.button(button).first().click();
  const download = await downloaded;
  expect(download.suggestedFilename()).toMatch(name);
  await expect(host.page.getByText(`Téléchargé : ${download.suggestedFilename()}`).first()).toBeVisible();
  const text = await readFile(await download.path(), 'utf8');
  for (const person of ['Anna', 'Bilal', 'Chloé', 'Dédé']) expect(text).not.toContain(person);
  return text;
}

/** The page holds what was said, needs nothing from elsewhere, and is read without a fault. */
async function standsAlone(page: Page, text: string): Promise<void> {
  const alone = await page.context().newPage();
  const asked: string[] = [];
  alone.on('request', (request) => asked.push(request.url()));
  await alone.setContent(text);
  await expect(alone.getByRole('heading', { level: 1 })).toHaveText(QUESTION);
  for (const title of Object.values(TOPICS)) await expect(alone.getByRole('heading', { level: 3, name: title })).toBeVisible();
  await expect(alone.getByRole('table', { name: 'Résultat du vote' }).getByRole('row', { name: /^A\. / })).toBeVisible();
  const device = new Device('taken-home', alone);
  await device.look('1-page');
  expect(asked, 'nothing comes from elsewhere').toEqual([]);
  await alone.close();
}

async function enter(phone: Phone, code: string, name: string, college: string, looks = false): Promise<void> {
  await phone.page.goto(`${phone.url}/${code}`);
  await expect(phone.page.getByText(QUESTION)).toBeVisible();
  if (looks) await phone.look('1-door');
  await comeIn(phone, name, college, looks);
}

async function comeIn(
  phone: Phone,
  name: string,
  college: string,
  looks = false,
  title = 'Vous êtes dans la salle.',
): Promise<void> {
  await phone.page.getByLabel('Votre prénom').fill(name);
  await phone.button('Entrer').click();
  await phone.isAt(`Bonjour ${name} !`);
  if (looks) await phone.look('2-college');
  await phone.press(phone.button(college), phone.page.getByRole('heading', { level: 1, name: title }));
}

/** The one button of the console. */
async function next(host: Device, step: string | RegExp): Promise<void> {
  const button = host.button(typeof step === 'string' ? `Suivant : ${step}` : step);
  await expect(button).not.toHaveAttribute('aria-disabled', 'true');
  await button.click();
}

/** A line of the preparation. */
const step = (host: Device, words: string) =>
  host.page.getByRole('region', { name: /^(Avant l’arrivée|La salle est prête)$/ }).getByRole('listitem').filter({ hasText: words });

/** What takes the focus under something that stays where it is while the page scrolls. */
const coveredFocus = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main :is(a, button, input, select, textarea)')].reverse().flatMap((one) => {
      if (one.matches(':disabled') || !one.checkVisibility()) return [];
      one.focus();
      const { left, top, width, height } = one.getBoundingClientRect();
      const there = document.elementFromPoint(left + width / 2, top + height / 2);
      return there && (one.contains(there) || there.contains(one)) ? [] : [one.outerHTML.slice(0, 120)];
    }),
  );

async function propose(phone: Phone, title: string, looks = false): Promise<void> {
  await phone.isAt('C’est le moment des sujets.');
  await phone.link('Proposer un sujet').first().click();
  await phone.page.getByLabel('De quoi voulez-vous parler ?').fill(title);
  if (looks) await phone.look('4-propose');
  await phone.button('Proposer').click();
  await expect(phone.page.getByText('Reçu. C’est vous qui portez ce sujet.').first()).toBeVisible();
}

async function go(phone: Phone, topic: string, looks = false): Promise<void> {
  await phone.to('Mon groupe');
  await expect(phone.page.getByRole('heading', { name: 'Les groupes ouverts' })).toBeVisible();
  if (looks) await phone.look('6-groups');
  await phone.button(`Entrer : ${topic}`).click();
  await expect(phone.link('Contribuer')).toBeVisible();
}

async function write(phone: Phone, kind: string, text: string, looks = false): Promise<void> {
  if (await phone.link('Contribuer').isVisible()) await phone.link('Contribuer').click();
  await phone.isAt('Contribuer');
  await phone.press(phone.button(kind), phone.page.getByLabel('Vos mots'));
  await phone.page.getByLabel('Vos mots').fill(text);
  await expect(phone.page.getByText('Affiché sans votre nom.')).toBeVisible();
  if (looks) await phone.look('5-write');
  await phone.button('Ajouter').click();
  await expect(phone.page.getByRole('listitem').filter({ hasText: text }).getByText('Reçu')).toBeVisible();
  await phone.link('Retour au groupe').click();
}

async function loseNetwork(phone: Phone, kind: string, before: string, after: string): Promise<void> {
  await phone.link('Contribuer').click();
  await phone.press(phone.button(kind), phone.page.getByLabel('Vos mots'));
  const field = phone.page.getByLabel('Vos mots');
  await field.pressSequentially(before);
  phone.cable.cut();
  await expect(networkBar(phone)).toBeVisible();
  await field.pressSequentially(after);
  await expect(field).toHaveValue(before + after);
  await phone.button('Ajouter').click();
  await expect(phone.page.getByText('Gardé sur ce téléphone, part dès que possible').first()).toBeVisible();
}

const networkBar = (phone: Phone) =>
  phone.page.getByRole('paragraph').filter({ hasText: 'Pas de réseau. Vos mots sont gardés ici.' });

/** Contributions that came while somebody reads wait behind a bar. */
async function showFresh(phone: Phone): Promise<void> {
  const bar = phone.button(/nouvelles? contributions?/);
  // It leaves by itself when nobody reads any more.
  await expect(async () => {
    if (await bar.isVisible()) await bar.click({ timeout: 1_000 });
  }).toPass();
}

async function nameAxis(host: Device, texts: string[], name: string): Promise<void> {
  for (const text of texts) {
    const box = host.page.getByRole('checkbox', { name: text });
    await box.press('Space');
    await expect(box).toBeChecked();
  }
  await host.page.getByRole('group', { name: 'Contributions en main' }).getByRole('button', { name: 'Nouvel axe' }).click();
  const dialog = host.page.getByRole('dialog');
  await dialog.getByLabel('Nom de l’axe').fill(name);
  await dialog.getByRole('button', { name: 'Nouvel axe' }).click();
  await expect(dialog).toBeHidden();
  await expect(host.page.getByRole('article', { name })).toBeVisible();
}

async function placeDots(phone: Phone, dots: readonly number[]): Promise<void> {
  await phone.to('Maintenant');
  await phone.link('Placer mes gommettes').click();
  await phone.isAt('Mes gommettes');
  for (const [place, count] of dots.entries()) {
    const axis = phone.page.getByRole('group', { name: `gommettes sur l’axe ${'ABC'[place]}` });
    const more = axis.getByRole('button', { name: /^Ajouter/ });
    for (let n = 0; n < count; n += 1) {
      // By the sign beside them, or on the dot itself.
      if (n % 2) await axis.locator('.dot').nth(n).click();
      else await more.click();
    }
    await expect(axis.locator('.dot.full'), 'dots are filled').toHaveCount(count);
    if (count < 2) continue;
    await expect(more, 'a full axis says why').toHaveAccessibleDescription('2 gommettes au plus sur un même axe.');
    await more.press('Enter');
    await expect(axis.locator('.dot.full')).toHaveCount(count);
  }
  const left = 5 - dots.reduce((sum, count) => sum + count, 0);
  await expect(phone.page.getByText(`Il vous reste ${left} gommette`)).toBeVisible();
}
