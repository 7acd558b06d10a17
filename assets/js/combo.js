// A text box that proposes records as one types: data-suggest is the path asked with ?q=, which answers with lines
// <li role="option" data-id="12" data-text="Sở Nội vụ">...</li>; data-into names the hidden box that takes the id.
// Without script the same box is sent as typed, and the server finds the record by name or abbreviation.
import { text } from './texts.js';

const wait_ms = 180;

class Combo {
  constructor(box) {
    this.box = box;
    this.hidden = document.getElementById(box.dataset.into);
    this.list = document.createElement('ul');
    this.list.id = `${box.id}-list`;
    this.list.className = 'combo__list';
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', text('suggestions'));
    this.list.hidden = true;
    this.asked = 0;
    this.at = -1;
    box.after(this.list);
    box.parentElement.classList.add('combo');
    for (const [name, value] of Object.entries({ role: 'combobox', autocomplete: 'off', 'aria-autocomplete': 'list',
      'aria-expanded': 'false', 'aria-controls': this.list.id })) box.setAttribute(name, value);
    box.addEventListener('input', () => this.typed());
    box.addEventListener('keydown', (event) => this.key(event));
    box.addEventListener('blur', () => this.close());
    this.list.addEventListener('mousedown', (event) => {
      event.preventDefault();
      this.pick(event.target.closest('[role=option]'));
    });
  }

  typed() {
    if (this.hidden) this.hidden.value = '';
    clearTimeout(this.timer);
    if (this.box.value.trim().length < Number(this.box.dataset.from ?? 1)) return this.close();
    this.timer = setTimeout(() => this.ask(), wait_ms);
    return undefined;
  }

  async ask() {
    const mine = ++this.asked;
    const path = `${this.box.dataset.suggest}?q=${encodeURIComponent(this.box.value.trim())}`;
    try {
      const answer = await fetch(path, { headers: { 'HX-Request': 'true' }, credentials: 'same-origin' });
      if (!answer.ok || mine !== this.asked || document.activeElement !== this.box) return;
      this.list.innerHTML = await answer.text();
    } catch {
      return;
    }
    this.options().forEach((option, n) => {
      option.id = `${this.list.id}-${n}`;
      option.setAttribute('aria-selected', 'false');
    });
    this.at = -1;
    if (this.options().length === 0) return this.close();
    this.list.hidden = false;
    this.box.setAttribute('aria-expanded', 'true');
    this.move(0);
  }

  options() { return [...this.list.querySelectorAll('[role=option]')]; }

  move(to) {
    const options = this.options();
    if (options.length === 0) return;
    options[this.at]?.setAttribute('aria-selected', 'false');
    this.at = (to + options.length) % options.length;
    options[this.at].setAttribute('aria-selected', 'true');
    options[this.at].scrollIntoView({ block: 'nearest' });
    this.box.setAttribute('aria-activedescendant', options[this.at].id);
  }

  key(event) {
    if (event.isComposing) return;
    if (this.list.hidden) {
      if (event.key === 'ArrowDown' && this.box.value.trim()) {
        event.preventDefault();
        this.ask();
      }
      return;
    }
    if (event.key === 'ArrowDown') this.move(this.at + 1);
    else if (event.key === 'ArrowUp') this.move(this.at - 1);
    else if (event.key === 'Enter' && !event.ctrlKey) this.pick(this.options()[this.at]);
    else if (event.key === 'Escape') this.close();
    else {
      // Tab takes what is marked and goes on: abbreviation, Tab, next box.
      if (event.key === 'Tab' && !event.shiftKey) this.pick(this.options()[this.at]);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  pick(option) {
    if (!option) return;
    this.box.value = option.dataset.text ?? option.textContent.trim();
    if (this.hidden) this.hidden.value = option.dataset.id ?? '';
    clearTimeout(this.timer);
    this.asked++;
    this.close();
    this.box.dispatchEvent(new Event('change', { bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.at = -1;
    this.box.setAttribute('aria-expanded', 'false');
    this.box.removeAttribute('aria-activedescendant');
  }
}

function wire(root) {
  for (const box of root.querySelectorAll?.('input[data-suggest]:not([role])') ?? []) new Combo(box);
}
wire(document);
document.addEventListener('htmx:after:settle', (event) => wire(event.target));
