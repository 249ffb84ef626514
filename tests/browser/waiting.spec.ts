import type { Page } from '@playwright/test';
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

  /** What the forum shows: its entities of one kind. */
  async all<T>(kind: string, scope = 'forum'): Promise<T[]> {
    return this.page.evaluate(
      async ([code, kind, scope]) => {
        const authorization = `Bearer ${localStorage.getItem('bourdon:owner')}`;
        const { forum } = (await (await fetch(`/api/forums/${code}`)).json()) as { forum: string };
        const answer = await fetch(`/api/forums/${forum}/snapshot/${scope}`, { headers: { authorization } });
        const { entities } = (await answer.json()) as { entities: Record<string, unknown>[] };
        return entities.flatMap((entity) => (kind in entity ? [entity[kind] as never] : []));
      },
      [this.code, kind, scope] as const,
    );
  }

  /** The group of a topic. */
  async group(title: string): Promise<string> {
    const topic = (await this.all<{ id: string; title: string }>('topic')).find((one) => one.title === title);
    const group = (await this.all<{ id: string; topics: string[] }>('group')).find(({ topics }) => topics.includes(topic!.id));
    return group!.id;
  }

  /** What is written, with the name of who wrote it, as the export has it. */
  async written(): Promise<{ text: string; name: string }[]> {
    return this.page.evaluate(async (code) => {
      const authorization = `Bearer ${localStorage.getItem('bourdon:owner')}`;
      const { forum } = (await (await fetch(`/api/forums/${code}`)).json()) as { forum: string };
      const answer = await fetch(`/api/forums/${forum}/export`, { headers: { authorization } });
      const { people, contributions } = (await answer.json()) as {
        people: { id: string; name: string }[];
        contributions: { text: string; author: string }[];
      };
      return contributions.map(({ text, author }) => ({ text, name: people.find(({ id }) => id === author)?.name ?? '' }));
    }, this.code);
  }
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
  await phone.page.getByRole('listitem').filter({ hasText: title }).getByRole('link', { name: 'Voir le groupe' }).click();
  await phone.button('Entrer dans ce groupe').click();
  await phone.link('Contribuer').click();
  await phone.isAt('Contribuer');
}

async function write(phone: Phone, kind: string, text: string, page = phone.page): Promise<void> {
  await page.getByRole('button', { name: kind }).click();
  await page.getByLabel('Vos mots').fill(text);
  await page.getByRole('button', { name: 'Ajouter' }).click();
}

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
