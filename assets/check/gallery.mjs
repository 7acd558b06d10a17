// Writes the patterns as whole pages, inside the real frames of platform/pages/layout.
//   node check/gallery.mjs ASSETS OUT
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const layout = join(here, '..', 'platform', 'pages', 'layout');
const patterns = join(here, 'patterns');

// The part of ctemplate that the frames use: variables, sections, includes.
function fill(text, values, pages) {
  const section = /\{\{#(\w+)\}\}([^]*?)\{\{\/\1\}\}/g;
  let filled = text;
  for (let before = ''; before !== filled;) {
    before = filled;
    filled = filled.replace(section, (_, name, body) => {
      const value = values[name];
      if (!value || (Array.isArray(value) && value.length === 0)) return '';
      const rows = Array.isArray(value) ? value : [{}];
      return rows.map((row) => fill(body, { ...values, ...row }, pages)).join('');
    });
  }
  return filled
    .replace(/\{\{>([\w/.]+)\}\}/g, (_, name) => fill(part(name, pages), values, pages))
    .replace(/\{\{(\w+)(?::\w+)?\}\}/g, (_, name) => values[name] ?? '')
    .replace(/\[\[([^]*?)\]\]/g, '$1');
}

function part(name, pages) {
  return name.startsWith('layout/') ? readFileSync(join(layout, name.slice(7)), 'utf8').trimEnd() : pages[name];
}

const groups = [
  { IF_GROUP: false, ITEMS: [['Việc của tôi', '/worklist', 'worklist', 17, true],
    ['Lịch công tác', '/calendar', '', '']] },
  { IF_GROUP: true, GROUP: 'Văn bản', ITEMS: [['Văn bản đến', '/documents/incoming', 'incoming', 128],
    ['Văn bản đi', '/documents/outgoing', 'outgoing', 34], ['Dự thảo', '/documents/drafts', 'drafts', 6],
    ['Sổ đăng ký', '/documents/registers', '', ''], ['Tình hình xử lý', '/documents/figures', '', '']] },
  { IF_GROUP: true, GROUP: 'Cơ quan', ITEMS: [['Danh bạ', '/directory/phone-book', '', ''],
    ['Cơ quan, đơn vị', '/directory/agencies', '', ''], ['Ủy quyền', '/directory/delegations', '', '']] },
  { IF_GROUP: true, GROUP: 'Quản trị', ITEMS: [['Thiết lập', '/settings', '', ''], ['Nhật ký', '/audit', '', '']] },
];

function values_for(head, manifest) {
  const told = (name) => new RegExp(`${name}: ([^;]*?)(?:;|$)`).exec(head)?.[1] ?? '';
  return {
    LANG: 'vi', TITLE: told('title'), HOUSE_NAME: 'Đình Thái Nguyên', CSRF: 'gallery',
    LOCK_SECONDS: 900, VERSION: '0.1.0',
    WORK_CSS_PATH: `/assets/${manifest['work.css']}`, WORK_JS_PATH: `/assets/${manifest['work.js']}`,
    HTMX_JS_PATH: `/assets/${manifest['htmx.js']}`, FAVICON_PATH: `/assets/${manifest['favicon.svg']}`,
    QUERY: '', NOTICE_COUNT: 5, PERSON: 'Nguyễn Thị Hồng Nhung',
    IF_POST: true, POST: 'Văn thư, Sở KH&amp;CN', BACK_PATH: '/',
    IF_WIDE: head.includes('wide'),
    GROUPS: groups.map((group) => ({ ...group, ITEMS: group.ITEMS.map(([NAME, PATH, COUNTER, COUNT, IF_HOT]) =>
      ({ NAME, PATH, COUNTER, COUNT, IF_HOT, IF_HERE: told('here') === PATH })) })),
  };
}

export function write_gallery(assets, out) {
  const manifest = JSON.parse(readFileSync(join(assets, 'manifest.json'), 'utf8'));
  const frame = (name) => readFileSync(join(layout, name), 'utf8');
  mkdirSync(out, { recursive: true });
  copyFileSync(join(patterns, 'page.svg'), join(out, 'page.svg'));
  const names = readdirSync(patterns).filter((name) => name.endsWith('.html')).sort();
  for (const name of names) {
    const text = readFileSync(join(patterns, name), 'utf8');
    const head = /^<!-- (.*) -->/.exec(text)[1];
    const kind = /frame: (\w+)/.exec(head)[1];
    const pages = { PAGE: text };
    writeFileSync(join(out, name), fill(frame(`${kind}.html`), values_for(head, manifest), pages));
  }
  const lines = names.map((name) => `<li><a href="${name}">${name}</a></li>`).join('\n');
  writeFileSync(join(out, 'index.html'), `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Mẫu</title>
<link rel="stylesheet" href="/assets/${manifest['work.css']}"></head>
<body><main class="main"><h1>Mẫu</h1><ul>${lines}</ul></main></body>
</html>`);
  return names;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  write_gallery(process.argv[2], process.argv[3]);
}
