// What stands there before the module does: the same as after it, for a newcomer; the layout alone for everybody else.
// Nothing jumps when the app takes its place, and no task of the start is longer than a person would notice.

import { expect, test } from '@playwright/test';
import { open, verdict } from './playground.mjs';

const TASK = 'SSH from your address was denied.';

/** Opens what the element closes, for the test to look into, and holds the module back until it is released. */
async function held(page) {
  await page.addInitScript(() => {
    const { attachShadow } = Element.prototype;
    Element.prototype.attachShadow = function open(options) { return attachShadow.call(this, { ...options, mode: 'open' }); };
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries()) globalThis.shifts.push([value, sources.map(({ node }) => node?.className ?? '')]);
    }).observe({ type: 'layout-shift', buffered: true });
    globalThis.paints = [];
    new PerformanceObserver((list) => {
      for (const { size, element } of list.getEntries()) globalThis.paints.push([size, element?.textContent ?? '']);
    }).observe({ type: 'largest-contentful-paint', buffered: true });
  });
  let release;
  const freed = new Promise((done) => { release = done; });
  await page.route('**/sg-web_bg.wasm', async (route) => { await freed; await route.continue(); });
  return release;
}

/** Where everything of the layout is that shows, by its classes and words, and what the fields hold. */
const layout = (page, root) => page.locator(root).evaluate((app) => {
  const places = {};
  const parts = '.head, .views, .column, .history, .panel, .lesson, .verdict-word, .verdict-why, .packet-form .field, .flow, .expectation, .moment, .rule-table td';
  for (const part of app.querySelectorAll(parts)) {
    const { x, y, width, height } = part.getBoundingClientRect();
    if (width === 0) continue;
    const name = `${part.className} ${part.textContent.trim().slice(0, 40)}`;
    places[name] = [x, y, width, height].map(Math.round);
  }
  for (const { id, value } of app.querySelectorAll('input[id], select[id]')) places[`value of ${id}`] = value;
  return places;
});

const still = (page) => page.locator('.waiting .app');
const stands = (page) => expect(page.getByRole('heading', { name: 'Verdict', exact: true })).toBeAttached();

test('a press that comes before the module counts once it is there', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const release = await held(page);
  await page.goto('/');
  const rules = await still(page).locator('.views .tab', { hasText: 'Rules' }).boundingBox();
  await page.mouse.click(rules.x + rules.width / 2, rules.y + rules.height / 2);
  release();
  await expect(page.locator('.views').getByRole('button', { name: 'Rules', exact: true })).toHaveAttribute('aria-current', /.+/);
  await expect(page.locator('.panel.rules')).toBeVisible();
});

for (const [width, height] of [[1440, 900], [1024, 768], [390, 844]]) {
  test(`a newcomer sees the page before the module is there, and nothing jumps after, at ${width} × ${height}`, async ({ page }) => {
    const errors = [];
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) errors.push(message.text()); });
    await page.setViewportSize({ width, height });
    const release = await held(page);
    await page.goto('/');
    await expect(still(page).getByText(TASK).filter({ visible: true })).toBeVisible();
    await expect(still(page).locator('.verdict-why').filter({ visible: true })).toHaveText(/^web has no inbound rule for TCP 22/);
    const before = await layout(page, '.waiting .app');
    // Nobody hears of it, and nothing of it can be reached.
    await expect(page.getByRole('heading')).toHaveCount(0);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('body');
    // The largest paint is this one: the app paints nothing larger.
    await expect.poll(() => page.evaluate(() => globalThis.paints.length)).toBeGreaterThan(0);
    const largest = await page.evaluate(() => Math.max(...globalThis.paints.map(([size]) => size)));
    release();
    await stands(page);
    await expect(still(page)).toHaveCount(0);
    expect(await layout(page, '.root > .app')).toEqual(before);
    await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
    expect(await page.evaluate(() => globalThis.shifts)).toEqual([]);
    expect(await page.evaluate(() => Math.max(...globalThis.paints.map(([size]) => size)))).toBe(largest);
    expect(errors).toEqual([]);
  });
}

test('who has work here sees no lesson flash by, but the layout', async ({ page, context }) => {
  await open(page);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.locator('.kept')).toHaveText('Saved');
  const visit = await context.newPage();
  const release = await held(visit);
  await visit.goto('/');
  await expect(still(visit)).toBeAttached();
  await expect(still(visit).getByRole('heading', { level: 1, includeHidden: true })).toBeVisible();
  await expect(still(visit).locator('.column.resources')).toBeVisible();
  for (const hidden of ['.lesson', '.what', '.verdict', '.moment', '.panel-head']) {
    await expect(still(visit).locator(hidden).filter({ visible: true })).toHaveCount(0);
  }
  release();
  await stands(visit);
  expect(await visit.evaluate(() => globalThis.shifts)).toEqual([]);
});

test('neither does who follows a link', async ({ page }) => {
  const release = await held(page);
  // Whatever the link turns out to hold.
  await page.goto('/#1.AAAA');
  await expect(still(page)).toBeAttached();
  await expect(still(page).locator('.lesson').filter({ visible: true })).toHaveCount(0);
  release();
  await stands(page);
});

test('in a frame the element keeps its place, and shows no page that it is not', async ({ page }) => {
  const release = await held(page);
  await page.goto('/?embed=1');
  await expect(page.locator('security-group-playground')).toBeAttached();
  await expect(still(page)).toHaveCount(0);
  release();
  await expect(verdict(page)).toBeVisible();
});

test('the theme of the last visit stands there at once', async ({ page, context }) => {
  await open(page);
  const theme = page.getByRole('button', { name: /^Theme/ });
  await theme.click();
  await expect(page.locator('security-group-playground')).toHaveAttribute('theme', 'dark');
  const visit = await context.newPage();
  await held(visit);
  await visit.goto('/');
  await expect(still(visit)).toBeVisible();
  expect(await still(visit).evaluate((app) => getComputedStyle(app.querySelector('.head')).backgroundColor)).toBe('rgb(22, 29, 38)');
  await visit.unrouteAll({ behavior: 'ignoreErrors' });
});

test('what fails to load says so in the place of the still page', async ({ page }) => {
  await page.route('**/sg-web_bg.wasm', (route) => route.abort());
  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText('The playground cannot be shown');
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again', exact: true }).click();
  await stands(page);
});

test('the element is busy until it is ready', async ({ page }) => {
  await page.addInitScript(() => {
    const { attachInternals } = HTMLElement.prototype;
    HTMLElement.prototype.attachInternals = function keep() { return (globalThis.internals = attachInternals.call(this)); };
  });
  const release = await held(page);
  await page.goto('/');
  await expect(still(page)).toBeVisible();
  await expect.poll(() => page.evaluate(() => globalThis.internals.ariaBusy)).toBe('true');
  release();
  await stands(page);
  expect(await page.evaluate(() => globalThis.internals.ariaBusy)).toBe(null);
});

test('the first drawing comes panel by panel, with room for the browser between two of them', async ({ page }) => {
  await page.addInitScript(() => {
    globalThis.counts = [0];
    const { attachShadow } = Element.prototype;
    Element.prototype.attachShadow = function watch(options) {
      const root = attachShadow.call(this, options);
      // Told once at the end of each task, whatever was drawn in it.
      const told = new MutationObserver(() => globalThis.counts.push(root.querySelectorAll('.root > .app .panel').length));
      told.observe(root, { childList: true, subtree: true });
      return root;
    };
  });
  await open(page);
  const counts = await page.evaluate(() => globalThis.counts);
  const most = Math.max(...counts.slice(1).map((count, at) => count - counts[at]));
  expect(Math.max(...counts)).toBeGreaterThan(5);
  expect(most).toBe(1);
});
