// An officer of a commune writes an article in the editor: words, a link, a list, a table, a picture, a piece of Word,
// and in its other mode HTML. What was written comes back as it was, to the byte, and readers get it clean; without
// script the plain box does the same.
import assert from 'node:assert/strict';
import { articles, pass, public_address, reader, site_of, someone, submit, until, write } from '../pages/portal.mjs';
import { unique } from '../support/papers.mjs';
import { photo } from '../support/pictures.mjs';

const agency = 'xa-dai-tu';
const writer = 'tinh.lt';
const alt = 'Đại biểu cắt băng khánh thành cầu xóm Đồng Cả';

// Everything that clean HTML has, much of which no editor of words can hold.
const whole = ['<h2>Đề mục “một” &amp; hai</h2>',
  '<p>Chữ <strong>đậm, <em>nghiêng</em></strong> và <em><strong>cả hai</strong></em>, H<sub>2</sub>O, m<sup>2</sup>, ' +
    '<u>gạch</u>, <s>bỏ</s>, <code>mã</code>.<br>Dòng sau</p>',
  '<p>Xem <a href="https://example.vn/a?b=1&amp;c=2" rel="noopener nofollow">trang <strong>này</strong></a> và ' +
    '<a href="/trang">trang kia</a>.</p>',
  '<ul><li>Một</li><li>Hai<ul><li>Hai một</li><li>Hai hai<ol><li>Sâu</li></ol></li></ul></li><li>Ba</li></ul>',
  '<ol start="3"><li>Ba</li><li>Bốn</li></ol>', '<ol><li>A</li></ol>',
  '<blockquote><p>Trích một</p><p>Trích hai</p></blockquote>',
  '<table><caption>Điểm</caption><thead><tr><th scope="col">Tên</th><th scope="col">Điểm</th></tr></thead><tbody>' +
    '<tr><td>An<br>B</td><td><strong>9</strong></td></tr><tr><td colspan="2">Hết</td></tr></tbody></table>',
  '<dl><dt>Từ</dt><dd>Nghĩa</dd></dl>', '<pre>a  b\n  c</pre>', '<p lang="en">In English</p>', '<hr>',
  '<h3>Mục nhỏ</h3>', '<h4>Nhỏ nữa</h4>', '<p>Cuối &lt;cùng&gt; “x” \' `</p>'];

const word = `<html xmlns:o="urn:x"><head><style>p.MsoNormal{margin:0}</style></head><body lang=VI style='x:y'>
<!--StartFragment--><p class=MsoNormal><b><span style='font-size:14.0pt'>Phân công<o:p></o:p></span></b></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span>·<span>&nbsp;
</span></span><!--[endif]-->Xóm một</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span>·
</span><!--[endif]-->Xóm hai</p>
<table class=MsoTable border=1 style='border:none'><tr><td width=50 style='x:y'>
<p class=MsoNormal>Xã</p></td><td><p class=MsoNormal>Số</p></td></tr><tr><td><p>Đại Từ</p></td><td><p>12</p></td></tr>
</table><script>alert(1)</script><!--EndFragment--></body></html>`;

// What an attacker or an old site puts into a plain box.
const rough = `<h2 onclick="x()">Kết quả</h2><script>alert(1)</script><p style="color:red">Đoạn <b>một</b>.</p>
<a href="javascript:alert(1)">bấm</a><svg onload="x()"></svg>`;

const body_of = async (desk) => (await desk.page.locator('#body').inputValue()).replace(/\r\n/g, '\n');
const editor = (desk) => desk.page.locator('trix-editor');
const tool = (desk, name) => desk.page.locator('trix-toolbar').getByRole('button', { name, exact: true });

// On an old computer a key may be pressed long before the one before it is seen.
function slow_screen() {
  window.requestAnimationFrame = (draw) => setTimeout(() => draw(performance.now()), 150);
  window.cancelAnimationFrame = (waiting) => clearTimeout(waiting);
}

async function begins(desk, site, title) {
  await desk.go(`${articles}/new?site=${site.id}`);
  await desk.fill({ title, category: 'Tin tức, sự kiện' });
}

async function saves_draft(desk) {
  await desk.press('Lưu bản nháp');
  await desk.says('Đã lưu bản nháp');
  return desk.path();
}

async function opened(desk, place) {
  await desk.go(`${place}/changes/new`);
  return body_of(desk);
}

async function saved_unchanged(desk, place) {
  const before = await opened(desk, place);
  await desk.press('Lưu');
  await desk.says('Đã lưu.');
  assert.equal(await opened(desk, place), before, 'an article opened and saved is another one');
  desk.ledger.held();
  return before;
}

async function everything_comes_back(desk, site) {
  const place = await write(desk, site, { title: `Bài đủ thứ ${unique()}`, category: 'Tin tức, sự kiện',
    body: whole.join('\n') }, { html: true });
  assert.equal(await saved_unchanged(desk, place), whole.join('\n'));
  await editor(desk).locator('h3').click();
  await desk.page.keyboard.press('End');
  await desk.page.keyboard.type(' đã sửa');
  await desk.page.keyboard.press('Control+s');
  await desk.page.waitForURL((url) => url.pathname === place);
  const wanted = whole.join('\n').replace('Mục nhỏ', 'Mục nhỏ đã sửa');
  assert.equal(await opened(desk, place), wanted, 'one word changed more than itself');
  desk.ledger.held();
}

async function types(desk) {
  const { keyboard } = desk.page;
  await editor(desk).click();
  await keyboard.type('Đoạn một.');
  await keyboard.press('Enter');
  await tool(desk, 'Đề mục').click();
  await keyboard.type('Kết quả');
  await keyboard.press('Enter');
  await keyboard.press('Control+b');
  await keyboard.type('đậm');
  await keyboard.press('Control+b');
  await keyboard.type(' thường');
  await keyboard.press('Enter');
  await keyboard.type('Cổng tỉnh');
  await keyboard.press('Shift+Home');
  await tool(desk, 'Liên kết').click();
  await desk.page.locator('#rich-link').fill('/trang');
  await tool(desk, 'Đặt liên kết').click();
  await editor(desk).locator('a[href="/trang"]').waitFor();
  await keyboard.press('End');
  await keyboard.press('Enter');
  await tool(desk, '• Ý').click();
  await keyboard.type('Việc một');
  await keyboard.press('Enter');
  await keyboard.type('Việc hai');
  await keyboard.press('Enter');
  await keyboard.press('Enter');
}

async function puts_a_table(desk) {
  const { page } = desk;
  await tool(desk, 'Bảng').click();
  await page.getByLabel('Số hàng').fill('2');
  await page.getByLabel('Số hàng').press('Tab');
  await page.getByLabel('Số cột').fill('2');
  await page.getByLabel('Số cột').press('Tab');
  for (const [name, text] of [['Hàng 1, cột 1', 'Xã'], ['Hàng 1, cột 2', 'Số'], ['Hàng 2, cột 1', 'Đại Từ'],
    ['Hàng 2, cột 2', '<12>']]) await page.getByLabel(name).fill(text);
  await page.locator('dialog[open] [data-rich-done]').click();
  await editor(desk).locator('table').waitFor();
}

// Nobody gets past the dialog without words for those who do not see the picture.
async function puts_a_picture(desk) {
  const { page } = desk;
  const done = page.locator('dialog[open] [data-rich-done]');
  await tool(desk, 'Ảnh').click();
  await done.click();
  assert.ok(await page.getByText('Hãy chọn ảnh.').isVisible());
  await page.locator('#rich-file').setInputFiles(photo('Lễ khánh thành.png', 640, 360));
  await done.click();
  assert.ok(await page.getByText('Hãy ghi ảnh cho thấy gì.').isVisible());
  await page.locator('#rich-alt').fill(alt);
  await page.locator('#rich-words').fill('Ảnh: Thu Hường');
  await done.click();
  await editor(desk).getByText('Ảnh: Thu Hường').waitFor();
}

async function pastes(desk, html) {
  await editor(desk).evaluate((element, text) => {
    const data = new DataTransfer();
    data.setData('text/html', text);
    element.focus();
    element.editor.setSelectedRange(element.editor.getDocument().getLength() - 1);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, html);
  await editor(desk).getByText('Xóm hai').waitFor();
}

const written = [/^<p>Đoạn một\.<\/p>\n<h2>Kết quả<\/h2>\n<p><strong>đậm<\/strong> thường<\/p>\n/,
  /<p><a href="\/trang">Cổng tỉnh<\/a><\/p>\n/,
  /<ul><li>Việc một<\/li><li>Việc hai<\/li><\/ul>\n<table><thead><tr><th scope="col">Xã<\/th>/,
  /<tr><td>Đại Từ<\/td><td>&lt;12&gt;<\/td><\/tr>/,
  /<p><strong>Phân công<\/strong><\/p>\n<ul><li>Xóm một<\/li><li>Xóm hai<\/li><\/ul>\n<table>/,
  /<td>Đại Từ<\/td><td>12<\/td>/];

function is_clean(desk, html, wanted) {
  for (const one of wanted) assert.match(html, one);
  assert.doesNotMatch(html, /Mso|style|alert|onclick|svg|script/);
  desk.ledger.held();
}

async function written_in_the_editor(desk, site, title) {
  await begins(desk, site, title);
  await types(desk);
  await puts_a_table(desk);
  await puts_a_picture(desk);
  await pastes(desk, word);
  const place = await saves_draft(desk);
  await desk.says('Đại Từ');
  const html = await saved_unchanged(desk, place);
  is_clean(desk, html, [...written, new RegExp(`<figure><img src="${place}/files/\\d+" alt="${alt}"><figcaption>`)]);
  assert.equal(await editor(desk).locator('img').getAttribute('alt'), alt, 'while one edits');
  return place;
}

const by_hand = [/<h2>Kết quả<\/h2>\n?<p>Đoạn <strong>một<\/strong>\.<\/p>/, /bấm/];

async function written_in_the_box(desk, site, title) {
  await begins(desk, site, title);
  await desk.fill({ body: '## Kết quả\n\nĐoạn một.\n\n- Việc một\n- Việc hai\n\n| Xã | Số |\n| Đại Từ | 12 |' });
  const place = await saves_draft(desk);
  const html = await saved_unchanged(desk, place);
  is_clean(desk, html, [/<ul><li>Việc một<\/li><li>Việc hai<\/li><\/ul>/, /<th scope="col">Xã<\/th>/]);
  await desk.fill({ title: '' });
  await desk.press('Lưu');
  await desk.answered(422);
  assert.equal(await body_of(desk), html, 'a fault lost the text');
  await desk.send_form({ title, body: rough });
  await desk.says('Đã bỏ khỏi nội dung');
  is_clean(desk, await opened(desk, place), by_hand);
  return place;
}

// By who approves in a commune; readers get what was written and nothing of where it came from.
async function is_read(office, desk, site, place) {
  await desk.go(place);
  await submit(desk);
  const deputy = await office.at(someone(office.house, agency, "p.title LIKE 'Phó Chủ tịch Ủy ban%'").username);
  await pass(deputy, place);
  const address = await public_address(deputy, place);
  const visitor = await reader(office);
  const prose = visitor.page.locator('.prose').first();
  await until(visitor, address, async () => await prose.count() > 0, 'published');
  if (!office.script) return is_clean(visitor, await prose.innerHTML(), by_hand);
  await until(visitor, address, async () => await prose.locator('img').count() > 0, 'with its picture');
  assert.equal(await prose.locator('img').getAttribute('alt'), alt);
  return is_clean(visitor, (await prose.innerHTML()).trim(), written);
}

export async function article_in_the_editor(office) {
  const site = site_of(office.house, agency);
  const desk = await office.another_desk(writer);
  await desk.page.addInitScript(slow_screen);
  const title = `Bài trong khung soạn thảo ${unique()}`;
  if (office.script) await everything_comes_back(desk, site);
  const place = office.script ? await written_in_the_editor(desk, site, title)
    : await written_in_the_box(desk, site, title);
  await is_read(office, desk, site, place);
}
