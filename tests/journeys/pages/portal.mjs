// What people do on the pages of a site and behind them.
import assert from 'node:assert/strict';
import { on_database, sleep } from '../support/house.mjs';

export const articles = '/portal/articles';
const remembered_ms = 20_000;

// Somebody who holds a post at an agency today: { username, name, site }. `where` is SQL over post `p`, agency `g`.
export function someone(house, agency, where = 'TRUE') {
  const found = on_database(house, `SELECT a.username, n.full_name FROM post p JOIN agency g ON g.id = p.agency
    JOIN appointment h ON h.post = p.id AND h.until_day IS NULL JOIN account a ON a.person = h.person
    JOIN person n ON n.id = h.person WHERE g.slug = '${agency}' AND p.until_day IS NULL AND (${where})
    ORDER BY p.position, p.id`);
  assert.ok(found.length > 0, `nobody at ${agency} where ${where}`);
  const [username, name] = found[0];
  house.accounts.set(username, { ...house.accounts.values().next().value, name, agency, post: '' });
  return { username, name };
}

// { id, slug } of the open site of an agency.
export function site_of(house, agency) {
  const [[id, slug]] = on_database(house, `SELECT s.id, s.slug FROM portal_site s JOIN agency g ON g.id = s.owner_agency
    WHERE g.slug = '${agency}' AND s.state = 'open'`);
  return { id, slug, base: `/trang/${slug}` };
}

// A reader: a browser that nobody signed in with.
export const reader = (office, options = {}) => office.blank_desk('reader', options);

// Writes on a site and is at the draft then; `html`: what is typed as the text is markup.
export async function write(desk, site, values, { html = false } = {}) {
  await desk.go(`${articles}/new?site=${site.id}`);
  if (html && desk.script) await desk.button('Sửa mã HTML').click();
  await desk.send_form(values);
  await desk.answered(200);
  await desk.says('Đã lưu bản nháp');
  return desk.path();
}

export async function submit(desk) {
  await desk.deed('/submission/new');
  await desk.answered(200);
  await desk.says('Đã trình');
}

export async function pass(desk, path) {
  await desk.go(path);
  await desk.deed('/passing/new');
  await desk.answered(200);
  await desk.says('Đã chuyển bài đi');
}

// Where readers find what stands published.
export async function public_address(desk, path) {
  await desk.go(path);
  const link = desk.page.getByRole('link', { name: 'Mở trang công khai' });
  await desk.must_have(link, 'public page');
  return link.getAttribute('href');
}

// Opens a page again until it shows what a job brings about or another process was told of.
export async function until(desk, path, holds, what) {
  const give_up = Date.now() + remembered_ms;
  for (;;) {
    await desk.go(path);
    if (await holds()) break;
    const late = Date.now() > give_up;
    assert.ok(!late, `${desk.username} at ${path}: not yet ${what}: ${(await desk.text()).slice(0, 500)}`);
    await sleep(300);
  }
  desk.ledger.held();
}

// A day passes for a job that runs by the day: of what it noted of the site and the address, and of its clock.
export function a_day_passes(house, job, site, address) {
  const past = '2000-01-01';
  on_database(house, `UPDATE portal_patrol SET walked_day = '${past}' WHERE site = ${site.id}`);
  on_database(house, `UPDATE portal_target SET ask_after = '${past}' WHERE address = '${address}'`);
  on_database(house, `UPDATE job_clock SET next_at = '${past}T00:00:00.000Z' WHERE kind = '${job}'`);
}
