// Lighthouse on the built page. Accessibility, best practices and SEO must be perfect; performance depends on the
// machine, so it is printed beside its goal and fails nothing.

import lighthouse from 'lighthouse';
import { chromium } from '@playwright/test';
import { launchOptions } from './chromium.mjs';
import { serve } from './serve.mjs';

const port = 9223;
const perfect = ['accessibility', 'best-practices', 'seo'];
const { server, url } = await serve();
const browser = await chromium.launch({ ...launchOptions, args: [...launchOptions.args, `--remote-debugging-port=${port}`] });
try {
  const { lhr } = await lighthouse(`${url}/`, { port, output: 'json', onlyCategories: [...perfect, 'performance'] });
  const score = (id) => Math.round(lhr.categories[id].score * 100);
  console.log(`performance: ${score('performance')} (goal: at least 95)`);
  for (const id of perfect) {
    console.log(`${id}: ${score(id)} (must be 100)`);
    if (score(id) === 100) continue;
    process.exitCode = 1;
    for (const { id: audit } of lhr.categories[id].auditRefs) {
      const { score: part, title } = lhr.audits[audit];
      if (part !== null && part < 1) console.log(`  ${audit}: ${title}`);
    }
  }
} finally {
  await browser.close();
  server.close();
}
