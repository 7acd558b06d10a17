// A complaint goes its whole way inside a department and nobody else notices; a denunciation is passed on to a commune,
// whose clerk learns the name only by receiving it.
import { must_find, must_not_find } from '../pages/search.mjs';
import { day, pdf, unique } from '../support/papers.mjs';

const base = '/petitions';

async function taken_in(clerk, values) {
  await clerk.go(`${base}/new`);
  await clerk.send_form({ channel: 'Bưu điện', received_day: day(0), sender_address: 'Xóm Đồng Tiến', ...values });
  await clerk.says('Đã vào sổ đơn');
  await clerk.says(values.sender_name);
  return clerk.path();
}

async function unknown_to(desk, place, words) {
  await must_not_find(desk, words, words);
  await desk.go(`${base}?view=all`);
  await desk.says_not(words);
  await desk.go(place);
  await desk.answered(404);
}

async function settled(office, place, summary) {
  const director = await office.at('luong.bx');
  await director.go(place);
  await director.deed('/acceptance', { settler: 'Chuyển đổi số', note: 'Xác minh, báo cáo' });
  await director.says('Đang giải quyết');

  const head = await office.at('kiem.ht');
  await head.go(place);
  await head.deed('/handing-on', { post: 'Nguyễn Thu Hường' });
  const specialist = await office.at('huong.nt');
  await specialist.go('/worklist');
  await specialist.says(summary);
  await specialist.go(place);
  await specialist.deed('/result', { mark: `${unique()}/TB-SKHCN`, day: day(0), text: 'Khiếu nại không có cơ sở.' });
  await specialist.says('Có kết quả');

  const clerk = await office.at('vui.dt');
  await clerk.go(place);
  await clerk.deed('/closure');
  await clerk.says('Đã kết thúc');
}

export async function petition_seen_by_few(office) {
  const run = unique();
  const clerk = await office.at('vui.dt');
  const complaint = `Khiếu nại việc từ chối đăng ký nhãn hiệu ${run}`;
  const sender = `Đặng Thị Thử ${run}`;
  const place = await taken_in(clerk, { kind: 'Khiếu nại', summary: complaint, sender_name: sender,
    files: pdf('don.pdf', ['Don khieu nai']) });
  await must_find(clerk, run, complaint);
  for (const username of ['trach.pm', 'su.gv', 'huong.nt', 'quyen.tt']) {
    await unknown_to(await office.at(username), place, complaint);
  }
  await settled(office, place, complaint);
  await clerk.go(base);
  await clerk.says_not(sender);
  await clerk.go(`${place}/slip`);

  const denunciation = `Tố cáo thu sai lệ phí chứng thực ${run}`;
  const denouncer = `Triệu Văn Giấu ${run}`;
  const second = await taken_in(clerk, { kind: 'Tố cáo', summary: denunciation, sender_name: denouncer });
  const director = await office.at('luong.bx');
  await director.go(second);
  await director.deed('/passing', { agency: 'Ủy ban nhân dân xã Đại Từ', note: 'Thuộc thẩm quyền của xã' });
  await director.go(`${second}/passing-slip`);
  const commune = await office.at('men.nt');
  await commune.go(`${base}?view=waiting_receipt`);
  await commune.follow(denunciation);
  await commune.says_not(denouncer);
  await commune.deed('/receipt', { received_day: day(0) });
  await commune.says(denouncer);
}
