// What is wrong is said in the element's box, in words, and as an event; the page around it is left alone.

import { expect, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';
import { element, expectTrouble, ready, shows, told, visit } from './host.mjs';

const inside = '<p>Words of the author.</p>';
const json = (text) => `${inside}<script type="application/json">${text}</script>`;

// What, the element, what is said, and whether the playground stands there nevertheless.
const wrong = [
  ['a scenario that is not there', element('scenario="no-such-thing"', inside), /there is no scenario `no-such-thing`/, false],
  ['an address that is not there', element('scenario="/nothing.json"', inside), /`\/nothing\.json` is not there: HTTP 404/, false],
  ['an address of another origin', element('scenario="https://elsewhere.example/a.json"', inside), /another origin: https:\/\/elsewhere\.example/, false],
  ['JSON that is cut', element('', json('{"version": 1, "steps": [')), /ends in the middle, at line 1/, false],
  ['JSON of another shape', element('', json('{"Buckets": []}')), /no key is known/i, false],
  ['a link that is cut', element('link="2.8w2eneWcS3KDMAyG79"', inside), /cut off or was changed/, false],
  ['a link of a version to come', element('link="9.abc"', inside), /version 9|`9`/, false],
  ['a theme that is none', element('theme="blue"', inside), /`theme` is `blue`, which is none of auto, light, dark/, true],
  ['a panel that is none', element('panels="verdict,maps"', inside), /`maps`/, true],
  ['readonly that is meant to be off', element('readonly="false"', inside), /leave the attribute out/, true],
];

for (const [what, body, words, stands] of wrong) {
  test(`${what}: said in words`, async ({ page }) => {
    await visit(page, body);
    await expectTrouble(page, words);
    if (stands) {
      await ready(page);
      await expect(page.locator('#it').getByRole('heading', { name: 'Verdict', exact: true })).toBeVisible();
    } else {
      // What the author wrote stands there still, and a way to try again.
      await expect(page.getByText('Words of the author.')).toBeVisible();
      await expect(page.locator('#it').getByRole('button', { name: 'Try again' })).toBeVisible();
      expect(await told(page)).not.toContain('ready');
    }
  });
}

test('trouble passes: with a better attribute, and when it is tried again', async ({ page }) => {
  await visit(page, element('scenario="no-such-thing" theme="blue"', inside));
  await expectTrouble(page, /no scenario/);
  await page.evaluate(() => {
    document.querySelector('#it').setAttribute('theme', 'dark');
    document.querySelector('#it').setAttribute('scenario', 'stateful-return');
  });
  await shows(page, 'A reply needs no rule');
  await expect(page.locator('#it .trouble')).toHaveCount(0);
  // A wrong name later leaves what is there.
  await page.evaluate(() => document.querySelector('#it').setAttribute('scenario', 'no-such-thing'));
  await expectTrouble(page, /no scenario/);
  await shows(page, 'A reply needs no rule');
});

test('a call that makes no sense throws, and changes nothing', async ({ page }) => {
  await visit(page, element('scenario="stateful-return"'));
  await ready(page);
  const thrown = await page.evaluate(() => {
    const it = document.querySelector('#it');
    const message = (call) => { try { call(); return null; } catch (error) { return error.message; } };
    const before = JSON.stringify(it.document);
    const early = document.createElement('security-group-playground');
    return [
      message(() => it.send({ from: 'internet' })),
      message(() => it.send({ from: 'internet', to: 'eni-9', protocol: 'tcp', destinationPort: 1 })),
      message(() => it.load('{"Buckets": []}')),
      message(() => early.send({})),
      before === JSON.stringify(it.document),
    ];
  });
  expect(thrown[0]).toMatch(/to/);
  expect(thrown[1]).toMatch(/eni-9/);
  expect(thrown[2]).toMatch(/no key is known/i);
  expect(thrown[3]).toMatch(/not ready/);
  expect(thrown[4]).toBe(true);
});

for (const name of ['sg-web.js', 'sg-web_bg.wasm', 'playground.css']) {
  test(`${name} that cannot be had, or is of another release, is refused`, async ({ page }) => {
    await page.route(`**/${name}`, (route) => route.abort());
    await visit(page, element('', inside));
    await expectTrouble(page, new RegExp(`${name.replace('.', '\\.')} cannot be reached, or is not of this release`));
    await expect(page.getByText('Words of the author.')).toBeVisible();
    await page.unroute(`**/${name}`);
    const file = await readFile(new URL(`../../dist/${name}`, import.meta.url));
    const more = name.endsWith('.wasm') ? Buffer.from([0, 2, 1, 97]) : Buffer.from(name.endsWith('.js') ? '\nglobalThis.altered = true;' : '\n:host { color: red }');
    const type = { js: 'text/javascript', wasm: 'application/wasm', css: 'text/css' }[name.split('.').pop()];
    await page.route(`**/${name}`, (route) => route.fulfill({ contentType: type, body: Buffer.concat([file, more]) }));
    await page.goto('/host.html');
    await expectTrouble(page, /not of this release/);
    expect(await page.evaluate(() => globalThis.altered)).toBeUndefined();
    await page.unroute(`**/${name}`);
    await page.goto('/host.html');
    await ready(page);
  });
}

test('it can be tried again once the network is back', async ({ page }) => {
  await page.route('**/playground.css', (route) => route.abort());
  await visit(page, element('', inside));
  await expectTrouble(page, /cannot be reached/);
  await page.unroute('**/playground.css');
  await page.locator('#it').getByRole('button', { name: 'Try again' }).click();
  await ready(page);
  await expect(page.locator('#it .trouble')).toHaveCount(0);
});

test('without scripts, without the script, and without WebAssembly, the author\'s words stand there', async ({ browser, page, baseURL }) => {
  await page.addInitScript(() => { delete globalThis.WebAssembly; });
  await visit(page, element('', inside));
  await expectTrouble(page, /WebAssembly is switched off/);
  await expect(page.getByText('Words of the author.')).toBeVisible();
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  const plain = await context.newPage();
  await plain.route('**/host.html', (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>Host</title>${element('', inside)}` }));
  await plain.goto('/host.html');
  await expect(plain.getByText('Words of the author.')).toBeVisible();
  await plain.goto('/');
  await expect(plain.getByText('needs JavaScript and WebAssembly')).toBeVisible();
  await context.close();
});

test('a link that is a bomb is stopped within a second, and the work stays', async ({ page }) => {
  const dictionary = Buffer.concat(await Promise.all([1, 2].map((version) => readFile(new URL(`../../core/src/formats/share/dictionary_${version}.txt`, import.meta.url)))));
  const bomb = (json) => {
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(json));
    return `2.${Buffer.concat([sum, deflateRawSync(json, { dictionary, level: 9 })]).toString('base64url')}`;
  };
  const blanks = bomb(Buffer.concat([Buffer.alloc(25_000_000, 32), Buffer.from('{"version":1}')]));
  const objects = bomb(Buffer.from(`{"version":1,"base":{"SecurityGroups":[${'{},'.repeat(400_000)}{}]}}`));
  await visit(page, element('scenario="stateful-return" panels="verdict"'));
  await ready(page);
  const before = await page.evaluate(() => JSON.stringify(document.querySelector('#it').document));
  for (const link of [blanks, objects]) {
    const took = await page.evaluate((link) => {
      const began = performance.now();
      document.querySelector('#it').setAttribute('link', link);
      return performance.now() - began;
    }, link);
    await expectTrouble(page, /unpacks to more than a link may carry/i);
    expect(took).toBeLessThan(1_000);
    expect(await page.evaluate(() => JSON.stringify(document.querySelector('#it').document))).toBe(before);
  }
});

/** CRC-32, which Node has only in later releases. */
function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}
