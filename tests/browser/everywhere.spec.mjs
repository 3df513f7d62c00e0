// What holds in every part of the page: help beside labels, keys, forced colours, zoom, touch, paper, and a verdict
// that is read out once.

import { expect, test } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll, open, verdict } from './playground.mjs';

const help = (page) => page.getByRole('complementary');

test('an Info link opens the help panel, which gives the focus back', async ({ page }) => {
  await open(page);
  const link = page.getByRole('button', { name: 'Info about Verdict', exact: true });
  await link.focus();
  await page.keyboard.press('Enter');
  await expect(help(page).getByRole('heading', { name: 'Verdict', exact: true })).toBeFocused();
  await expect(help(page).getByRole('link').first()).toHaveAttribute('href', /^https:\/\/docs\.aws\.amazon\.com\//);
  await expectAccessible(page);
  await help(page).getByRole('button', { name: 'Connection tracking', exact: true }).click();
  await expect(help(page).getByRole('heading', { name: 'Connection tracking', exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(help(page)).toHaveCount(0);
  await expect(link).toBeFocused();
});

test('each Info link opens a text of its own, wide and narrow', async ({ page }) => {
  await open(page);
  const seen = new Set();
  for (const link of await page.getByRole('button', { name: /^Info about / }).all()) {
    await link.click();
    seen.add(await help(page).getByRole('heading', { level: 2 }).textContent());
    await help(page).getByRole('button', { name: 'Close help', exact: true }).click();
  }
  expect(seen.size).toBeGreaterThanOrEqual(8);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Help', exact: true }).click();
  await expect(help(page).getByRole('heading', { name: 'How the playground works', exact: true })).toBeFocused();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test('in a dialog the help stands inside of it, and Escape closes the help alone', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Edit inbound rules', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit inbound rules', exact: true });
  const link = dialog.getByRole('button', { name: 'Info about Source and destination', exact: true });
  await link.focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('complementary').getByRole('heading', { name: 'Source and destination', exact: true })).toBeFocused();
  // The list of keys would take the place of what is being edited.
  await expect(dialog.getByRole('button', { name: 'Keyboard shortcuts', exact: true })).toHaveCount(0);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(help(page)).toHaveCount(0);
  await expect(dialog).toBeVisible();
  await expect(link).toBeFocused();
});

test('the menus work by keyboard: arrows move, Escape closes and gives the focus back', async ({ page }) => {
  await open(page);
  const button = page.getByRole('button', { name: 'Export', exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Document (JSON)', exact: true })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('ArrowUp');
  const last = page.getByRole('menuitem', { name: 'Changes as an AWS CLI script', exact: true });
  await expect(last).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(button).toBeFocused();
  await button.click();
  await button.click();
  await expect(page.getByRole('menu')).toHaveCount(0);
  await button.click();
  await last.click();
  await expect(page.locator('.toast-text')).toHaveText('Nothing was changed yet: a script would do nothing.');
  await page.getByRole('button', { name: 'Apply this change', exact: true }).click();
  await button.click();
  const [file] = await Promise.all([page.waitForEvent('download'), last.click()]);
  expect(file.suggestedFilename()).toBe('a-web-server-and-its-database.sh');
});

test('keys: send, connect, gates, tabs, search, undo; the list names them and turns single ones off', async ({ page }) => {
  await open(page);
  const moments = page.getByRole('group', { name: 'History', exact: true }).getByRole('button');
  await page.keyboard.press('s');
  await expect(moments).toHaveCount(4);
  await page.keyboard.press('c');
  await expect(moments).toHaveCount(5);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  const gates = page.getByRole('list', { name: 'Checkpoints', exact: true }).getByRole('button', { expanded: true });
  await page.keyboard.press('n');
  await expect(gates).toContainText('Internet gateway');
  await page.keyboard.press('n');
  await expect(gates).toContainText('Network ACL');
  await page.keyboard.press('b');
  await expect(gates).toContainText('Internet gateway');
  await page.keyboard.press('o');
  await expect(page.getByRole('tab', { name: /^Outbound rules/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('i');
  await expect(page.getByRole('tab', { name: /^Inbound rules/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox', { name: 'Search by name, id, address or port', exact: true });
  await expect(search).toBeFocused();
  // In a text, a letter is a letter.
  const before = await moments.count();
  await page.keyboard.press('s');
  await expect(search).toHaveValue('s');
  await expect(moments).toHaveCount(before);
  await search.fill('');
  await search.blur();

  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts', exact: true });
  await expect(list).toContainText('Send the test packet');
  await expectAccessible(page);
  await list.getByRole('checkbox', { name: 'Single keys', exact: true }).uncheck();
  await page.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  await page.keyboard.press('s');
  await page.keyboard.press('?');
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.reload();
  await expect(verdict(page)).toBeVisible();
  const now = await moments.count();
  await page.keyboard.press('s');
  // They are named in sight too.
  const keys = page.getByRole('banner').getByRole('button', { name: 'Keyboard shortcuts', exact: true });
  await expect(keys).toBeInViewport({ ratio: 1 });
  await keys.click();
  await expect(list.getByRole('checkbox', { name: 'Single keys', exact: true })).not.toBeChecked();
  await expect(moments).toHaveCount(now);
});

test('the way of the packet is played by a key', async ({ page }) => {
  await open(page);
  const gates = page.getByRole('list', { name: 'Checkpoints', exact: true }).getByRole('button', { expanded: true });
  await expect(gates).toHaveCount(0);
  await page.keyboard.press('p');
  await expect(gates).toContainText('Security groups');
});

test('in the page of someone else, keys act only while the focus is inside', async ({ page }) => {
  await page.route('**/host.html', (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html><html lang="en">
    <head><meta charset="utf-8"><title>Host</title><script type="module" src="/embed.js"></script></head><body><h1>Host</h1><button>outside</button>
    <security-group-playground scenario="stateful-return" panels="packet,verdict"></security-group-playground></body></html>` }));
  await page.goto('/host.html');
  const steps = () => page.evaluate(() => document.querySelector('security-group-playground').document?.steps.length);
  await expect.poll(steps).toBe(3);
  await page.getByRole('button', { name: 'outside', exact: true }).focus();
  await page.keyboard.press('s');
  await page.keyboard.press('Control+z');
  expect(await steps()).toBe(3);
  await page.getByRole('button', { name: 'Send', exact: true }).focus();
  await page.keyboard.press('s');
  await expect.poll(steps).toBe(4);
  await page.keyboard.press('Control+z');
  await expect.poll(steps).toBe(3);
});

test('a verdict is read out once for each packet, also where it is the same again', async ({ page }) => {
  await open(page);
  const live = page.getByRole('status', { name: 'Verdict', exact: true });
  await expect(live).toHaveText(/^Denied\. .*no inbound rule for TCP 22/);
  await live.evaluate((element) => {
    window.said = [];
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) if (node.nodeType === 1) window.said.push(node.textContent);
    }).observe(element, { childList: true, subtree: true, characterData: true });
  });
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect.poll(() => page.evaluate(() => window.said.length)).toBe(1);
  await page.getByRole('button', { name: 'Apply this change', exact: true }).first().click();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(live).toHaveText(/^Allowed\./);
  // No other live region says the verdict too.
  const others = await page.getByRole('status').filter({ hasText: /Allowed/ }).count();
  expect(others).toBe(1);
});

test('forced colours: nothing is lost, and focus and states are drawn', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await open(page);
  await page.getByRole('button', { name: 'Send', exact: true }).focus();
  const outline = await page.getByRole('button', { name: 'Send', exact: true }).evaluate((element) => getComputedStyle(element).outlineStyle);
  expect(outline).toBe('solid');
  const border = await page.locator('.verdict').evaluate((element) => getComputedStyle(element).borderInlineStartStyle);
  expect(border).toBe('solid');
  await expectAccessible(page);
});

test.describe('400 % of 1280', () => {
  test.use({ viewport: { width: 320, height: 512 }, reducedMotion: 'reduce' });
  test('every part and dialog fits 320 pixels', async ({ page }) => {
    await open(page);
    const parts = page.getByRole('navigation', { name: 'Parts of the page', exact: true });
    for (const part of ['Rules', 'Diagram', 'Resources', 'Test']) {
      await parts.getByRole('button', { name: part, exact: true }).click();
      await expectNoSidewaysScroll(page);
    }
    await page.locator('#open').click();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await expectNoSidewaysScroll(page);
    const menu = await page.getByRole('menu').boundingBox();
    expect(menu.x).toBeGreaterThanOrEqual(0);
    await page.getByRole('menuitem', { name: 'Help', exact: true }).click();
    await expectNoSidewaysScroll(page);
    await help(page).getByRole('button', { name: 'Keyboard shortcuts', exact: true }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});

test.describe('touch', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  test('what can be touched is large enough', async ({ page }) => {
    await open(page);
    const small = await page.evaluate(() => {
      const root = document.querySelector('security-group-playground').shadowRoot;
      const targets = [...root.querySelectorAll('button, select, input:not([type=checkbox], [type=radio]), summary')];
      const shown = targets.filter((target) => target.checkVisibility() && !target.classList.contains('unseen'));
      // Links in the run of a text may be smaller, as WCAG has it.
      return shown.filter((target) => !target.matches('.link, .info')).map((target) => [target.className, target.textContent, target.getBoundingClientRect()])
        .filter(([, , { height }]) => height < 43.5).map(([name, text, { height }]) => `${name} ${text.slice(0, 20)} ${height}`);
    });
    expect(small).toEqual([]);
    await expectNoSidewaysScroll(page);
  });
});

test('paper carries the verdict with every gate and its reasons, and nothing that is only for the screen', async ({ page }) => {
  await open(page);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  const report = page.locator('.report');
  await expect(report.getByRole('heading', { name: 'A web server and its database', exact: true })).toBeVisible();
  await expect(report).toContainText('web has no inbound rule for TCP 22');
  await expect(report.locator('.report-gate')).toHaveCount(4);
  await expect(report.locator('.report-gate').last()).toContainText('198.51.100.0/24');
  await expect(report).toContainText('aws ec2 authorize-security-group-ingress');
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeHidden();
  const pdf = await page.pdf({ format: 'A4' });
  expect(pdf.length).toBeGreaterThan(10_000);
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(report).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeVisible();
});

test('with reduced motion nothing moves', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  await page.getByRole('button', { name: 'Info about Verdict', exact: true }).click();
  const moving = await page.evaluate(() => document.getAnimations().filter((one) => one.effect.getComputedTiming().duration > 1).length);
  expect(moving).toBe(0);
});
