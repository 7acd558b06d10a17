// The pages of incoming documents as their users know them.
import assert from 'node:assert/strict';
import { day } from '../support/papers.mjs';

export const base = '/documents/incoming';

// The clerk enters a document; the desk stands on its page afterwards, the number is given back.
export async function register(desk, values) {
  await desk.go(`${base}/new`);
  await desk.fill({ kind: 'Công văn', document_day: day(-1), ...values });
  await desk.press('Lưu');
  await desk.answered(200);
  await desk.says('Đã vào sổ');
  return number_said(desk);
}

export async function number_said(desk) {
  const [, number] = /số đến (\d+)/.exec(await desk.text()) ?? [];
  assert.ok(number, `no number in: ${(await desk.text()).slice(0, 300)}`);
  return Number(number);
}

export async function find_in_list(desk, words, view = 'all') {
  await desk.go(`${base}?view=${view}&q=${encodeURIComponent(words)}`);
}

export const titles_in_list = (desk) => desk.page.locator('table.list tbody .c-title a').allInnerTexts();
