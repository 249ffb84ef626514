import type { BrowserContext } from '@playwright/test';
import { Device, expect, type Phone, test } from './stage.ts';

test.use({ timezoneId: 'Europe/Paris' });

/** The hall's clock: what the server says when a screen says hello. */
class Clock {
  #now = 0;

  set(time: string): void {
    this.#now = Date.parse(time);
  }

  async shownBy(context: BrowserContext): Promise<void> {
    await context.routeWebSocket('**/socket', (screen) => {
      screen.connectToServer().onMessage((text) => {
        const message = JSON.parse(String(text)) as { welcome?: { now: number } };
        if (message.welcome) message.welcome.now = this.#now;
        screen.send(JSON.stringify(message));
      });
    });
  }
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
const said = async (device: Device): Promise<string> => plain(await device.page.locator('main').innerText());

/** An evening that passes midnight and the next morning, added in another order. */
const TWO_DAYS = [
  {
    who: 'facilitator',
    do: 'create_forum',
    as: 'f',
    question: 'Que voulons-nous faire ensemble ?',
    language: 'fr',
    time_zone: 'Europe/Paris',
    date: '2027-03-12',
    slots: [
      { as: 'morning', label: '', start: '10:00', end: '11:00', day: '2027-03-13' },
      { as: 'night', label: '', start: '00:30', end: '01:15' },
      { as: 'evening', label: 'Veillée', start: '22:00', end: '23:30' },
    ],
    spaces: [{ as: 'hall', label: 'Grande salle' }],
  },
  { who: 'facilitator', do: 'phase', phase: 'marketplace' },
  ...['morning', 'night', 'evening'].flatMap((slot) => [
    { who: slot, do: 'join', name: slot },
    { who: slot, do: 'propose', as: `t-${slot}`, title: `Sujet ${slot}` },
    { who: slot, do: 'place', topic: `t-${slot}`, slot, space: 'hall', as: `g-${slot}` },
  ]),
  { who: 'facilitator', do: 'phase', phase: 'groups' },
];

/** The console, the room's screen and a phone of a forum, on one clock. */
async function screens(
  { page, server, phone }: { page: Device['page']; server: { facilitator: string }; phone: (name: string) => Promise<Phone> },
  code: string,
  clock: Clock,
): Promise<{ host: Device; room: Device; guest: Phone }> {
  await clock.shownBy(page.context());
  await page.setViewportSize({ width: 1366, height: 768 });
  const host = new Device('console', page);
  await page.goto(server.facilitator);
  await host.link(/ensemble/).click();
  const opened = page.waitForEvent('popup');
  await host.button('Ouvrir l’écran de la salle').click();
  const room = new Device('wall', await opened);
  await room.page.setViewportSize({ width: 1920, height: 1080 });
  const guest = await phone('guest');
  await clock.shownBy(guest.page.context());
  await guest.page.goto(`${guest.url}/${code}`);
  await guest.page.getByLabel('Votre prénom').fill('Anna');
  await guest.button('Entrer').click();
  await guest.isAt('Les groupes travaillent.');
  return { host, room, guest };
}

test('two days and a slot past midnight: console, wall and phone say the same', async ({ page, server, phone }) => {
  test.setTimeout(300_000);
  const code = await server.replay(TWO_DAYS);
  const clock = new Clock();
  clock.set('2027-03-12T21:40:00Z');
  const all = await screens({ page, server, phone }, code, clock);
  const { host, room, guest } = all;
  const at = async (time: string): Promise<void> => {
    clock.set(time);
    for (const { page } of [host, room, guest]) await page.reload();
    await guest.isAt('Les groupes travaillent.');
  };

  await test.step('in the evening', async () => {
    await expect.poll(() => said(host)).toContain('En ce moment : vendredi 12 mars · Veillée · 22 h 00 – 23 h 30, encore 50 minutes.');
    await expect.poll(() => said(host)).toContain('Ensuite : samedi 13 mars · 0 h 30 – 1 h 15');
    await expect(host.button('Suivant : ouvrir le groupe de 22 h 00')).toBeVisible();
    await expect.poll(() => said(guest)).toMatch(/En ce moment Veillée vendredi 12 mars, 22 h 00, encore 50 minutes Ensuite samedi 13 mars, 0 h 30/);
    await expect.poll(() => said(room)).toContain('encore 50 minutes');
    await host.button('+5 minutes').click();
    await expect.poll(() => said(room), 'minutes more are on the wall').toContain('encore 55 minutes');
    await host.button('Annuler').click();
    await expect.poll(() => said(room)).toContain('encore 50 minutes');
    await guest.look('1-evening');
    await host.look('1-evening');
    await room.look('1-evening');
    await guest.to('Le mur');
    await guest.isAt('Le mur');
    const heads = async (): Promise<string[]> => (await guest.page.getByRole('heading', { level: 2 }).allTextContents()).map(plain);
    await expect.poll(heads).toEqual([
      'vendredi 12 mars Veillée de 22 h 00 à 23 h 30, en ce moment, encore 50 minutes',
      'samedi 13 mars de 0 h 30 à 1 h 15, ensuite',
      'samedi 13 mars de 10 h 00 à 11 h 00',
    ]);
    await guest.look('2-wall');
    await guest.to('Maintenant');
  });

  await test.step('the button opens what comes first, not what was added first', async () => {
    for (const [hour, topic] of [['22 h 00', 'evening'], ['0 h 30', 'night']] as const) {
      await host.press(host.button(`Suivant : ouvrir le groupe de ${hour}`), page.getByRole('group', { name: '1 groupe ouvert.' }));
      await guest.link('Choisir un groupe').click();
      const open = guest.page.getByRole('list').first();
      await expect(open.getByText(`Sujet ${topic}`).first()).toBeVisible();
      await guest.to('Maintenant');
      if (topic === 'night') break;
      await host.press(host.button(`Suivant : terminer le groupe de ${hour}`), page.getByRole('group', { name: /^Groupe terminé/ }));
    }
    const read = host.button('Suivant : terminer le groupe et lire les comptes rendus');
    await expect(read, 'tomorrow’s group waits for tomorrow').toBeVisible();
    await host.to('Groupes');
    await host.link('Sujet evening').click();
    await host.button('Rouvrir le groupe').click();
    await expect(host.button('Suivant : terminer les 2 groupes et lire les comptes rendus')).toBeVisible();
    await host.to('Maintenant');
  });

  await test.step('after midnight', async () => {
    await at('2027-03-12T23:45:00Z');
    await expect.poll(() => said(host)).toContain('En ce moment : samedi 13 mars · 0 h 30 – 1 h 15, encore 30 minutes.');
    await expect.poll(() => said(host)).toContain('vendredi 12 mars · Veillée · 22 h 00 – 23 h 30 : l’heure est passée, on continue.');
    await expect.poll(() => said(guest)).toMatch(/En ce moment samedi 13 mars, 0 h 30, encore 30 minutes En ce moment Veillée vendredi 12 mars, 22 h 00, l’heure est passée, on continue Ensuite samedi 13 mars, 10 h 00/);
    await expect.poll(() => said(room)).toContain('encore 30 minutes');
    await room.look('3-night');
  });

  await test.step('the next morning', async () => {
    await at('2027-03-13T08:30:00Z');
    await expect.poll(() => said(host)).toContain('Ensuite : samedi 13 mars · 10 h 00 – 11 h 00, dans 30 minutes.');
    await expect.poll(() => said(host)).not.toContain('En ce moment');
    await expect(host.button('Suivant : ouvrir le groupe de 10 h 00')).toBeVisible();
    await expect.poll(() => said(guest)).toMatch(/Ensuite samedi 13 mars, 10 h 00, dans 30 minutes/);
    await expect.poll(() => said(guest)).not.toContain('En ce moment');
    await expect.poll(() => said(room)).toContain('Prochain créneau à 10 h 00');
  });
});

test('slots overlap: console, wall and phone lead with the one that ends first, and name the other', async ({ page, server, phone }) => {
  const [first, ...rest] = TWO_DAYS;
  const slots = [
    { as: 'morning', label: 'Marche', start: '10:00', end: '12:00' },
    { as: 'night', label: 'Court', start: '10:30', end: '11:00' },
    { as: 'evening', label: 'Soir', start: '18:00', end: '19:00' },
  ];
  const code = await server.replay([{ ...first, slots }, ...rest]);
  const clock = new Clock();
  clock.set('2027-03-12T09:45:00Z');
  const { host, room, guest } = await screens({ page, server, phone }, code, clock);
  await expect.poll(() => said(host)).toMatch(/En ce moment : Court · .*, encore 15 minutes\. En ce moment : Marche · .*, encore 75 minutes\. Ensuite : Soir/);
  await expect.poll(() => said(guest)).toMatch(/En ce moment Court 10 h 30, encore 15 minutes En ce moment Marche 10 h 00, encore 75 minutes Ensuite Soir 18 h 00/);
  await expect.poll(() => said(room)).toContain('encore 15 minutes');
  await room.page.keyboard.press('PageDown');
  await expect(room.page.getByRole('heading', { level: 1, name: 'Court' })).toBeVisible();
  await expect.poll(() => said(room)).toContain('Marche : encore 75 minutes');
  await room.look('4-overlap');
});

test('a name survives a change of its times, days are set by hand, and the hall’s zone is chosen', async ({ page, server, phone }) => {
  test.setTimeout(300_000);
  await page.setViewportSize({ width: 1366, height: 768 });
  const host = new Device('hall', page);
  await page.goto(server.facilitator);
  await host.link('Nouveau forum').click();
  await page.getByLabel('Question du forum').fill('Que voulons-nous faire ensemble ?');
  await page.getByLabel('Date', { exact: true }).fill('2027-03-12');
  await page.getByText('Gommettes, langue et heure').click();
  await page.getByLabel('Heure de la salle').selectOption('Indian/Reunion');
  await expect(page.getByText('Cet ordinateur est réglé sur une autre heure que la salle.')).toBeVisible();
  await host.look('1-create');
  await page.getByRole('heading', { name: 'Créneaux' }).click();
  await host.button('Plusieurs jours').click();
  await page.getByLabel('Jour', { exact: true }).nth(1).fill('2027-03-13');
  await page.getByLabel('Combien de personnes attendez-vous').fill('150');
  await expect(page.getByText(/Pour 150\spersonnes, comptez 38\ssujets\s: 2\scréneaux × 23\sespaces/)).toBeVisible();
  await page.getByRole('heading', { name: 'Wi-Fi de la salle' }).click();
  await page.getByLabel('Nom du réseau').fill('Forum été');
  await page.getByLabel('Mot de passe du réseau').fill('court');
  await host.button('Ouvrir la salle').click();
  await expect(page.getByText('Un mot de passe Wi-Fi a de 8 à 63 caractères.')).toBeVisible();
  await host.wasRefused();
  await page.getByLabel('Mot de passe du réseau').fill('bourdon;2027');
  await host.look('2-days');
  await host.button('Ouvrir la salle').click();
  await expect(page.getByText('L’entrée est ouverte.')).toBeVisible();
  const code = /#\/([A-Z0-9]+)/.exec(page.url())?.[1] ?? '';

  const guest = await phone('island');
  await guest.page.goto(`${guest.url}/${code}`);
  await guest.page.getByLabel('Votre prénom').fill('Anna');
  await guest.button('Entrer').click();
  await guest.button('Je préfère ne pas dire').click();
  const hint = guest.page.getByText(/les heures sont celles de la salle \(Reunion\)\s:\sil y est \d+/);
  await expect(hint).toBeVisible();
  await guest.look('3-hint');

  await host.to('Maintenant');
  const told = page.getByText(/1\spersonne a un appareil réglé sur une autre heure que la salle \(Reunion\)/);
  await expect(told).toBeVisible();
  await host.look('3-told');
  await host.to('Réglages');
  await expect(page.getByRole('img', { name: 'Carré à viser pour rejoindre le Wi-Fi de la salle' }).locator('svg')).toBeVisible();
  await host.isAt('Réglages');
  await expect(page.getByLabel('Premier jour')).toHaveValue('2027-03-12');
  await expect(page.getByText(/vendredi 12 mars\s· 10\sh\s00\s– 11\sh\s00/)).toBeVisible();
  await expect(page.getByText(/samedi 13 mars\s· 11\sh\s15\s– 12\sh\s15/)).toBeVisible();
  await host.look('4-settings');
  await host.button(/^Corriger : vendredi 12 mars/).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Nom du créneau')).toHaveValue('');
  await dialog.getByLabel('Début').fill('09:30');
  await dialog.getByLabel('Jour', { exact: true }).fill('2027-03-14');
  await host.look('5-slot');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText(/dimanche 14 mars\s· 9\sh\s30\s– 11\sh\s00/)).toBeVisible();
  await expect(page.getByText(/10\sh\s00/)).toBeHidden();

  await page.getByLabel('Heure de la salle', { exact: true }).selectOption('Europe/Paris');
  await page.getByRole('region', { name: 'Date et heure de la salle' }).getByRole('button', { name: 'Enregistrer' }).click();
  await expect(hint, 'the phone’s own time is the hall’s').toBeHidden();
  await expect(told).toBeHidden();
});
