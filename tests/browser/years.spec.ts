import { type Cost, cost, table } from './cost.ts';
import { expect, test } from './stage.ts';

/** The link of an officer of a plan of five years, served elsewhere: `tests/years`. */
const PROGRAMME = process.env['PROGRAMME'];
const ROUNDS = 5;

if (PROGRAMME)
  test('what the pages of a plan of five years take, and a typed character beside the edits of somebody else', async ({ browser }) => {
    test.setTimeout(600_000);
    const open = async () => (await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'fr-FR' })).newPage();
    const [page, other] = [await open(), await open()];
    await page.goto(PROGRAMME);
    const part = (name: string) => page.getByRole('link', { name, exact: true }).first();
    const costs: Record<string, Cost[]> = {};
    const count = async (what: string, act: () => Promise<unknown>): Promise<void> => {
      (costs[what] ??= []).push(await cost(browser, page, async () => void (await act())));
    };
    const sheet = page.getByRole('link', { name: 'Action de mesure 1', exact: true });
    await other.goto(PROGRAMME);
    for (let n = 0; n < ROUNDS; n++) {
      await count('plan', () => part('Plan d’action').click());
      await count('sheet', () => sheet.click());
      await expect(page.getByRole('heading', { name: /Action de mesure 1$/ })).toBeVisible();
      const last = 'Action de mesure 20';
      if (n === 0) {
        await other.getByRole('link', { name: 'Plan d’action', exact: true }).first().click();
        await other.getByRole('link', { name: last, exact: true }).click();
      }
      await part('Plan d’action').click();
      await page.getByRole('link', { name: last, exact: true }).click();
      const field = page.getByLabel('Description', { exact: true });
      const theirs = other.getByLabel('Moyens humains et matériels', { exact: true });
      await field.focus();
      await count('typed beside edits', async () => {
        const typed = field.pressSequentially('Et encore un mot de plus, une lettre après l’autre. ', { delay: 60 });
        for (let edit = 0; edit < 8; edit++) {
          await theirs.fill(`Moyens ${n}.${edit}`);
          await theirs.blur();
        }
        await typed;
      });
      await count('road map', () => part('Feuille de route').click());
      await count('axes and outcomes', () => part('Axes et suites').click());
      await count('documents', () => part('Documents').click());
    }
    table(costs);
  });
