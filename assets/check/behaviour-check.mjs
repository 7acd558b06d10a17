// What scripts add, tried by hand in Chromium over the patterns.   node check/behaviour-check.mjs ASSETS OUT
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { complete_day } from '../js/dates.js';
import { open_house } from './house.mjs';

const [assets, out] = process.argv.slice(2);
const html = (text, status = 200) => (_, response) =>
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(text);
const house = await open_house(assets, out, {
  '/directory/agencies/suggest': html(`
<li role="option" data-id="1" data-text="Sở Nội vụ">Sở Nội vụ <small>SNV</small></li>
<li role="option" data-id="2" data-text="Sở Nông nghiệp và Môi trường">Sở Nông nghiệp và Môi trường</li>`),
  '/documents/incoming/doubles': html('<b>Không thấy bản trùng</b>'),
  '/beside': html('<p>đổi</p>\n<div id="said" role="status" aria-live="polite" hx-swap-oob="true">Đã chuyển.</div>'),
  '/refused': html('<div class="flash flash--bad" role="alert"><p>Chưa được</p></div>', 422),
  '/documents/incoming': html('<title>x</title>đã lưu'),
  '/sessions/current/touches': (_, response) => response.writeHead(204).end(),
  '/lost': html('hết phiên', 401),
  '/worklist/counters': (request, response) => {
    if (request.headers['if-none-match'] === '"a"') return response.writeHead(304).end();
    response.writeHead(200, { 'Content-Type': 'application/json', ETag: '"a"' });
    return response.end('{"incoming":1290,"drafts":0}');
  },
});
const tests = {};
const asked = (path) => house.seen.filter((request) => request.path === path);
const sleep = (ms) => new Promise((done) => { setTimeout(done, ms); });
async function until(what, said) {
  for (let tried = 0; tried < 60; tried++) {
    if (await what()) return;
    await sleep(50);
  }
  assert.fail(said);
}

tests['a slash goes to the search box, but not out of a box one types in'] = async (page) => {
  await page.goto(`${house.base}/list.html`);
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'q');
  await page.locator('#since').fill('');
  await page.locator('#since').press('/');
  assert.equal(await page.locator('#since').inputValue(), '/');
};
tests['Alt and a letter opens what carries it'] = async (page) => {
  await page.goto(`${house.base}/list.html`);
  await page.keyboard.press('Alt+KeyN');
  await until(() => asked('/documents/incoming/new').length === 1, 'not asked for');
};
tests['the list of keys names those of the page'] = async (page) => {
  await page.goto(`${house.base}/form.html`);
  await page.locator('h1').click();
  await page.keyboard.press('?');
  const said = await page.locator('dialog#keys').innerText();
  assert.match(said, /Ctrl Enter\s+Lưu và nhập tiếp/);
  for (let again = 0; again < 2; again++) {
    await page.locator('dialog#keys button').click();
    assert.equal(await page.locator('dialog#keys').isVisible(), false);
    await page.keyboard.press('?');
    assert.equal(await page.locator('dialog#keys').isVisible(), true);
  }
};
tests['Enter goes to the next box and saves nothing'] = async (page) => {
  await page.goto(`${house.base}/form.html`);
  const before = asked('/documents/incoming').length;
  await page.locator('#signer').press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'pages');
  await sleep(100);
  assert.equal(asked('/documents/incoming').length, before);
};
tests['arrows walk the rows, Space picks, Shift picks a span, one box picks all'] = async (page) => {
  await page.goto(`${house.base}/list.html`);
  await page.locator('tbody .c-title a').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  assert.match(await page.evaluate(() => document.activeElement.href), /1841$/);
  await page.keyboard.press('Space');
  assert.equal(await page.locator('[data-picked]').innerText(), 'Đã chọn 1');
  assert.equal(await page.locator('.bulk').evaluate((bar) => getComputedStyle(bar).position), 'sticky');
  await page.locator('[data-pick]').nth(5).click({ modifiers: ['Shift'] });
  assert.equal(await page.locator('[data-pick]:checked').count(), 4);
  await page.locator('[data-pick-all]').click();
  assert.equal(await page.locator('[data-pick]:checked').count(), 20);
  await page.locator('[data-pick-all]').click();
  assert.equal(await page.locator('[data-picked]').innerText(), 'Chọn văn bản để:');
};
tests['a cut title shows the whole when it has the focus'] = async (page) => {
  await page.goto(`${house.base}/list.html`);
  const link = page.locator('tbody .c-title a').first();
  const before = await link.evaluate((cut) => cut.offsetHeight);
  const row_before = await link.evaluate((cut) => cut.closest('tr').offsetHeight);
  await link.focus();
  assert.ok(await link.evaluate((cut) => cut.offsetHeight) > before);
  assert.equal(await link.evaluate((cut) => cut.closest('tr').offsetHeight), row_before);
};
tests['an abbreviation and Tab pick the author, further typing drops the pick'] = async (page) => {
  await page.goto(`${house.base}/form.html`);
  await page.locator('#author').pressSequentially('snv');
  await page.locator('[role=option]').first().waitFor();
  assert.equal(asked('/directory/agencies/suggest').at(-1).query.get('q'), 'snv');
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.locator('[aria-selected=true]').getAttribute('data-id'), '2');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  assert.equal(await page.locator('#author').inputValue(), 'Sở Nội vụ');
  assert.equal(await page.locator('#author-id').inputValue(), '1');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'kind');
  await page.locator('#author').press('End');
  await page.locator('#author').pressSequentially('x');
  assert.equal(await page.locator('#author-id').inputValue(), '');
  await page.locator('[role=option]').first().waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.combo__list:visible').count(), 0);
};
tests['doubles are asked for as one types, with author and day'] = async (page) => {
  await page.goto(`${house.base}/form.html`);
  await page.locator('#sign').pressSequentially('9');
  await until(async () => (await page.locator('#doubles').innerText()) === 'Không thấy bản trùng', 'not swapped in');
  const { query, headers } = asked('/documents/incoming/doubles').at(-1);
  assert.deepEqual([...query.keys()].sort(), ['author_id', 'day', 'sign']);
  assert.equal(headers['hx-request'], 'true');
};
tests['days are completed when they are days'] = async (page) => {
  const today = new Date(2026, 10, 21);
  const cases = { 5: '05/11/2026', '5/3': '05/03/2026', '0503': '05/03/2026', '050326': '05/03/2026',
    '5-3-26': '05/03/2026', '05032026': '05/03/2026', '1.1.99': '01/01/1999', '31/2': '31/2', '30022026': '30022026',
    mai: 'mai', '1/2/3/4': '1/2/3/4',
    '29/2/2028': '29/02/2028', '123': '123', '0': '0', '5/13': '5/13', '1/1/026': '1/1/026' };
  for (const [typed, whole] of Object.entries(cases)) assert.equal(complete_day(typed, today), whole, typed);
  await page.goto(`${house.base}/form.html`);
  await page.locator('#day').fill('070326');
  await page.locator('#sign').focus();
  assert.equal(await page.locator('#day').inputValue(), '07/03/2026');
};
tests['characters left are counted as people count them'] = async (page) => {
  await page.goto(`${house.base}/form.html`);
  await page.locator('#subject').fill('Ộ'.repeat(10));
  assert.equal(await page.locator('#subject-count').innerText(), 'Còn 490 ký tự');
  await page.locator('#subject').fill('a'.repeat(502));
  assert.equal(await page.locator('#subject-count').innerText(), 'Quá 2 ký tự');
};
tests['leaving typed work asks first'] = async (page) => {
  await page.goto(`${house.base}/form.html`);
  await page.locator('#signer').fill('x');
  const asks = [];
  page.on('dialog', (dialog) => { asks.push(dialog.type()); dialog.accept(); });
  await page.locator('.side a').first().click();
  await until(() => asks.length === 1, 'nothing asked');
  assert.deepEqual(asks, ['beforeunload']);
};
tests['Ctrl+Enter saves once with "next", and asks nothing'] = async (page) => {
  await page.goto(`${house.base}/form.html`);
  await page.locator('#signer').fill('x');
  const before = asked('/documents/incoming').length;
  await page.locator('form.form').evaluate((form) => {
    form.requestSubmit(form.querySelector('[value=next]'));
    form.requestSubmit(form.querySelector('[value=next]'));
  });
  await until(() => asked('/documents/incoming').length > before, 'not sent');
  await sleep(200);
  assert.equal(asked('/documents/incoming').length, before + 1);
  await page.goto(`${house.base}/form.html`);
  await page.locator('#signer').press('Control+Enter');
  await until(() => asked('/documents/incoming').length === before + 2, 'not sent by key');
  assert.match(asked('/documents/incoming').at(-1).body, /name="then"\r\n\r\nnext/);
};
tests['a fault in the summary leads into its box'] = async (page) => {
  await page.goto(`${house.base}/form.html`);
  assert.equal(await page.evaluate(() => document.activeElement.className), 'govuk-error-summary');
  await page.locator('.govuk-error-summary a').click();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'day');
};
tests['chosen files are named, too big ones told'] = async (page) => {
  await page.goto(`${house.base}/form.html`);
  await page.locator('#files').evaluate((box) => { box.dataset.maxBytes = '2048'; });
  await page.locator('#files').setInputFiles([
    { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(1024) },
    { name: 'b.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(4096) }]);
  const lines = await page.locator('.upload__list li').allInnerTexts();
  assert.equal(lines.length, 2);
  assert.match(lines[0], /a\.pdf\s+1 KB/);
  assert.match(lines[1], /b\.pdf\s+4 KB – quá mức cho phép 2 KB/);
};
tests['counters are asked for once a minute, unchanged ones cost nothing'] = async (page) => {
  await page.clock.install();
  await page.goto(`${house.base}/list.html`);
  const before = asked('/worklist/counters').length;
  await page.clock.fastForward(61_000);
  await until(async () => (await page.locator('[data-counter=incoming]').innerText()) === '1.290', 'not shown');
  assert.equal(await page.locator('[data-counter=drafts]').innerText(), '');
  await page.clock.fastForward(61_000);
  await until(() => asked('/worklist/counters').length === before + 2, 'not asked again');
  assert.equal(asked('/worklist/counters').at(-1).headers['if-none-match'], '"a"');
};
tests['the lock is told a minute before and put off by going on'] = async (page) => {
  await page.clock.install();
  await page.goto(`${house.base}/list.html`);
  const before = asked('/sessions/current/touches').length;
  await page.clock.runFor(838_000);
  assert.equal(await page.locator('dialog#lock').isVisible(), false);
  await page.clock.runFor(4_000);
  assert.match(await page.locator('[data-lock-text]').innerText(), /khóa sau \d+ giây/);
  await page.locator('dialog#lock button').click();
  await until(() => asked('/sessions/current/touches').length === before + 1, 'server not told');
  assert.equal(asked('/sessions/current/touches').at(-1).headers['x-csrf-token'], 'gallery');
  await page.clock.runFor(905_000);
  assert.match(await page.locator('[data-lock-text]').innerText(), /đã khóa/);
  await page.locator('dialog#lock button').click();
  await page.clock.runFor(5_000);
  assert.equal(await page.locator('dialog#lock').isVisible(), false);
  assert.match(await page.locator('#said').innerText(), /đã khóa/);
  assert.equal(asked('/sessions/current/touches').length, before + 1);
};
tests['typing keeps the session, at most one word to the server in three minutes'] = async (page) => {
  await page.clock.install();
  await page.goto(`${house.base}/form.html`);
  const before = asked('/sessions/current/touches').length;
  for (let minute = 0; minute < 10; minute++) {
    await page.clock.runFor(60_000);
    await page.locator('#signer').press('a');
  }
  await until(() => asked('/sessions/current/touches').length >= before + 2, 'server not told');
  assert.ok(asked('/sessions/current/touches').length <= before + 4);
};
tests['what changes carries the CSRF token, what only asks does not'] = async (page) => {
  await page.goto(`${house.base}/parts.html`);
  await page.evaluate(() => {
    document.querySelector('h1').insertAdjacentHTML('afterend', `<button id="go" hx-post="/documents/incoming"
      hx-swap="none">x</button><button id="lost" hx-get="/lost" hx-target="#main">y</button>`);
    window.htmx.process(document.body);
  });
  await page.locator('#go').click();
  await until(() => asked('/documents/incoming').at(-1)?.headers['x-csrf-token'] === 'gallery', 'no token');
  await page.locator('#lost').click();
  await until(async () => /Phiên làm việc đã khóa/.test(await page.locator('#said').innerText()), 'not told');
  assert.equal(await page.locator('h1').innerText(), 'Các mảnh nhỏ');
  assert.equal(asked('/lost').at(-1).headers['x-csrf-token'], undefined);
};
tests['a fragment brings a message beside it, and a refusal is shown in place'] = async (page) => {
  await page.goto(`${house.base}/parts.html`);
  await page.evaluate(() => {
    document.querySelector('h1').insertAdjacentHTML('afterend', `<div id="place">x</div>
      <button id="go" hx-get="/beside" hx-target="#place">x</button>
      <button id="no" hx-get="/refused" hx-target="#place">y</button>`);
    window.htmx.process(document.body);
  });
  await page.locator('#go').click();
  await until(async () => (await page.locator('#said').innerText()) === 'Đã chuyển.', 'no message');
  assert.equal(await page.locator('#place').innerText(), 'đổi');
  await page.locator('#no').click();
  await until(async () => (await page.locator('#place').innerText()) === 'Chưa được', 'refusal not shown');
};
tests['registers print on A4 landscape, slips on A4'] = async (page) => {
  const sizes = async (name) => {
    await page.goto(`${house.base}/${name}`);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    writeFileSync(join(out, name.replace('.html', '.pdf')), pdf);
    return /\/MediaBox\s*\[0 0 (\d+)[\d.]* (\d+)/.exec(pdf.toString('latin1')).slice(1).map(Number);
  };
  const [wide, low] = await sizes('register.html');
  assert.ok(Math.abs(wide - 842) < 2 && Math.abs(low - 595) < 2, `${wide} x ${low}`);
  const [narrow, high] = await sizes('slip.html');
  assert.ok(Math.abs(narrow - 595) < 2 && Math.abs(high - 842) < 2, `${narrow} x ${high}`);
};
tests['without script the phone opens menu and filters by itself'] = async (_, bare) => {
  await bare.goto(`${house.base}/list.html`);
  assert.equal(await bare.locator('.filters').isVisible(), false);
  await bare.locator('.main .fold summary').click();
  assert.equal(await bare.locator('.filters').isVisible(), true);
  assert.equal(await bare.locator('.side__nav').isVisible(), false);
  await bare.locator('.side .fold summary').click();
  assert.equal(await bare.locator('.side__nav').isVisible(), true);
  assert.equal(await bare.locator('[data-pick-all]').isVisible(), false);
  await bare.goto(`${house.base}/register.html`);
  assert.equal(await bare.locator('[data-print]').isVisible(), false);
};

let passed = 0;
let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  const context = await house.browser.newContext({ locale: 'vi-VN', viewport: { width: 1366, height: 768 } });
  const phone = { width: 360, height: 740 };
  const bare_context = await house.browser.newContext({ javaScriptEnabled: false, viewport: phone });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) errors.push(message.text());
  });
  try {
    await test(page, await bare_context.newPage());
    assert.deepEqual(errors, []);
    passed += 1;
  } catch (error) {
    failed += 1;
    console.error(`FAILED ${name}\n  ${error.message.replaceAll('\n', '\n  ')}`);
  }
  await context.close();
  await bare_context.close();
}
await house.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
