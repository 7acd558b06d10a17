// What a site tells besides its articles: where its office is, on the map of offices; the leaders' week, laid open from
// the module of meetings and taken down again; how often it is read, without cookies.
import assert from 'node:assert/strict';
import { reader, site_of, someone, until } from '../pages/portal.mjs';
import { on_database } from '../support/house.mjs';
import { day, monday, unique } from '../support/papers.mjs';

const agency = 'so-khoa-hoc-va-cong-nghe';
const weeks_ahead = { with_script: 8, without: 9 };
const iso = (date) => date.split('/').reverse().join('-');

async function office_on_the_map(chief, visitor, site, province) {
  const circles = visitor.page.locator('main svg circle');
  const way = visitor.page.locator('main a[rel~=external]', { hasText: site.name });
  const place = async (location) => {
    await chief.go(`/portal/sites/${site.id}`);
    await chief.deed('/location/new', { location });
  };
  await place('105.8482, 21.5942');
  await chief.answered(422);
  await chief.send_form({ location: '21.5942, 105.8482' });
  await chief.says('Đã lưu vị trí trụ sở');
  await until(visitor, `${province.base}/ban-do`, async () => await way.count() > 0, 'on the map');
  assert.ok(await circles.count() > 0, 'no office is drawn');
  assert.match(await way.getAttribute('href'), /21\.5942.*105\.8482/);
  await visitor.follow(site.name);
  assert.equal(visitor.path(), site.base);
  await place('');
  await until(visitor, `${province.base}/ban-do`, async () => await way.count() === 0, 'off the map');
}

async function step(desk, week, name) {
  await desk.go(`/meetings?week=${week}`);
  await desk.press(name);
  await desk.answered(200);
}

async function week_of_the_leaders(office, chief, visitor, site) {
  const week = monday(7 * (office.script ? weeks_ahead.with_script : weeks_ahead.without) +
    (office.house.database ? 14 : 0));
  const subject = `Tiếp đoàn chuyên gia ${unique()}`;
  const clerk = await office.at('vui.dt');
  await clerk.go(`/meetings/entries/new?week=${week}`);
  await clerk.send_form({ day: week, from: '8:00', until: '10:00', subject, place: 'Phòng họp tầng 2',
    chair: 'Giám đốc' });
  await clerk.answered(200);
  await step(clerk, week, 'Trình duyệt lịch tuần');
  await step(chief, week, 'Duyệt lịch tuần');
  await step(clerk, week, 'Công bố lịch tuần');
  const path = `${site.base}/lich-tuan/${iso(week)}`;
  await visitor.go(path);
  await visitor.answered(404);
  await step(chief, week, 'Đăng lên trang thông tin');
  await until(visitor, path, async () => visitor.status === 200, 'laid open');
  for (const words of [subject, 'Phòng họp tầng 2', 'Giám đốc']) await visitor.says(words);
  await visitor.go(`${site.base}/lich-tuan`);
  await visitor.answered(200);
  await step(chief, week, 'Gỡ khỏi trang thông tin');
  await until(visitor, path, async () => visitor.status === 404, 'taken down');
}

// A day on which the page was read: what counts readers leaves programs out, and a browser of tests is one.
async function how_often_it_is_read(office, chief, visitor, site) {
  const yesterday = iso(day(-1));
  const before = on_database(office.house,
    `SELECT COALESCE(SUM(views), 0) FROM portal_use_total WHERE site = ${site.id} AND day = '${yesterday}'`);
  if (before[0][0] === '0') {
    on_database(office.house, `INSERT INTO portal_use_total (site, day, form, views)
      VALUES (${site.id}, '${yesterday}', 'page', 41), (${site.id}, '${yesterday}', 'text', 2)`);
    on_database(office.house, `INSERT INTO portal_use (site, day, path, form, views)
      VALUES (${site.id}, '${yesterday}', '/gioi-thieu', 'page', 41), (${site.id}, '${yesterday}', '/gon', 'text', 2)`);
  }
  const total = async () => visitor.page.locator('main table').first().locator('tbody td').nth(1).innerText();
  await until(visitor, `${site.base}/thong-ke`, async () => Number(await total()) >= 43, 'counted');
  await visitor.says('Không dùng cookie');
  const cookies = await visitor.page.context().cookies();
  assert.deepEqual(cookies, [], 'a reader got a cookie');
  const data = await (await fetch(`${office.house.address}${site.base}/thong-ke.json`)).json();
  assert.ok(data.days.some((one) => one.day === yesterday && one.form === 'page' && one.views === 41));
  const table = await (await fetch(`${office.house.address}${site.base}/thong-ke.csv`)).text();
  assert.match(table, new RegExp(`${yesterday}.*41`));
  await chief.go('/portal/use');
  await chief.follow(site.name);
  await chief.says('30 ngày gần đây');
  await chief.says_not('Dữ liệu mở');
}

export async function map_week_and_figures(office) {
  const { house } = office;
  const site = site_of(house, agency);
  [[site.name]] = on_database(house, `SELECT name FROM portal_site WHERE id = ${site.id}`);
  const chief = await office.at(someone(house, agency, "p.roles LIKE '%office_leader%'").username);
  const visitor = await reader(office);
  await office_on_the_map(chief, visitor, site, site_of(house, 'ubnd-tinh'));
  await week_of_the_leaders(office, chief, visitor, site);
  await how_often_it_is_read(office, chief, visitor, site);
}
