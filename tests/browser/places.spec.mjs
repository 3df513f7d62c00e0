// What appears beside the work takes nothing away: help makes room, notices float and move nothing. The small buttons of
// a list look like what they are. What is imported has a name of its own.

import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { expectAccessible, expectInternetInItsBand, expectNoSidewaysScroll, group, groups, importText, open, paste, tcp } from './playground.mjs';

/** The parts of the page that the part at `selector` lies on. */
const coveredBy = (page, selector, of = '.head, .views, .column, .history, .foot') => page.locator('security-group-playground[page]').evaluate((host, [selector, of]) => {
  const box = (element) => element.getBoundingClientRect();
  const over = box(host.shadowRoot.querySelector(selector));
  const parts = [...host.shadowRoot.querySelectorAll(of)].filter((part) => box(part).width > 0);
  const meets = (one, two) => one.left < two.right - 1 && two.left < one.right - 1 && one.top < two.bottom - 1 && two.top < one.bottom - 1;
  return parts.filter((part) => meets(over, box(part))).map((part) => part.className);
}, [selector, of]);

for (const [width, height] of [[1440, 900], [1024, 768], [390, 844], [320, 568]]) {
  test(`a notice moves nothing, and the help covers nothing, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    await page.getByRole('button', { name: 'Info about Verdict', exact: true }).click();
    await expect(page.getByRole('complementary').getByRole('heading', { name: 'Verdict', exact: true })).toBeFocused();
    await expect.poll(() => coveredBy(page, '.help')).toEqual([]);
    // What was asked about is still there to be seen: the whole link, inside of its column.
    await expect.poll(() => page.locator('#verdict-title + .info').evaluate((info) => {
      const [link, column] = [info.getBoundingClientRect(), info.closest('.column').getBoundingClientRect()];
      return link.top >= column.top - 1 && link.bottom <= column.bottom + 1;
    })).toBe(true);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    // The moment that is shown stays whole where the strip gets narrower.
    await expect(page.locator('.moment [aria-current]')).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Escape');
    await expect(page.getByRole('complementary')).toHaveCount(0);

    const lesson = () => page.locator('.lesson').filter({ visible: true }).boundingBox();
    const task = width > 899 && await lesson();
    await page.getByRole('button', { name: 'Apply this change', exact: true }).click();
    await expect(page.locator('.toast')).toContainText('Inbound rule added in web');
    if (task) expect(await lesson()).toEqual(task);
    // It leaves by itself, but not from under a pointer.
    await page.locator('.toast').hover();
    await expectNoSidewaysScroll(page);
    // What was changed is seen, and the way on with it: the notice lies on neither; on a phone it has the line of the history.
    const again = page.getByRole('button', { name: 'Send it again', exact: true });
    await expect(page.getByText('From before the change')).toBeInViewport();
    await expect(again).toBeInViewport({ ratio: 1 });
    expect(await coveredBy(page, '.toast', width > 899 ? '.head, .history, .column.work, .column.test' : '.head, .views, .column')).toEqual([]);
    // What goes on beyond an edge of the history fades there, as far at one as at the other.
    if (width > 899) expect(await page.locator('.history-strip').evaluate((strip) => getComputedStyle(strip).maskImage)).toMatch(/\(0, 0, 0, 0\), [^%]* 16px, .*calc\(100% - 16px\), [^,]*\(0, 0, 0, 0\)\)$/);
    const places = () => page.locator('.column, .panel, .history, .diagram-box, .verdict').evaluateAll((parts) => parts.map((part) => {
      const { x, y } = part.getBoundingClientRect();
      return [part.className, x, y].join(' ');
    }));
    const before = await places();
    await page.getByRole('button', { name: 'Dismiss', exact: true }).click();
    await expect(page.locator('.toast')).toHaveCount(0);
    expect(await places()).toEqual(before);
  });
}

/** Three rules in the group that is shown, each with what a wide column holds. */
const three = groups(group('sg-0e100000000000001', 'shop', [tcp(443, '198.51.100.0/24'), tcp(22, '203.0.113.7/32'), tcp(5432, '10.0.0.0/8')]));

test('three rules are seen at 1024 × 768 with all of their columns, and the help takes none away', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page);
  // The first sight has the task above, and the diagram with its path.
  const table = page.getByRole('group', { name: 'Inbound rules', exact: true });
  const first = table.getByRole('row').nth(1);
  await expectInternetInItsBand(page);
  await expect(table.getByRole('row')).toHaveCount(3);
  const room = await first.evaluate((row) => {
    const [own, box] = [row.getBoundingClientRect(), row.closest('.column').getBoundingClientRect()];
    return Math.floor((box.bottom - own.top) / own.height);
  });
  expect(room).toBeGreaterThanOrEqual(3);
  await importText(page, three);
  for (let at = 1; at <= 3; at += 1) {
    for (const cell of await table.getByRole('row').nth(at).getByRole('cell').all()) await expect(cell).toBeInViewport({ ratio: 1 });
  }
  const wide = (width) => test.step(`${width} px`, async () => {
    await page.setViewportSize({ width, height: 900 });
    const help = page.getByRole('complementary');
    const seen = async () => {
      await expect.poll(() => coveredBy(page, '.help')).toEqual([]);
      const { inner, outer, ends } = await table.evaluate((box) => ({ inner: box.scrollWidth, outer: box.clientWidth, ends: box.getBoundingClientRect().right }));
      expect(inner).toBeLessThanOrEqual(outer);
      expect(ends).toBeLessThanOrEqual((await help.boundingBox()).x + 1);
    };
    // Asked from the rules, from the test, and from the list.
    for (const about of ['Inbound and outbound rules', 'Test packet', 'Security groups']) {
      const info = page.getByRole('button', { name: `Info about ${about}`, exact: true });
      await info.click();
      await expect(help.getByRole('heading', { name: about, exact: true })).toBeFocused();
      await expect(info).toBeInViewport({ ratio: 1 });
      await seen();
      await page.keyboard.press('Escape');
      await expect(info).toBeFocused();
    }
  });
  for (const width of [1440, 1280, 1024]) await wide(width);

  // A column that gave way comes back with the focus.
  await page.getByRole('button', { name: 'Info about Inbound and outbound rules', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Send', exact: true })).not.toBeInViewport();
  await page.getByRole('button', { name: 'Send', exact: true }).focus();
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeInViewport({ ratio: 1 });
  await expect.poll(() => coveredBy(page, '.help')).toEqual([]);
  await page.locator('.kinds').getByRole('button').first().focus();
  await expect(page.locator('.kinds').getByRole('button').first()).toBeInViewport({ ratio: 1 });
  await expectAccessible(page);
});

test('the button that removes an expectation has a colour of its own, not the verdict\'s', async ({ page }) => {
  await open(page);
  const line = page.locator('.expectation').first();
  const colour = (part) => part.evaluate((element) => getComputedStyle(element).color);
  const remove = line.getByRole('button', { name: 'Remove this expectation', exact: true });
  expect(await colour(remove.locator('.icon'))).toBe(await colour(remove));
  expect(await colour(remove.locator('.icon'))).not.toBe(await colour(line.locator('> .icon')));
});

const account = groups(group('sg-0e100000000000001', 'shop', [tcp(443, '0.0.0.0/0')]));
const name = (page) => page.locator('.what-name');

test('an import has its file\'s name, and takes no other document\'s place', async ({ page }) => {
  await open(page);
  for (const called of ['my account', 'my account (2)']) {
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Import', exact: true });
    await dialog.locator('input[type=file]').setInputFiles({ name: 'my account.json', mimeType: 'application/json', buffer: Buffer.from(account) });
    await expect(dialog.getByRole('status')).toContainText(called);
    await dialog.getByRole('button', { name: 'Open as a new document', exact: true }).click();
    await expect(name(page)).toHaveText(called);
    await page.getByRole('button', { name: '+1 s', exact: true }).click();
    await expect(page.locator('.kept')).toHaveText('Saved');
  }
  await page.locator('#open').click();
  const mine = page.getByRole('dialog', { name: 'Documents and lessons', exact: true });
  await expect(mine.locator('.open-name').getByText('my account', { exact: true })).toHaveCount(1);
  await expect(mine.locator('.open-name').getByText('my account (2)', { exact: true })).toHaveCount(1);
});

test('a pasted import is called by what it describes; what a link brought before it is kept, and the address lets go of it', async ({ page }) => {
  const link = readFileSync(new URL('../links/0.1-v2-nat-gateway.txt', import.meta.url), 'utf8').trim().split('#')[1];
  await page.goto(`/#${link}`);
  await expect(name(page)).toHaveText('Out through a NAT gateway');
  await expect(page).toHaveURL(new RegExp(`#${link}$`));
  await paste(page, account);
  const dialog = page.getByRole('dialog', { name: 'Import', exact: true });
  // What was read is counted apart from what the page supplied.
  const read = dialog.getByRole('group', { name: 'What was read', exact: true });
  await expect(read.locator('.counts').getByRole('listitem')).toHaveText(['1 security group', '2 security group rules']);
  await expect(read.getByText('Supplied1 VPC, 1 subnet and 1 network interface, not part of what was read, to stand in for what it does not describe.', { exact: true })).toBeVisible();
  await expect(dialog.getByRole('list', { name: 'Not described', exact: true })).toContainText('VPC Block Public Access describe-vpc-block-public-access-options');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Open as a new document', exact: true }).click();
  await expect(name(page)).toHaveText('Account 111122223333');
  await expect(page).toHaveURL(/^[^#]*$/);
  const mine = page.getByRole('list', { name: 'Your documents', exact: true });
  const brought = mine.getByRole('button', { name: /^Out through a NAT gateway/ });
  await page.locator('#open').click();
  await expect(brought).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '+1 s', exact: true }).click();
  await expect(page.locator('.kept')).toHaveText('Saved');
  await page.reload();
  await expect(name(page)).toHaveText('Account 111122223333');
  await page.locator('#open').click();
  await brought.click();
  await expect(name(page)).toHaveText('Out through a NAT gateway');
});
