import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, PAGES, settled, test } from './fixtures';
import { waybill } from './program';

/** The state of the served workspace as one file, opened from the disk. */
let address = '';

test.beforeAll(async () => {
  const folder = process.env['WAYBILL_TEST_FOLDER'] ?? '';
  const path = join(folder, 'state.html');
  await waybill('report', '--workspace', join(folder, 'served'), '--out', path);
  address = pathToFileURL(path).href;
});

for (const name of PAGES) {
  test(`${name} opens from the report without a server`, async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (!/^(file|data|blob):/.test(request.url())) asked.push(request.url());
    });
    await page.goto(`${address}#/${name}`);
    await expect(page.locator('.top-facts strong')).toBeVisible();
    await settled(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(new RegExp(name, 'i'));
    await expect(page.getByRole('alert')).toHaveCount(0);
    expect(asked).toEqual([]);
  });
}

test('what the report does not hold it says, with what to do', async ({ page }) => {
  await page.goto(`${address}#/pipeline?tab=sql`);
  await page.getByRole('textbox', { name: 'SQL', exact: true }).fill('select 1');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('waybill serve');
  expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
});
