// An internal document between two divisions, signed, forwarded, answered and closed; one that is recalled; a quick
// message inside a division, read and answered; and the pages on a phone.
import { day, txt, unique } from '../support/papers.mjs';

const base = '/internal/letters';

async function unit_box(desk, box, name) {
  return desk.page.locator('label', { hasText: name }).locator(`input[name=${box}]`).first();
}

async function drafted(office, subject) {
  const specialist = await office.at('huong.nt');
  await specialist.go(`${base}/new`);
  await (await unit_box(specialist, 'act', 'Phòng Bưu chính - Viễn thông')).check();
  await specialist.send_form({ kind: 'Thông báo', subject, due: day(7), body: 'Nộp trước 16 giờ thứ Năm.',
    files: txt('bieu.txt', 'Biểu số liệu') });
  await specialist.says('Đang soạn thảo');
  return specialist.path();
}

async function signed(office, place) {
  const specialist = await office.at('huong.nt');
  await specialist.go(place);
  await specialist.press('Trình ký');
  await specialist.says('Chờ ký');
  const head = await office.at('kiem.ht');
  await head.go(place);
  await head.press('Ký, gửi');
  await head.says('Đã gửi');
}

async function handled(office, place, subject) {
  const leader = await office.at('su.gv');
  await leader.go('/worklist');
  await leader.follow(subject);
  await leader.says('Nộp trước 16 giờ');
  const to = 'Tống Bá Chương';
  await leader.turn_page(() => leader.page.locator('main a[href*="/forwardings"]').first().click());
  await leader.open_more();
  await (await unit_box(leader, 'act', to)).check();
  await leader.send_form({ note: 'Làm giúp phòng' });
  await leader.says(to);
  const other = await office.at('chuong.tb');
  await other.go(place);
  await other.send_form({ body: 'Nộp ở mục nào?' }, 'Gửi');
  await other.says('Nộp ở mục nào?');
  await other.deed('/result', { result: 'Đã nộp số liệu' });
  await leader.go(place);
  await leader.deed('/result', { result: 'Phòng đã nộp' });
  await leader.says('Đã xử lý xong');
}

async function recalled(office, subject) {
  const place = await drafted(office, subject);
  await signed(office, place);
  const head = await office.at('kiem.ht');
  await head.go(place);
  await head.deed('/recall', { reason: 'Gửi nhầm phòng' });
  await head.says('Đã thu hồi');
  const leader = await office.at('su.gv');
  await leader.go(place);
  await leader.answered(404);
}

async function told_in_the_division(office, run) {
  const head = await office.at('kiem.ht'), specialist = await office.at('huong.nt');
  await head.go('/internal/messages/new');
  await head.send_form({ body: `Họp phòng lúc 14 giờ ${run}`, everybody: true, wants_answer: true, due: day(1) });
  await head.says('Chưa xem');
  const place = head.path();
  await specialist.go('/worklist');
  await specialist.follow(`Họp phòng lúc 14 giờ ${run}`);
  await specialist.send_form({ body: 'Có mặt' });
  await specialist.says('Đã trả lời');
  await head.go(place);
  await head.says('Có mặt');
  const stranger = await office.at('su.gv');
  await stranger.go(place);
  await stranger.answered(404);
}

async function on_a_phone(office, place) {
  const desk = await office.another_desk('huong.nt', { viewport: { width: 360, height: 740 } });
  for (const page of [base, `${base}?view=sent`, place, `${base}/new`, '/internal/messages', '/internal/messages/new',
    '/internal/series']) {
    await desk.go(page);
    await desk.answered(200);
    const wide = await desk.page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > 360) throw new Error(`${page} is ${wide} px wide on a phone of 360`);
  }
}

export async function internal_documents_and_messages(office) {
  const run = unique();
  const subject = `Nộp số liệu chuyển đổi số ${run}`;
  const place = await drafted(office, subject);
  await signed(office, place);
  await handled(office, place, subject);
  const specialist = await office.at('huong.nt');
  await specialist.go(place);
  await specialist.says('Giáp Văn Sự');
  await specialist.go(`${place}/print`);
  await specialist.go(`${base}?view=sent&q=${encodeURIComponent(run)}`);
  await specialist.says(subject);
  await recalled(office, `Nhắc lịch trực ${run}`);
  await told_in_the_division(office, run);
  await on_a_phone(office, place);
}
