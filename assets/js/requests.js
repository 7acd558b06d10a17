// htmx: the CSRF header on everything that changes, and plain words when a request fails.
import { csrf_token, say, text } from './texts.js';

document.addEventListener('htmx:config:request', (event) => {
  const request = event.detail.ctx.request;
  if (request.method !== 'GET') request.headers['X-CSRF-Token'] = csrf_token();
});

document.addEventListener('htmx:before:response', (event) => {
  const { ctx } = event.detail;
  // 401: the session ended meanwhile. The page is left as it is, so that what was typed can still be copied or sent.
  if (ctx.response.status === 401) {
    event.preventDefault();
    say(text('signed-out'), 'bad');
  }
});

document.addEventListener('htmx:error', (event) => {
  if (event.detail.ctx) say(text('no-answer'), 'bad');
});
