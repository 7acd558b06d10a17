// The pages of outgoing documents as their users know them.
import assert from 'node:assert/strict';
import { pdf } from '../support/papers.mjs';

export const base = '/documents/outgoing';

// Everybody on the route agrees in turn; `people` is who is expected, in order.
export async function walk_route(office, place, people) {
  for (const [username, words] of people) {
    const desk = await office.at(username);
    await desk.go(place);
    await desk.deed('/agreement', {}, '');
    desk.answered(200);
    if (words) await desk.says(words);
  }
}

// From the paper that was signed to the document that has left: file, number, seal, issue.
export async function send_off(clerk, place, lines) {
  await clerk.go(place);
  await clerk.says('Chờ tệp đã ký');
  await clerk.deed('/signed-file', { files: pdf('ban-da-ky.pdf', lines) });
  clerk.answered(200);
  await clerk.deed('/number');
  clerk.answered(200);
  const [, mark] = /(\d+\/[A-ZĐ][\wĐ&-]*)/u.exec(await clerk.text()) ?? [];
  assert.ok(mark, `no number and sign: ${(await clerk.text()).slice(0, 400)}`);
  await clerk.deed('/seal');
  clerk.answered(200);
  await clerk.deed('/issue');
  clerk.answered(200);
  await clerk.says('Đã phát hành');
  return mark;
}
