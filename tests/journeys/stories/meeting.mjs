// The week of a department: proposed and typed, a clash seen, submitted, approved, published; an attendee named; the
// week on a phone by a feed; a meeting called off.
import assert from 'node:assert/strict';
import { open_from_worklist } from '../pages/handling.mjs';
import { monday, unique } from '../support/papers.mjs';

const weeks_ahead = { with_script: 3, without: 4 };

async function add(desk, day, values) {
  await desk.go(`/meetings/entries/new?week=${day}`);
  await desk.send_form({ day, ...values });
  await desk.answered(200);
}

async function propose_and_draw_up(office, day, subject) {
  const specialist = await office.at('huong.nt');
  await add(specialist, day, { from: '14h', until: '16h', subject: `Tập huấn ${subject}`, chair: 'Trưởng phòng' });
  await specialist.says('Đăng ký, chờ nhận');
  const proposal = specialist.path();
  const clerk = await office.at('vui.dt');
  await clerk.go(proposal);
  await clerk.press('Nhận vào lịch');
  await clerk.says('Đã vào lịch');
  await add(clerk, day, { from: '8:00', until: '10:00', subject, place: 'Phòng họp tầng 2', chair: 'Giám đốc' });
  const place = clerk.path();
  await add(clerk, day, { from: '9:00', until: '11:00', subject: `Họp khác ${subject}`, chair: 'Giám đốc' });
  await clerk.says('Trùng giờ của');
  await clerk.deed('/cancellation', { reason: 'Trùng lịch của Giám đốc' });
  await clerk.says('Đã hủy');
  return place;
}

async function approve_and_publish(office, day, subject) {
  const clerk = await office.at('vui.dt'), chief = await office.at('trach.pm'), reader = await office.at('huong.nt');
  await reader.go(`/meetings?week=${day}`);
  await reader.says('chưa công bố');
  await reader.says_not(`Họp khác ${subject}`);
  await clerk.go(`/meetings?week=${day}`);
  await clerk.press('Trình duyệt lịch tuần');
  await clerk.says('Chờ duyệt');
  await chief.go(`/meetings?week=${day}`);
  await chief.press('Duyệt lịch tuần');
  await chief.says('chưa công bố');
  await clerk.go(`/meetings?week=${day}`);
  await clerk.press('Công bố lịch tuần');
  await reader.go(`/meetings?week=${day}`);
  await reader.says(subject);
  await clerk.go(`/meetings?week=${day}`);
  await clerk.follow('Bản in');
  assert.match(await clerk.page.locator('body').innerText(), /LỊCH CÔNG TÁC TUẦN/i);
}

async function invite_the_division(office, place, day) {
  const clerk = await office.at('vui.dt');
  await clerk.go(`${place}/changes/new`);
  const unit = clerk.page.locator('label', { hasText: 'Chuyển đổi số' }).locator('input[name=units]').first();
  await unit.check();
  await clerk.send_form({ day });
  await clerk.answered(200);
}

async function name_attendee(office, subject) {
  const head = await office.at('kiem.ht'), specialist = await office.at('huong.nt');
  await open_from_worklist(head, subject);
  const invited = head.page.locator('tr', { hasText: 'Chuyển đổi số' });
  await head.turn_page(() => invited.getByRole('link', { name: 'Cử người dự' }).first().click());
  await head.send_form({ post: specialist.account.name });
  await head.says('Được cử dự');
}

async function read_by_phone(office, subject, status) {
  const specialist = await office.at('huong.nt');
  await specialist.go('/meetings/feeds');
  await specialist.send_form({ name: `Điện thoại ${unique()}` }, 'Tạo địa chỉ');
  const address = new URL((await specialist.page.locator('pre').innerText()).trim());
  const text = await (await fetch(office.house.address + address.pathname + address.search)).text();
  const events = text.replaceAll('\r\n ', '').split('BEGIN:VEVENT');
  const event = events.find((one) => one.includes(`SUMMARY:${subject}\r\n`));
  assert.ok(event, `no ${subject} in the feed`);
  assert.match(event, new RegExp(`STATUS:${status}`));
  await specialist.go('/meetings/feeds');
  const end = specialist.page.locator('form[action^="/meetings/feeds/"] button').first();
  await specialist.turn_page(() => end.click());
  const gone = await fetch(office.house.address + address.pathname + address.search);
  assert.equal(gone.status, 404);
}

export async function week_of_a_department(office) {
  const day = monday(7 * (office.script ? weeks_ahead.with_script : weeks_ahead.without) +
    (office.house.database ? 14 : 0));
  const subject = `Giao ban đợt ${unique()}`;
  const place = await propose_and_draw_up(office, day, subject);
  await approve_and_publish(office, day, subject);
  await invite_the_division(office, place, day);
  await name_attendee(office, subject);
  const specialist = await office.at('huong.nt');
  await specialist.go(`/meetings/mine?week=${day}`);
  await specialist.says(subject);
  await read_by_phone(office, subject, 'CONFIRMED');

  const clerk = await office.at('vui.dt');
  await clerk.go(place);
  await clerk.deed('/cancellation', { reason: 'Giám đốc đi công tác đột xuất' });
  await specialist.go('/worklist/notices');
  await specialist.says('Hủy lịch: 08:00 – 10:00');
  await read_by_phone(office, subject, 'CANCELLED');
}
