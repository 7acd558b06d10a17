// Two agencies become one by the real deed: one site goes on, the other is an archive that is read at its old
// addresses, leads on where only a living agency can answer, and takes nothing new.
import assert from 'node:assert/strict';
import { articles, pass, public_address, reader, someone, submit, until, write } from '../pages/portal.mjs';
import { on_database } from '../support/house.mjs';
import { day, unique } from '../support/papers.mjs';

// Two bodies below one department that nobody merged yet, each with an editor and an approver.
function two_bodies(house) {
  const found = on_database(house, `SELECT d.slug, g.slug, v.name, s.id, s.slug FROM agency g
    JOIN agency_version v ON v.agency = g.id AND v.until_day IS NULL
    JOIN agency d ON d.id = v.parent
    JOIN agency_version w ON w.agency = d.id AND w.until_day IS NULL AND w.kind = 'department'
    JOIN portal_site s ON s.owner_agency = g.id AND s.state = 'open'
    WHERE g.until_day IS NULL AND s.steps = 2 AND d.slug <> 'so-khoa-hoc-va-cong-nghe' AND g.slug <> 'chi-cuc-kiem-lam'
      AND v.name NOT LIKE 'Chi cục hợp nhất%'
      AND 2 = (SELECT COUNT(DISTINCT m.role) FROM portal_member m JOIN post p ON p.id = m.post AND p.agency = g.id
        JOIN appointment h ON h.post = p.id AND h.until_day IS NULL
        WHERE m.site = s.id AND m.role IN ('editor', 'approver')) ORDER BY d.slug DESC, g.slug`);
  const department = found.map(([above]) => above).find((above, n, all) => all.indexOf(above) !== n);
  assert.ok(department, 'no two bodies to merge');
  const bodies = found.filter(([above]) => above === department).slice(0, 2)
    .map(([, agency, name, id, slug]) => ({ agency, name, id, base: `/trang/${slug}` }));
  return { department, bodies };
}

async function publishes(office, body, title) {
  const holds = (role) => someone(office.house, body.agency,
    `p.id IN (SELECT post FROM portal_member WHERE site = ${body.id} AND role = '${role}')`).username;
  const head = await office.at(holds('editor'));
  const path = await write(head, body, { title, category: 'Tin tức, sự kiện', body: 'Lịch làm việc trong tuần.' });
  await submit(head);
  await pass(head, path);
  const leader = await office.at(holds('approver'));
  await pass(leader, path);
  return { head, path, address: await public_address(leader, path) };
}

async function are_merged(office, department, [first, second], name) {
  const officer = await office.at(someone(office.house, department, "p.roles LIKE '%it_officer%'").username);
  await officer.go('/directory/reorganisations/new?kind=merge');
  await officer.send_form({ agency_1: first.name, agency_2: second.name, name_1: name, abbreviation_1: 'CCHN',
    day: day(0), basis: `Quyết định số ${unique()}/QĐ-UBND` });
  await officer.answered(200);
  await officer.press('Quyết định và thực hiện ngay');
  await officer.says('Đã thực hiện');
}

export async function two_sites_become_one(office) {
  const { house } = office;
  const run = unique();
  const { department, bodies } = two_bodies(house);
  const name = `Chi cục hợp nhất ${run}`;
  const told = [];
  for (const body of bodies) told.push(await publishes(office, body, `Thông báo của ${body.name} ${run}`));
  const visitor = await reader(office);
  await until(visitor, bodies[1].base, async () => (await visitor.text()).includes(run), 'told before the merger');
  await are_merged(office, department, bodies, name);

  const state = (id) => on_database(house, `SELECT state FROM portal_site WHERE id = ${id}`)[0][0];
  const merged = async () => bodies.some(({ id }) => state(id) === 'archive');
  await until(visitor, '/trang', merged, 'one of them an archive');
  const old = bodies.findIndex(({ id }) => state(id) === 'archive');
  const archive = bodies[old];
  const living = bodies[1 - old];

  await until(visitor, archive.base, async () => visitor.path() === living.base, 'leading to the living site');
  await visitor.says(`Thông báo của ${living.name} ${run}`);
  assert.match(await visitor.page.locator('footer').innerText(), new RegExp(name));
  await visitor.go(`${archive.base}/hoi-dap`);
  assert.equal(visitor.path(), `${living.base}/hoi-dap`);
  await visitor.go(`${archive.base}/muc/tin-tuc-su-kien`);
  assert.equal(visitor.path(), `${living.base}/muc/tin-tuc-su-kien`);
  await visitor.go(told[old].address);
  await visitor.answered(200);
  await visitor.says('Lịch làm việc trong tuần');
  assert.match(await visitor.page.locator('.kept-note').innerText(), /Trang lưu trữ/);
  await visitor.go(`${archive.base}/hoi-dap/moi`);
  await visitor.answered(404);

  const { head, path } = told[old];
  await head.go(`${articles}/new?site=${archive.id}`);
  if (head.status === 200) {
    const sites = await head.page.locator('main form [name=site]').first().inputValue();
    assert.notEqual(sites, archive.id, 'an archive is offered to write on');
  }
  await head.go(`/portal/sites/${archive.id}`);
  assert.equal(await head.page.locator('main a[href$="/changes/new"]').count(), 0, 'an archive may be changed');
  await head.go(path);
  assert.equal(await head.page.locator('main a', { hasText: 'Đính chính' }).count(), 0, 'an archive is corrected');
}
