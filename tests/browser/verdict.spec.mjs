// The verdict: its reasons, its tables, the edits that open a path, the lines that confirm it, and its copies.

import { expect, test } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll, open, send, verdict } from './playground.mjs';

const gate = (page, title) => page.locator('.gate-line').filter({ hasText: title });

test('a denial names resource and cause, the nearest miss, and what a person notices', async ({ page }) => {
  await open(page);
  await expect(page.locator('.verdict-why')).toHaveText('web has no inbound rule for TCP 22 from 203.0.113.10.');
  await expect(page.locator('.nearest')).toContainText('allows TCP 22, but from 198.51.100.0/24');
  // Its rule is a link to the rule.
  await page.locator('.kinds').getByRole('button', { name: 'Network interfaces' }).click();
  await page.locator('.nearest').getByRole('button', { name: 'sgr-0a100000000000002', exact: true }).click();
  await expect(page.locator('#group-title')).toHaveText('web');
  await expect(page.locator('.noticed')).toContainText('timeout');
  await send(page, { type: 'HTTPS' });
  await expect(verdict(page)).toHaveText('Allowed');
  await expect(page.locator('.noticed')).toContainText('connection refused');
});

test('each gate opens to its rules, entries or routes with both values, and to the packet as seen there', async ({ page }) => {
  await open(page);
  const groups = gate(page, 'Security groups, inbound');
  await groups.getByRole('button').first().click();
  const rules = groups.getByRole('table', { name: 'Rules considered', exact: true });
  await expect(rules.getByRole('columnheader')).toHaveText(['Protocol', 'Port range', 'Source']);
  await expect(rules).toContainText('22 in 22–22');
  await expect(rules).toContainText('203.0.113.10 not in 198.51.100.0/24');
  await expect(rules).toContainText('22 not in 443–443');
  await expect(groups).toContainText('ENI_SG_RULES_MISMATCH');
  await expect(groups).toContainText('203.0.113.10:50000 → 10.0.1.10:22');
  await expectAccessible(page);
  await rules.getByRole('button', { name: 'sgr-0a100000000000002', exact: true }).click();
  await expect(page.locator('.rules').getByRole('row', { name: /198\.51\.100\.0\/24/ })).toBeVisible();

  const acl = gate(page, 'Network ACL, inbound');
  await acl.getByRole('button').first().click();
  const entries = acl.getByRole('table', { name: 'Entries, in their order', exact: true });
  await expect(entries.locator('.decides')).toContainText('100');
  await expect(entries.locator('.not-reached')).toContainText('not looked at');

  await send(page, { from: 'web-1', to: 'db-1', type: 'PostgreSQL' });
  // The rule that decided says so by a word and a figure in the margin.
  await page.getByRole('tab', { name: /^Outbound rules/ }).click();
  const decided = page.getByRole('group', { name: 'Outbound rules', exact: true }).getByRole('row', { name: /^Decided / });
  await expect(decided).toHaveCount(1);
  const [mark, name] = [await decided.locator('.decided-mark .icon').boundingBox(), await decided.locator('.named').boundingBox()];
  expect(mark.width).toBeGreaterThanOrEqual(8);
  expect(mark.x + mark.width).toBeLessThanOrEqual(name.x);
  const routes = gate(page, 'Route table').first();
  await routes.getByRole('button').first().click();
  await expect(routes.getByRole('table').locator('.decides')).toContainText('10.0.2.20 in 10.0.0.0/16');
  await expect(routes.getByRole('table').locator('.beaten')).toContainText('shorter prefix');
  await expectAccessible(page);
});

test('a packet that tracking lets by shows its entry, and what the rules would have said', async ({ page }) => {
  await open(page);
  await expect(page.locator('.nearest')).toHaveCount(1);
  await page.getByRole('button', { name: 'Apply this change', exact: true }).click();
  await expect(page.locator('.verdict.before')).toContainText('From before the change');
  // What a rule nearly said then is not said of now.
  await expect(page.locator('.nearest')).toHaveCount(0);
  await expect(verdict(page)).toHaveText('Was denied');
  await expect(verdict(page)).toHaveCSS('text-decoration-line', 'none');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send it again', exact: true }).click();
  await expect(verdict(page)).toHaveText('Allowed');
  await expect(page.locator('.verdict.before')).toHaveCount(0);
  await expect(page.locator('.lesson').filter({ visible: true })).toContainText('Done:');
  // Who asks can deny one sender by one press, and is told where that goes and whom it is for.
  const blocking = page.locator('.blocking');
  await expect(blocking.getByText('can deny one address', { exact: false })).toBeHidden();
  await page.getByText('Want to block this sender?', { exact: true }).click();
  await expect(blocking.locator('.edit > p')).toHaveText(/^Would block it, for everything in subnet public and subnet privateDeny all traffic from 203\.0\.113\.10\/32 in acl-\S+ as entry 90, before 100$/);
  await expect(blocking.locator('.command')).toContainText(/^aws ec2 create-network-acl-entry .*--rule-action deny --rule-number 90$/);
  await blocking.getByRole('button', { name: /^acl-/ }).click();
  const entries = page.getByRole('group', { name: 'Inbound rules', exact: true });
  await expect(entries.getByRole('columnheader', { name: 'Allow/Deny', exact: true })).toBeVisible();
  await expectAccessible(page);
  await blocking.getByRole('button', { name: 'Apply this change', exact: true }).click();
  await expect(entries.getByRole('row', { name: /203\.0\.113\.10\/32/ })).toContainText('Deny');
  await expect(verdict(page)).toHaveText('Was allowed');
  // Being tracked is worth nothing to an ACL, and the connection's next packet shows it.
  await expect(page.locator('.stale')).toContainText('Its connection is tracked still, but a network ACL knows no connections: it drops the next packet.');
  await page.getByRole('button', { name: 'Send its next packet', exact: true }).click();
  await expect(verdict(page)).toHaveText('Denied');
  await expect(page.locator('.verdict-why')).toHaveText(/^Entry 90 of acl-\S+ denies TCP 22 from 203\.0\.113\.10\.$/);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('button', { name: 'Send it again', exact: true }).click();
  await expect(verdict(page)).toHaveText('Denied');
  // Who goes on has done with the task.
  await expect(page.locator('.lesson').filter({ visible: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(verdict(page)).toHaveText('Allowed');
  await page.getByRole('button', { name: 'Reply', exact: true }).click();
  const groups = gate(page, 'Security groups, outbound');
  await expect(groups).toHaveClass(/tracked/);
  await groups.getByRole('button').first().click();
  await expect(groups).toContainText('Tracking entry at 0 s');
  await expect(groups).toContainText('no rule was asked');
  await expect(groups.locator('.fit-rows .badge')).toHaveText(['would decide']);
  await expectAccessible(page);
});

test('every checkpoint on the way gets its edit, and one press applies them all', async ({ page }) => {
  await open(page);
  // The database may not begin anything once its outbound rules are gone; the web server takes nothing on 8080.
  await page.getByRole('list', { name: 'Security groups', exact: true }).getByText('database').click();
  await page.getByRole('tab', { name: /Outbound rules/ }).click();
  await page.getByRole('button', { name: 'Edit outbound rules', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit outbound rules', exact: true });
  await dialog.locator('.delete-rule').first().click();
  await dialog.getByRole('button', { name: 'Save rules', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByLabel('From', { exact: true }).fill('db-1');
  await page.getByLabel('To', { exact: true }).fill('web-1');
  await page.keyboard.press('Escape');
  await page.getByLabel('Destination port', { exact: true }).fill('8080');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  const edits = page.getByRole('group', { name: 'Edits that would let it through', exact: true });
  await expect(edits).toContainText('Both are needed.');
  await expect(edits).toContainText('Step 1 of 2');
  // They stand below the checkpoints; a link beside the reason leads there.
  await page.getByRole('button', { name: 'What would let it through', exact: true }).press('Enter');
  await expect(edits).toBeFocused();
  await expect(edits).toBeInViewport();
  await expect(edits).toContainText('authorize-security-group-egress');
  await expect(edits).toContainText('authorize-security-group-ingress');
  await expectAccessible(page);
  await edits.getByRole('button', { name: 'Apply all', exact: true }).click();
  // What was lost began no connection to go on with.
  await expect(page.locator('.stale').getByRole('button')).toHaveText(['Send it again']);
  await page.getByRole('button', { name: 'Send it again', exact: true }).click();
  await expect(verdict(page)).toHaveText('Allowed');
  await expect(page.locator('.verdict-why')).toContainText('All 3 packets arrive');
  // From a private subnet to the internet by a NAT gateway; what makes the subnet public says so, and is not among all.
  await page.getByLabel('To', { exact: true }).fill('203.0.113.10');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(edits).toContainText('Step 2 of 2, for everything in subnet private');
  await expect(edits).toContainText('Create a NAT gateway in subnet public and add a route for 0.0.0.0/0 to it in route table main');
  const instead = edits.locator('.instead').last();
  await expect(instead).toContainText('in route table main and give db-1 an Elastic IP address');
  await expect(instead.locator('.note')).toHaveText('This turns subnet private into a public one: its interface can then be reached from the internet.');
  await expectAccessible(page);
  await edits.getByRole('button', { name: 'Apply all', exact: true }).click();
  await page.getByRole('button', { name: 'Send it again', exact: true }).click();
  await expect(page.locator('.verdict-why')).toContainText('All 3 packets arrive');
  await expect(page.getByRole('region', { name: 'Verdict' }).getByText('NAT gateway, outbound', { exact: false }).first()).toBeVisible();
});

test('the lines that confirm it at AWS name the ends as Reachability Analyzer takes them', async ({ page }) => {
  await open(page);
  await page.locator('.confirm summary').click();
  await expect(page.locator('.confirm')).toContainText('aws ec2 create-network-insights-path --source igw-0a100000000000010 --destination eni-0a1000000000000f1 --protocol tcp --destination-port 22 --source-ip 203.0.113.10');
  await expect(page.locator('.confirm')).toContainText('nc -vz');
});

test('a packet that arrives tells of an answer that is lost, and shows the exchange', async ({ page }) => {
  await open(page);
  const lost = page.locator('.unanswered');
  await page.locator('.kinds').getByRole('button', { name: /^Route tables/ }).click();
  await page.locator('.resources').getByRole('button', { name: /^public/ }).click();
  await page.getByRole('button', { name: 'Edit routes', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('.delete-rule').last().click();
  await dialog.getByRole('button', { name: 'Save routes', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByLabel('Destination port', { exact: true }).fill('443');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(verdict(page)).toHaveText('Allowed');
  await expect(lost).toHaveText(/^But its answer is lost: .*public has no route to 203\.0\.113\.10/);
  await expect(page.locator('.noticed')).toContainText('no answer comes back');
  await expectAccessible(page);
  await lost.getByRole('button', { name: 'Show the whole exchange', exact: true }).click();
  await expect(verdict(page)).toHaveText('Denied');
  await expect(page.locator('.verdict-why')).toContainText('The SYN-ACK');
  await expect(lost).toHaveCount(0);
});

test('it is copied as text and as Markdown', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await page.getByRole('button', { name: 'Copy text', exact: true }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^Denied: TCP 203\.0\.113\.10:50000/);
  await page.getByRole('button', { name: 'Copy Markdown', exact: true }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^\*\*Denied\*\*: `TCP 203/);
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('4. ✗ **Security groups, inbound** (web-1)');
  expect(copied).toContain('```sh\naws ec2 authorize-security-group-ingress');
});

test('a conversation is looked at packet by packet', async ({ page }) => {
  await open(page);
  await page.getByLabel('Kind of conversation', { exact: true }).selectOption('Connect, data, close');
  await page.locator('#packet-type').selectOption('HTTPS');
  await page.getByRole('button', { name: 'Connect, data, close', exact: true }).click();
  const packets = page.getByRole('list', { name: 'Packets of the conversation', exact: true });
  await expect(packets.getByRole('listitem')).toHaveCount(8);
  await packets.getByRole('button').first().click();
  await expect(packets.getByRole('button').first()).toHaveAttribute('aria-current', 'true');
  await expect(gate(page, 'Security groups, inbound')).toHaveCount(1);
  await packets.getByRole('button').nth(1).click();
  await expect(gate(page, 'Security groups, outbound')).toHaveCount(1);
  await expectAccessible(page);
});

test('at 390 px it fits, with a gate open', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await gate(page, 'Security groups, inbound').getByRole('button').first().click();
  await page.locator('.confirm summary').click();
  await expectNoSidewaysScroll(page);
  const clipped = await page.locator('.verdict-panel').evaluate((panel) =>
    [...panel.querySelectorAll('p, dd, td, th, .gate-text, .button, .command')].filter((part) => part.checkVisibility() && part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== 'inline').map((part) => part.textContent));
  expect(clipped).toEqual([]);
  await expectAccessible(page);
});
