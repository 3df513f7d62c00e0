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
  await press(button('Go on from here'));
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
  await press(button('Copy as an AWS CLI script'));
  await press(button('Dismiss'));
  await hands('button Copy as an AWS CLI script');
});
