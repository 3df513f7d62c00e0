// Making a network from what the panel offers, naming, copying, attaching and deleting: with the mouse, with the
// keyboard alone, and on a narrow screen. EC2's refusals stand under their field, and nothing typed is lost.

import { expect, test } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll, group, groups, importText, open, tcp } from './playground.mjs';

const kinds = (page) => page.locator('.kinds');
const kind = (page, name) => kinds(page).getByRole('button', { name });
const lines = (page, name) => page.getByRole('list', { name, exact: true });
const dialog = (page) => page.getByRole('dialog');
const save = (page) => page.locator('#task-save');

/** Opens a dialog that makes something; the list it belongs to is chosen first. */
async function create(page, list, what) {
  await kind(page, list).click();
  const panel = page.locator('.create');
  const several = panel.getByRole('button', { name: 'Create', exact: true });
  if (await several.count()) await several.click();
  await panel.getByRole('button', { name: what, exact: true }).click();
  await expect(dialog(page)).toBeVisible();
}

/** An empty Region: everything is deleted that the first scenario holds. */
const empty = JSON.stringify({ Vpcs: [], Subnets: [], SecurityGroups: [], NetworkInterfaces: [], RouteTables: [], NetworkAcls: [], InternetGateways: [], Addresses: [], NatGateways: [], ManagedPrefixLists: [] });

test('a network is built from an empty Region and a packet crosses it', async ({ page }) => {
  await open(page);
  await importText(page, empty);
  await page.getByRole('button', { name: 'Create VPC' }).first().click();
  await page.getByLabel('Name tag - optional').fill('lab');
  await expectAccessible(page);
  await save(page).click();
  await expect(page.getByRole('heading', { name: 'lab', exact: true })).toBeVisible();
  await expect(kind(page, 'Network ACLs')).toContainText('1');

  await page.getByRole('button', { name: 'Create subnet', exact: true }).first().click();
  await page.getByLabel('Name tag - optional').fill('public');
  await page.getByLabel('IPv4 subnet CIDR block').fill('10.0.1.0/24');
  await save(page).click();
  await expect(page.getByRole('heading', { name: 'public', exact: true })).toBeVisible();

  await create(page, 'Gateways', 'Create internet gateway');
  await page.getByLabel('Name tag - optional').fill('door');
  await save(page).click();
  await expect(page.getByRole('heading', { name: 'door', exact: true })).toBeVisible();
  await expect(page.locator('.fact').filter({ hasText: 'State' })).toContainText('Attached');
  await expect(page.getByText('No route leads to it, so nothing takes it.')).toBeVisible();

  await kind(page, 'Route tables').click();
  await lines(page, 'Route tables').getByRole('button').click();
  await page.getByRole('button', { name: 'Edit routes' }).click();
  await dialog(page).getByRole('button', { name: 'Add route' }).click();
  await page.locator('#rule-2-destination').fill('0.0.0.0/0');
  await page.locator('#rule-2-target').fill('door');
  await page.getByRole('option', { name: 'door' }).click();
  await expect(page.locator('#rule-2-target')).toHaveValue(/^igw-/);
  await dialog(page).getByRole('button', { name: 'Save routes' }).click();
  await expect(page.getByRole('row', { name: /0\.0\.0\.0\/0/ })).toContainText('Active');

  await create(page, 'Security groups', 'Create security group');
  await page.getByLabel('Security group name').fill('web');
  await page.getByLabel('Description').fill('Web servers');
  await save(page).click();
  await expect(page.getByRole('heading', { name: 'web', exact: true })).toBeVisible();

  await create(page, 'Network interfaces', 'Launch instance');
  await page.getByLabel('Name tag - optional').fill('server');
  await page.getByLabel('Auto-assign public IP').selectOption('Enable');
  await page.getByRole('checkbox', { name: /^web/ }).check();
  await expectAccessible(page);
  await save(page).click();
  await expect(page.getByRole('heading', { name: 'server', exact: true })).toBeVisible();

  await page.getByLabel('To', { exact: true }).fill('server');
  await page.keyboard.press('Escape');
  await page.locator('#packet-type').selectOption('HTTPS');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.locator('.verdict-word')).toHaveText('Denied');
  await kind(page, 'Security groups').click();
  await lines(page, 'Security groups').getByRole('button', { name: /^web/ }).click();
  await page.getByRole('button', { name: 'Edit inbound rules' }).click();
  await dialog(page).getByRole('button', { name: 'Add rule' }).click();
  await page.locator('#rule-1-type').selectOption('HTTPS');
  await page.locator('#rule-1-source-kind').selectOption('Anywhere-IPv4');
  await dialog(page).getByRole('button', { name: 'Save rules' }).click();
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.locator('.verdict-word')).toHaveText('Allowed');
});

const refusals = [
  ['Security groups', 'Create security group', { 'group-name': 'web', description: 'again' }, 'group-name', /already exists for VPC/],
  ['Security groups', 'Create security group', { 'group-name': 'sg-web', description: 'd' }, 'group-name', /Group names may not be in the format sg-\*/],
  ['Security groups', 'Create security group', { 'group-name': 'new', description: "it's" }, 'description', /Invalid security group description/],
  ['VPCs', 'Create VPC', { cidr: '10.0.0.0/8' }, 'cidr', /The CIDR '10\.0\.0\.0\/8' is invalid/],
  ['VPCs', 'Create VPC', { cidr: 'ten' }, 'cidr', /This is not a valid CIDR block/],
  ['Subnets', 'Create subnet', { cidr: '10.0.1.128/25' }, 'cidr', /conflicts with another subnet/],
  ['Prefix lists', 'Create prefix list', { 'list-name': 'l', entries: '10.0.0.0/8 it\'s' }, 'entries', /Invalid rule description/],
  ['Prefix lists', 'Create prefix list', { 'list-name': 'l', max: 'many' }, 'max', /is not a whole number/],
];

test('what EC2 would refuse is refused under its field, and kept as typed', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page);
  for (const [list, what, fill, field, message] of refusals) {
    await test.step(`${what} with ${JSON.stringify(fill)}`, async () => {
      await create(page, list, what);
      for (const [id, text] of Object.entries(fill)) await page.locator(`#task-${id}`).fill(text);
      await save(page).click();
      await expect(page.locator(`#task-${field}-error`)).toHaveText(message);
      await expect(page.locator(`#task-${field}`)).toBeFocused();
      await expect(page.locator(`#task-${field}`)).toHaveValue(fill[field]);
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await expect(dialog(page)).toContainText('The changes are not saved.');
      // The safe answer has the focus, and is what Escape gives too.
      await expect(dialog(page).getByRole('button', { name: 'Keep editing' })).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(dialog(page).getByRole('button', { name: 'Discard changes' })).toHaveCount(0);
      await expect(page.locator(`#task-${field}`)).toBeFocused();
      await expect(page.locator(`#task-${field}`)).toHaveValue(fill[field]);
      await page.keyboard.press('Escape');
      await dialog(page).getByRole('button', { name: 'Discard changes' }).click();
      await expect(dialog(page)).toHaveCount(0);
    });
  }
});

test('a group is named, copied with its rules, and deleted only when nothing refers to it', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Edit name' }).click();
  await page.getByLabel('Name', { exact: true }).fill('front');
  await page.keyboard.press('Enter');
  await expect(page.locator('#group-title')).toHaveText('front');
  await page.getByRole('button', { name: 'Copy to new security group' }).click();
  await expect(page.getByLabel('Security group name')).toHaveValue('web-copy');
  await save(page).click();
  await expect(page.locator('#group-title')).toHaveText('web-copy');
  await expect(page.getByRole('tab', { name: /Inbound rules/ })).toContainText('2');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(save(page)).toHaveClass(/danger/);
  const preview = dialog(page).getByRole('button', { name: 'Preview changes', exact: true });
  await expect(preview).toBeVisible();
  // What destroys is not what Enter presses at first.
  await expect(dialog(page).getByRole('button', { name: 'Cancel', exact: true })).toBeFocused();
  await save(page).click();
  await expect(lines(page, 'Security groups').getByRole('button')).toHaveCount(2);
  await lines(page, 'Security groups').getByRole('button', { name: /front/ }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const stays = dialog(page).getByRole('group', { name: 'What stands in the way', exact: true });
  await expect(stays).toContainText('front cannot be deleted:');
  await expect(stays).toContainText('Attached toweb-1');
  // What EC2 would refuse has nothing to preview.
  await expect(preview).toHaveCount(0);
  await save(page).click();
  await expect(dialog(page)).toContainText(/DependencyViolation: resource sg-\w+ has a dependent object/);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.locator('#group-title')).toHaveText('front');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await stays.getByRole('button', { name: 'web-1', exact: true }).press('Enter');
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.locator('#interface-title')).toHaveText('web-1');
});

test('groups and settings of an interface change with the keyboard alone', async ({ page }) => {
  await open(page);
  await kind(page, 'Network interfaces').focus();
  await page.keyboard.press('Enter');
  const line = lines(page, 'Network interfaces').getByRole('button', { name: /web-1/ });
  await line.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'web-1', exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Change security groups' }).focus();
  await page.keyboard.press('Enter');
  const box = page.getByRole('checkbox', { name: /^database/ });
  await expect(box).toBeFocused();
  await page.keyboard.press('Space');
  await save(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.group-list li')).toHaveCount(2);
  await page.getByRole('button', { name: 'Change security groups' }).focus();
  await page.keyboard.press('Enter');
  for (const name of [/^database/, /^web/]) {
    await page.getByRole('checkbox', { name }).focus();
    await page.keyboard.press('Space');
  }
  await save(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#task-groups-error')).toHaveText('No attributes specified.');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await dialog(page).getByRole('button', { name: 'Discard changes' }).click();
  await page.getByRole('button', { name: 'Change settings' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('UDP stream timeout').fill('200');
  await page.keyboard.press('Enter');
  await expect(page.locator('#task-udp-stream-error')).toHaveText(/from 60 to 180 seconds/);
  await page.getByLabel('UDP stream timeout').fill('90');
  await page.getByLabel('TCP established timeout').fill('350');
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.locator('.fact').filter({ hasText: 'UDP stream timeout' })).toContainText('1 min 30 s');
  await expect(page.locator('.fact').filter({ hasText: 'TCP established timeout' })).toContainText('5 min 50 s');
});

test('an address is allocated, associated, given up and released', async ({ page }) => {
  await open(page);
  await create(page, 'Elastic IP addresses', 'Allocate Elastic IP address');
  await page.getByLabel('Name tag - optional').fill('front door');
  await save(page).click();
  await expect(page.getByRole('heading', { name: 'front door' })).toBeVisible();
  await page.getByRole('button', { name: 'Associate', exact: true }).click();
  const option = page.locator('#task-interface option').filter({ hasText: 'db-1' });
  await page.locator('#task-interface').selectOption(await option.getAttribute('value'));
  await save(page).click();
  await expect(page.locator('.fact').filter({ hasText: 'Network interface' })).toContainText('db-1');
  await page.getByRole('button', { name: 'Disassociate' }).click();
  await expect(page.locator('.fact').filter({ hasText: 'Network interface' })).toContainText('–');
  await page.getByRole('button', { name: 'Release' }).click();
  await save(page).click();
  await expect(kind(page, 'Elastic IP addresses')).toContainText('0');
  // Every change is one step, and each can be taken back.
  for (let steps = 0; steps < 4; steps += 1) await page.keyboard.press('Control+z');
  await expect(kind(page, 'Elastic IP addresses')).toContainText('0');
  await page.keyboard.press('Control+Shift+z');
  await expect(kind(page, 'Elastic IP addresses')).toContainText('1');
});

test('a gateway is detached and attached, and a list is looked through by address', async ({ page }) => {
  await open(page);
  await kind(page, 'Gateways').click();
  await lines(page, 'Gateways').getByRole('button').first().click();
  await page.getByRole('button', { name: 'Detach', exact: true }).click();
  const refused = page.locator('.toast');
  // The public address of the scenario keeps its gateway, or the gateway goes: EC2 says which.
  if (await page.getByRole('button', { name: 'Attach to VPC' }).count()) {
    await page.getByRole('button', { name: 'Attach to VPC' }).click();
    await save(page).click();
    await expect(page.locator('.fact').filter({ hasText: 'State' })).toContainText('Attached');
  } else {
    await expect(refused).toContainText(/DependencyViolation|mapped public address/);
  }
  await kind(page, 'Network interfaces').click();
  await page.getByLabel('Search by name, id, address or port').fill('10.0.2.');
  await expect(lines(page, 'Network interfaces').getByRole('button')).toHaveCount(1);
  const search = page.getByLabel('Search by name, id, address or port');
  await search.fill('nowhere');
  await expect(page.getByText('Network interfaces: nothing has “nowhere” in its name, id or address.', { exact: true })).toBeVisible();
  // It goes along to another list, is in sight there, and is cleared wherever the focus is.
  await kind(page, 'VPCs').click();
  await expect(page.getByText('VPCs: nothing has “nowhere” in its name, id or address.', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Clear the search', exact: true }).press('Enter');
  await expect(search).toBeFocused();
  await expect(search).toHaveValue('');
  await expect(lines(page, 'VPCs').getByRole('button')).toHaveCount(1);
  const cross = page.locator('.search').getByRole('button', { name: 'Clear', exact: true });
  await expect(cross).toHaveCount(0);
  await search.fill('nowhere');
  await kind(page, 'Security groups').focus();
  await expect(cross).toBeVisible();
  await cross.click();
  await expect(search).toBeFocused();
  await expect(search).toHaveValue('');
});

test('a search finds the groups that let something in, and says by which rule', async ({ page }) => {
  await open(page);
  const search = page.getByLabel('Search by name, id, address or port');
  const found = lines(page, 'Security groups').getByRole('listitem');
  // The port, the type, the address; in the words of the console and of a newcomer; by all words at once.
  const https = 'TCP 443 from 0.0.0.0/0';
  const ssh = 'TCP 22 from 198.51.100.0/24';
  for (const [sought, group, why] of [
    ['anywhere', 'web', https], ['Public', 'web', https], ['open', 'web', https], ['everyone', 'web', https], ['internet', 'web', https], ['0.0.0.0/0', 'web', https],
    ['22', 'web', ssh], ['ssh', 'web', ssh], ['tcp 22', 'web', ssh], ['198.51.100.7', 'web', https], ['ssh from 198.51.100.7', 'web', ssh], [ssh, 'web', ssh], ['tcp from anywhere', 'web', https], ['https open to everyone', 'web', https],
    ['PostgreSQL', 'database', 'TCP 5432 from members of web'], ['TCP 5432 from members of web', 'database', 'TCP 5432 from members of web'], ['sg-0a1000000000000e2', 'database', 'By its name or id'],
  ]) {
    await search.fill(sought);
    await expect(found).toHaveCount(1);
    await expect(found.locator('.chip')).toHaveText(group);
    await expect(found.locator('.why')).toContainText(why);
  }
  for (const nothing of ['::/0', 'rdp', 'ssh from anywhere', 'UDP', 'UDP 22 from 198.51.100.0/24']) {
    await search.fill(nothing);
    await expect(page.getByText(`Security groups: none is called “${nothing}” or has an inbound rule that fits it.`)).toBeVisible();
  }
  // The rule leads to itself, also where its table hides it.
  await page.getByRole('tab', { name: /^Outbound rules/ }).click();
  await search.fill('198.51.100.7');
  await expect(found.locator('.why')).toHaveText('TCP 443 from 0.0.0.0/0+1 more');
  await search.fill('ssh');
  await expectAccessible(page);
  await found.getByRole('button', { name: ssh, exact: true }).press('Enter');
  const rule = page.getByRole('group', { name: 'Inbound rules', exact: true }).getByRole('row').filter({ hasText: 'SSH' });
  await expect(rule).toHaveClass(/shown/);
  await expect(rule).toContainText('Found');
  await expect(rule).toBeInViewport({ ratio: 1 });
  await page.getByLabel('Filter inbound rules').fill('https');
  await expect(rule).toHaveCount(0);
  await found.getByRole('button', { name: ssh, exact: true }).click();
  await expect(page.getByLabel('Filter inbound rules')).toHaveValue('');
  await expect(rule).toBeInViewport({ ratio: 1 });
  // The form that changes it marks it too, and begins there.
  await page.getByRole('button', { name: 'Edit inbound rules', exact: true }).click();
  const row = page.getByRole('dialog').locator('.rule-row.found');
  await expect(row).toHaveCount(1);
  await expect(row.locator('.rule-id')).toContainText('Found: ');
  await expect(row.getByRole('combobox', { name: 'Type', exact: true })).toHaveValue('SSH');
  await expect(row.getByRole('combobox', { name: 'Type', exact: true })).toBeFocused();
  await expect(row).toBeInViewport({ ratio: 1 });
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  // Another document has not been searched.
  await page.getByLabel('Filter inbound rules').fill('nowhere');
  const many = Array.from({ length: 230 }, (_, at) => tcp(at + 1, `10.0.${at}.0/24`));
  await importText(page, groups(group('sg-0e100000000000001', 'shop', many)));
  await expect(search).toHaveValue('');
  await expect(page.getByLabel('Filter inbound rules')).toHaveValue('');
  await expect(found).toHaveCount(1);
  // What is found far down is what its form begins with; the rows about it are drawn when asked for.
  await search.fill('10.0.149.7');
  await found.getByRole('button', { name: 'TCP 150 from 10.0.149.0/24', exact: true }).click();
  await page.getByRole('button', { name: 'Edit inbound rules', exact: true }).click();
  await expect(row.getByLabel('Port range', { exact: true })).toHaveValue('150');
  await expect(row.getByRole('combobox', { name: 'Type', exact: true })).toBeFocused();
  await expect(row).toBeInViewport({ ratio: 1 });
  const rows = page.getByRole('dialog').locator('.rule-row');
  await expect(rows).toHaveCount(100);
  await page.getByRole('button', { name: 'Show more (30 not shown)', exact: true }).click();
  await page.getByRole('button', { name: 'Show earlier (100 not shown)', exact: true }).click();
  await expect(rows).toHaveCount(230);
  await expect(page.getByRole('button', { name: /^Show (more|earlier)/ })).toHaveCount(0);
});

test('an id that has no room shows its end, which tells it from others, and an address its beginning', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page);
  const shows = (part, at) => part.evaluate((part, at) => {
    const text = part.firstChild;
    const range = document.createRange();
    const from = at === 'end' ? text.length - 1 : 0;
    range.setStart(text, from);
    range.setEnd(text, from + 1);
    const [letter, box] = [range.getBoundingClientRect(), part.getBoundingClientRect()];
    return letter.width > 0 && letter.left >= box.left - 1 && letter.right <= box.right + 1;
  }, at);
  const id = lines(page, 'Security groups').locator('.line-second .mono').first();
  expect(await id.evaluate((part) => part.scrollWidth > part.clientWidth)).toBe(true);
  expect(await shows(id, 'end')).toBe(true);
  await kind(page, 'Subnets').click();
  const block = lines(page, 'Subnets').locator('.line-second .mono').first();
  expect(await shows(block, 'start')).toBe(true);
  expect(await block.evaluate((part) => getComputedStyle(part).direction)).toBe('ltr');
});

test('a heading shows all of its kind in the middle, by mouse and by keys', async ({ page }) => {
  await open(page);
  const kindNames = ['Security groups', 'Network interfaces', 'Network ACLs', 'Route tables', 'Prefix lists', 'Gateways', 'Elastic IP addresses', 'VPCs', 'Subnets'];
  const title = page.locator('#overview-title');
  for (const name of kindNames) {
    await kind(page, name).press('Enter');
    await expect(title).toHaveText(name);
    await expect(kind(page, name)).toHaveAttribute('aria-current', 'true');
    const count = Number(await kind(page, name).locator('.count').textContent());
    if (count > 0) await expect(page.getByRole('group', { name: `All ${name}`, exact: true }).locator('tbody tr')).toHaveCount(count);
    else {
      await expect(page.locator('.panel.rules')).toContainText(new RegExp(`No ${name}\\. An? `, 'i'));
      await expect(page.locator('.panel.rules').getByRole('button')).toHaveText([/^(Create prefix list|Allocate Elastic IP address)$/]);
    }
    await expectAccessible(page);
  }
  // The columns sort the list, and a text narrows it down.
  await kind(page, 'Network interfaces').click();
  const rows = page.getByRole('group', { name: 'All Network interfaces', exact: true }).locator('tbody tr');
  const column = () => rows.locator('td:nth-child(4)').allTextContents();
  const inOrder = (await column()).sort((one, two) => one.localeCompare(two, 'en', { numeric: true }));
  const head = page.getByRole('button', { name: 'Private address', exact: true });
  await head.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Private address', exact: true })).toHaveAttribute('aria-sort', 'ascending');
  expect(await column()).toEqual(inOrder);
  await head.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Private address', exact: true })).toHaveAttribute('aria-sort', 'descending');
  expect(await column()).toEqual(inOrder.toReversed());
  await page.getByRole('searchbox', { name: 'Filter: Network interfaces', exact: true }).fill('198.18.0.20');
  await expect(rows).toHaveCount(1);
  await expectAccessible(page);
  await page.getByRole('searchbox', { name: 'Filter: Network interfaces', exact: true }).fill('nowhere');
  await expect(page.getByText('Network interfaces: nothing has “nowhere” in any column.', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter', exact: true }).press('Enter');
  await expect(page.getByRole('searchbox', { name: 'Filter: Network interfaces', exact: true })).toBeFocused();
  const row = page.getByRole('row', { name: /^web-1/ });
  await expect(row).toContainText('198.18.0.20');
  await row.getByRole('button', { name: 'public', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'public', exact: true })).toBeVisible();
  // A fact leads on by its name, from an interface to its subnet and from a group to its VPC.
  const fact = (name, value) => page.locator('.fact').filter({ has: page.getByText(name, { exact: true }) }).getByRole('button', { name: value, exact: true });
  await kind(page, 'Network interfaces').click();
  await lines(page, 'Network interfaces').getByRole('button').filter({ hasText: 'web-1' }).click();
  await fact('Subnet', 'public').click();
  await expect(page.locator('#resource-title')).toHaveText('public');
  await kind(page, 'Security groups').click();
  await lines(page, 'Security groups').getByRole('button').filter({ hasText: 'database' }).click();
  await fact('VPC', 'shop').click();
  await expect(page.locator('#resource-title')).toHaveText('shop');
  await kind(page, 'Subnets').click();
  await lines(page, 'Subnets').getByRole('button').filter({ hasText: 'public' }).click();
  // What is made from a list begins where the reader was: in this subnet.
  await create(page, 'Network interfaces', 'Launch instance');
  await expect(page.locator('#task-subnet option:checked')).toContainText('public');
});

test('an allocated address is none that an example uses for people', async ({ page }) => {
  await open(page);
  await create(page, 'Elastic IP addresses', 'Allocate Elastic IP address');
  await save(page).click();
  await expect(lines(page, 'Elastic IP addresses')).toContainText(/198\.18\.0\.\d+/);
});

test.describe('390 px', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('every list and every dialog fits', async ({ page }) => {
    await open(page);
    const part = (name) => page.getByRole('navigation', { name: 'Parts of the page' }).getByRole('button', { name }).click();
    await part('Resources');
    for (const name of ['Security groups', 'Network interfaces', 'Network ACLs', 'Route tables', 'Prefix lists', 'Gateways', 'Elastic IP addresses', 'VPCs', 'Subnets']) {
      await kind(page, name).click();
      await expectNoSidewaysScroll(page);
      // The lists stay: what was chosen stands under Rules.
      await expect(kind(page, name)).toBeVisible();
    }
    await part('Rules');
    await expect(page.locator('#overview-title')).toHaveText('Subnets');
    await expect(page.getByLabel('Sort by', { exact: true }).locator('option:checked')).toHaveText('Order of the list');
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await part('Resources');
    await expectAccessible(page);
    for (const [list, what] of [['Network interfaces', 'Launch instance'], ['Gateways', 'Create NAT gateway'], ['Gateways', 'Create VPC endpoint'], ['Subnets', 'Create subnet']]) {
      await create(page, list, what);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await expect(dialog(page)).toHaveCount(0);
    }
    await create(page, 'Security groups', 'Create security group');
    await page.getByLabel('Security group name').fill('narrow');
    await page.getByLabel('Description').fill('made on a phone');
    await save(page).click();
    await expect(page.locator('#group-title')).toHaveText('narrow');
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});
