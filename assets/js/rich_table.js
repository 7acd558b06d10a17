// The dialog in which a table is written: a grid of boxes, as many rows and columns as are asked for. A cell nobody
// changed keeps its markup.
import { escape, parsed } from './rich_html.js';
import { clean_pasted } from './rich_paste.js';

const most = { rows: 200, columns: 20 };

const text_of = (html) => {
  const cell = parsed(html.replace(/<br\s*\/?>/g, '\n'));
  return cell.textContent;
};
const empty = () => ({ text: '', html: '', was: '', tag: 'td', scope: '' });

function cell_of(element) {
  const html = element.innerHTML.trim();
  const text = text_of(html);
  return { text, html, was: text, tag: element.localName, scope: element.getAttribute('scope') ?? '' };
}

export function read_table(html) {
  const table = parsed(html).querySelector('table');
  const rows = [...table.rows].map((row) => [...row.cells].map(cell_of));
  const merged = [...table.querySelectorAll('[colspan], [rowspan]')].length > 0 ||
    rows.some((row) => row.length !== rows[0].length);
  return { rows, merged, caption: table.caption?.textContent ?? '', html,
    head: rows.length > 0 && rows[0].every((cell) => cell.tag === 'th') };
}

const same = (a, b) => a.head === b.head && a.caption === b.caption && a.rows.length === b.rows.length &&
  a.rows.every((row, y) => row.length === b.rows[y].length && row.every((cell, x) => cell.text === b.rows[y][x].text));

export function write_table(table) {
  const cell = (one, tag, scope) => {
    const inner = one.text === one.was && one.html ? one.html : escape(one.text.trim()).replace(/\n/g, '<br>');
    return `<${tag}${scope ? ` scope="${scope}"` : ''}>${inner}</${tag}>`;
  };
  const line = (row) => `<tr>${row.map((one) => cell(one, one.tag, one.tag === 'th' ? one.scope : '')).join('')}</tr>`;
  const body = (table.head ? table.rows.slice(1) : table.rows).map((row) => line(row)).join('');
  const head = table.head ? `<tr>${table.rows[0].map((one) => cell(one, 'th', one.scope || 'col')).join('')}</tr>` : '';
  return `<table>${table.caption.trim() ? `<caption>${escape(table.caption.trim())}</caption>` : ''}` +
    `${head ? `<thead>${head}</thead>` : ''}${body ? `<tbody>${body}</tbody>` : ''}</table>`;
}

export class TableDialog {
  constructor(dialog) {
    this.dialog = dialog;
    this.box = (id) => dialog.querySelector(`#rich-${id}`);
    this.grid = this.box('grid');
    for (const id of ['rows', 'columns']) this.box(id).addEventListener('change', () => this.resize());
    this.box('head').addEventListener('change', () => { this.table.head = this.box('head').checked; this.draw(); });
    this.grid.addEventListener('input', (event) => { this.cell(event.target).text = event.target.value; });
    this.grid.addEventListener('paste', (event) => this.paste(event));
    dialog.querySelector('[data-rich-close]').addEventListener('click', () => dialog.close());
    dialog.querySelector('[data-rich-done]').addEventListener('click', () => this.finish());
  }
  // `done` is called with the HTML of the table.
  open(html, done) {
    const rows = () => Array.from({ length: 3 }, () => Array.from({ length: 3 }, empty));
    const read = () => (html ? read_table(html) : { rows: rows(), merged: false, caption: '', html: '', head: true });
    this.table = read();
    this.before = read();
    this.done = done;
    this.box('caption').value = this.table.caption;
    this.box('head').checked = this.table.head;
    this.draw();
    this.dialog.showModal();
    this.grid.querySelector('textarea')?.focus();
  }
  cell(area) {
    return this.table.rows[area.dataset.row][area.dataset.column];
  }
  draw() {
    const { rows, head, merged } = this.table;
    this.box('rows').value = rows.length;
    this.box('columns').value = rows[0]?.length ?? 0;
    this.box('merged').hidden = !merged;
    this.dialog.querySelector('[data-rich-done]').disabled = merged;
    const table = document.createElement('table');
    table.setAttribute('role', 'presentation');
    rows.forEach((row, y) => {
      const line = table.insertRow();
      row.forEach((cell, x) => {
        const area = document.createElement('textarea');
        Object.assign(area, { value: cell.text, rows: 1, disabled: merged });
        Object.assign(area.dataset, { row: y, column: x });
        area.setAttribute('aria-label', this.grid.dataset.cell.replace('%1', y + 1).replace('%2', x + 1));
        area.classList.toggle('rich-grid__head', head && y === 0);
        line.insertCell().append(area);
      });
    });
    this.grid.replaceChildren(table);
  }
  to_size(height, width) {
    const { rows } = this.table;
    while (rows.length < height) rows.push([]);
    rows.length = height;
    for (const row of rows) {
      while (row.length < width) row.push(empty());
      row.length = width;
    }
  }
  resize() {
    if (this.table.merged) return this.draw();
    const asked = (id) => Math.min(Math.max(Number.parseInt(this.box(id).value, 10) || 1, 1), most[id]);
    this.to_size(asked('rows'), asked('columns'));
    return this.draw();
  }
  paste(event) {
    const html = event.clipboardData.getData('text/html');
    const text = event.clipboardData.getData('text/plain');
    const table = html.includes('<table') ? parsed(clean_pasted(html)).querySelector('table') : null;
    const cells = table ? [...table.rows].map((row) => [...row.cells].map((cell) => text_of(cell.innerHTML)))
      : text.includes('\t') ? text.replace(/\r/g, '').replace(/\n$/, '').split('\n').map((line) => line.split('\t'))
        : null;
    if (!cells) return;
    event.preventDefault();
    const row = Number(event.target.dataset.row);
    const column = Number(event.target.dataset.column);
    this.to_size(Math.min(Math.max(this.table.rows.length, row + cells.length), most.rows),
      Math.min(Math.max(this.table.rows[0].length, column + Math.max(...cells.map((line) => line.length))),
        most.columns));
    cells.forEach((line, y) => line.forEach((value, x) => {
      const cell = this.table.rows[row + y]?.[column + x];
      if (cell) cell.text = value.trim();
    }));
    this.draw();
  }
  finish() {
    this.table.caption = this.box('caption').value;
    const html = this.before.html && same(this.table, this.before) ? this.before.html : write_table(this.table);
    this.dialog.close();
    this.done(html);
  }
}
