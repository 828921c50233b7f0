import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, open, test } from './fixtures';

async function ask(page: Page, sql: string): Promise<void> {
  await page.getByRole('textbox', { name: 'SQL', exact: true }).fill(sql);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
}

test('SQL is answered as a table, a chart and CSV', async ({ page }) => {
  await open(page, 'pipeline?tab=sql');
  await ask(page, 'select status, count(*) as orders from gold.sales group by status order by status');
  await expect(page.getByRole('cell', { name: 'Delivered' })).toBeVisible();
  await page.getByRole('button', { name: 'Chart' }).click();
  await expect(page.getByRole('img', { name: 'The result as a chart' })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV', exact: true }).click();
  expect(await readFile(await (await download).path(), 'utf8')).toMatch(/^status,orders/);
});

test('more rows than a page can hold are cut, and it is said', async ({ page }) => {
  await open(page, 'pipeline?tab=sql');
  await ask(page, 'select * from range(1000000000)');
  await expect(page.getByText('There are more rows than are shown.')).toBeVisible();
});

test.describe('what is not allowed', () => {
  test.use({ allowed: /Failed to load resource/ });

  const REFUSED = {
    'a write': 'delete from gold.sales',
    'a file': "select * from read_csv('/etc/passwd')",
    'another database': "attach '/tmp/x.db' as x",
    'a setting': "set memory_limit = '100GB'",
    'the truth': 'select * from truth.orders',
    'two statements': 'select 1; drop table gold.sales',
    nonsense: 'selec from',
  };

  for (const [what, sql] of Object.entries(REFUSED)) {
    test(`${what} is refused with words`, async ({ page }) => {
      await open(page, 'pipeline?tab=sql');
      await ask(page, sql);
      await expect(page.getByRole('alert')).toHaveText(/\w{4,}/);
      await ask(page, 'select 40 + 2 as answer');
      await expect(page.getByRole('cell', { name: '42' })).toBeVisible();
    });
  }
});
