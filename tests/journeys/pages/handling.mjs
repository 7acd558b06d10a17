// Forwarding an incoming document down its tree.
// Whoever holds a part gives it on. `lead`: some of the words by which the receiver is shown.
export async function give(desk, { lead, support = [], due, opinion = '' }) {
  const link = desk.page.locator('main a[href*="/forwardings/new"]').first();
  await desk.must_have(link, 'way to forward');
  await desk.unfold(link);
  await desk.turn_page(() => link.click());
  for (const name of support) {
    const box = desk.page.locator('fieldset', { hasText: 'Phối hợp' }).locator('label', { hasText: name }).first();
    await desk.unfold(box);
    await box.locator('input').check();
  }
  await desk.send_form({ lead, ...(due ? { due } : {}), opinion });
  await desk.answered(200);
  await desk.says(lead);
}

// Opens what waits for the person: by his work list, as he would; he turns its pages until it is there.
export async function open_from_worklist(desk, subject) {
  await desk.go('/worklist');
  const line = desk.page.locator('main table a.cut', { hasText: subject }).first();
  const further = desk.page.locator('main .pager a[rel=next]');
  while (await line.count() === 0 && await further.count() > 0) await desk.turn_page(() => further.first().click());
  await desk.must_have(line, `“${subject}” in the work list`);
  await desk.turn_page(() => line.click());
  await desk.answered(200);
  await desk.says(subject);
}
