import { join } from 'node:path';
import { expect, settled, test as base } from './fixtures';
import { start, type RunningServer } from './program';

/** A world that lives, for the tests of this file. */
const test = base.extend<object, { world: RunningServer }>({
  world: [
    async ({}, use) => {
      const workspace = join(process.env['WAYBILL_TEST_FOLDER'] ?? '', 'living');
      const server = await start(
        'up',
        '--workspace',
        workspace,
        '--scenario',
        'cold_chain',
        '--scale',
        '0.25',
        '--history',
        '1',
        '--speed',
        '300',
        '--every',
        '30s',
      );
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  baseURL: async ({ world }, use) => use(world.url),
});

/** The first run of a new world builds its tables while the page is open already. */
const PATIENT = { timeout: 90_000 };

test.setTimeout(180_000);
// Nothing was verified yet; and a run may be going on when one is asked for.
test.use({ allowed: /404 \(Not Found\).*verification|409 \(Conflict\).*runs/ });

test('trucks move on the map and in the table while nobody touches the page', async ({ page }) => {
  await page.goto('/#/fleet');
  await settled(page);
  await expect(page.getByRole('heading', { name: 'Trucks now' })).toBeVisible();
  const heard = page.getByRole('group', { name: 'Trucks', exact: true }).locator('tbody tr').first().locator('td').last();
  const before = await heard.textContent();
  await expect(heard).not.toHaveText(before ?? '', PATIENT);
  await expect(page.locator('.temperature-strip').first()).toBeVisible();
  await expect(page.locator('.map canvas').last()).toBeVisible(PATIENT);
  const picture = () =>
    page
      .locator('.map canvas')
      .last()
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const first = await picture();
  await expect.poll(picture).not.toBe(first);
});

test('the world is paused, let go and made faster from the page', async ({ page }) => {
  await page.goto('/#/overview');
  const clock = page.locator('.world-time');
  await expect(clock).toBeVisible();
  await page.getByRole('button', { name: 'Pause the world' }).click();
  await expect(page.getByText('paused', { exact: true })).toBeVisible();
  const stopped = await clock.textContent();
  await page.getByRole('combobox', { name: 'Speed of the world' }).selectOption('1000');
  await expect(page.getByRole('combobox', { name: 'Speed of the world' })).toHaveValue('1000');
  await expect(clock).toHaveText(stopped ?? '');
  await page.getByRole('button', { name: 'Let the world go on' }).click();
  await expect(clock).not.toHaveText(stopped ?? '');
});

test('alerts arrive while the page is open', async ({ page }) => {
  await page.goto('/#/fleet');
  await settled(page);
  const counts = async () => (await page.getByRole('group', { name: 'Which alerts' }).textContent()) ?? '';
  const before = await counts();
  await expect.poll(counts, PATIENT).not.toBe(before);
});

test('a run is started from the page and shows in the list', async ({ page }) => {
  await page.goto('/#/pipeline');
  await expect(page.getByText(/^Runs every 30s/)).toBeVisible();
  const newest = page.getByRole('group', { name: 'Runs', exact: true }).locator('tbody button').first();
  await expect(newest).toBeVisible(PATIENT);
  const before = await newest.textContent();
  await page.getByRole('button', { name: 'Run now' }).click();
  await expect(newest).not.toHaveText(before ?? '', PATIENT);
});
