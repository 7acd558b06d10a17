// What a person looks for again and again: a list kept under a name, an order, a sheet on paper, columns of his own
// choice; and who else sees a document.
import assert from 'node:assert/strict';
import { register } from '../pages/incoming.mjs';
import { search, titles } from '../pages/search.mjs';
import { unique } from '../support/papers.mjs';

export async function found_again(office) {
  const clerk = await office.at('vui.dt');
  const number = unique();
  const subject = `V/v quy hoạch mạng lưới trạm quan trắc đợt ${number}`;
  await register(clerk, { author_name: 'SNV', mark: `${number}/SNV-CCHC`, subject, signer_name: 'Nông Bích Hiền' });

  await search(clerk, `quan trắc đợt ${number}`);
  await clerk.follow('Ngày mới nhất trước');
  assert.ok((await titles(clerk)).some((one) => one.includes(subject)), 'sorted by day it is gone');
  await clerk.follow('Bản in');
  assert.match(await clerk.page.locator('main').innerText(), new RegExp(subject.replaceAll('/', '\\/')));
  assert.match(await clerk.page.locator('.watermark i').first().getAttribute('data-mark'), /Vui/);
  await search(clerk, `quan trắc đợt ${number}`);
  await clerk.follow('Lưu lại');
  await clerk.send_form({ name: `Trạm quan trắc ${number}` });
  await clerk.go('/search');
  await clerk.follow(`Trạm quan trắc ${number}`);
  assert.ok((await titles(clerk)).some((one) => one.includes(subject)), 'the kept search finds it no more');

  await clerk.go('/documents/incoming/columns');
  for (const box of ['author', 'handler']) await clerk.page.locator(`input[value="${box}"]`).uncheck();
  await clerk.page.locator('input[value="urgency"]').check();
  await clerk.press('Lưu');
  await clerk.says('Độ khẩn');
  assert.equal(await clerk.page.locator('thead .c-org').first().isVisible(), false, 'a column left out is seen');
  await clerk.go('/documents/incoming/columns');
  await clerk.press('Như lúc đầu');

  await search(clerk, `quan trắc đợt ${number}`);
  await clerk.follow(subject);
  await clerk.follow('Ai được xem, đã xem');
  await clerk.says('Cơ quan giữ sổ, văn thư');
  await clerk.says('Đang được xem, và vì sao');
}
