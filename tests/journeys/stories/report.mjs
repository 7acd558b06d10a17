// The report on handling: a new document is one more in the figure, and stands in the list behind it.
import assert from 'node:assert/strict';
import { register } from '../pages/incoming.mjs';
import { unique } from '../support/papers.mjs';

const path = '/documents/reports';

async function received(desk) {
  await desk.go(path);
  const figure = await desk.page.locator('.card__figure').first().innerText();
  return Number(figure.replace(/\D/g, ''));
}

export async function report_on_handling(office) {
  const clerk = await office.at('vui.dt');
  const before = await received(clerk);
  const number = unique();
  const subject = `V/v báo cáo kết quả rà soát đợt ${number}`;
  await register(clerk, { author_name: 'SNV', mark: `${number}/SNV-CCHC`, subject, signer_name: 'Nông Bích Hiền' });
  assert.equal(await received(clerk), before + 1, 'the figure does not count what was registered');

  await clerk.follow('Đến trong kỳ');
  await clerk.says(`${before + 1} văn bản`);
  await clerk.says(subject);
  await clerk.follow('Về báo cáo');
  await clerk.follow('Bản in');
  assert.match(await clerk.page.locator('body').innerText(), /TÌNH HÌNH XỬ LÝ VĂN BẢN/i);

  const specialist = await office.at('huong.nt');
  await specialist.go(path);
  assert.ok(await received(specialist) < before, 'a specialist reads more than his own');

  const chairman = await office.at('tuong.dk');
  await chairman.go(path);
  await chairman.follow('Các cơ quan trực thuộc');
  await chairman.says('Sở Khoa học và Công nghệ tỉnh Thái Nguyên');
  await chairman.says('tính đến');
}
