// A person at a desk: a browser of his own, signed in. Journeys speak to the desk; it looks at every page on the way.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { PageChecks } from './page_checks.mjs';

const wait_ms = 60_000;
const away_ms = 240_000;                // sessions lock after five minutes (administrators) or fifteen

export const open_browser = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
    '--no-first-run'],
});

export class Desk {
  constructor({ page, house, ledger, script, username, seen_by_axe }) {
    Object.assign(this, { page, house, ledger, script, username });
    this.checks = new PageChecks(page, house.address, ledger, seen_by_axe);
    this.axe = true;
    this.status = 0;
  }

  async start() {
    this.page.setDefaultTimeout(wait_ms);
    await this.checks.watch();
    this.page.on('response', (answer) => {
      const of_page = answer.request().isNavigationRequest() && answer.frame() === this.page.mainFrame();
      if (of_page) this.status = answer.status();
    });
    this.page.on('dialog', (dialog) => dialog.accept());
  }

  get public_reader() { return this.username === 'reader'; }
  get account() { return this.house.accounts.get(this.username); }

  async go(path) {
    await this.page.goto(this.house.address + path);
    await this.arrived();
  }

  // What makes another page come: waits for it and looks at it.
  async turn_page(act) {
    const loaded = this.page.waitForEvent('load', { timeout: wait_ms });
    loaded.catch(() => {});
    await act();
    await loaded;
    await this.arrived();
  }

  async arrived() {
    this.seen_at = Date.now();
    if (this.status >= 500) this.ledger.found(new URL(this.page.url()).pathname, `answered ${this.status}`);
    await this.checks.look(this.script, this.axe);
  }

  async come_back() {
    await this.go('/');
    if (!(await this.text()).includes('Phiên làm việc đã khóa')) return;
    await this.fill({ password: this.account.password });
    await this.press('Mở khóa');
  }

  link(name) { return this.page.getByRole('link', { name }); }
  button(name) { return this.page.getByRole('button', { name, exact: true }); }
  box(label) { return this.page.getByLabel(label, { exact: true }); }
  named(name) { return this.page.locator(`main [name="${name}"]:not([type=hidden])`); }

  async follow(name) { await this.turn_page(() => this.link(name).first().click()); }
  async press(name) { await this.turn_page(() => this.button(name).first().click()); }
  async open_more() {
    for (const part of await this.page.locator('main details:not([open]):not(.menu):not(.fold) > summary').all()) {
      if (await part.isVisible()) await part.click();
    }
  }

  // { name: value } by the names of the boxes; true and false tick, an array of names chooses several.
  async fill(values) {
    for (const [name, value] of Object.entries(values)) {
      const box = this.named(name).first();
      if (!await box.isVisible().catch(() => false)) await this.open_more();
      const kind = await box.evaluate((element) => element.type ?? element.tagName);
      if (typeof value === 'boolean') await box.setChecked(value);
      else if (kind === 'select-one') await this.choose(box, value);
      else if (kind === 'file') await box.setInputFiles(value);
      else if (await this.in_editor(box)) await this.type_anew(value);
      else await box.fill(value);
    }
  }

  // A text that an editor stands for: what it held is written anew.
  in_editor(box) {
    return box.evaluate((element) => element.classList.contains('rich__under'));
  }
  type_anew(text) {
    return this.page.evaluate((words) => {
      const { editor } = document.querySelector('trix-editor');
      editor.setSelectedRange([0, editor.getDocument().getLength()]);
      editor.insertString(words);
    }, text);
  }

  // By value, or by the beginning or any part of what the option says.
  async choose(box, wanted) {
    const options = await box.locator('option').evaluateAll((all) => all.map((one) =>
      [one.value, one.textContent.trim()]));
    const found = options.find(([value]) => value === wanted) ?? options.find(([, text]) => text.includes(wanted));
    assert.ok(found, `no option ${wanted}; there are: ${options.map(([, text]) => text).join(' | ')}`);
    await box.selectOption(found[0]);
  }

  // Whatever folds away on a page, a person unfolds it first.
  async unfold(locator) {
    if (await locator.isVisible()) return;
    for (const part of await locator.locator('xpath=ancestor::details[not(@open)]').all()) {
      await part.locator('summary').first().click();
    }
  }

  // A deed of the page one stands on: its form, or the link that leads to its form. `part` ends the form's address.
  async deed(part, values = {}, button = '') {
    const form = this.page.locator(`main form[action$="${part}"]`).first();
    if (await form.count() === 0) {
      const link = this.page.locator(`main a[href*="${part}"]`).first();
      await this.must_have(link, part);
      await this.unfold(link);
      await this.turn_page(() => link.click());
    }
    await this.send_form(values, button);
  }

  // Fills the form of this page and sends it by its main button, or by the button of that name.
  async send_form(values = {}, button = '') {
    await this.fill(values);
    const form = 'main form[method=post]';
    const main = this.page.locator(`${form} button:not([type=button])`);
    const named = button ? this.button(button) : main;
    await this.unfold(named.first());
    await this.turn_page(() => named.first().click());
  }

  async must_have(locator, what) {
    if (await locator.count()) return;
    throw new Error(`${this.username} at ${this.path()} has no ${what}: ${(await this.text()).slice(0, 700)}`);
  }

  path() { return new URL(this.page.url()).pathname; }
  async text() { return (await this.page.locator('main').innerText()).replace(/\s+/g, ' '); }
  async heading() { return (await this.page.locator('h1').first().innerText()).trim(); }

  async says(wanted) {
    const text = await this.text();
    const right = wanted instanceof RegExp ? wanted.test(text) : text.includes(wanted);
    assert.ok(right, `${this.username} at ${this.path()} (${this.status}): no “${wanted}” in: ${text.slice(0, 900)}`);
    this.ledger.held();
  }

  async says_not(wanted) {
    const text = await this.text();
    const there = wanted instanceof RegExp ? wanted.test(text) : text.includes(wanted);
    assert.ok(!there, `${this.username} at ${this.path()}: “${wanted}” should not stand there`);
    this.ledger.held();
  }

  async answered(status) {
    if (this.status !== status) {
      const said = (await this.text()).slice(0, 500);
      throw new Error(`${this.username} at ${this.path()}: answered ${this.status}, not ${status}: ${said}`);
    }
    this.ledger.held();
  }
}

// The desks of one way of working (with script or without), opened when first asked for.
export class Office {
  constructor({ browser, house, ledger, script, seen_by_axe }) {
    Object.assign(this, { browser, house, ledger, script, seen_by_axe });
    this.desks = new Map();
    this.contexts = [];
    this.opened = [];
  }

  async blank_desk(username = '', options = {}) {
    const context = await this.browser.newContext({ javaScriptEnabled: this.script, locale: 'vi-VN',
      viewport: { width: 1366, height: 768 }, ...options });
    this.contexts.push(context);
    const page = await context.newPage();
    const desk = new Desk({ page, house: this.house, ledger: this.ledger, script: this.script, username,
      seen_by_axe: this.seen_by_axe });
    await desk.start();
    this.opened.push(desk);
    return desk;
  }

  // The desk of a signed-in person, who unlocks it when he was away too long.
  async at(username) {
    if (!this.desks.has(username)) this.desks.set(username, await this.another_desk(username));
    const desk = this.desks.get(username);
    if (Date.now() - desk.seen_at > away_ms) await desk.come_back();
    return desk;
  }

  async another_desk(username, options) {
    const account = this.house.accounts.get(username);
    assert.ok(account, `no example account ${username}`);
    const desk = await this.blank_desk(username, options);
    await desk.go('/');
    await desk.fill({ username, password: account.password });
    await desk.press('Đăng nhập');
    assert.ok(!desk.path().startsWith('/sessions'), `${username} was not let in: ${await desk.text()}`);
    return desk;
  }

  async close() {
    for (const context of this.contexts) await context.close();
  }
}
