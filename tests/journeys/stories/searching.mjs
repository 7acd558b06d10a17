// One box finds a document by its words with and without marks, by its sign, and by words inside its file.
import { register } from '../pages/incoming.mjs';
import { must_find, must_not_find, search } from '../pages/search.mjs';
import { pdf, unique } from '../support/papers.mjs';

export async function search_with_and_without_marks(office) {
  const clerk = await office.at('vui.dt');
  const number = unique();
  const subject = `V/v khảo sát vùng lõm sóng thông tin di động tại xã Ba Bể đợt ${number}`;
  const inside = `zanzib${number}`;
  await register(clerk, { author_name: 'SNV', mark: `${number}/SNV-CCHC`, subject, signer_name: 'Nông Bích Hiền',
    files: pdf(`khao-sat-${number}.pdf`, ['Bang ke cac diem do', `ky hieu ${inside}`]) });

  await must_find(clerk, `vùng lõm sóng đợt ${number}`, subject);
  await must_find(clerk, `vung lom song dot ${number}`, subject);
  await must_find(clerk, `VÙNG LÕM SÓNG ĐỢT ${number}`, subject);
  await must_find(clerk, `${number}/SNV-CCHC`, subject);
  await must_find(clerk, `di dong ba be ${number}`, subject);
  await must_find(clerk, inside, subject, 30);

  const elsewhere = await office.at('nhan.kt');
  await must_not_find(elsewhere, `vung lom song dot ${number}`, subject);
  await search(clerk, 'khongcotunaonhuthe');
  await clerk.says('Không tìm thấy');
}
