// The test packet, the clock and the tracking tables, the history, the expectations.

import { expect, test } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll, open, send, verdict } from './playground.mjs';

test('the verdict stands there before the next frame is painted', async ({ page }) => {
  await open(page);
  await page.locator('#packet-type').selectOption('HTTPS');
  const word = await page.getByRole('button', { name: 'Send', exact: true }).evaluate((button) => new Promise((told) => {
    button.click();
    requestAnimationFrame(() => told(button.getRootNode().querySelector('.verdict-word').textContent));
  }));
  expect(word).toBe('Allowed');
});

test('ends complete by name and by address, and change places', async ({ page }) => {
  await open(page);
  const from = page.getByLabel('From', { exact: true });
  await from.fill('10.0.2');
  await page.getByRole('option', { name: /db-1/ }).click();
  await expect(from).toHaveValue('db-1');
  await page.getByRole('button', { name: 'Swap ends', exact: true }).click();
  await expect(from).toHaveValue('web-1');
  const to = page.getByLabel('To', { exact: true });
  await expect(to).toHaveValue('db-1');
  // A group leads to the interface that carries it; Enter takes the only one that fits.
  await to.fill('databa');
  await expect(page.getByRole('option', { name: /db-1/ })).toBeVisible();
  await to.press('Enter');
  await expect(to).toHaveValue('db-1');
  await to.fill('database');
  await page.keyboard.press('Escape');
  await expect(page.locator('.end').nth(1)).toContainText('10.0.2.20');
  // An address is never completed to a longer one, and a block is no end.
  await from.fill('10.0.1.1');
  await expect(page.getByRole('option', { name: /web-1/ })).toBeVisible();
  await from.press('Enter');
  await expect(from).toHaveValue('10.0.1.1');
  await from.fill('203.0.113.0/24');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.locator('#packet-from-error')).toHaveText('A packet comes from one address, and 203.0.113.0/24 is a block of them: choose one');
  await expectAccessible(page);
  await page.getByRole('group', { name: 'From: choose one', exact: true }).getByRole('button', { name: '203.0.113.10', exact: true }).click();
  await expect(from).toHaveValue('203.0.113.10');
  await expect(page.locator('#packet-from-error')).toHaveCount(0);
});

test('types fill in protocol and port; ICMP asks for type and code; what is folded says its values', async ({ page }) => {
  await open(page);
  await page.locator('#packet-type').selectOption('DNS (UDP)');
  await expect(page.locator('#packet-protocol')).toHaveValue('udp');
  await expect(page.getByLabel('Destination port', { exact: true })).toHaveValue('53');
  await page.locator('#packet-type').selectOption('Ping');
  await expect(page.getByLabel('ICMP type', { exact: true })).toHaveValue('8');
  await expect(page.getByRole('button', { name: 'Ping', exact: true })).toBeVisible();
  await page.locator('#packet-type').selectOption('SSH');
  await page.locator('.more summary').click();
  await page.getByLabel('Source port', { exact: true }).fill('40000');
  await page.getByRole('checkbox', { name: 'ACK', exact: true }).check();
  await expect(page.locator('.more summary')).toHaveText('Source port 40000 · flags SYN, ACK');
  await expectAccessible(page);
});

test('the last packet is repeated, and recent ones go back into the form', async ({ page }) => {
  await open(page);
  const history = page.getByRole('region', { name: 'History', exact: true });
  const before = await history.getByRole('listitem').count();
  await page.getByRole('button', { name: 'Repeat', exact: true }).click();
  await expect(history.getByRole('listitem')).toHaveCount(before + 1);
  await page.locator('.recent summary').click();
  const panel = page.getByRole('region', { name: 'Verdict', exact: true });
  const height = async () => (await page.locator('.verdict').boundingBox()).height;
  const still = await height();
  // Nothing is kept free below its last line.
  const below = await page.locator('.verdict').evaluate((verdict) => verdict.getBoundingClientRect().bottom - verdict.lastElementChild.getBoundingClientRect().bottom);
  expect(below).toBeLessThanOrEqual(12);
  await expect(page.getByRole('button', { name: 'Send it', exact: true })).toBeHidden();
  const recent = page.getByRole('list', { name: 'Recent packets', exact: true });
  await expect(recent.getByRole('listitem')).toHaveCount(2);
  await expect(recent.getByRole('button', { name: /^SSH Internet → web-1 Denied at 0 s$/ })).toBeVisible();
  await expect(recent.locator('[aria-current]')).toHaveText(/^SSH/);
  await recent.getByRole('button', { name: /^HTTPS Internet → web-1 Allowed at 0 s$/ }).click();
  await expect(page.getByLabel('Destination port', { exact: true })).toHaveValue('443');
  // The one that the form holds is marked among them.
  await expect(recent.locator('[aria-current]')).toHaveText(/^HTTPS/);
  // The verdict is of what was sent last, and says so without moving anything.
  await expect(panel.locator('.verdict.other')).toContainText('The form holds another packet.');
  await expect(panel.locator('.verdict.other .packet-line')).toHaveText('TCP 203.0.113.10:50000 → 198.18.0.20:22');
  expect(await height()).toBe(still);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send it', exact: true }).click();
  await expect(verdict(page)).toHaveText('Allowed');
  await expect(panel.locator('.verdict.other')).toHaveCount(0);
});

test('an expectation is kept from the form, judged at once, and sent to see why', async ({ page }) => {
  await open(page);
  const panel = page.getByRole('region', { name: 'Expectations', exact: true });
  const places = () => page.locator('.keep > *:visible').evaluateAll((parts) => parts.map((part) => Math.round(part.getBoundingClientRect().left)));
  const before = await places();
  await page.getByRole('button', { name: 'must be denied', exact: true }).click();
  await expect(panel.getByRole('status')).toHaveText('3 of 3 hold');
  // Nothing moves under the pointer.
  expect(await places()).toEqual(before);
  // It says so where it was pressed, leads to its line, and can be taken back.
  const kept = page.getByRole('button', { name: 'Kept: must be denied', exact: true });
  await expect(kept).toBeFocused();
  await expect(page.locator('.keep').getByRole('status')).toHaveText('Kept: must be denied');
  await kept.press('Enter');
  const line = panel.getByRole('button', { name: 'Holds: TCP 22 must be denied Internet (203.0.113.10) → web-1', exact: true });
  await expect(line).toBeFocused();
  // What must become of what, and between whom: each stands on one line, however narrow the column is.
  await page.setViewportSize({ width: 1024, height: 768 });
  const heights = await panel.locator('.told bdi, .link bdi').evaluateAll((lines) => lines.map((line) => line.clientHeight));
  expect(Math.max(...heights)).toBeLessThanOrEqual(20);
  await panel.getByRole('button', { name: 'Remove this expectation', exact: true }).last().click();
  await expect(panel.getByRole('status')).toHaveText('2 of 2 hold');
  await expect(page.getByRole('button', { name: 'must be denied', exact: true })).toBeVisible();
  await expect(page.locator('.keep').getByRole('status')).toHaveText('');
  await panel.getByRole('button', { name: /The web server reaches the database/ }).click();
  await expect(verdict(page)).toHaveText('Allowed');
  await expect(page.getByLabel('To', { exact: true })).toHaveValue('db-1');
  // A flow that outlived its rule lets its own packets by; the expectation is about a new connection, in the list and sent.
  await page.keyboard.press('d');
  await page.getByRole('dialog').getByRole('button', { name: 'A rule goes, its connections stay, or not', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const strip = page.locator('.history-strip');
  await strip.getByRole('button').last().click();
  // A mouse's wheel leads to the earlier steps.
  const scrolled = () => strip.evaluate((strip) => strip.scrollLeft);
  await expect.poll(scrolled).toBeGreaterThan(300);
  const end = await scrolled();
  await strip.hover();
  await page.mouse.wheel(0, -240);
  await expect.poll(scrolled).toBe(end - 240);
  // The form holds the last packet of the history: a new connection. The flow that lives on came from port 50000.
  await expect(verdict(page)).toHaveText('Denied');
  await page.locator('summary').filter({ hasText: 'Source port 50001' }).click();
  await page.getByLabel('Source port', { exact: true }).fill('50000');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(verdict(page)).toHaveText('Allowed');
  await page.getByRole('button', { name: 'must be allowed', exact: true }).click();
  await expect(panel.getByRole('status')).toHaveText('1 failing');
  // That one fails is told beside what is sent, and leads to it.
  await page.getByRole('button', { name: '1 expectation fails', exact: true }).click();
  await expect(panel.getByRole('button', { name: /^Fails: TCP 22/ })).toBeFocused();
  await panel.getByRole('button', { name: /^Fails: TCP 22/ }).click();
  await expect(verdict(page)).toHaveText('Denied');
});

test('the tables tell both directions, packets, the rule and the time; what changes is drawn anew', async ({ page }) => {
  await open(page);
  await send(page, { from: 'web-1', to: 'db-1', type: 'PostgreSQL' });
  const flows = page.getByRole('group', { name: 'Flows', exact: true });
  const flow = flows.locator('.flow').filter({ hasText: '10.0.1.10:50000 → 10.0.2.20:5432' }).first();
  await expect(flow).toContainText('10.0.2.20:5432 → 10.0.1.10:50000');
  await expect(flow).toContainText('SYN_SENT');
  const old = await flow.locator('.flow-flash').elementHandle();
  await page.getByRole('button', { name: 'Reply', exact: true }).click();
  await expect(flow).toContainText('SYN_RECV');
  // A new element behind the flow flashes once; time alone leaves it standing.
  expect(await old.evaluate((element) => element.isConnected)).toBe(false);
  const now = await flow.locator('.flow-flash').elementHandle();
  await page.getByRole('button', { name: '+1 s', exact: true }).click();
  await expect(flow).toContainText('59 s');
  expect(await now.evaluate((element) => element.isConnected)).toBe(true);
  await expectAccessible(page);
});

test('time runs by itself, as one step of the history, and stops', async ({ page }) => {
  await page.clock.install();
  await open(page);
  await send(page, { from: 'web-1', to: 'db-1', type: 'PostgreSQL' });
  const history = page.getByRole('region', { name: 'History', exact: true });
  const before = await history.getByRole('listitem').count();
  const run = page.getByRole('button', { name: 'Real time', exact: true });
  await run.click();
  await expect(run).toHaveAttribute('aria-pressed', 'true');
  for (let half = 0; half < 12; half += 1) await page.clock.runFor(500);
  await expect(page.locator('.clock-face')).toContainText('6 s');
  await expect(history.getByRole('listitem')).toHaveCount(before + 1);
  await run.click();
  await page.clock.runFor(5_000);
  await expect(page.locator('.clock-face')).toContainText('6 s');
});

test('what was done is said, and leaves by itself, but not from under the focus', async ({ page }) => {
  await page.clock.install();
  await open(page);
  const apply = page.getByRole('button', { name: 'Apply this change', exact: true });
  const notice = page.locator('.toast');
  const dismiss = notice.getByRole('button', { name: 'Dismiss', exact: true });
  await apply.click();
  await expect(notice).toContainText('Inbound rule added in web');
  await dismiss.focus();
  await page.clock.runFor(10_000);
  await expect(notice).toHaveCount(1);
  await page.getByLabel('From', { exact: true }).focus();
  await page.clock.runFor(4_000);
  await expect(notice).toHaveCount(1);
  await page.clock.runFor(3_000);
  await expect(notice).toHaveCount(0);
  // It goes as soon as something else is tried, even in vain.
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await apply.click();
  await expect(notice).toHaveCount(1);
  await send(page, { from: 'nowhere' });
  await expect(page.getByText('The packet was not sent: correct the marked fields of the form.', { exact: false })).toBeVisible();
  await expect(notice).toHaveCount(0);
});

test('the verdict comes into view wherever a packet is sent from, and another document begins at the top', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 640 });
  await open(page);
  const word = verdict(page);
  await page.getByRole('button', { name: 'Apply this change', exact: true }).click();
  await expect(page.getByText('From before the change', { exact: true })).toBeInViewport();
  // Another packet in the form is what is meant next; the old one can be sent too.
  const from = page.getByLabel('From', { exact: true });
  await from.fill('192.0.2.9');
  const meant = page.getByRole('button', { name: 'Send what the form holds', exact: true });
  await expect(meant).toHaveClass(/primary/);
  // It is said once, and stays said when the old one is sent again.
  const again = page.getByRole('button', { name: 'Send it again', exact: true });
  await expect(page.locator('.whose')).toHaveCount(0);
  await again.click();
  await expect(word).toHaveText('Allowed');
  await expect(page.locator('.verdict.other')).toContainText('The form holds another packet.');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await meant.click();
  await expect(page.locator('.packet-line')).toHaveText('TCP 192.0.2.9:50000 → 198.18.0.20:22');
  await expect(word).toHaveText('Denied');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await from.fill('Internet');
  await expect(meant).toHaveCount(0);
  await again.click();
  await expect(word).toHaveText('Allowed');
  await expect(word).toBeInViewport({ ratio: 1 });
  const next = page.getByRole('button', { name: /^Send the next packet: / }).first();
  await next.scrollIntoViewIfNeeded();
  await expect(word).not.toBeInViewport();
  await next.click();
  await expect(word).toBeInViewport({ ratio: 1 });
  // A key goes on from the flow that it was pressed at, which stays in sight.
  for (const key of ['Tab', 'Shift+Tab']) await page.keyboard.press(key);
  await expect(next).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Enter');
  await expect(page.locator('.flow-packets').filter({ hasText: /^3 sent$/ })).toHaveCount(1);
  await expect(next).toBeFocused();
  await expect(next).toBeInViewport({ ratio: 1 });
  const expectation = page.getByRole('region', { name: 'Expectations', exact: true }).getByRole('button', { name: /The web server reaches the database/ });
  await expectation.scrollIntoViewIfNeeded();
  await expect(word).not.toBeInViewport();
  await expectation.click();
  await expect(word).toBeInViewport({ ratio: 1 });
  await page.locator('.column.test').evaluate((column) => column.scrollTo(0, column.scrollHeight));
  await page.locator('#open').click();
  await page.getByRole('dialog').getByRole('button', { name: 'A reply needs no rule', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Test packet', exact: true })).toBeInViewport({ ratio: 1 });
});

test('looking back marks the screen, and what is done there goes on from there', async ({ page }) => {
  await open(page);
  const history = page.getByRole('region', { name: 'History', exact: true });
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(history.getByRole('listitem')).toHaveCount(4);
  // Taking a step back is no look back: nothing warns.
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(history.locator('[aria-current=step]')).toHaveText(/TCP 22 SYN/);
  await expect(page.locator('.looking-back')).toHaveCount(0);
  await page.getByRole('button', { name: 'Redo', exact: true }).click();
  await history.getByRole('button', { name: /TCP 443 SYN/ }).click();
  await expect(page.getByText('Looking back at step 1 of 3.', { exact: false })).toBeVisible();
  await expect(page.getByText('All but the form is shown as it was then.', { exact: false })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Real time', exact: true })).toBeDisabled();
  // One row of buttons, beside what they are about.
  for (const width of [1440, 1024]) {
    await page.setViewportSize({ width, height: 768 });
    const tops = await page.locator('.looking-back .button').evaluateAll((buttons) => buttons.map((button) => Math.round(button.getBoundingClientRect().top)));
    expect(new Set(tops).size, `${width} px`).toBe(1);
    expect((await page.locator('.looking-back').boundingBox()).height).toBeLessThanOrEqual(48);
  }
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Back to the newest', exact: true }).click();
  await expect(page.getByText('Looking back', { exact: false })).toHaveCount(0);
  await history.getByRole('button', { name: /TCP 443 SYN/ }).click();
  await send(page, { from: 'web-1', to: 'db-1', type: 'PostgreSQL' });
  await expect(page.getByText('Looking back', { exact: false })).toHaveCount(0);
  await expect(history.getByRole('button', { name: /TCP 22 SYN/ })).toHaveCount(0);
  // What it dropped comes back with one press.
  await expect(page.locator('.toast-text')).toHaveText('2 later steps dropped. Undo brings them back.');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(history.getByRole('button', { name: /TCP 22 SYN/ })).toHaveCount(2);
  await expect(page.getByText('Looking back at step 1 of 3.', { exact: false })).toBeVisible();
});

test('the history is shown as a script and copied, by hand where the browser refuses', async ({ page, context }) => {
  await open(page);
  // A context that was granted nothing at all refuses.
  await context.grantPermissions([]);
  const show = page.getByRole('button', { name: 'Show as an AWS CLI script', exact: true });
  await show.click();
  await expect(page.locator('.toast-text')).toHaveText('Nothing was changed yet: a script would do nothing.');
  await page.getByRole('button', { name: 'Apply this change', exact: true }).click();
  await show.click();
  const dialog = page.getByRole('dialog', { name: 'Changes as an AWS CLI script', exact: true });
  await expect(dialog.locator('.script')).toHaveText(/^#!\/bin\/sh\s+set -eu\s+aws ec2 authorize-security-group-ingress /);
  await expectAccessible(page);
  const marked = (area) => area.selectionEnd - area.selectionStart === area.value.length;
  const copy = dialog.getByRole('button', { name: 'Copy', exact: true });
  await copy.click();
  await expect(dialog.getByRole('status')).toHaveText(/^The browser refused to copy\./);
  const text = dialog.getByLabel('Text to copy', { exact: true });
  await expect(text).toBeFocused();
  expect(await text.evaluate(marked)).toBe(true);
  const script = await text.inputValue();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await copy.click();
  await expect(dialog.getByRole('status')).toHaveText('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(script);
  await expect(text).toHaveCount(0);
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as a file', exact: true }).click();
  expect((await saving).suggestedFilename()).toBe('a-web-server-and-its-database.sh');
  await page.keyboard.press('Escape');
  await expect(show).toBeFocused();
  // What has no dialog of its own stands ready in one.
  await context.clearPermissions();
  await context.grantPermissions([]);
  const verdict = page.getByRole('button', { name: 'Copy text', exact: true });
  await verdict.click();
  const byHand = page.getByRole('dialog', { name: 'Copy', exact: true }).getByLabel('Text to copy', { exact: true });
  await expect(byHand).toBeFocused();
  await expect(byHand).toHaveValue(/^Denied: TCP /);
  expect(await byHand.evaluate(marked)).toBe(true);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(verdict).toBeFocused();
});

test('keys alone send a packet at 390 px', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await page.getByLabel('Destination port', { exact: true }).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('443');
  await page.keyboard.press('Enter');
  await expect(verdict(page)).toHaveText('Allowed');
  await expectNoSidewaysScroll(page);
});

test('Enter in an end sends once its list is closed; in the list it only chooses', async ({ page }) => {
  await open(page);
  const steps = page.getByRole('region', { name: 'History', exact: true }).getByRole('listitem');
  const before = await steps.count();
  const to = page.getByLabel('To', { exact: true });
  // A press marks what was chosen, so that typing puts another in its place; the next one sets the cursor.
  const marked = () => to.evaluate((input) => input.value.slice(input.selectionStart, input.selectionEnd));
  await to.click();
  expect(await marked()).toBe('web-1');
  await to.click();
  expect(await marked()).toBe('');
  await page.keyboard.press('Escape');
  await to.click();
  await page.keyboard.type('db');
  await expect(to).toHaveValue('db');
  await expect(to).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(to).toHaveAttribute('aria-activedescendant', 'packet-to-option-0');
  await page.keyboard.press('Enter');
  await expect(to).toHaveValue('db-1');
  await expect(to).toHaveAttribute('aria-expanded', 'false');
  await expect(steps).toHaveCount(before);
  await page.keyboard.press('Enter');
  await expect(steps).toHaveCount(before + 1);
});
