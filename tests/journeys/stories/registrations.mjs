// Forty scans of a morning's post, entered with nothing but the keyboard. Every key is counted.
import assert from 'node:assert/strict';
import { base, number_said } from '../pages/incoming.mjs';
import { pdf, unique } from '../support/papers.mjs';

const scans = 40;
const authors = ['snv', 'snnmt', 'skhcn', 'ubnd', 'svhttdl'];
const subjects = ['V/v cung cấp số liệu chuyển đổi số', 'V/v góp ý dự thảo kế hoạch', 'Báo cáo kết quả quý III',
  'V/v cử cán bộ tham gia'];

class Keys {
  constructor(page) {
    Object.assign(this, { page, text: 0, moves: 0 });
  }

  async type(text) {
    await this.page.keyboard.type(text);
    this.text += [...text].length;
  }

  // A chord counts each of its keys.
  async press(key) {
    await this.page.keyboard.press(key);
    this.moves += key.split('+').length;
  }
}

const focused = (desk) => desk.page.evaluate(() => document.activeElement?.id || document.activeElement?.name || '');

async function reach(desk, keys, id) {
  for (let pressed = 0; pressed < 25; pressed++) {
    if (await focused(desk) === id) return;
    await keys.press(await focused(desk) === 'subject' ? 'Tab' : 'Enter');
  }
  assert.equal(await focused(desk), id, 'the keyboard does not get there');
}

async function enter_one(desk, keys, n, run) {
  // The browser gives the focus when it first draws the page, which is after it has loaded.
  await desk.page.waitForFunction(() => document.activeElement !== document.body);
  assert.equal(await focused(desk), 'author_name', 'the form does not begin with the author');
  if (n % 8 === 0) {
    await keys.press('Control+a');
    await keys.type(authors[(n / 8) % authors.length]);
    await desk.page.locator('[role=option]').first().waitFor();
    await keys.press('Tab');
  }
  await reach(desk, keys, 'mark');
  await keys.type(`${n + 1}/TH${run}`);
  await keys.press('Enter');
  if (n === 0) await keys.type('20/11');
  await reach(desk, keys, 'subject');
  await keys.type(`${subjects[n % subjects.length]} ${run}-${n}`);
  // The scanner's folder is another program's window: its keys are not ours to count.
  await desk.page.locator('#files').setInputFiles(pdf(`scan-${run}-${n}.pdf`, [`ban quet ${run} ${n}`]));
  desk.axe = n === 1;
  await desk.turn_page(() => keys.press('Control+Enter'));
  await desk.answered(200);
  return number_said(desk);
}

export async function forty_registrations_by_keyboard(office) {
  const clerk = await office.another_desk('vui.dt');
  const run = unique();
  await clerk.go(base);
  const keys = new Keys(clerk.page);
  await clerk.turn_page(() => keys.press('Alt+n'));
  const numbers = [];
  const begun = Date.now();
  for (let n = 0; n < scans; n++) numbers.push(await enter_one(clerk, keys, n, run));
  numbers.forEach((number, n) => assert.equal(number, numbers[0] + n, 'numbers have a hole'));
  assert.equal(numbers.length, scans);
  const each = (count) => (count / scans).toFixed(1);
  const each_ms = ((Date.now() - begun) / scans).toFixed(0);
  office.ledger.note(`${scans} documents by keyboard: ${each(keys.text + keys.moves)} keys a document, of them ` +
    `${each(keys.text)} of text and ${each(keys.moves)} to move and save; ${each_ms} ms each`);
}
