// A page leads to another that is withdrawn later: the patrol of the next day finds the dead link, it stands among the
// links of the site and in the work list of who wrote the page; mended, it goes.
import assert from 'node:assert/strict';
import { a_day_passes, pass, public_address, site_of, someone, submit, until, write } from '../pages/portal.mjs';
import { unique } from '../support/papers.mjs';

const agency = 'xa-dai-tu';
const told = '/worklist/known';

async function is_published(writer, deputy, site, values) {
  const path = await write(writer, site, { category: 'Tin tức, sự kiện', ...values }, { html: true });
  await submit(writer);
  await pass(deputy, path);
  return { path, address: await public_address(deputy, path) };
}

export async function dead_link_is_found_and_mended(office) {
  const { house } = office;
  const site = site_of(house, agency);
  const run = unique();
  const writer = await office.at('tinh.lt');
  const deputy = await office.at(someone(house, agency, "p.title LIKE 'Phó Chủ tịch Ủy ban%'").username);
  const target = await is_published(writer, deputy, site, { title: `Lịch cấp nước ${run}`,
    body: '<p>Từ 6 giờ sáng.</p>' });
  const page = await is_published(writer, deputy, site, { title: `Hỏi đáp về nước sạch ${run}`,
    body: `<p>Xem <a href="${target.address}">lịch cấp nước</a>.</p>` });
  await deputy.go(target.path);
  await deputy.deed('/withdrawal/new', { reason: 'Công ty cấp nước đổi lịch.' });
  await deputy.answered(200);

  const findings = `/portal/links/${site.id}`;
  const row = writer.page.locator('main tbody tr', { hasText: target.address });
  await writer.go(findings);
  assert.equal(await row.count(), 0, 'found before anybody looked');
  a_day_passes(house, 'portal.patrol', site, target.address);
  await until(writer, findings, async () => await row.count() > 0, 'found');
  const found = (await row.innerText()).replace(/\s+/g, ' ');
  assert.match(found, new RegExp(`Hỏi đáp về nước sạch ${run}.*Hỏng.*\\d\\d/\\d\\d/\\d{4}`), found);
  const line = writer.page.locator('main table a.cut', { hasText: /Đại Từ: .*liên kết hỏng/ });
  await until(writer, told, async () => await line.count() > 0, 'in the work list');
  await writer.turn_page(() => line.click());
  assert.equal(writer.path(), findings);

  await deputy.go(page.path);
  await deputy.follow('Đính chính');
  await deputy.send_form({ body: 'Lịch cấp nước dán tại nhà văn hóa các xóm.', note: 'Bỏ liên kết hỏng.' });
  await deputy.answered(200);
  await writer.go(findings);
  await writer.turn_page(() => row.getByRole('link', { name: /^Đã sửa/ }).click());
  await writer.send_form();
  await writer.answered(200);
  await until(writer, `${findings}?view=all`, async () => await row.count() === 0, 'gone');
  await until(writer, told, async () => await line.count() === 0, 'done in the work list');
}
