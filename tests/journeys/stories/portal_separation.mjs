// An editor of one site sees nothing of what another's people have not published: no page, list, calendar, search,
// count, feed or answer for programs.
import assert from 'node:assert/strict';
import { articles, reader, site_of, someone, submit, write } from '../pages/portal.mjs';
import { day, unique } from '../support/papers.mjs';

const mine = 'so-khoa-hoc-va-cong-nghe';
const theirs = 'so-noi-vu';

// Whether a page says the word otherwise than as what was looked for.
const told = (text, word) => new RegExp(`(Dự thảo kín|Bài chờ|Đề nghị|Nội dung) ${word}`).test(text);

// What a program gets: of a person with his token, of anybody without.
async function asked(desk, path, token = '') {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const answer = await fetch(desk.house.address + (token ? '/api/v1' : '') + path, { headers });
  return { status: answer.status, text: await answer.text() };
}

async function token_of(desk) {
  await desk.go('/accounts/me');
  const form = desk.page.locator('main form[action$="/accounts/me/tokens"]');
  await desk.open_more();
  await form.locator('[name=name]').fill('Đối chiếu');
  for (const box of await form.locator('[name=scope]').all()) await box.check();
  await desk.turn_page(() => form.locator('button').first().click());
  return /dinh_[\w-]{43}/.exec(await desk.page.content())[0];
}

// A draft and one that waits for the editor; a proposed posting; each with a word that no other text has.
async function writes_unpublished(office, site, word) {
  const writer = await office.at('huong.nt');
  const text = { category: 'Tin tức', body: `Nội dung ${word}.` };
  const draft = await write(writer, site, { title: `Dự thảo kín ${word}`, ...text });
  const waiting = await write(writer, site, { title: `Bài chờ ${word}`, ...text });
  await submit(writer);
  await writer.go(`/portal/postings/new?site=${site.id}`);
  await writer.send_form({ subject: `Đề nghị ${word}`, kind: 'Niêm yết khác', from: day(0), until: day(60),
    text: `Nội dung ${word}.` });
  await writer.answered(200);
  return { draft, waiting, posting: writer.path() };
}

export async function drafts_stay_on_their_site(office) {
  const { house } = office;
  const word = `quyrzam${unique()}`;
  const site = site_of(house, mine);
  const other = site_of(house, theirs);
  const editor = await office.at(someone(house, theirs, "p.roles LIKE '%office_leader%'").username);
  const token = await token_of(editor);
  const count = async () => {
    const { text } = await asked(editor, `${articles}?view=drafts`, token);
    return JSON.stringify(JSON.parse(text));
  };
  const before = await count();
  const kept = await writes_unpublished(office, site, word);

  for (const path of Object.values(kept)) {
    await editor.go(path);
    await editor.answered(404);
    const { status, text } = await asked(editor, path, token);
    assert.equal(status, 404);
    assert.ok(!told(text, word));
  }
  const lists = [articles, `${articles}?view=waiting`, `${articles}?view=drafts`, `${articles}/calendar`,
    `${articles}/offers`, `${articles}/fees`, '/portal/postings', '/portal/postings?view=waiting', '/worklist',
    `/search?q=${word}`, `/portal/duties`];
  for (const path of lists) {
    await editor.go(path);
    assert.ok(editor.status < 400, `${path}: ${editor.status}`);
    assert.ok(!told(await editor.page.content(), word), `${path} tells of it`);
  }
  for (const path of [`${articles}?site=${site.id}`, `${articles}?site=${site.id}&view=drafts`,
    `/portal/postings?site=${site.id}`, `/portal/questions?site=${site.id}`]) {
    const { text } = await asked(editor, path, token);
    assert.ok(!told(text, word), path);
  }
  assert.equal(await count(), before, 'a count tells of others’ drafts');

  const visitor = await reader(office);
  const parts = ['', `/tim?q=${word}`, '/atom.xml', '/rss.xml', '/sitemap.xml', '/noi-dung.json', '/gon', '/ban-tin',
    '/niem-yet'];
  for (const path of [site.base, other.base].flatMap((base) => parts.map((part) => base + part))) {
    const { status, text } = await asked(visitor, path);
    assert.equal(status, 200, path);
    assert.ok(!told(text, word), `${path} tells of it`);
  }
  editor.ledger.held();
}
