import { cp, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Desk } from './desk.ts';
import type { Server } from './server.ts';
import { expect, type Phone, test } from './stage.ts';

interface Golden {
  data: string;
  /** What waited on a phone that was away, as it stood on the wire then. */
  outbox: { token: string; commands: { id: string; do: string; text?: string; group?: string; as?: string }[] };
  forum: { id: string; code: string; question: string };
  /** Whose phone it was. */
  person: { id: string; name: string };
}

/** A data folder that an earlier version left, and a phone of then. */
async function goldenOf(name: string): Promise<Golden> {
  const folder = resolve(import.meta.dirname, '../golden/folders', name);
  const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(folder, file), 'utf8'));
  const { forum, people } = (await read('export.json')) as { forum: Golden['forum']; people: Golden['person'][] };
  const data = join(await mkdtemp(join(tmpdir(), 'bourdon-golden-')), 'data');
  await cp(join(folder, 'data'), data, { recursive: true });
  const outbox = (await read('outbox.json')) as Golden['outbox'];
  return { data, outbox, forum, person: people.find(({ name }) => name === 'Zoé')! };
}

/** The phone as the page of that version left it: the seat, and a key for each command in the order of writing. */
async function isPhoneOf(phone: Phone, { outbox, forum, person }: Golden): Promise<void> {
  const at = Date.parse('2026-11-28T12:00:00Z');
  const seat = { forum: forum.id, who: person.id, role: 'participant', token: outbox.token, code: forum.code, name: person.name, at };
  const kept = outbox.commands.map((order, n) => [
    `bourdon:in:${forum.id}:${person.id}:out:${String(at + n).padStart(15, '0')}:${order.id}`,
    { order },
  ]);
  await phone.page.goto(`${phone.url}/robots`);
  await phone.page.evaluate(
    (things) => {
      for (const [key, value] of things) localStorage.setItem(String(key), JSON.stringify(value));
    },
    [[`bourdon:seat:${forum.id}:${person.id}`, seat], ...kept],
  );
}

/** The commands that the page sends. */
function sentBy(phone: Phone): object[] {
  const sent: object[] = [];
  phone.page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const { command } = JSON.parse(String(payload)) as { command?: object };
      if (command) sent.push(command);
    }),
  );
  return sent;
}

const exported = async (server: Server, golden: Golden): Promise<string> => JSON.stringify(await server.export(golden.forum.code));

for (const name of ['vote', 'checkpoint']) {
  test(`what waited on a phone of an earlier version is sent unchanged: ${name}`, async ({ server, phone }) => {
    const golden = await goldenOf(name);
    await server.restart(golden.data);
    const zoe = await phone(`golden-${name}`);
    await isPhoneOf(zoe, golden);
    const sent = sentBy(zoe);
    await zoe.page.goto(`${zoe.url}/${golden.forum.code}`);
    await expect.poll(() => sent, 'each once, in order, as it was written').toEqual(golden.outbox.commands);
    await expect
      .poll(() => zoe.page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(':out:'))), 'all are answered')
      .toEqual([]);
    const words = golden.outbox.commands.flatMap(({ text }) => text ?? []);
    expect(words).not.toEqual([]);
    for (const text of words) expect(await exported(server, golden)).toContain(text);
  });
}

test('what waited on a phone of an earlier version and is refused now is shown with its reason', async ({ page, server, phone }) => {
  const golden = await goldenOf('checkpoint');
  await server.restart(golden.data);
  const write = golden.outbox.commands.find((command) => command.do === 'write')!;
  const desk = await Desk.open(page, server, golden.forum.code);
  expect(await desk.order({ do: 'close', group: write.group })).toBeUndefined();
  const zoe = await phone('golden-refused');
  await isPhoneOf(zoe, golden);
  await zoe.page.goto(`${zoe.url}/${golden.forum.code}`);
  const notice = zoe.page.getByRole('group', { name: 'Pas encore pris' });
  await expect(notice).toBeVisible();
  await notice.getByRole('link').click();
  const item = zoe.page.getByRole('listitem').filter({ hasText: write.text! });
  await expect(item).toContainText('Ce groupe a terminé.');
  await expect(item).toContainText('Suite à donner');
  await expect(item.getByRole('button', { name: 'Copier' })).toBeVisible();
  expect(await exported(server, golden)).not.toContain(write.text!);
});
