// From a symptom to its cause; and an import that says how old it is and what it lacks.

import { expect, test } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll, group, importText, open, paste, tcp, verdict } from './playground.mjs';

const start = async (page) => {
  await page.getByRole('button', { name: 'Start from a symptom', exact: true }).click();
  return page.getByRole('dialog', { name: 'Start from a symptom', exact: true });
};

test('a connection that hangs leads to the packet that is dropped', async ({ page }) => {
  await open(page);
  const dialog = await start(page);
  await expect(dialog).toContainText('dropped in silence');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Find out', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(verdict(page)).toHaveText('Denied');
  await expect(page.locator('.symptom-said')).toContainText('This explains the timeout');
  await expect(page.locator('.verdict-why')).toContainText('The SYN, which asks for the connection, is lost');
  await expectAccessible(page);
  // Nothing is concluded from packets that were never sent, and the ends stay those that were asked about.
  const clock = await page.locator('.clock-face').textContent();
  for (const seen of ['Small requests work, large ones hang', 'It works, then dies after a pause']) {
    const again = await start(page);
    await expect(again.getByLabel('Who begins', { exact: true })).toHaveValue('Internet');
    await expect(again.getByLabel('Who is called', { exact: true })).toHaveValue('web-1');
    await again.getByRole('radio', { name: seen, exact: true }).check();
    await again.getByRole('button', { name: 'Find out', exact: true }).click();
    await expect(page.locator('.symptom-said')).toContainText(`You said: ${seen[0].toLowerCase()}${seen.slice(1)}`);
    await expect(page.locator('.symptom-said')).toContainText('The connection does not even begin');
    await expect(verdict(page)).toHaveText('Denied');
    await expect(page.getByText('Source port 50000 · flags SYN', { exact: true })).toBeVisible();
  }
  await expect(page.locator('.clock-face')).toHaveText(clock);
});

test('one that is refused is told from one that hangs', async ({ page }) => {
  await open(page);
  const dialog = await start(page);
  await dialog.getByRole('radio', { name: 'It is refused at once', exact: true }).check();
  await expect(dialog).toContainText('never refuse');
  await dialog.getByLabel('TCP port', { exact: true }).fill('443');
  await dialog.getByRole('button', { name: 'Find out', exact: true }).click();
  await expect(page.locator('.symptom-said')).toContainText('nothing listens on the port');
});

test('one that works one way is tried both ways', async ({ page }) => {
  await open(page);
  const dialog = await start(page);
  await dialog.getByRole('radio', { name: 'It works one way only', exact: true }).check();
  await dialog.getByLabel('Who begins', { exact: true }).fill('db-1');
  await dialog.getByLabel('Who is called', { exact: true }).fill('web-1');
  await page.keyboard.press('Escape');
  await dialog.getByLabel('TCP port', { exact: true }).fill('5432');
  await dialog.getByRole('button', { name: 'Find out', exact: true }).click();
  await expect(verdict(page)).toHaveText('Denied');
  await expect(page.getByLabel('From', { exact: true })).toHaveValue('db-1');
  await expect(page.getByLabel('To', { exact: true })).toHaveValue('web-1');
  await expect(page.getByLabel('Destination port', { exact: true })).toHaveValue('5432');
  const history = page.getByRole('region', { name: 'History', exact: true });
  await expect(history.getByRole('button', { name: /Connect web-1 → db-1.*Allowed/ })).toHaveCount(1);
  await expect(history.getByRole('button', { name: /Connect db-1 → web-1.*Denied/ })).toHaveCount(1);
});

test('a field that is wrong is told in place, and keys alone are enough at 390 px', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  const dialog = await start(page);
  // Who does not know where a server listens is told what its rules name.
  const named = dialog.locator('.symptom-ends .hint');
  await expect(named).toHaveText('Its rules name 443, 22');
  await dialog.getByLabel('Who is called', { exact: true }).fill('db-1');
  await expect(named).toHaveText('Its rules name 5432');
  await dialog.getByLabel('Who is called', { exact: true }).fill('web-1');
  await page.keyboard.press('Tab');
  await dialog.getByLabel('TCP port', { exact: true }).fill('x');
  await dialog.getByRole('button', { name: 'Find out', exact: true }).press('Enter');
  await expect(page.locator('#symptom-port-error')).toHaveText('A port is a whole number from 0 to 65535');
  await expect(dialog.getByLabel('TCP port', { exact: true })).toBeFocused();
  // A second attempt leads there again.
  await dialog.getByRole('button', { name: 'Find out', exact: true }).press('Enter');
  await expect(dialog.getByLabel('TCP port', { exact: true })).toBeFocused();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await dialog.getByRole('radio', { name: 'It hangs, then times out', exact: true }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(dialog.getByRole('radio', { name: 'It is refused at once', exact: true })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('one command gathers an account, and is copied as one thing to paste', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Import', exact: true });
  await dialog.getByText('See what it does', { exact: true }).click();
  await expect(dialog.locator('.gather')).toContainText('describe-route-tables');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Copy the command', exact: true }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^bash -s <<'GATHER'\n[\s\S]*\nGATHER\n$/);
});

test('what an import lacks and how old it is stays on the screen', async ({ page }) => {
  const text = JSON.stringify({ GatheredAt: '2020-01-01T00:00:00Z', SecurityGroups: [group('sg-0e100000000000001', 'shop', [tcp(443, '0.0.0.0/0')])] }, null, 2);
  await open(page);
  await expect(page.locator('.import-note')).toHaveCount(0);
  await paste(page, text);
  await expect(page.locator('.lacks')).toContainText('Route tables describe-route-tables');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await importText(page, text);
  // A packet goes to the group that is shown, by something that a newcomer knows it for.
  await expect(page.getByLabel('To', { exact: true })).toHaveValue('shop (any interface)');
  const note = page.locator('.import-note');
  await expect(note.locator('summary')).toContainText(/described \d+ d/);
  await note.locator('summary').click();
  await expect(note.getByRole('list', { name: 'Not described', exact: true })).toContainText('Network ACLs describe-network-acls');
  await expectAccessible(page);
});
