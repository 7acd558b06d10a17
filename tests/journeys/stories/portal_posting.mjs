// A public posting: personal data in it are found before anybody reads it, are taken out or answered for; it is
// approved and hangs; it ends before its day with the reason, and the printed proof says so, with the digest of what
// hung.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { reader, site_of, someone, until } from '../pages/portal.mjs';
import { day, pdf, unique } from '../support/papers.mjs';

const agency = 'xa-dai-tu';

async function is_proposed(desk, subject, file) {
  await desk.go('/portal/postings');
  await desk.follow('Đề nghị niêm yết');
  await desk.send_form({ subject, kind: 'Đất đai: hồ sơ cấp giấy chứng nhận', from: day(0), until: day(2) });
  await desk.answered(422);
  await desk.send_form({ until: day(40), places: 'Trụ sở Ủy ban, nhà văn hóa xóm Đồng Cả', files: file,
    text: 'Thửa đất số 15, tờ bản đồ 20, ông Lý Văn Páo, căn cước 019085001234, điện thoại 0912345678.' });
  await desk.answered(200);
  await desk.says('Có thể là dữ liệu cá nhân');
  return desk.path();
}

async function personal_data_leave(officer, deputy, path) {
  await deputy.go(path);
  await deputy.deed('/approval');
  await deputy.answered(422);
  await deputy.go(path);
  await deputy.deed('/return', { reason: 'Bỏ số căn cước và số điện thoại của người dân.' });
  await deputy.says('Đã trả lại người đề nghị');
  await officer.go(path);
  await officer.says('Bỏ số căn cước');
  await officer.deed('/change', { text: 'Thửa đất số 15, tờ bản đồ 20, diện tích 320 m², xóm Đồng Cả.' });
  await officer.answered(200);
  await officer.says_not('Số căn cước');
}

// The file is a paper without words in it: nobody can have looked through it but the one who approves.
async function is_approved(deputy, path) {
  await deputy.go(path);
  await deputy.deed('/approval');
  if (deputy.status === 422) {
    for (const box of await deputy.page.locator('main [name^=finding_]').all()) {
      await box.fill('Đã đọc: chỉ có trích lục bản đồ, không có dữ liệu cá nhân.');
    }
    await deputy.send_form();
  }
  await deputy.answered(200);
  await deputy.says('Đã duyệt niêm yết');
}

export async function posting_with_its_proof(office) {
  const { house } = office;
  const subject = `Niêm yết hồ sơ cấp giấy chứng nhận lần ${unique()}`;
  const file = pdf('trich-luc.pdf', ['Trich luc ban do dia chinh thua 15']);
  const site = site_of(house, agency);
  const officer = await office.at('tinh.lt');
  const deputy = await office.at(someone(house, agency, "p.title LIKE 'Phó Chủ tịch Ủy ban%'").username);
  const path = await is_proposed(officer, subject, file);
  await personal_data_leave(officer, deputy, path);
  const villager = await reader(office);
  await villager.go(`${site.base}/niem-yet`);
  await villager.says_not(subject);
  await is_approved(deputy, path);

  await until(villager, `${site.base}/niem-yet`, async () => (await villager.text()).includes(subject), 'hanging');
  await villager.follow(subject);
  await villager.says('diện tích 320 m²');
  await villager.says_not('Lý Văn Páo');
  const hanging = villager.path();
  const given = await villager.page.request.get(house.address +
    await villager.page.getByRole('link', { name: 'trich-luc.pdf' }).getAttribute('href'));
  assert.deepEqual(Buffer.from(await given.body()), file.buffer);

  await deputy.go(path);
  await deputy.deed('/end', { reason: 'Người dân đề nghị rút hồ sơ.' });
  await deputy.says('Đã kết thúc niêm yết');
  await until(villager, `${site.base}/niem-yet`, async () => !(await villager.text()).includes(subject), 'taken down');
  await villager.go(hanging);
  await villager.says_not('diện tích 320 m²');

  await officer.go(`${path}/proof`);
  await officer.answered(200);
  for (const words of [/Biên bản kết thúc niêm yết/i, subject, 'Người dân đề nghị rút hồ sơ', day(0), 'trich-luc.pdf',
    createHash('sha256').update(file.buffer).digest('hex')]) {
    await officer.says(words);
  }
}
