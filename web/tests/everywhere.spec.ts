import { readFile } from 'node:fs/promises';
import { expect, open, test } from './fixtures';
import { HOSTILE, HOSTILE_ORDER } from './setup';

test('the keyboard reaches the figures, the pages, and what a figure means', async ({ page }) => {
  await open(page, 'overview');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the figures' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();

  const definition = page.getByRole('button', { name: /^What is From the factory/ });
  await definition.focus();
  await expect(page.getByRole('tooltip')).toContainText('What went through each stage of the chain');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tooltip')).toHaveCount(0);

  await page.getByRole('link', { name: 'Trust' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Trust');
});

test('light and dark follow the switch, also after a reload', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await open(page, 'overview');
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.getByRole('button', { name: 'Switch to dark colours' }).click();
  await expect.poll(ground).not.toBe(light);
  const dark = await ground();
  await page.reload();
  await expect.poll(ground).toBe(dark);
});

test('a table sorts by its headings and turns its pages', async ({ page }) => {
  await open(page, 'trust');
  const panel = page.getByRole('region', { name: 'Quarantine', exact: true });
  const rows = () => panel.locator('tbody tr td:nth-child(3)').allTextContents();
  const numbers = async () => (await rows()).map((text) => Number(text.replaceAll(',', '')));
  const falling = await numbers();
  expect(falling).toEqual([...falling].sort((a, b) => b - a));
  await panel.getByRole('button', { name: /^Rows/ }).click();
  await expect.poll(async () => (await numbers())[0]).toBeLessThanOrEqual(falling.at(-1) ?? 0);
  const first = await rows();
  await panel.getByRole('button', { name: /^Next page/ }).click();
  await expect.poll(rows).not.toEqual(first);
});

test('a panel shows its figures as a table and gives them as CSV', async ({ page }) => {
  await open(page, 'orders');
  await page.getByRole('button', { name: 'Show Orders by status as a table' }).click();
  await expect(page.getByRole('cell', { name: 'Delivered' }).first()).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download Orders by status as CSV' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect(text).toMatch(/^day,status,orders,share\r?\n2026-01-\d\d,/);
});

test('an answer that has not changed is not sent again', async ({ page }) => {
  await open(page, 'orders');
  const again = page.waitForResponse((response) => response.url().includes('/api/panels/orders/lead_time_summary'));
  await page.getByRole('link', { name: 'Trust' }).click();
  await page.getByRole('link', { name: 'Orders', exact: true }).click();
  expect((await again).status()).toBe(304);
});

test('script in the data is text on the screen', async ({ page }) => {
  await open(page, `orders?order=${HOSTILE_ORDER}`);
  await expect(page.getByText(HOSTILE, { exact: true }).first()).toBeVisible();
  await open(page, 'pipeline?tab=sql');
  await page
    .getByRole('textbox', { name: 'SQL', exact: true })
    .fill(`select '${HOSTILE}' as name, 1 as n union all select '<b>bold</b>', 2`);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('cell', { name: HOSTILE })).toBeVisible();
  await page.getByRole('button', { name: 'Chart' }).click();
  await page.locator('.chart canvas').hover({ position: { x: 200, y: 150 } });
  await expect(page.locator('.chart-tip .head')).toHaveText(/<(img|b)/);
  expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
});

test.describe('when the server is away', () => {
  test.use({ allowed: /Failed to load resource/ });

  test('the page says what to do, and goes on when it is back', async ({ page }) => {
    await page.route('**/api/workspace', (route) => route.abort());
    await page.goto('/#/overview');
    await expect(page.getByRole('alert')).toContainText('waybill serve');
    await page.unroute('**/api/workspace');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByText('From the factory to the customer')).toBeVisible();
  });

  test('a panel that fails says why, and leaves the others alone', async ({ page }) => {
    await page.route('**/api/panels/overview/kpis', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: JSON.stringify({ title: 'The lake is being rebuilt', detail: 'gold.kpi_daily is locked.', hint: 'Wait for the run to end.' }),
      }),
    );
    await page.goto('/#/overview');
    await expect(page.getByRole('alert')).toContainText('Wait for the run to end.');
    await expect(page.getByRole('link', { name: /Factory/ }).last()).toBeVisible();
  });

  test('a page without its data says what to do', async ({ page }) => {
    await page.route('**/api/workspace', async (route) => {
      const response = await route.fetch();
      const body = (await response.json()) as { pages: { name: string; available: boolean; hint: string | null }[] };
      for (const each of body.pages)
        if (each.name === 'fleet') Object.assign(each, { available: false, hint: 'Trucks come with: waybill demo --scenario cold_chain' });
      await route.fulfill({ response, json: body });
    });
    await page.goto('/#/fleet');
    await expect(page.getByText('waybill demo --scenario cold_chain')).toBeVisible();
  });
});
