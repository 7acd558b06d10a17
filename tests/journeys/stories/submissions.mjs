// A department's letter becomes a decision of the provincial committee: drafted and issued by the department,
// submitted, received, examined with another department's opinion, laid before the deputy chairman by a slip, agreed,
// issued by the committee's clerk, and back at the department, whose specialist reads it.
import assert from 'node:assert/strict';
import { open_from_worklist } from '../pages/handling.mjs';
import { base as outgoing_base, send_off, walk_route } from '../pages/outgoing.mjs';
import { must_find, must_not_find } from '../pages/search.mjs';
import { sleep } from '../support/house.mjs';
import { monday, pdf, unique } from '../support/papers.mjs';

const base = '/submissions';

export async function submission_to_the_committee(office) {
  const run = unique();
  const subject = `Hồ sơ ban hành Kế hoạch chuyển đổi số lần ${run}`;
  const mark = await letter_is_issued(office, `Về việc đề nghị ban hành Kế hoạch lần ${run}`);
  const place = await is_submitted(office, mark, subject);
  await is_received(office, place, subject);
  await is_examined(office, place, subject);
  await is_decided(office, place, subject);
  const decision = await becomes_a_document(office, place, subject);
  await comes_back(office, place, subject, decision);
  await must_not_find(await office.at('nhan.kt'), `chuyen doi so lan ${run}`, subject);
}

async function letter_is_issued(office, subject) {
  const specialist = await office.at('huong.nt');
  await specialist.go(`${outgoing_base}/new`);
  const committee = 'Ủy ban nhân dân tỉnh Thái Nguyên';
  await specialist.fill({ kind: 'Tờ trình', subject, signer_post: 'Giám đốc', addressee: committee, to_act: committee,
    files: pdf('to-trinh.pdf', ['To trinh ban hanh Ke hoach']) });
  await specialist.press('Lưu và trình');
  const letter = specialist.path().replace('/submission', '');
  await specialist.send_form({ slip: 'Kính trình Giám đốc ký.' }, 'Trình');
  await walk_route(office, letter, 'huong.nt');
  return send_off(await office.at('vui.dt'), letter, ['To trinh da ky']);
}

async function is_submitted(office, mark, subject) {
  const specialist = await office.at('huong.nt');
  await specialist.go(`${base}/new`);
  await specialist.send_form({ letter: mark, subject, kind: 'Quyết định cá biệt', field: 'chuyển đổi số' });
  await specialist.says('Đã lập hồ sơ');
  await specialist.says(subject);
  await specialist.says('Còn thiếu');
  const place = specialist.path();
  await specialist.go(`${place}/submission`);
  await specialist.send_form();
  await specialist.says('Thiếu Dự thảo quyết định');
  await specialist.go(place);
  await specialist.deed('/papers/new', { role: 'Dự thảo quyết định', files: pdf('du-thao.pdf', ['Du thao']) });
  await specialist.deed('/gathered/new', { agency_name: 'Sở Tư pháp', opinion: 'Rà soát lại căn cứ ban hành.',
    treatment: 'Tiếp thu', answer: 'Đã cập nhật các căn cứ.' });
  await specialist.go(`${place}/submission`);
  await specialist.send_form();
  await specialist.says('Đã trình hồ sơ');
  await specialist.go(`${base}?view=sent`);
  await specialist.says(subject);
  return place;
}

async function is_received(office, place, subject) {
  const clerk = await office.at('khuyen.ht');
  await open_from_worklist(clerk, subject);
  await clerk.deed('/receipt');
  await clerk.says('Chờ phân công');
  const chief = await office.at('thuan.nd');
  await open_from_worklist(chief, subject);
  assert.equal(chief.path(), place);
  await chief.deed('/assignment', { examiner: 'Triệu Quang Lập' });
  await chief.says('Đang thẩm tra');
}

async function is_examined(office, place, subject) {
  const examiner = await office.at('lap.tq');
  await open_from_worklist(examiner, subject);
  await examiner.deed('/consultations/new', { agencies: 'Sở Nội vụ', question: 'Có cần thêm biên chế không?',
    due: monday(7) });
  await examiner.says('Chờ ý kiến');
  const asked = await office.at('quyen.tt');
  await open_from_worklist(asked, subject);
  await asked.deed('/answer', { text: 'Không phát sinh biên chế.', mark: '77/SNV-TCCC' });
  await asked.says('Đã gửi ý kiến');
  await examiner.go(place);
  await examiner.says('Không phát sinh biên chế.');
  await examiner.deed('/slips/new', { summary: 'Sở đề nghị ban hành Kế hoạch.', proposal: 'Đề nghị đồng ý.',
    leader: 'Lục Thị Hạnh Nguyên' });
  await examiner.says('Chờ duyệt phiếu trình');
}

async function is_decided(office, place, subject) {
  const chief = await office.at('thuan.nd');
  await open_from_worklist(chief, subject);
  await chief.deed('/approval', { note: 'Nhất trí trình.' });
  const deputy = await office.at('nguyen.lth');
  await open_from_worklist(deputy, subject);
  await deputy.go(`${place}/slip`);
  await deputy.says(/phiếu trình giải quyết công việc/i);
  await deputy.go(place);
  await deputy.deed('/decision', { decision: 'agreed_with_changes', note: 'Bỏ Điều 5.' });
  await deputy.says('Đã đồng ý');
  const sender = await office.at('huong.nt');
  await sender.go(place);
  await sender.says('Bỏ Điều 5.');
  await sender.says_not('Đề nghị đồng ý.');
  await on_a_phone(office, place, subject);
}

// The leader's list and the page in a narrow window: nothing runs out of it.
async function on_a_phone(office, place, subject) {
  const phone = await office.another_desk('nguyen.lth', { viewport: { width: 360, height: 740 } });
  for (const path of [`${base}?view=all`, place]) {
    await phone.go(path);
    await phone.says(subject);
    const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `${path} is ${wide} px wider than the phone`);
  }
}

async function becomes_a_document(office, place, subject) {
  const examiner = await office.at('lap.tq');
  await open_from_worklist(examiner, subject);
  assert.equal(examiner.path(), place);
  await examiner.deed('/document', { kind: 'Quyết định' });
  await examiner.says('du-thao.pdf');
  const document = examiner.path();
  await examiner.go(`${document}/submission`);
  await examiner.send_form({ slip: 'Kính trình ký ban hành.' }, 'Trình');
  await pass_over_strangers(office, examiner, document);
  await walk_route(office, document, 'lap.tq');
  return send_off(await office.at('khuyen.ht'), document, ['Quyet dinh da ky']);
}

// A head of unit who has no account of the example is passed over by whoever drafted.
async function pass_over_strangers(office, examiner, document) {
  const known = [...office.house.accounts.values()].map((account) => account.name);
  for (let tried = 0; tried < 3; tried++) {
    await examiner.go(document);
    const step = await examiner.page.locator('.route [aria-current=step]').innerText();
    if (known.some((name) => step.includes(name))) return;
    await examiner.follow('Bỏ qua bước này');
    await examiner.send_form({ reason: 'Trưởng phòng đi công tác' });
  }
}

async function comes_back(office, place, subject, decision) {
  const specialist = await office.at('huong.nt');
  for (let tried = 0; tried < 30; tried++) {
    await specialist.go(place);
    if ((await specialist.text()).includes('Đã ban hành')) break;
    await sleep(500);
  }
  await specialist.says(`Đã ban hành ${decision}`);
  await specialist.follow('Mở văn bản');
  await specialist.answered(200);
  await specialist.says(decision);
  await must_find(specialist, decision, subject);
}
