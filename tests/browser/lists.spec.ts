import type { Page } from '@playwright/test';
import { Device, expect, test } from './stage.ts';

const SPACES = ['Grande salle', 'Préau', 'Tilleul'];

const PLAN = [
  {
    who: 'facilitator',
    do: 'create_forum',
    as: 'f',
    question: 'Que voulons-nous faire ensemble ?',
    language: 'fr',
    slots: [{ as: 's', label: 'Premier tour', start: '10:00', end: '11:00' }],
    spaces: [...SPACES, 'Jardin'].map((label, n) => ({ as: `sp${n}`, label })),
  },
  { who: 'facilitator', do: 'phase', phase: 'groups' },
  { who: 'p', do: 'join', name: 'Anna' },
  ...SPACES.flatMap((label, n) => [
    { who: 'facilitator', do: 'propose', as: `t${n}`, title: `Sujet ${label}` },
    { who: 'facilitator', do: 'place', topic: `t${n}`, slot: 's', space: `sp${n}`, as: `g${n}` },
  ]),
  { who: 'facilitator', do: 'propose', as: 't', title: 'Sujet ouvert' },
  { who: 'facilitator', do: 'place', topic: 't', slot: 's', space: 'sp3', as: 'g' },
  { who: 'facilitator', do: 'open', group: 'g' },
  { who: 'p', do: 'enter', group: 'g' },
  ...[1, 2, 3, 4].map((n) => ({ who: 'p', do: 'write', as: `k${n}`, group: 'g', kind: 'need', text: `Un bus de plus le soir, ligne ${n}` })),
  { who: 'facilitator', do: 'axis', as: 'a', name: 'Bouger' },
];

/** The words of the commands that this page sends. */
function commands(page: Page): string[] {
  const words: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const { command } = JSON.parse(String(payload)) as { command?: { do: string } };
      if (command) words.push(command.do);
    }),
  );
  return words;
}

test('a round opens, ends and goes back in one command each', async ({ page, server }) => {
  await server.replay(PLAN);
  const given = commands(page);
  const host = new Device('round', page);
  await page.goto(server.facilitator);
  await host.link(/Que voulons-nous/).click();
  await host.to('Groupes');
  const round = page.getByRole('region', { name: 'Premier tour' });
  const inState = (state: string) => round.getByRole('listitem').filter({ hasText: state });
  await expect(inState('prévu')).toHaveCount(3);
  await round.getByRole('button', { name: 'Ouvrir les 3 groupes' }).click();
  await expect(inState('prévu')).toHaveCount(0);
  await host.button('Annuler').click();
  await expect(inState('prévu')).toHaveCount(3);
  await round.getByRole('button', { name: 'Ouvrir les 3 groupes' }).click();
  expect(given).toEqual(['open_all', 'unopen', 'open_all']);

  const run = page.getByRole('region', { name: 'Déroulé' });
  await test.step('who goes on without them is told what the room does not see, and ends all in one', async () => {
    await host.to('Maintenant');
    given.length = 0;
    await run.getByRole('button', { name: 'Lecture' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Continuer sans les terminer' }).click();
    const todo = page.getByRole('region', { name: 'À faire' });
    const unseen = todo.getByText('1 compte rendu pas encore affiché');
    await expect(unseen, 'three of four have written nothing').toBeVisible();
    await host.look('unseen');
    await todo.getByRole('button', { name: 'Terminer les 4 groupes' }).click();
    await expect(unseen).toBeHidden();
    await host.button('Annuler').click();
    await run.getByRole('button', { name: 'Groupes' }).click();
    await expect(page.getByRole('region', { name: 'Les groupes, maintenant' }).getByRole('listitem')).toHaveCount(4);
    expect(given).toEqual(['phase', 'close_all', 'reopen_all', 'phase']);
    await host.to('Groupes');
    given.length = 0;
  });

  await host.press(round.getByRole('button', { name: 'Terminer les 4 groupes' }), inState('terminé').first());
  await expect(inState('terminé')).toHaveCount(4);
  await host.button('Annuler').click();
  await expect(inState('terminé')).toHaveCount(0);
  expect(given).toEqual(['close_all', 'reopen_all']);

  await test.step('the reading ends what is open, with one undo', async () => {
    given.length = 0;
    await host.to('Maintenant');
    const rooms = page.getByRole('region', { name: 'Les groupes, maintenant' });
    await expect(rooms.getByRole('listitem')).toHaveCount(4);
    const read = host.button('Suivant : terminer les 4 groupes et lire les comptes rendus');
    await host.press(read, page.getByRole('group', { name: /^4 groupes terminés/ }));
    await expect(host.button('Suivant : passer aux priorités')).toBeVisible();
    await host.button('Annuler').click();
    await expect(read).toBeVisible();
    await expect(rooms.getByRole('listitem')).toHaveCount(4);
    expect(given).toEqual(['close_all', 'phase', 'phase', 'reopen_all']);
  });

  await test.step('what was announced or left the queue comes back to its place, and nothing before it', async () => {
    await run.getByRole('button', { name: 'Place du marché' }).click();
    await expect(host.button('Annuler')).toBeVisible();
    const queue = page.getByRole('region', { name: 'File d’annonce' });
    const titles = (): Promise<string[]> => queue.locator('.title').allTextContents();
    const before = await titles();
    expect(before).toHaveLength(4);
    given.length = 0;
    await queue.getByRole('button', { name: /^Annoncé : / }).first().click();
    await expect.poll(titles).toEqual(before.slice(1));
    await expect(page.getByRole('group', { name: `Annoncé : ${before[0]}` })).toBeVisible();
    await host.button('Annuler').click();
    await expect.poll(titles).toEqual(before);
    await queue.getByRole('button', { name: /^Sortir de la file : / }).nth(2).click();
    await expect.poll(titles).toEqual(before.filter((_, n) => n !== 2));
    await expect(page.getByRole('group', { name: `Sorti de la file : ${before[2]}` })).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect.poll(titles).toEqual(before);
    expect(given).toEqual(['announce', 'return_to_queue', 'leave_queue', 'return_to_queue']);
    await run.getByRole('button', { name: 'Groupes' }).click();
    await expect(host.button('Annuler')).toBeVisible();
  });
  await host.look('done');
});

test('a selection moves under an axis and back in one command each', async ({ page, server }) => {
  await server.replay(PLAN);
  const given = commands(page);
  const host = new Device('selection', page);
  await page.goto(server.facilitator);
  await host.link(/Que voulons-nous/).click();
  await host.to('Axes');
  const under = page.getByRole('article', { name: 'Bouger' }).getByRole('checkbox');
  await host.button('Tout prendre (4)').click();
  await page.getByRole('group', { name: 'Contributions en main' }).getByRole('button', { name: /sous A\s*: Bouger/ }).click();
  await expect(under).toHaveCount(4);
  expect(given).toEqual(['attach_all']);
  await host.button('Annuler').click();
  await expect(under).toHaveCount(0);
  await expect(page.getByText('4 à placer sur 4')).toBeVisible();
  expect(given).toEqual(['attach_all', 'detach_all', 'confirm_all']);

  await test.step('by drag, alone and with what is picked, and by the keyboard', async () => {
    const rows = page.getByRole('region', { name: 'À placer' }).getByRole('checkbox');
    const drag = async (n: number): Promise<void> => {
      await rows.nth(n).hover();
      await page.mouse.down();
      await page.getByRole('article', { name: 'Bouger' }).getByRole('heading').hover();
      await page.mouse.up();
    };
    await drag(3);
    await expect(under).toHaveCount(1);
    for (const n of [0, 1]) await rows.nth(n).click();
    await drag(1);
    await expect(under).toHaveCount(3);
    await rows.first().focus();
    await page.keyboard.press('Space');
    await page.getByRole('group', { name: 'Contributions en main' }).getByRole('button', { name: /sous A\s*: Bouger/ }).press('Enter');
    await expect(under).toHaveCount(4);
    for (const left of [3, 1, 0]) {
      await page.keyboard.press('Control+z');
      await expect(under).toHaveCount(left);
    }
    await expect(page.getByText('4 à placer sur 4')).toBeVisible();
  });

  await test.step('what is set aside waits no longer, is counted, and comes back', async () => {
    const rows = page.getByRole('region', { name: 'À placer' }).getByRole('checkbox');
    const hand = page.getByRole('group', { name: 'Contributions en main' });
    const coverage = (parts: string) => expect(page.getByText(`4 contributions : ${parts}.`)).toBeVisible();
    await coverage('0 rattachée, 4 non examinées');
    given.length = 0;
    const first = await rows.first().locator('[data-typed]').first().textContent();
    for (const n of [0, 1]) await rows.nth(n).click();
    await hand.getByRole('button', { name: /hors territoire/ }).click();
    await coverage('0 rattachée, 2 hors territoire, 2 non examinées');
    await expect(rows).toHaveCount(2);
    expect(given).toEqual(['outcome']);
    await host.button('Annuler').click();
    await coverage('0 rattachée, 4 non examinées');
    expect(given).toEqual(['outcome', 'outcome', 'confirm_all']);
    await rows.first().click();
    await hand.getByRole('button', { name: /non rattachée/ }).click();
    await coverage('0 rattachée, 1 non rattachée, 3 non examinées');
    await host.button('Voir les mises à part (1)').click();
    const aside = page.getByRole('region', { name: 'Mises à part' });
    await expect(aside.getByRole('listitem')).toContainText([first!]);
    await expect(aside.getByText('Non rattachée', { exact: true })).toBeVisible();
    await host.look('aside');
    await aside.getByRole('button', { name: `Remettre à placer : ${first}` }).click();
    await coverage('0 rattachée, 4 non examinées');
    await expect(rows).toHaveCount(4);
    await host.button('Annuler').click();
    await coverage('0 rattachée, 1 non rattachée, 3 non examinées');
    await aside.getByRole('checkbox').click();
    await hand.getByRole('button', { name: 'Remettre à placer' }).click();
    await coverage('0 rattachée, 4 non examinées');
    await host.button('Annuler').click();
    await coverage('0 rattachée, 1 non rattachée, 3 non examinées');
  });

  await test.step('what says the same stands under the one that is kept, and can be let go', async () => {
    const rows = page.getByRole('region', { name: 'À placer' }).getByRole('checkbox');
    const hand = page.getByRole('group', { name: 'Contributions en main' });
    const dialog = page.getByRole('dialog');
    const coverage = (parts: string) => expect(page.getByText(`4 contributions : ${parts}.`)).toBeVisible();
    await host.button(/^Revenir à ce qui est à placer/).click();
    const texts: string[] = [];
    for (const n of [0, 1]) texts.push((await rows.nth(n).locator('[data-typed]').first().textContent())!);
    await rows.first().click();
    await hand.getByRole('button', { name: 'Doublon de…' }).click();
    await expect(dialog.getByRole('button', { name: `Garder celle-ci : ${texts[1]}` }), 'its words are alike').toBeVisible();
    await expect(dialog.getByRole('button', { name: `Garder celle-ci : ${texts[0]}` })).toHaveCount(0);
    await host.look('same-as');
    await dialog.getByRole('textbox', { name: 'Chercher un mot' }).fill(texts[1]!);
    await dialog.getByRole('button', { name: `Garder celle-ci : ${texts[1]}` }).click();
    await expect(dialog).toBeHidden();
    await coverage('0 rattachée, 1 doublon, 1 non rattachée, 2 non examinées');
    await expect(rows).toHaveCount(2);
    await host.button(`+ 1 voix, ce qui dit la même chose : ${texts[1]}`).click();
    await host.look('duplicate');
    await host.button(`N’est pas un doublon : ${texts[0]}`).click();
    await expect(rows).toHaveCount(3);
    await expect(rows.filter({ hasText: texts[1]! })).toBeFocused();
    await host.button('Annuler').click();
    await coverage('0 rattachée, 1 doublon, 1 non rattachée, 2 non examinées');
    await page.keyboard.press('Control+z');
    await coverage('0 rattachée, 1 non rattachée, 3 non examinées');
    await host.button('Qui a fait quoi').click();
    const steps = dialog.getByRole('listitem').filter({ hasText: 'Animation' });
    await expect(steps.filter({ hasText: 'Noté comme doublon' }).first()).toContainText(
      `1 contribution : À placer → doublon de « ${texts[1]} »`,
    );
    await expect(steps.first(), 'the same act puts back').toContainText('Remis à placer');
    await expect(steps.last()).toContainText('n’existait pas → « Bouger » (0)');
    await host.look('history');
    await page.keyboard.press('Escape');
  });

  await test.step('sorting is done once each has an outcome, and no sooner', async () => {
    const rows = page.getByRole('region', { name: 'À placer' }).getByRole('checkbox');
    await host.button('Tri terminé').click();
    await expect(page.getByRole('alert').filter({ hasText: '3 contributions ne sont pas encore examinées' })).toBeVisible();
    await host.look('unsorted');
    await host.button('Les voir').click();
    await expect(page.getByRole('heading', { name: 'À placer' })).toBeFocused();
    await expect(rows).toHaveCount(3);
    await host.button('Tout prendre (3)').click();
    await host.look('hand');
    await page.getByRole('group', { name: 'Contributions en main' }).getByRole('button', { name: /sous A\s*: Bouger/ }).click();
    await expect(page.getByText('Chaque contribution est sous un axe ou mise à part.')).toBeVisible();
    await host.button('Tri terminé').click();
    await expect(page.getByText('Le tri est terminé')).toBeVisible();
    await host.look('sorted');
    await host.button('Rouvrir le tri').click();
    await expect(host.button('Tri terminé')).toBeVisible();
    await host.button('Annuler').click();
    await expect(page.getByText('Le tri est terminé')).toBeVisible();
  });
});
