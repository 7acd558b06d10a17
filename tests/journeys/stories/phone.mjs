// A leader's day on the phone: what came is read by its page pictures, given on with an opinion; drafts are initialled,
// one is returned, several are agreed to at once. Every page fits 360 px and weighs no more than others.
import assert from 'node:assert/strict';
import { give, open_from_worklist } from '../pages/handling.mjs';
import { register } from '../pages/incoming.mjs';
import { base, draft_and_submit } from '../pages/outgoing.mjs';
import { sleep } from '../support/house.mjs';
import { monday, pdf, unique } from '../support/papers.mjs';

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };
const picture_wait_ms = 20_000;

export async function leaders_day_on_the_phone(office) {
  const run = unique();
  const subject = `V/v đề nghị hỗ trợ đường truyền ${run}`;
  const clerk = await office.at('vui.dt');
  await register(clerk, { author_name: 'UBND xã Đại Từ', mark: `${run}/UBND-VP`, subject, due: monday(10),
    files: pdf('de-nghi.pdf', ['De nghi ho tro duong truyen']) });
  await give(clerk, { lead: 'Bế Xuân Lượng' });

  const director = await office.another_desk('luong.bx', phone);
  await open_from_worklist(director, subject);
  await sees_a_page(director);
  await give(director, { lead: 'Chuyển đổi số', opinion: 'Giao Phòng Chuyển đổi số tham mưu, báo cáo trong tuần.' });

  const drafts = await three_drafts(office, run);
  const head = await office.another_desk('kiem.ht', phone);
  await open_from_worklist(head, drafts[0].subject);
  await head.deed('/agreement');
  await head.answered(200);
  await open_from_worklist(head, drafts[1].subject);
  await returns(head, 'Bổ sung căn cứ, ghi rõ thời hạn.');
  await head.says('Đã trả lại');
  await agrees_from_the_list(head, drafts[2].subject);
  await head.go(`${base}?view=waiting_me`);
  for (const { subject: done } of drafts) await head.says_not(done);
}

// Pictures of pages are made by a job soon after the file came.
async function sees_a_page(desk) {
  const picture = desk.page.locator('main img[src*="/files/"]').first();
  const until = Date.now() + picture_wait_ms;
  for (;;) {
    const wide = await picture.evaluate((one) => one.naturalWidth, undefined, { timeout: 5000 }).catch(() => 0);
    if (wide > 0) break;
    assert.ok(Date.now() < until, 'no picture of the page');
    await sleep(1000);
    await desk.go(desk.path());
  }
  desk.ledger.held();
}

async function three_drafts(office, run) {
  const specialist = await office.at('huong.nt');
  const drafts = [];
  for (const what of ['khảo sát đường truyền', 'báo cáo kết quả khảo sát', 'cử cán bộ tập huấn']) {
    const subject = `V/v ${what} ${run}`;
    await specialist.go(`${base}/new`);
    const place = await draft_and_submit(specialist, { subject, to_act: 'Ủy ban nhân dân xã Đại Từ',
      addressee: 'Ủy ban nhân dân xã Đại Từ' }, 'Kính trình Trưởng phòng.');
    drafts.push({ subject, place });
  }
  return drafts;
}

async function returns(desk, answer) {
  const link = desk.page.locator('main a[href*="/agreement"]').first();
  if (await link.count()) await desk.turn_page(() => link.click());
  await desk.fill({ answer });
  await desk.open_more();
  await desk.press('Trả lại');
  await desk.answered(200);
}

async function agrees_from_the_list(desk, subject) {
  await desk.go(`${base}?view=waiting_me`);
  await desk.page.getByRole('checkbox', { name: subject }).check();
  await desk.press('Đồng ý các văn bản đã chọn');
  await desk.answered(200);
  await desk.page.locator('.flash', { hasText: 'Đã đồng ý 1 văn bản.' }).waitFor();
  desk.ledger.held();
}
