// A specialist writes an article in the editor: words, a table, a picture, a piece of Word. What was written comes back
// as it was, to the byte, through faults, conflicts and a second look; without script the plain box does the same.
import assert from 'node:assert/strict';
import { unique } from '../support/papers.mjs';

const writer = 'huong.nt';
const pixel = Buffer.from(`/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP${'/'.repeat(86)}wgALCAABAAEBAREA` +
  '/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=', 'base64');

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
<!--StartFragment--><p class=MsoNormal><b><span style='font-size:14.0pt'>Kết quả<o:p></o:p></span></b></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span>·<span>&nbsp;
</span></span><!--[endif]-->Việc một</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span>·
</span><!--[endif]-->Việc hai</p>
<table class=MsoTable border=1 style='border:none'><tr><td width=50 style='x:y'>
<p class=MsoNormal>Xã</p></td><td><p class=MsoNormal>Số</p></td></tr><tr><td><p>Đại Từ</p></td><td><p>12</p></td></tr>
</table><script>alert(1)</script><!--EndFragment--></body></html>`;

const body_of = (desk) => desk.page.locator('#body').inputValue();

async function written(desk, title, fill) {
  await desk.go('/portal/articles/new');
  await desk.fill({ title, category: 'Tin tức' });
  await fill();
  await desk.press('Lưu bản nháp');
  await desk.says('Đã lưu bản nháp');
  return desk.path();
}

async function opened(desk, place) {
  await desk.go(`${place}/changes/new`);
  if (desk.script) await desk.page.waitForFunction(() => document.querySelector('trix-editor')?.editor);
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

async function by_plain_box(desk) {
  const place = await written(desk, `Bài viết tay ${unique()}`, () => desk.fill({
    body: '## Kết quả\n\nĐoạn một.\n\n- Việc một\n- Việc hai\n\n| Xã | Số |\n| Đại Từ | 12 |' }));
  await desk.says('Đại Từ');
  const html = await saved_unchanged(desk, place);
  assert.match(html, /<th scope="col">Xã<\/th>/);
  await desk.fill({ title: '' });
  await desk.press('Lưu');
  await desk.answered(422);
  assert.equal(await body_of(desk), html, 'a fault lost the text');
}

async function source(desk, html) {
  await desk.button('Sửa mã HTML').click();
  await desk.page.locator('#body').fill(html);
}

async function everything_comes_back(desk) {
  const place = await written(desk, `Bài đủ thứ ${unique()}`, () => source(desk, whole.join('\n')));
  const html = await saved_unchanged(desk, place);
  assert.equal(html.replace(/\r\n/g, '\n'), whole.join('\n'));
  await desk.page.locator('trix-editor h3').click();
  await desk.page.keyboard.press('End');
  await desk.page.keyboard.type(' đã sửa');
  await desk.press('Lưu');
  const wanted = html.replace('Mục nhỏ', 'Mục nhỏ đã sửa');
  assert.equal(await opened(desk, place), wanted, 'one word changed more than itself');
  desk.ledger.held();
}

async function type_into(desk) {
  const { page } = desk;
  await page.locator('trix-editor').click();
  await page.keyboard.type('Đoạn một.');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Đề mục', exact: true }).click();
  await page.keyboard.type('Kết quả');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('đậm');
  await page.keyboard.press('Control+b');
  await page.keyboard.type(' thường');
}

async function table(desk) {
  const { page } = desk;
  await desk.button('Bảng').click();
  await page.getByLabel('Số hàng').fill('2');
  await page.getByLabel('Số hàng').press('Tab');
  await page.getByLabel('Số cột').fill('2');
  await page.getByLabel('Số cột').press('Tab');
  for (const [name, text] of [['Hàng 1, cột 1', 'Xã'], ['Hàng 1, cột 2', 'Số'], ['Hàng 2, cột 1', 'Đại Từ'],
    ['Hàng 2, cột 2', '<12>']]) await page.getByLabel(name).fill(text);
  await page.locator('dialog[open] [data-rich-done]').click();
}

async function picture(desk) {
  const { page } = desk;
  await desk.button('Ảnh').click();
  await page.locator('dialog[open] [data-rich-done]').click();
  assert.ok(await page.getByText('Hãy chọn ảnh.').isVisible());
  await page.locator('#rich-file').setInputFiles({ name: 'Lễ khai giảng.jpg', mimeType: 'image/jpeg', buffer: pixel });
  await page.locator('dialog[open] [data-rich-done]').click();
  assert.ok(await page.getByText('Hãy ghi ảnh cho thấy gì.').isVisible());
  await page.locator('#rich-alt').fill('Đại biểu cắt băng');
  await page.locator('#rich-words').fill('Ảnh: Thu Hường');
  await page.locator('dialog[open] [data-rich-done]').click();
}

async function paste(desk, html) {
  await desk.page.locator('trix-editor').evaluate((editor, text) => {
    const data = new DataTransfer();
    data.setData('text/html', text);
    editor.focus();
    editor.editor.setSelectedRange(editor.editor.getDocument().getLength() - 1);
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, html);
}

async function by_editor(desk) {
  const place = await written(desk, `Bài trong khung soạn thảo ${unique()}`, async () => {
    await type_into(desk);
    await table(desk);
    await picture(desk);
    await paste(desk, word);
  });
  await desk.says('Đại Từ');
  const html = await saved_unchanged(desk, place);
  const lines = html.replace(/\r\n/g, '\n').split('\n');
  assert.deepEqual(lines.slice(0, 3), ['<p>Đoạn một.</p>', '<h2>Kết quả</h2>', '<p><strong>đậm</strong> thường</p>']);
  assert.match(html, /<th scope="col">Xã<\/th>.*<td>&lt;12&gt;<\/td>/);
  assert.match(html, /<figure><img src="\/portal\/articles\/\d+\/files\/\d+" alt="Đại biểu cắt băng"><figcaption>/);
  assert.match(html, /<p><strong>Kết quả<\/strong><\/p>\s*<ul><li>Việc một<\/li><li>Việc hai<\/li><\/ul>/);
  assert.match(html, /<td>Đại Từ<\/td><td>12<\/td>/);
  assert.doesNotMatch(html, /Mso|style|alert/);
  return place;
}

// The second of two learns of the first and loses nothing.
async function two_writers(office, desk, place) {
  const second = await office.another_desk(writer);
  await opened(second, place);
  await opened(desk, place);
  await desk.fill({ summary: 'Sửa trước' });
  await desk.press('Lưu');
  await second.page.locator('trix-editor').getByText('Đoạn một.').first().click();
  await second.page.keyboard.press('Home');
  await second.page.keyboard.type('Sửa sau. ');
  await second.press('Lưu');
  await second.answered(409);
  await second.page.waitForFunction(() => document.querySelector('trix-editor')?.editor);
  assert.match(await body_of(second), /Sửa sau\. Đoạn một/);
  await second.fill({ title: '' });
  await second.press('Lưu');
  await second.answered(422);
  assert.match(await body_of(second), /Sửa sau\. Đoạn một/);
  desk.ledger.held();
}

export async function article_in_the_editor(office) {
  const desk = await office.at(writer);
  if (!office.script) return by_plain_box(desk);
  await everything_comes_back(desk);
  const place = await by_editor(desk);
  return two_writers(office, desk, place);
}
