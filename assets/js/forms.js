// Forms: typed work is not lost by leaving, a second press does not send twice, long texts are counted.
import { text } from './texts.js';

let guarded_changed = false;

function count(area) {
  const place = document.getElementById(`${area.id}-count`);
  if (!place) return;
  const left = Number(area.dataset.count) - [...area.value].length;
  place.textContent = left >= 0 ? text('chars-left', left) : text('chars-over', -left);
  place.classList.toggle('counter--over', left < 0);
}

function release(form) {
  delete form.dataset.sent;
  form.removeAttribute('aria-busy');
}

document.addEventListener('input', (event) => {
  const field = event.target;
  if (field.dataset.count) count(field);
  if (field.form?.matches('[data-guard]')) guarded_changed = true;
});
for (const area of document.querySelectorAll('[data-count]')) count(area);

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post') return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (!event.defaultPrevented) {
    form.dataset.sent = 'yes';
    form.setAttribute('aria-busy', 'true');
    guarded_changed = false;
    // An answer that is a file leaves this page standing: the form must be of use again.
    setTimeout(() => release(form), 10_000);
  }
});
document.addEventListener('htmx:finally:request', (event) => {
  const form = event.target.closest?.('form');
  if (form) release(form);
});
addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(release));
addEventListener('beforeunload', (event) => {
  if (!guarded_changed) return;
  event.preventDefault();
  event.returnValue = text('unsaved');
});

// The error summary takes the focus, so that the faults are read first; its links go into the box, not only to it.
const summary = document.querySelector('.govuk-error-summary');
summary?.focus();
summary?.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="#"]');
  const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  (field.closest('.govuk-form-group') ?? field).scrollIntoView({ block: 'center' });
  field.focus({ preventScroll: true });
});

// Filters chosen from a list apply at once; the button stays for those without script and for typed ones.
document.addEventListener('change', (event) => {
  if (event.target.matches('.filters[data-auto] select')) event.target.form.requestSubmit();
});

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
