import { rm } from 'node:fs/promises';
import type { RunningServer } from './program';

export default async function teardown(): Promise<void> {
  await (globalThis as { waybillServer?: RunningServer }).waybillServer?.stop();
  const folder = process.env['WAYBILL_TEST_FOLDER'];
  if (folder) await rm(folder, { recursive: true, force: true });
}
