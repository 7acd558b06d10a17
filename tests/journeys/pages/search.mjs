// The one box over everything, and its results.
import { sleep } from '../support/house.mjs';

export async function search(desk, words) {
  await desk.go(`/search?q=${encodeURIComponent(words)}`);
}

export async function titles(desk) { return desk.page.locator('.results > li > a').allInnerTexts(); }

export async function finds(desk, words, title, wait_s = 0) {
  for (let tried = 0; ; tried++) {
    await search(desk, words);
    const found = (await titles(desk)).some((one) => one.includes(title));
    if (found || tried >= wait_s) return found;
    await sleep(1000);
  }
}

export async function must_find(desk, words, title, wait_s = 0) {
  if (await finds(desk, words, title, wait_s)) return desk.ledger.held();
  throw new Error(`${desk.username} does not find “${title}” by “${words}”: ${(await desk.text()).slice(0, 500)}`);
}

export async function must_not_find(desk, words, title) {
  if (!await finds(desk, words, title)) return desk.ledger.held();
  throw new Error(`${desk.username} finds “${title}” by “${words}” and should not`);
}
