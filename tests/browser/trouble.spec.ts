import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Server } from './server.ts';
import { Device, expect, test } from './stage.ts';

const forum = (server: Server, question: string): Promise<string> =>
  server.replay([
    {
      who: 'facilitator',
      do: 'create_forum',
      as: 'f',
      question,
      language: 'fr',
      slots: [{ as: 's', label: 'Matin', start: '09:00', end: '10:00' }],
      spaces: [{ as: 'e', label: 'Tilleul' }],
    },
  ]);

test('a disk that is nearly full is said on the console, and no longer once there is room', async ({ page, server }) => {
  await forum(server, 'Que voulons-nous garder ?');
  let low = false;
  // The disk of this machine is not for tests to fill: the answer is the server's own but for that.
  await page.route('**/api/server', async (route) => {
    const answer = await route.fetch({ url: `http://127.0.0.1:${server.port}/api/server` });
    await route.fulfill({ json: { ...((await answer.json()) as object), disk_low: low } });
  });
  const looksAgain = (): Promise<boolean> => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  const host = new Device('disk', page);
  await page.goto(server.facilitator);
  await host.link('Que voulons-nous garder ?').click();
  await expect(host.button(/^Suivant/)).toBeVisible();
  const notice = page.getByRole('alert').filter({ hasText: 'presque plein' });
  await expect(notice).toBeHidden();
  low = true;
  await looksAgain();
  await expect(notice).toContainText('Faites de la place');
  await host.to('Groupes');
  await expect(notice, 'on every page').toBeVisible();
  await host.look('1-low');
  low = false;
  await looksAgain();
  await expect(notice).toBeHidden();
});

test('a forum that cannot be read is listed with what can be done, beside the others', async ({ page, server }) => {
  const damaged = await forum(server, 'Que voulons-nous garder ?');
  await forum(server, 'Que voulons-nous changer ?');
  await server.end();
  const database = join(server.data, 'bourdon.sqlite');
  const spoilt = (await readFile(database)).toString('latin1').replaceAll('nous garder', 'nous gardez');
  await writeFile(database, spoilt, 'latin1');
  await server.restart();
  const host = new Device('damaged', page);
  await page.goto(server.facilitator);
  const item = page.getByRole('listitem').filter({ hasText: damaged });
  await expect(item).toContainText('ne peut pas être lu');
  await expect(item).toContainText('bourdon check');
  await expect(host.link('Que voulons-nous changer ?')).toBeVisible();
  await host.look('1-forums');
});
