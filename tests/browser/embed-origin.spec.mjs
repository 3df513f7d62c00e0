// The element and its files on another host, pinned to a release, under strict policies; the page in a frame.

import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { element, ready, serveText, shows, visit } from './host.mjs';
import { serve } from './serve.mjs';

/** What the documentation says that a host must send. */
const open = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };

const dist = new URL('../../dist/', import.meta.url);

/** The release's own path, as the site has it. */
async function pinned() {
  const [, release] = /^version = "([^"]+)"/m.exec(await readFile(new URL('../../Cargo.toml', import.meta.url), 'utf8'));
  const integrity = (await readFile(new URL(`v/${release}/embed.integrity.txt`, dist), 'utf8')).trim();
  return { release, integrity };
}

/** A second host, as careless or as careful as its headers. */
async function host(headers) {
  const { server, url } = await serve(0, { headers, pack: false });
  return { url, close: () => { server.close(); server.closeAllConnections(); } };
}

const policyFor = (url) => `default-src 'none'; script-src ${url} 'wasm-unsafe-eval'; style-src 'self'; connect-src ${url}; img-src data:`;

test('from another origin, under a policy that names it', async ({ page }) => {
  const other = await host(open);
  const troubles = await visit(page, element('scenario="acl-order" panels="verdict"'), {
    script: `${other.url}/embed.js`, own: true, headers: { 'content-security-policy': policyFor(other.url), 'cross-origin-embedder-policy': 'require-corp' },
  });
  await shows(page, 'Which entry comes first');
  expect(troubles).toEqual([]);
  other.close();
});

test('a host that does not allow it is not used, and says nothing wrong on the page', async ({ page }) => {
  const other = await host({});
  await visit(page, element('', '<p>Words of the author.</p>'), {
    script: `${other.url}/embed.js`, own: true, headers: { 'content-security-policy': policyFor(other.url) },
  });
  await expect(page.getByText('Words of the author.')).toBeVisible();
  expect(await page.evaluate(() => customElements.get('security-group-playground'))).toBeUndefined();
  other.close();
});

test('pinned to a release by the hash of one file, which vouches for the others', async ({ page }) => {
  const { release, integrity } = await pinned();
  const other = await host(open);
  const script = (hash) => `${other.url}/v/${release}/embed.js" integrity="${hash}" crossorigin="anonymous`;
  const headers = { 'content-security-policy': policyFor(other.url) };
  const troubles = await visit(page, element('scenario="acl-order" panels="verdict"'), { script: script(integrity), own: true, headers });
  await shows(page, 'Which entry comes first');
  expect(troubles).toEqual([]);
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => /wasm|sg-web|css$/.test(name)));
  expect(loaded.length).toBeGreaterThanOrEqual(3);
  expect(loaded.filter((name) => !name.includes(`/v/${release}/`))).toEqual([]);
  const link = await page.locator('#it').getByRole('link', { name: 'Open in full' }).getAttribute('href');
  expect(link).toContain(`/v/${release}/#`);
  // Another hash: the browser refuses the script, and the page stays as its author wrote it.
  await visit(page, element('', '<p>Words of the author.</p>'), { script: script(integrity.replace(/.{8}$/, 'AAAAAAAA')), own: true, headers });
  await expect(page.getByText('Words of the author.')).toBeVisible();
  expect(await page.evaluate(() => customElements.get('security-group-playground'))).toBeUndefined();
  other.close();
});

/** A page of another origin around the frame; it writes down every message that it gets. */
async function parent(site, query, fragment = '', allow = 'clipboard-write') {
  return serveText((origin) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Parent</title></head><body>
    <iframe title="Playground" width="800" height="300" allow="${allow}" src="${site}/?embed=1${query(origin)}${fragment}"></iframe>
    <script>globalThis.messages = []; addEventListener('message', ({ data, origin }) => messages.push({ data, origin }));</script></body></html>`);
}

const inFrame = (page) => page.frameLocator('iframe').locator('security-group-playground');

test('a frame tells its height to the stated origin, and takes attributes from it alone', async ({ page, baseURL }) => {
  const owner = await parent(baseURL, (origin) => `&panels=verdict&scenario=stateful-return&origin=${origin}`);
  await page.goto(owner.url);
  await expect(inFrame(page).getByRole('heading', { name: 'Verdict', exact: true })).toBeVisible();
  await expect.poll(() => page.evaluate(() => globalThis.messages.at(-1)?.data.height ?? 0)).toBeGreaterThan(100);
  const messages = await page.evaluate(() => globalThis.messages);
  for (const { data, origin } of messages) expect([Object.keys(data), data.type, origin]).toEqual([['type', 'height'], 'security-group-playground:height', baseURL]);
  // As high as told, nothing is left to scroll.
  await page.evaluate(() => { document.querySelector('iframe').height = globalThis.messages.at(-1).data.height; });
  const frame = page.frames().find((frame) => frame.url().includes('embed=1'));
  await expect.poll(() => frame.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0);
  const theme = () => frame.evaluate(() => document.querySelector('security-group-playground').getAttribute('theme'));
  const set = (value) => ({ type: 'security-group-playground:set', attributes: { theme: value, link: '1.A', class: 'x' } });
  await page.evaluate((message) => document.querySelector('iframe').contentWindow.postMessage(message, '*'), set('dark'));
  await expect.poll(theme).toBe('dark');
  expect(await frame.evaluate(() => document.querySelector('security-group-playground').className)).toBe('');
  // The frame itself is another window of another origin: what it says does not count.
  await frame.evaluate((message) => postMessage(message, '*'), set('light'));
  await frame.evaluate(() => new Promise((done) => { setTimeout(done, 50); }));
  expect(await theme()).toBe('dark');
  owner.close();
});

for (const [what, query] of [
  ['no origin', () => ''],
  ['another origin', () => '&origin=https://elsewhere.example'],
  ['every origin', () => '&origin=*'],
]) {
  test(`a frame with ${what} stated tells its owner nothing and takes nothing`, async ({ page, baseURL }) => {
    const owner = await parent(baseURL, (origin) => `&panels=verdict${query(origin)}`);
    await page.goto(owner.url);
    await expect(inFrame(page).getByRole('heading', { name: 'Verdict', exact: true })).toBeVisible();
    const frame = page.frames().find((frame) => frame.url().includes('embed=1'));
    await page.evaluate(() => document.querySelector('iframe').contentWindow.postMessage({ type: 'security-group-playground:set', attributes: { theme: 'dark' } }, '*'));
    // A message there and back: what was sent before it has arrived.
    await frame.evaluate(() => new Promise((done) => { setTimeout(done, 100); }));
    expect(await page.evaluate(() => globalThis.messages)).toEqual([]);
    expect(await frame.evaluate(() => document.querySelector('security-group-playground').hasAttribute('theme'))).toBe(false);
    owner.close();
  });
}

test('in a frame nothing is kept, a shared link opens, and Share copies', async ({ page, baseURL, context }) => {
  const link = (await readFile(new URL('../links/0.1-v2-acl-ephemeral-port.txt', import.meta.url), 'utf8')).trim();
  await context.grantPermissions(['clipboard-write', 'clipboard-read'], { origin: baseURL });
  const owner = await parent(baseURL, () => '&panels=verdict', `#${link.split('#')[1]}`);
  await page.goto(owner.url);
  const frame = page.frameLocator('iframe');
  await expect(inFrame(page).getByRole('heading', { name: 'Verdict', exact: true })).toBeVisible();
  await frame.getByRole('button', { name: 'Share' }).click();
  await expect(frame.getByRole('dialog')).toBeVisible();
  await frame.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(frame.getByRole('dialog').getByText('Copied', { exact: true })).toBeVisible();
  const inner = page.frames().find((frame) => frame.url().includes('embed=1'));
  expect(await inner.evaluate(() => document.querySelector('security-group-playground').document.name)).toBe('The reply that a network ACL forgets');
  expect(await inner.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length])).toEqual([0, 0, 0]);
  owner.close();
});

test('where a frame may not copy, the text stands ready for the keyboard', async ({ page, baseURL }) => {
  const owner = await parent(baseURL, () => '&panels=verdict', '', '');
  await page.goto(owner.url);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Share' }).click();
  await frame.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(frame.getByText('copy it with the keyboard')).toBeVisible();
  const inner = page.frames().find((frame) => frame.url().includes('embed=1'));
  const selected = await inner.evaluate(() => {
    const area = document.querySelector('security-group-playground').shadowRoot.querySelector('#share-text');
    return area.value.slice(area.selectionStart, area.selectionEnd) === area.value && area.value.length > 100;
  });
  expect(selected).toBe(true);
  owner.close();
});

test('the strict policy alone is enough', async ({ page }) => {
  const strict = "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";
  const troubles = await visit(page, element('scenario="first-look"'), { headers: { 'content-security-policy': strict } });
  await ready(page);
  await page.locator('#it').getByRole('button', { name: 'Share' }).first().click();
  await page.getByRole('tab', { name: 'HTML element' }).click();
  await page.getByText('Preview', { exact: true }).click();
  await expect(page.locator('#it .share-preview security-group-playground').getByRole('heading', { name: 'Verdict', exact: true })).toBeAttached();
  expect(troubles).toEqual([]);
});
