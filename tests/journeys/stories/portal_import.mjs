// An agency takes its old site over: what WordPress and NukeViet exported is tried, shown article by article and
// written; readers find the articles, also at their old addresses; undone, all of it is gone.
import assert from 'node:assert/strict';
import { reader, site_of, someone, until } from '../pages/portal.mjs';
import { unique } from '../support/papers.mjs';

const agency = 'so-noi-vu';
const old_host = 'https://cu.example.vn';

const item = ({ id, title, body, status = 'publish' }) => `<item><title>${title}</title>
<link>${old_host}/2023/bai-${id}/</link><dc:creator><![CDATA[lan]]></dc:creator>
<guid isPermaLink="false">${old_host}/?p=${id}</guid><content:encoded><![CDATA[${body}]]></content:encoded>
<excerpt:encoded><![CDATA[Tóm tắt ${id}]]></excerpt:encoded><wp:post_id>${id}</wp:post_id>
<wp:post_date_gmt>2023-11-14 22:13:20</wp:post_date_gmt><wp:post_name>bai-${id}</wp:post_name>
<wp:status>${status}</wp:status><wp:post_type>post</wp:post_type>
<category domain="category" nicename="lang-nghe"><![CDATA[Làng nghề]]></category></item>`;

const wxr = (items) => `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Trang cũ</title><link>${old_host}</link>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>${old_host}</wp:base_site_url>
<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>lang-nghe</wp:category_nicename>
<wp:category_parent></wp:category_parent><wp:cat_name>Làng nghề</wp:cat_name></wp:category>
${items.map(item).join('\n')}</channel></rss>`;

const file = (name, text, mimeType) => ({ name, mimeType, buffer: Buffer.from(text, 'utf8') });

// Brings the file; a job tries it. Gives the page of the import back.
async function is_tried(desk, site, values) {
  await desk.go(`/portal/sites/${site.id}`);
  await desk.turn_page(() => desk.page.locator('main a[href$="/imports"]').first().click());
  await desk.send_form({ category: 'Tin tức, sự kiện', ...values });
  await desk.answered(200);
  const path = desk.path();
  await until(desk, path, async () => (await desk.text()).includes('Chạy thử, chưa ghi gì'), 'tried');
  return path;
}

async function is_written(desk, path, articles) {
  await desk.press(`Ghi ${articles} bài`);
  await until(desk, path, async () => (await desk.text()).includes(`Đã ghi ${articles} bài`), 'written');
}

async function is_undone(desk, path, articles) {
  await desk.go(path);
  await desk.deed('/undoings');
  await until(desk, path, async () => (await desk.text()).includes(`Đã hoàn tác ${articles} bài`), 'undone');
}

async function leads_to(visitor, from, heading) {
  await visitor.go(from);
  await visitor.answered(200);
  assert.equal(await visitor.heading(), heading, `from ${from}`);
  return visitor.path();
}

async function of_wordpress(desk, visitor, site) {
  const id = unique();
  const next = unique();
  const title = `Làng nghề chè Tân Cương ${id}`;
  const path = await is_tried(desk, site, { form: 'WordPress', export: file('cu.xml', wxr([
    { id, title,
      body: `<p onclick="x()">Xem <a href="${old_host}/?p=${next}">bài sau</a></p><script>alert(1)</script>` },
    { id: next, title: `Hội chợ làng nghề ${next}`, body: '<p>Mở cửa từ thứ Bảy.</p>' },
    { id: unique(), title: 'Bài nháp', body: '<p>Chưa xong.</p>', status: 'draft' },
    { id: unique(), title: '', body: '<p>Không tên.</p>' }]), 'application/xml') });
  for (const words of ['3 bài sẽ ghi', '1 bài có lỗi', 'Làng nghề', '15/11/2023', 'Không có tiêu đề']) {
    await desk.says(words);
  }
  await visitor.go(`${site.base}/2023/bai-${id}/`);
  await visitor.answered(404);
  await is_written(desk, path, 3);
  await until(visitor, `${site.base}/2023/bai-${id}/`, async () => visitor.status === 200, 'at its old address');
  const there = await leads_to(visitor, `${site.base}/2023/bai-${id}/`, title);
  assert.ok(there.startsWith(`${site.base}/bai/`), there);
  assert.equal(await leads_to(visitor, `${site.base}/?p=${id}`, title), there);
  const prose = await visitor.page.locator('.prose').first().innerHTML();
  assert.doesNotMatch(prose, /onclick|alert|cu\.example/);
  await visitor.follow('bài sau');
  await visitor.says('Mở cửa từ thứ Bảy');
  await visitor.go(`${site.base}/muc/lang-nghe`);
  await visitor.says(title);
  await visitor.says_not('Bài nháp');
  return { path, there };
}

async function of_nukeviet(desk, visitor, site) {
  const id = unique();
  const title = `Hội nghị tổng kết ${id}`;
  const columns = 'id,catid,title,alias,hometext,bodyhtml,author,sourcetext,publtime,homeimgfile,homeimgalt,status';
  const table = `${columns}\n${id},3,${title},hoi-nghi,Tóm tắt,<p>Nội dung ${id}</p>,Lan,Báo,1700000000,,,1\n`;
  const path = await is_tried(desk, site, { form: 'NukeViet', old_address: old_host,
    export: file('tin.csv', table, 'text/csv') });
  await desk.says('1 bài sẽ ghi');
  await is_written(desk, path, 1);
  await until(visitor, `${site.base}/vi/news/tin-tuc/hoi-nghi-${id}.html`, async () => visitor.status === 200, 'moved');
  const there = await leads_to(visitor, `${site.base}/vi/news/tin-tuc/hoi-nghi-${id}.html`, title);
  return { path, there };
}

export async function an_old_site_is_taken_over(office) {
  const site = site_of(office.house, agency);
  const desk = await office.at(someone(office.house, agency,
    `p.id IN (SELECT post FROM portal_member WHERE site = ${site.id} AND role = 'approver')`).username);
  const visitor = await reader(office);
  const first = await of_wordpress(desk, visitor, site);
  const second = await of_nukeviet(desk, visitor, site);
  await is_undone(desk, second.path, 1);
  await is_undone(desk, first.path, 3);
  for (const { there } of [first, second]) {
    await until(visitor, there, async () => visitor.status === 404, 'gone');
    await visitor.answered(404);
  }
  await visitor.go(`${site.base}/muc/lang-nghe`);
  await visitor.answered(404);
}
