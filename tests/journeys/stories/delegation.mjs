// The director goes away and hands his work to a deputy for some days: both see what comes, the deputy acts, and it
// says for whom.
import assert from 'node:assert/strict';
import { give, open_from_worklist } from '../pages/handling.mjs';
import { register } from '../pages/incoming.mjs';
import { day, unique } from '../support/papers.mjs';

const page = '/directory/delegations';

async function hand_over(director) {
  await director.go(page);
  await director.answered(200);
  const link = director.page.locator(`main a[href*="${page}/new"]`).first();
  if (await link.count()) await director.turn_page(() => link.click());
  await director.send_form({ receiver_post: 'Lý Viết', from: day(0), until: day(5), basis: '115/TB-VP' });
  await director.answered(200);
  await director.says(day(5));
}

export async function delegation_while_the_director_is_away(office) {
  const director = await office.at('toan.cd');
  await hand_over(director);
  const clerk = await office.at('quyen.tt');
  const subject = `V/v giao việc khi Giám đốc đi vắng ${unique()}`;
  await register(clerk, { author_name: 'SKHCN', mark: `${unique()}/SKHCN-VP`, subject, reply_needed: true });
  const place = clerk.path();
  await give(clerk, { lead: 'Chu Đình Toản' });
  await open_from_worklist(director, subject);

  const deputy = await office.at('hien.nb');
  await open_from_worklist(deputy, subject);
  assert.equal(deputy.path(), place);
  await give(deputy, { lead: 'Văn thư', opinion: 'Giao phòng tham mưu, báo cáo Giám đốc khi về.' });
  await deputy.says('Nông Bích Hiền');
  await deputy.says(/theo ủy quyền|thay|được giao|ủy quyền/i);
}
