// A document as large as an account can be: 2,500 groups of 60 rules, and a group of 10,000. Typing and scrolling
// stay quick, and only what is in view is drawn. A task is measured in the processor's own time, and what a busy machine
// adds to that is taken off by trying again: a task that is long by itself is long every time. By the clock a task is
// measured too, by the browser's own observer of long tasks, and so is the script of a scroll event; these are not judged
// where the machine gives the page no steady time at all.

import { expect, test } from '@playwright/test';
import { hands } from './keys.mjs';

/** A development build is checked for what it draws; how quick it is says nothing. */
async function isRelease(page) {
  return page.evaluate(async () => {
    const entry = performance.getEntriesByType('resource').find(({ name }) => name.endsWith('.wasm'));
    return (await (await fetch(entry.name)).arrayBuffer()).byteLength < 6_000_000;
  });
}

/** Whether others take the processor away: the same short work takes far longer one time than another. */
async function isStarved(page) {
  const [least, most] = await page.evaluate(async () => {
    const took = [];
    for (let time = 0; time < 25; time += 1) {
      const start = performance.now();
      let sum = 0;
      for (let at = 0; at < 4_000_000; at += 1) sum = (sum + at * 7) % 1_000_003;
      took.push(performance.now() - start + (sum < 0 ? 1 : 0));
      await new Promise((next) => { setTimeout(next, 4); });
    }
    took.sort((one, other) => one - other);
    return [took[2], took[22]];
  });
  return most > 2 * least;
}

/** Opens a document of so many groups with so many rules each. */
async function openLarge(page, groups, rules) {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Verdict' })).toBeAttached();
  await page.evaluate(([groups, rules]) => {
    const hex = (number) => number.toString(16).padStart(8, '0');
    const permission = (at) => ({
      IpProtocol: 'tcp', FromPort: at % 60_000, ToPort: at % 60_000,
      IpRanges: [{ CidrIp: `10.${at % 250}.${Math.floor(at / 250) % 250}.0/24`, Description: `rule ${at}` }],
    });
    const group = (at) => ({
      GroupId: `sg-${hex(at)}`, GroupName: `group-${at}`, Description: 'one of many', VpcId: 'vpc-00000001', OwnerId: '111122223333',
      IpPermissions: Array.from({ length: rules }, (_, rule) => permission(rule)), IpPermissionsEgress: [],
    });
    const base = { SecurityGroups: Array.from({ length: groups }, (_, at) => group(at)) };
    return document.querySelector('security-group-playground').load({ version: 1, name: 'Large', base, steps: [], expectations: [] });
  }, [groups, rules]);
  await page.waitForFunction(() => document.querySelector('security-group-playground').document?.name === 'Large');
  await expect(page.locator('.kinds').getByRole('button', { name: 'Security groups' })).toContainText(String(groups));
}

/** Begins to watch for long tasks, which are those of more than 50 ms by the clock; `stop` gives the longest, 0 where none was. */
const watch = (page) => page.evaluateHandle(() => {
  let longest = 0;
  const note = (entries) => { for (const { duration } of entries) longest = Math.max(longest, duration); };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'longtask' });
  return {
    stop() {
      note(observer.takeRecords());
      observer.disconnect();
      return longest;
    },
  };
});

/**
 * The longest task while something is done, in milliseconds: `processor`, the processor's own time, which others cannot
 * stretch, and `clock`, as the browser's observer of long tasks tells it, 0 for none. Of a few tries the least of each.
 */
async function longest(page, times, act) {
  const client = await page.context().newCDPSession(page);
  const tries = [];
  const isQuick = ({ processor, clock }) => processor <= 50 && clock === 0;
  for (let time = 0; time < times && !tries.some(isQuick); time += 1) {
    const events = [];
    const collect = ({ value }) => events.push(...value);
    client.on('Tracing.dataCollected', collect);
    await client.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel'] } });
    const watched = await watch(page);
    await act(time);
    // Two frames: what the last key led to is drawn.
    await page.evaluate(() => new Promise((done) => {
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0)));
    }));
    const clock = await watched.evaluate((watched) => watched.stop());
    const complete = new Promise((done) => { client.once('Tracing.tracingComplete', done); });
    await client.send('Tracing.end');
    await complete;
    client.off('Tracing.dataCollected', collect);
    const mains = new Set(events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`));
    const tasks = events.filter(({ name, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && mains.has(`${pid} ${tid}`));
    expect(tasks.length).toBeGreaterThan(0);
    tries.push({ processor: Math.max(...tasks.map(({ tdur }) => tdur ?? 0)) / 1000, clock });
  }
  await client.detach();
  const least = (what) => Math.min(...tries.map((one) => one[what]));
  return { processor: least('processor'), clock: least('clock') };
}

test('2,500 groups of 60 rules: no long task while typing or scrolling', async ({ page }, info) => {
  test.slow();
  await openLarge(page, 2500, 60);
  const release = await isRelease(page);
  const quick = async (what, { processor, clock }) => {
    const seen = clock === 0 ? 'none over 50 ms by the clock' : `${Math.round(clock)} ms by the clock`;
    info.annotations.push({ type: what, description: `longest task ${Math.round(processor)} ms of the processor, ${seen}` });
    expect(processor, what).toBeGreaterThan(0);
    if (release) expect(processor, what).toBeLessThanOrEqual(50);
    if (release && clock > 0 && !(await isStarved(page))) expect(clock, what).toBe(0);
  };
  const list = page.getByRole('list', { name: 'Security groups' });
  const search = page.getByLabel('Search by name, id, address or port');
  await quick('searching the groups', await longest(page, 8, async (time) => {
    await search.fill('');
    await search.pressSequentially(`group-2${time}`);
    await expect(list).toContainText(`group-2${time}`);
  }));
  await search.fill('');
  await quick('scrolling the groups', await longest(page, 8, (time) => page.evaluate(async (time) => {
    const box = document.querySelector('security-group-playground').shadowRoot.querySelector('.lines');
    for (let step = 0; step < 20; step += 1) {
      box.scrollTop = (time * 20 + step) * 700;
      await new Promise((next) => requestAnimationFrame(next));
    }
  }, time)));
  expect(await list.getByRole('listitem').count()).toBeLessThanOrEqual(150);
  const filter = page.getByLabel('Filter inbound rules');
  await quick('filtering the rules', await longest(page, 8, async (time) => {
    await filter.fill('');
    await filter.pressSequentially(`rule 1${time}`);
    await expect(page.getByRole('group', { name: 'Inbound rules' })).toContainText(`rule 1${time}`);
  }));
  await filter.fill('');
  await page.getByRole('button', { name: 'Edit inbound rules' }).click();
  const description = page.locator('#rule-60-description');
  await description.focus();
  await quick('typing in the rule form', await longest(page, 8, async (time) => {
    await description.fill('');
    await description.pressSequentially(`tried ${time}`);
  }));
  await quick('completing a group', await longest(page, 8, async (time) => {
    const source = page.locator('#rule-60-source-box');
    await source.fill('');
    await source.pressSequentially(`group-24${time}`);
    await expect(page.getByRole('listbox', { name: 'Suggestions' })).toContainText(`group-24${time}`);
  }));
});

test('10,000 rules: at most 150 rows are drawn, and a scroll event takes under 8 ms', async ({ page }, info) => {
  test.slow();
  await openLarge(page, 1, 10_000);
  const release = await isRelease(page);
  await page.locator('.lines button').first().click();
  const region = page.getByRole('group', { name: 'Inbound rules' });
  await expect(region.getByRole('table')).toHaveAttribute('aria-rowcount', '10001');
  // The script of a scroll event: the handler and the drawing that it leads to, which follows as microtasks.
  const { took, rows } = await region.evaluate(async (box) => {
    const took = [];
    let rows = 0;
    for (let step = 1; step <= 60; step += 1) {
      // As far as one notch of a wheel goes.
      box.scrollTop = step * 120;
      const start = performance.now();
      box.dispatchEvent(new Event('scroll'));
      for (let turn = 0; turn < 50; turn += 1) await null;
      took.push(performance.now() - start);
      rows = Math.max(rows, box.querySelectorAll('tbody tr').length);
      await new Promise((next) => requestAnimationFrame(next));
    }
    return { took: took.sort((one, other) => one - other), rows };
  });
  const median = took[took.length >> 1];
  info.annotations.push({ type: 'script of a scroll event', description: `median ${median.toFixed(2)} ms` });
  expect(rows).toBeGreaterThan(10);
  expect(rows).toBeLessThanOrEqual(150);
  if (release && !(await isStarved(page))) expect(median).toBeLessThan(8);
  await region.evaluate((box) => { box.scrollTop = box.scrollHeight; });
  await expect(region.getByRole('row').last()).toContainText('rule 9999');
  await page.getByLabel('Filter inbound rules').fill('rule 9998');
  await expect(region.getByRole('row')).toHaveCount(2);

  // With the keyboard alone: into the filter's text, then on to the table, and to its end.
  const { write, reach, key } = hands(page);
  await write(page.getByLabel('Filter inbound rules'), 'rule 99');
  await expect(region.getByRole('table')).toHaveAttribute('aria-rowcount', '112');
  await write(page.getByLabel('Filter inbound rules'), '');
  await reach(region);
  await key('Control+End');
  await expect(region.getByRole('row').last()).toContainText('rule 9999');

  // At 390 px the rows are cards, and still only those in view are drawn.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('navigation', { name: 'Parts of the page', exact: true }).getByRole('button', { name: 'Rules', exact: true }).click();
  await region.evaluate((box) => { box.scrollTop = 130_000; });
  await expect(region.locator('tbody tr').first()).toContainText('rule 1');
  expect(await region.locator('tbody tr').count()).toBeLessThanOrEqual(150);
});
