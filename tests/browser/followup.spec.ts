import { randomUUID } from 'node:crypto';
import type { Server } from './server.ts';
import type { Browser } from '@playwright/test';
import { Office } from './office.ts';
import { Device, expect, test } from './stage.ts';

const NOW = new Date().getFullYear();
const LAST = NOW - 1;
const NAME = 'Tenir un annuaire à jour';

/** The invented territory with a second validated sheet, which is under way for two years. */
async function open(browser: Browser, server: Server): Promise<{ office: Office; sheet: string }> {
  const office = await Office.open(await browser.newPage(), server);
  const [sheet, measure] = [randomUUID(), randomUUID()];
  const fields = {
    name: NAME,
    objective: office.id('obj2'),
    reason: 'Demandé partout',
    audience: ['Les familles'],
    everywhere: true,
    text: 'Un annuaire en ligne.',
    lead: 'La coopération',
    start: String(NOW - 2),
  };
  const orders = [
    { do: 'add', as: sheet, noun: 'action', fields },
    { do: 'add', as: measure, noun: 'measure', fields: { action: sheet, name: 'Pages tenues à jour', unit: 'pages', baseline: 0, target: 40 } },
    { do: 'submit_action', action: sheet },
    { do: 'validate_action', as: randomUUID(), action: sheet, committee: office.id('copil'), decided: `${NOW - 2}-01-12` },
  ];
  for (const order of orders) expect(await office.order(order)).toBeUndefined();
  return { office, sheet };
}

/** What belongs to a sheet, by its noun. */
const held = async (office: Office, sheet: string, noun: string) =>
  (await office.snapshot(`action:${sheet}`)).map((entity) => entity['item'] as { noun: string; fields: Record<string, unknown> } | undefined).filter((item) => item?.noun === noun).map((item) => item!.fields);

test('the review of a year is made in one sitting, by the keyboard, and says whom to ask for what is late', async ({ browser, page, server }) => {
  const { office, sheet } = await open(browser, server);
  await page.setViewportSize({ width: 1366, height: 768 });
  const officer = new Device('suivi', page);
  await page.goto(office.link('officer'));
  await officer.isAt(/Convention territoriale/);
  await page.getByRole('navigation', { name: 'Parties de la démarche' }).getByRole('link', { name: 'Suivi', exact: true }).press('Enter');
  await officer.isAt('Suivi');
  await expect(page.getByText(`0 fiche sur 2 a son bilan ${NOW}`)).toBeVisible();
  await page.getByRole('combobox', { name: 'Année du bilan' }).selectOption(String(LAST));
  await expect(page.getByText(`0 fiche sur 2 a son bilan ${LAST}`)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'La coopération (pilote)' })).toBeVisible();
  await expect(page.getByText(`Bilan ${LAST}`, { exact: true })).toBeVisible();
  await officer.look('overview');

  // Sheet after sheet: the first is passed over, and stays to be done.
  await officer.link(`Faire le bilan ${LAST}`).press('Enter');
  await officer.isAt('1.1.1 Faire rouler un minibus le samedi');
  await officer.button('Passer cette fiche').press('Enter');
  await officer.isAt(`2.1.2 ${NAME}`);
  await expect(page.getByText(`Bilan ${LAST}, fiche 2 sur 2`)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  const field = (label: string) => page.getByLabel(label, { exact: true });
  await field('Ce qui a été fait').focus();
  await page.keyboard.type('Douze pages relues.');
  await page.keyboard.press('Tab');
  await expect(field('La suite')).toBeFocused();
  await page.keyboard.type('Relire les autres.');
  await page.keyboard.press('Tab');
  await expect(page.getByText('Enregistré.')).toHaveCount(2);
  const value = page.getByRole('group', { name: `Pages tenues à jour (pages), en ${LAST}` });
  await value.getByLabel('Nombre').focus();
  await page.keyboard.type('12');
  await officer.look('review');
  await value.getByLabel('Nombre').press('Tab');
  await expect(page.getByText('Enregistré.')).toHaveCount(3);
  await officer.button('En cours').press('Enter');
  await expect(page.getByRole('region', { name: 'État' }).getByText('En cours', { exact: true })).toBeVisible();
  await officer.button('Bilan fait, terminer').press('Enter');
  await officer.isAt('Suivi');
  await expect(page.getByText(`1 fiche sur 2 a son bilan ${LAST}`)).toBeVisible();
  await expect.poll(() => held(office, sheet, 'review')).toEqual([{ action: sheet, year: LAST, state: 'ongoing', done: 'Douze pages relues.', next: 'Relire les autres.' }]);
  await expect.poll(() => held(office, sheet, 'measured')).toMatchObject([{ year: LAST, value: 12 }]);

  // What was given is asked no more; the sitting goes on where it was left, also after a reload.
  await expect(page.getByText(`Bilan ${LAST}`, { exact: true })).toHaveCount(0);
  await expect(page.getByText(`Bilan ${NOW - 2}`, { exact: true })).toBeVisible();
  await page.reload();
  await officer.isAt('Suivi');
  await officer.link(`Continuer le bilan ${LAST}`).press('Enter');
  await officer.isAt('1.1.1 Faire rouler un minibus le samedi');
  await officer.button('Bilan fait, fiche suivante').press('Enter');
  await officer.isAt(`2.1.2 ${NAME}`);
  await expect(field('Ce qui a été fait')).toHaveValue('Douze pages relues.');
  await officer.link('Suivi').first().press('Enter');
  await expect(page.getByText(`Toutes les fiches ont leur bilan ${LAST}.`)).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  await officer.isAt('Follow-up');
  await expect(page.getByText(`2 of 2 sheets have their review of ${LAST}`)).toBeVisible();
  await expect(page.getByText(`Review of ${NOW - 2}`, { exact: true })).toBeVisible();
  await officer.look('overview-english');
  await page.getByRole('main').getByRole('link', { name: NAME }).first().press('Enter');
  await officer.isAt(`2.1.2 ${NAME}`);
  await officer.look('review-english');
});

test('without a network a review is kept, and is one review when the network comes', async ({ browser, server, phone }) => {
  const { office, sheet } = await open(browser, server);
  const officer = await phone('suivi-tel', 320);
  await officer.page.goto(office.link('officer').replace(server.url, officer.url));
  await officer.isAt(/Convention territoriale/);
  await officer.page.goto(`${officer.url}/demarche#/${office.programme}/followup/${sheet}/${LAST}`);
  await officer.isAt(`2.1.2 ${NAME}`);
  const write = async (label: string, text: string): Promise<void> => {
    await officer.page.getByLabel(label, { exact: true }).fill(text);
    await officer.page.getByLabel(label, { exact: true }).blur();
  };
  await expect(officer.page.getByLabel('La suite', { exact: true })).toBeVisible();
  officer.cable.cut();
  await write('Ce qui a été fait', 'Douze pages relues.');
  await write('La suite', 'Relire les autres.');
  await expect(officer.page.getByText('Gardé sur cet appareil')).toHaveCount(2, { timeout: 60_000 });
  officer.cable.mend();
  await expect(officer.page.getByText('Enregistré.')).toHaveCount(2, { timeout: 60_000 });
  await expect.poll(() => held(office, sheet, 'review')).toEqual([{ action: sheet, year: LAST, done: 'Douze pages relues.', next: 'Relire les autres.' }]);

  // Somebody else writes into the same field meanwhile: both texts, and the choice.
  const [review] = (await office.snapshot(`action:${sheet}`)).map((entity) => entity['item'] as { id: string; noun: string } | undefined).filter((item) => item?.noun === 'review');
  await officer.page.getByLabel('La suite', { exact: true }).fill('Tout relire.');
  expect(await office.order({ do: 'set', item: review!.id, fields: { next: 'Attendre.' } })).toBeUndefined();
  await officer.page.getByLabel('La suite', { exact: true }).blur();
  await expect(officer.page.getByRole('alert')).toContainText('Attendre.');
  await officer.button('Garder mon texte').click();
  await expect.poll(() => held(office, sheet, 'review')).toMatchObject([{ next: 'Tout relire.' }]);
});
