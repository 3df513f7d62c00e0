// A reader without a mouse: Tab, Shift+Tab, Enter, Space, the arrows and what is typed; nothing is clicked and nothing
// is given the focus but by these.

import { expect } from '@playwright/test';

/** About how many stops a control is away from the focus: behind it where negative, 0 where it has the focus. */
const way = (locator) => locator.evaluate((element) => {
  const root = element.getRootNode();
  const now = root.activeElement;
  if (now === element) return 0;
  const behind = now && now.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING;
  const within = element.closest('dialog') ?? root;
  const stops = [...within.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter((one) => one === now || one === element || (one.tabIndex >= 0 && !one.disabled && one.type !== 'radio' && one.checkVisibility({ visibilityProperty: true })));
  const far = Math.max(1, Math.abs(stops.indexOf(element) - stops.indexOf(now)));
  return behind ? -far : far;
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
    for (let presses = 0, last = 0; presses < 200;) {
      const far = await way(locator);
      if (far === 0) {
        await expect.poll(() => locator.evaluate(seen)).toBe(true);
        return;
      }
      const next = Math.sign(far);
      // What is passed over in both directions is not reached at all.
      if (last !== 0 && next !== last) turns += 1;
      if (turns > 2) break;
      last = next;
      // A stretch without looking, and once it was passed over, one by one.
      const stretch = turns === 0 ? Math.abs(far) : 1;
      for (let at = 0; at < stretch; at += 1) await page.keyboard.press(next < 0 ? 'Shift+Tab' : 'Tab');
      presses += stretch;
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
