// "Tỉnh yêu cầu các trang đăng": the province asks all its sites to show an article and sees who has not; a commune
// says into which category, and its readers find there what the province corrects later, without a copy.
import assert from 'node:assert/strict';
import { articles, pass, reader, site_of, someone, submit, until, write } from '../pages/portal.mjs';
import { day, unique } from '../support/papers.mjs';

const communes = 92;

async function is_published(office, site, title) {
  const writer = await office.at(someone(office.house, 'vp-ubnd-tinh', "p.roles LIKE '%specialist%'").username);
  const path = await write(writer, site, { title, category: 'Tin tức, sự kiện',
    summary: 'Các xã, phường thông báo tới từng hộ.', body: 'Đợt rét đậm từ ngày 25, nhiệt độ thấp nhất 8 độ.' });
  await submit(writer);
  const chief = await office.at('thuan.nd');
  await pass(chief, path);
  await pass(chief, path);
  return path;
}

async function is_demanded(chief, path) {
  await chief.go(path);
  await chief.follow('Đăng trên các trang khác');
  const communes_of_all = chief.page.locator('main fieldset#sites label', { hasText: /^\s*(Xã|Phường) / });
  for (const box of await communes_of_all.locator('input').all()) await box.check();
  await chief.send_form({ due: day(0).replace(/\d{4}$/, '2020') }, 'Gửi');
  await chief.answered(422);
  await chief.send_form({ due: day(3) }, 'Gửi');
  await chief.answered(200);
  const rows = chief.page.locator('main table tbody tr');
  assert.equal(await rows.count(), communes, 'each commune stands in the list');
  assert.equal(await rows.filter({ hasText: day(3) }).count(), communes);
}

async function is_accepted(office, title) {
  const editor = await office.at('hau.qh');
  await editor.go('/worklist');
  await editor.says(title);
  await editor.go(`${articles}/offers`);
  const row = editor.page.locator('main tbody tr', { hasText: title });
  await editor.turn_page(() => row.getByRole('link', { name: /^Đăng/ }).first().click());
  await editor.send_form({ category: 'Tin tức, sự kiện' });
  await editor.answered(200);
  await editor.go(`${articles}/offers`);
  await editor.says_not(title);
}

export async function province_asks_all_sites(office) {
  const { house } = office;
  const title = `Chủ động phòng, chống rét đậm đợt ${unique()}`;
  const path = await is_published(office, site_of(house, 'ubnd-tinh'), title);
  const chief = await office.at('thuan.nd');
  await is_demanded(chief, path);
  await is_accepted(office, title);
  await chief.go(`${path}/placings`);
  const rows = chief.page.locator('main table tbody tr');
  assert.match(await rows.filter({ hasText: 'Xã Đại Từ' }).first().innerText(), /Đã đăng/);
  assert.equal(await rows.filter({ hasNotText: 'Đã đăng' }).count(), communes - 1, 'who has not');

  const commune = site_of(house, 'xa-dai-tu');
  const villager = await reader(office);
  await until(villager, commune.base, async () => (await villager.text()).includes(title), 'on the commune’s page');
  await villager.follow(title);
  await villager.says('thấp nhất 8 độ');
  await villager.says('Cổng thông tin điện tử');
  const there = villager.path();
  assert.ok(there.startsWith(commune.base), there);

  await chief.go(path);
  await chief.follow('Đính chính');
  await chief.send_form({ body: 'Đợt rét đậm từ ngày 25, nhiệt độ thấp nhất 5 độ.', note: 'Sửa nhiệt độ thấp nhất.' });
  await chief.answered(200);
  await until(villager, there, async () => (await villager.text()).includes('thấp nhất 5 độ'), 'corrected');
  await villager.says_not('thấp nhất 8 độ');
  await villager.says('Sửa nhiệt độ thấp nhất');
}
