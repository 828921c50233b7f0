import AxeBuilder from '@axe-core/playwright';
import { expect, open, PAGES, test } from './fixtures';

for (const name of PAGES) {
  test(`${name} shows every panel, without an error or an empty promise`, async ({ page }) => {
    await open(page, name);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(new RegExp(name, 'i'));
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(page.getByText('Unknown panel')).toHaveCount(0);
    expect(await page.locator('.main .panel').count()).toBeGreaterThan(1);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${name} in ${colorScheme} is accessible and looks as it should`, async ({ browser, baseURL }) => {
      const context = await browser.newContext({
        ...(baseURL ? { baseURL } : {}),
        colorScheme,
        viewport: { width: 1440, height: 1000 },
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      await open(page, name);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(
          (violation) =>
            `${violation.id}: ${violation.nodes
              .map((node) => node.target.join(' '))
              .slice(0, 3)
              .join(', ')}`,
        ),
      ).toEqual([]);
      await expect(page).toHaveScreenshot(`${name}-${colorScheme}.png`);
      await context.close();
    });
  }

  test(`${name} is readable at phone width`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open(page, name);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

test('the tabs of the pipeline are accessible', async ({ page }) => {
  for (const tab of ['lineage', 'tables', 'sql']) {
    await open(page, `pipeline?tab=${tab}`);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(
        (violation) =>
          `${tab} ${violation.id}: ${violation.nodes
            .map((node) => node.target.join(' '))
            .slice(0, 3)
            .join(', ')}`,
      ),
    ).toEqual([]);
  }
});
