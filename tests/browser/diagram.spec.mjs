// The diagram: nothing overlaps at 1, 10 and 60 interfaces, the path is stepped through by mouse and by keys, and it
// is one with the verdict's list.

import { expect, test } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll, importText, open, send } from './playground.mjs';

/** A VPC with two subnets, an internet gateway and so many interfaces with long names. */
function network(count) {
  const everywhere = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  return JSON.stringify({
    Vpcs: [{ VpcId: 'vpc-0d10000000000000a', CidrBlock: '10.0.0.0/16', Tags: [{ Key: 'Name', Value: 'production' }] }],
    Subnets: [0, 1].map((at) => ({ SubnetId: `subnet-0d1000000000000b${at}`, VpcId: 'vpc-0d10000000000000a', CidrBlock: `10.0.${at}.0/24` })),
    InternetGateways: [{ InternetGatewayId: 'igw-0d10000000000000c', Attachments: [{ VpcId: 'vpc-0d10000000000000a', State: 'available' }] }],
    SecurityGroups: ['front', 'back'].map((name, at) => ({
      GroupId: `sg-0d1000000000000d${at}`, GroupName: name, VpcId: 'vpc-0d10000000000000a', IpPermissions: everywhere, IpPermissionsEgress: everywhere,
    })),
    NetworkInterfaces: Array.from({ length: count }, (_, at) => ({
      NetworkInterfaceId: `eni-0d1000000000${String(at).padStart(5, '0')}`, VpcId: 'vpc-0d10000000000000a', SubnetId: `subnet-0d1000000000000b${at % 2}`,
      PrivateIpAddress: `10.0.${at % 2}.${10 + Math.floor(at / 2)}`, Groups: [{ GroupId: `sg-0d1000000000000d${at % 2}` }],
      TagSet: [{ Key: 'Name', Value: `machine-${at} of the department for very long names` }],
    })),
  });
}

/** The texts of the drawing whose boxes overlap, or that stick out of their card. */
const collisions = (page) => page.locator('.drawing').evaluate((drawing) => {
  const texts = [...drawing.querySelectorAll('text:not(.number)')].filter((text) => text.textContent.trim() !== '');
  const boxes = texts.map((text) => ({ text: text.textContent, box: text.getBoundingClientRect(), card: text.closest('.card')?.querySelector('rect').getBoundingClientRect() }));
  const found = [];
  boxes.forEach(({ text, box, card }, at) => {
    if (card && (box.right > card.right + 1 || box.bottom > card.bottom + 1)) found.push(`${text} leaves its card`);
    for (const other of boxes.slice(at + 1)) {
      const apart = box.right <= other.box.left || other.box.right <= box.left || box.bottom <= other.box.top + 1 || other.box.bottom <= box.top + 1;
      if (!apart) found.push(`${text} / ${other.text}`);
    }
  });
  return found;
});

const stepper = (page) => page.getByRole('group', { name: 'Step through the path', exact: true });

for (const [count, width] of [[1, 1440], [10, 1440], [60, 1440], [60, 390]]) {
  test(`${count} interfaces at ${width} px: no label overlaps another`, async ({ page }) => {
    await open(page);
    await importText(page, network(count));
    await page.setViewportSize({ width, height: 844 });
    if (width < 900) await page.getByRole('navigation', { name: 'Parts of the page', exact: true }).getByRole('button', { name: 'Diagram', exact: true }).click();
    await expect(page.locator('.drawing .card')).toHaveCount(count);
    expect(await collisions(page)).toEqual([]);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
}

test('above 60 interfaces only the path and its neighbours are drawn, and how many are not is said', async ({ page }) => {
  await open(page);
  await importText(page, network(120));
  await send(page, { from: '10.0.0.69', to: '10.0.1.69', port: 443 });
  const cards = page.locator('.drawing .card');
  await expect(page.locator('.drawing .lane').first()).toContainText('more');
  expect(await cards.count()).toBeLessThan(20);
  await expect(cards.filter({ hasText: '10.0.0.69' })).toHaveCount(1);
  await expect(cards.filter({ hasText: '10.0.1.69' })).toHaveCount(1);
});

test('the path is stepped through with buttons, and the list follows', async ({ page }) => {
  await open(page);
  const steps = stepper(page);
  await steps.getByRole('button', { name: 'On one gate', exact: true }).click();
  await expect(steps).toContainText('1 of 4');
  await expect(page.locator('.gate-line').first()).toHaveClass(/lit/);
  await expect(page.locator('.drawing .mark').first()).toHaveClass(/lit/);
  await steps.getByRole('button', { name: 'On one gate', exact: true }).click();
  await expect(page.locator('.gate-line').nth(1)).toHaveClass(/lit/);
  await steps.getByRole('button', { name: 'Back one gate', exact: true }).click();
  await expect(steps).toContainText('1 of 4');
  // The other way round: the list leads to the gate.
  await page.locator('.gate-button').nth(3).click();
  await expect(page.locator('.drawing .mark').nth(3)).toHaveClass(/lit/);
  await expectAccessible(page);
});

test('it plays to its end, and pauses', async ({ page }) => {
  await open(page);
  const steps = stepper(page);
  await steps.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(steps).toContainText('1 of 4');
  await expect(steps).toContainText('4 of 4');
  await expect(steps.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await steps.getByRole('button', { name: 'Play', exact: true }).click();
  await steps.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(steps.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
});

test('keys alone: arrows step, Enter opens a gate, Escape leaves the path', async ({ page }) => {
  await open(page);
  const steps = stepper(page);
  await steps.getByRole('button', { name: 'On one gate', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(steps).toContainText('2 of 4');
  await page.keyboard.press('End');
  await expect(steps).toContainText('4 of 4');
  await page.keyboard.press('ArrowLeft');
  await expect(steps).toContainText('3 of 4');
  await page.keyboard.press('Escape');
  await expect(steps).toContainText('4 gates');
  await page.locator('.drawing .mark').nth(3).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.gate-line').nth(3)).toHaveClass(/lit/);
});

test('nothing moves for who asked for that', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  await stepper(page).getByRole('button', { name: 'On one gate', exact: true }).click();
  const moving = await page.locator('.drawing').evaluate((drawing) =>
    [...drawing.querySelectorAll('*')].flatMap((part) => part.getAnimations()).filter((one) => one.effect.getComputedTiming().duration > 0).length);
  expect(moving).toBe(0);
});

test('a group lights its members, by pointer and by focus', async ({ page }) => {
  await open(page);
  const card = (name) => page.locator('.drawing .card').filter({ hasText: name });
  const chip = page.getByRole('list', { name: 'Groups in the diagram', exact: true }).getByRole('button', { name: 'database', exact: true });
  await chip.hover();
  await expect(card('db-1')).toHaveClass(/lit/);
  await expect(card('web-1')).toHaveClass(/dimmed/);
  await page.mouse.move(5, 5);
  await expect(card('web-1')).not.toHaveClass(/dimmed/);
  await chip.focus();
  await expect(card('web-1')).toHaveClass(/dimmed/);
});

test('it is widened and folded', async ({ page }) => {
  await open(page);
  const before = (await page.locator('.drawing').boundingBox()).width;
  await page.getByRole('button', { name: 'Widen the diagram', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Resources', exact: true })).toBeHidden();
  await expect.poll(async () => (await page.locator('.drawing').boundingBox()).width).toBeGreaterThan(before + 100);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Narrow the diagram', exact: true }).click();
  await page.getByRole('button', { name: 'Fold the diagram', exact: true }).click();
  await expect(page.locator('.drawing')).toBeHidden();
});

test('on a narrow screen the drawing is as wide as its tab, also where it was hidden at first', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await page.getByRole('navigation', { name: 'Parts of the page', exact: true }).getByRole('button', { name: 'Diagram', exact: true }).click();
  await expect.poll(() => page.locator('.drawing').evaluate((drawing) => drawing.getBoundingClientRect().width)).toBeLessThanOrEqual(390);
  await page.locator('.drawing .mark').first().click();
  await expect(stepper(page)).toContainText('1 of 4');
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test('who does not see it reads the path as a list', async ({ page }) => {
  await open(page);
  const path = page.getByRole('list', { name: 'Path of the last packet', exact: true });
  await expect(path.getByRole('listitem')).toHaveCount(4);
  await expect(path.getByRole('listitem').last()).toHaveText('Security groups, inbound of web-1: Denied');
});
