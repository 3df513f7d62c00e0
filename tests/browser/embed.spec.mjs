// The element in the page of someone else: attributes, events, methods; what it leaves alone.

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { element, ready, shows, told, traces, visit } from './host.mjs';

const ssh = { from: 'internet', to: 'eni-0a1000000000000f1', protocol: 'tcp', destinationPort: 22 };

test('panels alone, methods, events; the host page is left alone, and axe finds nothing', async ({ page }) => {
  const troubles = await visit(page, element('scenario="stateful-return" panels="packet,verdict" readonly'));
  await shows(page, 'A reply needs no rule');
  await ready(page);
  const before = await traces(page);
  expect(before).toEqual({ title: 'Host', address: '/host.html', stored: 0, databases: 0, added: 5 });
  // What stands there at first is neither a change nor a verdict.
  expect(await told(page)).toEqual(['ready']);
  const outcome = await page.evaluate((packet) => document.querySelector('#it').send(packet), ssh);
  expect(outcome.verdict).toBe('allowed');
  await expect.poll(() => told(page)).toEqual(['ready', 'change', 'verdict']);
  expect(await page.evaluate(() => document.querySelector('#it').document.steps.length)).toBe(4);
  await expect(page.locator('#it .panel')).toHaveCount(2);
  await page.evaluate(() => document.querySelector('#it').reset());
  await expect.poll(() => page.evaluate(() => document.querySelector('#it').document.steps.length)).toBe(3);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target)}`)).toEqual([]);
  expect(await traces(page)).toEqual(before);
  expect(troubles).toEqual([]);
});

test('keys act while the focus is inside, and nowhere else', async ({ page }) => {
  await visit(page, `${element('scenario="stateful-return" panels="packet,verdict"')}<input id="own">`);
  await ready(page);
  const steps = () => page.evaluate(() => document.querySelector('#it').document.steps.length);
  await page.locator('h1').click();
  await page.keyboard.press('Control+z');
  await page.locator('#own').press('Control+z');
  await page.locator('#own').press('?');
  expect(await steps()).toBe(3);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.locator('#it').getByRole('button', { name: 'Send', exact: true }).focus();
  await page.keyboard.press('Control+z');
  await expect.poll(steps).toBe(2);
});

test('a scenario by name, by address, and from the JSON inside', async ({ page }) => {
  const mine = { version: 1, name: 'Mine', colours: { web: 'red' } };
  await page.route('**/mine.json', (route) => route.fulfill({ json: mine }));
  const inline = JSON.stringify({ version: 7, name: 'From inside', later: true });
  await visit(page, element('panels="resources"', `<script type="application/json">${inline}</script>`), { headers: {} });
  await shows(page, 'From inside');
  // A newer version's own is kept.
  expect(await page.evaluate(() => document.querySelector('#it').document.later)).toBe(true);
  const set = (value) => page.evaluate((value) => document.querySelector('#it').setAttribute('scenario', value), value);
  await set('acl-order');
  await shows(page, 'Which entry comes first');
  await set('/mine.json');
  await shows(page, 'Mine');
  expect(await page.evaluate(() => document.querySelector('#it').document.colours)).toEqual(mine.colours);
  // The same document is the same bytes each time.
  const [one, other] = await page.evaluate(() => {
    const it = document.querySelector('#it');
    const first = JSON.stringify(it.document);
    it.load(first);
    return [first, JSON.stringify(it.document)];
  });
  expect(other).toBe(one);
});

test('attributes are live: panels, readonly, link', async ({ page }) => {
  await visit(page, element('scenario="stateful-return" panels="rules"'));
  await ready(page);
  const it = page.locator('#it');
  const edit = it.getByRole('button', { name: 'Edit inbound rules' });
  await expect(edit).toBeVisible();
  await page.evaluate(() => document.querySelector('#it').setAttribute('readonly', ''));
  await expect(edit).toHaveCount(0);
  await page.evaluate(() => document.querySelector('#it').removeAttribute('readonly'));
  await expect(edit).toBeVisible();
  for (const [panels, heading] of [['history', 'History'], ['conntrack', 'Connection tracking'], ['expectations', 'Expectations'], ['diagram', 'Diagram']]) {
    await page.evaluate((panels) => document.querySelector('#it').setAttribute('panels', panels), panels);
    await expect(it.getByRole('heading', { name: heading, exact: true })).toBeVisible();
    await expect(it.locator('.panel, .history')).toHaveCount(1);
  }
  const link = await it.getByRole('link', { name: 'Open in full' }).getAttribute('href');
  await page.evaluate(() => document.querySelector('#it').setAttribute('scenario', 'first-look'));
  await shows(page, 'A web server and its database');
  // What the author expects stays, where the lesson is locked.
  await page.evaluate(() => document.querySelector('#it').setAttribute('panels', 'expectations'));
  const remove = it.getByRole('button', { name: 'Remove this expectation' });
  await expect(remove).toHaveCount(2);
  await page.evaluate(() => document.querySelector('#it').setAttribute('readonly', ''));
  await expect(remove).toHaveCount(0);
  await page.evaluate(() => document.querySelector('#it').setAttribute('panels', 'packet'));
  await expect(it.getByRole('button', { name: 'Send', exact: true })).toBeVisible();
  await expect(it.getByRole('button', { name: 'must be allowed', exact: true })).toHaveCount(0);
  await page.evaluate(() => document.querySelector('#it').removeAttribute('panels'));
  await expect(it.getByRole('button', { name: 'Share', exact: true })).toBeVisible();
  await expect(it.getByRole('button', { name: 'Import', exact: true })).toHaveCount(0);
  await page.evaluate((link) => document.querySelector('#it').setAttribute('link', link.split('#')[1]), link);
  await shows(page, 'A reply needs no rule');
});

test('the theme follows the page, its switch included, the reader\'s system, or the attribute', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const switchable = '<link rel="stylesheet" href="/switch.css">';
  await page.route('**/switch.css', (route) => route.fulfill({
    contentType: 'text/css', body: '.light { color-scheme: light; } .dark { color-scheme: dark; }',
  }));
  await visit(page, element('panels="verdict"'), { head: switchable });
  await ready(page);
  const ground = () => page.evaluate(() => {
    const [red] = getComputedStyle(document.querySelector('#it')).backgroundColor.match(/\d+/g);
    return Number(red) > 128 ? 'light' : 'dark';
  });
  const page_ = (name) => page.evaluate((name) => { document.documentElement.className = name; }, name);
  // The page declares nothing: the reader's system decides.
  await expect.poll(ground).toBe('dark');
  await page_('light');
  await expect.poll(ground).toBe('light');
  await page_('dark');
  await expect.poll(ground).toBe('dark');
  await page_('');
  await expect.poll(ground).toBe('dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(ground).toBe('light');
  await page.evaluate(() => document.querySelector('#it').setAttribute('theme', 'dark'));
  await expect.poll(ground).toBe('dark');
  expect(await page.evaluate(() => document.querySelector('#it').getAttribute('theme'))).toBe('dark');
});

test('the words are English and run from left to right, whatever the page speaks', async ({ page }) => {
  await visit(page, `<div lang="ar" dir="rtl">${element('panels="verdict" lang="ar"')}</div>`);
  await ready(page);
  await expect(page.locator('#it .root')).toHaveAttribute('lang', 'en');
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('#it').shadowRoot.querySelector('h2')).direction)).toBe('ltr');
});

test('properties and parts reach in; the page\'s own styles do not', async ({ page }) => {
  await page.route('**/own.css', (route) => route.fulfill({
    contentType: 'text/css',
    body: 'h2 { color: rgb(1, 2, 3); } #it { --sgp-accent: rgb(9, 8, 7); --sgp-block-size: 300px; } #it::part(verdict) { background: rgb(4, 5, 6); }',
  }));
  await visit(page, element('panels="verdict"'), { head: '<link rel="stylesheet" href="/own.css">' });
  await ready(page);
  const styles = await page.evaluate(() => {
    const it = document.querySelector('#it');
    const look = (selector) => getComputedStyle(it.shadowRoot.querySelector(selector));
    return [look('h2').color, look('.foot a').color, look('.panel').backgroundColor, it.offsetHeight];
  });
  expect(styles[0]).not.toBe('rgb(1, 2, 3)');
  expect(styles.slice(1)).toEqual(['rgb(9, 8, 7)', 'rgb(4, 5, 6)', 300]);
});

test('two whole elements on one page: each part keeps its name, and axe finds nothing', async ({ page }) => {
  await visit(page, `${element()}<security-group-playground id="other"></security-group-playground>`);
  for (const id of ['it', 'other']) {
    await page.locator(`#${id}`).scrollIntoViewIfNeeded();
    await expect(page.locator(`#${id}`).getByRole('heading', { name: 'Verdict', exact: true })).toBeAttached();
  }
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target)}`)).toEqual([]);
  // Nothing in an element is a landmark beside its host's own.
  await expect(page.getByRole('group', { name: 'Verdict', exact: true })).toHaveCount(2);
  for (const role of ['banner', 'contentinfo', 'navigation', 'region', 'complementary']) await expect(page.getByRole(role)).toHaveCount(0);
});

test('every panel has its part, and lays itself out from 280 pixels upwards', async ({ page }) => {
  await visit(page, `<div id="narrow">${element('scenario="first-look"')}</div>`);
  await ready(page);
  const parts = ['conntrack', 'diagram', 'expectations', 'history', 'lesson', 'packet', 'resources', 'rules', 'verdict'];
  for (const width of [280, 420, 900]) {
    for (const panel of parts) {
      await page.evaluate(([panel, width]) => {
        document.querySelector('#narrow').style.width = `${width}px`;
        document.querySelector('#it').setAttribute('panels', panel);
      }, [panel, width]);
      const part = page.locator(`#it [part~="${panel}"]`);
      await expect(part).toBeVisible();
      const wide = await page.evaluate(() => {
        const { shadowRoot, clientWidth } = document.querySelector('#it');
        return [...shadowRoot.querySelectorAll('.columns, .foot, .panel, .history')].filter((box) => box.scrollWidth > Math.max(box.clientWidth, clientWidth)).map((box) => `${box.className} ${box.scrollWidth}`);
      });
      expect(wide, `${panel} at ${width}`).toEqual([]);
    }
  }
});

test('a link opens on the page, and a damaged one says so and changes nothing', async ({ page }) => {
  await visit(page, element('scenario="stateful-return" panels="verdict"'));
  await shows(page, 'A reply needs no rule');
  const link = await page.locator('#it').getByRole('link', { name: 'Open in full' }).getAttribute('href');
  await page.goto(link);
  await shows(page, 'A reply needs no rule');
  await page.evaluate(() => { location.hash = '#1.AAAA'; });
  const alert = page.getByRole('alert').first();
  await expect(alert).toContainText(/^This link is cut off or was changed/);
  await shows(page, 'A reply needs no rule');
  // The page keeps to its window, and the word goes when it was read.
  await expect(page.getByRole('region', { name: 'History', exact: true })).toBeInViewport({ ratio: 1 });
  await alert.getByRole('button', { name: 'Dismiss', exact: true }).click();
  await expect(page.locator('.trouble')).toHaveCount(0);
});
