// Keys. An element with data-key="n" answers to Alt+N, "ctrl+enter" and "ctrl+s" to just these; "/" goes to the
// search box, "?" shows the list of keys of this very page.
import { text } from './texts.js';

const boxes = 'input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable]';
const typing = (element) => element.closest(boxes);

function wanted(event) {
  if (event.ctrlKey && !event.altKey && !event.metaKey) {
    if (event.key === 'Enter') return 'ctrl+enter';
    if (event.code === 'KeyS') return 'ctrl+s';
    return '';
  }
  if (event.altKey && !event.ctrlKey && !event.metaKey) {
    const digit_or_letter = /^(?:Key|Digit)(.)$/.exec(event.code);
    return digit_or_letter ? digit_or_letter[1].toLowerCase() : '';
  }
  return '';
}

function press(element) {
  if (element.matches('input:not([type=submit],[type=button],[type=checkbox]),select,textarea')) {
    element.focus();
    element.select?.();
  } else {
    element.focus();
    element.click();
  }
}

function seen(element) {
  return element.getClientRects().length > 0 && !element.disabled;
}

function name_of(key) {
  if (key === 'ctrl+enter') return ['Ctrl', 'Enter'];
  if (key === 'ctrl+s') return ['Ctrl', 'S'];
  return ['Alt', key.toUpperCase()];
}

function label_of(element) {
  const label = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent;
  return label.replace(/\s+/g, ' ').trim();
}

function show_help() {
  const dialog = document.getElementById('keys');
  const list = dialog?.querySelector('[data-keys]');
  if (!list || dialog.open) return;
  list.replaceChildren();
  for (const element of document.querySelectorAll('[data-key]')) {
    if (!seen(element)) continue;
    const term = document.createElement('dt');
    for (const part of name_of(element.dataset.key)) {
      const key = document.createElement('kbd');
      key.textContent = part;
      term.append(key, ' ');
    }
    const meaning = document.createElement('dd');
    meaning.textContent = label_of(element);
    list.append(term, meaning);
  }
  dialog.showModal();
}

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const key = wanted(event);
  if (key) {
    const element = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(seen);
    if (element) {
      event.preventDefault();
      press(element);
    } else if (key === 'ctrl+s') {
      event.preventDefault();
    }
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  if (event.key === '/') {
    const box = document.querySelector('.top__search input');
    if (box) {
      event.preventDefault();
      press(box);
    }
  } else if (event.key === '?') {
    event.preventDefault();
    show_help();
  }
});

for (const element of document.querySelectorAll('[data-key]')) {
  const name = name_of(element.dataset.key).join('+');
  element.setAttribute('aria-keyshortcuts', name.replace('Ctrl', 'Control'));
  if (!element.title && element.matches('a,button')) element.title = text('key', name);
}
for (const button of document.querySelectorAll('[data-show-keys]')) {
  button.hidden = false;
  button.addEventListener('click', show_help);
}

// In a form of data-enter="next" Enter goes to the next box as on a typist's desk; Ctrl+Enter saves.
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.ctrlKey || event.altKey || event.defaultPrevented || event.isComposing) return;
  const form = event.target.closest('form[data-enter="next"]');
  if (!form || !event.target.matches('input:not([type=submit],[type=button],[type=file]),select')) return;
  const fields = [...form.elements].filter((field) => seen(field) && !field.matches('fieldset,output'));
  event.preventDefault();
  fields[fields.indexOf(event.target) + 1]?.focus();
});

// A menu closes when the focus or the mouse goes elsewhere, and by Escape.
document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});
