// The whole line: import an account's groups, add a rule in the dialog, send a packet, read why, take it back.

import { expect, test } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll, group, groups, importText, open, send, tcp, verdict } from './playground.mjs';

const account = groups(group('sg-0b200000000000001', 'shop-front', [tcp(443, '0.0.0.0/0')]));

test('the first sight is a worked example with its verdict', async ({ page }) => {
  await open(page);
  await expect(verdict(page)).toHaveText('Denied');
  await expect(page.locator('.verdict-why')).toContainText('no inbound rule for TCP 22');
  await expect(page.locator('.nearest')).toContainText('198.51.100.0/24');
  await expect(page.locator('.lesson').filter({ visible: true })).toContainText('Add a rule');
  await expectAccessible(page);
});

test('import, add a rule, send a packet, undo and redo', async ({ page }) => {
  await open(page);
  await importText(page, account);
  await expect(page.getByRole('heading', { name: 'shop-front', exact: true })).toBeVisible();
  await expect(page.getByRole('row', { name: /HTTPS/ })).toContainText('0.0.0.0/0');

  await send(page, { type: 'SSH' });
  await expect(verdict(page)).toHaveText('Denied');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Edit inbound rules', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit inbound rules', exact: true });
  await dialog.getByRole('button', { name: 'Add rule', exact: true }).click();
  const row = dialog.getByRole('listitem').filter({ has: page.locator('.delete-rule') }).last();
  await row.getByLabel('Type', { exact: true }).selectOption('SSH');
  await expect(row.getByLabel('Port range')).toHaveText('22');
  await row.getByLabel('Source kind').selectOption('My IP');
  await expect(row.getByRole('combobox', { name: 'Source', exact: true })).toHaveValue('203.0.113.10/32');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save rules', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('row', { name: /SSH/ })).toContainText('203.0.113.10/32');

  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(verdict(page)).toHaveText('Allowed');
  const detail = page.locator('.gate-line').filter({ hasText: 'Security groups, inbound' });
  await detail.getByRole('button').first().click();
  await expect(detail.locator('.fit-rows.decides')).toContainText('22 in 22–22');
  await expect(detail.locator('.fit-rows.misses')).toContainText('22 not in 443–443');
  await expect(page.getByRole('group', { name: 'Flows', exact: true })).toContainText('203.0.113.10:50000');
  await expect(page.getByRole('group', { name: 'Flows', exact: true })).toContainText('Tracked');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Reply', exact: true }).click();
  await expect(verdict(page)).toHaveText('Allowed');
  await expect(page.locator('.gate-line.tracked')).not.toHaveCount(0);

  for (let step = 0; step < 3; step += 1) await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(verdict(page)).toHaveText('Denied');
  await expect(page.getByRole('row', { name: /SSH/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Redo', exact: true }).click();
  await expect(page.getByRole('row', { name: /SSH/ })).toContainText('203.0.113.10/32');
});

test('the clock moves the tracking table on', async ({ page }) => {
  await open(page);
  await send(page, { from: 'web-1', to: 'db-1', type: 'PostgreSQL' });
  const flows = page.getByRole('group', { name: 'Flows', exact: true });
  await expect(flows).toContainText('10.0.1.10:50000 → 10.0.2.20:5432');
  await page.getByRole('button', { name: 'To the next expiry', exact: true }).click();
  await page.getByRole('button', { name: '+5 days', exact: true }).click();
  await expect(page.getByText('No connections.', { exact: false })).toBeVisible();
});

test('one click makes the change that would open a blocking checkpoint, and the conversation completes', async ({ page }) => {
  await open(page);
  await expect(page.locator('.remedy')).toContainText('aws ec2 authorize-security-group-ingress');
  // Who is on the internet has one of many addresses: the edit for this one stands beside the one for all.
  await expect(page.locator('.remedy .edit > p').first()).toHaveText('Would open it, for this address aloneAllow TCP 22 from 203.0.113.10/32 in web');
  const wide = page.locator('.remedy .instead');
  await expect(wide.locator('p').first()).toHaveText('Or instead, for every IPv4 addressAllow TCP 22 from 0.0.0.0/0 in web');
  // What lets in everyone says so before it is pressed, and that alone does.
  await expect(page.locator('.remedy .note')).toHaveText('This opens a way to log in (TCP 22) to anyone on the internet. Allow single addresses instead.');
  await expect(wide.locator('.note')).toHaveCount(1);
  // A line for a terminal breaks between its words, JSON after a comma, and an option stays with its value where it fits.
  const broken = await wide.locator('.word').evaluateAll((words) => words.filter((word) => word.getClientRects().length > 1).map((word) => word.textContent));
  expect(broken).toEqual([]);
  for (const together of ['--group-id sg-0a1000000000000e1', '"IpProtocol":"tcp",', '"ToPort":22}]\'']) {
    const { height } = await wide.locator('.argument').getByText(together, { exact: true }).last().boundingBox();
    expect(height).toBeLessThanOrEqual(18);
  }
  const whole = (box) => box.scrollWidth <= box.clientWidth;
  expect(await wide.locator('.command').evaluate(whole)).toBe(true);
  // What is taken by hand is one line, as what the button takes.
  const taken = await wide.locator('.command').evaluate((box) => {
    getSelection().selectAllChildren(box);
    return getSelection().toString();
  });
  expect(taken).toBe('aws ec2 authorize-security-group-ingress --group-id sg-0a1000000000000e1 --ip-permissions \'[{"FromPort":22,"IpProtocol":"tcp","IpRanges":[{"CidrIp":"0.0.0.0/0"}],"ToPort":22}]\'');
  await page.getByRole('button', { name: 'Apply this change', exact: true }).click();
  await expect(page.getByRole('row', { name: /203\.0\.113\.10\/32/ })).toContainText('SSH');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(verdict(page)).toHaveText('Allowed');
  await expect(page.getByRole('list', { name: 'Packets of the conversation', exact: true }).getByRole('listitem')).toHaveCount(3);
  await expectAccessible(page);
});

test('at 1024 × 768 the page and its form fit, and are accessible light and dark', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await open(page);
  for (const reach of [() => {}, () => page.getByRole('button', { name: 'Edit inbound rules', exact: true }).click()]) {
    await reach();
    await expectNoSidewaysScroll(page);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expectAccessible(page);
    }
  }
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('the history leads back to any moment and on again', async ({ page }) => {
  await open(page);
  const history = page.getByRole('region', { name: 'History', exact: true });
  // Without its posts, which would make a box around it, a small gate shows its mark.
  await expect(history.locator('.gate .bar').first()).toBeVisible();
  await expect(history.locator('.gate .posts').first()).toBeHidden();
  await history.getByRole('button', { name: /TCP 443 SYN/ }).click();
  await expect(verdict(page)).toHaveText('Allowed');
  await history.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.locator('.verdict-word')).toHaveCount(0);
  await history.getByRole('button', { name: /TCP 22 SYN/ }).click();
  await expect(verdict(page)).toHaveText('Denied');
  await expectAccessible(page);
});

test('expectations are judged again on every change and counted in the title', async ({ page }) => {
  await open(page);
  const panel = page.getByRole('region', { name: 'Expectations', exact: true });
  await expect(panel.getByRole('status')).toHaveText('2 of 2 hold');
  await page.getByRole('button', { name: 'must be allowed', exact: true }).click();
  await expect(panel.getByRole('status')).toHaveText('1 failing');
  await expect(page).toHaveTitle('(1) Security Group Playground');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Apply this change', exact: true }).click();
  await expect(panel.getByRole('status')).toHaveText('3 of 3 hold');
  const notice = page.locator('.toast');
  await expect(notice).toContainText('Inbound rule added in web. 1 expectation holds now: TCP 22 Internet (203.0.113.10) → web-1 must be allowed.');
  await expect(page).toHaveTitle('Security Group Playground');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(panel.getByRole('status')).toHaveText('1 failing');
});

test('a save says which expectations it breaks, before and after, and leads to them by keys', async ({ page }) => {
  await open(page);
  const broken = 'The web server reaches the database';
  await page.getByRole('list', { name: 'Security groups' }).getByRole('button', { name: /database/ }).click();
  await page.getByRole('button', { name: 'Edit inbound rules', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const preview = dialog.getByRole('region', { name: 'Expectations', exact: true });
  await page.locator('#rule-1-description').fill('from web');
  await dialog.getByRole('button', { name: 'Preview changes', exact: true }).click();
  await expect(preview).toContainText('Both expectations stay as they are.');
  for (const one of await dialog.locator('.delete-rule').all()) await one.click();
  await expect(preview.getByRole('listitem')).toHaveCount(1);
  await expect(preview.getByRole('listitem')).toContainText(`Would no longer hold${broken}`);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save rules', exact: true }).click();
  const notice = page.locator('.toast');
  await expect(notice).toContainText(`deleted in database. 1 expectation no longer holds: ${broken}.`);
  await expect(notice).toHaveClass(/breaks/);
  await expectAccessible(page);
  await notice.getByRole('button', { name: 'Show the expectation', exact: true }).press('Enter');
  const shown = page.getByRole('region', { name: 'Expectations', exact: true }).getByRole('button', { name: `Fails: ${broken}`, exact: true });
  await expect(shown).toBeFocused();
  await expect(shown).toBeInViewport();
  await expect(page.locator('.expectation.sought')).toContainText(broken);
  await expect(notice).toHaveCount(0);
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(verdict(page)).toHaveText('Denied');
  await expect(page.locator('.expectation.sought')).toHaveCount(0);
});
