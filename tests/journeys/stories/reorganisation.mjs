// The IT officer of a department reorganises what is below it: a merger ahead is drafted, looked at, decided and taken
// back, a separation likewise; a new code from today is carried out at once; what contradicts is refused with all its
// reasons.
import assert from 'node:assert/strict';
import { day, unique } from '../support/papers.mjs';

const pages = '/directory/reorganisations';
const merged = ['Trung tâm Ứng dụng tiến bộ khoa học và công nghệ', 'Chi cục Tiêu chuẩn Đo lường Chất lượng'];

async function take_back_a_merger(officer, [first, second]) {
  const name = `Trung tâm Đo lường và Ứng dụng ${unique()}`;
  await officer.go(`${pages}/new?kind=merge`);
  await officer.send_form({ agency_1: first, agency_2: second, name_1: name, abbreviation_1: 'TTĐLƯD', day: day(30),
    basis: `Quyết định số ${unique()}/QĐ-UBND` });
  await officer.answered(200);
  await officer.says('Phương án, chưa quyết định');
  await officer.says(name);
  await officer.says('Đơn vị, vị trí cùng người giữ chuyển sang');
  await officer.press('Quyết định, thực hiện khi đến ngày');
  await officer.says('Đã quyết định, chờ đến ngày');
  const plan = officer.path();

  await officer.go(`${pages}/new?kind=dissolve`);
  await officer.send_form({ agency_1: first, target_1: first, day: day(30), basis: 'x' });
  await officer.answered(422);
  await officer.says('Cơ quan tiếp nhận phải là cơ quan khác');
  await officer.says('đã có sắp xếp khác vào cùng ngày');

  await officer.go(plan);
  await officer.press('Hủy phương án');
  await officer.says('Đã hủy');
}

// A field of work passes to a body below, the department lives on: refused while nothing passes, then looked at, taken
// back.
async function take_back_a_separation(officer, agency, target) {
  await officer.go(`${pages}/new?kind=separate`);
  await officer.send_form({ agency_1: agency });
  await officer.says('Địa bàn, lĩnh vực chuyển sang cơ quan 1');
  const basis = `Quyết định số ${unique()}/QĐ-UBND`;
  await officer.send_form({ target_1: target, day: day(45), basis });
  await officer.answered(422);
  await officer.says('Chưa có gì chuyển sang cơ quan này');
  await officer.send_form({ scope_1: 'Đo lường trên địa bàn các xã phía Bắc' });
  await officer.says('Phương án, chưa quyết định');
  await officer.says('tiếp tục hoạt động');
  await officer.says('Đo lường trên địa bàn các xã phía Bắc');
  await officer.press('Hủy phương án');
  await officer.says('Đã hủy');
}

async function recode(officer, agency) {
  const basis = `Quyết định số ${unique()}/QĐ-UBND`;
  await officer.go(`${pages}/new?kind=recode`);
  await officer.send_form({ agency_1: agency, code: `H55.12.${unique()}`.slice(0, 35), day: day(0), basis });
  if (officer.status === 422) {    // told before today, by the other way of working
    await officer.says('lần thay đổi gần nhất');
    return;
  }
  await officer.says('Phương án, chưa quyết định');
  await officer.press('Quyết định và thực hiện ngay');
  await officer.says('Đã thực hiện');
  await officer.go(pages);
  await officer.says(basis);
}

export async function reorganisation_below_a_department(office) {
  const officer = await office.at('phau.sa');
  await officer.go(pages);
  await officer.says('Sáp nhập, hợp nhất');
  await take_back_a_merger(officer, merged);
  await take_back_a_separation(officer, 'Sở Khoa học và Công nghệ', merged[1]);
  await recode(officer, merged[1]);
  await officer.go('/directory/administrative-units');
  await officer.says('Gõ mã hoặc phần đầu của tên');

  const specialist = await office.at('huong.nt');
  await specialist.go(pages);
  assert.equal(specialist.status, 403);
}
