// The gallery behind a small server with the pages' own Content-Security-Policy, and a Chromium to look at it.
import { createServer } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { write_gallery } from './gallery.mjs';

const kinds = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

// `answers` maps a path to (request, response, body) => void; every request is kept in `seen`.
export async function open_house(assets, out, answers = {}) {
  const names = write_gallery(assets, out);
  const seen = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece.toString('latin1');
    const url = new URL(request.url, 'http://x');
    seen.push({ method: request.method, path: url.pathname, query: url.searchParams, headers: request.headers, body });
    response.setHeader('Content-Security-Policy', "default-src 'self'");
    const answer = answers[url.pathname];
    if (answer) return answer(request, response, body);
    const file = url.pathname.startsWith('/assets/') ? join(assets, url.pathname.slice(8)) : join(out, url.pathname);
    if (!existsSync(file) || statSync(file).isDirectory()) return response.writeHead(404).end();
    return response.setHeader('Content-Type', kinds[extname(file)] ?? 'text/plain').end(readFileSync(file));
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const base = `http://127.0.0.1:${server.address().port}`;
  const close = async () => {
    await browser.close();
    server.close();
  };
  return { names, seen, browser, base, close };
}
