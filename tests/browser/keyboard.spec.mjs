// Tab, Enter, Space and the arrows alone, through everything that the page offers: resources and their forms, rules,
// network ACLs and routes, packets and verdicts, the diagram, time, the history, documents, and what leads out.

import { expect, test } from '@playwright/test';
import { expectAccessible, group, groups, open, tcp, verdict } from './playground.mjs';
import { hands } from './keys.mjs';

const button = (page, name) => page.getByRole('button', { name, exact: true });
const dialog = (page) => page.getByRole('dialog');
const kind = (page, name) => page.locator('.kinds').getByRole('button', { name });
const history = (page) => page.getByRole('region', { name: 'History', exact: true });

test('keys alone, from a rule to a connection that outlives it', async ({ page }) => {
  test.setTimeout(180_000);
  await open(page);
  const { reach, press, key } = hands(page);
  await press(button(page, 'Edit inbound rules'));
  await expect(dialog(page)).toBeVisible();
  // More blocks at once than the quota has room for: told before the save, and gone with their row.
  const field = (what) => dialog(page).locator(`[id^=rule-][id$="-${what}"]`).last();
  const quota = page.getByRole('group', { name: 'Rules that count toward the quota' });
  await press(button(page, 'Add rule'));
  await expect(field('type')).toBeFocused();
  await page.keyboard.type('SSH');
  await reach(field('source-box'));
  await page.keyboard.insertText(Array.from({ length: 59 }, (_, at) => `10.0.${at}.0/24`).join(' '));
  await expect(quota).toContainText('61 of 60');
  await expect(field('type-error')).toContainText('The maximum number of rules per security group has been reached.');
  await press(dialog(page).locator('.delete-rule').last());
  await expect(quota).toContainText('2 of 60');
  await press(button(page, 'Add rule'));
  await expect(field('type')).toBeFocused();
  await page.keyboard.type('SSH');
  await reach(field('source-box'));
  await page.keyboard.type('203.0.113.10/32');
  await key('Enter');
  await press(button(page, 'Save rules'));
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByRole('row', { name: /203\.0\.113\.10\/32/ })).toContainText('SSH');

  // The form holds the lesson's packet already.
  await press(button(page, 'Send'));
  await expect(verdict(page)).toHaveText('Allowed');
  const gate = page.locator('.gate-line').filter({ hasText: 'Security groups' }).getByRole('button').first();
  await press(gate);
  await expect(gate).toHaveAttribute('aria-expanded', 'true');
  await expect(page.locator('.gate-detail').filter({ visible: true })).toContainText('203.0.113.10 in 203.0.113.10/32');
  await expectAccessible(page);

  const flow = page.locator('.flow').filter({ hasText: '203.0.113.10:50000 → 10.0.1.10:22' }).first();
  const reply = flow.getByRole('button', { name: /^Reply: / });
  const next = flow.getByRole('button', { name: /^Send the next packet: / });
  await press(button(page, '+1 s'));
  await expect(page.locator('.clock-face')).toContainText('1 s');
  await press(reply);
  await expect(flow).toContainText('SYN_RECV');
  await press(next);
  await expect(flow).toContainText('ESTABLISHED');

  await press(button(page, 'Edit inbound rules'));
  await expect(dialog(page)).toBeVisible();
  await press(dialog(page).locator('.delete-rule').last());
  await press(button(page, 'Save rules'));
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByRole('row', { name: /203\.0\.113\.10\/32/ })).toHaveCount(0);
  await press(next);
  await expect(verdict(page)).toHaveText('Allowed');
  await expect(page.locator('.gate-line.tracked')).toHaveCount(1);
  await expect(flow.locator('.flow-packets')).toHaveText(['3 sent', '1 back']);

  await press(history(page).getByRole('button', { name: /TCP 443 SYN/ }));
  await expect(page.getByText('Looking back at step 1', { exact: false })).toBeVisible();
  await press(button(page, 'Back to the newest'));
  await expect(page.getByText('Looking back', { exact: false })).toHaveCount(0);
  await key('f');
  await expect(page.locator('#packet-from')).toBeFocused();

  const expectations = page.getByRole('region', { name: 'Expectations', exact: true });
  await press(button(page, 'must be denied'));
  await expect(expectations.getByRole('status')).toHaveText('3 of 3 hold');
  await press(button(page, 'must be allowed'));
  await expect(expectations.getByRole('status')).toHaveText('1 failing');
  await expect(page).toHaveTitle('(1) Security Group Playground');
  await press(expectations.getByRole('button', { name: 'Remove this expectation', exact: true }).last());
  await expect(expectations.getByRole('status')).toHaveText('2 of 2 hold');
  await expectAccessible(page);
});

test('keys alone, through resources and every form', async ({ page }) => {
  test.setTimeout(240_000);
  await open(page);
  const { key, reach, press, write, choose, take } = hands(page);
  const lines = (name) => page.getByRole('list', { name, exact: true });
  const saved = () => expect(dialog(page)).toHaveCount(0);

  // Resources: searched by address, made with EC2's refusal under the field, named, copied, deleted with its errors.
  await press(kind(page, 'Network interfaces'));
  await key('/');
  await expect(page.getByRole('searchbox', { name: 'Search by name, id, address or port', exact: true })).toBeFocused();
  await page.keyboard.type('10.0.2.');
  await expect(lines('Network interfaces').getByRole('button')).toHaveCount(1);
  await press(lines('Network interfaces').getByRole('button', { name: /db-1/ }));
  await expect(page.locator('#interface-title')).toHaveText('db-1');
  await press(button(page, 'Change security groups'));
  await press(page.getByRole('checkbox', { name: /^web/ }), 'Space');
  await press(page.locator('#task-save'));
  await saved();
  await expect(page.locator('.group-list li')).toHaveCount(2);
  await press(button(page, 'Change settings'));
  await write(page.getByLabel('UDP stream timeout'), '200');
  await key('Enter');
  await expect(page.locator('#task-udp-stream-error')).toHaveText(/from 60 to 180 seconds/);
  await expect(page.getByLabel('UDP stream timeout')).toBeFocused();
  await key('Escape');
  await press(button(page, 'Discard changes'));
  await saved();
  await write(page.getByLabel('Search by name, id, address or port'), '');
  await press(kind(page, 'Security groups'));
  await press(button(page, 'Create security group'));
  await write(page.getByLabel('Security group name'), 'web');
  await write(page.getByLabel('Description'), 'Web servers');
  await key('Enter');
  await expect(page.locator('#task-group-name-error')).toHaveText(/already exists for VPC/);
  await expect(page.locator('#task-group-name')).toBeFocused();
  await write(page.getByLabel('Security group name'), 'shop');
  await press(page.locator('#task-save'));
  await saved();
  await expect(page.locator('#group-title')).toHaveText('shop');
  await press(button(page, 'Edit name'));
  await page.keyboard.type('front');
  await key('Enter');
  await expect(page.locator('#group-title')).toHaveText('front');
  await press(button(page, 'Copy to new security group'));
  await expect(page.getByLabel('Security group name')).toHaveValue('shop-copy');
  await press(page.locator('#task-save'));
  await saved();
  await expect(page.locator('#group-title')).toHaveText('shop-copy');
  await press(button(page, 'Delete'));
  await expect(button(page, 'Cancel')).toBeFocused();
  await press(page.locator('#task-save'));
  await saved();
  await press(lines('Security groups').getByRole('button', { name: /^database/ }));
  await press(button(page, 'Delete'));
  await press(page.locator('#task-save'));
  await expect(dialog(page)).toContainText(/has a dependent object/);
  await key('Escape');
  await saved();

  // The rule form: completion, ICMP's lists, several blocks at once, a description too long, a duplicate, the guard.
  await press(lines('Security groups').getByRole('button', { name: /^web/ }));
  await press(button(page, 'Edit inbound rules'));
  await press(button(page, 'Add rule'));
  await expect(page.locator('#rule-3-type')).toBeFocused();
  await page.keyboard.type('SSH');
  await reach(page.locator('#rule-3-source-box'));
  await page.keyboard.type('database');
  await take(page.getByRole('option', { name: /database/ }));
  await expect(dialog(page).locator('.entry').filter({ hasText: 'database' })).toHaveCount(1);
  await press(button(page, 'Add rule'));
  await choose(page.locator('#rule-4-type'), 'Custom ICMP - IPv4');
  await choose(page.locator('#rule-4-protocol'), 'Destination Unreachable');
  await choose(page.locator('#rule-4-ports'), 'fragmentation required');
  await choose(page.locator('#rule-4-source-kind'), 'Anywhere-IPv4');
  await press(button(page, 'Add rule'));
  await choose(page.locator('#rule-5-type'), 'MYSQL/Aurora');
  await reach(page.locator('#rule-5-source-box'));
  // As a paste comes.
  await page.keyboard.insertText('10.1.0.0/16, 10.2.0.0/16 2001:db8::/32');
  await key('Enter');
  await expect(dialog(page).locator('.entry').filter({ hasText: /10\.[12]\.|2001:db8/ })).toHaveCount(3);
  await write(page.locator('#rule-5-description'), 'x'.repeat(256));
  await press(button(page, 'Save rules'));
  await expect(page.locator('#rule-5-description-error')).not.toBeEmpty();
  await expect(page.locator('#rule-5-description')).toBeFocused();
  await write(page.locator('#rule-5-description'), 'databases');
  await press(button(page, 'Add rule'));
  await choose(page.locator('#rule-6-type'), 'HTTPS');
  await write(page.locator('#rule-6-source-box'), '0.0.0.0/0');
  await expect(page.locator('#rule-6-type-error')).toHaveText(/already exists/);
  await key('Escape');
  await expect(dialog(page)).toContainText('The changes are not saved');
  await press(button(page, 'Keep editing'));
  await press(dialog(page).locator('.delete-rule').last());
  await expect(page.locator('#rule-6-type')).toHaveCount(0);
  await press(button(page, 'Preview changes'));
  await expect(dialog(page).getByRole('group', { name: 'Preview of the changes', exact: true })).toContainText('1 connection goes on as before');
  await press(button(page, 'Save rules'));
  await saved();
  await expect(page.getByRole('row', { name: /MYSQL\/Aurora/ })).toHaveCount(3);
  await expect(page.getByRole('row', { name: /SSH.*database/ })).toHaveCount(1);
  await expect(page.getByRole('row', { name: /Destination Unreachable/ })).toContainText('fragmentation required');

  // The table: sorted, filtered, scrolled.
  const table = page.getByRole('group', { name: 'Inbound rules', exact: true });
  await press(table.getByRole('button', { name: 'Port range', exact: true }));
  await expect(table.getByRole('columnheader', { name: 'Port range' })).toHaveAttribute('aria-sort', 'ascending');
  await write(page.getByLabel('Filter inbound rules'), 'mysql');
  await expect(page.getByText('3 of 7 shown', { exact: true })).toBeVisible();
  await write(page.getByLabel('Filter inbound rules'), '');
  // In a field the key belongs to the field.
  await key('Tab', 'Control+z');
  await expect(page.getByRole('row', { name: /MYSQL\/Aurora/ })).toHaveCount(0);
  await expect(page.getByRole('row', { name: /SSH.*database/ })).toHaveCount(0);

  // A network ACL's rule, refused by its number first; its subnets.
  await press(kind(page, 'Network ACLs'));
  await press(lines('Network ACLs').getByRole('button').first());
  await press(button(page, 'Edit inbound rules'));
  await press(button(page, 'Add rule'));
  await expect(page.locator('#rule-2-number')).toBeFocused();
  await write(page.locator('#rule-2-number'), '100');
  await choose(page.locator('#rule-2-type'), 'All traffic');
  await write(page.locator('#rule-2-source'), '203.0.113.10/32');
  await choose(page.locator('#rule-2-action'), 'Deny');
  await press(button(page, 'Save rules'));
  await expect(page.locator('#rule-2-number-error')).toContainText('The network acl entry identified by 100 already exists.');
  await write(page.locator('#rule-2-number'), '50');
  await press(button(page, 'Save rules'));
  await saved();
  await expect(page.getByRole('group', { name: 'Inbound rules' }).getByRole('row').nth(1)).toContainText('50');
  await reach(page.getByRole('tab', { name: /^Inbound rules/ }));
  await key('ArrowRight', 'ArrowRight');
  await expect(page.getByRole('tab', { name: /Subnet associations/ })).toBeFocused();
  await expect(button(page, 'Edit subnet associations')).toBeVisible();

  // Routes, with a target that is chosen from what there is.
  await press(kind(page, 'Route tables'));
  await press(lines('Route tables').getByRole('button', { name: /main/ }));
  await press(button(page, 'Edit routes'));
  await press(button(page, 'Add route'));
  await write(page.locator('#rule-2-destination'), '0.0.0.0/0');
  await reach(page.locator('#rule-2-target'));
  await key('ArrowDown', 'Enter');
  await expect(page.locator('#rule-2-target')).toHaveValue(/^igw-/);
  await press(button(page, 'Save routes'));
  await saved();
  await expect(page.getByRole('row', { name: /0\.0\.0\.0\/0/ })).toContainText('Active');
});

test('keys alone, through packets, verdicts, the diagram, time and documents', async ({ page, context }) => {
  test.setTimeout(240_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  const { key, reach, press, write, choose, take } = hands(page);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());

  // The packet: ends by completion and changed about, flags and ICMP, conversations, a repeat, a recent one.
  await reach(page.getByLabel('From', { exact: true }));
  await key('Control+a');
  await page.keyboard.type('10.0.2');
  await take(page.getByRole('option', { name: /db-1/ }));
  await expect(page.getByLabel('From', { exact: true })).toHaveValue('db-1');
  await press(button(page, 'Swap ends'));
  await expect(page.getByLabel('From', { exact: true })).toHaveValue('web-1');
  await expect(page.getByLabel('To', { exact: true })).toHaveValue('db-1');
  await choose(page.locator('#packet-type'), 'PostgreSQL');
  await press(page.locator('.more summary'));
  await write(page.getByLabel('Source port', { exact: true }), '40000');
  await press(page.getByRole('checkbox', { name: 'ACK', exact: true }), 'Space');
  await expect(page.locator('.more summary')).toHaveText('Source port 40000 · flags SYN, ACK');
  await press(page.getByRole('checkbox', { name: 'ACK', exact: true }), 'Space');
  await press(button(page, 'Connect'));
  await expect(verdict(page)).toHaveText('Allowed');
  const packets = page.getByRole('list', { name: 'Packets of the conversation', exact: true });
  await press(packets.getByRole('button').first());
  await expect(packets.getByRole('button').first()).toHaveAttribute('aria-current', 'true');
  await choose(page.locator('#packet-type'), 'Ping');
  await press(button(page, 'Ping'));
  await expect(verdict(page)).toHaveText('Denied');
  await press(page.locator('.recent summary'));
  await press(page.getByRole('list', { name: 'Recent packets', exact: true }).getByRole('button', { name: /HTTPS Internet → web-1/ }));
  await expect(page.getByLabel('Destination port', { exact: true })).toHaveValue('443');
  await write(page.getByLabel('Destination port', { exact: true }), '22');
  await key('Enter');
  await expect(page.locator('.verdict-why')).toHaveText('web has no inbound rule for TCP 22 from 203.0.113.10.');
  const before = await history(page).getByRole('listitem').count();
  await press(button(page, 'Repeat'));
  await expect(history(page).getByRole('listitem')).toHaveCount(before + 1);

  // The verdict: its copies, the line that confirms it, the help beside it, the change that opens the gate.
  await press(button(page, 'Copy text'));
  await expect.poll(copied).toMatch(/^Denied: TCP 203\.0\.113\.10:50000/);
  await press(button(page, 'Copy Markdown'));
  await expect.poll(copied).toMatch(/^\*\*Denied\*\*/);
  await press(page.locator('.confirm summary'));
  await expect(page.locator('.confirm')).toContainText('aws ec2 create-network-insights-path');
  await press(button(page, 'Info about Verdict'));
  await expect(page.getByRole('complementary').getByRole('heading', { level: 2 })).toBeFocused();
  await key('Escape');
  await expect(button(page, 'Info about Verdict')).toBeFocused();

  // The diagram: a group lights its members, the gates one by one, the chip's menu and its dialog.
  const chip = page.getByRole('list', { name: 'Groups in the diagram', exact: true }).getByRole('button', { name: 'database', exact: true });
  const card = (name) => page.locator('.drawing .card').filter({ hasText: name });
  await reach(chip);
  await expect(card('db-1')).toHaveClass(/lit/);
  await expect(card('web-1')).toHaveClass(/dimmed/);
  await key('Shift+F10');
  await expect(page.getByRole('menuitem', { name: 'Show rules', exact: true })).toBeFocused();
  await key('ArrowDown', 'Enter');
  await press(dialog(page).getByRole('checkbox', { name: /^web-1/ }), 'Space');
  await press(page.locator('#task-save'));
  await expect(dialog(page)).toHaveCount(0);
  await expect(card('web-1')).toHaveAttribute('aria-label', /groups: web, database/);
  await key('Control+z');
  const steps = page.getByRole('group', { name: 'Step through the path', exact: true });
  await reach(button(page, 'Next checkpoint'));
  await key('ArrowRight', 'ArrowRight');
  await expect(steps).toContainText('2 of 4');
  await expect(page.locator('.gate-line').nth(1)).toHaveClass(/lit/);
  await key('ArrowLeft');
  await expect(steps).toContainText('1 of 4');
  await press(steps.getByRole('button', { name: 'Play', exact: true }));
  await expect(steps).toContainText('4 of 4');
  await press(page.locator('.drawing .mark').nth(2));
  await expect(page.locator('.gate-line').nth(2)).toHaveClass(/lit/);
  await press(button(page, 'Widen the diagram'));
  await press(button(page, 'Narrow the diagram'));
  await press(button(page, 'Apply this change'));
  await press(button(page, 'Send it again'));
  await expect(verdict(page)).toHaveText('Allowed');
  await press(button(page, 'Reply'));
  await expect(page.locator('.gate-line.tracked').first()).toBeVisible();

  // Time, to each expiry and by itself.
  await press(button(page, 'Real time'));
  await expect(button(page, 'Real time')).toHaveAttribute('aria-pressed', 'true');
  await key('Enter');
  await expect(button(page, 'Real time')).toHaveAttribute('aria-pressed', 'false');
  await press(button(page, '+5 days'));
  await expect(page.getByText('No connections.', { exact: false })).toBeVisible();

  // A symptom, from what one sees to the packet.
  await press(button(page, 'Start from a symptom'));
  await reach(dialog(page).getByRole('radio', { name: 'It hangs, then times out', exact: true }));
  await key('ArrowDown');
  await expect(dialog(page).getByRole('radio', { name: 'It is refused at once', exact: true })).toBeChecked();
  await write(dialog(page).getByLabel('TCP port', { exact: true }), '443');
  await press(button(page, 'Find out'));
  await expect(page.locator('.symptom-said')).toContainText('nothing listens on the port');

  // The history: as a script, looked back on, and gone on from in a branch.
  await press(button(page, 'Show as an AWS CLI script'));
  await press(button(page, 'Copy'));
  await expect.poll(copied).toContain('aws ec2 authorize-security-group-ingress --group-id sg-0a1000000000000e1');
  await key('Escape');
  await press(history(page).getByRole('button', { name: /TCP 443 SYN/ }));
  await press(page.getByRole('button', { name: /^Branch into a new document/ }));
  await expect(page.locator('.what-name')).toHaveText('A web server and its database - branch');
  await expect(page.locator('.toast')).toContainText('This is a branch. A web server and its database is kept whole, among your documents.');
  await expect(page.locator('.kept')).toHaveText('Saved');

  // Documents: renamed, copied, deleted, begun, opened again; what leads in and out.
  const list = page.getByRole('list', { name: 'Your documents', exact: true });
  await key('d');
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await press(button(page, 'Rename A web server and its database - branch'));
  await expect(list.getByRole('textbox', { name: /^New name of / })).toBeFocused();
  await key('Control+a');
  await page.keyboard.type('trial');
  await key('Enter');
  await expect(page.locator('.what-name')).toHaveText('trial');
  await press(button(page, 'Duplicate trial'));
  await press(button(page, 'Delete trial (copy)'));
  await expect(button(page, 'Keep')).toBeFocused();
  await press(dialog(page).getByRole('button', { name: 'Delete', exact: true }));
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await write(page.getByRole('searchbox', { name: 'Search documents and scenarios', exact: true }), 'reply needs');
  await press(dialog(page).getByRole('button', { name: 'A reply needs no rule', exact: true }));
  await expect(page.locator('.what-name')).toHaveText('A reply needs no rule');
  await press(button(page, 'Import'));
  await press(dialog(page).getByRole('button', { name: 'Copy the command', exact: true }));
  await expect.poll(copied).toMatch(/^bash -s <<'GATHER'\n/);
  await write(dialog(page).getByLabel('JSON'), groups(group('sg-0e100000000000001', 'shop', [tcp(443, '0.0.0.0/0')])));
  await press(button(page, 'Read'));
  await press(button(page, 'Open as a new document'));
  await expect(page.locator('.what-name')).toHaveText('Account 111122223333');
  await press(button(page, 'Share'));
  await reach(dialog(page).getByRole('tab', { name: 'Link', exact: true }));
  await key('End');
  await expect(dialog(page).getByLabel('Text to copy')).toHaveValue(/^\[Open in the Security Group Playground\]/);
  await press(dialog(page).getByRole('button', { name: 'Copy', exact: true }));
  await expect.poll(copied).toMatch(/^\[Open in the Security Group Playground\]/);
  await key('Escape');
  await press(button(page, 'Export'));
  await expect(page.getByRole('menuitem', { name: 'Document (JSON)', exact: true })).toBeFocused();
  const [file] = await Promise.all([page.waitForEvent('download'), key('ArrowDown', 'Enter')]);
  expect(file.suggestedFilename()).toMatch(/\.json$/);

  // The keys themselves, and single ones off.
  await key('?');
  await press(dialog(page).getByRole('checkbox', { name: 'Single keys', exact: true }), 'Space');
  await key('Escape');
  await key('?');
  await expect(dialog(page)).toHaveCount(0);
  await press(page.getByRole('button', { name: /^Theme: / }));
  await expect(page.locator('security-group-playground')).toHaveAttribute('theme', 'dark');
});

test('the first stops of the Tab key lead past the header and the lists', async ({ page }) => {
  await open(page);
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    for (const [at, label, part, next] of [
      [1, 'Skip to rules', 'rules', 'Edit inbound rules'],
      [2, 'Skip to test packet', 'packet', 'Send'],
      [3, 'Skip to verdict', 'verdict', 'Copy text'],
    ]) {
      // From the top of the page, as after it was opened.
      await page.locator('security-group-playground').evaluate((host) => host.shadowRoot.activeElement?.blur());
      await page.evaluate(() => { document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); });
      for (let press = 0; press < at; press += 1) await page.keyboard.press('Tab');
      const skip = page.getByRole('button', { name: label, exact: true });
      await expect(skip).toBeFocused();
      await expect(skip).toBeInViewport({ ratio: 1 });
      if (at === 1) await expectAccessible(page);
      await page.keyboard.press('Enter');
      await expect(page.locator(`section[part~=${part}]`)).toBeFocused();
      await expect(skip).not.toBeInViewport();
      const goal = page.getByRole('button', { name: next, exact: true });
      let presses = 0;
      while (presses < 12 && !await goal.evaluate((button) => button.getRootNode().activeElement === button)) {
        await page.keyboard.press('Tab');
        presses += 1;
      }
      await expect(goal).toBeFocused();
    }
  }
});
