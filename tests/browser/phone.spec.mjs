// A phone: every way through the page by touch alone, at 390 pixels, without a sideways scroll, an overlap of what can
// be pressed, or a text that is cut.

import { expect, test } from '@playwright/test';
import { expectAccessible, group, groups, open, tcp, verdict } from './playground.mjs';
import { expectTidy } from './tidy.mjs';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, reducedMotion: 'reduce' });

const part = (page, name) => page.getByRole('navigation', { name: 'Parts of the page', exact: true }).getByRole('button', { name, exact: true });
const button = (page, name) => page.getByRole('button', { name, exact: true });

/** Fills in the two ends and a type. */
async function fill(page, from, to, type) {
  for (const [label, text] of [['From', from], ['To', to]]) {
    await page.getByLabel(label, { exact: true }).tap();
    await page.getByLabel(label, { exact: true }).fill(text);
    await page.keyboard.press('Escape');
  }
  await page.locator('#packet-type').selectOption(type);
}

test('rules are sorted by touch', async ({ page }) => {
  await open(page);
  await part(page, 'Rules').tap();
  const first = page.locator('.rule-table tbody tr').first();
  await page.getByLabel('Sort by', { exact: true }).selectOption('Port range');
  await expect(first).toContainText('SSH');
  const turn = button(page, 'Downwards');
  await turn.tap();
  await expect(turn).toHaveAttribute('aria-pressed', 'true');
  await expect(first).toContainText('HTTPS');
  await page.getByLabel('Sort by', { exact: true }).selectOption('Source');
  await expect(first).toContainText('198.51.100.0/24');
  await page.getByLabel('Sort by', { exact: true }).selectOption('Order of entry');
  await expect(turn).toBeDisabled();
  await expectTidy(page);
  await expectAccessible(page);
});

test('a connection is followed from its entry, and the clock is moved', async ({ page }) => {
  await open(page);
  await fill(page, 'web-1', 'db-1', 'PostgreSQL');
  await button(page, 'Send').tap();
  await expect(verdict(page)).toHaveText('Allowed');
  await expectTidy(page);
  const flow = page.locator('.flow').filter({ hasText: '10.0.1.10:50000 → 10.0.2.20:5432' }).first();
  await flow.getByRole('button', { name: /^Reply: / }).tap();
  await expect(flow).toContainText('SYN_RECV');
  await flow.getByRole('button', { name: /^Send the next packet: / }).tap();
  await expect(flow).toContainText('ESTABLISHED');
  await button(page, '+1 s').tap();
  await expect(page.locator('.clock-face')).toContainText('1 s');
  await button(page, '+30 s').tap();
  await expect(page.locator('.clock-face')).toContainText('31 s');
  await expectTidy(page);
  await button(page, 'Real time').tap();
  await expect(button(page, 'Real time')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.clock-face')).not.toHaveText('31 s');
  await button(page, 'Real time').tap();
  // To each expiry in turn, until nothing is left.
  const next = button(page, 'To the next expiry');
  for (let presses = 0; presses < 6 && await next.isEnabled(); presses += 1) await next.tap();
  await expect(next).toBeDisabled();
  await expect(flow).toHaveCount(0);
  await expectTidy(page);
  await expectAccessible(page);
});

test('the history leads back and on again', async ({ page }) => {
  await open(page);
  const history = page.getByRole('region', { name: 'History', exact: true });
  await history.getByRole('button', { name: /TCP 443 SYN/ }).tap();
  await expect(page.getByText('Looking back at step 1 of 2.', { exact: false })).toBeVisible();
  await expect(verdict(page)).toHaveText('Allowed');
  await expectTidy(page);
  await expectAccessible(page);
  await button(page, 'Back to the newest').tap();
  await expect(verdict(page)).toHaveText('Denied');
});

test('an expectation is kept, seen to fail, and removed', async ({ page }) => {
  await open(page);
  const panel = page.getByRole('region', { name: 'Expectations', exact: true });
  await button(page, 'must be allowed').tap();
  await expect(panel.getByRole('status')).toHaveText('1 failing');
  await expectTidy(page);
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Remove this expectation', exact: true }).last().tap();
  await expect(panel.getByRole('status')).toHaveText('2 of 2 hold');
});

test('a symptom leads to its packet', async ({ page }) => {
  await open(page);
  await button(page, 'Start from a symptom').tap();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await expectTidy(page);
  await expectAccessible(page);
  await dialog.getByRole('radio').first().tap();
  await dialog.locator('.button.primary').tap();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('You said:', { exact: false })).toBeVisible();
  await expectTidy(page);
});

test('an account is imported, and shared again', async ({ page }) => {
  await open(page);
  await button(page, 'More').tap();
  await page.getByRole('menuitem', { name: 'Import', exact: true }).tap();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('JSON').fill(groups(group('sg-0e100000000000001', 'shop', [tcp(443, '0.0.0.0/0')])));
  await expectTidy(page);
  await dialog.getByRole('button', { name: 'Read', exact: true }).tap();
  await expect(dialog.getByRole('list', { name: 'Not described', exact: true })).toBeVisible();
  await expectTidy(page);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Replace the present work', exact: true }).tap();
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('.what-name')).toHaveText('Account 111122223333');
  await button(page, 'More').tap();
  await page.getByRole('menuitem', { name: 'Share', exact: true }).tap();
  await expect(page.getByRole('dialog', { name: 'Share', exact: true })).toBeVisible();
  await expectTidy(page);
  await expectAccessible(page);
});
