// A reader without a mouse: Tab, Shift+Tab, Enter, Space, the arrows and what is typed; nothing is clicked and nothing
// is given the focus but by these.

import { expect } from '@playwright/test';

/** How a control is reached from where the focus is: -1 behind it, 1 ahead, 0 there. */
const way = (locator) => locator.evaluate((element) => {
  const now = element.getRootNode().activeElement;
  if (now === element) return 0;
  const behind = now && now.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING;
  return behind ? -1 : 1;
});

/** Whether a focus is seen: by its ring, or in the drawing by a wide edge. */
function seen(element) {
  const edge = element.querySelector(':scope > rect, :scope > circle, :scope circle');
  return getComputedStyle(element).outlineStyle === 'solid' || (element.namespaceURI.endsWith('svg') && edge !== null && getComputedStyle(edge).strokeWidth === '3px');
}

/** The hands of this reader. */
export function hands(page) {
  const key = (...names) => names.reduce((done, name) => done.then(() => page.keyboard.press(name)), Promise.resolve());
  /** Tabs to a control, forwards or back, as a person would; it must be reached, and its focus be seen. */
  const reach = async (locator) => {
    await expect(locator).toBeVisible();
    let turns = 0;
    for (let presses = 0, last = 0; presses < 200; presses += 1) {
      const next = await way(locator);
      if (next === 0) {
        await expect.poll(() => locator.evaluate(seen)).toBe(true);
        return;
      }
      // What is passed over in both directions is not reached at all.
      if (last !== 0 && next !== last) turns += 1;
      if (turns > 2) break;
      last = next;
      await page.keyboard.press(next < 0 ? 'Shift+Tab' : 'Tab');
    }
    throw new Error(`not reached by Tab: ${locator}`);
  };
  return {
    key,
    reach,
    /** Presses a button, a tab, a link. */
    press: async (locator, by = 'Enter') => {
      await reach(locator);
      await page.keyboard.press(by);
    },
    /** Puts a text in the place of what a field holds. */
    write: async (locator, text) => {
      await reach(locator);
      await page.keyboard.press('Control+a');
      await (text === '' ? page.keyboard.press('Delete') : page.keyboard.insertText(text));
      await expect(locator).toHaveValue(text);
    },
    /** Takes the first of what is offered under a field, once it is offered. */
    take: async (option) => {
      await expect(option).toBeVisible();
      await page.keyboard.press('ArrowDown');
      await expect(option).toHaveAttribute('aria-selected', 'true');
      await page.keyboard.press('Enter');
    },
    /** Chooses from a list by the first letters of what it offers. */
    choose: async (locator, text) => {
      await reach(locator);
      await page.keyboard.type(text);
      await expect(locator.locator('option:checked')).toHaveText(new RegExp(`^${text.replace(/[()]/g, '\\$&')}`));
    },
  };
}
