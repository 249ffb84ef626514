import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Device, expect, test } from './stage.ts';

interface Case {
  case: string;
  string?: string;
  stored?: string | { name: string; title: string; text: string };
  name?: string;
  title?: string;
  text?: string;
}

/** What the server keeps of the list of strings, in every form. */
const kept = readFileSync(resolve(import.meta.dirname, '../bad-input.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case)
  .filter(({ string, name, title, text }) => string && [name, title, text].every((outcome) => outcome === 'kept'))
  .map(({ string, stored }) => ({ string: string!, ...each(stored ?? string!) }));

function each(stored: string | { name: string; title: string; text: string }): { name: string; title: string; text: string } {
  return typeof stored === 'string' ? { name: stored, title: stored, text: stored } : stored;
}

/** Each string as a name, a title and a text of one forum. */
function plan(): object[] {
  return [
    {
      who: 'facilitator',
      do: 'create_forum',
      as: 'f',
      question: '<b>Question</b> & <script>document.title = "bad"</script>',
      language: 'fr',
      slots: [{ as: 's', label: '<i>Matin</i>', start: '09:00', end: '10:00' }],
      spaces: [{ as: 'sp', label: '"><svg onload=alert(1)>' }],
    },
    { who: 'facilitator', do: 'phase', phase: 'marketplace' },
    ...kept.flatMap(({ string }, n) => [
      { who: `p${n}`, do: 'join', name: string },
      { who: `p${n}`, do: 'propose', as: `t${n}`, title: string },
    ]),
    { who: 'facilitator', do: 'place', topic: 't0', slot: 's', space: 'sp', as: 'g' },
    { who: 'facilitator', do: 'phase', phase: 'groups' },
    { who: 'facilitator', do: 'open', group: 'g' },
    ...kept.flatMap(({ string }, n) => [
      { who: `p${n}`, do: 'enter', group: 'g' },
      { who: `p${n}`, do: 'write', as: `k${n}`, group: 'g', kind: 'idea', text: string },
    ]),
    { who: 'facilitator', do: 'close', group: 'g' },
  ];
}

test('whatever people type is shown as they typed it, never as markup', async ({ page, server, phone }) => {
  expect(kept.length).toBeGreaterThan(40);
  const code = await server.replay(plan());

  const guest = await phone('guest');
  const host = new Device('host', page);
  for (const one of [host, guest]) one.page.on('dialog', (dialog) => expect(dialog.message(), 'no script runs').toBe(''));

  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(server.facilitator);
  await host.link(/Question/).click();
  await expect(page.getByText('Inscriptions').or(page.getByText(/inscriptions/)).first()).toBeVisible();
  for (const [place, form] of [
    ['Le mur', 'title'],
    ['Groupes', undefined],
    ['Axes', 'text'],
    ['Personnes', 'name'],
  ] as const) {
    await host.to(place);
    await host.isAt(place);
    await isPlainText(host, form ? kept.map((stored) => stored[form]) : []);
  }

  await guest.page.goto(`${guest.url}/${code}`);
  await guest.page.getByLabel('Votre prénom').fill('<img src=x onerror=alert(2)>');
  await guest.button('Entrer').click();
  await guest.to('Le mur');
  await isPlainText(guest, kept.map(({ title }) => title));
  await guest.link('Lire le compte rendu').click();
  await isPlainText(guest, kept.map(({ text }) => text));
});

async function isPlainText(device: Device, strings: readonly string[]): Promise<void> {
  const plain = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();
  const missing = new Set(strings);
  await expect
    .poll(
      async () => {
        // Folded lists are in the document too; what is hidden from view has no innerText.
        const shown = plain((await device.page.locator('body').textContent()) ?? '');
        for (const string of missing) if (shown.includes(plain(string))) missing.delete(string);
        // The rows of a long list come as they come into sight.
        await device.page.evaluate(() => {
          for (const list of [document.documentElement, ...document.querySelectorAll('main *')]) list.scrollTop += list.clientHeight;
        });
        return [...missing];
      },
      { intervals: [100] },
    )
    .toEqual([]);
  const made = await device.page.locator('img[src=x], svg[onload], [onerror], body script:not([src]), b, iframe').count();
  expect(made, 'no element is made of a text').toBe(0);
  expect(await device.page.title()).not.toBe('bad');
}
