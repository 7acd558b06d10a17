// The session locks after <body data-lock-seconds> without work. Typing is work the server does not see, so it is told
// (POST data-touch, at most once in 3 minutes); 60 s before the lock the person is asked; tabs tell each other.
import { csrf_token, say, text } from './texts.js';

const lock_s = Number(document.body.dataset.lockSeconds ?? 0);
const touch_path = document.body.dataset.touch;
const warn_s = 60;
const touch_every_ms = 180_000;
const dialog = document.getElementById('lock');
const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('dinh-work') : null;

let server_heard_at = Date.now();
let asked_at = 0;
let told = false;

function heard() {
  server_heard_at = Date.now();
  if (told) document.getElementById('said')?.replaceChildren();
  told = false;
  if (dialog.open) dialog.close('heard');
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
  if (dialog.open || told || Date.now() - Math.max(server_heard_at, asked_at) < touch_every_ms) return;
  asked_at = Date.now();
  touch();
}

function tick() {
  const left_s = Math.ceil((server_heard_at + lock_s * 1000 - Date.now()) / 1000);
  const words = dialog.querySelector('[data-lock-text]');
  if (left_s <= 0) {
    if (told) return;
    // Said on the page as well, so that the box can be closed and what was typed be read and copied.
    told = true;
    words.textContent = text('locked');
    say(text('locked'), 'bad');
  } else if (left_s <= warn_s) {
    words.textContent = text('locking', left_s);
  } else {
    return;
  }
  if (!dialog.open) dialog.showModal();
}

if (lock_s > 0 && touch_path && dialog) {
  for (const kind of ['keydown', 'pointerdown', 'input']) document.addEventListener(kind, worked, { passive: true });
  document.addEventListener('htmx:after:request', (event) => {
    if (event.detail.ctx.response.status < 400) heard();
  });
  // A page taken back from the browser's memory has missed what other tabs said.
  addEventListener('pageshow', (event) => { if (event.persisted) touch(); });
  tabs?.addEventListener('message', heard);
  tabs?.postMessage('heard');
  dialog.addEventListener('close', () => {
    if (!told && dialog.returnValue !== 'heard') touch();
    dialog.returnValue = '';
  });
  setInterval(tick, 1000);
}
