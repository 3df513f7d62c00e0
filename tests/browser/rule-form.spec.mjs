// The dialog "Edit inbound rules" against the console's form, and AWS's own words for what is wrong.

import { expect, test } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll, open } from './playground.mjs';

async function addRow(page) {
  await open(page);
  return newRow(page);
}

/** The form with a new row in it. */
async function newRow(page) {
  await page.getByRole('button', { name: 'Edit inbound rules', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add rule', exact: true }).click();
  return {
    dialog,
    type: page.locator('#rule-3-type'),
    protocol: page.locator('#rule-3-protocol'),
    ports: page.locator('#rule-3-ports'),
    kind: page.locator('#rule-3-source-kind'),
    source: page.locator('#rule-3-source-box'),
    description: page.locator('#rule-3-description'),
    save: dialog.getByRole('button', { name: 'Save rules', exact: true }),
  };
}

test('the types stand in the console\'s order and fill in the fields', async ({ page }) => {
  const form = await addRow(page);
  const types = await form.type.locator('option').allTextContents();
  expect(types.slice(0, 10)).toEqual([
    'Custom TCP', 'Custom UDP', 'Custom ICMP - IPv4', 'Custom protocol', 'All TCP', 'All UDP',
    'All ICMP - IPv4', 'All ICMP - IPv6', 'All traffic', 'SSH',
  ]);
  expect(types).toHaveLength(33);
  const fills = [['HTTPS', 'TCP', '443'], ['DNS (UDP)', 'UDP', '53'], ['All TCP', 'TCP', '0 - 65535'], ['All ICMP - IPv6', 'IPv6 ICMP', 'All'], ['All traffic', 'All', 'All']];
  for (const [type, protocol, ports] of fills) {
    await form.type.selectOption(type);
    // What the type says is text, read out with its name: nothing to be typed, and no stop of the Tab key.
    await expect(form.dialog.getByLabel('Protocol', { exact: true }).last()).toHaveText(protocol);
    await expect(form.protocol).toHaveText(protocol);
    await expect(form.ports).toHaveText(ports);
    await form.type.focus();
    await page.keyboard.press('Tab');
    await expect(form.kind).toBeFocused();
  }
});

test('ICMP offers its types, and codes where a type has any', async ({ page }) => {
  const form = await addRow(page);
  await form.type.selectOption('Custom ICMP - IPv4');
  await form.protocol.selectOption('Echo Request');
  await expect(form.ports).toHaveText('N/A');
  await form.protocol.selectOption('Destination Unreachable');
  await form.ports.selectOption('fragmentation required, and DF flag set');
  await form.kind.selectOption('Anywhere-IPv4');
  await expect(form.source).toHaveValue('0.0.0.0/0');
  await expect(form.source).toHaveAttribute('readonly');
  await form.save.click();
  await expect(page.getByRole('row', { name: /Destination Unreachable/ })).toContainText('fragmentation required');
});

const wrong = [
  ['a block without a prefix', { ports: '80', source: '203.0.113.7' }, 'rule-3-source-box', 'CIDR block 203.0.113.7 is malformed. For this address alone, type 203.0.113.7/32.'],
  ['a prefix beyond the last', { ports: '80', source: '10.0.0.0/33' }, 'rule-3-source-box', 'CIDR block 10.0.0.0/33 is malformed. The number behind the slash is at most /32 for IPv4.'],
  ['a port beyond the last', { ports: '70000', source: '10.0.0.0/8' }, 'rule-3-ports', /port \(70000\) out of range/],
  ['a range that runs backwards', { ports: '443 - 80', source: '10.0.0.0/8' }, 'rule-3-ports', 'Invalid TCP/UDP port range (443:80). The lower port comes first: 80 - 443.'],
  ['no port', { ports: '', source: '10.0.0.0/8' }, 'rule-3-ports', /Must specify both from and to ports with TCP\/UDP\. The port is missing: type one, like 443,/],
  ['an unknown protocol', { type: 'Custom protocol', protocol: 'all', source: '10.0.0.0/8' }, 'rule-3-protocol', 'Invalid value \'all\' for IP protocol. Unknown protocol. Type the protocol\'s number, from 0 to 255, or its name, like gre.'],
  ['a group that is not there', { ports: '80', source: 'sg-0123456789abcdef0' }, 'rule-3-source-box', 'The security group \'sg-0123456789abcdef0\' does not exist. No group that can be named here has this id. Choose one from the list while typing.'],
  ['an apostrophe in the description', { ports: '80', source: '10.0.0.0/8', description: 'Bob\'s' }, 'rule-3-description', /Invalid rule description/],
  ['a rule that exists', { type: 'HTTPS', source: '0.0.0.0/0' }, 'rule-3-type', /already exists/],
];

test('what EC2 would refuse is refused in AWS\'s words under its field', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page);
  for (const [what, fill, field, message] of wrong) {
    await test.step(what, async () => {
      const form = await newRow(page);
      if (fill.type) await form.type.selectOption(fill.type);
      if (fill.protocol) await form.protocol.fill(fill.protocol);
      if (fill.ports) await form.ports.fill(fill.ports);
      await form.source.fill(fill.source);
      if (fill.description) await form.description.fill(fill.description);
      await form.save.click();
      await expect(page.locator(`#${field}-error`)).toHaveText(message);
      await expect(page.locator(`#${field}`)).toHaveAttribute('aria-describedby', `${field}-error`);
      await expect(page.locator(`#${field}`)).toBeFocused();
      await expect(form.dialog).toContainText('Nothing was saved');
      await expectAccessible(page);
      await form.dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
      await form.dialog.getByRole('button', { name: 'Discard changes', exact: true }).click();
      await expect(form.dialog).toHaveCount(0);
      await expect(page.getByRole('tab', { name: /Inbound rules/ })).toContainText('2');
    });
  }
});

test('each field of a row has its own error at once, and loses it as it is mended', async ({ page }) => {
  const form = await addRow(page);
  await form.ports.fill('443 - 80');
  await form.source.fill('10.0.0.5');
  await form.description.fill('Bob\'s');
  const row = form.dialog.getByRole('listitem').filter({ has: form.type });
  await expect(row.locator('.error')).toHaveCount(1);
  await expect(form.description).toHaveAccessibleDescription(/Invalid rule description/);
  await form.save.click();
  await expect(form.dialog).toContainText('Nothing was saved: EC2 would refuse 1 rule.');
  await expect(form.ports).toBeFocused();
  await expect(form.ports).toHaveAccessibleDescription(/^Invalid TCP\/UDP port range \(443:80\)\. The lower port comes first: 80 - 443\.$/);
  await expect(form.source).toHaveAccessibleDescription(/type 10\.0\.0\.5\/32/);
  // What mends it stands under its words.
  const [words, mends] = [await row.locator('.source .error .ours').boundingBox(), await row.getByRole('button', { name: 'Use 10.0.0.5/32', exact: true }).boundingBox()];
  expect(Math.abs(words.x - mends.x)).toBeLessThan(2);
  expect(mends.y).toBeGreaterThanOrEqual(words.y + words.height);
  // A row names its rule, as verdicts do; a new one has no id yet.
  await expect(form.dialog.locator('.rule-id')).toHaveText([/^Security group rule ID sgr-0a100000000000001$/, /sgr-0a100000000000002$/, 'New rule']);
  await expect(form.description).toHaveAccessibleDescription(/Invalid rule description/);
  await expectAccessible(page);
  await form.ports.fill('80 - 443');
  await expect(row.locator('.error')).toHaveCount(2);
  await form.description.fill('Bob');
  await expect(row.locator('.error')).toHaveCount(1);
  await expect(form.source).toHaveAttribute('aria-invalid', 'true');
  // The one that is entered is the one that is told.
  await form.dialog.getByRole('button', { name: 'Edit 10.0.0.5', exact: true }).click();
  await form.source.press('End');
  await form.source.pressSequentially('/32');
  await expect(row.locator('.error')).toHaveCount(0);
  await form.save.click();
  await expect(page.getByRole('row', { name: /80 - 443/ })).toContainText('10.0.0.5/32');
});

test('several blocks pasted into one row are several rules', async ({ page }) => {
  const form = await addRow(page);
  await form.type.selectOption('MYSQL/Aurora');
  // What stands in the field is entered when it is left, on a line of its own: not while a press is under way.
  await form.source.fill('10.3.0.0/16');
  const add = form.dialog.getByRole('button', { name: 'Add rule', exact: true });
  await add.hover();
  const before = await add.boundingBox();
  await page.mouse.down();
  await form.dialog.evaluate(() => new Promise((drawn) => { requestAnimationFrame(() => requestAnimationFrame(drawn)); }));
  expect(await add.boundingBox()).toEqual(before);
  await page.mouse.up();
  await expect(form.dialog.locator('.delete-rule')).toHaveCount(4);
  await form.dialog.locator('.delete-rule').last().click();
  await form.dialog.getByRole('button', { name: 'Remove 10.3.0.0/16', exact: true }).click();
  await form.source.fill('10.1.0.0/16, 10.2.0.0/16 2001:db8::/32');
  await form.source.press('Tab');
  await expect(form.dialog.locator('.entry').filter({ hasText: /^10\.[12]\.|^2001:/ })).toHaveCount(3);
  await form.description.fill('databases');
  await form.save.click();
  await expect(page.getByRole('row', { name: /MYSQL\/Aurora/ })).toHaveCount(3);
  await expect(page.getByRole('row', { name: /2001:db8::\/32/ })).toContainText('IPv6');
});

test('an address alone is told at once, and one press completes it; host bits are cut off as AWS stores them', async ({ page }) => {
  const form = await addRow(page);
  await form.type.selectOption('RDP');
  const lacks = form.dialog.getByText('AWS requires a prefix length after the address.', { exact: true });
  await form.source.fill('203.0.113.');
  await expect(lacks).toHaveCount(0);
  await form.source.fill('203.0.113.7');
  await expect(lacks).toBeVisible();
  await expectAccessible(page);
  await form.dialog.getByRole('button', { name: 'Use 203.0.113.7/32', exact: true }).click();
  // It is an entry then, and the field is free for the next.
  await form.dialog.getByRole('button', { name: 'Remove 203.0.113.7/32', exact: true }).waitFor();
  await expect(form.source).toHaveValue('');
  await expect(form.source).toBeFocused();
  await expect(lacks).toHaveCount(0);
  await form.dialog.getByRole('button', { name: 'Remove 203.0.113.7/32', exact: true }).click();
  await form.source.fill('2001:db8::1, 203.0.113.7');
  await form.dialog.getByRole('button', { name: 'Add the prefix length to all 2', exact: true }).press('Enter');
  await expect(form.dialog.getByRole('button', { name: 'Edit 2001:db8::1/128', exact: true })).toBeVisible();
  await expect(form.source).toHaveValue('');
  await form.dialog.getByRole('button', { name: 'Remove 203.0.113.7/32', exact: true }).click();
  await form.dialog.getByRole('button', { name: 'Remove 2001:db8::1/128', exact: true }).click();
  await form.source.fill('100.68.0.18/18');
  await expect(form.dialog.getByText('EC2 will store 100.68.0.0/18.', { exact: true })).toBeVisible();
  await form.source.press('Enter');
  await form.source.fill('10.0.0.0/8');
  await expect(form.dialog.getByText('EC2 will store 100.68.0.0/18 for 100.68.0.18/18.', { exact: true })).toBeVisible();
  await form.source.fill('');
  await expectAccessible(page);
  await form.save.click();
  await expect(page.getByRole('row', { name: /RDP/ })).toContainText('100.68.0.0/18');
});

test('a deleted row gives the focus on, and unsaved changes are guarded', async ({ page }) => {
  const form = await addRow(page);
  await form.dialog.locator('.delete-rule').first().click();
  await expect(form.dialog.locator('.delete-rule').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(form.dialog).toContainText('The changes are not saved');
  await expect(form.dialog.getByRole('button', { name: 'Keep editing', exact: true })).toHaveClass(/primary/);
  await expect(form.dialog.getByRole('button', { name: 'Discard changes', exact: true })).toHaveClass(/danger/);
  await expectAccessible(page);
  // The safe answer has the focus; Escape gives it too, and only a press discards.
  await expect(form.dialog.getByRole('button', { name: 'Keep editing', exact: true })).toBeFocused();
  for (const answer of ['Enter', 'Escape']) {
    await page.keyboard.press(answer);
    await expect(form.dialog.getByRole('button', { name: 'Save rules', exact: true })).toBeVisible();
    await expect(form.dialog.locator('.delete-rule').first()).toBeFocused();
    await expect(form.dialog.locator('.delete-rule')).toHaveCount(2);
    await page.keyboard.press('Escape');
    await expect(form.dialog).toContainText('The changes are not saved');
  }
  await form.dialog.getByRole('button', { name: 'Discard changes', exact: true }).click();
  await expect(page.getByRole('tab', { name: /Inbound rules/ })).toContainText('2');
});

test('a duplicate and the use of the quota are told before the save', async ({ page }) => {
  const form = await addRow(page);
  const quota = form.dialog.getByRole('group', { name: 'Rules that count toward the quota' });
  await expect(quota).toContainText('2 of 60');
  // A rule that says something else than its description did, which EC2 keeps: that is said under it, and goes with it.
  const [old, about] = [form.dialog.getByText('From before the change', { exact: true }), page.locator('#rule-1-description')];
  await form.description.fill('new');
  await about.fill('');
  await page.locator('#rule-1-type').selectOption('HTTP');
  await expect(page.locator('#rule-1-ports')).toHaveText('80');
  await expect(old).toHaveCount(0);
  await about.fill('HTTPS from anywhere');
  await expect(form.dialog.locator('.rule-row').first().getByRole('status').filter({ hasText: /^From before the change$/ })).toBeVisible();
  await about.fill('HTTP from anywhere');
  await expect(old).toHaveCount(0);
  await about.fill('HTTPS from anywhere');
  await expect(old).toHaveCount(1);
  await page.locator('#rule-1-type').selectOption('HTTPS');
  await expect(old).toHaveCount(0);
  await form.description.fill('');
  await form.type.selectOption('HTTPS');
  await form.source.fill('0.0.0.0/0');
  await expect(page.locator('#rule-3-type-error')).toHaveText(/already exists/);
  await form.source.fill(Array.from({ length: 59 }, (_, at) => `10.0.${at}.0/24`).join(' '));
  await expect(quota).toContainText('61 of 60');
  await expect(page.locator('#rule-3-type-error')).toHaveText('The maximum number of rules per security group has been reached. Delete rules, or put some into another group that the interface carries too.');
  await expectAccessible(page);
  await form.save.click();
  await expect(form.dialog).toContainText('Nothing was saved');
  // One rule less and it fits: fifty-nine blocks beside the one rule that stays.
  await form.dialog.locator('.delete-rule').first().click();
  await expect(quota).toContainText('60 of 60');
  await form.save.click();
  await expect(page.getByRole('tab', { name: /Inbound rules/ })).toContainText('60');
});

test('groups and prefix lists are offered while typing', async ({ page }) => {
  const form = await addRow(page);
  await form.type.selectOption('SSH');
  await form.source.fill('data');
  await expect(page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')).toHaveCount(1);
  await page.getByRole('option', { name: /database/ }).click();
  await expect(form.dialog.locator('.entry').filter({ hasText: 'database' })).toHaveCount(1);
  await form.save.click();
  await expect(page.getByRole('row', { name: /database/ })).toContainText('SSH');
});

test('a prefix list of AWS is made known and then chosen as a source, with what it counts', async ({ page }) => {
  await open(page);
  await page.locator('.kinds').getByRole('button', { name: 'Prefix lists' }).click();
  await page.locator('.create').getByRole('button', { name: 'Create prefix list' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Managed by').selectOption('AWS, for one of its services');
  await expect(form.getByLabel('Prefix list name')).toHaveCount(0);
  await form.getByLabel('AWS-managed prefix list').selectOption({ label: 'com.amazonaws.global.cloudfront.origin-facing (counts 55)' });
  await expectAccessible(page);
  await page.locator('#task-save').click();
  await expect(page.getByRole('heading', { name: 'com.amazonaws.global.cloudfront.origin-facing', exact: true })).toBeVisible();
  await page.locator('.kinds').getByRole('button', { name: 'Security groups' }).click();
  await page.getByRole('list', { name: 'Security groups' }).getByRole('button', { name: /web/ }).click();
  await page.getByRole('button', { name: 'Edit inbound rules' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add rule' }).click();
  await page.locator('#rule-3-type').selectOption('HTTP');
  await page.locator('#rule-3-source-box').fill('cloudfront');
  await page.getByRole('option', { name: /cloudfront/ }).click();
  await expect(page.getByRole('group', { name: 'Rules that count toward the quota' })).toContainText('57 of 60');
  await page.getByRole('dialog').getByRole('button', { name: 'Save rules' }).click();
  await expect(page.getByRole('row', { name: /cloudfront/ })).toContainText('HTTP');
});

test('the preview tells which connections live on and which are cut, with the keyboard alone', async ({ page }) => {
  await open(page);
  const connect = async (port) => {
    await page.locator('#packet-type').selectOption(port);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.locator('.verdict-word')).toHaveText('Allowed');
  };
  // From everywhere, and everything may leave: not tracked. From one block: tracked.
  await connect('HTTPS');
  await page.getByRole('button', { name: 'Edit inbound rules' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add rule' }).click();
  await page.locator('#rule-3-type').selectOption('SSH');
  await page.locator('#rule-3-source-kind').selectOption('My IP');
  await expect(dialog.getByText('A stand-in: nothing asks the network for your real address.', { exact: true })).toBeVisible();
  await dialog.getByRole('button', { name: 'Save rules' }).click();
  await expect(dialog).toHaveCount(0);
  await connect('SSH');
  await page.getByRole('button', { name: 'Edit inbound rules' }).focus();
  await page.keyboard.press('Enter');
  for (let rules = 3; rules > 0; rules -= 1) {
    await dialog.locator('.delete-rule').first().focus();
    await page.keyboard.press('Enter');
    await expect(dialog.locator('.delete-rule')).toHaveCount(rules - 1);
  }
  await expect(page.locator('#add-rule')).toBeFocused();
  await dialog.getByRole('button', { name: 'Preview changes' }).focus();
  await page.keyboard.press('Enter');
  // It begins with what changes, rule by rule, and the focus goes there.
  await expect(dialog.getByRole('heading', { name: 'Preview: nothing is saved yet', exact: true })).toBeFocused();
  await expect(dialog.getByRole('heading', { name: 'Preview: nothing is saved yet', exact: true })).toBeInViewport({ ratio: 1 });
  await expect(dialog.getByRole('region', { name: 'Changes', exact: true }).getByRole('listitem')).toHaveText([
    'RemovedHTTPS, TCP 443 from 0.0.0.0/0, “HTTPS from anywhere”',
    'RemovedSSH, TCP 22 from 198.51.100.0/24, “SSH from the office”',
    'RemovedSSH, TCP 22 from 203.0.113.10/32',
  ]);
  const preview = dialog.getByRole('region', { name: 'Connections under way', exact: true });
  // The scenario's own and the new one, which has a port of its own.
  await expect(preview.getByRole('listitem')).toHaveCount(3);
  await expect(preview.getByRole('listitem').filter({ hasText: ':443' })).toContainText(['Cut at its next packet', 'Cut at its next packet']);
  await expect(preview.getByRole('listitem').filter({ hasText: ':22' })).toContainText('Lives on');
  // The save as the AWS CLI says it, with what AWS knows the rules by.
  await dialog.getByText('As AWS CLI lines', { exact: true }).click();
  await expect(dialog.locator('.command')).toHaveText(/^aws ec2 revoke-security-group-ingress --group-id sg-0a1000000000000e1 --security-group-rule-ids sgr-[^]*"CidrIp":"203\.0\.113\.10\/32/);
  await expectAccessible(page);
  // A preview changes nothing: the dialog can still be left.
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Discard changes' }).click();
  await expect(page.getByRole('tab', { name: /Inbound rules/ })).toContainText('3');
});

for (const [how, back] of [
  ['by a click', (page) => page.getByRole('button', { name: 'Edit 10.0.0.5', exact: true }).click()],
  ['by Enter on it', async (page) => {
    await page.getByRole('button', { name: 'Edit 10.0.0.5', exact: true }).focus();
    await page.keyboard.press('Enter');
  }],
  ['by Backspace in the empty field', (page) => page.locator('#rule-3-source-box').press('Backspace')],
]) {
  test(`a source that is refused goes back into its field ${how}`, async ({ page }) => {
    await open(page);
    await page.getByRole('button', { name: 'Edit inbound rules' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Add rule' }).click();
    await page.locator('#rule-3-type').selectOption('SSH');
    const box = page.locator('#rule-3-source-box');
    await box.fill('10.0.0.5');
    await box.press('Enter');
    await expect(box).toHaveValue('');
    await dialog.getByRole('button', { name: 'Preview changes' }).click();
    await expect(dialog).toContainText('No preview yet: EC2 would refuse 1 rule.');
    await expect(page.locator('#rule-3-source-box-error')).toContainText('type 10.0.0.5/32');
    await expect(page.locator('.entry.wrong')).toHaveText(/10\.0\.0\.5/);
    await expectAccessible(page);
    await back(page);
    await expect(box).toBeFocused();
    await expect(box).toHaveValue('10.0.0.5');
    await page.keyboard.press('End');
    await page.keyboard.type('/32');
    await dialog.getByRole('button', { name: 'Save rules' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole('row', { name: /10\.0\.0\.5\/32/ })).toContainText('SSH');
    await expect(page.getByRole('group', { name: 'History', exact: true })).toContainText('Inbound rule added in web');
  });
}

test('a rule is named in its row, by mouse', async ({ page }) => {
  await open(page);
  const row = page.getByRole('group', { name: 'Inbound rules' }).getByRole('row').filter({ hasText: 'SSH' });
  await row.hover();
  await row.getByRole('button', { name: /^Add a name to sgr-/ }).click();
  const field = row.getByRole('textbox', { name: /^Name of sgr-/ });
  await expect(field).toBeFocused();
  await field.fill('x'.repeat(257));
  await row.getByRole('button', { name: 'Save name', exact: true }).click();
  await expect(field).toHaveAccessibleDescription('Tag value exceeds the maximum length of 256 characters');
  await expect(row.getByText('exceeds the maximum length')).toBeInViewport({ ratio: 1 });
  await expect(field).toHaveValue('x'.repeat(257));
  await field.fill('office');
  await expectAccessible(page);
  await row.getByRole('button', { name: 'Save name', exact: true }).click();
  await expect(row.getByRole('cell').first()).toHaveText('office');
  await expect(row.getByRole('button', { name: /^Edit the name of sgr-/ })).toHaveAttribute('title', 'Edit name');
  const history = page.getByRole('group', { name: 'History', exact: true });
  await expect(history.getByRole('button', { name: 'Name set', exact: true })).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(row.getByRole('cell').first()).toHaveText('–');
});

test('a rule is named in its row, with the keyboard alone', async ({ page }) => {
  await open(page);
  const row = page.getByRole('group', { name: 'Inbound rules' }).getByRole('row').filter({ hasText: 'HTTPS' });
  const pencil = row.getByRole('button', { name: /^Add a name to sgr-/ });
  await pencil.focus();
  await expect(pencil).toHaveCSS('opacity', '1');
  await page.keyboard.press('Enter');
  await expect(row.getByRole('textbox')).toBeFocused();
  // Letters and Enter in one go, before any of it is drawn.
  await row.getByRole('textbox').evaluate((field) => {
    const tell = (event) => field.dispatchEvent(event);
    field.value = 'shop';
    tell(new InputEvent('input', { bubbles: true, composed: true }));
    tell(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true }));
  });
  await expect(row.getByRole('cell').first()).toHaveText('shop');
  await expect(row.getByRole('button', { name: /^Edit the name of sgr-/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(row.getByRole('textbox')).toBeFocused();
  await page.keyboard.type(' and more');
  await page.keyboard.press('Escape');
  await expect(row.getByRole('cell').first()).toHaveText('shop');
  await expect(row.getByRole('button', { name: /^Edit the name of sgr-/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(row.getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Enter');
  await expect(row.getByRole('cell').first()).toHaveText('–');
  await expect(page.getByRole('group', { name: 'History', exact: true }).getByRole('button', { name: 'Name removed', exact: true })).toHaveCount(1);
});

test('the table sorts and filters by every column', async ({ page }) => {
  await open(page);
  const region = page.getByRole('group', { name: 'Inbound rules' });
  await expect(region.getByRole('columnheader')).toHaveText(['Name', 'Security group rule ID', 'IP version', 'Type', 'Protocol', 'Port range', 'Source', 'Description']);
  // A head shows that it sorts before it is pointed at.
  for (const icon of await region.locator('.sort .icon').all()) expect(await icon.evaluate((icon) => Number(getComputedStyle(icon).opacity))).toBeGreaterThan(0.5);
  // One press takes a rule's whole id.
  await region.getByText('sgr-0a100000000000001', { exact: true }).click();
  expect(await page.evaluate(() => String(getSelection()))).toBe('sgr-0a100000000000001');
  await region.getByRole('button', { name: 'Port range' }).click();
  await expect(region.getByRole('row').nth(1)).toContainText('SSH');
  await expect(region.getByRole('columnheader', { name: 'Port range' })).toHaveAttribute('aria-sort', 'ascending');
  await region.getByRole('button', { name: 'Port range' }).click();
  await expect(region.getByRole('row').nth(1)).toContainText('HTTPS');
  // It may be cut.
  await expect(region.getByRole('row').nth(1).getByRole('cell').last()).toHaveAttribute('title', 'HTTPS from anywhere');
  await page.getByLabel('Filter inbound rules').fill('198.51');
  await expect(region.getByRole('row')).toHaveCount(2);
  await expect(page.getByText('1 of 2 shown', { exact: true })).toBeVisible();
  // A port inside of a range, and a type by its name, are found as well.
  await page.getByRole('tab', { name: /^Outbound rules/ }).click();
  const outbound = page.getByRole('group', { name: 'Outbound rules', exact: true });
  for (const [sought, found] of [['443', 2], ['postgres', 2], ['udp 53', 2], ['203.0', 1]]) {
    await page.getByLabel('Filter outbound rules').fill(sought);
    await expect(outbound.getByRole('row')).toHaveCount(found);
  }
  await page.getByRole('tab', { name: /^Inbound rules/ }).click();
  for (const [sought, found] of [['ssh', 2], ['22', 2], ['tcp 443', 2], ['443/udp', 1], ['http', 2], ['anywhere', 2], ['ssh from anywhere', 1]]) {
    await page.getByLabel('Filter inbound rules').fill(sought);
    await expect(region.getByRole('row')).toHaveCount(found);
  }
  await page.getByLabel('Filter inbound rules').fill('nowhere');
  await expect(page.getByText('No rule matches “nowhere”.', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter', exact: true }).press('Enter');
  await expect(page.getByLabel('Filter inbound rules')).toBeFocused();
  await expect(region.getByRole('row')).toHaveCount(3);
});

for (const [what, viewport, least] of [['a touch tablet', { width: 1024, height: 768 }, 30], ['a phone', { width: 390, height: 844 }, 42]]) {
  test.describe(what, () => {
    test.use({ viewport, hasTouch: true });

    test('a rule without a name offers one in words, at a finger\'s height', async ({ page }) => {
      await open(page);
      const parts = page.getByRole('navigation', { name: 'Parts of the page' });
      if (await parts.isVisible()) await parts.getByRole('button', { name: 'Rules' }).tap();
      const row = page.getByRole('group', { name: 'Inbound rules' }).getByRole('row').filter({ hasText: 'HTTPS' });
      const add = row.getByRole('button', { name: /^Add a name to sgr-/ });
      const high = async (button) => {
        await button.scrollIntoViewIfNeeded();
        // What is touched there, from the upper edge to the lower, is the button.
        return button.evaluate((button) => {
          const { left, width, top, bottom } = button.getBoundingClientRect();
          const hit = (y) => button.contains(button.getRootNode().elementFromPoint(left + width / 2, y));
          return Array.from({ length: Math.floor(bottom - top) }, (_, at) => top + at + 0.5).filter(hit).length;
        });
      };
      expect(await add.evaluate((button) => getComputedStyle(button, '::after').content)).toBe('"Add a name"');
      expect((await add.boundingBox()).width).toBeGreaterThan(60);
      await expect.poll(() => high(add)).toBeGreaterThanOrEqual(least);
      await expectAccessible(page);
      await add.tap();
      await row.getByRole('textbox', { name: /^Name of sgr-/ }).fill('the shop');
      await row.getByRole('button', { name: 'Save name', exact: true }).tap();
      await expect(row.getByRole('cell').first()).toHaveText('the shop');
      const pencil = row.getByRole('button', { name: /^Edit the name of sgr-/ });
      await expect.poll(() => high(pencil)).toBeGreaterThanOrEqual(least);
      await expectNoSidewaysScroll(page);
    });
  });
}

test.describe('390 px', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('a rule is a card that is read without scrolling sideways', async ({ page }) => {
    await open(page);
    await page.getByRole('navigation', { name: 'Parts of the page' }).getByRole('button', { name: 'Rules' }).click();
    const row = page.getByRole('group', { name: 'Inbound rules' }).getByRole('row').filter({ hasText: 'SSH' });
    for (const text of ['SSH', 'TCP', '22', '198.51.100.0/24', 'SSH from the office', 'sgr-0a100000000000002']) {
      await expect(row.getByRole('cell').filter({ hasText: text }).first()).toBeVisible();
      const box = await row.getByRole('cell').filter({ hasText: text }).first().boundingBox();
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(390);
    }
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await row.getByRole('button', { name: /^Add a name to sgr-/ }).click();
    const field = row.getByRole('textbox', { name: /^Name of sgr-/ });
    await field.fill('x'.repeat(257));
    await expect(row.getByText('exceeds the maximum length')).toBeInViewport({ ratio: 1 });
    await expectNoSidewaysScroll(page);
    await field.fill('office');
    const box = await field.boundingBox();
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await field.press('Enter');
    await expect(row).toContainText('office');
  });
});

test('readonly shows everything and offers no edit', async ({ page }) => {
  await page.route('**/host.html', (route) => route.fulfill({
    contentType: 'text/html',
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title>
      <script type="module" src="/embed.js"></script></head><body><h1>Host</h1>
      <security-group-playground scenario="first-look" panels="resources,rules" readonly></security-group-playground></body></html>`,
  }));
  await page.goto('/host.html');
  await expect(page.locator('#group-title')).toBeVisible();
  for (const name of ['Network ACLs', 'Route tables', 'Network interfaces', 'VPCs', 'Subnets', 'Gateways', 'Security groups']) {
    await page.locator('.kinds').getByRole('button', { name }).click();
    await page.locator('.lines button').first().click();
    await expect(page.locator('.panel.rules')).toBeVisible();
    await expect(page.locator('.panel.rules, .resources-panel').getByRole('button', { name: /^(Edit|Create|Delete|Change|Copy|Attach|Detach|Launch|Terminate|Modify)/ })).toHaveCount(0);
  }
});
