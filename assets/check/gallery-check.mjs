// Opens every pattern in Chromium under the pages' own Content-Security-Policy and wants: no axe finding, no console
// error, no sideways scrolling at 320 px, and the weight budget kept.   node check/gallery-check.mjs ASSETS OUT [shots]
import { createServer } from 'node:http';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { write_gallery } from './gallery.mjs';

const [assets, out, shots] = process.argv.slice(2);
const budget_bytes = 45 * 1024;
const kinds = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };
const names = write_gallery(assets, out);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const faults = [];

const weight = readdirSync(assets).filter((name) => /^(work|htmx)-.*\.br$/.test(name))
  .reduce((sum, name) => sum + statSync(join(assets, name)).size, 0);
if (weight > budget_bytes) faults.push(`style and scripts weigh ${weight} bytes, more than ${budget_bytes}`);

const suggestions = `<li role="option" data-id="1" data-text="Sở Nội vụ">Sở Nội vụ <small>SNV</small></li>
<li role="option" data-id="2" data-text="Sở Nông nghiệp và Môi trường">Sở Nông nghiệp và Môi trường <small>SNNMT</small></li>`;
const server = createServer((request, response) => {
  const path = new URL(request.url, 'http://x').pathname;
  response.setHeader('Content-Security-Policy', "default-src 'self'");
  if (path === '/worklist/counters') return response.setHeader('Content-Type', 'application/json').end('{"worklist":18}');
  if (path.endsWith('/suggest')) return response.setHeader('Content-Type', kinds['.html']).end(suggestions);
  const file = path.startsWith('/assets/') ? join(assets, path.slice(8)) : join(out, path);
  if (!existsSync(file) || statSync(file).isDirectory()) return response.writeHead(404).end();
  return response.setHeader('Content-Type', kinds[extname(file)] ?? 'text/plain').end(readFileSync(file));
});
await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
const base = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

const views = [
  { name: 'desk', viewport: { width: 1366, height: 768 } },
  { name: 'dark', viewport: { width: 1366, height: 768 }, colorScheme: 'dark' },
  { name: 'phone', viewport: { width: 360, height: 740 }, hasTouch: true },
  { name: 'phone-dark', viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
  { name: 'narrow', viewport: { width: 320, height: 600 } },
  { name: 'no-script', viewport: { width: 1366, height: 768 }, javaScriptEnabled: false },
];
let checked = 0;
for (const view of views) {
  const { name: view_name, ...options } = view;
  const context = await browser.newContext({ locale: 'vi-VN', ...options });
  for (const name of names) {
    const page = await context.newPage();
    const where = `${name} (${view_name})`;
    page.on('console', (message) => { if (message.type() === 'error') faults.push(`${where}: ${message.text()}`); });
    page.on('pageerror', (error) => faults.push(`${where}: ${error}`));
    await page.goto(`${base}/${name}`, { waitUntil: 'networkidle' });
    if (options.javaScriptEnabled !== false) {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0 && !['register.html', 'slip.html'].includes(name)) faults.push(`${where}: ${wide} px too wide`);
      // Through the debugging protocol, which the page's policy does not hinder.
      await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
      for (const finding of found.violations) {
        faults.push(`${where}: ${finding.id}: ${finding.help}: ${finding.nodes.slice(0, 3).map((node) =>
          `${node.target} ${node.any[0]?.message ?? ''}`).join(' | ')} (${finding.nodes.length})`);
      }
      checked++;
    }
    if (shots) {
      mkdirSync(shots, { recursive: true });
      await page.screenshot({ path: join(shots, `${name.replace('.html', '')}-${view_name}.png`),
        fullPage: view_name.startsWith('phone') || view_name === 'narrow' });
    }
    await page.close();
  }
  await context.close();
}
await browser.close();
server.close();
for (const fault of faults) console.error(fault);
console.log(`gallery: ${checked} page views, ${weight} bytes of style and script (br)`);
console.log(`${faults.length ? 0 : checked} passed, ${faults.length} failed`);
process.exit(faults.length ? 1 : 0);
