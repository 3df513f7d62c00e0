// The documentation as it is built: every link leads somewhere, every element on it lives, and axe finds nothing.

import { expect, test } from '@playwright/test';
import { expectAccessible } from './playground.mjs';

const pages = ['index', 'embedding', 'api', 'model', 'privacy'];

/** The page's links, ids and what it loads, as it says them itself. */
async function read(page, name) {
  const troubles = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  await page.goto(`/docs/${name}.html`);
  const found = await page.evaluate(() => ({
    links: [...document.querySelectorAll('[href], [src]')].map((element) => element.href || element.src),
    ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
  }));
  return { troubles, ...found };
}

test('every link leads to a page or a file of the site, and to a place that is there', async ({ page, baseURL, request }) => {
  const ids = new Map();
  const links = new Set();
  for (const name of pages) {
    const found = await read(page, name);
    expect(new Set(found.ids).size, `${name}: ids twice`).toBe(found.ids.length);
    ids.set(`${baseURL}/docs/${name}.html`, found.ids);
    found.links.forEach((link) => links.add(link));
  }
  expect(links.size).toBeGreaterThan(40);
  const status = new Map();
  for (const link of links) {
    if (link === 'data:,') continue;
    const [address, place] = link.split('#');
    expect(address.startsWith(`${baseURL}/`), `${link} leads away`).toBe(true);
    if (!status.has(address)) status.set(address, (await request.get(address)).status());
    expect(status.get(address), link).toBe(200);
    if (place && ids.has(address)) expect(ids.get(address), link).toContain(place);
  }
});

for (const name of pages) {
  test(`${name}: every element lives, nothing complains, and axe finds nothing, light and dark`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    const { troubles } = await read(page, name);
    const all = await page.locator('security-group-playground').all();
    for (const one of all) {
      await one.scrollIntoViewIfNeeded();
      await expect(one.locator('.root:not(.veiled) > *').first()).toBeVisible();
      await expect(one.locator('.trouble')).toHaveCount(0);
    }
    if (name === 'embedding') expect(all.length).toBeGreaterThanOrEqual(9);
    await page.evaluate(() => scrollTo(0, 0));
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expectAccessible(page, { everything: true });
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
    expect(troubles).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(390);
  });
}

test('the switch of the page takes its elements along', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await read(page, 'index');
  const element = page.locator('security-group-playground');
  await expect(element.locator('.root > *').first()).toBeVisible();
  const ground = () => element.evaluate((it) => Number(getComputedStyle(it).backgroundColor.match(/\d+/)[0]));
  expect(await ground()).toBeGreaterThan(200);
  const dark = page.getByRole('button', { name: 'Dark', exact: true });
  await dark.click();
  await expect(dark).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(ground).toBeLessThan(60);
});

test('what comes from the code is there: assumptions, codes, declarations, scenarios, the schema', async ({ page, request }) => {
  await read(page, 'model');
  await expect(page.locator('tbody tr').filter({ hasText: 'first-target' })).toContainText('load balancer');
  await expect(page.locator('tbody tr').filter({ hasText: 'ENI_SG_RULES_MISMATCH' })).toHaveCount(1);
  await read(page, 'api');
  await expect(page.getByRole('heading', { name: 'PacketInput', exact: true })).toBeVisible();
  await expect(page.locator('pre').filter({ hasText: 'export class Simulation' })).toContainText('fork(): Simulation');
  await read(page, 'index');
  await expect(page.locator('tbody tr').filter({ hasText: 'rule-removed-under-traffic' })).toContainText('its connections stay');
  await read(page, 'embedding');
  await expect(page.locator('pre').filter({ hasText: 'integrity=' })).toContainText(/sha384-[\w+/]{64}/);
  const schema = await (await request.get('/document.schema.json')).json();
  expect(schema.$schema).toContain('json-schema.org');
});
