// What every page must hold, whoever looks at it: nothing asked of other hosts, no script error, its weight, axe clean.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const axe_source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const official = { first: 60 * 1024, next: 12 * 1024 };
const citizen = { first: 50 * 1024, next: 8 * 1024 };
const most_picture_bytes = 60 * 1024;
const most_text_bytes = 5000;            // of a page of the text variant, with its answer's head
const most_editor_bytes = 60 * 1024;     // once: only the form of an article asks for it
const narrow_px = 400;
const axe_times = 6;                     // the same page with other headings need not be asked more often
const told_by_status = /Failed to load resource: the server responded with a status of 4/;

// /documents/incoming/123/files/4 -> /documents/incoming/N/files/N
export const place_of = (url) => new URL(url).pathname.replace(/\/\d+(?=\/|$)/g, '/N');

// What a page may weigh over the wire, in bytes. Pictures of an article or a document are counted apart.
function most_bytes(path, first) {
  if (/^\/trang\/[^/]+\/gon(\/|$)/.test(path)) return most_text_bytes;
  const limits = /^\/trang(\/|$)/.test(path) ? citizen : official;
  return first ? limits.first : limits.next;
}

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
    this.heavy_pictures = [];
    this.editor_bytes = 0;
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
    const pictures = new Map();
    const editor = new Set();
    // What was late of the page before is not weighed with this one.
    client.on('Network.requestWillBeSent', ({ type, redirectResponse }) => {
      if (type === 'Document' && !redirectResponse) this.bytes = 0;
    });
    client.on('Network.responseReceived', ({ requestId, type, response }) => {
      if (type === 'Image' && /\/(files|tep)\//.test(response.url)) pictures.set(requestId, response.url);
      if (/\/assets\/rich-/.test(response.url)) editor.add(requestId);
    });
    client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const picture = pictures.get(requestId);
      if (editor.has(requestId)) this.editor_bytes += encodedDataLength;
      else if (!picture) this.bytes += encodedDataLength;
      else this.picture_bytes += encodedDataLength;
      if (picture?.includes('/tep/') && encodedDataLength > most_picture_bytes) this.heavy_pictures.push(picture);
    });
  }

  async look(script, axe_wanted) {
    const where = place_of(this.page.url());
    this.pages++;
    this.weigh(where);
    await this.fits_a_phone(where);
    for (const error of this.errors) this.ledger.found(where, `script error: ${error.slice(0, 300)}`);
    for (const url of this.strangers) this.ledger.found(where, `asked another host: ${url}`);
    if (script && axe_wanted) await this.ask_axe(where);
    if (this.errors.length + this.strangers.length === 0) this.ledger.held();
    this.forget();
  }

  weigh(where) {
    const first = this.pages === 1;
    const most = most_bytes(new URL(this.page.url()).pathname, first);
    if (this.bytes > most) this.ledger.found(where, `${this.bytes} bytes over the wire, at most ${most}`);
    if (this.editor_bytes > most_editor_bytes) this.ledger.found(where, `an editor of ${this.editor_bytes} bytes`);
    for (const url of this.heavy_pictures) this.ledger.found(place_of(url), 'a picture of over 60 KB');
    this.heaviest = Math.max(this.heaviest ?? 0, first ? 0 : this.bytes);
    if (first) this.first = this.bytes;
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
