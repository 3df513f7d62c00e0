// Pictures of the built page in named states, for the README, the documentation and a person's eye:
// docs/pictures/<state>-<width>-<scheme>.png. Names on the command line choose states; none takes all.

import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { launchOptions } from './chromium.mjs';
import { serve } from './serve.mjs';
import { states } from './states.mjs';

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const sizes = [[1440, 900], [1024, 768], [390, 844]];
const schemes = ['light', 'dark'];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in states));
if (unknown.length > 0) {
  console.error(`no such state: ${unknown.join(', ')}; there are: ${Object.keys(states).join(', ')}`);
  process.exit(1);
}

await mkdir(folder, { recursive: true });
const { server, url } = await serve();
const browser = await chromium.launch(launchOptions);
try {
  for (const [name, reach] of Object.entries(states)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const [width, height] of sizes) {
      for (const colorScheme of schemes) {
        const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
        const page = await context.newPage();
        const troubles = [];
        page.on('pageerror', (error) => troubles.push(error.message));
        page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
        await page.goto(`${url}/`);
        await reach(page);
        await page.screenshot({ path: `${folder}${name}-${width}-${colorScheme}.png` });
        await context.close();
        if (troubles.length > 0) throw new Error(`${name} at ${width}, ${colorScheme}: ${troubles.join('; ')}`);
        console.log(`${name}-${width}-${colorScheme}.png`);
      }
    }
  }
} finally {
  await browser.close();
  server.close();
}
