// Every kind of page that readers of the portal meet, and every kind behind it, on an old office screen and on a phone:
// axe, weights, nothing wider than its screen.
import assert from 'node:assert/strict';
import { reader, site_of } from '../pages/portal.mjs';
import { on_database } from '../support/house.mjs';

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };

const one = (house, statement) => on_database(house, statement)[0]?.[0];

// Name of a kind of page -> its address in this house; kinds of which the example has none fail the story.
export function public_kinds(house) {
  const province = site_of(house, 'ubnd-tinh').base;
  const department = site_of(house, 'so-khoa-hoc-va-cong-nghe').base;
  const commune = site_of(house, 'xa-dai-tu').base;
  const article = (kind, where = 'TRUE') => one(house, `SELECT '/trang/' || s.slug || '/bai/' || p.slug
    FROM portal_placing p JOIN portal_article a ON a.id = p.article JOIN portal_site s ON s.id = p.site
    WHERE a.kind = '${kind}' AND a.language = 'vi' AND a.state = 'published' AND s.state = 'open' AND p.state = 'own'
    AND ${where} ORDER BY a.id LIMIT 1`);
  const english = one(house, `SELECT '/trang/' || s.slug FROM portal_site s WHERE s.english = 1 AND s.state = 'open'
    ORDER BY s.id LIMIT 1`);
  const shown = (table, what, site = 'site') => one(house, `SELECT '/trang/' || s.slug || '/${what}/' || t.id
    FROM ${table} t JOIN portal_site s ON s.id = t.${site} WHERE s.state = 'open' AND t.state = 'shown' LIMIT 1`);
  const answer = one(house, `SELECT '/trang/' || s.slug || '/hoi-dap/' || q.id FROM portal_question q JOIN portal_site s
    ON s.id = q.site WHERE q.state = 'answered' AND q.publish = 1 AND s.state = 'open' LIMIT 1`);
  const draft = one(house, `SELECT '/trang/' || s.slug || '/gop-y/' || c.id FROM portal_consultation c
    JOIN portal_site s ON s.id = c.site LIMIT 1`);
  const document = one(house, `SELECT '/trang/' || s.slug || '/van-ban/' || d.slug FROM legal_document d
    JOIN legal_placing p ON p.document = d.id JOIN portal_site s ON s.id = p.site WHERE d.state = 'published' LIMIT 1`);
  const issue = one(house, `SELECT id FROM gazette_issue WHERE state = 'published' LIMIT 1`);
  const news = '/muc/tin-tuc-su-kien';
  const text_article = article('article')?.replace('/bai/', '/gon/bai/');
  return {
    'all sites': '/trang', 'home of the province': province, 'home of a department': department,
    'home of a commune': commune, 'category': province + news, 'article': article('article'),
    'article with a picture': article('article', 'a.picture > 0'), 'event': article('event'),
    'gallery': article('gallery'), 'search': `${province}/tim`, 'results': `${province}/tim?q=tap+huan&where=all`,
    'directory': `${department}/danh-ba`, 'site map': `${department}/so-do`, 'digest days': `${province}/ban-tin`,
    'text home': `${province}/gon`, 'text categories': `${province}/gon/muc`, 'text category': `${province}/gon${news}`,
    'text article': text_article, 'text directory': `${department}/gon/danh-ba`,
    'English home': english && `${english}/en`,
    'answers': `${department}/hoi-dap`, 'answer': answer, 'question form': `${department}/hoi-dap/moi`,
    'request for information': `${department}/hoi-dap/moi?loai=information`, 'lookup': `${department}/hoi-dap/tra-cuu`,
    'consultations': `${department}/gop-y`, 'consultation': draft, 'comment form': draft && `${draft}/moi`,
    'library': `${province}/van-ban`, 'legal document': document, 'gazette': `${province}/cong-bao`,
    'gazette issue': issue && `${province}/cong-bao/${issue}`, 'postings': `${commune}/niem-yet`,
    'posting': shown('posting', 'niem-yet/bai'), 'duties': `${department}/cong-khai`,
    'map of offices': `${province}/ban-do`, 'weeks': `${department}/lich-tuan`, 'figures': `${department}/thong-ke`,
    'nothing there': `${department}/khong-co`,
  };
}

export function desk_kinds(house) {
  const site = site_of(house, 'so-khoa-hoc-va-cong-nghe').id;
  const article = one(house, `SELECT id FROM portal_article WHERE site = ${site} AND state = 'published' LIMIT 1`);
  const asked = one(house, `SELECT id FROM portal_question WHERE site = ${site} LIMIT 1`);
  const posted = one(house, `SELECT id FROM posting WHERE site = ${site} LIMIT 1`);
  const legal = one(house, `SELECT d.id FROM legal_document d JOIN legal_placing p ON p.document = d.id
    WHERE p.site = ${site} LIMIT 1`);
  const draft = one(house, `SELECT id FROM portal_consultation WHERE site = ${site} LIMIT 1`);
  const below = (base, id, parts) => (id ? parts.map((part) => `${base}/${id}${part}`) : []);
  return [
    '/portal/articles', '/portal/articles/new', '/portal/articles/calendar', '/portal/articles/offers',
    '/portal/articles/fees', ...below('/portal/articles', article, ['', '/changes/new', '/editions', '/placings',
      '/pin/new', '/fee/new', '/withdrawal/new', '/files/new']),
    '/portal/sites', ...below('/portal/sites', site, ['', '/changes/new', '/members/new', '/categories/new']),
    '/portal/questions', '/portal/questions/new', '/portal/questions/figures',
    ...below('/portal/questions', asked, ['']),
    '/portal/consultations', '/portal/consultations/new', ...below('/portal/consultations', draft, ['']),
    '/portal/postings', '/portal/postings/new', ...below('/portal/postings', posted, ['']),
    '/portal/library', '/portal/library/new', '/portal/library/imports/new', ...below('/portal/library', legal, ['']),
    '/portal/library/gazette', '/portal/duties', `/portal/duties/${site}`,
    `/portal/duties/${site}/items/news/exemption/new`, '/portal/links',
    `/portal/links/${site}`, '/portal/use', `/portal/use/${site}`,
  ];
}

async function fits(desk, path) {
  const wide = await desk.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0) desk.ledger.found(path.replace(/\d{6,}/g, 'N'), `${wide} px wider than its screen`);
  else desk.ledger.held();
}

async function walk(desk, paths) {
  for (const path of paths) {
    await desk.go(path);
    assert.ok(desk.status < 500 && desk.status !== 403, `${desk.username} at ${path}: ${desk.status}`);
    await fits(desk, path);
  }
}

export async function every_kind_of_page(office) {
  const { house } = office;
  const kinds = public_kinds(house);
  const missing = Object.entries(kinds).filter(([, path]) => !path).map(([name]) => name);
  assert.deepEqual(missing, [], 'kinds of pages of which this house has none');
  // Without script the pages are the same but for their script: one screen each is enough.
  await walk(await reader(office), Object.values(kinds));
  if (office.script) {
    const small = await reader(office, phone);
    small.checks.seen_by_axe = new Map();         // other rules of the style sheet, other findings
    await walk(small, Object.values(kinds));
    await walk(await office.at('trach.pm'), desk_kinds(house));
  }
  const on_phone = await office.another_desk('trach.pm', phone);
  on_phone.checks.seen_by_axe = new Map();
  await walk(on_phone, desk_kinds(house));
}
