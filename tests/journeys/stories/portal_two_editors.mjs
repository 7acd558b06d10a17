// Two leaders of a department mend the same article at once, each before his own screen: who saves second is told, sees
// what his text would undo, loses nothing of his own, and takes over what the first one wrote.
import assert from 'node:assert/strict';
import { pass, site_of, someone, submit, write } from '../pages/portal.mjs';
import { on_database } from '../support/house.mjs';
import { unique } from '../support/papers.mjs';

const agency = 'so-khoa-hoc-va-cong-nghe';
const before = 'Đăng ký đến hết ngày 30.';

// Written by a specialist, sent on by the editor: it waits for any of those who approve.
async function awaits_approval(office, site) {
  const writer = await office.at('huong.nt');
  const path = await write(writer, site, { title: `Lớp kỹ năng số đợt ${unique()}`, category: 'Tin tức, sự kiện',
    summary: 'Dành cho cán bộ xã.', body: `Lớp học mở tại xã.\n\n${before}` });
  await submit(writer);
  const editor = await office.at('trach.pm');
  const [[steps]] = on_database(office.house, `SELECT steps FROM portal_site WHERE id = ${site.id}`);
  for (let step = 1; step < Number(steps); step++) await pass(editor, path);
  return path;
}

export async function two_editors_at_once(office) {
  const { house } = office;
  const site = site_of(house, agency);
  const path = await awaits_approval(office, site);
  const approves = `p.id IN (SELECT post FROM portal_member WHERE site = ${site.id} AND role = 'approver')`;
  const first = await office.at(someone(house, agency, `${approves} AND p.title = 'Giám đốc'`).username);
  const second = await office.at(someone(house, agency, `${approves} AND p.title <> 'Giám đốc'`).username);
  for (const desk of [first, second]) await desk.go(`${path}/changes/new`);

  const whose = { first: 'Dành cho cán bộ xã và trưởng xóm.', second: 'Đăng ký đến hết ngày 15 tháng sau.' };
  await first.send_form({ summary: whose.first });
  await first.says('Đã lưu.');
  await second.send_form({ body: `Lớp học mở tại xã.\n\n${whose.second}` });
  await second.answered(409);
  await second.says('Có người vừa xử lý bài này sau khi bạn mở');
  const gone = (await second.page.locator('main .change del').allInnerTexts()).join('\n');
  const added = (await second.page.locator('main .change ins').allInnerTexts()).join('\n');
  assert.ok(gone.includes(whose.first) && gone.includes(before), `what saving would undo: ${gone}`);
  assert.ok(added.includes(whose.second), `what it would write: ${added}`);
  assert.match(await second.named('body').inputValue(), new RegExp(whose.second), 'what was typed is lost');

  await second.send_form({ summary: whose.first });
  await second.answered(200);
  await second.says('Đã lưu.');
  await first.go(path);
  for (const words of Object.values(whose)) await first.says(words);
  await first.says_not(before);
}
