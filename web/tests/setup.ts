import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { start, waybill } from './program';

export const HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>';
export const HOSTILE_ORDER = '260107-0000-66666';

/** A small world, refined and verified; then one more file, whose texts are markup. */
export default async function setup(): Promise<void> {
  const folder = await mkdtemp(join(process.env['TMPDIR'] ?? tmpdir(), 'waybill-web.'));
  const workspace = join(folder, 'served');
  const scenario = fileURLToPath(new URL('scenario.yaml', import.meta.url));
  await waybill('demo', '--no-serve', '--days', '7', '--scale', '0.25', '--scenario', scenario, '--workspace', workspace);
  await addHostileOrder(join(workspace, 'landing', 'sales'));
  await waybill('run', '--workspace', workspace);
  const server = await start('serve', '--workspace', workspace);
  process.env['WAYBILL_TEST_FOLDER'] = folder;
  process.env['WAYBILL_TEST_URL'] = server.url;
  (globalThis as { waybillServer?: typeof server }).waybillServer = server;
}

async function addHostileOrder(folder: string): Promise<void> {
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.csv')).sort();
  const last = files.at(-1);
  if (!last) throw new Error(`No sales landed in ${folder}.`);
  const [header = ''] = (await readFile(join(folder, last), 'utf8')).split(/\r?\n/, 1);
  const row = header
    .split(',')
    .map((column) => VALUES[column] ?? '')
    .join(',');
  await writeFile(join(folder, 'orders_20260107_235900.csv'), `${header}\n${row}\n`);
}

const quoted = `"${HOSTILE.replaceAll('"', '""')}"`;
const VALUES: Record<string, string> = {
  order_id: HOSTILE_ORDER,
  customer_name: quoted,
  product: quoted,
  quantity: '1',
  unit_price: '10.00',
  origin: 'Hanoi',
  destination: 'Hanoi',
  weight_kg: '1.0',
  shipping_cost: '1.00',
  status: 'Pending',
  sale_timestamp: '2026-01-07 10:00:00',
  channel: 'Website',
  promised_at: '2026-01-12 10:00:00',
  region: quoted,
};
