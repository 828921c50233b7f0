import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program =
  process.env['WAYBILL_PROGRAM'] ?? fileURLToPath(new URL('../../artifacts/bin/Waybill.Cli/release/waybill', import.meta.url));

/** Runs the program to its end; throws with what it said when it fails. */
export async function waybill(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, { maxBuffer: 1 << 26 });
  return stdout;
}

export interface RunningServer {
  url: string;
  stop: () => Promise<void>;
}

/** Starts `serve` or `up` on a free port and waits until it is ready. */
export async function start(command: string, ...args: string[]): Promise<RunningServer> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(program, [command, '--url', url, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4000)));
  child.stderr.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4000)));
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`waybill ${command} ended with ${child.exitCode}: ${said}`);
    await new Promise((next) => setTimeout(next, 100));
  }
  return { url, stop: () => stop(child, ended) };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`)).ok;
  } catch {
    return false;
  }
}

function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGINT');
  return ended;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address() as { port: number };
  await new Promise((closed) => probe.close(closed));
  return port;
}
