// What people take away: a register as a folder that a browser opens from the disk, with no house behind it; the book
// of petitions as a table, without a word that its reader must not see.
import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { register } from '../pages/incoming.mjs';
import { sleep } from '../support/house.mjs';
import { day, unique } from '../support/papers.mjs';
import { download, text_of, unpacked, xml_of } from '../support/sheets.mjs';

const orders = '/exports';
const ready_s = 120;

async function ready(desk, words) {
  for (let waited = 0; ; waited++) {
    await desk.go(orders);
    const row = desk.page.locator('main tbody tr', { hasText: words }).first();
    const link = row.getByRole('link', { name: 'Tải ZIP' });
    if (await link.count()) return link;
    assert.ok(waited < ready_s, `${words} is not made: ${await desk.text()}`);
    await sleep(1000);
  }
}

// As somebody opens it years later: from the disk, without script, with no line to anywhere.
async function read_from_disk(office, folder, subject) {
  const context = await office.browser.newContext({ javaScriptEnabled: false, offline: true });
  const asked = [];
  try {
    const page = await context.newPage();
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(join(folder, 'index.html')).href);
    assert.match(await page.locator('h1').innerText(), /Sở Khoa học và Công nghệ/);
    await page.getByRole('link', { name: 'Văn bản đến', exact: true }).click();
    const record = page.getByRole('link', { name: subject });
    while (await record.count() === 0) await page.getByRole('link', { name: 'Trang sau' }).click();
    await record.first().click();
    assert.match(await page.locator('main').innerText(), new RegExp(subject));
  } finally {
    await context.close();
  }
  assert.deepEqual(asked.filter((url) => !url.startsWith('file:')), []);
}

export async function register_taken_away(office) {
  const clerk = await office.at('vui.dt');
  const run = unique();
  const subject = `V/v kiểm kê tài sản đợt ${run}`;
  await register(clerk, { author_name: 'SNV', mark: `${run}/SNV-KT`, subject });

  await clerk.go(orders);
  const options = clerk.named('part').locator('option');
  const part = (await options.allInnerTexts()).find((one) => /văn bản đến/.test(one));
  assert.ok(part, 'no register of incoming documents to choose');
  await clerk.send_form({ part, from: day(2), to: day(1) }, 'Yêu cầu');
  await clerk.answered(422);
  await clerk.says('Ngày cuối phải từ ngày đầu trở đi');
  await clerk.go(orders);
  await clerk.send_form({ part }, 'Yêu cầu');
  await clerk.says('Đã nhận yêu cầu');

  const file = await download(clerk, await ready(clerk, part));
  assert.match(file.name, /\.zip$/);
  const folder = unpacked(file);
  try {
    assert.ok(readdirSync(folder).includes('checksums.sha256'));
    await read_from_disk(office, folder, subject);
  } finally {
    rmSync(dirname(folder), { recursive: true });
  }
  clerk.ledger.held();
  const row = clerk.page.locator('main tbody tr', { hasText: part }).first();
  await clerk.turn_page(() => row.getByRole('button').first().click());
  await clerk.says('Đã xóa gói dữ liệu');

  const specialist = await office.at('huong.nt');
  await specialist.go(orders);
  assert.equal(specialist.status, 403);
}

export async function petitions_as_a_table(office) {
  const clerk = await office.at('vui.dt');
  const run = unique();
  const summary = `=1+1 kiến nghị đường vào xóm ${run}`;
  const sender = `Hoàng Văn Kín ${run}`;
  await clerk.go('/petitions/new');
  await clerk.send_form({ kind: 'Kiến nghị', channel: 'Bưu điện', received_day: day(0), sender_name: sender,
    sender_address: 'Xóm Đồng Tiến', summary });
  await clerk.says('Đã vào sổ đơn');

  await clerk.go('/petitions?view=all');
  const csv = text_of(await download(clerk, clerk.link('Tải bảng (CSV)')));
  assert.ok(csv.startsWith('\uFEFF'), 'a spreadsheet would not know that it is UTF-8');
  assert.match(csv, new RegExp(`'=1\\+1 kiến nghị đường vào xóm ${run}`));
  assert.ok(!csv.includes(sender), 'the sender stands in the table');
  const xml = xml_of(await download(clerk, clerk.link('Tải bảng (Excel)')));
  assert.match(xml, new RegExp(`=1\\+1 kiến nghị đường vào xóm ${run}`));
  assert.ok(!/<f[ >]/.test(xml), 'text became a formula');
  assert.ok(!xml.includes(sender), 'the sender stands in the sheet');
  clerk.ledger.held();

  const outsider = await office.at('quyen.tt');
  await outsider.go('/petitions?view=all');
  const link = outsider.link('Tải bảng (CSV)');
  if (await link.count()) assert.ok(!text_of(await download(outsider, link)).includes(run));
  outsider.ledger.held();
}
