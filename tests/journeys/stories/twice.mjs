// The same form sent twice makes one document; a form made stale by another person's work is told so and loses nothing.
import assert from 'node:assert/strict';
import { base, number_said, register } from '../pages/incoming.mjs';
import { day, unique } from '../support/papers.mjs';

export async function double_submit(office) {
  const clerk = await office.at('vui.dt');
  await clerk.go(`${base}/new`);
  const mark = `${unique()}/SNV-VP`;
  const subject = `V/v gửi hai lần ${mark}`;
  await clerk.fill({ author_name: 'SNV', kind: 'Công văn', mark, document_day: day(-1), subject });
  const form = await clerk.page.locator('main form.form').evaluate((element) => [...new FormData(element)]
    .filter(([, value]) => typeof value === 'string'));
  const send = () => clerk.page.context().request.post(`${clerk.house.address}${base}/new`, {
    multipart: Object.fromEntries(form), maxRedirects: 0, headers: { Origin: clerk.house.address } });
  const answers = await Promise.all([send(), send()]);
  answers.push(await send());
  for (const answer of answers) assert.equal(answer.status(), 303, await answer.text());
  const places = new Set(answers.map((answer) => answer.headers().location));
  assert.equal(places.size, 1, `one form led to ${[...places].join(' and ')}`);
  clerk.ledger.held();
  await clerk.go([...places][0]);
  await clerk.says(mark);

  if (!office.script) return;
  const other = `${unique()}/SNV-VP`;
  await clerk.go(`${base}/new`);
  await clerk.fill({ author_name: 'SNV', mark: other, subject: `V/v bấm hai lần ${other}` });
  await clerk.turn_page(() => clerk.button('Lưu').dblclick());
  await number_said(clerk);
  await clerk.go(`${base}?view=all&q=${encodeURIComponent(other)}`);
  assert.equal(await clerk.page.locator('table.list tbody tr').count(), 1, 'a double press made two');
}

export async function stale_version(office) {
  const clerk = await office.at('vui.dt');
  const subject = `V/v hai người cùng sửa ${unique()}`;
  await register(clerk, { author_name: 'SNV', mark: `${unique()}/SNV-TCCB`, subject });
  const place = clerk.path();
  const second = await office.another_desk('vui.dt');
  await clerk.go(`${place}/correction`);
  await second.go(`${place}/correction`);
  await clerk.fill({ subject: `${subject} (sửa)`, reason: 'Gõ thiếu chữ' });
  await clerk.press('Lưu');
  await clerk.answered(200);
  await second.fill({ subject: `${subject} (sửa khác)`, reason: 'Gõ nhầm chữ' });
  await second.press('Lưu');
  await second.answered(409);
  await second.says('vừa thay đổi văn bản này');
  assert.equal(await second.named('subject').inputValue(), `${subject} (sửa khác)`, 'what was typed is lost');
  await second.press('Lưu');
  await second.answered(200);
  await second.says(`${subject} (sửa khác)`);
}
