// What a site must make public and does not: the editor sees since when, by which rule and who must act; the site's
// particulars are typed, what lacks is written and published; the lines turn green, the score rises, readers see it.
import assert from 'node:assert/strict';
import { pass, reader, someone, submit, until } from '../pages/portal.mjs';
import { on_database } from '../support/house.mjs';
import { day } from '../support/papers.mjs';

const contacts = 'Thông tin giao dịch chính thức';
const history = 'Quá trình hình thành và phát triển';

// A department whose site nobody completed yet.
function department(house) {
  const [[id, slug, agency]] = on_database(house, `SELECT s.id, s.slug, g.slug FROM portal_site s JOIN agency g
    ON g.id = s.owner_agency WHERE s.kind = 'department' AND s.state = 'open' AND s.phone = '' ORDER BY s.slug DESC
    LIMIT 1`);
  return { id, base: `/trang/${slug}`, agency };
}

const line = (desk, item) => desk.page.locator('main tbody tr', { hasText: item }).first();
const score = (desk) => desk.page.locator('main .head .tag').first().innerText();
const percent = async (desk) => Number(/(\d+) %/.exec(await score(desk))[1]);

async function is_red(desk, item, who) {
  const text = (await line(desk, item).innerText()).replace(/\s+/g, ' ');
  assert.match(text, /Thiếu/, text);
  assert.match(text, /\d\d\/\d\d\/\d{4}/, `since when: ${text}`);
  assert.match(text, /(Luật|Nghị định)[^.]*số \d+/, `by which rule: ${text}`);
  assert.ok(text.includes(who), `who must act: ${text}`);
  desk.ledger.held();
}

async function is_green(desk, path, item) {
  await desk.go(path);
  const text = (await line(desk, item).innerText()).replace(/\s+/g, ' ');
  assert.match(text, /Đủ/, text);
  assert.doesNotMatch(text, /Thiếu/, text);
  desk.ledger.held();
}

export async function duty_from_red_to_green(office) {
  const { house } = office;
  const site = department(house);
  const editor = someone(house, site.agency, "p.roles LIKE '%office_leader%'");
  const head = await office.at(editor.username);
  await head.go('/portal/duties');
  await head.turn_page(() => head.page.locator('main table a').first().click());
  const path = head.path();
  const before = await percent(head);
  await is_red(head, contacts, editor.name);
  await is_red(head, history, editor.name);

  await head.turn_page(() => line(head, contacts).getByRole('link', { name: 'Sửa thông tin trang' }).click());
  await head.send_form({ address: 'Số 5 đường Nha Trang, phường Phan Đình Phùng', phone: '0208 3855 000',
    email: 'lienhe@thainguyen.example' });
  await head.answered(200);
  await is_green(head, path, contacts);
  const between = await percent(head);
  assert.ok(between > before, `${before} % became ${between} %`);

  await head.turn_page(() => line(head, history).getByRole('link', { name: /^Viết bài/ }).click());
  await head.send_form({ title: 'Chặng đường của Sở',
    body: 'Tham mưu, giúp Ủy ban nhân dân tỉnh thực hiện quản lý nhà nước trong lĩnh vực được giao.' });
  await head.answered(200);
  const article = head.path();
  await submit(head);
  await pass(head, article);
  await pass(await office.at(someone(house, site.agency, "p.roles LIKE 'agency_leader%'").username), article);
  await is_green(head, path, history);
  assert.ok(await percent(head) > between);

  const visitor = await reader(office);
  await visitor.go(site.base);
  await visitor.says_not('Thiếu');
  assert.match(await visitor.page.locator('footer').innerText(), /0208 3855 000/);
  await until(visitor, `${site.base}/cong-khai`,
    async () => (await line(visitor, history).innerText()).includes(day()), 'updated today');
  await visitor.turn_page(() => line(visitor, history).getByRole('link').first().click());
  await visitor.says('Chặng đường của Sở');
}
