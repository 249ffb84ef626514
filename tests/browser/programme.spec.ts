import { type Cost, cost, table } from './cost.ts';
import { expect, test } from './stage.ts';

/** The link of an officer of a large programme, served elsewhere: `tests/programme`. */
const PROGRAMME = process.env['PROGRAMME'];
const ROUNDS = 5;

if (PROGRAMME)
  test('what the pages of a large programme take', async ({ browser }) => {
    test.setTimeout(600_000);
    const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'fr-FR' })).newPage();
    await page.goto(PROGRAMME);
    const part = (name: string) => page.getByRole('link', { name, exact: true }).first();
    const costs: Record<string, Cost[]> = {};
    const count = async (what: string, act: () => Promise<unknown>): Promise<void> => {
      (costs[what] ??= []).push(await cost(browser, page, async () => void (await act())));
    };
    for (let n = 0; n < ROUNDS; n++) {
      await part('Questionnaires').click();
      await page.getByRole('link', { name: /^Familles/ }).click();
      await count('results', () => page.getByRole('link', { name: /^Résultats/ }).click());
      await expect(page.getByRole('table')).toBeVisible();
      const [rows, columns] = [page.getByLabel('Question'), page.getByLabel('Croiser avec')];
      await count('another question', () => rows.selectOption({ index: 1 + n }));
      await count('crossed', () => columns.selectOption({ index: 10 + n }));
      await expect(page.locator('tfoot')).toBeVisible();
      await count('cards', () => part('Paroles').click());
      const field = page.getByLabel('Chercher');
      await count('searched', () => field.pressSequentially('v'));
      await count('searched on', () => field.pressSequentially('é'));
    }
    table(costs);
  });
