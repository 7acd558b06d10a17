// In a commune: an officer writes at the desk, a deputy chairman approves on his phone; there is no step between.
import { open_from_worklist } from '../pages/handling.mjs';
import { reader, site_of, someone, submit, until, write } from '../pages/portal.mjs';
import { unique } from '../support/papers.mjs';

const agency = 'xa-dai-tu';
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };

export async function article_of_a_commune(office) {
  const { house } = office;
  const title = `Lịch tiêm phòng đàn trâu bò đợt ${unique()}`;
  const site = site_of(house, agency);
  const officer = await office.at('tinh.lt');
  const path = await write(officer, site, { title, category: 'Tin tức, sự kiện',
    body: 'Tiêm phòng tại nhà văn hóa xóm.\n\n| Xóm | Ngày |\n| Đồng Cả | 25/11 |\n| Bãi Bông | 26/11 |' });
  await submit(officer);

  const who = someone(house, agency, "p.title LIKE 'Phó Chủ tịch Ủy ban%'");
  const deputy = await office.another_desk(who.username, phone);
  await open_from_worklist(deputy, title);
  await deputy.says('Bãi Bông');
  await deputy.deed('/passing/new');
  await deputy.answered(200);
  await deputy.says('Đã xuất bản');
  await officer.go(path);
  await officer.says('Đã xuất bản');

  const villager = await reader(office, phone);
  await until(villager, site.base, async () => (await villager.text()).includes(title), 'on the home page');
  await villager.follow(title);
  await villager.says('Bãi Bông');
}
