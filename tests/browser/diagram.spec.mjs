// The diagram: nothing overlaps at 1, 10 and 60 interfaces, the path is stepped through by mouse and by keys, and it
// is one with the verdict's list.

import { expect, test } from '@playwright/test';
import { hands } from './keys.mjs';
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

/** So many groups with one member each, some with a public and an IPv6 address. */
function teams(count) {
  const base = JSON.parse(network(count));
  const everywhere = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  const id = (at) => `sg-0d1000000001${String(at).padStart(3, '0')}`;
  base.SecurityGroups = base.NetworkInterfaces.map((_, at) => ({
    GroupId: id(at), GroupName: `team-${at} and its ${'quite '.repeat(at % 4)}long name`, VpcId: base.Vpcs[0].VpcId, IpPermissions: everywhere, IpPermissionsEgress: everywhere,
  }));
  base.NetworkInterfaces.forEach((one, at) => {
    one.Groups = [{ GroupId: id(at) }];
    const association = { PublicIp: `198.18.1.${at + 100}` };
    if (at % 3 === 0) one.PrivateIpAddresses = [{ PrivateIpAddress: one.PrivateIpAddress, Primary: true, Association: association }];
    if (at % 6 === 0) one.Ipv6Addresses = [{ Ipv6Address: `2001:db8:1:1::${at + 10}` }];
  });
  return JSON.stringify(base);
}

const chips = (page) => page.getByRole('list', { name: 'Groups in the diagram', exact: true });

/** Whether something lies wholly within the box that scrolls the drawing. */
const inBox = (locator) => locator.evaluate((one) => {
  const [area, frame] = [one.getBoundingClientRect(), one.closest('.diagram-box').getBoundingClientRect()];
  return area.top >= frame.top && area.bottom <= frame.bottom && frame.height > 0;
});

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
  await steps.getByRole('button', { name: 'Next checkpoint', exact: true }).click();
  await expect(steps).toContainText('1 of 4');
  await expect(page.locator('.gate-line').first()).toHaveClass(/lit/);
  await expect(page.locator('.drawing .mark').first()).toHaveClass(/lit/);
  await expect(steps.getByRole('button', { name: 'Next checkpoint', exact: true })).toHaveAttribute('title', 'Next checkpoint (→)');
  // The packet at a gateway leaves its name to be read.
  const [packet, name] = await Promise.all(['.packet', '.post-label'].map((part) => page.locator(`.drawing ${part}`).first().boundingBox()));
  expect(packet.y + packet.height).toBeLessThan(name.y + name.height / 3);
  await steps.getByRole('button', { name: 'Next checkpoint', exact: true }).click();
  await expect(page.locator('.gate-line').nth(1)).toHaveClass(/lit/);
  await steps.getByRole('button', { name: 'Previous checkpoint', exact: true }).click();
  await expect(steps).toContainText('1 of 4');
  // The other way round: the list leads to the gate.
  await page.locator('.gate-button').nth(3).click();
  await expect(page.locator('.drawing .mark').nth(3)).toHaveClass(/lit/);
  // What checks the packet is one press away, with the entry that decided, and the checkpoint stays open.
  await page.locator('.gate-button').nth(1).click();
  const acl = page.locator('.gate-line').nth(1);
  await acl.getByRole('button', { name: 'acl-0a10000000000000d', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'acl-0a10000000000000d', exact: true })).toBeVisible();
  await expect(page.getByRole('row', { name: /^100 .* Decided/ })).toBeVisible();
  await expect(acl).toHaveClass(/lit/);
  await expectAccessible(page);
});

/** For who did not ask that nothing moves. */
const moving = (page) => page.emulateMedia({ reducedMotion: 'no-preference' });

/** It is played with the clock in hand, whatever presses the buttons. */
async function playThrough(page, presses) {
  await moving(page);
  await page.clock.install();
  await open(page);
  const part = page.getByRole('navigation', { name: 'Parts of the page', exact: true }).getByRole('button', { name: 'Diagram', exact: true });
  if (await part.isVisible()) await presses(part);
  await page.clock.pauseAt(Date.now() + 60_000);
  const steps = stepper(page);
  const press = (name) => presses(steps.getByRole('button', { name, exact: true }));
  await press('Play');
  await expect(steps).toContainText('1 of 4');
  await page.clock.runFor(89);
  await expect(steps).toContainText('1 of 4');
  await page.clock.runFor(1);
  await expect(steps).toContainText('2 of 4');
  await press('Pause');
  await page.clock.runFor(1000);
  await expect(steps).toContainText('2 of 4');
  await press('Play');
  await page.clock.runFor(90);
  await expect(steps).toContainText('3 of 4');
  await page.clock.runFor(90);
  await expect(steps).toContainText('4 of 4');
  await page.clock.runFor(90);
  await expect(steps.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
}

test('it plays to its end at 90 ms a gate, and pauses', ({ page }) => playThrough(page, (button) => button.click()));

test('it plays and pauses with the keyboard alone', ({ page }) => playThrough(page, hands(page).press));

test.describe('by touch', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  test('it plays and pauses at 390 px', ({ page }) => playThrough(page, (button) => button.tap()));
});

test('a new path is drawn at 90 ms a gate, and each gate lights up when the line comes to it', async ({ page }) => {
  await moving(page);
  await open(page);
  await send(page, { from: 'Internet', to: 'web-1', type: 'HTTPS' });
  const gates = await page.locator('.drawing .mark').count();
  const duration = await page.locator('.drawing .path .walked').evaluate((line) => getComputedStyle(line).animationDuration);
  expect(duration).toBe(`${gates * 90 / 1000}s`);
  const lights = await page.locator('.drawing .mark').evaluateAll((marks) =>
    marks.map(getComputedStyle).map(({ animationName, animationDelay }) => `${animationName} ${Math.round(parseFloat(animationDelay) * 1000)}`));
  expect(lights).toEqual(lights.map((_, at) => `light ${at * 90}`));
});

test('keys alone: arrows step, Enter opens a gate, Escape leaves the path', async ({ page }) => {
  await open(page);
  const steps = stepper(page);
  await steps.getByRole('button', { name: 'Next checkpoint', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(steps).toContainText('2 of 4');
  await page.keyboard.press('End');
  await expect(steps).toContainText('4 of 4');
  await page.keyboard.press('ArrowLeft');
  await expect(steps).toContainText('3 of 4');
  await page.keyboard.press('Escape');
  await expect(steps).toContainText('4 checkpoints');
  await page.locator('.drawing .mark').nth(3).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.gate-line').nth(3)).toHaveClass(/lit/);
});

test('nothing moves for who asked for that', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  await stepper(page).getByRole('button', { name: 'Next checkpoint', exact: true }).click();
  await stepper(page).getByRole('button', { name: 'Play', exact: true }).click();
  await expect(stepper(page)).toContainText('4 of 4');
  await expect(stepper(page).getByRole('button', { name: 'Play', exact: true })).toBeVisible();
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
  // What is chosen here is shown in another part, and the focus goes there.
  await page.locator('.drawing .card').first().press('Enter');
  await expect(page.locator('.column.work')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.locator('.column.work :focus')).toBeVisible();
  for (const kind of ['Network interfaces', 'Security groups']) {
    await page.keyboard.press('4');
    await page.locator('.kinds').getByRole('button', { name: kind }).press('Enter');
    await page.locator('.lines button').first().press('Enter');
    await expect(page.locator('.column.work')).toBeFocused();
  }
});

test('who does not see it reads the path as a list', async ({ page }) => {
  await open(page);
  const path = page.getByRole('list', { name: 'Path of the last packet', exact: true });
  await expect(path.getByRole('listitem')).toHaveCount(4);
  await expect(path.getByRole('listitem').last()).toHaveText('Security groups, inbound of web-1: Denied');
});

for (const width of [1440, 1024, 390]) {
  test(`60 groups at ${width} px: two lines of chips, the rest on request, and nothing is cut off`, async ({ page }) => {
    await open(page);
    await importText(page, teams(60));
    await page.setViewportSize({ width, height: 844 });
    if (width < 900) await page.getByRole('navigation', { name: 'Parts of the page', exact: true }).getByRole('button', { name: 'Diagram', exact: true }).click();
    const all = chips(page).locator('.chip');
    const more = chips(page).getByRole('button', { name: /^Show \d+ more groups$/ });
    await expect(more).toBeVisible();
    // A window of another width is fitted anew, a frame or two later.
    const tops = () => chips(page).getByRole('listitem').evaluateAll((items) => new Set(items.map((item) => Math.round(item.getBoundingClientRect().top))).size);
    await expect.poll(tops).toBe(2);
    const shown = await all.count();
    expect(shown).toBeGreaterThanOrEqual(2);
    await expect(more).toHaveText(`+${60 - shown} more`);
    const cut = await chips(page).evaluate((list) => {
      const frame = list.closest('.diagram').getBoundingClientRect();
      const box = list.closest('.diagram').querySelector('.diagram-box').getBoundingClientRect();
      return [...list.querySelectorAll('button')].filter((one) => {
        const area = one.getBoundingClientRect();
        return area.right > frame.right || area.left < frame.left || area.bottom > box.top + 1;
      }).length;
    });
    expect(cut).toBe(0);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await more.press('Enter');
    await expect(all).toHaveCount(60);
    expect(await collisions(page)).toEqual([]);
    await chips(page).getByRole('button', { name: /^team-59/ }).focus();
    await expect(chips(page).getByRole('button', { name: /^team-59/ })).toBeInViewport();
    await expectAccessible(page);
    await chips(page).getByRole('button', { name: 'Show fewer groups', exact: true }).click();
    await expect(all).toHaveCount(shown);
  });
}

test('what is chosen elsewhere comes into view in its own box, and is marked', async ({ page }) => {
  await open(page);
  await importText(page, teams(60));
  const scrolled = () => page.evaluate(() => window.scrollY);
  const card = (address) => page.locator('.drawing .card').filter({ has: page.locator('.address', { hasText: new RegExp(`^${address.replaceAll('.', '\\.')}$`) }) });
  // By a search in Resources.
  await page.locator('.kinds').getByRole('button', { name: 'Network interfaces' }).click();
  await page.getByLabel('Search by name, id, address or port').fill('10.0.1.39');
  await page.getByRole('list', { name: 'Network interfaces', exact: true }).getByRole('button').click();
  await expect(card('10.0.1.39')).toHaveAttribute('aria-current', 'true');
  await expect(card('10.0.1.39')).toHaveClass(/selected/);
  await expect.poll(() => inBox(card('10.0.1.39'))).toBe(true);
  // A name that has no room stands whole in the accessible name and in the title.
  await expect(card('10.0.1.39')).toHaveAccessibleName(/machine-59 of the department for very long names/);
  await expect(card('10.0.1.39').locator('title').first()).toHaveText(/machine-59 of the department for very long names/);
  // By its group.
  await page.getByLabel('Search by name, id, address or port').fill('');
  await page.locator('.kinds').getByRole('button', { name: 'Security groups' }).click();
  await page.getByLabel('Search by name, id, address or port').fill('team-0 ');
  await page.getByRole('list', { name: 'Security groups', exact: true }).getByRole('button').click();
  await expect.poll(() => inBox(card('10.0.0.10'))).toBe(true);
  expect(await scrolled()).toBe(0);
  // By the end of a packet, and by a gate of the verdict.
  await send(page, { from: '10.0.0.10', to: '10.0.1.39', port: 443 });
  await expect.poll(() => inBox(page.locator('.drawing .mark').last())).toBe(true);
  await page.locator('.gate-button').first().click();
  await expect.poll(() => inBox(page.locator('.drawing .mark.lit'))).toBe(true);
  expect(await scrolled()).toBe(0);
});

test('above 60 interfaces the chosen one is drawn all the same', async ({ page }) => {
  await open(page);
  await importText(page, network(120));
  await page.locator('.kinds').getByRole('button', { name: 'Network interfaces' }).click();
  await page.getByLabel('Search by name, id, address or port').fill('10.0.1.69');
  await page.getByRole('list', { name: 'Network interfaces', exact: true }).getByRole('button').click();
  const card = page.locator('.drawing .card.selected');
  await expect(card).toContainText('10.0.1.69');
  await expect.poll(() => inBox(card)).toBe(true);
});

test('public addresses stand on the card, in the panel, under the field and in its list', async ({ page }) => {
  await open(page);
  const card = page.locator('.drawing .card').filter({ hasText: 'web-1' });
  await expect(card.locator('.address')).toHaveText(['10.0.1.10', /^Public.198\.18\.0\.20$/]);
  await expect(page.locator('.drawing .card').filter({ hasText: 'db-1' }).locator('.address')).toHaveText(['10.0.2.20']);
  await expect(page.locator('#packet-to-hint, .field').filter({ hasText: 'To' }).first()).toContainText('198.18.0.20');
  await page.getByLabel('To', { exact: true }).fill('198.18');
  await expect(page.getByRole('option', { name: /web-1/ })).toContainText('198.18.0.20');
  await page.keyboard.press('Escape');
  await card.click();
  await expect(page.getByRole('row', { name: /10\.0\.1\.10/ })).toContainText('198.18.0.20');
});

for (const media of [{ colorScheme: 'dark' }, { forcedColors: 'active' }]) {
  test(`${JSON.stringify(media)}: no label overlaps another where cards hold all their addresses`, async ({ page }) => {
    await page.emulateMedia(media);
    await open(page);
    await importText(page, teams(10));
    for (const width of [1440, 1024, 390]) {
      await page.setViewportSize({ width, height: 844 });
      if (width < 900) await page.getByRole('navigation', { name: 'Parts of the page', exact: true }).getByRole('button', { name: 'Diagram', exact: true }).click();
      await expect.poll(() => collisions(page)).toEqual([]);
      await expectNoSidewaysScroll(page);
    }
    await expectAccessible(page);
  });
}
