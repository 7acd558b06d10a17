// Pictures of the main pages at the two widths that matter: an old office screen and a phone.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const widths = { 1366: { width: 1366, height: 768 }, 360: { width: 360, height: 740 } };

async function first_link(desk, list, selector = 'table.list tbody .c-title a') {
  await desk.go(list);
  return desk.page.locator(selector).first().getAttribute('href');
}

export async function take_shots(office, folder) {
  mkdirSync(folder, { recursive: true });
  const guest = await office.blank_desk();
  const clerk = await office.at('vui.dt');
  const head = await office.at('kiem.ht');
  const reader = await office.blank_desk('reader');
  const editor = await office.at('trach.pm');
  clerk.axe = true;
  const pages = [
    ['sign-in', guest, async () => '/sessions/new'],
    ['worklist', head, async () => '/worklist'],
    ['incoming-list', clerk, async () => '/documents/incoming?view=all'],
    ['incoming-form', clerk, async () => '/documents/incoming/new'],
    ['incoming-show', head, async () => first_link(head, '/documents/incoming?view=all')],
    ['outgoing-list', clerk, async () => '/documents/outgoing?view=all'],
    ['outgoing-show', clerk, async () => first_link(clerk, '/documents/outgoing?view=issued')],
    ['matrix', clerk, async () => `${await first_link(clerk, '/documents/outgoing?view=replies')}/replies`],
    ['registers', clerk, async () => '/registers'],
    ['register-print', clerk, async () => first_link(clerk, '/registers', 'table.list a[href$="/print"]')],
    ['search', clerk, async () => '/search?q=chuyen+doi+so'],
    ['phone-book', clerk, async () => '/directory'],
    ['report', clerk, async () => '/documents/reports'],
    ['readers', clerk, async () => `${await first_link(clerk, '/documents/incoming?view=all')}/readers`],
    ['submission', clerk, async () => first_link(clerk, '/submissions?view=all')],
    ['message-form', head, async () => '/internal/messages/new'],
    ['week', clerk, async () => '/meetings'],
    ['petitions', clerk, async () => '/petitions'],
    ['figures', clerk, async () => '/indicators'],
    ['portal-province', reader, async () => '/trang/tinh-thai-nguyen'],
    ['portal-checklist', editor, async () => first_link(editor, '/portal/duties', 'main table a')],
  ];
  for (const [name, desk, find] of pages) {
    try {
      const path = await find();
      for (const [width, size] of Object.entries(widths)) {
        await desk.page.setViewportSize(size);
        await desk.go(path);
        const wide = await desk.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (wide > 0) office.ledger.found(path.replace(/\d{6,}/g, 'N'), `${wide} px wider than a screen of ${width}`);
        else office.ledger.held();
        await desk.page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: width === '360' });
      }
    } catch (error) {
      office.ledger.found(`picture of ${name}`, String(error.message).split('\n')[0]);
    }
    await desk.page.setViewportSize(widths[1366]);
  }
}
