// Every named state of the page, wide and narrow, light and dark: it is reached without an error, runs under the
// content security policy, and has nothing that axe's WCAG 2.2 A and AA rules object to.

import { expect, test } from '@playwright/test';
import { expectAccessible } from './playground.mjs';
import { states } from './states.mjs';

const looks = [
  { name: 'wide, light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { name: 'wide, dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  { name: 'narrow, light', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
];

/** Collects what the page complains of, a breach of the policy included: the browser reports it as an error. */
function listen(page) {
  const troubles = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  return troubles;
}

for (const { name: look, viewport, colorScheme } of looks) {
  test.describe(look, () => {
    test.use({ viewport, colorScheme, reducedMotion: 'reduce' });
    for (const [name, reach] of Object.entries(states)) {
      test(name, async ({ page }) => {
        const troubles = listen(page);
        await page.goto('/');
        await reach(page);
        await expectAccessible(page);
        expect(troubles).toEqual([]);
      });
    }
  });
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
