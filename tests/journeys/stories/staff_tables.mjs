// Staff by tables: people come in an Excel sheet, tried before it is written; a personnel decision moves them as one;
// both are taken back. Then the morning of the IT officer: who cannot work today, why, and the way out.
import assert from 'node:assert/strict';
import { unique } from '../support/papers.mjs';
import { xlsx } from '../support/sheets.mjs';

const officer = 'phau.sa';
const table_page = '/directory/imports/new';
const stuck_page = '/accounts/cannot-work';
const failures_before_lock = 5;         // rules/security.toml
const since = '01/07/2026';
const moved = '02/11/2026';
const people_head = ['Mã cán bộ', 'Họ và tên', 'Cơ quan', 'Chức vụ', 'Vai trò', 'Từ ngày', 'Căn cứ'];
const moves_head = ['Mã cán bộ', 'Thôi chức vụ', 'Cơ quan', 'Chức vụ', 'Từ ngày', 'Căn cứ'];

const person = (run, n, title, day = since) =>
  [`CBT${run}${n}`, `Lò Thị Thử ${run}${n}`, 'SKHCN', title, 'specialist', day, `Quyết định số ${run}/QĐ-SKHCN`];

async function bring(desk, name, rows) {
  await desk.go(table_page);
  await desk.fill({ table: xlsx(name, rows) });
  await desk.press('Chạy thử');
}

async function written(desk, name, rows) {
  await bring(desk, name, rows);
  await desk.answered(200);
  await desk.says(`${rows.length - 1} dòng dùng được, 0 dòng có lỗi`);
  await desk.press(`Ghi ${rows.length - 1} dòng`);
  await desk.says('Đã ghi');
  return desk.path();
}

async function try_to_take_back(desk, table) {
  await desk.go(table);
  await desk.open_more();
  await desk.press('Hoàn tác cả bảng');
}

async function taken_back(desk, table) {
  await try_to_take_back(desk, table);
  await desk.says('Đã hoàn tác');
}

async function open_person(desk, code) {
  await desk.go(`/directory/people?q=${code}`);
  await desk.turn_page(() => desk.page.locator('main a[href^="/directory/people/"].cut').first().click());
}

async function knows_nobody(desk, code) {
  await desk.go(`/directory/people?q=${code}`);
  await desk.says_not(code);
}

export async function people_from_a_sheet(office) {
  const desk = await office.at(officer);
  const run = unique();
  const good = person(run, 1, `Trợ lý ${run}`);
  const bad = [...person(run, 2, `Trợ lý ${run}`, '31/02/2026').slice(0, 2), 'Sở Không Có', ...good.slice(3)];
  const late = person(run, 3, `Thủ kho ${run}`, '31/02/2026');

  await bring(desk, `nhan-su-${run}.xlsx`, [people_head, good, bad, late]);
  await desk.says('1 dòng dùng được, 2 dòng có lỗi');
  await desk.says('Sở Không Có');
  await desk.says('Không phải là một ngày');
  await knows_nobody(desk, good[0]);

  const two = [people_head, good, person(run, 3, `Thủ kho ${run}`)];
  const table = await written(desk, `nhan-su-${run}.xlsx`, two);
  await open_person(desk, good[0]);
  await desk.says(`Trợ lý ${run}`);
  await taken_back(desk, table);
  await knows_nobody(desk, good[0]);

  await desk.go(table_page);
  await desk.fill({ table: { name: 'bang.xlsx', mimeType: 'application/zip', buffer: Buffer.from('PK\x03\x04 cụt') } });
  await desk.press('Chạy thử');
  await desk.answered(422);
  const specialist = await office.at('huong.nt');
  await specialist.go(table_page);
  assert.equal(specialist.status, 403);
}

export async function moves_after_a_decision(office) {
  const desk = await office.at(officer);
  const run = unique();
  const [first, second] = [person(run, 1, `Trợ lý ${run}`), person(run, 2, `Thủ kho ${run}`)];
  const people = await written(desk, `nhan-su-${run}.xlsx`, [people_head, first, second]);
  const decision = `Quyết định số ${run}/QĐ-ĐĐ`;

  const strange = [second[0], `Giám đốc ${run}`, 'SKHCN', `Trợ lý ${run}`, moved, decision];
  await bring(desk, `dieu-dong-${run}.xlsx`, [moves_head, strange]);
  await desk.says('Người này không giữ vị trí như vậy');

  const moves = await written(desk, `dieu-dong-${run}.xlsx`, [moves_head,
    [first[0], `Trợ lý ${run}`, '', '', moved, decision],
    [second[0], `Thủ kho ${run}`, 'SKHCN', `Trợ lý ${run}`, moved, decision]]);
  await open_person(desk, second[0]);
  await desk.says(`Trợ lý ${run}`);
  await desk.says(decision);
  await desk.go(`${stuck_page}?why=no-account`);
  await desk.says(second[1]);

  await try_to_take_back(desk, people);
  await desk.answered(422);
  await desk.says('Chưa hoàn tác được, vì');
  await taken_back(desk, moves);
  await open_person(desk, second[0]);
  await desk.says(`Thủ kho ${run}`);
}

async function locks_himself_out(office, username) {
  const stranger = await office.blank_desk(username);
  await stranger.go('/');
  for (let tried = 0; tried < failures_before_lock; tried++) {
    await stranger.fill({ username, password: 'không-phải-mật-khẩu' });
    await stranger.press('Đăng nhập');
  }
  return stranger;
}

async function given_an_account(desk, run, name) {
  await desk.go(`${stuck_page}?why=no-account`);
  const row = desk.page.locator('main tr', { hasText: name });
  await desk.must_have(row, name);
  await desk.turn_page(() => row.getByRole('link', { name: 'Tạo tài khoản' }).click());
  await desk.send_form({ username: `thu.${run}` });
  await desk.says('Phiếu này chỉ hiện một lần');
  return (await desk.page.locator('code').nth(1).innerText()).trim();
}

export async function who_cannot_work_today(office) {
  const desk = await office.at(officer);
  const run = unique();
  const newcomer = person(run, 1, `Trợ lý ${run}`);
  await written(desk, `nhan-su-${run}.xlsx`, [people_head, newcomer]);
  const password = await given_an_account(desk, run, newcomer[1]);
  await desk.go(`${stuck_page}?why=no-account`);
  await desk.says_not(newcomer[1]);

  const username = `thu.${run}`;
  const stranger = await locks_himself_out(office, username);
  await desk.go(`${stuck_page}?why=locked`);
  await desk.says(newcomer[1]);
  await desk.says('Đang khóa vì nhập sai');
  await desk.page.getByLabel(`Chọn ${newcomer[1]}`).check();
  await desk.press('Mở khóa những người đã chọn');
  await desk.says_not('Đang khóa vì nhập sai');
  await stranger.go('/');
  await stranger.fill({ username, password });
  await stranger.press('Đăng nhập');
  await stranger.says('Đổi mật khẩu');

  await desk.go(`/accounts?q=${newcomer[0]}`);
  await desk.says(username);
  await desk.go(`${stuck_page}?why=locked`);
  await desk.says_not(newcomer[1]);
  const specialist = await office.at('huong.nt');
  await specialist.go(stuck_page);
  assert.equal(specialist.status, 403);
}
