// Opens every pattern in Chromium, light and dark, wide and narrow, and wants: no axe finding, no console error, no
// sideways scrolling at 320 px, the weight budget kept.   node check/gallery-check.mjs ASSETS OUT [SHOTS]
import { mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { open_house } from './house.mjs';

const [assets, out, shots] = process.argv.slice(2);
const budget_bytes = 45 * 1024;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const views = {
  desk: { viewport: { width: 1366, height: 768 } },
  dark: { viewport: { width: 1366, height: 768 }, colorScheme: 'dark' },
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true },
  'phone-dark': { viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
  narrow: { viewport: { width: 320, height: 600 } },
  'no-script': { viewport: { width: 1366, height: 768 }, javaScriptEnabled: false },
};
const faults = [];
let checked = 0;

function weigh() {
  const bytes = readdirSync(assets).filter((name) => /^(work|htmx)-.*\.br$/.test(name))
    .reduce((sum, name) => sum + statSync(join(assets, name)).size, 0);
  if (bytes > budget_bytes) faults.push(`style and scripts weigh ${bytes} bytes, more than ${budget_bytes}`);
  return bytes;
}

async function look_at(page, where) {
  const too_wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (too_wide > 0) faults.push(`${where}: ${too_wide} px too wide`);
  // The debugging protocol brings axe in, which the page's policy would not let a script do.
  await page.evaluate(axe);
  const found = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), tags);
  for (const { id, help, nodes } of found.violations) {
    const examples = nodes.slice(0, 3).map((node) => `${node.target} ${node.any[0]?.message ?? ''}`).join(' | ');
    faults.push(`${where}: ${id}: ${help}: ${examples} (${nodes.length})`);
  }
}

const weight = weigh();
const house = await open_house(assets, out);
for (const [view, options] of Object.entries(views)) {
  const context = await house.browser.newContext({ locale: 'vi-VN', ...options });
  for (const name of house.names) {
    const page = await context.newPage();
    const where = `${name} (${view})`;
    page.on('console', (message) => { if (message.type() === 'error') faults.push(`${where}: ${message.text()}`); });
    page.on('pageerror', (error) => faults.push(`${where}: ${error}`));
    await page.goto(`${house.base}/${name}`, { waitUntil: 'networkidle' });
    if (options.javaScriptEnabled !== false) await look_at(page, where);
    checked += 1;
    if (shots) {
      mkdirSync(shots, { recursive: true });
      const fullPage = options.viewport.width < 500;
      await page.screenshot({ path: join(shots, `${name.replace('.html', '')}-${view}.png`), fullPage });
    }
    await page.close();
  }
  await context.close();
}
await house.close();
for (const fault of faults) console.error(fault);
console.log(`gallery: ${checked} page views, ${weight} bytes of style and script (br)`);
console.log(`${faults.length ? 0 : checked} passed, ${faults.length} failed`);
process.exit(faults.length ? 1 : 0);
