// Tab, Enter, Space and the arrows alone: open SSH to one address, test it, take the rule away again, and see the
// connection live on.

import { expect, test } from '@playwright/test';
import { expectAccessible, open, verdict } from './playground.mjs';

test('keys alone, from a rule to a connection that outlives it', async ({ page }) => {
  test.setTimeout(180_000);
  await open(page);
  const focused = (locator) => locator.evaluate((element) => element.getRootNode().activeElement === element);
  /** Tabs to a control, forwards or back, as a person would; it must be reached, and its focus be seen. */
  const reach = async (locator, key = 'Tab') => {
    await expect(locator).toBeVisible();
    for (let presses = 0; presses < 150; presses += 1) {
      if (await focused(locator)) {
        expect(await locator.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
        return;
      }
      await page.keyboard.press(key);
    }
    throw new Error(`not reached by ${key}: ${locator}`);
  };
  const press = async (locator, key) => {
    await reach(locator, key);
    await page.keyboard.press('Enter');
  };
  const button = (name) => page.getByRole('button', { name, exact: true });
  const dialog = page.getByRole('dialog');

  await press(button('Edit inbound rules'));
  await expect(dialog).toBeVisible();
  await press(dialog.getByRole('button', { name: 'Add rule', exact: true }));
  await expect(page.locator('#rule-3-type')).toBeFocused();
  await page.keyboard.type('SSH');
  await reach(page.locator('#rule-3-source-box'));
  await page.keyboard.type('203.0.113.10/32');
  await page.keyboard.press('Enter');
  await press(dialog.getByRole('button', { name: 'Save rules', exact: true }));
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('row', { name: /203\.0\.113\.10\/32/ })).toContainText('SSH');

  // The form holds the lesson's packet already.
  await press(button('Send'));
  await expect(verdict(page)).toHaveText('Allowed');
  const gate = page.locator('.gate-line').filter({ hasText: 'Security groups' }).getByRole('button').first();
  await press(gate);
  await expect(gate).toHaveAttribute('aria-expanded', 'true');
  await expect(page.locator('.gate-detail').filter({ visible: true })).toContainText('203.0.113.10 ∈ 203.0.113.10/32');
  await expectAccessible(page);

  const flow = page.locator('.flow').filter({ hasText: '203.0.113.10:50000 → 10.0.1.10:22' }).first();
  const reply = flow.getByRole('button', { name: /^Reply: / });
  const next = flow.getByRole('button', { name: /^Send the next packet: / });
  await press(button('+1 s'));
  await expect(page.locator('.clock-face')).toContainText('1 s');
  await press(reply);
  await expect(flow).toContainText('SYN_RECV');
  await press(next, 'Shift+Tab');
  await expect(flow).toContainText('ESTABLISHED');

  await press(button('Edit inbound rules'));
  await expect(dialog).toBeVisible();
  await press(dialog.locator('.delete-rule').last());
  await press(dialog.getByRole('button', { name: 'Save rules', exact: true }));
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('row', { name: /203\.0\.113\.10\/32/ })).toHaveCount(0);
  await press(next);
  await expect(verdict(page)).toHaveText('Allowed');
  await expect(page.locator('.gate-line.tracked')).toHaveCount(1);
  await expect(flow.locator('.flow-packets')).toHaveText(['3', '1']);

  const history = page.getByRole('region', { name: 'History', exact: true });
  await press(history.getByRole('button', { name: /TCP 443 SYN/ }));
  await expect(page.getByText('Looking back at step 1', { exact: false })).toBeVisible();
  await press(button('Back to the newest'));
  await expect(page.getByText('Looking back', { exact: false })).toHaveCount(0);

  await press(button('must be denied'));
  await expect(page.getByRole('region', { name: 'Expectations', exact: true }).getByRole('status')).toHaveText('3 of 3 hold');
  await expectAccessible(page);
});
