// An example province in a folder of its own, served on a free port of this machine; ended by its process id.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ready_ms = 60_000;
export const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../../..');

export const sleep = (ms) => new Promise((done) => { setTimeout(done, ms); });

export async function free_port() {
  const server = createServer();
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  const { port } = server.address();
  await new Promise((done) => { server.close(done); });
  return port;
}

export async function until_answers(address, server) {
  const begun = Date.now();
  while (Date.now() - begun < ready_ms) {
    if (server && server.exitCode !== null) throw new Error(`dinh serve ended by itself with ${server.exitCode}`);
    try {
      if ((await fetch(`${address}/readyz`)).ok) return;
    } catch {
      // not yet
    }
    await sleep(50);
  }
  throw new Error(`${address} was not ready after ${ready_ms / 1000} s`);
}

// username -> { password, name, agency, post }
export function read_accounts(file) {
  const accounts = new Map();
  const lines = readFileSync(file, 'utf8').replace(/^\uFEFF/, '').trim().split('\n').slice(1);
  for (const line of lines) {
    const [username, password, name, agency, post] = line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
      .map((value) => value.replace(/^"|"$/g, '').replaceAll('""', '"'));
    if (!accounts.has(username)) accounts.set(username, { password, name, agency, post });
  }
  return accounts;
}

// Runs statements on the database of a served SQLite house, for what only time can bring about.
export function on_database(house, statement) {
  const program = 'import sqlite3,sys;c=sqlite3.connect(sys.argv[1],timeout=20);c.execute(sys.argv[2]);c.commit()';
  execFileSync('python3', ['-c', program, join(house.data, 'dinh.db'), statement]);
}

export async function serve(dinh, data, more = []) {
  const port = await free_port();
  const log = join(data, '..', `serve-${port}.log`);
  const out = openSync(log, 'w');
  const words = ['serve', '--data', data, '--port', String(port), ...more];
  const server = spawn(dinh, words, { stdio: ['ignore', out, out] });
  const address = `http://127.0.0.1:${port}`;
  try {
    await until_answers(address, server);
  } catch (error) {
    server.kill('SIGKILL');
    throw new Error(`${error.message}\n${readFileSync(log, 'utf8').slice(-2000)}`);
  }
  const ended = () => server.exitCode !== null || server.signalCode !== null;
  const stop = async () => {
    if (!ended()) server.kill('SIGTERM');
    for (let waited = 0; waited < 300 && !ended(); waited++) await sleep(100);
    if (!ended()) server.kill('SIGKILL');
    return server.exitCode;
  };
  return { address, port, server, log, stop };
}

export async function open_province({ dinh = join(root, 'build/app/dinh'), scale = '0.1' } = {}) {
  if (!existsSync(dinh)) throw new Error(`${dinh} is not built`);
  const folder = mkdtempSync(join(tmpdir(), 'dinh-journeys-'));
  const data = join(folder, 'data');
  const begun = Date.now();
  try {
    execFileSync(dinh, ['demo', '--scale', scale, '--data', data], { stdio: ['ignore', 'inherit', 'inherit'] });
    console.log(`example province at scale ${scale} after ${((Date.now() - begun) / 1000).toFixed(1)} s`);
    const served = await serve(dinh, data);
    const close = async () => {
      const code = await served.stop();
      rmSync(folder, { recursive: true, force: true });
      return code;
    };
    return { ...served, data, folder, dinh, accounts: read_accounts(join(data, 'example-accounts.csv')), close };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
