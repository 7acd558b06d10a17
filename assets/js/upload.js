// A file box inside .upload: shows what was chosen with its size, takes dropped files, tells too big ones before they
// are sent.
import { text } from './texts.js';

const number = new Intl.NumberFormat(document.documentElement.lang || 'vi', { maximumFractionDigits: 1 });

function size(bytes) {
  if (bytes < 1024 * 1024) return `${number.format(Math.max(bytes / 1024, 0.1))} KB`;
  return `${number.format(bytes / 1024 / 1024)} MB`;
}

function show(box) {
  const list = box.closest('.upload')?.querySelector('.upload__list');
  if (!list) return;
  const limit = Number(box.dataset.maxBytes ?? 0);
  list.replaceChildren(...[...box.files].map((file) => {
    const line = document.createElement('li');
    const name = document.createElement('span');
    name.textContent = file.name;
    const weight = document.createElement('small');
    const too_big = limit > 0 && file.size > limit;
    weight.textContent = too_big ? text('too-big', size(file.size), size(limit)) : size(file.size);
    if (too_big) weight.className = 'late';
    line.append(name, weight);
    return line;
  }));
}

// The browser's own button speaks the browser's language, not the page's: a label in the page's words takes its place.
for (const box of document.querySelectorAll('.upload input[type=file]')) {
  const words = text('choose-file');
  if (!words) continue;
  const label = document.createElement('label');
  label.className = 'button button--second';
  label.htmlFor = box.id;
  label.textContent = words;
  box.setAttribute('aria-label', box.labels[0]?.textContent ?? words);
  box.after(label);
  box.closest('.upload').classList.add('upload--ready');
}

document.addEventListener('change', (event) => {
  if (event.target.matches('.upload input[type=file]')) show(event.target);
});
for (const kind of ['dragover', 'dragleave', 'drop']) {
  document.addEventListener(kind, (event) => {
    const place = event.target.closest?.('.upload');
    if (!place) return;
    event.preventDefault();
    place.classList.toggle('upload--over', kind === 'dragover');
    const box = place.querySelector('input[type=file]');
    if (kind !== 'drop' || !box || event.dataTransfer.files.length === 0) return;
    const files = new DataTransfer();
    for (const file of event.dataTransfer.files) if (box.multiple || files.items.length === 0) files.items.add(file);
    box.files = files.files;
    box.dispatchEvent(new Event('change', { bubbles: true }));
  });
}
