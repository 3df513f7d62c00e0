// Every named state of the page, wide and narrow, light and dark: it is reached without an error, runs under the
// content security policy, has nothing that axe's WCAG 2.2 A and AA rules object to, and at every width nothing
// overlaps, is cut, or scrolls sideways.

import { expect, test } from '@playwright/test';
import { expectAccessible } from './playground.mjs';
import { settle, states, tours } from './states.mjs';
import { expectTidy } from './tidy.mjs';

/** The sizes that are looked at together: the first by axe too. The parts are tabs below 900 pixels. */
const sizes = {
  wide: [{ width: 1440, height: 900 }, { width: 1024, height: 768 }],
  narrow: [{ width: 390, height: 844 }, { width: 320, height: 568 }],
};

/** Collects what the page complains of, a breach of the policy included: the browser reports it as an error. */
function listen(page) {
  const troubles = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  return troubles;
}

/** What a state shows that another of its tour does not: its columns, where no dialog is open. */
async function changed(page, tour, name) {
  if (await page.locator('dialog[open]').count() > 0) return undefined;
  return ['rules', 'resources'].includes(tour) && name !== tour ? ['.column.resources', '.column.work'] : undefined;
}

for (const [size, [first, second]] of Object.entries(sizes)) {
  for (const [tour, stops] of Object.entries(tours)) {
    test(`${size}: ${tour}`, async ({ page }) => {
      test.setTimeout(300_000);
      const troubles = listen(page);
      await page.setViewportSize(first);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await page.goto('/');
      await states['first-sight'](page);
      const opened = await page.evaluate(() => document.querySelector('security-group-playground').document);
      for (const [name, reach] of Object.entries(stops)) {
        await test.step(name, async () => {
          await reach(page);
          await expectTidy(page, `${name} at ${first.width} px`);
          const within = await changed(page, tour, name);
          await expectAccessible(page, { within });
          // The same elements, in other colours.
          await page.emulateMedia({ colorScheme: 'dark' });
          await expectAccessible(page, { within, rules: ['color-contrast'] });
          await page.setViewportSize(second);
          await expectTidy(page, `${name} at ${second.width} px`);
          await page.setViewportSize(first);
          await page.emulateMedia({ colorScheme: 'light' });
          await settle(page, opened);
          expect(troubles, name).toEqual([]);
        });
      }
    });
  }
}

test('the site runs from a sub-path and asks nothing of another host', async ({ page, baseURL }) => {
  const troubles = listen(page);
  const strangers = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(baseURL) && !request.url().startsWith('data:')) strangers.push(request.url());
  });
  await page.goto('/some/where/');
  await states['first-sight'](page);
  expect(strangers).toEqual([]);
  expect(troubles).toEqual([]);
});
