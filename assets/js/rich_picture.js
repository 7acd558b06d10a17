// The dialog in which a picture is put into a text: one the article has already, or a new one that is sent with the
// form. Nobody gets past it without words for those who do not see the picture.
import { escape, parsed } from './rich_html.js';

const extension = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' };
export const is_picture = (file) => file.type in extension;
export const new_pictures = '/portal/articles/new/files/';

// A name that is the same in an address and on the disk, and no other file's.
function named(file) {
  const plain = file.name.replace(/\.[^.]*$/, '').normalize('NFD').replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ]/g, 'd').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 60);
  const mark = Math.random().toString(36).slice(2, 6).padEnd(4, '0');
  return new File([file], `${plain || 'anh'}-${mark}.${extension[file.type]}`, { type: file.type });
}

export function read_picture(html) {
  const figure = parsed(html);
  const picture = figure.querySelector('img');
  return { address: picture?.getAttribute('src') ?? '', alt: picture?.getAttribute('alt') ?? '',
    words: figure.querySelector('figcaption')?.textContent ?? '' };
}

export function write_picture({ address, alt, words }) {
  const below = words.trim() ? `<figcaption>${escape(words.trim())}</figcaption>` : '';
  return `<figure><img src="${escape(address)}" alt="${escape(alt.trim())}">${below}</figure>`;
}

export class PictureDialog {
  constructor(dialog) {
    this.dialog = dialog;
    this.box = (id) => dialog.querySelector(`#rich-${id}`);
    dialog.addEventListener('change', (event) => this.chosen(event.target));
    dialog.querySelector('[data-rich-close]').addEventListener('click', () => dialog.close());
    dialog.querySelector('[data-rich-done]').addEventListener('click', () => this.finish());
  }
  // `done` is called with the HTML of the figure and the new file, if there is one.
  open(html, file, done) {
    const before = html ? read_picture(html) : { address: '', alt: '', words: '' };
    Object.assign(this, { address: before.address, file, done });
    this.box('choose').hidden = Boolean(html || file);
    for (const one of this.dialog.querySelectorAll('[name=rich-picture]')) one.checked = false;
    this.box('file').value = '';
    this.box('alt').value = before.alt;
    this.box('words').value = before.words;
    this.fault('');
    this.dialog.showModal();
    if (html || file) this.box('alt').focus();
  }
  chosen(box) {
    if (box.name === 'rich-picture') {
      this.address = box.value;
      this.file = null;
      this.box('file').value = '';
      if (!this.box('alt').value) this.box('alt').value = box.dataset.alt;
    } else if (box.type === 'file') {
      this.file = box.files[0] ?? null;
      this.address = '';
      for (const one of this.dialog.querySelectorAll('[name=rich-picture]')) one.checked = false;
    }
  }
  fault(which) {
    const place = this.box('alt-fault');
    place.hidden = !which;
    place.textContent = which ? place.dataset[which] : '';
  }
  finish() {
    if (this.file && !is_picture(this.file)) this.file = null;
    if (!this.file && !this.address) return this.fault('file');
    if (!this.box('alt').value.trim()) {
      this.fault('alt');
      return this.box('alt').focus();
    }
    const file = this.file ? named(this.file) : null;
    const address = file ? new_pictures + file.name : this.address;
    this.dialog.close();
    return this.done(write_picture({ address, alt: this.box('alt').value, words: this.box('words').value }), file);
  }
}
