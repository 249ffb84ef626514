import { MOVES_WAITING_MAX } from '../../client/web/src/protocol/index.ts';
import { Device, expect, test } from './stage.ts';

/** One more than may wait, and some to move while there is a network. */
const SAID = MOVES_WAITING_MAX + 4;

const PLAN = [
  {
    who: 'facilitator',
    do: 'create_forum',
    as: 'f',
    question: 'Que voulons-nous faire ensemble ?',
    language: 'fr',
    slots: [{ as: 's', label: 'Premier tour', start: '10:00', end: '11:00' }],
    spaces: [{ as: 'sp', label: 'Préau' }],
  },
  { who: 'facilitator', do: 'phase', phase: 'groups' },
  { who: 'p', do: 'join', name: 'Anna' },
  { who: 'facilitator', do: 'propose', as: 't', title: 'Rentrer sans voiture' },
  { who: 'facilitator', do: 'place', topic: 't', slot: 's', space: 'sp', as: 'g' },
  { who: 'facilitator', do: 'open', group: 'g' },
  { who: 'p', do: 'enter', group: 'g' },
  ...Array.from({ length: SAID }, (_, n) => ({
    who: 'p',
    do: 'write',
    as: `k${n}`,
    group: 'g',
    kind: 'need',
    text: n === 0 ? 'Des vélos à prêter à la gare' : `Un bus de plus le soir, ligne ${100 + n}`,
  })),
  { who: 'facilitator', do: 'post', group: 'g' },
  { who: 'p', do: 'edit', contribution: 'k0', text: 'Des vélos à prêter à la gare, l’hiver aussi' },
  { who: 'facilitator', do: 'axis', as: 'a', name: 'Se déplacer sans voiture' },
  { who: 'facilitator', do: 'axis', as: 'b', name: 'Vivre le soir' },
];

test('the room sorts at the table when it may, each takes back what was one’s own', async ({ page, server, phone }) => {
  const code = await server.replay(PLAN);
  const host = new Device('room-sorts', page);
  await page.goto(server.facilitator);
  await host.link(/Que voulons-nous/).click();
  await host.to('Axes');
  const under = (axis: string) => page.getByRole('article', { name: axis }).getByRole('checkbox');
  const switched = page.getByRole('switch', { name: 'La salle peut trier' });
  await expect(switched).not.toBeChecked();

  const bo = await phone('table', 320);
  await bo.page.goto(`${bo.url}/${code}`);
  await bo.page.getByLabel('Votre prénom').fill('Bo');
  await bo.button('Entrer').click();
  await bo.to('Le mur');
  await bo.link('Axes').click();
  await expect(bo.link(/^A Se déplacer/)).toBeVisible();
  await expect(bo.link('Trier avec la salle')).toHaveCount(0);
  await switched.check();
  await expect(page.getByRole('group', { name: 'La salle peut trier.' })).toBeVisible();
  await bo.link('Trier avec la salle').click();
  await bo.isAt('Trier ensemble');

  const list = bo.page.getByRole('region');
  const rows = list.locator('[data-contribution]');
  const words = async (n: number): Promise<string> => (await rows.nth(n).locator('.text').textContent())!;
  const show = bo.page.getByLabel('Montrer');
  await test.step('by tap, and found by a word in the plural or singular', async () => {
    await bo.page.getByLabel('Chercher un mot').fill('vélo gares');
    await expect(rows).toHaveCount(1);
    await rows.first().click();
    await bo.look('taken');
    await list.getByRole('button', { name: /Se déplacer sans voiture/ }).click();
    await expect(under('Se déplacer sans voiture')).toHaveText([/l’hiver aussi.*Rentrer sans voiture\s*·\s*10/]);
    await page.getByText('Rectifié : voir les mots d’avant').click();
    await expect(page.getByText('Des vélos à prêter à la gare', { exact: true })).toBeVisible();
    await host.look('traced');
    await bo.page.getByLabel('Chercher un mot').fill('');
  });

  await test.step('by keyboard: the way goes on at the next one', async () => {
    const [first, second] = [await words(0), await words(1)];
    await rows.first().focus();
    await bo.page.keyboard.press('Enter');
    await bo.page.keyboard.press('Tab');
    await bo.page.keyboard.press('Tab');
    await bo.page.keyboard.press('Enter');
    await expect(under('Vivre le soir')).toHaveText([new RegExp(first)]);
    await expect(rows.filter({ hasText: second })).toBeFocused();
  });

  await test.step('what one did goes back, one after the other', async () => {
    await bo.button('Annuler mon dernier geste').click();
    await expect(under('Vivre le soir')).toHaveCount(0);
    await bo.button('Annuler mon dernier geste').click();
    await expect(under('Se déplacer sans voiture')).toHaveCount(0);
    await expect(bo.button('Annuler mon dernier geste')).toBeHidden();
  });

  await test.step('from one axis to the other, and away', async () => {
    await rows.first().click();
    await list.getByRole('button', { name: /Se déplacer sans voiture/ }).click();
    await show.selectOption({ label: 'A · Se déplacer sans voiture (1)' });
    await rows.first().click();
    await list.getByRole('button', { name: /Vivre le soir/ }).click();
    await expect(under('Vivre le soir')).toHaveCount(1);
    await expect(under('Se déplacer sans voiture')).toHaveCount(0);
    await show.selectOption({ label: 'B · Vivre le soir (1)' });
    await rows.first().click();
    await bo.look('away');
    await list.getByRole('button', { name: 'Ne va pas ici' }).click();
    await expect(under('Vivre le soir')).toHaveCount(0);
    await show.selectOption({ label: `À placer (${SAID})` });
  });

  await test.step('without a network so many moves wait and no more; all of them arrive', async () => {
    bo.cable.cut();
    await expect(bo.page.getByText(/Pas de réseau/)).toBeVisible();
    const place = async (): Promise<void> => {
      await rows.first().click();
      await list.getByRole('button', { name: /Vivre le soir/ }).click();
    };
    for (let n = 0; n < MOVES_WAITING_MAX; n++) await place();
    await expect(bo.page.getByText(`${MOVES_WAITING_MAX} gestes attendent le réseau.`)).toBeVisible();
    await place();
    await expect(bo.page.getByRole('alert')).toContainText(`${MOVES_WAITING_MAX} gestes attendent déjà le réseau.`);
    await bo.look('full');
    await bo.button('Annuler mon dernier geste').click();
    await expect(bo.page.getByText(`${MOVES_WAITING_MAX - 1} gestes attendent le réseau.`)).toBeVisible();
    await expect(under('Vivre le soir')).toHaveCount(0);
    bo.cable.mend();
    await expect(page.getByText(`${SAID} contributions : ${MOVES_WAITING_MAX - 1} rattachées, 5 non examinées.`)).toBeVisible();
  });

  await switched.uncheck();
  await expect(bo.page.getByText('En ce moment, la salle ne trie pas.')).toBeVisible();
  await host.look('switched');
  await bo.to('Le mur');
  await bo.link('Axes').click();
  await bo.link(/^B Vivre le soir/).click();
  await expect(bo.page.getByText(/^10.h.00, Préau$/)).toBeVisible();
  await bo.look('axis');
});
