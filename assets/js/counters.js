// Counters of the side bar and the notices, asked for once a minute while the page is seen.
// GET <body data-counters> answers {"worklist": 17, "notices": 5} with an ETag; the keys are those of data-counter.
const path = document.body.dataset.counters;
const number = new Intl.NumberFormat(document.documentElement.lang || 'vi');
const period_ms = 60_000;
let etag = '';
let asked_at = Date.now();
let timer = 0;

function show(counts) {
  for (const place of document.querySelectorAll('[data-counter]')) {
    const count = counts[place.dataset.counter];
    if (count === undefined) continue;
    const shown = count > 0 ? number.format(count) : '';
    if (place.textContent !== shown) place.textContent = shown;
  }
}

async function ask() {
  asked_at = Date.now();
  try {
    const headers = { Accept: 'application/json', ...(etag && { 'If-None-Match': etag }) };
    const answer = await fetch(path, { headers, credentials: 'same-origin', cache: 'no-store' });
    if (answer.status === 401 || answer.status === 403) return;
    if (answer.status === 200) {
      etag = answer.headers.get('ETag') ?? '';
      show(await answer.json());
    }
  } catch {
    // No line just now; the next minute tries again.
  }
  plan();
}

function plan() {
  clearTimeout(timer);
  if (document.visibilityState !== 'visible') return;
  timer = setTimeout(ask, Math.max(0, asked_at + period_ms - Date.now()));
}

if (path) {
  document.addEventListener('visibilitychange', plan);
  plan();
}
