// Clean HTML (platform/markup) into the blocks that Trix edits, and back. What Trix cannot hold (tables, pictures,
// lists with a start, definitions) goes in and comes out as it is, as an attachment; a block nobody touched comes out
// as it went in, so that an article opened and saved stays the same to the byte.
export const kinds = { table: 'application/x-table', picture: 'application/x-picture', kept: 'application/x-kept' };

const inline = { strong: 'bold', em: 'italic', u: 'underlined', s: 'strike', sub: 'subscript', sup: 'superscript',
  code: 'fixed' };
const tags = ['strong', 'em', 'u', 's', 'sub', 'sup', 'code'];
const headings = { h2: 'heading2', h3: 'heading3', h4: 'heading4' };
const lists = { ul: ['bulletList', 'bullet'], ol: ['numberList', 'number'] };
const list_tag = { bulletList: 'ul', numberList: 'ol' };

export const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  .replace(/"/g, '&quot;');

// In a document of its own nothing is loaded and nothing runs. Styles the policy of the page forbids there too.
export function parsed(html) {
  const inert = document.implementation.createHTMLDocument('');
  inert.body.innerHTML = html.replace(/\sstyle\s*=\s*(?:"[^"]*"|'[^']*')/gi, '');
  return inert.body;
}

const name_of = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.localName : '');
const blank = (node) => node.nodeType === Node.TEXT_NODE && !node.data.trim();
const plain = (element, allowed = []) => element.getAttributeNames().every((name) => allowed.includes(name));

// Texts with their attributes; null when there is something among them that Trix does not know.
function runs_of(nodes, attributes = {}, runs = []) {
  for (const node of nodes) {
    const name = name_of(node);
    if (node.nodeType === Node.TEXT_NODE) {
      runs.push({ type: 'string', string: node.data.replace(/[\n\t ]+/g, ' '), attributes });
    } else if (name === 'br') {
      runs.push({ type: 'string', string: '\n', attributes });
    } else if (name === 'a' && plain(node, ['href', 'rel']) && node.hasAttribute('href')) {
      if (!runs_of(node.childNodes, { ...attributes, href: node.getAttribute('href') }, runs)) return null;
    } else if (inline[name] && plain(node)) {
      if (!runs_of(node.childNodes, { ...attributes, [inline[name]]: true }, runs)) return null;
    } else {
      return null;
    }
  }
  return runs;
}

const block = (runs, attributes) => runs && [{ text: runs.length ? runs : [{ type: 'string', string: '',
  attributes: {} }], attributes }];

function item_blocks(item, path) {
  const nodes = [...item.childNodes].filter((node) => !blank(node));
  const deeper = lists[name_of(nodes.at(-1) ?? item)] ? nodes.pop() : null;
  const runs = plain(item) && runs_of(nodes);
  if (!runs) return null;
  const below = deeper ? list_blocks(deeper, path) : [];
  return below && [...block(runs, path), ...below];
}

function list_blocks(list, above = []) {
  if (!plain(list)) return null;
  const path = [...above, ...lists[list.localName]];
  const blocks = [];
  for (const item of list.childNodes) {
    if (blank(item)) continue;
    const found = name_of(item) === 'li' && item_blocks(item, path);
    if (!found) return null;
    blocks.push(...found);
  }
  return blocks.length ? blocks : null;
}

function quote_blocks(quote) {
  const nodes = [...quote.childNodes].filter((node) => !blank(node));
  if (!plain(quote) || nodes.length === 0) return null;
  if (nodes.every((node) => name_of(node) !== 'p')) return block(runs_of(nodes), ['quote']);
  const found = nodes.map((node) => (name_of(node) === 'p' && plain(node) ? runs_of(node.childNodes) : null));
  return found.every(Boolean) ? found.flatMap((runs) => block(runs, ['quote'])) : null;
}

function blocks_of(element) {
  const name = name_of(element);
  if (name === 'p' && plain(element)) return block(runs_of(element.childNodes), []);
  if (headings[name] && plain(element)) return block(runs_of(element.childNodes), [headings[name]]);
  if (name === 'blockquote') return quote_blocks(element);
  if (lists[name]) return list_blocks(element);
  return null;
}

const attachment_block = (attachment) => ({ text: [{ type: 'attachment', attributes: {}, attachment }],
  attributes: [] });

// `shown`: what stands in the editor for a part that Trix cannot hold; (element) -> {contentType, content}.
// `originals` takes what each part was, by what it would come out as.
export function to_blocks(html, shown, originals) {
  const blocks = [];
  let last = '';
  for (const node of parsed(html).childNodes) {
    if (blank(node)) continue;
    const name = name_of(node);
    const single = name ? node : Object.assign(document.createElement('p'), { textContent: node.data });
    // Two lists, or quotes, that follow each other would grow together.
    const found = name === last && (lists[name] || name === 'blockquote') ? null : blocks_of(single);
    last = found ? name : '';
    if (!found) {
      blocks.push(attachment_block({ ...shown(single), html: single.outerHTML }));
      continue;
    }
    originals.set(to_html(found, new Map()), single.outerHTML);
    blocks.push(...found);
  }
  return blocks;
}

// Opens and closes as little as possible between runs that follow each other.
function runs_html(runs) {
  let html = '';
  let open = [];
  const wanted = (attributes) => [...(attributes.href ? [`a href="${escape(attributes.href)}"`] : []),
    ...tags.filter((tag) => attributes[inline[tag]])];
  const close_to = (length) => {
    while (open.length > length) html += `</${open.pop().split(' ')[0]}>`;
  };
  for (const run of runs) {
    const marks = wanted(run.attributes ?? {});
    let same = 0;
    while (same < open.length && open[same] === marks[same]) same += 1;
    close_to(same);
    for (const mark of marks.slice(same)) {
      html += `<${mark}>`;
      open.push(mark);
    }
    html += escape(run.string).replace(/\n/g, '<br>');
  }
  close_to(0);
  return html;
}

// Runs up to an attachment, and where somebody left an empty line a new paragraph.
function parts_of(text) {
  const parts = [[]];
  for (const piece of text) {
    if (piece.type === 'attachment') {
      parts.push(piece.attachment, []);
      continue;
    }
    piece.string.split(/\n{2,}/).forEach((string, n) => {
      if (n > 0) parts.push([]);
      if (string) parts.at(-1).push({ ...piece, string });
    });
  }
  for (const runs of parts) if (Array.isArray(runs)) trim(runs);
  return parts.filter((part) => !Array.isArray(part) || part.length > 0);
}

function trim(runs) {
  while (runs.length && !runs[0].string.trim()) runs.shift();
  while (runs.length && !runs.at(-1).string.trim()) runs.pop();
  if (runs.length === 0) return;
  runs[0] = { ...runs[0], string: runs[0].string.trimStart() };
  runs.push({ ...runs.at(-1), string: runs.pop().string.trimEnd() });
}

function list_html(items, level = 0) {
  let html = '';
  for (let n = 0; n < items.length;) {
    const tag = items[n].path[level];
    let inner = '';
    while (n < items.length && items[n].path[level] === tag) {
      const own = items[n].path.length === level + 1 ? items[n++].html : '';
      const from = n;
      while (n < items.length && items[n].path.length > level + 1 && items[n].path[level] === tag) n += 1;
      inner += `<li>${own}${list_html(items.slice(from, n), level + 1)}</li>`;
    }
    html += `<${tag}>${inner}</${tag}>`;
  }
  return html;
}

// What belongs together: the items of a list, the paragraphs of a quotation.
function groups_of(blocks) {
  const groups = [];
  for (const one of blocks) {
    const attributes = one.attributes ?? [];
    const path = attributes.map((name) => list_tag[name]).filter(Boolean);
    const kind = path.length ? 'list' : attributes.at(-1) ?? 'p';
    for (const part of parts_of(one.text)) {
      const last = groups.at(-1);
      if (!Array.isArray(part)) groups.push({ kind: 'attachment', html: part.html ?? '' });
      else if (kind === last?.kind && (kind === 'list' || kind === 'quote')) last.items.push({ path, runs: part });
      else groups.push({ kind, items: [{ path, runs: part }] });
    }
  }
  return groups;
}

function group_html({ kind, items, html }) {
  if (kind === 'attachment') return html;
  const texts = items.map((item) => runs_html(item.runs));
  if (kind === 'list') return list_html(items.map((item, n) => ({ path: item.path, html: texts[n] })));
  if (kind === 'quote') return `<blockquote>${texts.map((text) => `<p>${text}</p>`).join('')}</blockquote>`;
  const tag = Object.keys(headings).find((name) => headings[name] === kind) ?? 'p';
  return texts.map((text) => `<${tag}>${text}</${tag}>`).join('\n');
}

export function to_html(blocks, originals) {
  return groups_of(blocks).map(group_html).map((html) => originals.get(html) ?? html).filter(Boolean).join('\n');
}
