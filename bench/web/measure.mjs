// What chromium's own protocol says of the dashboard. Prints lines of figures.
import { chromium } from '../../web/node_modules/@playwright/test/index.mjs';

const [url, minutes] = [process.argv[2], Number(process.argv[3])];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
});

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function firstPaint() {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/`);
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
  await context.close();
  return paint;
}

const paints = [];
for (let i = 0; i < 7; i++) paints.push(await firstPaint());
console.log(`first contentful paint, empty cache: median ${Math.round(middle(paints))} ms, worst ${Math.round(Math.max(...paints))} ms (budget 1000)`);

const page = await (await browser.newContext({ viewport: { width: 1440, height: 1000 } })).newPage();
await page.goto(`${url}/#/fleet`);
await page.waitForFunction(() => Number(document.querySelector('section[aria-label="Trucks"] .tag')?.textContent?.replace(',', '')) > 0, null, { timeout: 300_000 });
await page.waitForFunction(() => document.querySelectorAll('.map canvas').length > 1, null, { timeout: 900_000 });
const protocol = await page.context().newCDPSession(page);
await protocol.send('Performance.enable');
await protocol.send('HeapProfiler.enable');

async function heap() {
  await protocol.send('HeapProfiler.collectGarbage');
  const { metrics } = await protocol.send('Performance.getMetrics');
  return metrics.find((metric) => metric.name === 'JSHeapUsedSize').value / 1e6;
}

const frames = (seconds) => page.evaluate((length) => new Promise((done) => {
  const times = [];
  const began = performance.now();
  const tick = (now) => {
    times.push(now);
    if (now - began < length * 1000) requestAnimationFrame(tick);
    else done(times);
  };
  requestAnimationFrame(tick);
}), seconds);

for (let minute = 0; minute <= minutes; minute++) {
  const used = await heap();
  const times = await frames(minute === minutes ? 5 : 60);
  const gaps = times.slice(1).map((time, i) => time - times[i]).sort((a, b) => a - b);
  const rate = (1000 * gaps.length) / (times.at(-1) - times[0]);
  const trucks = await page.locator('section[aria-label="Trucks"] .tag').first().textContent();
  console.log(`minute ${minute}: ${trucks} trucks, ${rate.toFixed(1)} frames/s, 99th percentile of a frame ${gaps[Math.floor(gaps.length * 0.99)].toFixed(0)} ms, heap ${used.toFixed(1)} MB`);
}
await browser.close();
