// A department asked 92 communes. The matrix shows who answered, who was late and who is silent; one press reminds
// them.
import assert from 'node:assert/strict';
import { base } from '../pages/outgoing.mjs';
import { on_database } from '../support/house.mjs';

async function largest_campaign(clerk) {
  await clerk.go(`${base}?view=replies`);
  const rows = await clerk.page.locator('table.list tbody tr').evaluateAll((all) => all.map((row) => ({
    path: row.querySelector('a.cut').getAttribute('href'), text: row.textContent.replace(/\s+/g, ' ') })));
  const found = rows.find((row) => /\/\s*92\b/.test(row.text));
  assert.ok(found, `no document that asked 92: ${rows.slice(0, 6).map((row) => row.text).join(' || ')}`);
  return found.path;
}

const hours_ahead = 7;                  // of the province, to universal time
const day_of = (moment) => new Date(Date.parse(moment) + hours_ahead * 3_600_000).toISOString().slice(0, 10);
const words_of = { late: /^Trả lời chậm/, answered: /^Đã trả lời/, overdue: /^Quá hạn \d+ ngày/, refused: /^Từ chối/,
  received: /^Đã nhận, chưa trả lời/, sent: /^(Chưa nhận|Gửi ngoài hệ thống)/ };

function standing(state, until, replied, today) {
  if (replied) return day_of(replied) > until ? 'late' : 'answered';
  if (state === 'refused') return 'refused';
  if (until < today) return 'overdue';
  return ['sent', 'listed', 'arrived'].includes(state) ? 'sent' : 'received';
}

// name -> how it stands, worked out from the rows as they lie in the database.
function standings(house, path) {
  const rows = on_database(house, `SELECT r.name, r.state, o.reply_day, COALESCE(r.replied_at, '') FROM recipient r
    JOIN outgoing_document o ON o.id = r.outgoing WHERE r.reply_needed = 1 AND o.id = ${path.split('/').at(-1)}`);
  const today = day_of(new Date().toISOString());
  return new Map(rows.map(([name, ...told]) => [name, standing(...told, today)]));
}

async function shown_in(cells) {
  const texts = await cells.evaluateAll((all) => all.map((cell) =>
    [...cell.children].map((part) => part.textContent.trim()).filter((text) => text)));
  return new Map(texts.map(([name, state]) =>
    [name, Object.keys(words_of).find((how) => words_of[how].test(state)) ?? state]));
}

const count = (map, ...wanted) => [...map.values()].filter((how) => wanted.includes(how)).length;

// Every place as it stands, one by one; the counts of the filters and of the picture are those of the places.
async function shows_all_as_they_stand(office, clerk, path) {
  const shown = await shown_in(clerk.page.locator('.matrix__cell'));
  assert.equal(shown.size, 92, 'the matrix does not show all who were asked');
  if (office.house.data) assert.deepEqual([...shown].sort(), [...standings(office.house, path)].sort());
  const answered = count(shown, 'answered', 'late');
  const overdue = count(shown, 'overdue');
  const tally = await clerk.page.locator('svg.tally').getAttribute('aria-label');
  assert.equal(tally, `Đã trả lời ${answered}, quá hạn ${overdue}, trong 92 nơi nhận`);
  await clerk.says(`Đã trả lời ${answered}`);
  await clerk.says(`Quá hạn ${overdue}`);
  const late = count(shown, 'late') + overdue;
  assert.equal(late, 11);
  office.ledger.note(`92 communes asked: ${count(shown, 'answered')} answered in time, ${count(shown, 'late')} late, ` +
    `${overdue} overdue`);
  return 92 - answered - count(shown, 'refused');
}

// Whoever was reminded today is not reminded again; the printed matrix names everybody.
async function reminds_from_the_list(clerk, path) {
  await clerk.go(`${base}?view=replies`);
  await clerk.page.locator(`main input[name="document"][value="${path.split('/').at(-1)}"]`).check();
  await clerk.deed('/reminders');
  await clerk.answered(200);
  await clerk.says('không còn nơi nào phải đôn đốc hôm nay');
  await clerk.go(`${path}/replies/print`);
  await clerk.answered(200);
  assert.equal(await clerk.page.locator('table.register tbody tr').count(), 92);
}

export async function campaign_of_92_communes(office) {
  const clerk = await office.at('vui.dt');
  const path = await largest_campaign(clerk);
  await clerk.go(`${path}/replies`);
  await clerk.answered(200);
  const silent = await shows_all_as_they_stand(office, clerk, path);
  await clerk.says('đã gửi đủ 92/92');
  clerk.ledger.held();
  const offer = await clerk.page.locator('main form[action$="/reminder"] button').innerText();
  assert.equal(offer.trim(), `Đôn đốc ${silent} nơi chưa trả lời`);
  await clerk.deed('/reminder');
  await clerk.answered(200);
  await clerk.says('Đã đôn đốc');
  await clerk.says(String(silent));

  await reminds_from_the_list(clerk, path);

  const stranger = await office.at('nhan.kt');
  await stranger.go(`${path}/replies`);
  await stranger.answered(404);
}
