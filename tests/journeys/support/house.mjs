// An example province in a folder of its own, served on a free port of this machine; ended by its process id.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ready_ms = 60_000;
const told = { encoding: 'utf8', maxBuffer: 1 << 26 };
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

const on_sqlite = `import json, sqlite3, sys
with sqlite3.connect(sys.argv[1], timeout=20) as db:
    print(json.dumps([[str(value) for value in row] for row in db.execute(sys.argv[2])]))`;

// Runs a statement on the database of a served house, for what only time can bring about or what no page shows. Gives
// back the rows, every value as text.
export function on_database(house, statement) {
  if (!house.database) {
    return JSON.parse(execFileSync('python3', ['-c', on_sqlite, join(house.data, 'dinh.db'), statement], told));
  }
  const words = [house.database, '-qAt', '-F', '\t', '-v', 'ON_ERROR_STOP=1', '-c', statement];
  const rows = execFileSync('psql', words, told);
  return rows.split('\n').filter((row) => row).map((row) => row.split('\t'));
}

// The same house on PostgreSQL: its data are copied into a private server, and it is served from there.
export async function move_to_postgres(house) {
  const folder = join(house.folder, 'postgres');
  mkdirSync(folder);
  chmodSync(house.folder, 0o755);         // the server may run as another user
  const helper = join(root, 'tests/interop/postgres_for.py');
  const server = spawn('python3', [helper, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const database = await new Promise((found, failed) => {
    server.stdout.once('data', (line) => found(String(line).trim()));
    server.once('exit', (code) => failed(new Error(`PostgreSQL was not started: ${code}`)));
  });
  const end_server = async () => {
    server.stdin.end();
    while (server.exitCode === null && server.signalCode === null) await sleep(50);
  };
  try {
    const begun = Date.now();
    const words = ['copy', '--data', house.data, '--to', database];
    const copied = execFileSync(house.dinh, words, { ...told, stdio: 'pipe' });
    console.log(`  ${copied.trim()} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
    const served = await serve(house.dinh, house.data, [...house.mail, '--set', `database.url=${database}`]);
    const close = async () => {
      const code = await served.stop();
      await end_server();
      return code;
    };
    return { ...house, ...served, database, close };
  } catch (error) {
    await end_server();
    throw error;
  }
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

export async function open_province({ dinh = process.env.DINH ?? join(root, 'build/app/dinh'), scale = '0.1' } = {}) {
  if (!existsSync(dinh)) throw new Error(`${dinh} is not built`);
  const folder = mkdtempSync(join(tmpdir(), 'dinh-journeys-'));
  const data = join(folder, 'data');
  const begun = Date.now();
  try {
    execFileSync(dinh, ['demo', '--scale', scale, '--data', data], { stdio: ['ignore', 'inherit', 'inherit'] });
    console.log(`example province at scale ${scale} after ${((Date.now() - begun) / 1000).toFixed(1)} s`);
    const mail_port = await free_port();    // where support/post_office.mjs opens when a story asks for it
    const mail = ['mail.server=127.0.0.1', 'mail.security=none', `mail.port=${mail_port}`]
      .flatMap((one) => ['--set', one]);
    const served = await serve(dinh, data, mail);
    const pull_down = () => rmSync(folder, { recursive: true, force: true });
    const accounts = read_accounts(join(data, 'example-accounts.csv'));
    return { ...served, data, folder, dinh, accounts, mail, mail_port, close: served.stop, pull_down };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
