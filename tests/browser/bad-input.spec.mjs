// Input that is broken or hostile: said in words, with its place; the present work stays; no HTML is ever made of it.

import { expect, test } from '@playwright/test';
import { expectAccessible, group, groups, importText, open, paste, tcp, verdict } from './playground.mjs';

/** By how much a box scrolls sideways. */
const sideways = (box) => box.scrollWidth - box.clientWidth;

const broken = [
  ['nothing', '   ', /Paste some JSON first/],
  ['no JSON', 'NAME  PORT\nweb   443', /line 1, column \d+ is not JSON/i],
  ['cut short', '{"SecurityGroups": [{"GroupId": "sg-1"', /ends in the middle, at line 1/],
  ['another shape', '{"Buckets": []}', /no key is known/i],
  ['a list', '[{"GroupId": "sg-1"}]', /not an object/],
  ['a number', '42', /not an object/],
];

test('what cannot be read is said in words, and nothing is lost', async ({ page }) => {
  await open(page);
  for (const [what, text, message] of broken) {
    await test.step(what, async () => {
      await paste(page, text);
      await expect(page.locator('#import-text-error')).toHaveText(message);
      await expect(page.getByLabel('JSON')).toHaveValue(text);
      await expect(page.getByLabel('JSON')).toBeFocused();
      await expectAccessible(page);
      // A second attempt leads there again.
      await page.getByRole('button', { name: 'Read', exact: true }).press('Enter');
      await expect(page.getByLabel('JSON')).toBeFocused();
      await expect(page.locator('#import-text-error')).toHaveText(message);
      await page.getByRole('button', { name: 'Cancel', exact: true }).click();
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect(page.getByRole('heading', { name: 'web', exact: true })).toBeVisible();
      await expect(verdict(page)).toHaveText('Denied');
    });
  }
  // However the dialog was closed, what was pasted is there when it is opened again, until it is opened as a document.
  const dialog = page.getByRole('dialog', { name: 'Import', exact: true });
  const again = async (text) => {
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(dialog.getByLabel('JSON')).toHaveValue(text);
  };
  await again('42');
  // The outputs of two commands may stand one after the other, and in files of their own.
  const vpcs = '{"Vpcs": [{"VpcId": "vpc-0b20000000000000a", "CidrBlock": "10.0.0.0/16"}]}';
  const both = `${vpcs}\n${groups(group('sg-1', 'good'))}`;
  await dialog.getByLabel('JSON').fill(both);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await again(both);
  const files = [['vpcs', vpcs], ['groups', groups(group('sg-1', 'good'))]];
  await dialog.locator('input[type=file]').setInputFiles(files.map(([name, text]) => ({ name: `${name}.json`, mimeType: 'application/json', buffer: Buffer.from(text) })));
  const counts = dialog.locator('.counts li');
  await expect(counts).toHaveText(['1 VPC', '1 security group', /rule/]);
  await dialog.getByRole('button', { name: 'Back', exact: true }).click();
  await dialog.getByRole('button', { name: 'Read', exact: true }).click();
  await expect(counts).toHaveText(['1 VPC', '1 security group', /rule/]);
  await dialog.getByRole('button', { name: 'Open as a new document', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await again('');
});

test('what cannot be used is listed with its place, and the rest stays', async ({ page }) => {
  await open(page);
  await paste(page, groups(group('sg-1', 'good', [tcp(80, '2.2.2.2/28')]), { GroupId: 7 }, group('sg-3', 'machines', [tcp(80, 'nonsense')])));
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('.problem').filter({ hasText: '/SecurityGroups/1' })).toContainText('Left out');
  await expect(dialog.locator('.problem').filter({ hasText: '/SecurityGroups/2' })).toContainText('nonsense');
  // What is read as another block than was written is told too.
  await expect(dialog.locator('.problem').filter({ hasText: '/SecurityGroups/0' })).toContainText('Note2.2.2.2/28 was read as 2.2.2.0/28, which is what EC2 stores');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Open as a new document', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Security groups', exact: true })).toContainText('good');
  // The import has no ids of rules and no interfaces: those of the page say that they are its own, in each table.
  const panel = page.locator('.panel.rules');
  const note = panel.getByText('* Made here; AWS has its own.', { exact: true });
  await expect(panel.getByRole('cell', { name: /^sgr-[0-9a-f]{17} ?\* made here$/ })).toHaveCount(1);
  // One press does not take the id without its mark.
  await expect(panel.getByText(/^sgr-[0-9a-f]{17}$/)).toHaveCSS('user-select', 'auto');
  await expect(note).toBeVisible();
  await page.getByRole('tab', { name: /^Attached/ }).click();
  await expect(panel.getByRole('cell', { name: /^eni-[0-9a-f]{17} ?\* made here$/ })).toHaveCount(1);
  await expect(note).toBeVisible();
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'good (any interface)', exact: true }).click();
  await expect(panel.locator('.fact').filter({ hasText: /^Stand-in/ })).toContainText('Not in the import');
  await page.locator('.kinds').getByRole('button', { name: 'Network interfaces' }).click();
  await expect(panel.getByRole('cell', { name: /^eni-[0-9a-f]{17} ?\* made here$/ })).toHaveCount(2);
  await expect(note).toBeVisible();
  // All columns have room, with their words whole.
  const list = page.getByRole('group', { name: 'All Network interfaces', exact: true });
  await expect(list.getByRole('button', { name: 'stand-in subnet', exact: true })).toHaveCount(2);
  expect(await list.evaluate(sideways)).toBe(0);
  expect(await list.locator('td bdi').evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length)).toBe(0);
  await page.locator('.kinds').getByRole('button', { name: 'Security groups' }).click();
  await page.getByRole('list', { name: 'Security groups', exact: true }).getByRole('button', { name: /good/ }).click();
  await page.getByRole('tab', { name: /^Inbound rules/ }).click();
  await page.getByRole('button', { name: 'Edit inbound rules', exact: true }).click();
  await expect(dialog.locator('.rule-id').first()).toHaveText(/^Security group rule ID sgr-[0-9a-f]{17}\* made here$/);
});

test('hostile names are text and nothing else', async ({ page }) => {
  const names = ['<img src=x onerror=alert(1)>', '\u202Eevil\u202C', 'x'.repeat(10_000), '"><script>alert(2)</script>'];
  const list = names.map((name, at) => group(`sg-${at}`, name, [{
    IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '0.0.0.0/0', Description: name }],
  }]));
  page.on('dialog', () => { throw new Error('a script of the input ran'); });
  await open(page);
  await importText(page, groups(...list));
  const shown = page.getByRole('list', { name: 'Security groups', exact: true });
  for (const name of names) await expect(shown.getByText(name, { exact: true })).toHaveCount(1);
  await shown.getByText(names[0], { exact: true }).click();
  await expect(page.locator('#group-title')).toHaveText(names[0]);
  expect(await page.locator('security-group-playground img, security-group-playground script').count()).toBe(0);
  await shown.getByText(names[2], { exact: true }).click();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(1440);
  // In a table a name gives way; read out, and in its title, it is whole.
  await page.locator('.kinds').getByRole('button', { name: 'Network interfaces' }).click();
  const all = page.getByRole('group', { name: 'All Network interfaces', exact: true });
  const long = all.getByRole('button', { name: `${names[2]} (any interface)`, exact: true });
  await expect(long).toHaveAttribute('title', new RegExp(`^eni-[0-9a-f]{17} \\(${names[2]} \\(any interface\\)\\)$`));
  expect(await all.evaluate(sideways)).toBe(0);
});

test('fields of the packet refuse in words and keep what was typed', async ({ page }) => {
  await open(page);
  await page.getByLabel('Destination port').fill('99999');
  await page.locator('.more summary').click();
  await page.getByLabel('Source port').fill('x');
  await page.getByLabel('To', { exact: true }).fill('');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.locator('#packet-port-error')).toHaveText('A port is a whole number from 0 to 65535');
  await expect(page.locator('#packet-source-port-error')).toBeVisible();
  await expect(page.locator('#packet-to-error')).toBeVisible();
  await expect(page.getByLabel('Destination port')).toHaveValue('99999');
  await expectAccessible(page);
  await page.getByLabel('Destination port').fill('80');
  await page.getByLabel('Source port').fill('');
  await page.getByLabel('To', { exact: true }).fill('eni-0123456789abcdef0');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.locator('#packet-to-error')).toContainText('eni-0123456789abcdef0');
});

test('an end that is none is told under its field, which takes the focus; the old verdict is marked as another packet\'s', async ({ page }) => {
  await open(page);
  await expect(verdict(page)).toHaveText('Denied');
  for (const [label, id] of [['From', 'packet-from'], ['To', 'packet-to']]) {
    const field = page.getByLabel(label, { exact: true });
    const before = await field.inputValue();
    await field.fill('nonsense');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.locator(`#${id}-error`)).toHaveText("No instance, network interface, load balancer, database, task, function or address is called 'nonsense'");
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveAttribute('aria-describedby', `${id}-error`);
    await expect(field).toBeFocused();
    const panel = page.getByRole('region', { name: 'Verdict', exact: true });
    await expect(panel).toContainText('Of an earlier packet');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'must be allowed', exact: true }).click();
    await expect(page.locator(`#${id}-error`)).toBeVisible();
    await expect(field).toBeFocused();
    await field.fill(before);
    await page.keyboard.press('Escape');
    await expect(page.locator(`#${id}-error`)).toHaveCount(0);
    await expect(panel).not.toContainText('Of an earlier packet');
  }
});

const fields = [
  ['the destination port', 'SSH', 'Destination port', 'packet-port'],
  ['the source port', 'SSH', 'Source port', 'packet-source-port'],
  ['the ICMP type', 'Ping', 'ICMP type', 'packet-icmp-type'],
  ['the ICMP code', 'Ping', 'ICMP code', 'packet-icmp-code'],
];

test('a number that is none is refused under its field, which takes the focus', async ({ page }) => {
  await open(page);
  for (const [what, type, label, id] of fields) {
    await test.step(what, async () => {
      await page.locator('#packet-type').selectOption(type);
      const field = page.getByLabel(label, { exact: true });
      if (label === 'Source port') await page.locator('.more summary').click();
      const before = await field.inputValue();
      await field.fill('70000');
      if (label === 'Source port') await page.locator('.more summary').click();
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await expect(page.locator(`#${id}-error`)).toHaveText(/is a whole number from 0 to/);
      await expect(field).toHaveAttribute('aria-invalid', 'true');
      await expect(field).toHaveAttribute('aria-describedby', `${id}-error`);
      await expect(field).toBeFocused();
      await expect(page.getByRole('region', { name: 'Verdict', exact: true })).toContainText('Of an earlier packet');
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await expect(field).toBeFocused();
      await field.fill(before);
      await expect(page.locator(`#${id}-error`)).toHaveCount(0);
    });
  }
});
