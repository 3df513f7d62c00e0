// The element in the page of someone else, and links that carry everything.

import { expect, test } from '@playwright/test';

const element = (attributes) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title>
  <script type="module" src="/embed.js"></script></head><body><h1>Host</h1>
  <security-group-playground id="it" ${attributes}></security-group-playground></body></html>`;

/** A host page of the same origin with the element in it, once that shows a document of the name. */
async function host(page, attributes, name) {
  await page.route('**/host.html', (route) => route.fulfill({ contentType: 'text/html', body: element(attributes) }));
  await page.goto('/host.html');
  await shows(page, name);
}

const shows = (page, name) =>
  page.waitForFunction((wanted) => document.querySelector('security-group-playground').document?.name === wanted, name);

test('panels alone, methods, events; the host page is left alone', async ({ page }) => {
  await host(page, 'scenario="stateful-return" panels="packet,verdict" readonly', 'A reply needs no rule');
  const told = await page.evaluate(async () => {
    const it = document.querySelector('#it');
    const events = [];
    for (const name of ['verdict', 'change', 'error']) it.addEventListener(name, () => events.push(name));
    const outcome = it.send({ from: 'internet', to: 'eni-0a1000000000000f1', protocol: 'tcp', destinationPort: 22 });
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    return { verdict: outcome.verdict, events, steps: it.document.steps.length, title: document.title, kept: localStorage.length };
  });
  expect(told).toEqual({ verdict: 'allowed', events: ['change', 'verdict'], steps: 4, title: 'Host', kept: 0 });
  await expect(page.locator('#it .panel')).toHaveCount(2);
  await page.evaluate(() => document.querySelector('#it').setAttribute('panels', 'maps'));
  await expect(page.locator('#it').getByRole('alert').first()).toContainText('`maps`');
});

test('a link opens on the page, and a damaged one says so and changes nothing', async ({ page }) => {
  await host(page, 'scenario="stateful-return" panels="verdict"', 'A reply needs no rule');
  const link = await page.locator('#it').getByRole('link', { name: 'Open in full', exact: true }).getAttribute('href');
  await page.goto(link);
  await shows(page, 'A reply needs no rule');
  await page.evaluate(() => { location.hash = '#1.AAAA'; });
  await expect(page.getByRole('alert').first()).toContainText('cut off or was changed');
  await shows(page, 'A reply needs no rule');
});

test('the dialog Share tells what a link carries, and shortens it with stand-ins', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.getByText('Names and tags', { exact: false }).or(page.getByText('names and tags')).first()).toBeVisible();
  const before = await page.getByLabel('Text to copy').inputValue();
  await page.getByLabel('Put stand-ins').check();
  await expect(page.getByLabel('Text to copy')).not.toHaveValue(before);
  await expect(page.getByLabel('Text to copy')).toHaveValue(/#\d+\./);
});
