// A clerk works in English: signs in, registers a document, forwards and closes it. What the house says on the way is
// English; what people typed, and the words of the law, stay as they are.
import assert from 'node:assert/strict';
import { give } from '../pages/handling.mjs';
import { base } from '../pages/incoming.mjs';
import { day, unique } from '../support/papers.mjs';

const username = 'vui.dt';
const marks = /[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]/i;

async function choose_language(desk, code) {
  await desk.go('/accounts/me');
  await desk.page.locator(`input[name=language][value=${code}]`).check();
  await desk.turn_page(() => desk.page.locator('form[action="/accounts/me/language"] button').click());
  assert.equal(await desk.page.locator('html').getAttribute('lang'), code);
}

async function sign_in_in_english(office) {
  const desk = await office.blank_desk(username);
  await desk.go('/');
  await desk.turn_page(() => desk.page.locator('a[hreflang=en]').click());
  assert.equal(await desk.heading(), 'Sign in');
  await desk.fill({ username, password: desk.account.password });
  await desk.press('Sign in');
  await choose_language(desk, 'en');
  return desk;
}

async function faults_are_said_in_english(desk) {
  await desk.go(`${base}/new`);
  await desk.fill({ kind: 'Công văn', document_day: '31/02/2026' });
  await desk.press('Save');
  await desk.answered(422);
  const faults = await desk.page.locator('main .govuk-error-message').allInnerTexts();
  assert.ok(faults.length > 1, 'no faults are said');
  for (const fault of faults) assert.ok(!marks.test(fault), `not in English: ${fault}`);
}

export async function document_in_english(office) {
  const desk = await sign_in_in_english(office);
  try {
    await faults_are_said_in_english(desk);
    const subject = `V/v thử làm việc bằng tiếng Anh lần ${unique()}`;
    await desk.go(`${base}/new`);
    await desk.fill({ kind: 'Công văn', document_day: day(-1), author_name: 'UBND xã Đại Từ',
      mark: `${unique()}/UBND-VP`, subject, signer_name: 'Đinh Viết Sáng' });
    await desk.press('Save');
    await desk.answered(200);
    await desk.says(subject);
    await desk.says(/Registered, arrival number \d+/);
    await give(desk, { lead: 'Phùng Minh Trạch' });
    await desk.says('Submitted to Phùng Minh Trạch');
    await desk.deed('/closure', { as: 'without_result', note: 'Trial of the English pages' });
    await desk.answered(200);
    await desk.says('Closed: ');
    await desk.says('Trial of the English pages');
  } finally {
    await choose_language(desk, 'vi');
  }
}
