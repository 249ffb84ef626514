import type { Browser, Locator, Page } from '@playwright/test';
import { WIRE_VERSION } from '../../client/web/src/protocol/index.ts';
import type { Server } from './server.ts';
import { Device, expect, type Phone, test } from './stage.ts';

const QUESTION = 'Qu’est-ce qui nous donnerait envie de rester ?';

/** A forum in its groups, with two of them open; the program made it, nobody has come in. */
async function forum(server: Server, { phase = 'groups' }: { phase?: string } = {}): Promise<string> {
  const place = (n: number) => ({ who: 'facilitator', do: 'place', topic: `t${n}`, slot: 's', space: `sp${n}`, as: `g${n}` });
  const propose = (n: number, title: string) => ({ who: 'facilitator', do: 'propose', as: `t${n}`, title });
  return server.replay([
    {
      who: 'facilitator',
      do: 'create_forum',
      as: 'f',
      question: QUESTION,
      language: 'fr',
      slots: [{ as: 's', label: 'Matin', start: '09:00', end: '10:00' }],
      spaces: [1, 2].map((n) => ({ as: `sp${n}`, label: `Espace ${n}` })),
    },
    { who: 'facilitator', do: 'phase', phase: 'marketplace' },
    propose(1, 'Un car le dimanche'),
    propose(2, 'Garder nos médecins'),
    place(1),
    place(2),
    ...(phase === 'groups'
      ? [{ who: 'facilitator', do: 'phase', phase }, ...[1, 2].map((n) => ({ who: 'facilitator', do: 'open', group: `g${n}` }))]
      : []),
  ]);
}

/** The facilitator on another device, who gives commands as they stand on the wire. */
class Facilitator {
  private constructor(
    private readonly page: Page,
    private readonly code: string,
  ) {}

  static async of(page: Page, server: Server, code: string): Promise<Facilitator> {
    await page.goto(server.facilitator);
    await new Device('facilitator', page).isAt('Vos forums');
    return new Facilitator(page, code);
  }

  /** Gives a command and waits until it is done. Of the groups, `group` is the one with this title. */
  async give(command: object): Promise<void> {
    await this.page.evaluate(
      async ([version, code, command]) => {
        const token = localStorage.getItem('bourdon:owner')!;
        const { forum } = (await (await fetch(`/api/forums/${code}`)).json()) as { forum: string };
        const id = (): string =>
          'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.floor(Math.random() * 16).toString(16));
        const socket = new WebSocket(`ws://${location.host}/socket`);
        await new Promise<void>((done, failed) => {
          socket.onopen = () => socket.send(JSON.stringify({ hello: { version, forum, token, follow: [] } }));
          socket.onclose = ({ code }) => failed(new Error(`closed with ${code}`));
          socket.onmessage = ({ data }) => {
            const message = JSON.parse(String(data)) as Record<string, unknown>;
            if (message['welcome']) socket.send(JSON.stringify({ command: { id: id(), ...command } }));
            if (message['refused']) failed(new Error(JSON.stringify(message['refused'])));
            if (message['done']) done();
          };
        });
        socket.onclose = null;
        socket.close();
      },
      [WIRE_VERSION, this.code, command] as const,
    );
  }

  /** The group of a topic. */
  async group(title: string): Promise<string> {
    const { topics } = await this.export();
    return topics.find((one) => one.title === title)!.groups[0]!;
  }

  /** The whole forum, as it is taken home. */
  async export(): Promise<Exported> {
    return this.page.evaluate(async (code) => {
      const authorization = `Bearer ${localStorage.getItem('bourdon:owner')}`;
      const { forum } = (await (await fetch(`/api/forums/${code}`)).json()) as { forum: string };
      const answer = await fetch(`/api/forums/${forum}/export?names=true`, { headers: { authorization } });
      return (await answer.json()) as Exported;
    }, this.code);
  }

  /** What is written, with the name of who wrote it. */
  async written(): Promise<{ text: string; name: string }[]> {
    const { people, contributions } = await this.export();
    return contributions.map(({ text, author }) => ({ text, name: people.find(({ id }) => id === author)?.name ?? '' }));
  }
}

interface Exported {
  forum: { question: string; dots: number; phase: string };
  slots: { day: string | null }[];
  spaces: { places: number | null }[];
  people: { id: string; name: string; college: string | null }[];
  topics: { id: string; title: string; question: string | null; groups: string[] }[];
  contributions: { text: string; author: string }[];
}

async function enter(phone: Phone, code: string, name: string): Promise<void> {
  await phone.page.goto(`${phone.url}/${code}`);
  await comeIn(phone, name);
}

async function comeIn(phone: Phone, name: string): Promise<void> {
  await phone.page.getByLabel('Votre prénom').fill(name);
  await phone.button('Entrer').click();
  await expect(phone.page.getByRole('link', { name })).toBeVisible();
}

/** Goes into the group of a topic, and to where one writes. */
async function toWrite(phone: Phone, title: string): Promise<void> {
  await phone.to('Mon groupe');
  await phone.button(`Entrer : ${title}`).click();
  // It stands where the button stood: a press that fast would be the same press.
  await phone.link('Contribuer').press('Enter');
  await phone.isAt('Contribuer');
}

async function write(phone: Phone, kind: string, text: string, page = phone.page): Promise<void> {
  await page.getByRole('button', { name: kind }).click();
  await page.getByLabel('Vos mots').fill(text);
  await page.getByRole('button', { name: 'Ajouter' }).click();
}

const networkBar = (phone: Phone) => phone.page.getByRole('complementary').filter({ hasText: 'Pas de réseau' });

const kept = (phone: Phone) => phone.page.getByText('Gardé sur ce téléphone, part dès que possible').first();

test('words that were not taken stand among « Mes mots » with their reason, wherever the person is', async ({ page, server, phone }) => {
  const code = await forum(server);
  const host = await Facilitator.of(page, server, code);
  const anna = await phone('anna');
  await enter(anna, code, 'Anna');
  await toWrite(anna, 'Un car le dimanche');
  anna.cable.cut();
  await write(anna, 'Besoin', 'Un car à 18 h.');
  await expect(kept(anna)).toBeVisible();
  await anna.to('Maintenant');
  await host.give({ do: 'close', group: await host.group('Un car le dimanche') });
  anna.cable.mend();
  const notice = anna.page.getByRole('group', { name: 'Pas encore pris' });
  await expect(notice, 'seen wherever the person is').toBeVisible();
  await anna.page.reload();
  await expect(notice, 'also after a reload').toBeVisible();
  await notice.getByRole('link').click();
  const item = anna.page.getByRole('listitem').filter({ hasText: 'Un car à 18 h.' });
  await expect(item).toContainText('Besoin dans « Un car le dimanche »');
  await expect(item).toContainText('Ce groupe a terminé.');
  await anna.look('waiting-1-refused');
  await item.getByRole('button', { name: 'Écrire ailleurs' }).click();
  await anna.page.getByRole('dialog').getByRole('button', { name: 'Garder nos médecins' }).click();
  await expect(anna.page.getByLabel('Vos mots')).toHaveValue('Un car à 18 h.');
  await expect(anna.page.getByText('Besoin', { exact: true }), 'the kind came along').toBeVisible();
  await anna.button('Entrer dans ce groupe').click();
  await anna.button('Ajouter').click();
  await expect.poll(() => host.written()).toEqual([{ text: 'Un car à 18 h.', name: 'Anna' }]);
  await expect(notice).toBeHidden();
});

test('what has no answer after a moment is kept, and says so; nothing is called sent', async ({ page, server, phone }) => {
  const code = await forum(server);
  const host = await Facilitator.of(page, server, code);
  const anna = await phone('anna');
  await enter(anna, code, 'Anna');
  await toWrite(anna, 'Un car le dimanche');
  const given = (text: string): Locator => anna.page.getByRole('listitem').filter({ hasText: text });
  const inSight = (text: string): Promise<void> => expect(given(text).first()).toBeInViewport({ ratio: 1 });

  anna.cable.hold(); // the phone does not know yet that nothing arrives
  await write(anna, 'Besoin', 'Un car à 18 h.');
  await expect(given('Un car à 18 h.')).not.toContainText(/Envoyé|Reçu/);
  await expect(given('Un car à 18 h.')).toContainText('Gardé sur ce téléphone');
  await expect(networkBar(anna), 'that it is kept is said before the loss is known').toBeHidden();
  await inSight('Un car à 18 h.');

  await anna.page.context().setOffline(true);
  anna.cable.cut();
  await expect(networkBar(anna), 'the browser says so: no need to wait').toBeVisible({ timeout: 2_000 });
  await write(anna, 'Idée', 'Un minibus partagé.');
  await expect(given('Un minibus partagé.')).toContainText('Gardé sur ce téléphone');
  await inSight('Un minibus partagé.');
  await anna.to('Mon groupe');
  await expect(anna.page.getByText('Un minibus partagé.')).toBeVisible();
  await expect(anna.page.getByText(/Envoyé|Reçu/)).toBeHidden();

  await anna.page.context().setOffline(false);
  anna.cable.mend();
  await expect(networkBar(anna)).toBeHidden({ timeout: 30_000 });
  await expect.poll(async () => (await host.written()).map(({ text }) => text)).toEqual(['Un car à 18 h.', 'Un minibus partagé.']);
});

test('a topic that was not taken comes back with its question', async ({ page, server, phone }) => {
  const code = await forum(server, { phase: 'marketplace' });
  const host = await Facilitator.of(page, server, code);
  const anna = await phone('anna');
  await enter(anna, code, 'Anna');
  await anna.link('Proposer un sujet').first().click();
  await anna.page.getByLabel('De quoi voulez-vous parler ?').fill('Une épicerie');
  await anna.page.getByText('En dire plus').click();
  await anna.page.getByLabel('Votre question, ou ce qu’il faut savoir').fill('Qui la tiendrait ?');
  anna.cable.cut();
  await anna.button('Proposer').click();
  await expect(kept(anna)).toBeVisible();
  await host.give({ do: 'phase', phase: 'closing' });
  await host.give({ do: 'end' });
  anna.cable.mend();
  await anna.page.reload();
  await anna.to('Mes mots');
  const item = anna.page.getByRole('listitem').filter({ hasText: 'Une épicerie' });
  await expect(item).toContainText('Qui la tiendrait ?');
  await expect(item).toContainText('Le forum est clos.');
  await item.getByRole('button', { name: 'Reprendre' }).click();
  await expect(anna.page.getByLabel('De quoi voulez-vous parler ?')).toHaveValue('Une épicerie');
  await expect(anna.page.getByLabel('Votre question, ou ce qu’il faut savoir')).toHaveValue('Qui la tiendrait ?');
});

test('words of a closed tab are sent by the tab that is open', async ({ page, server, phone }) => {
  const code = await forum(server);
  const host = await Facilitator.of(page, server, code);
  const anna = await phone('anna');
  await enter(anna, code, 'Anna');
  await toWrite(anna, 'Un car le dimanche');
  const second = await anna.page.context().newPage();
  await second.goto(`${anna.url}/${code}`);
  await expect(second.getByRole('link', { name: 'Anna' })).toBeVisible();
  anna.cable.cut();
  await write(anna, 'Besoin', 'Un car à 18 h.');
  await expect(kept(anna)).toBeVisible();
  await anna.page.close();
  anna.cable.mend();
  await expect.poll(() => host.written(), { timeout: 30_000 }).toEqual([{ text: 'Un car à 18 h.', name: 'Anna' }]);
});

test('one phone, two people: the words are sent under the first one’s name', async ({ page, server, phone }) => {
  const code = await forum(server);
  const host = await Facilitator.of(page, server, code);
  const anna = await phone('anna');
  await enter(anna, code, 'Anna');
  await toWrite(anna, 'Un car le dimanche');
  anna.cable.cut();
  await write(anna, 'Besoin', 'Un car à 18 h.');
  await expect(kept(anna)).toBeVisible();
  await anna.page.getByRole('link', { name: 'Anna' }).click();
  await anna.button('Une autre personne').click();
  await anna.button('Une autre personne').click();
  anna.cable.mend();
  await comeIn(anna, 'Bilal');
  await expect.poll(() => host.written(), { timeout: 30_000 }).toEqual([{ text: 'Un car à 18 h.', name: 'Anna' }]);
});

test('sending in one tab leaves what is typed in the other', async ({ page, server, phone }) => {
  const code = await forum(server);
  const host = await Facilitator.of(page, server, code);
  const anna = await phone('anna');
  await enter(anna, code, 'Anna');
  await toWrite(anna, 'Un car le dimanche');
  await anna.button('Idée').click();
  const field = anna.page.getByLabel('Vos mots');
  await field.fill('Un long texte, commencé sur ce téléphone.');
  const second = await anna.page.context().newPage();
  await second.goto(anna.page.url());
  await write(anna, 'Besoin', 'Oui.', second);
  await expect.poll(() => host.written()).toEqual([{ text: 'Oui.', name: 'Anna' }]);
  await anna.page.reload();
  await expect(field).toHaveValue('Un long texte, commencé sur ce téléphone.');
  await anna.page.close();
  await second.reload();
  await expect(second.getByLabel('Vos mots'), 'what a closed tab held is taken over').toHaveValue('Un long texte, commencé sur ce téléphone.');
});

test('a copy of the folder from before somebody came is put back: the phone comes in again by itself', async ({ page, server, phone }) => {
  const code = await forum(server);
  const host = await Facilitator.of(page, server, code);
  const copy = await server.copy();
  const anna = await phone('anna');
  await enter(anna, code, 'Anna');
  await toWrite(anna, 'Un car le dimanche');
  await anna.button('Besoin').click();
  await anna.page.getByLabel('Vos mots').fill('Un car à 18 h.');
  anna.cable.cut();
  await anna.button('Ajouter').click();
  await expect(kept(anna)).toBeVisible();
  await server.restart(copy);
  await host.give({ do: 'close_door' });
  anna.cable.mend();
  await expect(anna.page.getByText('ce téléphone fera le reste')).toBeVisible();
  await expect(anna.page.getByRole('heading', { name: 'Mon code de retour' })).toBeVisible();
  await expect(anna.page.getByRole('listitem').filter({ hasText: 'Un car à 18 h.' }).first()).toBeVisible();
  await anna.wasRefused(); // it asked once behind the closed door
  await anna.look('waiting-2-unknown');
  await host.give({ do: 'open_door' });
  // She is in the room again, and in no group: her words say why they could not be taken there.
  await expect(anna.page.getByText('ce téléphone fera le reste')).toBeHidden();
  await anna.to('Mes mots');
  const item = anna.page.getByRole('listitem').filter({ hasText: 'Un car à 18 h.' });
  await expect(item).toContainText('Rejoignez-le pour écrire.');
  await item.getByRole('button', { name: 'Reprendre' }).click();
  await anna.button('Entrer dans ce groupe').click();
  await anna.button('Ajouter').click();
  await expect.poll(() => host.written()).toEqual([{ text: 'Un car à 18 h.', name: 'Anna' }]);
});

test('a page that was frozen has at once what it missed, and sends what waits', async ({ page, server, phone }) => {
  const code = await forum(server, { phase: 'marketplace' });
  const host = await Facilitator.of(page, server, code);
  const anna = await phone('anna');
  await enter(anna, code, 'Anna');
  await anna.isAt('C’est le moment des sujets.');
  const sleep = await anna.page.context().newCDPSession(anna.page);
  await sleep.send('Page.setWebLifecycleState', { state: 'frozen' });
  await host.give({ do: 'phase', phase: 'groups' });
  // The server's own timer must not have closed it, nor this page's have found it out.
  await sleep.send('Page.setWebLifecycleState', { state: 'active' });
  await anna.isAt('Les groupes travaillent.');
  await expect(anna.page.getByRole('paragraph').filter({ hasText: 'Pas de réseau' })).toBeHidden();
});

test('a phone’s clock is set back: a loss is noticed, and words keep their order', async ({ page, server, phone }) => {
  const code = await forum(server);
  const host = await Facilitator.of(page, server, code);
  const anna = await phone('anna');
  await anna.page.clock.install();
  await enter(anna, code, 'Anna');
  await toWrite(anna, 'Un car le dimanche');
  anna.cable.hold();
  await write(anna, 'Besoin', 'Le premier.');
  await anna.page.clock.setSystemTime(Date.now() - 3_600_000);
  await write(anna, 'Besoin', 'Le deuxième.');
  await anna.page.clock.fastForward(45_000);
  anna.cable.cut();
  await anna.page.clock.fastForward(10_000);
  await expect(anna.page.getByRole('paragraph').filter({ hasText: 'Pas de réseau' }), 'the loss is noticed').toBeVisible();
  await write(anna, 'Besoin', 'Le troisième.');
  await expect(anna.page.getByText('Le troisième.')).toBeVisible();
  anna.cable.mend();
  await anna.page.reload();
  await expect.poll(async () => (await host.written()).map(({ text }) => text), { timeout: 30_000 }).toEqual([
    'Le premier.',
    'Le deuxième.',
    'Le troisième.',
  ]);
});

/** A press at the place where a button stands now, whatever stands there when the press comes. */
async function pressOf(page: Page, button: Locator): Promise<() => Promise<void>> {
  await button.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await button.boundingBox())!;
  return () => page.mouse.click(x + width / 2, y + height / 2);
}

/**
 * Presses twice at one place, 120 ms apart, as an unsteady hand does. The second is heard only when `changed` shows,
 * as late as a busy phone hears it: what counts is when it was pressed.
 */
async function pressTwice(page: Page, name: string, changed: Locator): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  await button.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await button.boundingBox())!;
  const hand = await page.context().newCDPSession(page);
  const press = async (timestamp: number): Promise<void> => {
    for (const type of ['mousePressed', 'mouseReleased'] as const) {
      await hand.send('Input.dispatchMouseEvent', { type, x: x + width / 2, y: y + height / 2, button: 'left', clickCount: 1, timestamp });
    }
  };
  const now = Date.now() / 1000;
  await press(now);
  await expect(changed).toBeVisible();
  await press(now + 0.12);
  await hand.detach();
}

test('a second press is the same press', async ({ page, server, phone }) => {
  const code = await forum(server);
  const host = await Facilitator.of(page, server, code);
  const anna = await phone('anna');
  await enter(anna, code, 'Anna');
  await toWrite(anna, 'Un car le dimanche');
  await anna.button('Besoin').click();
  await anna.page.getByLabel('Vos mots').fill('Un car à 18 h.');
  const kinds = anna.page.getByRole('heading', { name: 'Qu’est-ce que c’est ?' });
  await pressTwice(anna.page, 'Ajouter', kinds);
  await expect.poll(() => host.written()).toEqual([{ text: 'Un car à 18 h.', name: 'Anna' }]);
  await expect(anna.page.getByText('Reçu').first()).toBeVisible();
  await expect(kinds, 'no kind was picked').toBeVisible();
  await expect(anna.page.getByRole('alert').filter({ visible: true }), 'and nothing is wrong').toHaveCount(0);

  await host.give({ do: 'phase', phase: 'marketplace' });
  await anna.to('Maintenant');
  await anna.link('Proposer un sujet').first().click();
  await anna.page.getByLabel('De quoi voulez-vous parler ?').fill('Une épicerie');
  await pressTwice(anna.page, 'Proposer', anna.page.getByText('Reçu. C’est vous qui portez ce sujet.').first());
  await expect(anna.page.getByRole('alert').filter({ visible: true })).toHaveCount(0);
});

test('a form sends only what this person changed', async ({ page, context, server, phone }) => {
  const code = await forum(server, { phase: 'marketplace' });
  const host = await Facilitator.of(page, server, code);
  const anna = await phone('anna');
  await enter(anna, code, 'Anna');
  const [me] = (await host.export()).people;

  const desk = new Device('desk', await context.newPage());
  await desk.page.goto(`${server.url}/animation#/${code}/settings`);
  await desk.isAt('Réglages');
  await host.give({ do: 'set_forum', question: 'Et maintenant ?' });
  await desk.page.getByLabel('Gommettes par personne').fill('7');
  await desk.page.getByRole('region', { name: 'Le forum' }).getByRole('button', { name: 'Enregistrer' }).click();
  await expect.poll(async () => (await host.export()).forum.dots).toBe(7);
  expect((await host.export()).forum.question, 'the question of somebody else stays').toBe('Et maintenant ?');

  await desk.to('Personnes');
  await desk.button(/Corriger.*Anna|Anna.*Corriger/).click();
  const dialog = desk.page.getByRole('dialog');
  await dialog.getByLabel('Prénom').fill('Hannah');
  const college = 'c0c0c0c0-0000-4000-8000-000000000001';
  await host.give({ do: 'add_college', as: college, label: 'Je vis ici' });
  await host.give({ do: 'choose_college', person: me!.id, college });
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(dialog).toBeHidden();
  const [now] = (await host.export()).people;
  expect(now).toMatchObject({ name: 'Hannah', college });

  // A topic that its host corrects in two places at once.
  await anna.link('Proposer un sujet').first().click();
  await anna.page.getByLabel('De quoi voulez-vous parler ?').fill('Une épicerie');
  await anna.button('Proposer').click();
  await anna.page.getByRole('link', { name: 'Corriger' }).click();
  await anna.button('Corriger').click();
  const topic = (await host.export()).topics.find(({ title }) => title === 'Une épicerie');
  const other = await anna.page.context().newPage();
  await other.goto(`${anna.url}/${code}#topic/${topic!.id}`);
  await other.getByRole('button', { name: 'Corriger' }).click();
  await other.getByLabel('Le titre').fill('Une épicerie coopérative');
  await other.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(anna.page.getByRole('heading', { level: 1, name: 'Une épicerie coopérative' })).toBeVisible();
  await anna.page.getByLabel('Votre question, ou ce qu’il faut savoir').fill('Qui la tiendrait ?');
  await anna.button('Enregistrer').click();
  await expect(anna.page.getByText('Qui la tiendrait ?')).toBeVisible();
  await expect(anna.page.getByRole('heading', { level: 1, name: 'Une épicerie coopérative' })).toBeVisible();
});

test('a limit and a day are taken away again by emptying the field', async ({ page, context, server }) => {
  const code = await forum(server);
  const host = await Facilitator.of(page, server, code);
  const desk = new Device('desk', await context.newPage());
  await desk.page.goto(`${server.url}/animation#/${code}/settings`);
  await desk.isAt('Réglages');
  const dialog = desk.page.getByRole('dialog');
  const correct = async (name: RegExp, field: string, value: string): Promise<void> => {
    await desk.press(desk.button(name), dialog);
    await dialog.getByLabel(field, { exact: true }).fill(value);
    await dialog.getByRole('button', { name: 'Enregistrer' }).press('Enter');
    await expect(dialog).toBeHidden();
  };
  const limits = async () => {
    const { slots, spaces } = await host.export();
    return [spaces[0]!.places, slots[0]!.day];
  };
  await correct(/Corriger : Espace 1/, 'Places', '12');
  await correct(/Corriger : .*Matin/, 'Jour', '2027-03-14');
  expect(await limits()).toEqual([12, '2027-03-14']);
  await correct(/Corriger : Espace 1/, 'Places', '');
  await correct(/Corriger : .*Matin/, 'Jour', '');
  expect(await limits()).toEqual([null, null]);
});

/** The console of a forum, on a device of its own. */
async function consoleOf(browser: Browser, server: Server, name: string): Promise<Device> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const device = new Device(name, await context.newPage());
  await device.page.goto(server.facilitator);
  await device.link(QUESTION).click();
  await expect(device.button(/^Suivant/)).toBeVisible();
  return device;
}

const untaken = (device: Device): Locator => device.page.getByRole('group', { name: 'Pas fait' });

test('an act of a console that was closed is not carried out when it opens again: the day went on elsewhere', async ({
  browser,
  page,
  server,
}) => {
  const code = await forum(server, { phase: 'marketplace' });
  const desk = await consoleOf(browser, server, 'closed-console');
  const elsewhere = await Facilitator.of(page, server, code);
  await server.end();
  await desk.button('Suivant : commencer les groupes').click();
  await expect(desk.page.getByRole('complementary').getByText('Pas de réseau')).toBeVisible();
  await desk.page.close();
  await server.restart();
  for (const phase of ['groups', 'reading', 'priorities']) await elsewhere.give({ do: 'phase', phase });
  const again = new Device('closed-console', await desk.page.context().newPage());
  await again.page.goto(`${server.url}/animation#/${code}/now`);
  await expect(untaken(again)).toContainText('rien n’a été fait');
  await expect(untaken(again)).toContainText('Groupes');
  expect((await elsewhere.export()).forum.phase).toBe('priorities');
  await again.look('1-dropped');
  await again.page.context().close();
});

test('two consoles press « Suivant » at almost the same moment: the forum goes one moment on', async ({ browser, page, server }) => {
  const code = await forum(server, { phase: 'marketplace' });
  const host = await Facilitator.of(page, server, code);
  const first = await consoleOf(browser, server, 'first');
  const second = await consoleOf(browser, server, 'second');
  const phase = async (): Promise<string> => (await host.export()).forum.phase;

  // The news of the first press is on its way to the second console for as long as it likes to be.
  let isHeld = false;
  const held: (() => void)[] = [];
  const followed: string[] = [];
  await second.page.routeWebSocket('**/socket', (screen) => {
    screen.connectToServer().onMessage((text) => {
      if (isHeld) held.push(() => screen.send(text));
      else screen.send(text);
      const { scope } = JSON.parse(String(text)).followed ?? {};
      if (scope) followed.push(scope);
    });
  });
  await second.page.reload();
  // It shows what it kept before it hears the server: only what comes after its welcome is held.
  await expect.poll(() => followed).toEqual(expect.arrayContaining(['forum', 'facilitation']));
  await expect(second.button('Suivant : commencer les groupes')).toBeVisible();
  isHeld = true;
  await first.button('Suivant : commencer les groupes').click();
  await expect.poll(phase).toBe('groups');
  await host.give({ do: 'phase', phase: 'reading' });
  const before = held.length;
  await second.button('Suivant : commencer les groupes').click();
  await expect.poll(() => held.length, 'the answer is on its way').toBeGreaterThan(before);
  isHeld = false;
  for (const one of held) one();
  await expect(untaken(second), 'it had gone further').toContainText('rien n’a été fait');
  expect(await phase()).toBe('reading');

  // With nothing in the way, 120 ms apart.
  const next = (device: Device): Locator => device.button(/^Suivant/);
  await host.give({ do: 'phase', phase: 'welcome' });
  for (const device of [first, second]) {
    await expect(device.button('Suivant : ouvrir le forum')).not.toHaveAttribute('aria-disabled');
  }
  const presses = [await pressOf(first.page, next(first)), await pressOf(second.page, next(second))];
  await presses[0]!();
  await second.page.waitForTimeout(120);
  await presses[1]!();
  await expect(first.button('Suivant : ouvrir la place du marché')).toBeVisible();
  await expect(second.button('Suivant : ouvrir la place du marché')).toBeVisible();
  expect(await phase()).toBe('opening');

  // One console, an unsteady hand.
  await expect(next(first)).not.toHaveAttribute('aria-disabled');
  const groups = first.button('Suivant : commencer les groupes');
  await pressTwice(first.page, 'Suivant : ouvrir la place du marché', groups);
  await expect(groups).toBeVisible();
  await expect(next(first)).not.toHaveAttribute('aria-disabled');
  expect(await phase()).toBe('marketplace');
  for (const { page } of [first, second]) await page.context().close();
});

test('so many come at once that a turn has to be waited for: nobody at the door sees an error', async ({ server, phone }) => {
  const code = await forum(server);
  // More than a forum takes at once, and than may wait for their turn: until somebody with a page was told to come later.
  const crowd = server.crowd(code, 400);
  await expect.poll(crowd.isTurnedAway, { timeout: 120_000 }).toBe(true);
  const guest = await phone('crowded');
  const answers: number[] = [];
  guest.page.on('response', (answer) => {
    if (answer.url().endsWith('/join')) answers.push(answer.status());
  });
  const errors = guest.page.getByRole('alert').filter({ visible: true });
  await guest.page.goto(`${guest.url}/${code}`);
  await guest.page.getByLabel('Votre prénom').fill('Anna');
  await guest.button('Entrer').click();
  await expect.poll(() => answers).toContain(429);
  await expect(errors).toHaveCount(0);
  crowd.leave();
  await expect(guest.page.getByRole('link', { name: 'Anna' })).toBeVisible();
  await expect(errors).toHaveCount(0);
  expect(answers.at(-1), 'she was let in').toBe(200);
});

/** What this phone keeps on itself, as one text. */
const storage = (phone: Phone): Promise<string> => phone.page.evaluate(() => JSON.stringify({ ...localStorage }));

test('a phone keeps no words of a group that it does not show, and who is removed is told so', async ({ page, server, phone }) => {
  test.setTimeout(180_000);
  const code = await forum(server);
  const host = await Facilitator.of(page, server, code);
  const [anna, bo] = [await phone('anna'), await phone('bo')];
  await enter(anna, code, 'Anna');
  await enter(bo, code, 'Bo');
  await toWrite(anna, 'Un car le dimanche');
  await toWrite(bo, 'Un car le dimanche');
  await bo.page.goBack();
  await write(anna, 'Besoin', 'MOTS-REPRIS.');
  await expect(bo.page.getByText('MOTS-REPRIS.').first()).toBeVisible();
  await expect.poll(() => storage(bo), { timeout: 30_000, message: 'kept for the next time that it opens' }).toContain('MOTS-REPRIS.');
  await bo.to('Maintenant');
  await expect.poll(() => storage(bo), { timeout: 60_000, message: 'not once it is not shown' }).not.toContain('MOTS-REPRIS.');
  bo.cable.cut();
  await bo.to('Mon groupe');
  await expect(bo.page.getByText('MOTS-REPRIS.').first(), 'whoever comes back finds them at once').toBeVisible();
  await bo.to('Maintenant');
  bo.cable.mend();
  await expect(networkBar(bo)).toBeHidden({ timeout: 30_000 });

  await page.goto(`${server.facilitator.split('/animation')[0]}/animation#/${code}/people`);
  const console = new Device('animation', page);
  await console.isAt('Personnes');
  await console.button('Corriger : Anna').click();
  await console.button('Retirer cette personne').click();
  await expect(page.getByRole('dialog')).toContainText('Anna sort du forum');
  await console.look('retirer');
  await console.button('Retirer et effacer ses mots').click();
  await expect(page.getByText('Anna a quitté le forum.')).toBeAttached();
  await expect(anna.page.getByText(/a mis fin à votre participation/)).toBeVisible();
  expect((await storage(anna)).includes('MOTS-REPRIS.'), 'it keeps nothing of the forum').toBe(false);
  await anna.page.reload();
  await expect(anna.page.getByText(/a mis fin à votre participation/), 'it does not come in again').toBeVisible();
  await bo.to('Mon groupe');
  await expect(bo.page.getByText('Contribution effacée avec la personne qui l’a écrite.')).toBeVisible();
  expect(JSON.stringify(await host.export())).not.toContain('MOTS-REPRIS');
});

test('somebody erases the words of a topic and a name, and a facilitator hides what must not stand', async ({ page, server, phone }) => {
  const code = await forum(server, { phase: 'marketplace' });
  const host = await Facilitator.of(page, server, code);
  const anna = await phone('anna');
  await enter(anna, code, 'PRENOM-REPRIS');
  const propose = async (title: string): Promise<void> => {
    await anna.page.goto(`${anna.url}/${code}#propose`);
    await anna.page.getByLabel('De quoi voulez-vous parler ?').fill(title);
    await anna.button('Proposer').click();
    await expect.poll(async () => (await host.export()).topics.map((topic) => topic.title)).toContain(title);
  };
  const topic = async (title: string): Promise<void> => {
    const { topics } = await host.export();
    await anna.page.goto(`${anna.url}/${code}#topic/${topics.find((one) => one.title === title)!.id}`);
  };
  await propose('TITRE-REPRIS');
  await topic('TITRE-REPRIS');
  await anna.button('Effacer mes mots').click();
  await expect(anna.page.getByRole('dialog')).toContainText('Le sujet garde sa place');
  await anna.look('erase-topic');
  await anna.page.getByRole('dialog').getByRole('button', { name: 'Effacer mes mots' }).press('Enter');
  await expect(anna.page.getByRole('heading', { name: 'Sujet retiré par la personne qui le portait' })).toBeVisible();
  await propose('TITRE-RETIRE');
  await topic('TITRE-RETIRE');
  await anna.button('Retirer ce sujet').click();
  await anna.page.getByRole('dialog').getByRole('button', { name: 'Retirer et effacer mes mots' }).press('Enter');
  await anna.isAt('Le mur');

  await anna.page.goto(`${anna.url}/${code}#me`);
  await anna.button('Effacer mon prénom').click();
  await expect(anna.page.getByRole('dialog')).toContainText('Personne n° 1');
  await anna.page.getByRole('dialog').getByRole('button', { name: 'Effacer mon prénom' }).press('Enter');
  await expect(anna.button('Effacer mon prénom')).toHaveCount(0);
  const erased = JSON.stringify(await host.export());
  for (const words of ['TITRE-REPRIS', 'TITRE-RETIRE', 'PRENOM-REPRIS']) expect(erased).not.toContain(words);

  const console = new Device('animation', page);
  for (const [place, title] of [
    ['now', 'TITRE-MASQUE-A-LA-FILE'],
    ['wall', 'TITRE-MASQUE-AU-MUR'],
  ] as const) {
    await propose(title);
    await page.goto(`${server.facilitator.split('/animation')[0]}/animation#/${code}/${place}`);
    await console.button(`Masquer : ${title}`).click();
    await console.look(`masquer-${place}`);
    await page.getByRole('dialog').getByRole('button', { name: 'Masquer' }).press('Enter');
    await expect(page.getByText(title)).toHaveCount(0);
    await expect(page.getByText('Sujet retiré par l’animation').first(), 'what stands in its place').toBeVisible();
    expect(JSON.stringify(await host.export())).not.toContain(title);
  }

  await host.give({ do: 'phase', phase: 'groups' });
  await host.give({ do: 'open', group: await host.group('Un car le dimanche') });
  await toWrite(anna, 'Un car le dimanche');
  await write(anna, 'Besoin', 'MOTS-MASQUES.');
  await page.goto(`${server.facilitator.split('/animation')[0]}/animation#/${code}/groups/${await host.group('Un car le dimanche')}`);
  await expect(page.getByText('MOTS-MASQUES.')).toBeVisible();
  await console.button(/^Masquer$/).click();
  await console.look('masquer');
  await page.getByRole('dialog').getByRole('button', { name: 'Masquer' }).press('Enter');
  await expect(page.getByText('Contribution retirée par l’animation.')).toBeVisible();
  await anna.to('Mes mots');
  await expect(anna.page.getByText('MOTS-MASQUES.')).toHaveCount(0);
  await anna.look('hidden-words');
  expect(JSON.stringify(await host.export())).not.toContain('MOTS-MASQUES');
});
