import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Device, expect, test } from './stage.ts';

const THEMES = ['mobilité', 'santé', 'jeunesse', 'logement'];
const OF_EACH = 14;

interface Line {
  text: string;
  group?: string;
  axis?: string;
}

/**
 * What was said under four themes, from the forum that was written for the tests of the sorting. At one table people
 * spoke of everything, so that much is not clear.
 */
const SAID = ((): { text: string; title: string }[] => {
  const file = resolve(import.meta.dirname, '../../server/synthesis/tests/forum.jsonl');
  const lines = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Line);
  const of = (theme?: string) => lines.filter(({ axis }) => axis === theme).slice(0, OF_EACH);
  return [...THEMES, undefined]
    .flatMap(of)
    .map(({ text, group }, n) => ({ text, title: n % 3 === 0 ? 'De tout' : (group ?? 'Le reste') }));
})();

/** The first of the table where people spoke of everything. */
const SUPPORTED = SAID.find(({ title }) => title === 'De tout')!;

/** Two of one theme. What is said at one time by many comes in any order: they are known by their words. */
const MOVED = 'Le car ne passe que deux fois par jour dans nos villages.';
const BACK = 'Un minibus à la demande pour aller au marché le samedi.';

const WRITING = 3;

/** Groups of three people who write in turn. */
function plan(): object[] {
  const titles = [...new Set(SAID.map(({ title }) => title))];
  const who = (title: string, n: number): string => `p${titles.indexOf(title)}-${n % WRITING}`;
  const of = (title: string, n = 0) => ({ who: who(title, n), group: `g${titles.indexOf(title)}` });
  return [
    {
      who: 'facilitator',
      do: 'create_forum',
      as: 'f',
      question: 'Que voulons-nous changer ici ?',
      language: 'fr',
      slots: [{ as: 's', label: 'Matin', start: '09:00', end: '10:00' }],
      spaces: titles.map((_, n) => ({ as: `sp${n}`, label: `Espace ${n + 1}` })),
    },
    { who: 'facilitator', do: 'phase', phase: 'marketplace' },
    ...titles.flatMap((title, t) => [
      ...Array.from({ length: WRITING }, (_, n) => ({ who: who(title, n), do: 'join', name: `Camille ${t}-${n}` })),
      { who: who(title, 0), do: 'propose', as: `t${t}`, title },
      { who: 'facilitator', do: 'place', topic: `t${t}`, slot: 's', space: `sp${t}`, as: `g${t}` },
    ]),
    { who: 'facilitator', do: 'phase', phase: 'groups' },
    ...titles.flatMap((title) => [
      { ...of(title), who: 'facilitator', do: 'open' },
      ...Array.from({ length: WRITING }, (_, n) => ({ ...of(title, n), do: 'enter' })),
    ]),
    ...SAID.map(({ text, title }, n) => ({ ...of(title, n), do: 'write', as: `k${n}`, kind: 'idea', text })),
    { who: who(SUPPORTED.title, SAID.indexOf(SUPPORTED) + 1), do: 'support', contribution: `k${SAID.indexOf(SUPPORTED)}` },
  ];
}

test('the machine proposes, a person decides', async ({ page, server }) => {
  await server.replay(plan());
  await page.setViewportSize({ width: 1366, height: 768 });
  const host = new Device('sorting', page);
  await page.goto(server.facilitator);
  await host.link(/Que voulons-nous/).click();
  await host.to('Axes');
  await host.isAt('Axes');
  const allWait = page.getByText(`${SAID.length} à placer sur ${SAID.length}`);
  await expect(allWait).toBeVisible();

  const heaps = page.getByRole('article', { name: /^Tas \d+$/ });
  const axis = (name: string) => page.getByRole('article', { name });
  const dialog = page.getByRole('dialog');
  const apart = page.getByRole('region', { name: 'Hors des tas' });
  const again = async () => {
    const answered = page.waitForResponse(/\/suggestion/);
    await host.button('Proposer à nouveau').click();
    await answered;
  };
  /** What the first contribution of a column says. */
  const first = async (column: ReturnType<typeof axis>): Promise<string> =>
    (await column.getByRole('checkbox').first().locator('[data-typed]').first().textContent()) ?? '';

  await test.step('words are found in the singular or plural, with typing errors, and with where they were said', async () => {
    const field = page.getByLabel('Chercher un mot');
    const rows = page.getByRole('region', { name: 'À placer' }).getByRole('checkbox');
    const found = page.getByRole('status').filter({ hasText: /^\d+\scontributions?\strouvées?\ssur/ });
    const shown = async (typed: string): Promise<string[]> => {
      await field.fill('');
      await expect(found).toBeHidden();
      await field.fill(typed);
      await expect(found).toBeVisible();
      // What is found comes as it is scrolled, the first six at once.
      const all = parseInt((await found.textContent())!.replace(/\s/g, ''), 10);
      await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(Math.min(all, 6));
      return rows.locator('[data-typed]:first-child').allTextContents();
    };
    const one = await shown('médecin');
    expect(one.length).toBeGreaterThan(0);
    expect(await shown('MEDECINS'), 'a plural, in capitals, without accent').toEqual(one);
    const typo = await shown('lgoement');
    expect(typo.some((text) => /logement/i.test(text)), 'two letters swapped').toBe(true);
    await expect(page.getByText('Écrit à peu près ainsi :')).toBeVisible();
    await shown('introuvable partout');
    await expect(page.getByText('Rien de tel à placer. Changez le filtre.')).toBeVisible();
    await field.fill('');

    await host.button('Filtrer').click();
    await page.getByLabel('Groupe').selectOption('De tout');
    const said = SAID.filter(({ title }) => title === 'De tout').length;
    await expect(found).toContainText(`${said} contributions trouvées sur ${SAID.length}`);
    await page.getByLabel('Appuis').selectOption('1');
    await expect(found).toContainText('1 contribution trouvée');
    await expect(rows).toContainText([SUPPORTED.text]);
    await host.look('0-filters');
    await host.button('Tout montrer').click();
    await page.getByLabel('Lecture').selectOption('unread');
    await expect(found).toContainText(`${SAID.length} contributions trouvées`);
    await host.button(/^Noter tout comme lu/).click();
    await expect(found).toContainText('0 contribution trouvée');
    await host.button('Tout montrer').click();
    await page.reload();
    await host.button('Filtrer').click();
    await expect(page.getByLabel('Lecture')).toContainText('Non lues (0)');
    await host.button('Filtrer').click();
  });

  await test.step('no answer is said so, and can be asked for again', async () => {
    await page.route(/\/suggestion/, (route) => route.abort());
    await host.button('Proposer un premier rangement').click();
    await expect(page.getByRole('alert').filter({ hasText: 'Rien n’a changé' })).toBeVisible();
    await page.unroute(/\/suggestion/);
  });

  await test.step('a first sorting is asked for; closing it changes nothing', async () => {
    await host.button('Proposer un premier rangement').click();
    await expect(page.getByRole('heading', { name: /^Premier rangement proposé par la machine/ })).toBeVisible();
    await expect(heaps.nth(2)).toBeVisible();
    await host.button('Fermer la proposition').click();
    await expect(heaps).toHaveCount(0);
    await expect(allWait).toBeVisible();
    await expect(host.button('Proposer un premier rangement')).toBeFocused();
  });

  await test.step('as many heaps as are wished, each contribution with its reasons', async () => {
    await host.button('Proposer un premier rangement').click();
    await page.getByLabel('Nombre de tas').selectOption('4');
    await again();
    await expect(heaps).toHaveCount(4);
    await heaps.first().getByRole('button', { name: /^Pourquoi ici/ }).first().click();
    await expect(heaps.first().getByText('Les plus proches :')).toBeVisible();
    await host.look('1-heaps');
    await host.to('Vote');
    await host.to('Axes');
    await expect(heaps, 'another page was looked at meanwhile').toHaveCount(4);
  });

  await test.step('one heap is taken over under a name that a person gives it', async () => {
    await host.button('Reprendre comme axe : tas 1').click();
    const take = dialog.getByRole('button', { name: 'Reprendre comme axe', exact: true });
    const name = await dialog.getByLabel('Nom de l’axe').inputValue();
    expect(SAID.some(({ text }) => text.includes(name)), `« ${name} » is a sentence of the room`).toBe(true);
    expect(name.split(' ').length).toBeGreaterThan(3);
    await dialog.getByLabel('Nom de l’axe').fill('');
    await take.click();
    await expect(dialog.getByText('Donnez un nom à cet axe.')).toBeVisible();
    await host.look('2-take-over');
    await expect(dialog.getByRole('button', { name: 'Partir de : De tout' }), 'a topic of many').toBeVisible();
    await dialog.getByRole('button', { name: /^Partir de : / }).first().click();
    await expect(dialog.getByLabel('Nom de l’axe')).not.toHaveValue('');
    await dialog.getByLabel('Nom de l’axe').fill('Premier axe');
    await take.click();
    await expect(axis('Premier axe')).toBeVisible();
    await expect(heaps).toHaveCount(3);
  });

  await test.step('a name is asked over five that nobody chose', async () => {
    await host.button(/^Bien résumé \? Premier axe/).click();
    await expect(dialog.getByRole('heading', { name: 'Cette phrase les résume-t-elle ?' })).toBeVisible();
    const five = dialog.getByRole('listitem');
    await expect(five).toHaveCount(5);
    await host.look('2-sums-up');
    const text = await five.first().locator('[data-typed]').textContent();
    await five.first().getByRole('button').click();
    await expect(page.getByRole('group', { name: 'Contributions en main' })).toContainText('1 en main');
    await expect(axis('Premier axe').getByRole('checkbox', { checked: true })).toContainText(text!);
    await page.keyboard.press('Escape');
  });

  await test.step('all others at once, and back at once', async () => {
    await host.button('Tout reprendre').click();
    const fields = await dialog.getByRole('textbox').all();
    expect(fields).toHaveLength(3);
    for (const [n, field] of fields.entries()) await field.fill(n === 2 ? '' : `Autre axe ${n}`);
    await dialog.getByRole('button', { name: 'Reprendre 2 tas' }).click();
    await expect(axis('Autre axe 1')).toBeVisible();
    await expect(heaps).toHaveCount(1);
    await host.button('Annuler').click();
    await expect(heaps).toHaveCount(3);
    await host.button('Reprendre comme axe : tas 2').click();
    await dialog.getByLabel('Nom de l’axe').fill('Deuxième axe');
    await dialog.getByRole('button', { name: 'Reprendre comme axe', exact: true }).click();
    await expect(axis('Deuxième axe')).toBeVisible();
  });

  await test.step('one is moved by hand, one is taken out and let go', async () => {
    await axis('Premier axe').getByRole('checkbox', { name: MOVED }).click();
    await host.button('Placer 1 contribution sous B : Deuxième axe').first().click();
    await expect(axis('Deuxième axe').getByRole('checkbox', { name: MOVED })).toContainText('confirmée');

    await axis('Premier axe').getByRole('checkbox', { name: BACK }).click();
    await host.button('Remettre à placer').click();
    await expect(apart.getByRole('checkbox', { name: BACK })).toContainText('confirmée');
    await apart.getByRole('button', { name: `Ne plus confirmer : ${BACK}` }).click();
    await expect(apart.getByRole('checkbox', { name: BACK })).toBeFocused();
  });

  await test.step('asked again, it moves nothing and says what could come', async () => {
    await again();
    await expect(axis('Deuxième axe').getByRole('checkbox', { name: MOVED })).toContainText('confirmée');
    await expect(apart.getByRole('checkbox', { name: BACK }), 'it waits').toBeVisible();
    await expect(apart.getByRole('button', { name: `Confirmer ici : ${BACK}` }), 'nobody pins it to nowhere').toHaveCount(0);
    await axis('Premier axe').getByRole('button', { name: /venir ici$/ }).click();
    await host.look('3-proposed');
    await apart.getByRole('button', { name: `Mettre sous A : ${BACK}` }).click();
    await expect(axis('Premier axe').getByRole('checkbox', { name: BACK })).toBeVisible();
    const left = await first(apart);
    const leave = apart.getByRole('listitem').filter({ hasText: left }).getByRole('button', { name: `Laisser ici : ${left}` });
    await leave.click();
    await expect(leave).toHaveCount(0);
    await expect(apart.getByRole('checkbox', { name: left }), 'it waits on').toBeVisible();
  });

  await test.step('those that hesitate, one key each', async () => {
    const review = host.button(/^Revoir les hésitantes/);
    const left = async (): Promise<number> => Number(/\((\d+)\)/.exec((await review.textContent()) ?? '')?.[1]);
    const before = await left();
    expect(before, 'much hesitates').toBeGreaterThan(3);
    expect(before, 'not more than one looks at').toBeLessThanOrEqual(40);
    await page.keyboard.press('a');
    expect(await left(), 'no key outside of the review').toBe(before);
    await review.click();
    await expect(dialog.getByText(`1 sur ${before}`)).toBeVisible();
    await host.look('4-review');
    await page.keyboard.press('a');
    await expect(dialog.getByText(`2 sur ${before}`)).toBeVisible();
    await page.keyboard.press('Delete');
    await expect(dialog.getByText(`3 sur ${before}`)).toBeVisible();
    await dialog.getByRole('button', { name: 'Annuler' }).click();
    await expect(dialog.getByText(`2 sur ${before}`)).toBeVisible();
    await page.keyboard.press('ArrowRight');
    await expect(dialog.getByText(`3 sur ${before}`)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect.poll(left).toBe(before - 1);
    await expect(review).toBeFocused();
  });

  await test.step('one key confirms the contribution that has the focus', async () => {
    const one = axis('Premier axe').getByRole('checkbox', { name: BACK });
    await one.focus();
    await page.keyboard.press('c');
    await expect(one).toContainText('confirmée');
  });

  await test.step('a cut in two is in hand before it is done', async () => {
    await host.button('Changer l’axe : Deuxième axe').click();
    await dialog.getByRole('button', { name: 'Proposer une coupe en deux' }).click();
    await expect(page.getByRole('group', { name: 'Contributions en main' })).toBeVisible();
    await expect(axis('Deuxième axe').getByRole('checkbox', { checked: true }).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('group', { name: 'Contributions en main' })).toBeHidden();
  });

  await test.step('an axis is removed with what stands under it, and comes back', async () => {
    await host.button('Changer l’axe : Premier axe').click();
    await dialog.getByRole('button', { name: 'Enlever cet axe' }).click();
    await expect(dialog.getByText(/^Ses \d+ contributions seront de nouveau à placer/)).toBeVisible();
    await dialog.getByRole('button', { name: 'Enlever cet axe' }).click();
    await expect(axis('Premier axe')).toBeHidden();
    await host.button('Annuler').click();
    await expect(axis('Premier axe').getByRole('checkbox', { name: BACK })).toContainText('confirmée');
  });

  await test.step('names of places are kept', async () => {
    await host.to('Réglages');
    await page.getByLabel('Noms de lieux').fill('Saint-Martin\n\n  Rue Haute ');
    await page.getByRole('region', { name: 'Le forum' }).getByRole('button', { name: 'Enregistrer' }).click();
    await expect(page.getByText('Réglages enregistrés.').first()).toBeVisible();
    await page.reload();
    await expect(page.getByLabel('Noms de lieux')).toHaveValue('Saint-Martin\nRue Haute');
    await host.look('5-settings');
  });
});
