// A page of someone else with the element in it.

import { createServer } from 'node:http';
import { expect } from '@playwright/test';
import { policy } from './serve.mjs';

/** The page's HTML. Its own words stand before and after the element, to see that they stay where they are. */
export const html = (body, { script = '/embed.js', head = '' } = {}) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title>
  <link rel="icon" href="data:,">${head}<script type="module" src="${script}"></script></head>
  <body><main><h1>Host</h1>${body}<p id="after">After</p></main></body></html>`;

/** The element with these attributes. */
export const element = (attributes = '', inside = '') => `<security-group-playground id="it" ${attributes}>${inside}</security-group-playground>`;

/**
 * Opens a host page of the site's origin, under the strict policy unless told otherwise. What the page complains of, a
 * breach of the policy included, comes back. With `own`, the page has a host of its own.
 */
export async function visit(page, body, { headers = { 'content-security-policy': policy }, own = false, ...options } = {}) {
  const troubles = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  await page.addInitScript(() => {
    globalThis.told = [];
    addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
    // Before the element is defined, since its first words come at once.
    addEventListener('DOMContentLoaded', () => {
      for (const element of document.querySelectorAll('security-group-playground')) {
        for (const name of ['ready', 'change', 'verdict', 'error']) element.addEventListener(name, (event) => globalThis.told.push([name, event.detail]));
      }
    });
  });
  if (own) {
    const site = await serveText(html(body, options), headers);
    page.on('close', site.close);
    await page.goto(site.url);
  } else {
    await page.route('**/host.html', (route) => route.fulfill({ contentType: 'text/html', headers, body: html(body, options) }));
    await page.goto('/host.html');
  }
  return troubles;
}

/** A host of its own with one page: of another origin than the site, and as near to it as a browser can see. */
export async function serveText(text, headers = {}) {
  const body = typeof text === 'function' ? text : () => text;
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(body(url));
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  const url = `http://127.0.0.1:${server.address().port}`;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url, close };
}

/** Waits until the element shows what it was asked to show. */
export const ready = (page, id = 'it') => page.waitForFunction((id) => document.getElementById(id)?.document !== undefined && globalThis.told.some(([name]) => name === 'ready'), id);

/** Waits until the element shows the document of this name. */
export const shows = (page, name) =>
  page.waitForFunction((wanted) => document.querySelector('security-group-playground').document?.name === wanted, name);

/** The names of the events so far. */
export const told = (page) => page.evaluate(() => globalThis.told.map(([name]) => name));

/** The element says this, and has told it as an event; the page around it is as it was. */
export async function expectTrouble(page, words) {
  await expect(page.locator('#it').getByRole('alert').first()).toContainText(words);
  const messages = await page.evaluate(() => globalThis.told.filter(([name]) => name === 'error').map(([, detail]) => detail.message));
  expect(messages.join('\n')).toMatch(words);
  await expect(page.locator('#after')).toBeVisible();
  expect(await page.title()).toBe('Host');
}

/** What the element has left in the page and the browser: nothing, that is. */
export const traces = (page) => page.evaluate(async () => ({
  title: document.title,
  address: location.pathname + location.search + location.hash,
  stored: localStorage.length + sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  added: document.querySelectorAll('head > *, body > *').length,
}));
