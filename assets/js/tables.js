// Lists: arrows go from row to row, Space picks, a box picks all, Shift picks a span, what is cut tells the whole on
// hover.
import { text } from './texts.js';

const main_link = (row) => row.querySelector('.c-title a, td a, th a');
const row_box = (row) => row?.querySelector('input[type=checkbox][data-pick]');

function go(row, step) {
  let next = row;
  do next = step > 0 ? next.nextElementSibling : next.previousElementSibling; while (next && !main_link(next));
  if (!next) return false;
  main_link(next).focus();
  next.scrollIntoView({ block: 'nearest' });
  return true;
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  const row = event.target.closest('table.list tbody tr');
  if (!row || event.target.matches('select,textarea,input:not([type=checkbox])')) return;
  let done = false;
  if (event.key === 'ArrowDown') done = go(row, 1);
  else if (event.key === 'ArrowUp') done = go(row, -1);
  else if (event.key === ' ' && event.target.matches('a') && row_box(row)) {
    row_box(row).click();
    done = true;
  }
  if (done) event.preventDefault();
});

let last_box = null;

function recount(form) {
  const boxes = [...form.querySelectorAll('[data-pick]')];
  const picked = boxes.filter((box) => box.checked).length;
  const all = form.querySelector('[data-pick-all]');
  if (all) {
    all.checked = picked > 0 && picked === boxes.length;
    all.indeterminate = picked > 0 && picked < boxes.length;
  }
  form.querySelector('.bulk')?.classList.toggle('bulk--on', picked > 0);
  const place = form.querySelector('[data-picked]');
  if (place) place.textContent = picked > 0 ? text('picked', picked) : place.dataset.picked;
}

document.addEventListener('click', (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || box.type !== 'checkbox') return;
  const form = box.closest('form');
  if (!form) return;
  const boxes = [...form.querySelectorAll('[data-pick]')];
  if (box.matches('[data-pick-all]')) {
    for (const one of boxes) one.checked = box.checked;
  } else if (box.matches('[data-pick]')) {
    const from = boxes.indexOf(last_box);
    const to = boxes.indexOf(box);
    if (event.shiftKey && from >= 0) {
      for (const one of boxes.slice(Math.min(from, to), Math.max(from, to) + 1)) one.checked = box.checked;
    }
    last_box = box;
  } else {
    return;
  }
  recount(form);
});
for (const form of document.querySelectorAll('form')) if (form.querySelector('[data-pick]')) recount(form);
for (const all of document.querySelectorAll('[data-pick-all]')) all.hidden = false;

document.addEventListener('mouseover', (event) => {
  const cell = event.target.closest?.('.cut, .list--fixed td');
  if (cell && !cell.title && cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent.trim();
});
