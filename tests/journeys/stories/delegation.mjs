// The director goes away and hands his work to a deputy for some days: both see what comes, the deputy acts, and it
// says for whom. Back again, the director ends it.
import assert from 'node:assert/strict';
import { give, open_from_worklist } from '../pages/handling.mjs';
import { register } from '../pages/incoming.mjs';
import { sleep } from '../support/house.mjs';
import { day, unique } from '../support/papers.mjs';

const page = '/directory/delegations';
const remembered_ms = 6000;             // a node may remember for so long who acts for whom

async function hand_over(director, basis) {
  await director.go(`${page}/new`);
  await director.send_form({ to_person: 'hien.nb', purpose: 'work', from: day(0), until: day(5), basis });
  await director.answered(200);
  await director.says('Nông Bích Hiền');
  await director.says(basis);
}

export async function delegation_while_the_director_is_away(office) {
  const director = await office.at('toan.cd');
  const basis = `${unique()}/TB-SNV`;
  await hand_over(director, basis);
  const clerk = await office.at('quyen.tt');
  const subject = `V/v giao việc khi Giám đốc đi vắng ${unique()}`;
  await register(clerk, { author_name: 'SKHCN', mark: `${unique()}/SKHCN-VP`, subject, reply_needed: true });
  const place = clerk.path();
  await give(clerk, { lead: 'Chu Đình Toản' });
  await sleep(remembered_ms);
  await open_from_worklist(director, subject);

  const deputy = await office.at('hien.nb');
  await open_from_worklist(deputy, subject);
  assert.equal(deputy.path(), place);
  await give(deputy, { lead: 'Văn thư', opinion: 'Giao phòng tham mưu, báo cáo Giám đốc khi về.' });
  await deputy.says('Nông Bích Hiền');
  await deputy.says(/theo ủy quyền/i);

  await director.go(page);
  const line = director.page.locator('tr', { hasText: basis });
  await director.turn_page(() => line.getByRole('button', { name: 'Kết thúc' }).click());
  await director.answered(200);
  await director.says('Đã kết thúc ủy quyền');
}
