// A group is attached where its chip stands: dragged onto an interface in the diagram or in the lists, by mouse and by
// touch; or by keys, through the menu of the chip. What EC2 would refuse is refused in its words, while it hovers and
// when it is let go, and changes nothing.

import { expect, test } from '@playwright/test';
import { everything, expectAccessible, expectNoSidewaysScroll, importText, open } from './playground.mjs';

const chip = (page, name) => page.getByRole('list', { name: 'Groups in the diagram', exact: true }).getByRole('button', { name, exact: true });
const card = (page, name) => page.locator('.drawing .card').filter({ hasText: name });
const ghost = (page) => page.locator('.ghost');
const toast = (page) => page.locator('.toast');
const part = (page, name) => page.getByRole('navigation', { name: 'Parts of the page', exact: true }).getByRole('button', { name, exact: true }).click();

/** The middle of what is drawn. */
async function middle(locator) {
  await locator.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await locator.boundingBox();
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
}

/** Takes hold of one thing and moves it over another, without letting go. */
async function carry(page, from, to) {
  const start = await middle(from);
  const end = await middle(to);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 12, start.y + 12);
  await page.mouse.move(end.x, end.y, { steps: 3 });
}

/** Two VPCs; in the first a machine with five groups, one with one, and a NAT gateway's interface, which takes none. */
function crowded() {
  const [near, far] = ['vpc-0e10000000000000a', 'vpc-0e10000000000000b'];
  const names = ['one', 'two', 'three', 'four', 'five', 'six'];
  const groups = names.map((name, at) => ({ GroupId: `sg-0e1000000000000d${at}`, GroupName: name, VpcId: near, IpPermissions: [], IpPermissionsEgress: [everything] }));
  const interfaces = (id, name, address, VpcId, SubnetId, ids, more = {}) => ({
    NetworkInterfaceId: `eni-0e1000000000000f${id}`, VpcId, SubnetId, PrivateIpAddress: address, Groups: ids.map((GroupId) => ({ GroupId })),
    TagSet: [{ Key: 'Name', Value: name }], ...more,
  });
  return JSON.stringify({
    Vpcs: [{ VpcId: near, CidrBlock: '10.0.0.0/16' }, { VpcId: far, CidrBlock: '10.1.0.0/16' }],
    Subnets: [{ SubnetId: 'subnet-0e10000000000001', VpcId: near, CidrBlock: '10.0.0.0/24' }, { SubnetId: 'subnet-0e10000000000002', VpcId: far, CidrBlock: '10.1.0.0/24' }],
    SecurityGroups: [...groups, { GroupId: 'sg-0e1000000000000d9', GroupName: 'elsewhere', VpcId: far, IpPermissions: [], IpPermissionsEgress: [everything] }],
    NetworkInterfaces: [
      interfaces(1, 'full', '10.0.0.10', near, 'subnet-0e10000000000001', groups.slice(0, 5).map((group) => group.GroupId)),
      interfaces(2, 'roomy', '10.0.0.11', near, 'subnet-0e10000000000001', [groups[5].GroupId]),
      interfaces(3, 'translator', '10.0.0.12', near, 'subnet-0e10000000000001', [], { InterfaceType: 'natGateway' }),
      interfaces(4, 'abroad', '10.1.0.10', far, 'subnet-0e10000000000002', ['sg-0e1000000000000d9']),
    ],
  });
}

test('a chip is dragged onto an interface in the diagram, as one step that undo takes back', async ({ page }) => {
  await open(page);
  const steps = await page.locator('.moment').count();
  await carry(page, chip(page, 'database'), card(page, 'web-1'));
  await expect(ghost(page)).toContainText('Attach to web-1');
  await expect(card(page, 'web-1')).toHaveClass(/\bdrop\b/);
  await expect(card(page, 'web-1')).not.toHaveClass(/refused/);
  await expectAccessible(page);
  await page.mouse.up();
  await expect(ghost(page)).toHaveCount(0);
  await expect(card(page, 'web-1')).not.toHaveClass(/\bdrop\b/);
  await expect(toast(page)).toContainText('web-1 carries database now');
  await expect(card(page, 'web-1')).toContainText('web, database');
  await expect(page.locator('.moment')).toHaveCount(steps + 1);
  // A drag is no press: what stood in the middle still stands there.
  await expect(page.locator('#group-title')).toHaveText('web');
  await page.keyboard.press('Control+z');
  await expect(card(page, 'web-1')).not.toContainText('database');
});

test('let go elsewhere, with Escape, or on what carries it, nothing is changed', async ({ page }) => {
  await open(page);
  const steps = await page.locator('.moment').count();
  await carry(page, chip(page, 'database'), card(page, 'web-1'));
  await page.keyboard.press('Escape');
  await expect(ghost(page)).toHaveCount(0);
  await page.mouse.up();
  await carry(page, chip(page, 'database'), page.getByRole('heading', { name: 'Verdict', exact: true }));
  await expect(ghost(page)).toContainText('Drop it on a network interface');
  await page.mouse.up();
  await carry(page, chip(page, 'database'), card(page, 'db-1'));
  await expect(ghost(page)).toContainText('db-1 carries it already');
  await page.mouse.up();
  await expect(toast(page)).toContainText('db-1 carries database already');
  await expect(page.locator('.moment')).toHaveCount(steps);
  // A press is no drag.
  await chip(page, 'database').click();
  await expect(page.locator('#group-title')).toHaveText('database');
});

test('what EC2 would refuse is refused in its words, hovering and let go', async ({ page }) => {
  await open(page);
  await importText(page, crowded());
  const refusals = [
    ['six', 'full', 'The maximum number of security groups per interface has been reached.'],
    ['elsewhere', 'roomy', 'You have specified two resources that belong to different networks.'],
    ['six', 'translator', /You cannot attach security groups to network interface 'eni-0e1000000000000f3'/],
  ];
  for (const [name, onto, words] of refusals) {
    await carry(page, chip(page, name), card(page, onto));
    await expect(ghost(page)).toContainText(words);
    await expect(card(page, onto)).toHaveClass(/drop refused/);
    await expectAccessible(page);
    await page.mouse.up();
    await expect(toast(page)).toContainText(words);
    await expect(toast(page)).toHaveClass(/refused/);
  }
  await expect(page.getByRole('button', { name: 'Undo', exact: true }).first()).toBeDisabled();
});

test('a group is dragged from its list onto the diagram, and from the diagram onto the list of interfaces', async ({ page }) => {
  await open(page);
  await carry(page, page.locator('.lines .line button').filter({ hasText: 'database' }), card(page, 'web-1'));
  await expect(card(page, 'web-1')).toHaveClass(/\bdrop\b/);
  await page.mouse.up();
  await expect(card(page, 'web-1')).toContainText('web, database');
  await page.keyboard.press('Control+z');
  await page.locator('.kinds').getByRole('button', { name: 'Network interfaces' }).click();
  const row = page.locator('.lines .line').filter({ hasText: 'db-1' });
  await carry(page, chip(page, 'web'), row);
  await expect(row).toHaveClass(/\bdrop\b/);
  await page.mouse.up();
  await expect(row.getByRole('button')).toHaveAccessibleName(/database.*\+1.*web/);
});

test('by touch, at 390 px', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, baseURL });
  const page = await context.newPage();
  await open(page);
  await part(page, 'Diagram');
  const client = await context.newCDPSession(page);
  const touch = (type, at) => client.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [{ x: at.x, y: at.y }] : [] });
  const start = await middle(chip(page, 'database'));
  const end = await middle(card(page, 'web-1'));
  // Without a pause, or the finger stays and asks for the menu.
  await Promise.all([touch('touchStart', start), touch('touchMove', { x: start.x + 10, y: start.y + 10 })]);
  await touch('touchMove', { x: end.x, y: end.y - 4 });
  await touch('touchMove', end);
  await expect(ghost(page)).toContainText('Attach to web-1');
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await touch('touchEnd');
  await expect(toast(page)).toContainText('web-1 carries database now');
  await expect(card(page, 'web-1')).toHaveAttribute('aria-label', /groups: web, database/);
  await context.close();
});

test('by keys alone: the menu of a chip leads to a dialog of all interfaces', async ({ page }) => {
  await open(page);
  await importText(page, crowded());
  await chip(page, 'six').focus();
  await page.keyboard.press('Shift+F10');
  const menu = page.getByRole('menu', { name: 'six', exact: true });
  await expect(menu.getByRole('menuitem', { name: 'Show rules', exact: true })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await expect(chip(page, 'six')).toBeFocused();
  await page.keyboard.press('Shift+F10');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Attach to interfaces', exact: true });
  // The far VPC's interface is not offered: the group is not of its VPC.
  await expect(dialog.getByRole('checkbox')).toHaveCount(3);
  await dialog.getByRole('checkbox', { name: /^full/ }).focus();
  await page.keyboard.press('Space');
  await page.locator('#task-save').press('Enter');
  await expect(dialog).toContainText('full (eni-0e1000000000000f1): The maximum number of security groups per interface has been reached.');
  await expectAccessible(page);
  await dialog.getByRole('checkbox', { name: /^full/ }).uncheck();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('the tab of a group attaches it, and the panel of an interface takes it off', async ({ page }) => {
  await open(page);
  await chip(page, 'database').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: /^Attached/ }).click();
  await page.getByRole('button', { name: 'Attach to interfaces', exact: true }).press('Enter');
  await page.getByRole('dialog').getByRole('checkbox', { name: /^web-1/ }).check();
  await page.locator('#task-save').click();
  await expect(page.getByRole('tab', { name: /^Attached/ })).toContainText('2');
  // What is named and can be shown is a link by its name.
  await expect(page.getByRole('row', { name: /^web-1/ }).getByRole('button', { name: 'public', exact: true })).toHaveAttribute('title', /^subnet-/);
  await card(page, 'web-1').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#interface-title')).toHaveText('web-1');
  await page.getByRole('button', { name: 'Detach database', exact: true }).press('Enter');
  await expect(page.locator('.group-list')).not.toContainText('database');
  await expectAccessible(page);
  // An interface always carries a group: EC2 says so, and nothing changes.
  await page.getByRole('button', { name: 'Detach web', exact: true }).press('Enter');
  await expect(toast(page)).toHaveClass(/refused/);
  await expect(page.locator('.group-list')).toContainText('web');
});

test('who only reads cannot drag', async ({ page }) => {
  await page.goto('/');
  await page.locator('security-group-playground').evaluate((element) => element.setAttribute('readonly', ''));
  await expect(page.getByRole('button', { name: 'Edit inbound rules', exact: true })).toHaveCount(0);
  await carry(page, chip(page, 'database'), card(page, 'web-1'));
  await expect(ghost(page)).toHaveCount(0);
  await page.mouse.up();
  await expect(page.getByRole('button', { name: 'Undo', exact: true }).first()).toBeEnabled();
});
