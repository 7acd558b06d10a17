// The session locks while a form is being filled: what was sent is kept, and offered again after the password.
import { base } from '../pages/incoming.mjs';
import { on_database, sleep } from '../support/house.mjs';
import { day, unique } from '../support/papers.mjs';

const remembered_ms = 6000;             // a node may remember a session that long

export async function locked_in_the_middle_of_a_form(office) {
  const clerk = await office.another_desk('quyen.tt');
  await clerk.go(`${base}/new`);
  const subject = `V/v phiên khóa giữa chừng ${unique()}`;
  const mark = `${unique()}/SKHCN-VP`;
  await clerk.fill({ author_name: 'SKHCN', kind: 'Công văn', mark, document_day: day(-1), subject });
  on_database(office.house, `UPDATE session SET locked = 1
    WHERE account = (SELECT id FROM account WHERE username = 'quyen.tt')`);
  await sleep(remembered_ms);
  await clerk.press('Lưu');
  await clerk.says('Phiên làm việc đã khóa');
  await clerk.fill({ password: clerk.account.password });
  await clerk.press('Mở khóa');
  await clerk.says('Bạn có biểu mẫu chưa gửi');
  await clerk.says(subject);
  await clerk.press('Gửi lại');
  await clerk.answered(200);
  await clerk.says('Đã vào sổ');
  await clerk.says(subject);
}
