// A director has notices sent to his mailbox: he types the address, confirms it with the code that comes, chooses when;
// then work arrives that does not wait, and the letter leads him there.
import assert from 'node:assert/strict';
import { give } from '../pages/handling.mjs';
import { register } from '../pages/incoming.mjs';
import { on_database, sleep } from '../support/house.mjs';
import { unique } from '../support/papers.mjs';
import { post_office } from '../support/post_office.mjs';

const choices = '/worklist/notices/choices';
const settings_remembered_ms = 6000;

async function set_sender(house) {
  const [[known]] = on_database(house, "SELECT COUNT(*) FROM setting WHERE key = 'worklist.mail_sender'");
  if (Number(known) > 0) return;
  on_database(house, `INSERT INTO setting (id, key, value, from_day, basis, set_by, set_at) VALUES (1,
    'worklist.mail_sender', 'dinh@example.gov.vn', '2020-01-01', '', 0, '2020-01-01T00:00:00.000Z')`);
  await sleep(settings_remembered_ms);
}

async function confirm(desk, post, address) {
  await desk.go('/worklist/notices');
  await desk.follow('Cách nhận thông báo');
  await desk.fill({ address_mail: 'khong phai dia chi' });
  await desk.press('Gửi mã đến thư này');
  await desk.answered(422);
  await desk.says('Địa chỉ thư chưa đúng');
  await desk.fill({ address_mail: address });
  await desk.press('Gửi mã đến thư này');
  await desk.says('chưa xác nhận');
  const [, code] = /: (\d{6})\n/.exec((await post.letter(address, /Mã xác nhận của bạn/)).replace(/\r/g, ''));
  await desk.fill({ code_mail: code === '000000' ? '111111' : '000000' });
  await desk.press('Xác nhận');
  await desk.answered(422);
  await desk.says('Mã không đúng');
  await desk.fill({ code_mail: code });
  await desk.press('Xác nhận');
  await desk.answered(200);
  await desk.says('đã xác nhận');
}

export async function notices_in_the_mailbox(office) {
  const { house } = office;
  const post = post_office(house.mail_port);
  await set_sender(house);
  const director = await office.at('toan.cd');
  const address = `giam.doc.${unique().toLowerCase()}@so.example.gov.vn`;
  await confirm(director, post, address);
  await director.fill({ quiet_from: '25:00' });
  await director.press('Lưu');
  await director.answered(422);
  await director.says('Giờ không hợp lệ');
  await director.fill({ quiet_from: '00:00', quiet_until: '00:00' });
  for (const box of await director.page.locator('select[name^=pace_mail]').all()) await box.selectOption('now');
  await director.press('Lưu');
  await director.answered(200);
  await director.says('Đã lưu cách nhận thông báo');

  const clerk = await office.at('quyen.tt');
  const subject = `V/v ứng phó mưa lũ ${unique()}`;
  await register(clerk, { author_name: 'UBND tỉnh', mark: `${unique()}/UBND-VP`, subject, urgency: 'Hỏa tốc' });
  const place = clerk.path();
  await give(clerk, { lead: 'Chu Đình Toản' });
  const text = await post.letter(address, /Hỏa tốc: /);
  assert.ok(text.includes(`${house.address}${place}`), `the letter leads to ${place}: ${text}`);
  assert.ok(!text.includes(subject), 'a letter outside does not say what the document is about');
  await director.go(new URL(/https?:\S+incoming\S+/.exec(text)[0]).pathname);
  await director.answered(200);
  await director.says(subject);

  await director.go(choices);
  await director.says(/Đã gửi lúc/);
  await director.press('Thôi nhận thư');
  await director.says('thông báo vẫn hiện trong trang');
}
