// Network ACLs and route tables: the console's columns, their dialogs, EC2's words under the fields; with the
// keyboard alone and on a narrow screen.

import { expect, test } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll, importText, open, send, verdict } from './playground.mjs';

const kind = (page, name) => page.locator('.kinds').getByRole('button', { name });
const dialog = (page) => page.getByRole('dialog');

async function openAcl(page) {
  await open(page);
  await kind(page, 'Network ACLs').click();
  await page.getByRole('list', { name: 'Network ACLs' }).getByRole('button').first().click();
}

async function openTable(page, name) {
  await open(page);
  await kind(page, 'Route tables').click();
  await page.getByRole('list', { name: 'Route tables' }).getByRole('button', { name }).click();
}

test('an ACL shows the console\'s columns, the rule * last', async ({ page }) => {
  await openAcl(page);
  const table = page.getByRole('group', { name: 'Inbound rules' }).getByRole('table');
  await expect(table.getByRole('columnheader')).toHaveText(['Rule number', 'Type', 'Protocol', 'Port range', 'Source', 'Allow/Deny']);
  await expect(table.getByRole('row').last()).toHaveText(/^\*All trafficAllAll0\.0\.0\.0\/0Deny$/);
  await expectAccessible(page);
  await page.getByRole('tab', { name: /Outbound rules/ }).click();
  await expect(page.getByRole('columnheader', { name: 'Destination' })).toBeVisible();
  await page.getByRole('tab', { name: /Subnet associations/ }).click();
  await expect(page.getByRole('group', { name: 'Subnet associations' }).getByRole('row')).toHaveCount(3);
  await expectAccessible(page);
});

test('one address is denied by a lower number, and its connections are foretold to be cut at once', async ({ page }) => {
  await open(page);
  await send(page, { type: 'HTTPS' });
  await expect(verdict(page)).toHaveText('Allowed');
  await kind(page, 'Network ACLs').click();
  await page.getByRole('list', { name: 'Network ACLs' }).getByRole('button').first().click();
  await page.getByRole('button', { name: 'Edit inbound rules' }).click();
  await dialog(page).getByRole('button', { name: 'Add rule' }).click();
  await expect(page.locator('#rule-2-number')).toBeFocused();
  await expect(page.locator('#rule-2-number')).toHaveValue('10');
  await page.locator('#rule-2-number').fill('50');
  await page.locator('#rule-2-type').selectOption('All traffic');
  await page.locator('#rule-2-source').fill('203.0.113.10');
  await dialog(page).getByRole('button', { name: 'Use 203.0.113.10/32', exact: true }).click();
  await expect(page.locator('#rule-2-source')).toHaveValue('203.0.113.10/32');
  await page.locator('#rule-2-action').selectOption('Deny');
  await dialog(page).getByRole('button', { name: 'Preview changes' }).click();
  await expect(dialog(page).getByRole('region', { name: 'Changes', exact: true })).toContainText('Added50: Deny All traffic from 203.0.113.10/32');
  // HTTPS is open both ways, so these flows are not tracked.
  const fate = dialog(page).getByRole('group', { name: 'Preview of the changes' }).locator('.fate').filter({ hasText: '10.0.1.10:443' });
  await expect(fate.first()).toHaveText(/^Cut at once.*A network ACL drops its next packet\.$/);
  await expectAccessible(page);
  await dialog(page).getByRole('button', { name: 'Save rules' }).click();
  const entries = page.getByRole('group', { name: 'Inbound rules' }).getByRole('row');
  await expect(entries.nth(1)).toContainText('50');
  // What decided is marked, by its word too; once it is from before a change, nothing is.
  await expect(entries.filter({ hasText: 'Decided' })).toHaveCount(0);
  await send(page, { type: 'HTTPS' });
  await expect(verdict(page)).toHaveText('Denied');
  await expect(entries.filter({ hasText: 'Decided' })).toHaveText(/^50/);
  await expect(entries.nth(1)).toHaveClass(/lit/);
  await expectAccessible(page, { within: ['.panel.rules'] });
  // What was made against this sender goes first of all; before it could also be one that allows.
  const remedy = page.getByRole('group', { name: 'Edits that would let it through', exact: true });
  await expect(remedy.locator('.edit').locator('p').first()).toHaveText(/^Would open it, for this address alone.*Delete inbound entry 50 in .*, so that entry 100 allows it$/);
  await expect(remedy.locator('.instead').first()).toContainText('as entry 40, before 50');
  await expect(remedy).toContainText(/aws ec2 delete-network-acl-entry --ingress --network-acl-id acl-\S+ --rule-number 50/);
  await remedy.getByRole('button', { name: 'Apply this change', exact: true }).click();
  await page.getByRole('button', { name: 'Send it again', exact: true }).click();
  await expect(verdict(page)).toHaveText('Allowed');
  await expect(entries.filter({ hasText: 'Decided' })).toHaveText(/^100/);
});

test('a rule behind one that decides all of its traffic is told of, in the form and in the table', async ({ page }) => {
  await openAcl(page);
  await page.getByRole('button', { name: 'Edit inbound rules' }).click();
  await dialog(page).getByRole('button', { name: 'Add rule' }).click();
  await page.locator('#rule-2-type').selectOption('SSH (22)');
  await page.locator('#rule-2-source').fill('198.51.100.0/24');
  await page.locator('#rule-2-action').selectOption('Deny');
  const said = dialog(page).getByRole('status').filter({ hasText: 'Never reached' });
  // The number that the form gives is one that packets reach, before what decides everything.
  await expect(page.locator('#rule-2-number')).toHaveValue('10');
  await expect(said).toHaveCount(0);
  await dialog(page).getByRole('button', { name: 'Add rule' }).click();
  await expect(page.locator('#rule-3-number')).toHaveValue('20');
  await dialog(page).locator('.delete-rule').last().click();
  await page.locator('#rule-2-number').fill('110');
  await expect(said).toHaveText('Never reached, since rule 100 decides all of this traffic first: give it a number below 100.');
  await expectAccessible(page);
  await page.locator('#rule-2-number').fill('90');
  await expect(said).toHaveCount(0);
  await page.locator('#rule-2-number').fill('110');
  await expect(said).toHaveCount(1);
  await dialog(page).getByRole('button', { name: 'Save rules' }).click();
  await expect(page.getByRole('row', { name: /SSH/ })).toContainText('Never reached: rule 100 decides');
  await expect(page.getByRole('row', { name: /^\*/ })).not.toContainText('Never reached');
  await expectAccessible(page);
});

test('ICMP of IPv6 is chosen by its type', async ({ page }) => {
  await openAcl(page);
  await page.getByRole('button', { name: 'Edit inbound rules' }).click();
  await dialog(page).getByRole('button', { name: 'Add rule' }).click();
  await page.locator('#rule-2-type').selectOption('Custom ICMP - IPv6');
  await expect(page.getByLabel('Protocol: ICMPv6 type')).toHaveValue('128');
  await page.getByLabel('Protocol: ICMPv6 type').selectOption('Packet Too Big');
  await page.locator('#rule-2-source').fill('::/0');
  await expectAccessible(page);
  await dialog(page).getByRole('button', { name: 'Save rules' }).click();
  await expect(page.getByRole('row', { name: /^10 / })).toContainText('Custom ICMP - IPv6IPv6 ICMP (58)Packet Too Big::/0');
});

test('a scenario is read from its first step, and the answer that an ACL forgets is opened to one client or to all', async ({ page }) => {
  await open(page);
  await page.getByRole('banner').getByRole('button', { name: 'Lessons', exact: true }).click();
  await page.getByRole('button', { name: 'The reply that a network ACL forgets', exact: true }).click();
  const lesson = page.locator('.lesson').filter({ visible: true });
  await expect(lesson).toContainText(/^Step 1 of 3Denied\. The request gets in\. Its answer goes to your port 51515, /);
  await expect(verdict(page)).toHaveText('Denied');
  // A lesson that is read is nobody's work: nothing warns of what a step would drop, and nothing is kept.
  await expect(page.getByText('Looking back', { exact: false })).toHaveCount(0);
  await expectAccessible(page);
  await lesson.getByRole('button', { name: 'Next step', exact: true }).click();
  await expect(lesson).toContainText(/^Step 2 of 3/);
  // What the step changed stands in the middle.
  await expect(page.getByRole('tab', { name: /^Subnet associations/ })).toBeVisible();
  await expect(page.getByRole('tab', { name: /^Outbound rules/, selected: true })).toBeVisible();
  await lesson.getByRole('button', { name: 'Next step', exact: true }).click();
  // The last step tells of itself, and then what there is to try.
  await expect(lesson).toContainText(/^Step 3 of 3Allowed\. The request gets in on port 443, .* Try Connect from web to the internet /);
  await expect(verdict(page)).toHaveText('Allowed');
  await expectAccessible(page, { within: ['.lesson'] });
  await lesson.getByRole('button', { name: 'Start at step 1 of 3', exact: true }).click();
  const remedy = page.getByRole('group', { name: 'Edits that would let it through', exact: true });
  await expect(remedy).toContainText(/for this address aloneAllow answers on the ephemeral ports, TCP 1024–65535, to [\d.]+\/32 in/);
  await expect(remedy).toContainText(/for every IPv4 addressAllow answers .*, to 0\.0\.0\.0\/0 in/);
  await expectAccessible(page, { within: ['.column.test'] });
  await remedy.getByRole('button', { name: 'Apply this instead', exact: true }).click();
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(verdict(page)).toHaveText('Allowed');
  // What the scenario told goes on otherwise now: it is no longer its story, and its task remains.
  await expect(lesson).toContainText(/^TryConnect from web to the internet /);
  await expect(lesson).not.toContainText('step');
});

test('of a thousand routes those in view are drawn', async ({ page }) => {
  await open(page);
  const route = (at) => ({ DestinationCidrBlock: `172.16.${at % 250}.${4 * Math.floor(at / 250)}/30`, GatewayId: 'igw-0b20000000000001', State: 'active', Origin: 'CreateRoute' });
  const routes = [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' }, ...Array.from({ length: 999 }, (_, at) => route(at))];
  await importText(page, JSON.stringify({
    Vpcs: [{ VpcId: 'vpc-0b20000000000001', CidrBlock: '10.0.0.0/16' }],
    InternetGateways: [{ InternetGatewayId: 'igw-0b20000000000001', Attachments: [{ VpcId: 'vpc-0b20000000000001', State: 'available' }] }],
    RouteTables: [{ RouteTableId: 'rtb-0b20000000000001', VpcId: 'vpc-0b20000000000001', Associations: [{ Main: true, RouteTableAssociationId: 'rtbassoc-0b20000000000001', RouteTableId: 'rtb-0b20000000000001' }], Routes: routes }],
  }));
  await kind(page, 'Route tables').click();
  await page.getByRole('list', { name: 'Route tables' }).getByRole('button').first().click();
  await expect(page.getByRole('tab', { name: /Routes/ })).toContainText('1000');
  const table = page.getByRole('group', { name: 'Routes', exact: true });
  await expect(table.getByRole('row').nth(1)).toContainText('10.0.0.0/16');
  expect(await table.getByRole('row').count()).toBeLessThan(150);
  await table.evaluate((box) => { box.scrollTop = box.scrollHeight; });
  await expect(table.getByRole('row').last()).toContainText('172.16.248.12/30');
  expect(await table.getByRole('row').count()).toBeLessThan(150);
});

const wrong = [
  ['a number that is taken', { number: '100' }, 'number', 'The network acl entry identified by 100 already exists. Each number is used once in a direction. Choose a free one.'],
  ['a number beyond the last', { number: '40000' }, 'number', /Value \(40000\) for parameter ruleNumber is invalid/],
  ['a word for a number', { number: 'first' }, 'number', /Value \(first\) for parameter ruleNumber is invalid/],
  ['no port', { ports: '' }, 'ports', 'The request must contain the parameter portRange. The port is missing: type one, like 443, or a range, like 8000 - 8080.'],
  ['a block without a prefix', { source: '10.0.0.1' }, 'source', 'CIDR block 10.0.0.1 is malformed. For this address alone, type 10.0.0.1/32.'],
  ['a range that runs backwards', { ports: '443 - 80' }, 'ports', 'Invalid TCP/UDP port range (443:80). The lower port comes first: 80 - 443.'],
];

test('what EC2 would refuse is refused under its field', async ({ page }) => {
  test.setTimeout(120_000);
  await openAcl(page);
  for (const [what, fill, field, message] of wrong) {
    await test.step(what, async () => {
      await page.getByRole('button', { name: 'Edit inbound rules' }).click();
      await dialog(page).getByRole('button', { name: 'Add rule' }).click();
      const values = { number: '120', ports: '80', source: '10.0.0.0/8', ...fill };
      for (const [id, text] of Object.entries(values)) await page.locator(`#rule-2-${id}`).fill(text);
      await dialog(page).getByRole('button', { name: 'Save rules' }).click();
      await expect(page.locator(`#rule-2-${field}-error`)).toHaveText(message);
      await expect(page.locator(`#rule-2-${field}`)).toBeFocused();
      if (field === 'source') {
        const [words, mends] = [await page.locator('#rule-2-source-error').boundingBox(), await dialog(page).getByRole('button', { name: 'Use 10.0.0.1/32', exact: true }).boundingBox()];
        expect(mends.y).toBeGreaterThanOrEqual(words.y + words.height);
      }
      await expect(dialog(page)).toContainText('Nothing was saved');
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await dialog(page).getByRole('button', { name: 'Discard changes' }).click();
      await expect(dialog(page)).toHaveCount(0);
      // Rule 100 and the rule *.
      await expect(page.getByRole('tab', { name: /Inbound rules/ })).toContainText('2');
    });
  }
});

test('a subnet changes its ACL with the keyboard alone', async ({ page }) => {
  await open(page);
  await kind(page, 'Network ACLs').focus();
  await page.keyboard.press('Enter');
  await page.locator('.create').getByRole('button', { name: 'Create network ACL' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('textbox').first()).toBeFocused();
  await page.keyboard.type('strict');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'strict' })).toBeVisible();
  await page.getByRole('tab', { name: /Inbound rules/ }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('tab', { name: /Subnet associations/ })).toBeFocused();
  await page.getByRole('button', { name: 'Edit subnet associations' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: /public/ }).focus();
  await page.keyboard.press('Space');
  await page.locator('#task-save').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'Subnet associations' })).toContainText('public');
  await send(page, { type: 'HTTPS' });
  await expect(verdict(page)).toHaveText('Denied');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(page.getByText('No subnet uses this network ACL')).toBeVisible();
});

test('routes are added, refused in EC2\'s words, and taken away', async ({ page }) => {
  await openTable(page, /main/);
  await expect(page.getByRole('group', { name: 'Routes' }).getByRole('columnheader')).toHaveText(['Destination', 'Target', 'Status', 'Propagated']);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Edit routes' }).click();
  // What cannot be changed is text, which the Tab key passes by.
  for (const part of ['destination', 'target']) await expect(page.locator(`#rule-1-${part}`)).toHaveJSProperty('tagName', 'OUTPUT');
  await expect(page.locator('#rule-1-destination')).toHaveText('10.0.0.0/16');
  await dialog(page).getByRole('button', { name: 'Add route' }).click();
  await page.locator('#rule-2-destination').fill('10.0.0.0/16');
  await page.locator('#rule-2-target').fill('igw-0123456789abcdef0');
  await dialog(page).getByRole('button', { name: 'Save routes' }).click();
  await expect(page.locator('#rule-2-target-error')).toContainText('igw-0123456789abcdef0');
  await page.locator('#rule-2-target').fill('');
  await page.locator('#rule-2-target').press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.locator('#rule-2-target')).toHaveValue(/^igw-/);
  await expect(page.locator('#rule-2-destination-error')).toHaveText('The route identified by 10.0.0.0/16 already exists. A table has one route for each destination. Change that route instead.');
  await expectAccessible(page);
  await page.locator('#rule-2-destination').fill('0.0.0.0/0');
  await dialog(page).getByRole('button', { name: 'Save routes' }).click();
  await expect(page.getByRole('row', { name: /0\.0\.0\.0\/0/ })).toContainText('Active');
  await page.getByRole('tab', { name: /Subnet associations/ }).click();
  await expect(page.getByRole('row', { name: /private/ })).toContainText('Main');
  await page.getByRole('tab', { name: /Routes/ }).click();
  await page.getByRole('button', { name: 'Edit routes' }).click();
  await dialog(page).getByRole('button', { name: 'Delete' }).click();
  await dialog(page).getByRole('button', { name: 'Save routes' }).click();
  await expect(page.getByRole('group', { name: 'Routes' }).getByRole('row')).toHaveCount(2);
});

test.describe('390 px', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  for (const [list, edit] of [['Network ACLs', 'Edit inbound rules'], ['Route tables', 'Edit routes']]) {
    test(`${list} and their dialog fit`, async ({ page }) => {
      await open(page);
      await page.getByRole('navigation', { name: 'Parts of the page' }).getByRole('button', { name: 'Resources' }).click();
      await kind(page, list).click();
      await page.getByRole('list', { name: list }).getByRole('button').first().click();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      // What matters most of a row is there at first sight: each row is a card.
      await expect(page.getByRole('row').last().locator('.badge')).toBeInViewport({ ratio: 1 });
      await expect(page.getByRole('row').last().getByRole('cell').filter({ hasText: list === 'Route tables' ? 'local' : '0.0.0.0/0' })).toBeInViewport({ ratio: 1 });
      await page.getByRole('button', { name: edit }).click();
      await dialog(page).getByRole('button', { name: /^Add/ }).click();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    });
  }
});
