// Figures of the month lead to the documents behind them; an invitation that came as a calendar file becomes an entry.
import assert from 'node:assert/strict';

const file = (text) => ({ name: 'moi.ics', mimeType: 'text/calendar', buffer: Buffer.from(text, 'utf8') });
const invitation = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:1', 'SUMMARY:Hội nghị trực tuyến',
  'DTSTART;TZID=Europe/Paris:20270401T090000', 'DURATION:PT2H', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');

export async function figures_and_a_calendar_file(office) {
  const clerk = await office.at('vui.dt');
  await clerk.go('/indicators');
  await clerk.says('Văn bản đến đã vào sổ');
  const figure = clerk.page.locator('main table a').first();
  await clerk.turn_page(() => figure.click());
  await clerk.answered(200);
  assert.match(clerk.path(), /^\/documents\/incoming/);

  await clerk.go('/meetings/mine');
  await clerk.follow('Ghi từ tệp .ics');
  await clerk.fill({ calendar: file('không phải lịch') });
  await clerk.press('Đọc tệp');
  await clerk.answered(422);
  await clerk.says('Đây không phải tệp lịch');
  await clerk.fill({ calendar: file(invitation) });
  await clerk.press('Đọc tệp');
  await clerk.answered(200);
  assert.equal(await clerk.named('subject').inputValue(), 'Hội nghị trực tuyến');
  assert.equal(await clerk.named('from').inputValue(), '14:00');
  clerk.ledger.held();
}
