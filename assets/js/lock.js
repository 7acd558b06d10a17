// The session locks after <body data-lock-seconds> without work. Typing is work the server does not see, so it is told
// (POST data-touch, at most once in 3 minutes); 60 s before the lock the person is asked; tabs tell each other.
import { csrf_token, text } from './texts.js';

const lock_s = Number(document.body.dataset.lockSeconds ?? 0);
const touch_path = document.body.dataset.touch;
const warn_s = 60;
const touch_every_ms = 180_000;
const dialog = document.getElementById('lock');
const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('dinh-work') : null;

let server_heard_at = Date.now();
let person_worked_at = Date.now();

function heard() {
  server_heard_at = Date.now();
  if (dialog?.open && !dialog.dataset.locked) dialog.close();
}

async function touch() {
  try {
    const answer = await fetch(touch_path, { method: 'POST', headers: { 'X-CSRF-Token': csrf_token() },
      credentials: 'same-origin' });
    if (!answer.ok) return;
    heard();
    tabs?.postMessage('heard');
  } catch {
    // No line: the count-down goes on, the next deed of the person tries again.
  }
}

function worked() {
  person_worked_at = Date.now();
  if (!dialog.open && person_worked_at - server_heard_at > touch_every_ms) {
    server_heard_at += touch_every_ms / 6;
    touch();
  }
}

function tick() {
  const left_s = Math.ceil((server_heard_at + lock_s * 1000 - Date.now()) / 1000);
  const words = dialog.querySelector('[data-lock-text]');
  if (left_s <= 0) {
    dialog.dataset.locked = 'yes';
    words.textContent = text('locked');
    if (!dialog.open) dialog.showModal();
  } else if (left_s <= warn_s) {
    words.textContent = text('locking', left_s);
    if (!dialog.open) dialog.showModal();
  } else if (dialog.open) {
    delete dialog.dataset.locked;
    dialog.close();
  }
}

if (lock_s > 0 && touch_path && dialog) {
  for (const kind of ['keydown', 'pointerdown', 'input']) document.addEventListener(kind, worked, { passive: true });
  document.addEventListener('htmx:after:request', heard);
  tabs?.addEventListener('message', heard);
  tabs?.postMessage('heard');
  dialog.addEventListener('close', () => { if (!dialog.dataset.locked) touch(); });
  setInterval(tick, 1000);
}
