import { Office } from './office.ts';
import { Device, expect, test } from './stage.ts';

const menu = (device: Device) => device.page.getByRole('navigation', { name: 'Parties de la démarche' });
const go = (device: Device, name: string) => menu(device).getByRole('link', { name, exact: true }).click();

test('a sheet is written from blank to validated, and its earlier version stays readable', async ({ browser, page, server }) => {
  const office = await Office.open(await browser.newPage(), server);
  await page.setViewportSize({ width: 1366, height: 768 });
  const officer = new Device('plan', page);
  await page.goto(office.link('officer'));
  await officer.isAt(/Convention territoriale/);
  await go(officer, 'Plan d’action');
  await officer.isAt('Plan d’action');
  const minibus = page.getByRole('listitem').filter({ hasText: 'Faire rouler un minibus le samedi' });
  await expect(minibus).toContainText('1.1.1');
  await expect(minibus).toContainText('En cours');
  await expect(page.getByRole('heading', { name: 'Sans objectif, à discuter' })).toBeVisible();
  await officer.look('plan');

  // From words of a forum: they are its source.
  await page.getByRole('button', { name: 'Depuis les paroles d’un forum' }).click();
  await page.getByLabel('Chercher une parole').fill('annuaire');
  await officer.look('words');
  await page.getByRole('button', { name: /^En faire une fiche.*Un annuaire tenu à jour/ }).click();
  await officer.isAt('Un annuaire tenu à jour par tous.');
  await expect(page.getByRole('blockquote').filter({ hasText: 'Un annuaire tenu à jour par tous.' })).toBeVisible();
  await expect(page.getByText('À discuter', { exact: true })).toBeVisible();

  // Field by field, by the keyboard; each is saved when it is left.
  const name = page.getByLabel(/^Intitulé/);
  await name.fill('Tenir un annuaire à jour');
  await name.press('Tab');
  await officer.isAt('Tenir un annuaire à jour');
  await page.getByLabel('Objectif', { exact: true }).selectOption({ label: 'Trouver un mode de garde à moins de vingt minutes' });
  await officer.isAt('2.1.2 Tenir un annuaire à jour');
  const lacks = page.getByRole('region', { name: 'État' }).getByRole('listitem');
  await expect(lacks).toHaveText(['Public visé', 'Communes concernées', 'Description', 'Pilote', 'Début', 'Indicateur d’évaluation']);
  await officer.look('sheet');
  await page.getByRole('link', { name: 'Public visé' }).press('Enter');
  await expect(page.getByLabel('Public visé')).toBeFocused();
  await page.keyboard.type('Les familles');
  await page.keyboard.press('Tab');
  await expect(lacks).toHaveCount(5);
  await page.getByRole('switch', { name: 'Tout le territoire' }).check();
  await expect(lacks).toHaveCount(4);
  for (const [label, text] of [['Description', 'Un annuaire sur papier et en ligne.'], ['Pilote', 'La coopération'], ['Début', '03/2028']] as const) {
    await page.getByLabel(label, { exact: true }).fill(text);
    await page.getByLabel(label, { exact: true }).blur();
  }
  await expect(lacks).toHaveText(['Indicateur d’évaluation']);
  await page.getByRole('button', { name: /^Ajouter.*Indicateur d’évaluation/ }).click();
  await page.getByRole('dialog').getByLabel(/^Libellé/).fill('Pages tenues à jour');
  await page.getByRole('dialog').getByRole('button', { name: 'Ajouter' }).click();
  await expect(page.getByText('Rien ne manque')).toBeVisible();
  await page.getByRole('button', { name: 'Proposer à la validation' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Proposer à la validation' }).click();
  await expect(page.getByText('À valider', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Valider', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Valider' }).click();
  await expect(page.getByRole('dialog').getByText('Indiquez la date et l’instance de la décision.')).toBeVisible();
  await page.getByLabel('Instance qui a décidé').selectOption({ label: 'Comité de pilotage' });
  await page.getByLabel('Date de la décision').fill('16/11/2027');
  await officer.look('validate');
  await page.getByRole('dialog').getByRole('button', { name: 'Valider' }).click();
  await expect(page.getByText('Validée par Comité de pilotage, 16 novembre 2027')).toBeVisible();
  await expect(page.getByRole('alert'), 'what was wrong before it was done is wrong no more').toHaveCount(0);
  await officer.look('validated');

  await page.getByRole('button', { name: 'Nouvelle version' }).click();
  await page.getByLabel('Description', { exact: true }).fill('Un annuaire en ligne.');
  await page.getByLabel('Description', { exact: true }).blur();
  await page.getByRole('link', { name: /^Lire cette version/ }).click();
  await expect(page.getByText('Version antérieure')).toBeVisible();
  await expect(page.getByText('Un annuaire sur papier et en ligne.')).toBeVisible();
  await officer.look('version');
});

test('two people write on one sheet at the same time, on the same field and without a network, and nothing is lost', async ({ browser, page, server, phone }) => {
  const office = await Office.open(await browser.newPage(), server);
  await page.setViewportSize({ width: 1366, height: 768 });
  const officer = new Device('bureau', page);
  const mia = await phone('mia', 320);
  await mia.page.goto(office.link('mia').replace(server.url, mia.url));
  await mia.isAt(/Convention territoriale/);

  // A member of the mixed group comes to its sheets from its committee.
  await mia.page.goto(`${mia.url}/demarche#/${office.programme}/committees/${office.id('gmob')}`);
  await expect(mia.page.getByRole('heading', { name: 'Fiches de ce groupe' })).toBeVisible();
  await mia.look('group');
  await mia.link('Poser des abris aux arrêts').click();
  await mia.isAt('1.1.2 Poser des abris aux arrêts');
  await page.goto(office.link('officer'));
  await officer.isAt(/Convention territoriale/);
  await page.goto(`${server.url}/demarche#/${office.programme}/plan/${office.id('act2')}`);
  await officer.isAt('1.1.2 Poser des abris aux arrêts');

  const field = (device: Device, label: string) => device.page.getByLabel(label, { exact: true });
  const write = async (device: Device, label: string, text: string): Promise<void> => {
    await field(device, label).fill(text);
    await field(device, label).blur();
  };
  // Different fields merge by themselves.
  await write(officer, 'Pilote', 'Le service mobilité');
  await write(mia, 'Description', 'Douze abris en bois.');
  await expect(field(mia, 'Pilote')).toHaveValue('Le service mobilité');
  await expect(field(officer, 'Description')).toHaveValue('Douze abris en bois.');

  // The same field: both begin on what stands, the second sees both texts.
  await field(mia, 'Description').fill('Douze abris en bois, faits ici.');
  await write(officer, 'Description', 'Dix abris en métal.');
  await expect(officer.page.locator('#field-text').getByText('Enregistré.')).toBeVisible();
  await expect(field(mia, 'Description')).toHaveValue('Douze abris en bois, faits ici.');
  await field(mia, 'Description').blur();
  const both = mia.page.getByRole('alert');
  await expect(both).toContainText('Dix abris en métal.');
  await expect(both).toContainText('Douze abris en bois, faits ici.');
  await mia.look('both');
  await mia.button('Garder mon texte').click();
  await expect(field(officer, 'Description')).toHaveValue('Douze abris en bois, faits ici.');

  // Without a network: what is typed is kept, also over a reload, and comes when the network does.
  mia.cable.cut();
  await write(mia, 'Constat, contexte', 'On attend sous la pluie.');
  await expect(mia.page.getByText('Gardé sur cet appareil').first()).toBeVisible({ timeout: 60_000 });
  await write(officer, 'Moyens humains et matériels', 'Un menuisier.');
  mia.cable.mend();
  await expect(field(officer, 'Constat, contexte')).toHaveValue('On attend sous la pluie.', { timeout: 60_000 });
  await expect(field(mia, 'Moyens humains et matériels')).toHaveValue('Un menuisier.');
  await mia.look('written');
});

test('the road map is a table of years with its budget, in both languages and on paper', async ({ browser, page, server }) => {
  const office = await Office.open(await browser.newPage(), server);
  await page.setViewportSize({ width: 1366, height: 768 });
  const officer = new Device('feuille', page);
  await page.goto(office.link('officer'));
  await officer.isAt(/Convention territoriale/);
  await go(officer, 'Feuille de route');
  await officer.isAt('Feuille de route');
  const row = page.getByRole('row', { name: /Faire rouler un minibus/ });
  await expect(row.getByText('prévu')).toHaveCount(3);
  const table = page.getByRole('region', { name: 'Budget par année : les nombres' });
  await expect(table.getByRole('row', { name: /^2029/ })).toContainText('53 000,50 €');
  await expect(table.getByRole('row', { name: /^2030/ })).toContainText('—');
  await expect(table.getByRole('row', { name: /^Total/ })).toContainText('65 000,50 €');
  await expect(page.getByRole('img', { name: /^Budget par financeur/ })).toBeVisible();
  await officer.look('road-map');
  const pdf = await page.pdf({ preferCSSPageSize: true, path: 'test-results/road-map.pdf' });
  const sizes = [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => Number(width) > Number(height));
  expect(sizes, 'every page is landscape').toEqual(sizes.map(() => true));
  expect(sizes.length).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'English' }).click();
  await officer.isAt('Road map');
  await expect(page.getByRole('region', { name: /^Budget by axis/ })).toBeVisible();
  await officer.look('road-map-english');
});

test('what the server draws and lists is asked for once, not again and again', async ({ browser, page, server }) => {
  const office = await Office.open(await browser.newPage(), server);
  await page.clock.install();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(.../\/(budget|relances)\?/.exec(request.url())?.slice(1) ?? []));
  await page.goto(office.link('officer'));
  const officer = new Device('fois', page);
  await officer.isAt(/Convention territoriale/);
  await go(officer, 'Feuille de route');
  await expect(page.getByRole('img', { name: /^Budget par financeur/ })).toBeVisible();
  for (let n = 0; n < 3; n++) await page.clock.runFor(3_000);
  await go(officer, 'Suivi');
  await expect(page.getByRole('region', { name: 'À relancer' }).getByRole('link').last()).toBeVisible();
  for (let n = 0; n < 3; n++) await page.clock.runFor(3_000);
  expect(asked).toEqual(['budget', 'relances']);
});

test('the agreement is written article by article, and says who has signed', async ({ browser, page, server }) => {
  const office = await Office.open(await browser.newPage(), server);
  await page.setViewportSize({ width: 1366, height: 768 });
  const officer = new Device('convention', page);
  await page.goto(office.link('officer'));
  await officer.isAt(/Convention territoriale/);
  await go(officer, 'Convention');
  await officer.isAt('Convention');
  await page.getByRole('link', { name: /^Convention territoriale globale/ }).click();
  await officer.isAt(/^Convention territoriale globale/);
  await expect(page.getByText('Les parties mettent en œuvre ensemble')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Signataires' }).getByRole('row')).toHaveCount(4);
  await expect(page.getByRole('region', { name: 'Avenants' })).toContainText('un minibus chaque samedi');
  await officer.look('agreement');
  await go(officer, 'Documents');
  await expect(page.getByText('3 signatures sur 3')).toBeVisible();
  await expect(page.getByText('Plan d’action pour Territoires en Transitions')).toBeVisible();
});
