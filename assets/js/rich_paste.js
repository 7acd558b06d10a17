// What was pasted from Word, a browser or a sheet, as clean as an article wants it. The server cleans again; here the
// writer sees at once what will stay.
import { escape, parsed } from './rich_html.js';

const blocks = new Set(['p', 'div', 'section', 'article', 'header', 'footer', 'main', 'address', 'center', 'dd', 'dt',
  'dl', 'figure', 'figcaption', 'aside', 'nav', 'form', 'fieldset']);
const gone = new Set(['script', 'style', 'noscript', 'iframe', 'object', 'embed', 'svg', 'math', 'video', 'audio',
  'canvas', 'template', 'head', 'title', 'select', 'button', 'textarea', 'input', 'img', 'xml']);
const marks = { b: 'strong', strong: 'strong', i: 'em', em: 'em', u: 'u', ins: 'u', s: 's', strike: 's', del: 's',
  sub: 'sub', sup: 'sup', code: 'code' };
const heading = { h1: 'h2', h2: 'h2', h3: 'h3', h4: 'h4', h5: 'h4', h6: 'h4' };
const bullet = /^[\u00b7\u2022\u2023\u25aa\u25cf\u25cb\u25e6\uf0a7\uf0b7\uf0d8\uf0fco§vØü–-]$/;

const block_list = 'p, div, table, ul, ol, h1, h2, h3, h4, h5, h6, blockquote';
const bold = /<\/?strong>/g;

const words = (html) => html.replace(/<[^>]*>/g, '').replace(/&nbsp;|&#160;/g, ' ').replace(/\s+/g, ' ').trim();

// Styles are read as text: the policy of the page forbids them, also in documents that nobody shows.
function style_marks(style) {
  const level = /mso-list:[^;]*level(\d)/i.exec(style)?.[1];
  const weight = /font-weight:\s*(bold|normal|\d+)/i.exec(style)?.[1] ?? '';
  return (level ? ` data-level="${level}"` : '') +
    (/^(bold|[6-9]00)$/i.test(weight) ? ' data-mark="strong"' : '') +
    (/^(normal|[1-5]00)$/i.test(weight) ? ' data-light="1"' : '') +
    (/font-style:\s*italic/i.test(style) ? ' data-slant="em"' : '');
}

// A bullet that Word writes as a letter makes an item; a number stays as it is written, it may be cited.
function glyph(inner) {
  const text = words(inner);
  return bullet.test(text) ? '<span data-bullet="1"></span>' : `${escape(text)} `;
}

function without_office(html) {
  return html
    .replace(/<!--\[if !supportLists\]-->([^]*?)<!--\[endif\]-->/gi, (_, inner) => glyph(inner))
    .replace(/<!\[if !supportLists\]>([^]*?)<!\[endif\]>/gi, (_, inner) => glyph(inner))
    .replace(/<!--[^]*?-->/g, '')
    .replace(/<!\[[^\]]*\]>/g, '')
    .replace(/<(style|script|title|xml)\b[^]*?<\/\1\s*>/gi, '')
    .replace(/<(meta|link|base)\b[^>]*>/gi, '')
    .replace(/<\/?[a-z0-9]+:[^>]*>/gi, '')
    .replace(/\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)')/gi, (_, one, two) => style_marks(one ?? two ?? ''));
}

function address(element) {
  const href = (element.getAttribute('href') ?? '').trim();
  return /^(https?:\/\/|mailto:|tel:|\/(?!\/))/i.test(href) ? href : '';
}

function wrapped(element, inner) {
  if (!inner.trim() || inner === '<br>') return inner;
  const made = [marks[element.localName], element.dataset.mark, element.dataset.slant];
  const around = [...new Set(made.filter(Boolean))].filter((tag) => !(tag === 'strong' && element.dataset.light));
  const text = around.reduce((html, tag) => `<${tag}>${html}</${tag}>`, inner);
  const href = element.localName === 'a' ? address(element) : '';
  return href ? `<a href="${escape(href)}">${text}</a>` : text;
}

// Inside one paragraph, item or cell: blocks in it become lines.
function inline(nodes) {
  let html = '';
  for (const node of nodes) {
    if (node.nodeType === Node.TEXT_NODE) html += escape(node.data.replace(/[\s\u00a0]+/g, ' '));
    if (node.nodeType !== Node.ELEMENT_NODE || gone.has(node.localName)) continue;
    if (node.localName === 'br') {
      html += '<br>';
    } else {
      const inner = inline(node.childNodes);
      const breaks = (blocks.has(node.localName) || heading[node.localName] || node.localName === 'li') && inner.trim();
      html += breaks && html.trim() ? `<br>${inner}` : wrapped(node, inner);
    }
  }
  return html;
}

const tidy = (html) => html.replace(/^(\s|<br>)+|(\s|<br>)+$/g, '').replace(/ *<br> */g, '<br>');

function list(element) {
  let items = '';
  for (const item of element.children) {
    if (lists(item)) {
      items += `<li>${list(item)}</li>`;
      continue;
    }
    const own = [...item.childNodes].filter((node) => !lists(node));
    const below = [...item.childNodes].filter(lists).map(list).join('');
    const text = tidy(inline(own));
    if (text || below) items += `<li>${text}${below}</li>`;
  }
  return items ? `<${element.localName}>${items}</${element.localName}>` : '';
}
const lists = (node) => node.localName === 'ul' || node.localName === 'ol';

export function clean_table(table) {
  const rows = [...table.rows].map((row) => [...row.cells]).filter((cells) => cells.length > 0);
  const head = rows.length > 1 && rows[0].every((cell) => cell.localName === 'th' || cell.closest('thead'));
  const line = (cells, tag) => `<tr>${cells.map((cell) => {
    const spans = ['colspan', 'rowspan'].filter((name) => Number(cell.getAttribute(name)) > 1)
      .map((name) => ` ${name}="${Number(cell.getAttribute(name))}"`).join('');
    return `<${tag}${tag === 'th' ? ' scope="col"' : ''}${spans}>${tidy(inline(cell.childNodes))}</${tag}>`;
  }).join('')}</tr>`;
  const caption = table.caption ? words(table.caption.innerHTML) : '';
  const body = head ? rows.slice(1) : rows;
  return `<table>${caption ? `<caption>${escape(caption)}</caption>` : ''}` +
    `${head ? `<thead>${line(rows[0], 'th')}</thead>` : ''}` +
    `<tbody>${body.map((cells) => line(cells, 'td')).join('')}</tbody></table>`;
}

class Pasted {
  constructor() {
    this.out = [];
    this.text = '';
  }
  flush() {
    const text = tidy(this.text);
    if (text) this.out.push(`<p>${text}</p>`);
    this.text = '';
  }
  put(html) {
    this.flush();
    if (html) this.out.push(html);
  }
  // Items that Word wrote as paragraphs: neighbours make one list.
  item(html) {
    this.flush();
    const last = this.out.at(-1);
    if (last?.endsWith('</ul>') && this.items) this.out.splice(-1, 1, `${last.slice(0, -5)}<li>${html}</li></ul>`);
    else this.out.push(`<ul><li>${html}</li></ul>`);
    this.items = true;
  }
  block(element) {
    const bulleted = element.querySelector?.('[data-bullet]') && !element.querySelector('p, table, ul, ol');
    if (bulleted) return this.item(tidy(inline(element.childNodes)));
    this.flush();
    this.nodes(element.childNodes);
    return this.flush();
  }
  nodes(nodes) {
    for (const node of nodes) this.node(node);
  }
  node(node) {
    const name = node.localName;
    if (node.nodeType === Node.TEXT_NODE) this.text += escape(node.data.replace(/[\s\u00a0]+/g, ' '));
    if (node.nodeType !== Node.ELEMENT_NODE || gone.has(name)) return;
    if (name === 'br') this.text += '<br>';
    else if (heading[name]) this.put(this.wrap(heading[name], tidy(inline(node.childNodes)).replace(bold, '')));
    else if (lists(node)) this.put(list(node));
    else if (name === 'table') this.put(this.table(node));
    else if (name === 'blockquote') this.put(this.wrap('blockquote', this.wrap('p', tidy(inline(node.childNodes)))));
    else if (name === 'pre') this.put(clean_plain(node.textContent));
    else if (name === 'hr') this.put('<hr>');
    else if (blocks.has(name)) this.block(node);
    else if (node.querySelector(block_list)) this.nodes(node.childNodes);
    else this.text += wrapped(node, inline(node.childNodes));
    if (name !== 'p' && blocks.has(name) === false && name !== 'span') this.items = false;
  }
  wrap(tag, text) {
    return text.trim() ? `<${tag}>${text}</${tag}>` : '';
  }
  table(table) {
    const cells = [...table.rows].flatMap((row) => [...row.cells]);
    if (cells.length > 1) return clean_table(table);
    cells.forEach((cell) => this.nodes(cell.childNodes));  // a frame around a text
    return '';
  }
}

export function clean_pasted(html) {
  const pasted = new Pasted();
  pasted.nodes(parsed(without_office(html)).childNodes);
  pasted.flush();
  return pasted.out.join('\n');
}

// Lines are paragraphs; lines with tabs in them, as sheets copy their cells, a table.
export function clean_plain(text) {
  const lines = text.replace(/\r\n?/g, '\n').split('\n').map((line) => line.trimEnd());
  const rows = lines.filter((line) => line.includes('\t'));
  if (rows.length > 1 && rows.length === lines.filter(Boolean).length) {
    return `<table><tbody>${rows.map((row) => `<tr>${row.split('\t').map((cell) => `<td>${escape(cell.trim())}</td>`)
      .join('')}</tr>`).join('')}</tbody></table>`;
  }
  return lines.filter((line) => line.trim()).map((line) => `<p>${escape(line.trim())}</p>`).join('\n');
}
