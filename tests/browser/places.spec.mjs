// What appears beside the work covers none of it, and looks like what it is: notices, help, the small buttons of a
// list. What is imported has a name of its own.

import { expect, test } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll, group, groups, open, paste, tcp } from './playground.mjs';

/** The parts of the page that the part at `selector` lies on. */
const coveredBy = (page, selector) => page.locator('security-group-playground[page]').evaluate((host, selector) => {
  const box = (element) => element.getBoundingClientRect();
  const over = box(host.shadowRoot.querySelector(selector));
  const parts = [...host.shadowRoot.querySelectorAll('.head, .views, .column, .history, .foot')].filter((part) => box(part).width > 0);
  const meets = (one, two) => one.left < two.right - 1 && two.left < one.right - 1 && one.top < two.bottom - 1 && two.top < one.bottom - 1;
  return parts.filter((part) => meets(over, box(part))).map((part) => part.className);
}, selector);

for (const [width, height] of [[1440, 900], [1024, 768], [390, 844], [320, 568]]) {
  test(`a notice covers nothing, and neither does the help, at ${width} px`, async ({ page }) => {
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
    await page.keyboard.press('Escape');
    await expect(page.getByRole('complementary')).toHaveCount(0);

    await page.getByRole('button', { name: 'Apply this change', exact: true }).click();
    await expect(page.locator('.toast')).toContainText('Inbound rule added in web');
    // It leaves by itself, but not from under a pointer.
    await page.locator('.toast').hover();
    await expect.poll(() => coveredBy(page, '.toast')).toEqual([]);
    await expectNoSidewaysScroll(page);
    // What was changed is seen, and the way on with it.
    await expect(page.getByText('From before the change')).toBeInViewport();
    await expect(page.getByRole('button', { name: 'Send it again', exact: true })).toBeInViewport({ ratio: 1 });
    await page.getByRole('button', { name: 'Dismiss', exact: true }).click();
    await expect(page.locator('.toast')).toHaveCount(0);
  });
}

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
    await dialog.getByRole('button', { name: 'Replace the present work', exact: true }).click();
    await expect(name(page)).toHaveText(called);
    await page.getByRole('button', { name: '+1 s', exact: true }).click();
    await expect(page.locator('.kept')).toHaveText('Saved');
  }
  await page.locator('#open').click();
  const mine = page.getByRole('dialog', { name: 'Open', exact: true });
  await expect(mine.locator('.open-name').getByText('my account', { exact: true })).toHaveCount(1);
  await expect(mine.locator('.open-name').getByText('my account (2)', { exact: true })).toHaveCount(1);
});

test('a pasted import is called by what it describes', async ({ page }) => {
  await open(page);
  await paste(page, account);
  const dialog = page.getByRole('dialog', { name: 'Import', exact: true });
  await expect(dialog.getByRole('list', { name: 'Not described', exact: true })).toContainText('VPC Block Public Access describe-vpc-block-public-access-options');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Replace the present work', exact: true }).click();
  await expect(name(page)).toHaveText('Account 111122223333');
});
