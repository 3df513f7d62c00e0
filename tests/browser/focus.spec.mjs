// The focus is never lost: a press that takes its own button away leaves the focus near to where it was.

import { expect, test } from '@playwright/test';
import { open, send } from './playground.mjs';

/** The element that has the focus, in words: its tag, and its accessible name as far as a text gives it. */
const focused = (page) => page.evaluate(() => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active === document.body || active.shadowRoot ? 'nothing' : `${active.localName} ${active.getAttribute('aria-label') ?? active.textContent}`.trim();
});

/** Presses a button with the keyboard. */
async function press(locator) {
  await locator.focus();
  await locator.press('Enter');
}

test('a button that takes itself away hands the focus to what stands near', async ({ page }) => {
  await open(page);
  const button = (name) => page.getByRole('button', { name, exact: true });
  const hands = (to) => expect.poll(() => focused(page)).toBe(to);

  // Undo, until there is nothing left to undo.
  await send(page, { to: 'web-1', port: 443 });
  await button('Undo').focus();
  while (await button('Undo').isEnabled()) await page.keyboard.press('Enter');
  await hands('button Redo');
  await press(button('Redo'));

  // The way back from an earlier moment, and the way on.
  await press(page.getByRole('group', { name: 'History', exact: true }).getByRole('button', { name: 'Start', exact: true }));
  await press(button('Back to the newest'));
  await hands('h2 History');
  await press(page.getByRole('group', { name: 'History', exact: true }).getByRole('button', { name: 'Start', exact: true }));
  await press(page.getByRole('button', { name: /^Drop the (\d+ )?later steps?$/ }));
  await hands('h2 History');

  // What a flow's own button stands in goes with the flow.
  await send(page, { to: 'web-1', port: 443 });
  await page.getByRole('region', { name: 'Connection tracking', exact: true }).getByRole('button', { name: /^Reply: / }).focus();
  await page.keyboard.press('Control+z');
  await hands('h2 Connection tracking');

  // One expectation after the other, to the last.
  const forget = page.getByRole('button', { name: 'Remove this expectation', exact: true });
  await forget.first().focus();
  for (let left = await forget.count(); left > 0; left -= 1) {
    await expect.poll(() => focused(page)).toBe('button Remove this expectation');
    await page.keyboard.press('Enter');
    await expect(forget).toHaveCount(left - 1);
  }
  await hands('h2 Expectations');

  // A notice goes back to what brought it up.
  await press(button('Show as an AWS CLI script'));
  await press(button('Dismiss'));
  await hands('button Show as an AWS CLI script');
});

test('a dialog begins at its first field, one that deletes at Cancel, and none at its help', async ({ page }) => {
  await open(page);
  const button = (name) => page.getByRole('button', { name, exact: true });
  const dialog = page.getByRole('dialog');
  const begins = async (way, first) => {
    await way();
    await expect(first).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };
  await begins(() => button('Edit inbound rules').click(), page.locator('#rule-1-type'));
  await begins(() => button('Delete').click(), dialog.getByRole('button', { name: 'Cancel', exact: true }));
  await begins(() => button('Copy to new security group').click(), dialog.getByRole('textbox', { name: 'Security group name', exact: true }));
  await begins(() => button('Import').click(), dialog.getByRole('textbox', { name: 'JSON', exact: true }));
  await begins(() => button('Share').click(), dialog.getByRole('checkbox').first());
  await begins(() => button('Start from a symptom').click(), dialog.getByRole('radio').first());
  await begins(() => page.locator('#open').click(), dialog.getByRole('searchbox'));
  await begins(() => page.keyboard.press('?'), dialog.getByRole('checkbox', { name: 'Single keys', exact: true }));
  await page.locator('.kinds').getByRole('button', { name: 'Network ACLs' }).click();
  await page.getByRole('list', { name: 'Network ACLs' }).getByRole('button').first().click();
  await begins(() => button('Edit inbound rules').click(), page.locator('#rule-1-number'));
  await button('Edit inbound rules').click();
  await dialog.locator('.delete-rule').click();
  await button('Save rules').click();
  await begins(() => button('Edit inbound rules').click(), page.locator('#add-rule'));
});
