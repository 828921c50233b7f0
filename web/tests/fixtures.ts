import { test as base, expect, type Page } from '@playwright/test';

export const PAGES = ['overview', 'orders', 'commerce', 'factory', 'fleet', 'trust', 'pipeline'] as const;

/** A page that fails its test when anything goes wrong in its console. Expected failures are allowed by name. */
export const test = base.extend<{ allowed: RegExp }>({
  allowed: [/^$/, { option: true }],
  baseURL: async ({}, use) => use(process.env['WAYBILL_TEST_URL']),
  page: async ({ page, allowed }, use) => {
    const wrong: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') wrong.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => wrong.push(error.message));
    await use(page);
    expect(wrong.filter((text) => !allowed.test(text))).toEqual([]);
  },
});

export { expect };

/** Opens a page and waits until every panel has its answer and every chart stands. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(`/#/${address}`);
  await expect(page.locator('.top-facts strong')).toBeVisible();
  await settled(page);
}

export async function settled(page: Page): Promise<void> {
  await expect(page.locator('.main .panel, .main .graph').first()).toBeVisible();
  await expect(page.locator('.skeleton')).toHaveCount(0);
  await expect(page.locator('.panel.stale')).toHaveCount(0);
}
