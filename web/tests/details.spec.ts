import { expect, open, settled, test } from './fixtures';

test('an order is found by the beginning of its id and shows its whole history', async ({ page }) => {
  await open(page, 'orders');
  await page.getByRole('searchbox').fill('260101-0000-000');
  const first = page.locator('.search-results button').first();
  const id = (await first.locator('strong').textContent()) ?? '';
  await first.click();
  await expect(page.getByRole('heading', { name: `Order ${id}` })).toBeVisible();
  await expect(page.locator('.timeline li').first()).toBeVisible();
  await page.getByRole('button', { name: 'Close the order' }).click();
  await expect(page.getByRole('heading', { name: `Order ${id}` })).toHaveCount(0);
});

test('on time is told by region, carrier and channel', async ({ page }) => {
  await open(page, 'orders');
  for (const dimension of ['Carrier', 'Channel', 'Region']) {
    await page.getByRole('group', { name: 'By', exact: true }).getByRole('button', { name: dimension }).click();
    await expect(page.getByRole('img', { name: `On-time share by ${dimension.toLowerCase()}` })).toBeVisible();
  }
});

test('a production day is chosen, played and paused', async ({ page }) => {
  await open(page, 'factory');
  await page.getByRole('combobox', { name: 'Production day' }).selectOption({ index: 0 });
  await settled(page);
  const slider = page.getByRole('slider', { name: 'Time of the day' });
  const time = async () => Number(await slider.inputValue());
  const end = await time();
  await page.getByRole('combobox', { name: 'Speed of the playback' }).selectOption('1000');
  await page.getByRole('button', { name: 'Play the day' }).click();
  await expect.poll(time).toBeLessThan(end);
  const early = await time();
  await expect.poll(time).toBeGreaterThan(early);
  await page.getByRole('button', { name: 'Pause' }).click();
  const stopped = await time();
  await page.getByRole('combobox', { name: 'Speed of the playback' }).selectOption('1');
  expect(await time()).toBe(stopped);
});

test('a trip shows its trace, its figures and its excursions', async ({ page }) => {
  await open(page, 'fleet');
  await page
    .getByRole('region', { name: 'Trips', exact: true })
    .getByRole('button', { name: /^Departed/ })
    .click();
  await page.getByRole('region', { name: 'Trips', exact: true }).locator('tbody button').first().click();
  await expect(page.getByRole('img', { name: /^Temperatures of trip/ })).toBeVisible();
  await expect(page.getByText('Cargo mkt')).toBeVisible();
});

test('a truck is chosen from the table of trucks', async ({ page }) => {
  await open(page, 'fleet');
  await page.getByRole('group', { name: 'Trucks', exact: true }).getByRole('button', { name: 'TRK-0001' }).click();
  await expect(page.getByRole('heading', { name: 'Alerts of TRK-0001' })).toBeVisible();
  await expect(page).toHaveURL(/truck=TRK-0001/);
});

test('trust tells what became of every fault, and shows the original line of a row in quarantine', async ({ page }) => {
  await open(page, 'trust');
  await expect(page.getByRole('heading', { name: 'The lake equals the truth' })).toBeVisible();
  await expect(page.getByRole('img', { name: /^Faults by kind/ })).toBeVisible();
  const quarantine = page.getByRole('region', { name: 'Rows in quarantine' });
  await expect(quarantine.locator('td.original code').first()).toHaveText(/.+/);
  await expect(quarantine.locator('tbody tr').first()).toContainText(/\.(csv|json|jsonl)/);
});

test('a model of the lineage shows its SQL, columns, rows and runs', async ({ page }) => {
  await open(page, 'pipeline?tab=lineage');
  await page.getByRole('button', { name: 'kpi_sla', exact: true }).click();
  await settled(page);
  await expect(page.locator('pre.code')).toContainText('select');
  await expect(page.getByRole('group', { name: 'Rows of gold.kpi_sla' })).toBeVisible();
  await page.locator('.names button').first().click();
  await expect(page).not.toHaveURL(/model=gold.kpi_sla/);
});

test('a table is read as it was', async ({ page }) => {
  await open(page, 'pipeline?tab=tables&table=gold.sales');
  await expect(page.getByRole('heading', { name: 'Rows of gold.sales now' })).toBeVisible();
  await page.getByRole('region', { name: 'Snapshots of gold.sales' }).locator('tbody button').last().click();
  await expect(page.getByRole('heading', { name: /^Rows of gold.sales as of/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Data files' }).locator('tbody tr').first()).toContainText('.parquet');
});
