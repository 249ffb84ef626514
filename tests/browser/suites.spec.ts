import { randomUUID } from 'node:crypto';
import { Desk } from './desk.ts';
import { Office } from './office.ts';
import { Device, expect, test } from './stage.ts';

const WORDS = 'Un minibus le samedi matin.';
const OTHER = 'Baisser la taxe sur l’essence.';
const AXIS = 'Se déplacer le samedi';
const RENAMED = 'Aller partout sans voiture';
const PLAN = [
  { who: 'facilitator', do: 'create_forum', as: 'f', question: 'Comment bien vivre ici ?', language: 'fr', slots: [{ as: 's1', label: 'Tour', start: '10:00', end: '11:00' }], spaces: [{ as: 'sp1', label: 'Salle' }] },
  { who: 'facilitator', do: 'phase', phase: 'groups' },
  { who: 'p1', do: 'join', name: 'Théo' },
  { who: 'p1', do: 'propose', as: 't', title: 'Rentrer sans voiture' },
  { who: 'facilitator', do: 'place', topic: 't', slot: 's1', space: 'sp1', as: 'g' },
  { who: 'facilitator', do: 'open', group: 'g' },
  { who: 'p1', do: 'enter', group: 'g' },
  { who: 'p1', do: 'write', as: 'k2', group: 'g', kind: 'idea', text: OTHER },
];

interface Exported {
  question: unknown;
  contributions: { id: string; text: string; receipt: string; number: number }[];
}

test('the committee retains an axis down to the words, decides what becomes of all that was said, and a receipt tells it', async ({ browser, page, phone, server }) => {
  const code = await server.replay(PLAN);
  const desk = await Desk.open(await browser.newPage(), server, code);
  const [group] = await desk.all('group');
  const ana = await phone('path');
  const { token } = await ana.enter(server, code, 'Ana');
  expect(await desk.order({ do: 'enter', group: group!.id }, token)).toBeUndefined();
  await ana.contribute('Idée', WORDS);
  const { contributions } = (await server.export(code)) as Exported;
  const of = (text: string) => contributions.find((one) => one.text === text)!;
  const office = await Office.open(await browser.newPage(), server);
  const axis = randomUUID();
  const brought = contributions.map(({ id, text, number }) => ({ as: id, fields: { text, number, kind: 'idea', sorted: text === WORDS ? 'attached' : 'not_attached', ...(text === WORDS && { under: [axis] }) } }));
  for (const command of [
    { do: 'add', as: desk.forum, noun: 'forum', fields: { name: 'Forum du bourg', day: '2027-09-18', source: 'here' } },
    { do: 'bring_in', forum: desk.forum, axes: [{ as: axis, fields: { name: AXIS, number: 1 } }], contributions: brought },
    { do: 'mark', card: { contribution: of(WORDS).id } },
  ]) {
    expect(await office.order(command), JSON.stringify(command)).toBeUndefined();
  }

  await page.setViewportSize({ width: 1366, height: 768 });
  const officer = new Device('suites', page);
  await page.goto(office.link('officer'));
  await officer.isAt(/Convention territoriale/);
  await page.getByRole('navigation', { name: 'Parties de la démarche' }).getByRole('link', { name: 'Axes et suites' }).click();
  await officer.isAt('Axes et suites');

  // An axis that rests on nothing is not retained.
  await page.getByRole('button', { name: 'Ajouter un axe' }).click();
  await page.getByLabel('Intitulé (nécessaire)').fill(AXIS);
  await page.getByRole('dialog').getByRole('button', { name: 'Ajouter', exact: true }).click();
  const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3, name: new RegExp(`^(${AXIS}|${RENAMED})$`) }) });
  await expect(card.getByText('Axe ajouté par le comité')).toBeVisible();
  await card.getByRole('button', { name: /^Retenir cet axe/ }).click();
  await expect(page.getByText(/Dites pourquoi, ou ajoutez/).first()).toBeVisible();

  // Its sources are found by a word.
  await card.getByRole('button', { name: /^Ajouter des sources/ }).click();
  const sources = page.getByRole('dialog', { name: 'Sur quoi repose cet axe ?' });
  await sources.getByLabel('Chercher').fill('minibus');
  await sources.getByRole('checkbox', { name: /Un minibus le samedi/ }).press('Space');
  await sources.getByLabel('Chercher').fill('');
  await sources.getByLabel('Sorte').selectOption({ label: 'Axe d’un forum' });
  await sources.getByRole('checkbox', { name: new RegExp(AXIS) }).press('Space');
  await sources.getByLabel('Pourquoi').fill('Dit dans tous les groupes');
  await officer.look('sources');
  await sources.getByRole('button', { name: 'Ajouter 2 sources' }).press('Enter');
  await expect(card.getByRole('heading', { name: 'Il repose sur 2 sources' })).toBeVisible();
  await card.getByRole('button', { name: /^Retenir cet axe/ }).press('Enter');
  await expect(card.getByText('Retenu', { exact: false }).first()).toBeVisible();
  await card.getByRole('button', { name: /^Corriger/ }).click();
  await page.getByLabel('Intitulé (nécessaire)').fill(RENAMED);
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
  await expect(card.getByRole('heading', { name: RENAMED })).toBeVisible();
  await expect(card.getByText(`Intitulé d’origine : ${AXIS}`)).toBeVisible();
  await card.getByText(/^Lire 1\sparole/).click();
  await expect(card.getByText(WORDS).last()).toBeVisible();
  await officer.look('axes');

  // What becomes of all that was said, by keyboard: what stands under an axis goes with it.
  const table = page.getByRole('region', { name: 'Tableau des suites' });
  const finish = table.getByRole('button', { name: 'Travail du comité terminé' });
  await expect(finish).toBeDisabled();
  const decide = table.getByRole('form');
  await table.getByRole('checkbox', { name: new RegExp(`Axe du forum.*${AXIS}`) }).press('Space');
  await decide.getByLabel('Suite donnée par le comité').selectOption({ label: 'Retenu' });
  await decide.getByLabel('Dans l’axe stratégique').selectOption({ label: RENAMED });
  await officer.look('deciding');
  await decide.getByRole('button', { name: 'Donner cette suite' }).press('Enter');
  const line = table.getByRole('listitem').filter({ hasText: WORDS });
  await expect(line.getByText(`Retenu : ${RENAMED}`)).toBeVisible();
  await expect(line.getByText('avec son axe')).toBeVisible();
  await table.getByRole('switch', { name: 'Seulement sans suite' }).check();
  await expect(table.getByRole('listitem').filter({ hasText: WORDS })).toHaveCount(0);
  await table.getByRole('button', { name: /^Cocher (ces|cette)/ }).press('Enter');
  await decide.getByLabel('Suite donnée par le comité').selectOption({ label: 'Non retenu' });
  await decide.getByLabel('Raison').selectOption({ label: 'Hors des compétences communes' });
  await decide.getByLabel(/^Précision/).fill('Transmis à l’État');
  await decide.getByRole('button', { name: 'Donner cette suite' }).press('Enter');
  await expect(table.getByText('tout a une suite')).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await expect(finish).toBeDisabled();
  await expect(table.getByText(/sans suite$/).first()).toBeVisible();
  await table.getByRole('button', { name: /^Cocher (ces|cette)/ }).press('Enter');
  await decide.getByLabel('Suite donnée par le comité').selectOption({ label: 'Non retenu' });
  await decide.getByLabel('Raison').selectOption({ label: 'Hors des compétences communes' });
  await decide.getByLabel(/^Précision/).fill('Transmis à l’État');
  await decide.getByRole('button', { name: 'Donner cette suite' }).press('Enter');
  // Until the work is finished, it may be a slip of the hand: nobody reads it.
  const waiting = await phone('path-waiting');
  await waiting.page.goto(`${server.url}/recu#${of(OTHER).receipt}`);
  await expect(waiting.page.getByText('Le comité n’en a pas encore décidé.')).toBeVisible();
  await expect(waiting.page.getByText('Non retenu')).toHaveCount(0);
  await finish.press('Enter');
  await expect(table.getByRole('button', { name: 'Reprendre le travail' })).toBeVisible();
  await table.getByRole('switch', { name: 'Seulement sans suite' }).uncheck();
  await officer.look('table');
  await page.getByRole('button', { name: 'English' }).click();
  await officer.isAt('Axes and outcomes');
  await officer.look('table-english');
  await page.getByRole('button', { name: 'Français' }).click();

  // The sheet that comes of it, and the receipts.
  const [objective, sheet, committee] = [randomUUID(), randomUUID(), randomUUID()];
  const plan = (await office.snapshot('plan')).flatMap(({ item }) => (item?.['noun'] === 'axis' ? [item] : []));
  const retained = plan.find((one) => (one['fields'] as Record<string, unknown>)['name'] === RENAMED)!;
  for (const command of [
    { do: 'add', as: objective, noun: 'objective', fields: { axis: retained['id'], name: 'Relier les bourgs' } },
    { do: 'add', as: sheet, noun: 'action', fields: { name: 'Ouvrir un minibus', objective, audience: ['Tous'], everywhere: true, text: 'Un minibus', lead: 'Le service mobilité', start: '2028' } },
    { do: 'add', as: randomUUID(), noun: 'action_source', fields: { action: sheet, contribution: of(WORDS).id } },
    { do: 'add', as: randomUUID(), noun: 'measure', fields: { action: sheet, name: 'Trajets' } },
    { do: 'add', as: committee, noun: 'committee', fields: { name: 'Comité des axes', role: 'restricted' } },
    { do: 'submit_action', action: sheet },
    { do: 'validate_action', as: randomUUID(), action: sheet, committee, decided: '2027-11-04' },
    { do: 'follow_action', action: sheet, to: 'done' },
  ]) {
    expect(await office.order(command), JSON.stringify(command)).toBeUndefined();
  }
  await ana.page.goto(`${server.url}/recu#${of(WORDS).receipt}`);
  await expect(ana.page.getByRole('heading', { name: 'Et ensuite, dans la démarche' })).toBeVisible();
  for (const part of ['Retenu par le comité', RENAMED, 'Relier les bourgs', 'Ouvrir un minibus', 'Réalisée']) {
    await expect(ana.page.getByText(part, { exact: true })).toBeVisible();
  }
  await expect(ana.page.getByText('Ana')).toHaveCount(0);
  await ana.look('path');
  await ana.page.goto(`${server.url}/recu#${of(OTHER).receipt}`);
  await expect(ana.page.getByText('Non retenu par le comité')).toBeVisible();
  await expect(ana.page.getByText('Hors des compétences communes')).toBeVisible();
  await expect(ana.page.getByText('Transmis à l’État')).toBeVisible();
  await ana.look('path-why-not');

  // Published, the receipt leads to the page of the sheet, and that back to the words; nobody is named.
  await page.getByRole('navigation', { name: 'Parties de la démarche' }).getByRole('link', { name: 'Publications' }).click();
  await officer.isAt('Publications');
  await page.getByRole('button', { name: 'Publier…' }).click();
  const publishing = page.getByRole('dialog', { name: 'Publier…' });
  await publishing.getByRole('radio', { name: 'Suites et plan d’actions' }).press('Space');
  await expect(publishing.getByText(/une fois le travail du comité terminé/)).toBeVisible();
  await officer.look('publishing');
  await publishing.getByRole('button', { name: 'Publier', exact: true }).press('Enter');
  await expect(page.getByRole('listitem').filter({ hasText: 'Suites et plan d’actions' }).filter({ hasText: 'version 2' })).toBeVisible();

  await ana.page.goto('about:blank');
  await ana.page.goto(`${server.url}/recu#${of(WORDS).receipt}`);
  await ana.link('Ouvrir un minibus').click();
  await ana.isAt('6.1.1 Ouvrir un minibus');
  await expect(ana.page.getByText('Réalisée', { exact: true })).toBeVisible();
  await expect(ana.page.getByRole('blockquote').filter({ hasText: WORDS })).toBeVisible();
  await expect(ana.page.getByText('Ana')).toHaveCount(0);
  await ana.look('public-sheet');
  await ana.link(`6. ${RENAMED}`).click();
  await ana.isAt(`6. ${RENAMED}`);
  await expect(ana.page.getByText(`Intitulé d’origine : ${AXIS}`)).toBeVisible();
  await expect(ana.page.getByRole('blockquote').filter({ hasText: WORDS }).first()).toBeVisible();
  await ana.look('public-axis');
  await ana.link('English').click();
  await expect(ana.page.getByText(`Original name: ${AXIS}`)).toBeVisible();
  await ana.link('6.1.1 Ouvrir un minibus').click();
  await expect(ana.page.getByText('Done', { exact: true })).toBeVisible();
  await ana.look('public-sheet-english');
  await ana.page.goto(`${server.url}/demarche/${office.code}`);
  await expect(ana.page.getByRole('heading', { level: 2, name: 'Suites et plan d’actions' })).toBeVisible();
  await expect(ana.link(`6. ${RENAMED}`).first()).toBeVisible();
  await expect(ana.page.getByRole('listitem').filter({ hasText: OTHER })).toContainText('Hors des compétences communes');
  await ana.look('public-plan');
  await ana.link('English').click();
  await expect(ana.page.getByRole('listitem').filter({ hasText: OTHER })).toContainText('Outside the common competences');
  await ana.look('public-plan-english');
  const document = ana.link(/^Read.*What came of it, and the action plan, Version 2/);
  await document.click();
  await expect(ana.page.getByText(WORDS).first()).toBeVisible();
});
