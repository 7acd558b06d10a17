// A department asked 92 communes. The matrix shows who answered, who was late and who is silent; one press reminds
// them.
import assert from 'node:assert/strict';
import { base } from '../pages/outgoing.mjs';

async function largest_campaign(clerk) {
  await clerk.go(`${base}?view=replies`);
  const rows = await clerk.page.locator('table.list tbody tr').evaluateAll((all) => all.map((row) => ({
    path: row.querySelector('a.cut').getAttribute('href'), text: row.textContent.replace(/\s+/g, ' ') })));
  const found = rows.find((row) => /\/\s*92\b/.test(row.text));
  assert.ok(found, `no document that asked 92: ${rows.slice(0, 6).map((row) => row.text).join(' || ')}`);
  return found.path;
}

export async function campaign_of_92_communes(office) {
  const clerk = await office.at('vui.dt');
  const path = await largest_campaign(clerk);
  await clerk.go(`${path}/replies`);
  await clerk.answered(200);
  const cells = clerk.page.locator('.matrix__cell');
  assert.equal(await cells.count(), 92, 'the matrix does not show all who were asked');
  clerk.ledger.held();
  office.ledger.note(`matrix: ${await clerk.page.locator('svg.tally').getAttribute('aria-label')}`);
  const late = await cells.filter({ hasText: /Trả lời chậm|Quá hạn/ }).count();
  assert.ok(late >= 11, `${late} are shown late, not 11`);
  clerk.ledger.held();
  const answered = await cells.filter({ hasText: /Đã trả lời|Trả lời chậm/ }).count();
  assert.ok(answered >= 75 && answered < 92, `${answered} have answered`);
  const offer = await clerk.page.locator('main form[action$="/reminder"] button').innerText();
  const silent = Number(/\d+/.exec(offer)?.[0] ?? 0);
  await clerk.deed('/reminder');
  await clerk.answered(200);
  await clerk.says('Đã đôn đốc');
  if (silent > 0) await clerk.says(String(silent));

  const stranger = await office.at('nhan.kt');
  await stranger.go(`${path}/replies`);
  await stranger.answered(404);
}
