import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { Desk } from './desk.ts';
import { Device, expect, test } from './stage.ts';

const PLAN = [
  {
    who: 'facilitator',
    do: 'create_forum',
    as: 'f',
    question: 'Comment bien vivre ici dans dix ans ?',
    language: 'fr',
    slots: [{ as: 's1', label: 'Premier tour', start: '10:00', end: '11:00' }],
    spaces: [{ as: 'sp1', label: 'Grande salle' }],
  },
  { who: 'facilitator', do: 'phase', phase: 'groups' },
  { who: 'p1', do: 'join', name: 'Ana' },
  { who: 'p1', do: 'propose', as: 't', title: 'Rentrer sans voiture' },
  { who: 'facilitator', do: 'place', topic: 't', slot: 's1', space: 'sp1', as: 'g' },
  { who: 'facilitator', do: 'open', group: 'g' },
  { who: 'p1', do: 'enter', group: 'g' },
  { who: 'p1', do: 'write', as: 'k', group: 'g', kind: 'idea', text: 'Un covoiturage à la sortie du lycée.' },
];
const WORDS = 'Le car passe à 6 h 50, puis plus rien.';
const AXIS = 'Se déplacer sans voiture';

test('a sentence from a phone comes to an axis, to the vote, into the book, and is found again by its code', async ({
  browser,
  page,
  server,
  phone,
}) => {
  const code = await server.replay(PLAN);
  const desk = await Desk.open(await browser.newPage(), server, code);
  const [group] = await desk.all('group');
  const chloe = await phone('receipt');
  const seat = await chloe.enter(server, code, 'Chloé');
  expect(await desk.order({ do: 'enter', group: group!.id }, seat.token)).toBeUndefined();
  await chloe.contribute('Constat', WORDS);

  // To two axes, the vote and the end.
  for (const [number, name] of [[1, 'Ouvrir le lycée'], [2, AXIS]] as const) {
    const axis = randomUUID();
    expect(await desk.order({ do: 'axis', as: axis, name })).toBeUndefined();
    expect(await desk.order({ do: 'attach_all', axis: number, contributions: [number] })).toBeUndefined();
  }
  await chloe.to('Mes mots');
  const mine = chloe.page.getByRole('listitem').filter({ hasText: WORDS });
  await expect(mine.getByText(AXIS)).toBeVisible();
  const receipt = mine.getByRole('link', { name: /Ce que c’est devenu/ });
  await expect(receipt).toHaveText(/^[A-Z2-9]{5}\s[A-Z2-9]{5}$/);
  await chloe.look('words');
  expect(await desk.order({ do: 'phase', phase: 'priorities' })).toBeUndefined();
  expect(await desk.order({ do: 'open_vote' })).toBeUndefined();
  await chloe.to('Maintenant');
  await chloe.link('Placer mes gommettes').click();
  const dots = chloe.page.getByRole('group', { name: 'gommettes sur l’axe B' });
  await dots.getByRole('button', { name: /^Ajouter/ }).click();
  await expect(dots.locator('.dot.full')).toHaveCount(1);

  // Where the forum is found after the day.
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(server.facilitator);
  await page.getByRole('link', { name: /Comment bien vivre/ }).click();
  await page.getByRole('navigation', { name: 'Pages du forum' }).getByRole('link', { name: 'Réglages' }).click();
  const afterwards = page.getByRole('region', { name: 'Adresse publique' });
  await afterwards.getByLabel('Adresse publique').fill('http://forum.exemple.fr');
  await afterwards.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(afterwards.getByText(/Cette adresse ne convient pas/)).toBeVisible();
  await afterwards.getByLabel('Adresse publique').fill('https://forum.exemple.fr');
  await afterwards.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Réglages enregistrés.').first()).toBeVisible();

  // A logo: no picture is said so, a photograph is made as small as documents take it, by the keyboard.
  const logos = page.getByRole('region', { name: 'Logos' });
  const file = logos.locator('input[type=file]');
  await file.setInputFiles({ name: 'lettre.png', mimeType: 'image/png', buffer: Buffer.from('Cher monsieur') });
  await expect(logos.getByRole('alert')).toHaveText(/ne lit pas cette image/);
  const picture = { name: 'Caf de l’Ain.jpg', mimeType: 'image/jpeg', buffer: await photograph(page) };
  const heading = logos.getByRole('heading', { name: 'Logos' });
  await file.setInputFiles(picture);
  await logos.getByRole('button', { name: 'Annuler' }).press('Enter');
  await expect(heading).toBeFocused();
  await file.setInputFiles(picture);
  await expect(logos.getByText(/réduite à \d+ × \d+ points/)).toBeVisible();
  await logos.getByLabel('De qui est ce logo ?').fill('Caf de l’Ain');
  await page.keyboard.press('Enter');
  const caf = logos.getByRole('listitem').filter({ hasText: 'Caf de l’Ain' });
  await expect(caf.locator('img')).toHaveJSProperty('complete', true);
  await expect(heading).toBeFocused();
  await logos.getByRole('button', { name: 'Choisir une image' }).click({ trial: true });
  await new Device('console', page).look('logos');
  expect(await desk.order({ do: 'end' })).toBeUndefined();

  // Who agrees is named in the book; it can be changed on both pages.
  await chloe.to('Maintenant');
  const named = chloe.page.getByRole('switch', { name: 'Mon nom peut figurer dans le livre' });
  await expect(named).not.toBeChecked();
  await named.check();
  await chloe.look('thanks');
  await chloe.to('Mes mots');
  await chloe.link('Mon nom et mes réglages').click();
  await expect(named).toBeChecked();

  // The words stand in the book, and not the code.
  await chloe.to('Mes mots');
  const shown = (await receipt.innerText()).replace(/\s/g, '');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /HTML.*Livre des comptes rendus/ }).click();
  const book = await readFile(await (await download).path(), 'utf8');
  expect(book).toContain(WORDS.slice(0, 10));
  expect(book).toContain(AXIS);
  expect(book).toContain('alt="Code QR de l’adresse forum.exemple.fr/recu"');
  expect(book).not.toContain(shown);
  expect(book).toMatch(/<img src="data:image\/png;base64,[^"]+" alt="Caf de l’Ain"/);
  await caf.getByRole('button', { name: /^Retirer/ }).press('Enter');
  await expect(caf).toHaveCount(0);
  await expect(heading).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(caf).toBeVisible();

  // And back, in a browser that was never in the forum.
  const home = await phone('home');
  await home.page.goto(`${server.url}/recu`);
  await home.isAt('Que sont devenus mes mots ?');
  const field = home.page.getByLabel('Votre code de suivi');
  await field.fill('ABC');
  await home.button('Chercher').click();
  await expect(home.page.getByText(/a 10\slettres et chiffres/)).toBeVisible();
  await home.look('receipt-wrong');
  await field.fill(` ${shown.slice(0, 5).toLowerCase()}-${shown.slice(5)}`);
  await home.button('Chercher').click();
  await expect(home.page.getByText(WORDS)).toBeVisible();
  for (const part of [AXIS, 'Rentrer sans voiture', 'Comment bien vivre ici dans dix ans ?', 'Constat']) {
    await expect(home.page.getByText(part)).toBeVisible();
  }
  await expect(home.page.getByText('Chloé')).toHaveCount(0);
  await home.look('receipt-found');
  // Its address leads there again, with the code behind it.
  await home.page.reload();
  await expect(home.page.getByText(WORDS)).toBeVisible();
  expect(new URL(home.page.url()).hash).toBe(`#${shown}`);
  await chloe.to('Mes mots');
  await mine.getByRole('button', { name: 'Effacer' }).click();
  await chloe.page.getByRole('dialog').getByRole('button', { name: 'Effacer' }).click();
  await expect(mine).toHaveCount(0);
  await home.page.reload();
  await home.isAt('Ces mots ont été repris par la personne qui les avait écrits.');
  await expect(home.page.getByText(AXIS)).toHaveCount(0);
  await home.look('receipt-gone');
});

/** A picture of 3 000 × 1 500 points in which no two are alike. */
async function photograph(page: Page): Promise<Buffer> {
  const jpeg = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 3000, height: 1500 });
    const pen = canvas.getContext('2d')!;
    for (let x = 0; x < 3000; x += 6) {
      for (let y = 0; y < 1500; y += 6) {
        pen.fillStyle = `rgb(${(x * 7) % 256} ${(y * 11) % 256} ${(x * y) % 256})`;
        pen.fillRect(x, y, 6, 6);
      }
    }
    return canvas.toDataURL('image/jpeg');
  });
  return Buffer.from(jpeg.replace(/^.*,/, ''), 'base64');
}
