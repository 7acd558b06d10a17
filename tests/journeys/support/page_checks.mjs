// What every page must hold, whoever looks at it: nothing asked of other hosts, no script error, its weight, axe clean.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const axe_source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const first_page_kb = 60;
const next_page_kb = 12;
const narrow_px = 400;
const axe_times = 6;                     // the same page with other headings need not be asked more often
const told_by_status = /Failed to load resource: the server responded with a status of 4/;

// /documents/incoming/123/files/4 -> /documents/incoming/N/files/N
export const place_of = (url) => new URL(url).pathname.replace(/\/\d+(?=\/|$)/g, '/N');

export class PageChecks {
  constructor(page, address, ledger, seen_by_axe) {
    this.page = page;
    this.address = address;
    this.ledger = ledger;
    this.seen_by_axe = seen_by_axe;
    this.pages = 0;
    this.forget();
  }

  forget() {
    this.errors = [];
    this.strangers = [];
    this.bytes = 0;
    this.picture_bytes = 0;
  }

  async watch() {
    const { page } = this;
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (line) => {
      // The browser says so of every answer from 400 on; whether that answer was right is the journey's to say.
      if (line.type() === 'error' && !told_by_status.test(line.text())) this.errors.push(line.text());
    });
    page.on('request', (request) => {
      const url = request.url();
      if (![this.address, 'data:', 'blob:'].some((ours) => url.startsWith(ours))) this.strangers.push(url);
    });
    const client = await page.context().newCDPSession(page);
    await client.send('Network.enable');
    const pictures = new Set();
    client.on('Network.responseReceived', ({ requestId, type, response }) => {
      if (type === 'Image' && /\/files\//.test(response.url)) pictures.add(requestId);
    });
    client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (pictures.has(requestId)) this.picture_bytes += encodedDataLength;
      else this.bytes += encodedDataLength;
    });
  }

  async look(script, axe_wanted) {
    const where = place_of(this.page.url());
    this.pages++;
    const most_kb = this.pages === 1 ? first_page_kb : next_page_kb;
    if (this.bytes > most_kb * 1024) {
      this.ledger.found(where, `${(this.bytes / 1024).toFixed(1)} KB over the wire, at most ${most_kb} KB`);
    }
    this.heaviest = Math.max(this.heaviest ?? 0, this.pages === 1 ? 0 : this.bytes);
    if (this.pages === 1) this.first = this.bytes;
    await this.fits_a_phone(where);
    for (const error of this.errors) this.ledger.found(where, `script error: ${error.slice(0, 300)}`);
    for (const url of this.strangers) this.ledger.found(where, `asked another host: ${url}`);
    if (script && axe_wanted) await this.ask_axe(where);
    if (this.errors.length + this.strangers.length === 0) this.ledger.held();
    this.forget();
  }

  // A page that is wider than a phone has to be pushed about with the thumb.
  async fits_a_phone(where) {
    const { width } = this.page.viewportSize();
    if (width > narrow_px) return;
    const wide = await this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wide > 0) this.ledger.found(where, `${wide} px wider than a screen of ${width}`);
    else this.ledger.held();
  }

  async ask_axe(where) {
    const heading = await this.page.locator('h1').first().innerText({ timeout: 5000 }).catch(() => '');
    const key = `${where} ${heading.length > 60 ? '' : heading}`;
    const times = this.seen_by_axe.get(where) ?? 0;
    if (this.seen_by_axe.has(key) || times >= axe_times) return;
    this.seen_by_axe.set(key, 1);
    this.seen_by_axe.set(where, times + 1);
    await this.page.evaluate(axe_source);
    const violations = await this.page.evaluate(async () => {
      const result = await window.axe.run(document, { resultTypes: ['violations'] });
      const told = (node) => `${node.html.slice(0, 160)} (${node.any[0]?.message.slice(0, 160) ?? ''})`;
      return result.violations.map((one) =>
        `${one.impact} ${one.id}: ${one.help}: ${one.nodes.slice(0, 2).map(told).join(' ;; ')}`);
    });
    for (const violation of violations) this.ledger.found(where, `axe ${violation}`);
    if (violations.length === 0) this.ledger.held();
  }
}
