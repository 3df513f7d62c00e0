// Pictures of the built page in named states. Without names: those that the README shows, into docs/pictures/, each
// light and dark, well compressed. With names: these states at every size, light, dark and in forced colours, into
// target/pictures/, for a person's eye.

import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { launchOptions } from './chromium.mjs';
import { serve } from './serve.mjs';
import { states } from './states.mjs';

const wide = { width: 1440, height: 900 };
const middle = { width: 1024, height: 768 };
const narrow = { width: 390, height: 844 };

const light = { name: 'light', colorScheme: 'light' };
const dark = { name: 'dark', colorScheme: 'dark' };
const forced = { name: 'forced', colorScheme: 'dark', forcedColors: 'active' };

/** What the README shows: a state and its size. */
const shown = [['first-sight', wide], ['rule-form', wide], ['first-sight', narrow]];

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in states));
if (unknown.length > 0) {
  console.error(`no such state: ${unknown.join(', ')}; there are: ${Object.keys(states).join(', ')}`);
  process.exit(1);
}
const plan = names.length > 0
  ? names.flatMap((name) => [wide, middle, narrow].map((viewport) => [name, viewport, [light, dark, forced]]))
  : shown.map(([name, viewport]) => [name, viewport, [light, dark]]);
const folder = fileURLToPath(new URL(names.length > 0 ? '../../target/pictures/' : '../../docs/pictures/', import.meta.url));

/** The page as WebP, a third of what PNG takes. */
async function picture(page) {
  const client = await page.context().newCDPSession(page);
  const { data } = await client.send('Page.captureScreenshot', { format: 'webp', quality: 88 });
  return Buffer.from(data, 'base64');
}

await mkdir(folder, { recursive: true });
const { server, url } = await serve();
const browser = await chromium.launch(launchOptions);
try {
  for (const [name, viewport, looks] of plan) {
    for (const { name: look, ...media } of looks) {
      const context = await browser.newContext({ viewport, reducedMotion: 'reduce', ...media });
      const page = await context.newPage();
      const troubles = [];
      page.on('pageerror', (error) => troubles.push(error.message));
      page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
      await page.goto(`${url}/`);
      await states[name](page);
      const file = `${name}-${viewport.width}-${look}`;
      if (names.length > 0) await page.screenshot({ path: `${folder}${file}.png` });
      else await writeFile(`${folder}${file}.webp`, await picture(page));
      await context.close();
      if (troubles.length > 0) throw new Error(`${file}: ${troubles.join('; ')}`);
      console.log(file);
    }
  }
} finally {
  await browser.close();
  server.close();
}
