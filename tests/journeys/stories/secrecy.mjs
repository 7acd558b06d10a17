// A secret document is refused by the form and in a file, and nothing of it is stored.
import assert from 'node:assert/strict';
import { base } from '../pages/incoming.mjs';
import { must_not_find } from '../pages/search.mjs';
import { day, txt, unique } from '../support/papers.mjs';

export async function refusal_of_a_secret(office) {
  const clerk = await office.at('vui.dt');
  const words = `Phương án diễn tập ${unique()}`;
  const mark = `${unique()}/SNV-TH`;
  const typed = { author_name: 'SNV', kind: 'Công văn', mark, document_day: day(-1), subject: words };

  await clerk.go(`${base}/new`);
  const before = await clerk.page.locator('.next-number').innerText();
  await clerk.fill({ ...typed, secrecy: 'Mật' });
  await clerk.press('Lưu');
  await clerk.answered(422);
  await clerk.says('chưa có gì được lưu');
  assert.equal(await clerk.named('subject').inputValue(), words, 'what was typed is lost');

  await clerk.go(`${base}/new`);
  await clerk.fill({ ...typed, files: txt('phuong-an.txt', `MẬT\n\nPHƯƠNG ÁN\n${words}\n`) });
  await clerk.press('Lưu');
  await clerk.answered(422);
  await clerk.says('Văn bản mật không đưa vào hệ thống này');

  await must_not_find(clerk, words, words);
  await clerk.go(`${base}/new`);
  assert.equal(await clerk.page.locator('.next-number').innerText(), before, 'a number was used for a secret document');
}
