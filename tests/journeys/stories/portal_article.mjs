// A contributor of a department's site writes with a picture; the editor returns it, he mends it, the secretary and the
// chief publish; its fee is graded and approved. A reader without account finds it, asks about it, and reads the answer
// by the code and on the site.
import assert from 'node:assert/strict';
import { open_from_worklist } from '../pages/handling.mjs';
import { articles, pass, public_address, reader, site_of, someone, submit, until, write } from '../pages/portal.mjs';
import { sleep } from '../support/house.mjs';
import { unique } from '../support/papers.mjs';
import { photo } from '../support/pictures.mjs';
import { download, text_of } from '../support/sheets.mjs';

const agency = 'so-khoa-hoc-va-cong-nghe';
const least_ms = 3200;              // the form of citizens is not taken from who is faster than people are
const alt = 'Người dân xem mẫu chè mới trên đồi chè Tân Cương';

async function names_contributor(manager, site, who) {
  await manager.go(`/portal/sites/${site.id}`);
  await manager.deed('/changes/new', { steps: 'Ba bước' });
  await manager.says('Đã lưu thông tin trang');
  await manager.deed('/members/new', { role: 'Cộng tác viên', other: who.name });
  await manager.answered(200);
  await manager.says(who.name);
}

async function ends_contributor(manager, site, who) {
  await manager.go(`/portal/sites/${site.id}`);
  await manager.turn_page(() => manager.page.getByRole('link', { name: `Thôi giao ${who.name}` }).first().click());
  await manager.send_form();
  await manager.says('Đã thôi giao');
}

async function writes_with_a_picture(writer, site, title) {
  const path = await write(writer, site, { title, category: 'Tin tức, sự kiện', summary: 'Ba giống chè mới cho vụ sau.',
    body: 'Hội đồng đã nghiệm thu ba giống chè mới.\n\n## Kết quả\n\n- Năng suất tăng 15 %.\n- Ít sâu bệnh hơn.',
    files: photo('doi-che.png') });
  await writer.deed('/submission/new');
  await writer.answered(422);
  await writer.says(/mô tả/);
  await writer.go(path);
  await writer.follow(/^Lời mô tả ảnh/);
  await writer.send_form({ alt, leading: 'Có' });
  await writer.says(alt);
  await submit(writer);
  return path;
}

async function is_returned_and_mended(office, writer, title, path) {
  const editor = await office.at('trach.pm');
  await open_from_worklist(editor, title);
  await editor.says(alt);
  await editor.deed('/return/new', { reason: 'Ghi rõ vùng trồng thử và đơn vị chủ trì.' });
  await editor.answered(200);
  await writer.go('/worklist');
  await writer.says(title);
  await writer.go(path);
  await writer.says('Bị trả lại: Ghi rõ vùng trồng thử và đơn vị chủ trì.');
  await writer.follow('Sửa');
  const text = await writer.named('body').inputValue();
  assert.match(text, /Kết quả/);
  await writer.send_form({ body: `${text}\n\nTrồng thử tại xã Tân Cương, do Trung tâm Ứng dụng chủ trì.` });
  await writer.says('Tân Cương');
  await submit(writer);
}

async function is_published(office, path) {
  const editor = await office.at('trach.pm');
  await pass(editor, path);       // as editor
  await pass(editor, path);       // as secretary
  const chief = await office.at('luong.bx');
  await chief.go(path);
  await chief.deed('/passing/new');
  await chief.says('Đã xuất bản');
  return public_address(chief, path);
}

async function is_paid(office, site, path, title, who) {
  const secretary = await office.at('trach.pm');
  await secretary.go(path);
  await secretary.deed('/fee/new', { kind: 'Tin, trả lời bạn đọc', factor: '99', payee: who.name });
  await secretary.answered(422);
  await secretary.send_form({ factor: '1,5' });
  await secretary.says('Đã chấm nhuận bút');
  const chief = await office.at('luong.bx');
  await chief.go(`${articles}/fees?site=${site.id}`);
  await chief.says(title);
  await chief.deed('/fees/approval');
  await chief.says('Đã duyệt');
  const table = text_of(await download(chief, chief.link('Tải bảng (CSV)')));
  const line = table.split('\n').find((one) => one.includes(title));
  assert.match(line, /1,5.*351.?000.*Đã duyệt/);
}

async function is_found(visitor, site, title, address) {
  await until(visitor, site.base, async () => (await visitor.text()).includes(title), 'on the home page');
  await visitor.follow('Tin tức, sự kiện');
  await visitor.says(title);
  await visitor.page.getByRole('searchbox').fill(title.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd'));
  await visitor.press('Tìm');
  await visitor.says(title);
  await visitor.follow(title);
  assert.equal(visitor.path(), address);
  await visitor.says('Trồng thử tại xã Tân Cương');
  const picture = visitor.page.locator('main figure img');
  await until(visitor, address, async () => await picture.count() > 0, 'with its picture');
  assert.equal(await picture.getAttribute('alt'), alt);
  assert.ok(await picture.evaluate((one) => one.complete && one.naturalWidth > 0), 'the picture is not to be seen');
  await visitor.go(`${site.base}/gon${address.slice(site.base.length)}`);
  await visitor.says('Trồng thử tại xã Tân Cương');
}

async function asks(visitor, site, question) {
  await visitor.go(site.base);
  await visitor.follow('Hỏi đáp');
  await visitor.follow('Gửi câu hỏi');
  await visitor.send_form({ subject: '' });
  await visitor.answered(422);
  await visitor.fill({ subject: question, body: 'Tôi có hai héc-ta đất đồi, muốn trồng thử giống mới.',
    field: 'khác', name: 'Ma Văn Lềnh', phone: '0912 345 678', may_publish: true });
  await sleep(least_ms);
  await visitor.press('Gửi');
  await visitor.answered(200);
  await visitor.says('Đã nhận');
  await visitor.says_not('Lềnh');
  return (await visitor.page.locator('main .lede').innerText()).trim();
}

async function is_answered(office, question) {
  const editor = await office.at('trach.pm');
  await open_from_worklist(editor, question);
  await editor.says('Ma Văn Lềnh');
  await editor.deed('/assignment', { holder: 'Nguyễn Thu Hường', field: 'khác' });
  await editor.answered(200);
  const specialist = await office.at('huong.nt');
  await open_from_worklist(specialist, question);
  await specialist.deed('/answer', { answer: 'Giống mới được cấp thử từ tháng 02; mời đăng ký tại xã.' });
  if (specialist.status === 422) await specialist.send_form({ checked: true });
  await specialist.says('Đã trình duyệt');
  const chief = await office.at('luong.bx');
  await open_from_worklist(chief, question);
  await chief.deed('/approval');
  await chief.answered(200);
  await chief.says('Đã duyệt');
}

async function reads_the_answer(visitor, site, question, code) {
  await visitor.go(`${site.base}/hoi-dap/tra-cuu`);
  await visitor.send_form({ code: 'aaaabbbbccccdddd' });
  await visitor.says_not(question);
  await visitor.go(`${site.base}/hoi-dap/tra-cuu`);
  await visitor.send_form({ code: code.toLowerCase() });
  await visitor.says('Giống mới được cấp thử từ tháng 02');
  await until(visitor, `${site.base}/hoi-dap`, async () => (await visitor.text()).includes(question), 'public');
  await visitor.follow(question);
  await visitor.says('Giống mới được cấp thử từ tháng 02');
  await visitor.says_not('Lềnh');
}

export async function article_to_reader_and_back(office) {
  const { house } = office;
  const title = `Nghiệm thu giống chè mới đợt ${unique()}`;
  const question = `Bao giờ đăng ký được giống mới lần ${unique()}?`;
  const site = site_of(house, agency);
  const who = someone(house, 'tt-ung-dung-khcn', `p.roles LIKE '%specialist%'
    AND p.id NOT IN (SELECT post FROM portal_member WHERE site = ${site.id})`);
  const manager = await office.at('trach.pm');
  await names_contributor(manager, site, who);
  const writer = await office.at(who.username);
  await writer.go(articles);
  const path = await writes_with_a_picture(writer, site, title);
  await is_returned_and_mended(office, writer, title, path);
  const address = await is_published(office, path);
  await is_paid(office, site, path, title, who);
  const visitor = await reader(office);
  await is_found(visitor, site, title, address);
  const code = await asks(visitor, site, question);
  await is_answered(office, question);
  await reads_the_answer(visitor, site, question, code);
  await ends_contributor(manager, site, who);
}
