// The pages of outgoing documents as their users know them.
import assert from 'node:assert/strict';
import { pdf } from '../support/papers.mjs';

export const base = '/documents/outgoing';

// Whoever has the step that is on, by the name on the page; '' when the route is done.
async function holder_of_step(office, desk, place) {
  await desk.go(place);
  const step = desk.page.locator('.route [aria-current=step]');
  if (await step.count() === 0) return '';
  const text = await step.innerText();
  const found = [...office.house.accounts].find(([, account]) => text.includes(account.name));
  assert.ok(found, `nobody known has the step: ${text}`);
  return found[0];
}

// The form of a draft, filled, kept and sent on its route. Gives back where the document stands.
export async function draft_and_submit(desk, values, slip) {
  await desk.fill({ kind: 'Công văn', signer_post: 'Giám đốc', files: pdf('du-thao.pdf', ['Du thao']), ...values });
  await desk.press('Lưu và trình');
  await desk.answered(200);
  const place = desk.path().replace('/submission', '');
  await desk.send_form({ slip }, 'Trình');
  await desk.answered(200);
  assert.equal(desk.path(), place);
  return place;
}

// Everybody on the route agrees in turn. Gives back who did, in order.
export async function walk_route(office, place, from) {
  const agreed = [];
  while (agreed.length < 9) {
    const username = await holder_of_step(office, await office.at(agreed.at(-1) ?? from), place);
    if (!username) return agreed;
    const desk = await office.at(username);
    await desk.go(place);
    await desk.deed('/agreement');
    await desk.answered(200);
    agreed.push(username);
  }
  throw new Error(`the route has no end: ${agreed.join(', ')}`);
}

// From the paper that was signed to the document that has left: file, number, seal, issue.
export async function send_off(clerk, place, lines) {
  await clerk.go(place);
  await clerk.says('chờ bản đã ký');
  await clerk.deed('/signed-file', { files: pdf('ban-da-ky.pdf', lines) });
  await clerk.answered(200);
  await clerk.deed('/number');
  await clerk.answered(200);
  const mark = (await clerk.page.locator('dl.facts dt:text-is("Số, ký hiệu") + dd').innerText()).trim();
  assert.match(mark, /^\d+\//, 'no number and sign');
  await clerk.deed('/seal');
  await clerk.answered(200);
  await clerk.deed('/issue');
  await clerk.answered(200);
  await clerk.says('Đã phát hành');
  return mark;
}
