// Work is never lost: kept at each change, restored at the next visit, in several documents, never overwritten by
// another tab; said where the browser refuses; offered for download when the page itself fails.

import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { hands } from './keys.mjs';
import { expectAccessible, expectNoSidewaysScroll, open, verdict } from './playground.mjs';

const kept = (page) => page.locator('.kept');
const name = (page) => page.locator('.what-name');
const documents = (page) => page.getByRole('dialog', { name: 'Documents and lessons', exact: true });
const mine = (page) => documents(page).getByRole('list', { name: 'Your documents', exact: true });
const moments = (page) => page.getByRole('group', { name: 'History', exact: true }).getByRole('button');

/** Sends the packet that stands in the form, and waits until that is kept. */
async function change(page) {
  const before = await moments(page).count();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(moments(page)).toHaveCount(before + 1);
  await expect(kept(page)).toHaveText('Saved');
}

async function list(page) {
  await page.locator('#open').click();
  await expect(documents(page)).toBeVisible();
}

test('a change is kept and is there again at the next visit, with its history', async ({ page, context }) => {
  await open(page);
  await expect(kept(page)).toHaveText('');
  await page.getByRole('button', { name: 'Apply this change', exact: true }).first().click();
  await change(page);
  await expect(verdict(page)).toHaveText('Allowed');
  // It has the scenario's name, and is told from it.
  await list(page);
  await expect(mine(page).locator('[aria-current]')).toHaveText(/^A web server and its database\s*Your copy, /);
  await expect(documents(page).locator('[aria-current]')).toHaveCount(1);
  await page.keyboard.press('Escape');
  const typed = async () => Promise.all(['From', 'To', 'Destination port'].map((name) => page.getByLabel(name, { exact: true }).inputValue()));
  const before = await typed();
  await page.reload();
  await expect(verdict(page)).toHaveText('Allowed');
  await expect(moments(page)).toHaveCount(5);
  // Form and verdict are of the same packet.
  expect(await typed()).toEqual(before);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(verdict(page)).toHaveText('Denied');
  await expect(kept(page)).toHaveText('Saved');
  const visit = await context.newPage();
  await open(visit);
  // What was undone is there too, and can be done again.
  await expect(moments(visit)).toHaveCount(5);
  await expect(verdict(visit)).toHaveText('Denied');
  await visit.getByRole('button', { name: 'Redo', exact: true }).click();
  await visit.getByRole('button', { name: 'Redo', exact: true }).click();
  await expect(verdict(visit)).toHaveText('Allowed');
});

for (const [width, height] of [[1440, 900], [390, 844]]) {
  test(`a branch from the past leaves the document whole, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    await change(page);
    await change(page);
    const title = await name(page).textContent();
    await moments(page).nth(1).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('Looking back at step 1 of 4.', { exact: false })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Branch into a new document/ }).focus();
    await page.keyboard.press('Enter');
    await expect(name(page)).toHaveText(`${title} - branch`);
    await expect(moments(page)).toHaveCount(2);
    await expect(page.getByText('Looking back', { exact: false })).toHaveCount(0);
    await expect(kept(page)).toHaveText('Saved');
    await expectAccessible(page);
    await list(page);
    await expect(mine(page).getByRole('button', { name: `Rename ${title}`, exact: true })).toHaveCount(1);
    await expect(mine(page).getByRole('button', { name: `Rename ${title} - branch`, exact: true })).toHaveCount(1);
    const line = mine(page).getByRole('listitem').filter({ has: page.getByRole('button', { name: `Rename ${title}`, exact: true }) });
    await line.getByRole('button').first().click();
    await expect(name(page)).toHaveText(title);
    await expect(moments(page)).toHaveCount(5);
    await expect(page.getByText('Looking back', { exact: false })).toHaveCount(0);
    await page.reload();
    await expect(moments(page)).toHaveCount(5);
    // The next branch has a name of its own.
    await moments(page).nth(1).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Branch into a new document/ }).focus();
    await page.keyboard.press('Enter');
    await expect(name(page)).toHaveText(`${title} - branch 2`);
  });
}

test('what came later than the past is dropped on request', async ({ page }) => {
  await open(page);
  await change(page);
  await moments(page).nth(1).click();
  await page.getByRole('button', { name: /^Drop the \d+ later steps/ }).click();
  await expect(page.getByText('Looking back', { exact: false })).toHaveCount(0);
  await expect(moments(page)).toHaveCount(2);
  await expect(kept(page)).toHaveText('Saved');
  await page.reload();
  await expect(moments(page)).toHaveCount(2);
});

test('a page that goes at the very moment of a change loses nothing and does not ask', async ({ page }) => {
  await open(page);
  await change(page);
  page.on('dialog', () => { throw new Error('it asked'); });
  const loaded = page.waitForEvent('load');
  await page.evaluate(() => {
    const buttons = [...document.querySelector('security-group-playground').shadowRoot.querySelectorAll('button')];
    buttons.find(({ dataset }) => dataset.key === 'send').click();
    // Once the change is drawn, and long before it is written.
    requestAnimationFrame(() => { requestAnimationFrame(() => { location.reload(); }); });
  });
  await loaded;
  await expect(moments(page)).toHaveCount(5);
  await expect(kept(page)).toHaveText('Saved');
});

test('what an earlier page left damaged holds up nothing', async ({ page }) => {
  await page.addInitScript(() => {
    localStorage.setItem('security-group-playground:page:rescue:x', '{"id": "x", "na');
    localStorage.setItem('security-group-playground:page:rescue:y', '{}');
  });
  await open(page);
  await change(page);
  await page.reload();
  await expect(moments(page)).toHaveCount(4);
  await list(page);
  await expect(mine(page).getByRole('listitem')).toHaveCount(1);
});

test('what was only looked at is no document, and a scenario is a new one each time', async ({ page }) => {
  await open(page);
  await list(page);
  await expect(mine(page).getByRole('listitem')).toHaveCount(0);
  await documents(page).getByRole('button', { name: 'A reply needs no rule', exact: true }).click();
  await expect(documents(page)).toHaveCount(0);
  await expect(name(page)).toHaveText('A reply needs no rule');
  await moments(page).last().click();
  await change(page);
  await list(page);
  await expect(mine(page).getByRole('listitem')).toHaveCount(1);
  await documents(page).getByRole('button', { name: 'A web server and its database', exact: true }).click();
  await moments(page).last().click();
  await change(page);
  await list(page);
  await expect(mine(page).getByRole('listitem')).toHaveCount(2);
  await mine(page).getByRole('button', { name: /^A reply needs no rule/ }).click();
  await expect(name(page)).toHaveText('A reply needs no rule');
});

test('documents are renamed, duplicated, deleted and begun, by keyboard alone', async ({ page }) => {
  await open(page);
  await change(page);
  await page.locator('#open').focus();
  await page.keyboard.press('Enter');
  await expect(mine(page).getByRole('listitem')).toHaveCount(1);
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Rename A web server and its database', exact: true }).press('Enter');
  const field = page.getByRole('textbox', { name: 'New name of A web server and its database', exact: true });
  await expect(field).toBeFocused();
  await field.fill('shop, before the change');
  await page.keyboard.press('Enter');
  await expect(mine(page)).toContainText('shop, before the change');
  await expect(name(page)).toHaveText('shop, before the change');

  await page.getByRole('button', { name: 'Duplicate shop, before the change', exact: true }).press('Enter');
  await expect(mine(page).getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Delete shop, before the change (copy)', exact: true }).press('Enter');
  await expect(documents(page).getByRole('button', { name: 'Keep', exact: true })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(mine(page).getByRole('listitem')).toHaveCount(1);

  await page.getByRole('searchbox', { name: 'Search documents and scenarios', exact: true }).fill('ping');
  await expect(documents(page).getByRole('button', { name: 'Rules for ping', exact: true })).toBeVisible();
  await expect(mine(page).getByRole('listitem')).toHaveCount(0);
  await documents(page).getByRole('button', { name: 'New empty document', exact: true }).press('Enter');
  await expect(documents(page)).toHaveCount(0);
  await expect(name(page)).toHaveText('Untitled');
  await page.reload();
  await list(page);
  await expect(mine(page)).toContainText('shop, before the change');
});

test('the document on the screen can be deleted, and nothing brings it back', async ({ page }) => {
  await open(page);
  await change(page);
  await list(page);
  await page.getByRole('button', { name: 'Delete A web server and its database', exact: true }).click();
  await documents(page).getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(mine(page).getByRole('listitem')).toHaveCount(0);
  await page.reload();
  await expect(moments(page)).toHaveCount(3);
  await expect(kept(page)).toHaveText('');
});

/** What presses a choice: a mouse, the keyboard alone, a finger on a phone. */
const ways = [
  { how: 'by mouse', choice: 'Show the other version', options: {}, press: (page, button) => button.click() },
  { how: 'by keys', choice: 'Keep both', options: {}, press: (page, button) => hands(page).press(button) },
  { how: 'by touch at 390 px', choice: 'Keep both', options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }, press: (page, button) => button.tap() },
];

for (const { how, choice, options, press } of ways) {
  test.describe(how, () => {
    test.use(options);
    test(`a second tab never overwrites the first: ${choice}`, async ({ page, context }) => {
      await open(page);
      await change(page);
      const other = await context.newPage();
      await open(other);
      await expect(moments(other)).toHaveCount(4);
      await change(other);
      await change(other);
      await expect(page.getByText('Another tab changed this document', { exact: false })).toBeVisible();
      await expectAccessible(page);
      // What is done here meanwhile stays here, and is not written over the other's.
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await expect(moments(page)).toHaveCount(5);
      await expect(kept(page)).toHaveText('Not saved');
      await press(page, page.getByRole('button', { name: choice, exact: true }));
      await expect(page.getByText('Another tab changed this document', { exact: false })).toHaveCount(0);
      const mineAfter = choice === 'Keep both' ? 5 : 6;
      await expect(moments(page)).toHaveCount(mineAfter);
      await expect(kept(page)).toHaveText('Saved');
      await page.reload();
      await expect(moments(page)).toHaveCount(mineAfter);
      await list(page);
      await expect(mine(page).getByRole('listitem')).toHaveCount(choice === 'Keep both' ? 2 : 1);
      await other.reload();
      await expect(moments(other)).toHaveCount(6);
    });
  });
}

test('a document that another tab deletes stays on this screen and can be kept', async ({ page, context }) => {
  await open(page);
  await change(page);
  const other = await context.newPage();
  await open(other);
  await list(other);
  await other.getByRole('button', { name: 'Delete A web server and its database', exact: true }).click();
  await documents(other).getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('Another tab deleted this document', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Keep it', exact: true }).click();
  await expect(kept(page)).toHaveText('Saved');
  await page.reload();
  await expect(moments(page)).toHaveCount(4);
});

/** The page before its document unloads: whether it asks. */
async function asksBeforeLeaving(page) {
  let asked = false;
  page.once('dialog', (dialog) => {
    asked = dialog.type() === 'beforeunload';
    dialog.accept();
  });
  const gone = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await gone;
  return asked;
}

test('a browser that stores nothing is named, the work can be saved as a file, and leaving asks', async ({ page, context }) => {
  await context.addInitScript(() => {
    const refuse = { get() { throw new DOMException('denied', 'SecurityError'); } };
    for (const what of ['indexedDB', 'localStorage', 'sessionStorage']) Object.defineProperty(window, what, refuse);
  });
  await open(page);
  await expect(page.getByText('this browser stores nothing here', { exact: false })).toHaveCount(0);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('this browser stores nothing here', { exact: false })).toBeVisible();
  await expect(kept(page)).toHaveText('Not saved');
  await expectAccessible(page);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as a file', exact: true }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('a-web-server-and-its-database.json');
  expect(JSON.parse(await readFile(await file.path(), 'utf8')).steps).toHaveLength(3);
  expect(await asksBeforeLeaving(page)).toBe(true);
});

test('a full disk is named, and the next change tries again', async ({ page }) => {
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    window.full = true;
    IDBObjectStore.prototype.put = function full(...what) {
      if (window.full) throw new DOMException('no room', 'QuotaExceededError');
      return put.apply(this, what);
    };
  });
  await open(page);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('its storage is full', { exact: false })).toBeVisible();
  await page.evaluate(() => { window.full = false; });
  await change(page);
  await expect(page.getByText('its storage is full', { exact: false })).toHaveCount(0);
});

test('leaving does not ask when everything is kept', async ({ page }) => {
  await open(page);
  await change(page);
  expect(await asksBeforeLeaving(page)).toBe(false);
});

test('a document of 20 MB is kept, and later changes write only what changed', async ({ page }) => {
  test.slow();
  await open(page);
  await page.evaluate(() => {
    const it = document.querySelector('security-group-playground');
    const { base } = it.document;
    // Names of resources are the bulk of a large account.
    base.SecurityGroups[0].Tags = Array.from({ length: 50 }, (_, at) => ({ Key: `Note${at}`, Value: 'x'.repeat(400_000) }));
    it.load({ ...it.document, base, name: 'large' });
    window.written = [];
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function told(value, ...key) {
      if (typeof value === 'string') window.written.push(value.length);
      return put.call(this, value, ...key);
    };
  });
  await expect(name(page)).toHaveText('large');
  await change(page);
  await change(page);
  const written = await page.evaluate(() => window.written);
  expect(written.filter((size) => size > 20_000_000)).toHaveLength(1);
  await page.reload();
  await expect(name(page)).toHaveText('large');
  await expect(moments(page)).toHaveCount(5);
});

/** Makes the next drawing of the page fail: the browser refuses to put anything new into it. */
const breakPage = (page) => page.evaluate(() => {
  Node.prototype.insertBefore = () => { throw new Error('broken on purpose'); };
});

test('a page that fails offers the work, and the next visit has it too', async ({ page }) => {
  page.on('pageerror', () => {});
  await page.goto('/');
  // Drawn is not shown yet.
  await expect(verdict(page)).toBeVisible();
  await expect(verdict(page)).toHaveText('Denied');
  await change(page);
  await breakPage(page);
  await page.getByRole('button', { name: 'Edit inbound rules', exact: true }).click();
  const overlay = page.getByRole('alert').filter({ hasText: 'The playground stopped' });
  await expect(overlay).toBeVisible();
  await expectAccessible(page);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    overlay.getByRole('link', { name: 'Save my work', exact: true }).click(),
  ]);
  const saved = JSON.parse(await readFile(await file.path(), 'utf8'));
  expect(saved.steps).toHaveLength(3);
  expect(saved.name).toBe('A web server and its database');
  await overlay.getByRole('button', { name: 'Load the page again', exact: true }).click();
  await expect(moments(page)).toHaveCount(4);
});

test('a module that ends without a word offers the work too, and errors of others do not', async ({ page }) => {
  page.on('pageerror', () => {});
  await page.goto('/');
  await expect(verdict(page)).toHaveText('Denied');
  const overlay = page.getByRole('alert').filter({ hasText: 'The playground stopped' });
  const fail = (stack) => page.evaluate((at) => {
    const error = new WebAssembly.RuntimeError('memory access out of bounds');
    Object.defineProperty(error, 'stack', { value: at });
    dispatchEvent(new ErrorEvent('error', { error }));
  }, stack);
  await fail('at other.wasm:1');
  await expect(overlay).toHaveCount(0);
  await fail('at sg-web_bg.wasm:1');
  await expect(overlay).toContainText('memory access out of bounds');
  await expect(overlay.getByRole('link', { name: 'Save my work', exact: true })).toBeFocused();
});

test('a document that breaks the page is left closed the next time', async ({ page }) => {
  await open(page);
  await change(page);
  // As the last load of this tab leaves it when the page fails over what it opens.
  await page.evaluate(() => {
    const id = sessionStorage.getItem('security-group-playground:page:last');
    sessionStorage.setItem('security-group-playground:page:opening', id);
  });
  await page.reload();
  await expect(page.locator('.toast')).toContainText('The last document was left closed');
  await expect(moments(page)).toHaveCount(3);
  await list(page);
  await mine(page).getByRole('button', { name: /^A web server and its database/ }).click();
  await expect(moments(page)).toHaveCount(4);
});

test.describe('390 × 844', () => {
  test.use({ viewport: { width: 390, height: 844 } });
  test('the list fits and works', async ({ page }) => {
    await open(page);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(moments(page)).toHaveCount(4);
    await list(page);
    await expect(mine(page).getByRole('listitem')).toHaveCount(1);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});

test('another element keeps nothing, and with `persist` its own', async ({ page }) => {
  const host = (attributes) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title>
    <script type="module" src="/embed.js"></script></head><body><h1>Host</h1>
    <security-group-playground ${attributes}></security-group-playground></body></html>`;
  let attributes = 'scenario="stateful-return" panels="packet,verdict"';
  await page.route('**/host.html', (route) => route.fulfill({ contentType: 'text/html', body: host(attributes) }));
  const steps = () => page.evaluate(() => document.querySelector('security-group-playground').document?.steps.length);
  const stored = () => page.evaluate(async () => (await indexedDB.databases()).length + localStorage.length);
  await page.goto('/host.html');
  await expect.poll(steps).toBe(3);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect.poll(steps).toBe(4);
  expect(await stored()).toBe(0);

  attributes = 'scenario="stateful-return" panels="packet,verdict" persist="lesson-1"';
  await page.goto('/host.html');
  await expect.poll(steps).toBe(3);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect.poll(steps).toBe(4);
  await expect.poll(() => page.evaluate(() => localStorage.getItem('security-group-playground:element:lesson-1:last'))).not.toBeNull();
  // Kept within a moment of the change; nothing on this page tells when.
  await expect(async () => {
    await page.goto('/host.html');
    await expect.poll(steps, { timeout: 8000 }).toBe(4);
  }).toPass();
});
