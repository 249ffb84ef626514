import type { Locator } from '@playwright/test';
import { Office } from './office.ts';
import { Device, expect, test } from './stage.ts';

/** The one list whose heading is this. */
const part = (device: Device, name: string) => device.page.getByRole('region', { name });
const menu = (device: Device) => device.page.getByRole('navigation', { name: 'Parties de la démarche' });

/** Communes with the codes of the invented territory, side by side. */
function outlines(columns: number, rows: number): string {
  const corner = (x: number, y: number): [number, number] => [0.4 + x * 0.08 + 0.02 * Math.sin(3 * x + 5 * y), 46.1 + y * 0.05 + 0.012 * Math.sin(7 * x + 2 * y)];
  const features = Array.from({ length: columns * rows }, (_, n) => {
    const [x, y] = [n % columns, Math.floor(n / columns)];
    const ring = [corner(x, y), corner(x + 1, y), corner(x + 1, y + 1), corner(x, y + 1), corner(x, y)];
    return { type: 'Feature', properties: { insee: `99${String(n + 1).padStart(3, '0')}` }, geometry: { type: 'Polygon', coordinates: [ring] } };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

test('a programme is made from « Vos forums », gets its calendar, and its link opens it elsewhere', async ({ browser, page, server }) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  const officer = new Device('demarche', page);
  await page.goto(server.facilitator);
  await page.getByRole('link', { name: 'Vos démarches' }).click();
  await officer.isAt('Vos démarches');
  await officer.look('list-empty');
  await page.getByRole('link', { name: 'Nouvelle démarche' }).click();
  await page.getByRole('button', { name: 'Créer la démarche' }).click();
  await expect(page.getByText('Nom de la démarche : c’est à remplir.')).toBeVisible();
  await page.getByLabel('Nom de la démarche').fill('Projet de la vallée');
  await page.getByLabel('Territoire', { exact: true }).fill('Val d’Orbelle');
  await page.getByLabel('Question posée').fill('Comment bien vivre ici à tout âge ?');
  await officer.look('create');
  await page.getByRole('button', { name: 'Créer la démarche' }).click();
  await officer.isAt('Projet de la vallée');
  await expect(page.getByText('Maintenant : Lancement')).toBeVisible();
  await expect(page.getByText('Ensuite : Diagnostic partagé')).toBeVisible();
  await expect(page.getByText('Personne n’y siège encore.').first()).toBeVisible();

  // A phase is done: what was next is now.
  await page.getByRole('button', { name: 'Corriger : Lancement' }).click();
  await page.getByRole('switch', { name: 'Terminée' }).check();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Maintenant : Diagnostic partagé')).toBeVisible();
  await page.getByRole('button', { name: 'Annuler' }).click();
  await expect(page.getByText('Maintenant : Lancement')).toBeVisible();
  await officer.look('home-new');

  // Communes of the official list.
  await menu(officer).getByRole('link', { name: 'Territoire' }).click();
  await page.getByLabel('Chercher une commune').fill('civray');
  await page.getByRole('button', { name: 'Ajouter Civray', exact: true }).first().click();
  await expect(page.getByRole('row', { name: /Civray/ })).toBeVisible();
  await expect(page.getByText('déjà là').first()).toBeVisible();
  await officer.look('territory');

  // Its logo, under whose it is.
  const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 500, height: 200 } });
  await page.locator('input[type=file]').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: picture });
  await page.getByLabel('De qui est ce logo').fill('Communauté du Val');
  await officer.look('logo-brought');
  await page.getByRole('button', { name: 'Reprendre dans la démarche' }).click();
  await expect(part(officer, 'Logos').getByRole('listitem')).toContainText('Communauté du Val');
  await expect(page.getByRole('heading', { name: 'Logos' })).toBeFocused();
  await officer.look('logos');

  // A link for somebody else opens it on another device, and closes it when it is taken back.
  await menu(officer).getByRole('link', { name: 'Accès' }).click();
  await page.getByRole('button', { name: /qui travaille sur la démarche/ }).click();
  await page.getByLabel('Qui est-ce ?').fill('Alix');
  await page.getByRole('button', { name: 'Faire le lien' }).click();
  const link = await page.getByLabel('Lien à donner').inputValue();
  await officer.look('access-link');
  await page.getByRole('button', { name: 'C’est fait' }).click();
  const second = new Device('second', await (await browser.newContext()).newPage());
  await second.page.goto(link);
  await second.isAt('Projet de la vallée');
  expect(second.page.url(), 'no secret stays in the address').not.toContain(link.split('.').at(-1));
  await page.getByRole('button', { name: 'Retirer l’accès : Alix' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Retirer' }).click();
  await expect(second.page.getByText('Ce lien n’ouvre plus cette démarche.')).toBeVisible();
});

test('a whole territory is shown in its parts, in both languages', async ({ browser, page, server }) => {
  const office = await Office.open(await browser.newPage(), server);
  await page.setViewportSize({ width: 1366, height: 768 });
  const officer = new Device('territoire', page);
  await page.goto(office.link('officer'));
  await officer.isAt(/Convention territoriale/);
  await expect(part(officer, 'Ce qui attend').getByText('Ce groupe n’a pas d’habitante ni d’habitant.').first()).toBeVisible();
  await officer.look('home');
  const go = (name: string) => menu(officer).getByRole('link', { name, exact: true }).click();

  await go('Comités');
  await page.getByRole('link', { name: 'Comité de pilotage', exact: true }).click();
  await expect(page.getByRole('row', { name: /Noa Delmas/ })).toBeVisible();
  await officer.look('committee');
  await page.getByRole('link', { name: '16 février 2027' }).click();
  await expect(page.getByText('Le questionnaire est distribué')).toBeVisible();
  await officer.look('meeting');

  await go('Diagnostic');
  await expect(page.getByRole('img', { name: /^Population\s: de 2019 à 2024/ })).toBeVisible();
  await officer.look('diagnosis');
  await page.getByLabel('Indicateur', { exact: true }).selectOption({ label: 'Familles monoparentales' });
  await expect(page.getByRole('img', { name: /^Familles monoparentales, 2024\s: par commune/ })).toBeVisible();
  await page.getByRole('link', { name: 'Population' }).click();
  await expect(page.getByRole('heading', { name: 'Chiffres' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Population : les nombres' }).getByRole('row', { name: /^Territoire/ })).toBeVisible();
  await officer.look('indicator');

  await go('Entretiens');
  await expect(page.getByRole('row', { name: /CCAS d’Orbelle-le-Pont/ })).toBeVisible();
  await officer.look('interviews');
  await go('Forums');
  await page.getByRole('link', { name: 'Forum des habitants' }).click();
  await expect(page.getByText('Aller au marché sans voiture.')).toBeVisible();
  await officer.look('forum');

  // Words in columns by source, found in the plural and with an error, marked as evidence.
  await go('Paroles');
  await expect(page.getByRole('heading', { name: 'Questionnaire aux familles' })).toBeVisible();
  await expect(page.getByRole('heading', { name: '…', exact: true }), 'each source has its name').toHaveCount(0);
  await officer.look('cards');
  await page.getByLabel('Chercher').fill('marchés');
  await expect(page.getByText('Aller au marché sans voiture.')).toBeVisible();
  await expect(page.getByText('Un annuaire tenu à jour par tous.')).toHaveCount(0);
  const said = page.getByRole('listitem').filter({ hasText: 'Un bus le samedi pour aller au marché.' }).first();
  await said.getByRole('button', { name: 'Appuie un axe' }).click();
  await expect(said.getByRole('button', { name: 'Appuie un axe' })).toHaveAttribute('aria-pressed', 'true');

  // All of them in heaps, as a proposal; a heap is marked at once, and that is taken back.
  await page.getByLabel('Chercher').fill('');
  await page.getByRole('button', { name: 'Regrouper' }).click();
  const heaps = part(officer, 'Proposition de regroupement');
  const mark = heaps.getByRole('button', { name: /^Marquer ce tas/ });
  // The machine reads its model first, behind everything else.
  await expect(mark.first()).toBeVisible({ timeout: 60_000 });
  await officer.look('heaps');
  const left = await mark.count();
  await mark.first().click();
  await expect(heaps.getByText('Toutes ses paroles appuient un axe.').first()).toBeVisible();
  await page.getByRole('button', { name: 'Annuler' }).click();
  await expect(mark).toHaveCount(left);
  await heaps.getByRole('button', { name: 'Fermer la proposition' }).click();
  await expect(heaps).toHaveCount(0);

  await go('Publications');
  await expect(page.getByText('version 2')).toBeVisible();
  await expect(page.getByText('remplacée par une version plus récente')).toBeVisible();
  await page.getByRole('button', { name: 'Publier…' }).click();
  await page.getByRole('radio', { name: 'Composition des instances' }).check();
  await page.getByLabel('Ce qui est nouveau').fill('Une habitante de plus');
  await officer.look('publish');
  await page.getByRole('button', { name: 'Publier', exact: true }).click();
  await expect(page.getByText('Une habitante de plus')).toBeVisible();
  await officer.look('publications');

  // What everybody may read needs no account and no script.
  const address = await page.getByRole('link', { name: `/demarche/${office.code}` }).getAttribute('href');
  const everybody = new Device('everybody', await (await browser.newContext({ viewport: { width: 360, height: 780 } })).newPage());
  await everybody.page.goto(address!);
  await everybody.isAt(/Convention territoriale/);
  await expect(everybody.page.getByText('Une habitante de plus')).toBeVisible();
  await everybody.look('published');
  await everybody.page.getByRole('link', { name: 'Lire : Diagnostic partagé, Version 1,' }).click();
  await expect(everybody.page.getByText('remplacée par une version plus récente')).toBeVisible();
  await everybody.page.goBack();
  await everybody.page.getByRole('link', { name: 'English' }).click();
  await expect(everybody.page.getByRole('heading', { name: 'Earlier versions' }).first()).toBeVisible();
  await everybody.look('published-en');

  await go('Documents');
  await expect(page.getByText(/4.indicateurs, 0.validé/)).toBeVisible();
  await expect(page.getByText(/1.campagne publiée sur 1/)).toBeVisible();
  for (const [button, file] of [
    [/DOCX.*Diagnostic partagé/, /_demarche-[A-Z0-9]+_diagnostic\.docx$/],
    [/ICS.*Calendrier/, /_demarche-[A-Z0-9]+_calendrier\.ics$/],
  ] as const) {
    const taken = page.waitForEvent('download');
    await page.getByRole('button', { name: button }).click();
    expect((await taken).suggestedFilename()).toMatch(file);
    await expect(page.getByText(/^Téléchargé/)).toBeVisible();
  }
  await officer.look('documents');
  await go('Accès');
  await officer.look('access');

  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Access' })).toBeVisible();
  const goEnglish = (name: string) => page.getByRole('navigation', { name: 'Parts of the programme' }).getByRole('link', { name, exact: true }).click();
  await goEnglish('Home');
  await officer.look('home-en');
  await goEnglish('Questionnaires');
  await page.getByRole('link', { name: 'Questionnaire aux familles' }).click();
  await expect(page.getByText('Come back', { exact: true })).toBeVisible();
  await officer.look('campaign-en');

  // A member sees the committee's papers and nothing of the office.
  const member = new Device('member', await (await browser.newContext({ viewport: { width: 360, height: 780 } })).newPage());
  await member.page.goto(office.link('noa'));
  await member.isAt(/Convention territoriale/);
  await member.page.locator('summary').click();
  await expect(menu(member).getByRole('link', { name: 'Entretiens' })).toHaveCount(0);
  await expect(member.page.getByRole('button', { name: /^(Ajouter|Corriger)/ })).toHaveCount(0);
  await member.look('home');
});

test('two people who edit the same field see both texts, and drafts survive', async ({ browser, page, server }) => {
  const office = await Office.open(await browser.newPage(), server);
  await page.setViewportSize({ width: 1366, height: 768 });
  const officer = new Device('meanwhile', page);
  await page.goto(office.link('officer'));
  const open = async (): Promise<void> => {
    await page.goto(`${server.url}/demarche#/${office.programme}/committees/${office.id('cotech')}`);
    await page.getByRole('main').getByRole('button', { name: 'Corriger', exact: true }).click();
  };
  await officer.isAt(/Convention territoriale/);
  await open();
  const summary = page.getByLabel('Ce qu’elle fait');
  await summary.fill('Elle prépare les papiers.');
  expect(await office.order({ do: 'set', item: office.id('cotech'), fields: { summary: 'Elle rassemble les chiffres.' } }, 'alix')).toBeUndefined();

  // What was typed is there again after a reload.
  await page.reload();
  await open();
  await expect(summary).toHaveValue('Elle prépare les papiers.');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  const both = page.getByRole('alert').filter({ hasText: 'a écrit entre-temps' });
  await expect(both).toContainText('Alix, service enfance a écrit entre-temps');
  await expect(both.getByText('Elle rassemble les chiffres.')).toBeVisible();
  await expect(both.getByText('Elle prépare les papiers.')).toBeVisible();
  await officer.look('both');
  await both.getByRole('button', { name: 'Garder mon texte' }).click();
  await summary.fill('Elle rassemble les chiffres et prépare les papiers.');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('main').getByText('Elle rassemble les chiffres et prépare les papiers.', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Annuler' }).click();
  await expect(page.getByRole('main').getByText('Elle rassemble les chiffres.', { exact: true })).toBeVisible();

  // Secret, nothing and zero are told apart in a figure.
  await page.goto(`${server.url}/demarche#/${office.programme}/diagnosis/${office.id('pop')}`);
  await page.getByRole('button', { name: /^Ajouter/ }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Commune').selectOption({ label: 'Valcendre' });
  await form.getByLabel('Millésime').fill('2025');
  await form.getByLabel('Ce que l’on sait').selectOption({ label: 'Secret statistique' });
  await form.getByLabel('Géographie').fill('deux mille');
  await form.getByRole('button', { name: 'Ajouter' }).click();
  await expect(form.getByText('il faut une année, comme 2027.')).toBeVisible();
  await form.getByLabel('Géographie').fill('2027');
  await officer.look('figure');
  await form.getByRole('button', { name: 'Ajouter' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('row', { name: /2025/ })).toContainText('secret statistique');
});

test('questionnaires are printed from the page of their campaign', async ({ browser, page, server }) => {
  const office = await Office.open(await browser.newPage(), server);
  await page.setViewportSize({ width: 1366, height: 768 });
  const officer = new Device('print', page);
  await page.goto(office.link('officer'));
  await officer.isAt(/Convention territoriale/);
  await page.goto(`${server.url}/demarche#/${office.programme}/campaigns/${office.id('familles')}`);
  const open = page.getByRole('button', { name: 'Imprimer des questionnaires' });
  await open.click();
  const form = page.getByRole('dialog');
  await expect(form.getByText('ouvrez d’abord la campagne')).toBeVisible();
  await form.getByRole('button', { name: 'Annuler' }).click();
  expect(await office.order({ do: 'open_campaign', campaign: office.id('familles'), secret: 'ab'.repeat(32) })).toBeUndefined();

  await open.click();
  await expect(form.getByText('ses quatre lettres et un code QR')).toBeVisible();
  await form.getByLabel('Premier numéro').fill('201');
  await form.getByLabel('Combien').fill('501');
  await form.getByLabel('Lot').selectOption({ label: 'Lot 1' });
  await form.getByRole('button', { name: 'Imprimer', exact: true }).click();
  await expect(form.getByText(/Un nombre de 1 à 500/)).toBeVisible();
  await officer.look('print');
  await form.getByLabel('Combien').fill('2');
  await form.getByRole('button', { name: 'Imprimer', exact: true }).click();
  await expect(form).toHaveCount(0);
  const paper = page.frameLocator('#on-paper');
  await expect(paper.locator('table')).toHaveCount(2);
  await expect(paper.locator('svg')).toHaveCount(2);
  await expect(paper.getByText(/^202\s[A-Z0-9]{4}$/).first()).toBeAttached();
  await expect(paper.getByText('Dans quelle commune habitez-vous ?').first()).toBeAttached();
});

test('sheets are keyed with one key an answer and two a sheet, and the focus is never lost', async ({ browser, page, server }) => {
  const office = await Office.open(await browser.newPage(), server);
  await page.setViewportSize({ width: 1366, height: 768 });
  const officer = new Device('keying', page);
  await page.goto(office.link('officer'));
  await officer.isAt(/Convention territoriale/);
  await menu(officer).getByRole('link', { name: 'Questionnaires' }).click();
  await page.getByRole('link', { name: 'Questionnaire aux familles' }).click();
  await expect(page.getByText('Ces réponses viennent de personnes qui ont choisi de répondre')).toBeVisible();
  await expect(page.getByText(/Retour\s: plus de 22,7/)).toBeVisible();
  await officer.look('campaign');
  await page.getByRole('link', { name: 'Saisir des feuilles' }).click();
  const stage = page.getByRole('group', { name: 'Saisie des feuilles' });
  await page.getByRole('switch', { name: 'Les feuilles portent un numéro' }).check();
  await expect(stage.getByLabel('Numéro de la feuille')).toBeFocused();
  await page.keyboard.type('201');

  let keys = 0;
  const press = async (key: string, next: string): Promise<void> => {
    await page.keyboard.press(key);
    keys += 1;
    await expect(stage.getByText(next, { exact: true })).toBeVisible();
    expect(await stage.evaluate((stage) => stage.contains(document.activeElement)), `the focus after ${key}`).toBe(true);
  };
  const [commune, baby, care, home, glad, missing, ready] = [
    'Dans quelle commune habitez-vous ?',
    'Avez-vous des enfants de moins de trois ans ?',
    'Comment sont-ils gardés ?',
    'Combien de personnes vivent dans votre foyer ?',
    'De 1 à 5, êtes-vous satisfait·e des activités proposées ?',
    'Que manque-t-il près de chez vous ?',
    'La feuille est complète : Entrée enregistre.',
  ];
  await press('Enter', commune);
  await officer.look('first-question');
  const sheet = async (): Promise<number> => {
    const before = keys;
    await press('2', baby);
    await press('1', care);
    await press('b', care);
    await press('4', glad);
    await press('3', missing);
    await press('Enter', ready);
    await page.keyboard.press('Enter');
    keys += 1;
    return keys - before;
  };
  // Six answers, of which none was typed twice; the number of the sheet and its end are the two.
  expect(await sheet()).toBe(6 + 1);
  await expect(page.getByRole('main').getByText(/Feuille enregistrée/)).toBeVisible();
  await expect(stage.getByLabel('Numéro de la feuille')).toHaveValue('202');
  await expect(stage.getByLabel('Numéro de la feuille')).toBeFocused();
  await press('Enter', commune);
  expect(await sheet()).toBe(6 + 1);
  await expect(stage.getByLabel('Numéro de la feuille')).toHaveValue('203');

  // What a rule skips is not asked; what is typed survives a reload; a key that fits nothing does nothing.
  await press('Enter', commune);
  await press('5', baby);
  await press('2', home);
  await page.reload();
  await expect(stage.getByText(home, { exact: true })).toBeVisible();
  await press('2', home);
  await press('Backspace', home);
  await press('2', home);
  await press('Enter', glad);
  await press('9', glad);
  await expect(page.getByText('Cette touche ne répond pas à cette question.')).toBeVisible();
  await press('ArrowUp', home);
  await page.keyboard.type('2 ou 3');
  await press('Enter', home);
  await expect(page.getByText('Il faut un nombre, comme 12 ou 12,5.')).toBeVisible();
  // A French keyboard writes « é » there.
  await stage.getByLabel(home).dispatchEvent('keydown', { key: 'é', code: 'Digit2' });
  await expect(stage.getByLabel(home)).toHaveValue('2');
  await press('Enter', glad);
  await press('Enter', missing);
  await page.keyboard.type('Un médecin.');
  // A key that is held is one key: it does not save, nor answer the next sheet.
  await page.keyboard.down('Enter');
  await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await expect(stage.getByText(ready, { exact: true })).toBeVisible();
  await officer.look('ready');
  await page.keyboard.press('Enter');

  await expect.poll(async () => (await office.snapshot(`sheets:${office.id('familles')}`)).length).toBe(63);
  const sheets = (await office.snapshot(`sheets:${office.id('familles')}`)).map(({ sheet }) => sheet!);
  const third = sheets.find((sheet) => sheet['number'] === 203)!;
  expect(third['answers']).toEqual({
    [office.id('q1')]: [office.id('q1-5')],
    [office.id('q2')]: [office.id('non')],
    [office.id('q4')]: 2,
    [office.id('q5')]: null,
    [office.id('q6')]: 'Un médecin.',
  });

  // A number that was used is said; the sheet survives a reload, and is in hand again.
  await stage.getByLabel('Numéro de la feuille').fill('201');
  await press('Enter', commune);
  await sheet();
  const taken = page.getByRole('alert').filter({ hasText: 'La feuille n° 201 est déjà enregistrée' });
  await expect(taken).toBeVisible();
  await page.reload();
  await expect(stage.getByLabel('Numéro de la feuille')).toHaveValue('202');
  await expect(taken).toBeVisible();
  await page.getByRole('button', { name: 'Reprendre cette feuille' }).click();
  await expect(taken).toHaveCount(0);
  await stage.getByLabel('Numéro de la feuille').fill('204');
  await press('Enter', ready);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await office.snapshot(`sheets:${office.id('familles')}`)).length).toBe(64);

  // A sheet is corrected and left out.
  await page.getByRole('link', { name: /Questionnaire aux familles/ }).click();
  await page.getByRole('button', { name: 'Corriger : Feuille 64' }).click();
  await page.getByRole('dialog').getByLabel('Non', { exact: true }).check();
  await officer.look('correct');
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('La feuille 64 est corrigée.').first()).toBeVisible();
  await page.getByRole('button', { name: 'Corriger : Feuille 64' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Écarter' }).click();
  await expect(page.getByRole('dialog')).toContainText('sont effacés pour toujours');
  await page.getByRole('dialog').getByRole('button', { name: 'Écarter la feuille' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Feuille 64' })).toContainText('écartée');
});

test('a second keying stays with its sheet, whatever becomes of others meanwhile', async ({ browser, page, server }) => {
  const office = await Office.open(await browser.newPage(), server);
  const [campaign, home, missing] = ['0c000000-0000-4000-8000-000000000001', '0c000000-0000-4000-8000-000000000002', '0c000000-0000-4000-8000-000000000003'];
  // One of twenty is drawn, by its id: both of these are.
  const sheets = ['00000000-0000-4000-8000-000000000001', '00000014-0000-4000-8000-000000000002'];
  await office.order({ do: 'add', as: campaign, noun: 'campaign', fields: { name: 'Une courte' } });
  await office.order({ do: 'add', as: home, noun: 'question', fields: { campaign, text: 'Combien êtes-vous ?', kind: 'number', order: 1, min: 1, max: 9 } });
  await office.order({ do: 'add', as: missing, noun: 'question', fields: { campaign, text: 'Que manque-t-il ?', kind: 'short_text', order: 2 } });
  const answers = { [home]: 3, [missing]: 'Un car.' };
  for (const [n, as] of sheets.entries()) expect(await office.order({ do: 'key_sheet', as, campaign, number: 7 + n, answers })).toBeUndefined();

  await page.setViewportSize({ width: 1366, height: 768 });
  const alix = new Device('again', page);
  await page.goto(office.link('alix'));
  await alix.isAt(/Convention territoriale/);
  await page.goto(`${server.url}/demarche#/${office.programme}/campaigns/${campaign}/again`);
  const [first, second] = [page.getByText('Reprenez sur le papier la feuille n° 7.'), page.getByText('Reprenez sur le papier la feuille n° 8.')];
  const field = page.getByLabel('Que manque-t-il ?');
  await expect(first).toBeVisible();
  await page.keyboard.press('4');
  await expect(field).toBeFocused();
  await office.order({ do: 'withdraw_sheet', sheet: sheets[0], on: true });
  await expect(second).toBeVisible();
  await expect(page.getByRole('main').getByText('La feuille en cours n’attend plus de seconde saisie')).toBeVisible();
  await expect(page.getByLabel('Combien êtes-vous ?')).toHaveValue('');
  await alix.look('taken-away');
  await page.keyboard.press('3');
  await page.keyboard.type('Un c');
  await office.order({ do: 'withdraw_sheet', sheet: sheets[0], on: false });
  await page.reload();
  await expect(second).toBeVisible();
  await expect(field).toHaveValue('Un c');
  await field.fill('Un car.');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(first).toBeVisible();
  const differs = async (): Promise<unknown[]> => (await office.snapshot(`sheets:${campaign}`)).map(({ sheet }) => sheet!['differs']);
  await expect.poll(differs).toEqual([undefined, []]);
});

test('a phone answers without an account, and its draft survives', async ({ browser, page, server, phone }) => {
  const office = await Office.open(await browser.newPage(), server);
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(office.link('officer'));
  await new Device('officer', page).isAt(/Convention territoriale/);
  await page.goto(`${server.url}/demarche#/${office.programme}/campaigns/${office.id('familles')}`);
  await page.getByRole('button', { name: 'Ouvrir aux réponses en ligne' }).click();
  await page.getByRole('radio', { name: 'Lien ouvert, sans numéro' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Ouvrir', exact: true }).click();
  await expect(page.getByText('Ouvert : on peut répondre en ligne.')).toBeVisible();
  const link = await page.getByRole('region', { name: /on peut répondre en ligne/ }).getByRole('link').getAttribute('href');

  const chloe = await phone('answers');
  await chloe.page.goto(link!);
  await chloe.isAt('Questionnaire aux familles');
  await chloe.look('first');
  await chloe.button('Envoyer mes réponses').click();
  await expect(chloe.page.getByText('Répondez à une question au moins')).toBeVisible();
  await chloe.page.getByLabel('Fontaure').check();
  await expect(chloe.page.getByText(/Comment sont-ils gardés/)).toHaveCount(0);
  await chloe.page.getByLabel('Oui', { exact: true }).check();
  await expect(chloe.page.getByText(/Comment sont-ils gardés/)).toBeVisible();
  await chloe.page.getByLabel('En crèche').check();
  const home = chloe.page.getByLabel(/Combien de personnes/);
  const noNumber = chloe.page.getByText('Il faut un nombre, comme 12 ou 12,5.');
  await home.fill('4 personnes');
  await expect(noNumber).toBeVisible();
  await chloe.page.getByLabel(/Que manque-t-il/).fill('Un pédiatre.');
  await chloe.page.reload();
  await expect(home).toHaveValue('4 personnes');
  await expect(chloe.page.getByText('Des réponses commencées sur cet appareil')).toBeVisible();
  // What is no number is not sent as nothing: one is led to it.
  await chloe.button('Envoyer mes réponses').click();
  await expect(home).toBeFocused();
  await expect(noNumber).toBeInViewport();
  await home.fill('4');
  await expect(noNumber).toHaveCount(0);
  await expect(chloe.page.getByLabel(/Que manque-t-il/)).toHaveValue('Un pédiatre.');
  await expect(chloe.page.getByLabel('En crèche')).toBeChecked();
  await chloe.look('filled');
  await chloe.button('Envoyer mes réponses').click();
  await chloe.isAt('Merci, vos réponses sont bien arrivées.');
  await chloe.look('thanks');
  const answers = async () => (await office.snapshot(`sheets:${office.id('familles')}`)).find(({ sheet }) => sheet!['way'] === 'web')?.['sheet']!['answers'];
  await expect.poll(answers).toEqual({
    [office.id('q1')]: [office.id('q1-6')],
    [office.id('q2')]: [office.id('oui')],
    [office.id('q3')]: [office.id('g3')],
    [office.id('q4')]: 4,
    [office.id('q5')]: null,
    [office.id('q6')]: 'Un pédiatre.',
  });
  // Whoever has this browser next finds nothing of what was said.
  const kept = (): Promise<string> => chloe.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, history.state]));
  expect(await kept()).not.toContain('questionnaire:');
  expect(await kept()).not.toContain('pédiatre');
  await chloe.page.reload();
  await chloe.isAt('Questionnaire aux familles');
  await expect(chloe.page.getByRole('radio', { checked: true })).toHaveCount(0);
  await expect(chloe.page.getByLabel(/Que manque-t-il/)).toHaveValue('');
  await page.getByRole('button', { name: 'Fermer aux réponses en ligne' }).click();
  await expect(page.getByText('Fermé : on ne peut pas répondre en ligne.')).toBeVisible();
  await chloe.page.reload();
  await expect(chloe.page.getByText('Ce questionnaire ne prend plus de réponses.')).toBeVisible();
});

test('two sheets of one family on one phone do not mix, and a wrong number is where one is led', async ({ browser, page, server, phone }) => {
  const office = await Office.open(await browser.newPage(), server);
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(office.link('officer'));
  await new Device('officer', page).isAt(/Convention territoriale/);
  await page.goto(`${server.url}/demarche#/${office.programme}/campaigns/${office.id('familles')}`);
  await page.getByRole('button', { name: 'Ouvrir aux réponses en ligne' }).click();
  await page.getByRole('radio', { name: 'Une réponse par feuille numérotée' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Ouvrir', exact: true }).click();
  await expect(page.getByText('Ouvert : on peut répondre en ligne.')).toBeVisible();
  const link = (await page.getByRole('region', { name: /on peut répondre en ligne/ }).getByRole('link').getAttribute('href'))!;

  const family = await phone('family');
  const { page: sheet } = family;
  const [number, letters, missing] = [sheet.getByLabel('Numéro de la feuille'), sheet.getByLabel('Quatre lettres'), sheet.getByLabel(/Que manque-t-il/)];
  await sheet.goto(`${link}-117-WXYZ`);
  await family.isAt('Questionnaire aux familles');
  await missing.fill('Une piste de vélo.');
  await sheet.goto(`${link}-118-STUV`);
  await expect(number).toHaveValue('118');
  await expect(missing).toHaveValue('');
  await missing.fill('Un médecin.');
  await sheet.goto(link);
  await expect(number).toHaveValue('');
  await expect(missing).toHaveValue('');
  // A number that is typed leads to its sheet.
  await number.fill('117');
  await number.press('Tab');
  await expect(missing).toHaveValue('Une piste de vélo.');
  await family.button('Envoyer mes réponses').click();
  await expect(letters).toBeFocused();
  await expect(sheet.getByText('Ces lettres ne vont pas avec ce numéro.')).toBeInViewport();
  await family.wasRefused();
  await family.look('wrong-letters');
  await family.button('Les effacer et commencer une autre feuille').click();
  await expect(missing).toHaveValue('');
  await sheet.goto(`${link}-118-STUV`);
  await expect(missing).toHaveValue('Un médecin.');
});

test('a file is looked at before it is taken over; its answers are counted, published and undone', async ({ browser, page, server }) => {
  const office = await Office.open(await browser.newPage(), server);
  await page.setViewportSize({ width: 1366, height: 768 });
  const officer = new Device('files', page);
  await page.goto(office.link('officer'));
  await officer.isAt(/Convention territoriale/);
  const toFiles = (): Promise<void> => menu(officer).getByRole('link', { name: 'Fichiers' }).click();
  await toFiles();
  await officer.isAt('Fichiers');
  await officer.look('none');

  const rows = Array.from({ length: 13 }, (_, n) => `2027/03/${String(n + 1).padStart(2, '0')} 10:00:00 AM UTC+1,${n < 7 ? 'Oui' : 'Non'},Un bus numéro ${n},nom${n}@exemple.test`);
  const buffer = Buffer.from(['Horodateur,Avez-vous une voiture ?,Que manque-t-il ?,Adresse e-mail', ...rows].join('\n'));
  const bring = async (name: string): Promise<void> => {
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
    await expect(page.getByText('Google Forms · 13 enregistrements')).toBeVisible();
  };
  await bring('voitures.csv');
  const question = page.getByRole('checkbox', { name: /^Avez-vous une voiture/ });
  await expect(question).toBeChecked();
  await expect(page.getByRole('checkbox', { name: /^Adresse e-mail/ }), 'who somebody is stays out').not.toBeChecked();
  await officer.look('file');
  await page.getByRole('button', { name: 'Reprendre dans la démarche' }).click();
  await expect(page.getByRole('main').getByText('13 enregistrements repris.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'voitures.csv' })).toBeVisible();
  await officer.look('taken');
  expect(JSON.stringify(await office.snapshot('cards'))).not.toContain('exemple.test');

  await menu(officer).getByRole('link', { name: 'Questionnaires' }).click();
  await page.getByRole('link', { name: 'voitures.csv' }).click();
  await page.getByRole('link', { name: 'Résultats' }).click();
  const line = (name: string): Locator => page.getByRole('row', { name: new RegExp(`^${name}`) });
  await expect(line('Oui')).toContainText('7');
  await expect(line('Non')).toContainText('6');
  await officer.look('results');
  await page.getByLabel('Croiser avec').selectOption({ label: 'Lot' });
  await expect(page.getByText(/Réponses\s: 0 sur 13\sfeuilles/), 'none has a batch').toBeVisible();
  await page.getByLabel('Croiser avec').selectOption({ label: 'Rien' });
  await expect(line('Oui')).toContainText('54');
  await page.getByRole('button', { name: 'Publier ce tableau' }).click();
  await expect.poll(async () => (await office.snapshot('public')).filter((one) => 'publication' in one && one['publication']!['document'] === 'results').length).toBe(2);

  await toFiles();
  await bring('encore.csv');
  await page.getByRole('button', { name: 'Reprendre dans la démarche' }).click();
  const again = page.getByRole('listitem').filter({ hasText: 'encore.csv' });
  await again.getByRole('button').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Annuler cette reprise' }).click();
  await expect(again).toHaveCount(0);
  await expect.poll(async () => JSON.stringify(await office.snapshot('programme'))).not.toContain('encore.csv');

  // Outlines come in with their year; then the diagnosis has a map, which says that its figures are of another one.
  await page.locator('input[type=file]').setInputFiles({ name: 'contours.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(outlines(4, 3)) });
  await expect(page.getByText(/Contours à reprendre\s: 12/)).toBeVisible();
  const take = page.getByRole('button', { name: 'Reprendre dans la démarche' });
  await expect(take).toBeDisabled();
  await page.getByLabel(/^Géographie au 1er janvier/).fill('2018');
  await officer.look('outlines');
  await take.click();
  await expect(page.getByRole('main').getByText('12 enregistrements repris.')).toBeVisible();
  await menu(officer).getByRole('link', { name: 'Diagnostic' }).click();
  const map = page.getByRole('img', { name: /^Population, 2024\s: carte/ });
  await expect(map).toContainText('Contours au 1er janvier 2018');
  await map.scrollIntoViewIfNeeded();
  await officer.look('map');

  await toFiles();
  await page.locator('input[type=file]').setInputFiles({ name: 'rien.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%âãÏÓ\n1 0 obj\n') });
  await expect(page.getByRole('alert').filter({ visible: true })).toContainText('ne peut pas être repris');
});
