// One document goes its whole way: registered, sorted, directed, assigned, answered; the answer is initialled,
// approved, signed on paper, numbered, sealed, issued; it arrives at a commune; the first is closed; all concerned find
// both.
import assert from 'node:assert/strict';
import { give, open_from_worklist } from '../pages/handling.mjs';
import { base as incoming_base, find_in_list, register, titles_in_list } from '../pages/incoming.mjs';
import { base as outgoing_base, draft_and_submit, send_off, walk_route } from '../pages/outgoing.mjs';
import { must_find, must_not_find } from '../pages/search.mjs';
import { sleep } from '../support/house.mjs';
import { monday, pdf, unique } from '../support/papers.mjs';

export async function whole_way_of_a_document(office) {
  const run = unique();
  const question = `V/v hướng dẫn nâng cấp hệ thống mạng xã Đại Từ lần ${run}`;
  const answer = `V/v trả lời đề nghị nâng cấp hệ thống mạng lần ${run}`;
  const place = await arrives_and_goes_down(office, question, run);
  const reply = await is_answered(office, place, question, answer);
  const mark = await goes_out(office, reply, answer);
  await arrives_at_the_commune(office, answer, mark);
  await is_closed(office, place, question);
  for (const username of ['vui.dt', 'trach.pm', 'luong.bx', 'kiem.ht', 'huong.nt']) {
    await must_find(await office.at(username), `nang cap he thong mang lan ${run}`, question);
    await must_find(await office.at(username), `nang cap he thong mang lan ${run}`, answer);
  }
  await must_find(await office.at('men.nt'), mark, answer);
  await must_not_find(await office.at('quyen.tt'), `nang cap he thong mang lan ${run}`, answer);
}

async function arrives_and_goes_down(office, question, run) {
  const clerk = await office.at('vui.dt');
  await register(clerk, { author_name: 'UBND xã Đại Từ', mark: `${run}/UBND-VP`, subject: question, due: monday(10),
    signer_name: 'Đinh Viết Sáng', reply_needed: true, files: pdf('de-nghi.pdf', ['De nghi nang cap he thong mang']) });
  const place = clerk.path();
  await give(clerk, { lead: 'Phùng Minh Trạch' });

  const chief = await office.at('trach.pm');
  await open_from_worklist(chief, question);
  await give(chief, { lead: 'Bế Xuân Lượng', opinion: 'Kính trình Giám đốc; đề xuất giao Phòng Chuyển đổi số.' });

  const director = await office.at('luong.bx');
  await open_from_worklist(director, question);
  await give(director, { lead: 'Chuyển đổi số', support: ['Bưu chính'], due: monday(7),
    opinion: 'Giao Phòng Chuyển đổi số chủ trì tham mưu.' });

  const head = await office.at('kiem.ht');
  await open_from_worklist(head, question);
  await give(head, { lead: 'Nguyễn Thu Hường', opinion: 'Đồng chí Hường dự thảo trả lời.' });
  await find_in_list(clerk, question);
  assert.ok((await titles_in_list(clerk)).some((title) => title.includes(question)), 'not in the clerk’s list');
  return place;
}

async function is_answered(office, place, question, answer) {
  const specialist = await office.at('huong.nt');
  await open_from_worklist(specialist, question);
  assert.equal(specialist.path(), place);
  const link = specialist.page.locator(`main a[href*="${outgoing_base}/new"]`).first();
  await specialist.must_have(link, 'way to draft an answer');
  await specialist.unfold(link);
  await specialist.turn_page(() => link.click());
  const commune = 'Ủy ban nhân dân xã Đại Từ';
  return draft_and_submit(specialist, { subject: answer, addressee: commune, to_act: commune,
    files: pdf('du-thao.pdf', ['Du thao tra loi']) }, 'Kính trình lãnh đạo Sở xem xét, ký ban hành.');
}

async function goes_out(office, reply, answer) {
  await open_from_worklist(await office.at('kiem.ht'), answer);
  const agreed = await walk_route(office, reply, 'huong.nt');
  assert.deepEqual([agreed[0], agreed[1], agreed.at(-1)], ['kiem.ht', 'trach.pm', 'luong.bx']);
  const clerk = await office.at('vui.dt');
  await open_from_worklist(clerk, answer);
  await clerk.says_not('Đã phát hành');
  return send_off(clerk, reply, ['Ban da ky va dong dau']);
}

async function arrives_at_the_commune(office, answer, mark) {
  const commune = await office.at('men.nt');
  for (let tried = 0; tried < 20; tried++) {
    await commune.go('/worklist');
    if ((await commune.text()).includes(answer)) break;
    await sleep(500);
  }
  await open_from_worklist(commune, answer);
  await commune.says(mark);
  await commune.deed('/receipt');
  await commune.answered(200);
  await commune.says('Đã vào sổ');
}

async function is_closed(office, place, question) {
  const head = await office.at('kiem.ht');
  await head.go(place);
  await head.says('Đã trả lời bằng');
  const specialist = await office.at('huong.nt');
  await specialist.go(place);
  const closer = await specialist.page.locator('main a[href$="/closure"]').count() ? specialist : head;
  await closer.go(place);
  await closer.deed('/closure');
  await closer.answered(200);
  await closer.says(question);
  await closer.says('Kết thúc');
  const clerk = await office.at('vui.dt');
  await clerk.go(`${incoming_base}?view=closed&q=${encodeURIComponent(question)}`);
  await clerk.says(question);
}
