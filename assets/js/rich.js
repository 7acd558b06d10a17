// A textarea[data-rich] becomes an editor for those who have script; without, and in its other mode, the box takes HTML
// or plain text. Loaded by the pages that have such a box alone.
import Trix from 'trix';
import { escape, kinds, parsed, to_blocks, to_html } from './rich_html.js';
import { clean_pasted, clean_plain } from './rich_paste.js';
import { PictureDialog, is_picture, new_pictures, read_picture } from './rich_picture.js';
import { TableDialog } from './rich_table.js';

const template = document.getElementById('rich')?.content;
const said = (key, value = '') =>
  (template.querySelector(`[data-rich-text="${key}"]`)?.textContent.trim() ?? '').replace('%1', value);

function set_up_trix() {
  const { textAttributes, blockAttributes, lang } = Trix.config;
  Object.assign(textAttributes, {
    underlined: { tagName: 'u', inheritable: true }, subscript: { tagName: 'sub', inheritable: true },
    superscript: { tagName: 'sup', inheritable: true }, fixed: { tagName: 'code', inheritable: true } });
  const heading = (tagName) => ({ tagName, terminal: true, breakOnReturn: true, group: false });
  Object.assign(blockAttributes, { heading2: heading('h2'), heading3: heading('h3'), heading4: heading('h4') });
  lang.remove = said('remove');
  // Enter begins a paragraph, also at the end of one; Shift+Enter a line.
  const { LineBreakInsertion } = Trix.models;
  const before = LineBreakInsertion.prototype.shouldInsertBlockBreak;
  LineBreakInsertion.prototype.shouldInsertBlockBreak = function breaks() {
    return !this.block.hasAttributes() || before.call(this);
  };
  const { AttachmentView } = Trix.views;
  const view = AttachmentView.prototype.createNodes;
  AttachmentView.prototype.createNodes = function nodes() {
    const made = view.call(this);
    give_back(made, this.attachment.getAttribute('html') ?? '');
    return made;
  };
  // Trix would wait until this script has ended, and what was typed meanwhile would be lost.
  customElements.define('trix-toolbar', Trix.elements.TrixToolbarElement);
  customElements.define('trix-editor', Trix.elements.TrixEditorElement);
}

// What Trix takes from the parts it only shows.
const lost = { img: ['alt'], 'td, th': ['colspan', 'rowspan', 'scope'], ol: ['start'] };
function give_back(nodes, html) {
  const whole = parsed(html);
  for (const [which, names] of Object.entries(lost)) {
    const from = whole.querySelectorAll(which);
    nodes.flatMap((node) => [...node.querySelectorAll(which)]).forEach((element, n) => {
      for (const name of names)
        if (from[n]?.hasAttribute(name)) element.setAttribute(name, from[n].getAttribute(name));
    });
  }
}

class Editor {
  constructor(area) {
    this.area = area;
    this.form = area.form;
    this.files = new Map();  // new pictures by their names
    this.build();
    this.listen();
    this.begin();
  }
  build() {
    const toolbar = template.querySelector('trix-toolbar').cloneNode(true);
    toolbar.id = 'rich-tools';
    this.element = document.createElement('trix-editor');
    this.element.setAttribute('toolbar', toolbar.id);
    this.element.setAttribute('aria-labelledby', `${this.area.id}-label`);
    this.element.setAttribute('aria-multiline', 'true');
    this.foot = template.querySelector('.rich__foot').cloneNode(true);
    this.box = document.createElement('div');
    this.box.className = 'rich';
    this.box.append(toolbar, this.element);
    this.area.after(this.box, this.foot);
    this.area.closest('.govuk-form-group').querySelector('.govuk-hint').hidden = true;
    this.dialogs = {};
    for (const one of template.querySelectorAll('dialog')) {
      const dialog = one.cloneNode(true);
      document.getElementById('main').append(dialog);
      this.dialogs[dialog.dataset.richDialog] = dialog;
    }
    this.table = new TableDialog(this.dialogs.table);
    this.picture = new PictureDialog(this.dialogs.picture);
  }
  listen() {
    this.element.addEventListener('trix-change', () => this.write());
    this.element.addEventListener('trix-file-accept', (event) => this.take_file(event));
    this.element.addEventListener('trix-attachment-before-toolbar', (event) => this.add_edit(event));
    this.box.addEventListener('paste', (event) => this.paste(event), true);
    this.box.addEventListener('click', (event) => this.press(event));
    this.box.addEventListener('mousedown', (event) => {
      if (event.target.closest('[data-rich-open]')) event.preventDefault();
    });
    this.foot.querySelector('button').addEventListener('click', () => this.toggle());
    document.getElementById(`${this.area.id}-label`)?.addEventListener('click', () => this.element.focus());
    this.area.addEventListener('focus', () => { if (!this.as_source) this.element.focus(); });
    const upload = this.upload();
    upload?.addEventListener('change', () => this.keep_files());
    const settle = () => this.settle();
    this.element.addEventListener('keydown', (event) => {
      if (!event.isComposing && (event.ctrlKey || event.metaKey || event.key.length > 1)) settle();
    }, true);
    this.box.firstElementChild.addEventListener('mousedown', settle, true);
    this.form.addEventListener('submit', () => {
      settle();
      this.write();
      this.keep_files();
    }, true);
  }
  // Trix draws what was typed with the next frame of the screen, and forgets then the mark or the part of the text that
  // was chosen meanwhile.
  settle() {
    const input = this.element.editorController.inputController;
    if (input.scheduledRender) input.render();
  }
  upload() {
    return this.form.querySelector('input[type=file][name=files]');
  }

  // A text without any markup was typed as such: it is shown as it is, so that none of it is read otherwise.
  begin() {
    const typed = this.area.value;
    this.show_as(Boolean(typed.trim()) && !/<[a-z/!]/i.test(typed));
    if (this.as_source) return;
    const typing = document.activeElement === this.area;
    this.load();
    if (typing) this.element.focus();
  }
  load() {
    this.original = this.area.value;
    this.originals = new Map();
    const blocks = to_blocks(this.original, (element) => this.shown(element), this.originals);
    this.loading = true;
    this.element.editor.loadDocument(Trix.models.Document.fromJSON(blocks.length ? blocks
      : [{ text: [{ type: 'string', string: '', attributes: {} }], attributes: [] }]));
    this.loading = false;
    this.first = this.html();
  }
  html() {
    return to_html(JSON.parse(JSON.stringify(this.element.editor.getDocument())), this.originals);
  }
  write() {
    if (this.loading || this.as_source || this.first === undefined) return;
    const html = this.html();
    const value = html === this.first ? this.original : html;
    if (value === this.area.value) return;
    this.area.value = value;
    this.area.dispatchEvent(new Event('input', { bubbles: true }));
  }
  show_as(source) {
    this.as_source = source;
    this.box.hidden = source;
    this.area.classList.toggle('rich__under', !source);
    this.area.tabIndex = source ? 0 : -1;
    const button = this.foot.querySelector('button');
    button.setAttribute('aria-pressed', String(source));
    button.textContent = said(source ? 'back' : 'source');
  }
  toggle() {
    if (this.as_source) {
      if (!/<[a-z/!]/i.test(this.area.value)) this.area.value = clean_plain(this.area.value);
      this.show_as(false);
      this.load();
      this.element.focus();
    } else {
      this.show_as(true);
      this.area.focus();
    }
  }

  // What stands in the editor for a table, a picture, or a part that is left as it is.
  shown(element) {
    if (element.localName === 'table')
      return { contentType: kinds.table, content: `<div class="rich__table">${element.outerHTML}</div>` };
    const pictures = element.querySelectorAll('img');
    if (element.localName === 'figure' && pictures.length === 1 && !element.querySelector('table'))
      return { contentType: kinds.picture, content: this.figure(element.outerHTML) };
    return { contentType: kinds.kept,
      content: `<div class="rich__kept">${element.outerHTML}<p class="rich__note">${escape(said('kept'))}</p></div>` };
  }
  figure(html) {
    const { address, alt, words } = read_picture(html);
    const known = this.dialogs.picture.querySelector(`[name=rich-picture][value="${CSS.escape(address)}"]`);
    const waits = address.startsWith(new_pictures);
    const picture = waits ? `<p class="rich__note">${escape(said('waits', address.slice(new_pictures.length)))}</p>`
      : `<img src="${escape(known?.dataset.small ?? address)}" alt="${escape(alt)}">`;
    return `<div class="rich__figure">${picture}<p>${escape(words)}</p><p class="rich__note">${escape(alt)}</p></div>`;
  }
  attributes(html) {
    return { ...this.shown(parsed(html).firstElementChild), html };
  }

  // Into a paragraph of its own, and the cursor behind it.
  insert(html) {
    const { editor } = this.element;
    const range = editor.getSelectedRange();
    this.element.focus();
    editor.setSelectedRange(range);
    editor.recordUndoEntry('Insert');
    const position = editor.getDocument().locationFromPosition(range[0]);
    if (position.offset > 0) editor.insertLineBreak();
    editor.insertAttachment(new Trix.models.Attachment(this.attributes(html)));
    editor.insertLineBreak();
  }
  open(kind, attachment = null, file = null) {
    const done = (html, sent) => {
      if (sent) this.files.set(sent.name, sent);
      if (attachment) attachment.setAttributes(this.attributes(html));
      else this.insert(html);
      this.keep_files();
      this.write();
    };
    const html = attachment?.getAttribute('html');
    if (kind === 'table') this.table.open(html, done);
    else this.picture.open(html, file, done);
  }
  press(event) {
    const button = event.target.closest('button');
    if (!button) return;
    if (button.dataset.richOpen) this.open(button.dataset.richOpen);
    // Trix listens to the mouse alone.
    else if (event.detail === 0 && button.matches('[data-trix-attribute], [data-trix-action]'))
      button.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }));
  }
  add_edit(event) {
    const { attachment, toolbar } = event;
    const kind = Object.keys(kinds).find((name) => kinds[name] === attachment.getContentType());
    if (kind === 'kept' || !kind) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = said('edit');
    button.className = 'trix-button';
    button.addEventListener('click', () => this.open(kind, attachment));
    toolbar.querySelector('.trix-button-group').prepend(button);
  }

  take_file(event) {
    event.preventDefault();
    if (is_picture(event.file)) this.open('picture', null, event.file);
    else document.getElementById('said').textContent = said('only-pictures');
  }
  paste(event) {
    const data = event.clipboardData;
    if (!this.element.contains(event.target) || !data || data.types.includes('application/x-trix-document')) return;
    const html = data.getData('text/html');
    const picture = [...data.files].find(is_picture);
    if (!html && picture) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.open('picture', null, picture);
      return;
    }
    const clean = html ? clean_pasted(html) : clean_plain(data.getData('text/plain'));
    if (!clean) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { editor } = this.element;
    const composition = editor.composition;
    const blocks = to_blocks(clean, (element) => this.shown(element), new Map());
    const added = Trix.models.Document.fromJSON(blocks);
    const range = composition.getSelectedRange();
    editor.recordUndoEntry('Paste');
    composition.setDocument(composition.document.mergeDocumentAtRange(added, range));
    editor.setSelectedRange(range[0] + added.getLength() - 1);
  }

  // The box for files forgets what was in it when others are chosen.
  keep_files() {
    const upload = this.upload();
    if (!upload) return;
    const there = new Set([...upload.files].map((file) => file.name));
    const missing = [...this.files.values()].filter((file) => !there.has(file.name) &&
      this.area.value.includes(new_pictures + file.name));
    if (missing.length === 0) return;
    const all = new DataTransfer();
    for (const file of [...upload.files, ...missing]) all.items.add(file);
    upload.files = all.files;
    upload.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

if (template) {
  set_up_trix();
  for (const area of document.querySelectorAll('textarea[data-rich]')) new Editor(area);
}
