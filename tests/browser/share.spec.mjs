// The dialog Share: what a link tells, how long it is, the lines for other pages, and what they will show.

import { expect, test } from '@playwright/test';
import { expectAccessible, group, groups, importText, open, tcp } from './playground.mjs';

async function share(page) {
  await page.getByRole('button', { name: 'Share', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Share', exact: true });
  await expect(dialog).toBeVisible();
  return { dialog, text: dialog.getByLabel('Text to copy'), tab: (name) => dialog.getByRole('tab', { name, exact: true }).click() };
}

test('it tells what a link carries and how long it is, and shortens it with stand-ins', async ({ page }) => {
  await open(page);
  const { dialog, text, tab } = await share(page);
  await expect(dialog.getByText('names and tags')).toBeVisible();
  // The addresses as well, those that stand-ins leave too.
  await dialog.getByText(/^\d+ IP addresses and blocks$/).click();
  await expect(dialog.locator('.share-told')).toContainText('198.51.100.0/24');
  const before = await text.inputValue();
  expect(before).toMatch(/\/#2\.[\w-]+$/);
  await expect(dialog.getByText(`The link has ${before.length} characters. Mail and chat programs leave it whole.`)).toBeVisible();
  expect(before.length).toBeLessThan(1_000);
  // What stands in a page is cut by no mail.
  await tab('HTML element');
  await expect(dialog.getByText('Mail and chat programs', { exact: false })).toHaveCount(0);
  await tab('Link');
  await dialog.getByLabel('Replace account ids').check();
  await expect(text).not.toHaveValue(before);
  await expect(text).toHaveValue(/\/#2\.[\w-]+$/);
  await expectAccessible(page);
});

test('a link that is too long says so, and offers a file that opens again', async ({ page }) => {
  await open(page);
  const many = Array.from({ length: 60 }, (_, at) => group(`sg-${(at * 7919 + 4096).toString(16).padStart(8, '0')}`, `team-${at}-${(at * 104729) % 9973}`, [tcp(1024 + ((at * 37) % 900), `10.${at}.0.0/16`)]));
  await importText(page, groups(...many));
  const { dialog } = await share(page);
  await expect(dialog.getByText('a file is safer')).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^Save as a file/ })).toHaveCount(1);
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as a file instead', exact: true }).click();
  const saved = await (await saving).createReadStream();
  const chunks = [];
  for await (const chunk of saved) chunks.push(chunk);
  const document = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  expect([document.version, document.base.SecurityGroups.length]).toEqual([1, 60]);
});

test('lines for an element, a frame and Markdown, with a preview that follows', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: baseURL });
  await open(page);
  const { dialog, text, tab } = await share(page);
  await tab('Markdown');
  await expect(text).toHaveValue(/^\[Open in the Security Group Playground\]\(http:.*#2\.[\w-]+\)$/);
  await tab('HTML element');
  await expect(text).toHaveValue(/<security-group-playground scenario="first-look">/);
  await dialog.getByRole('checkbox', { name: 'Verdict', exact: true }).check();
  await dialog.getByRole('checkbox', { name: 'Rules', exact: true }).check();
  await dialog.getByLabel('Theme', { exact: true }).selectOption('Dark');
  await dialog.getByRole('checkbox', { name: /^Read only/ }).check();
  await expect(text).toHaveValue(/ scenario="first-look" panels="verdict,rules" theme="dark" readonly>/);
  await dialog.getByText('Preview', { exact: true }).click();
  const preview = dialog.locator('security-group-playground');
  await expect(preview.getByRole('heading', { name: 'Verdict', exact: true })).toBeVisible();
  await expect(preview.locator('.panel')).toHaveCount(2);
  await expect(preview.getByRole('button', { name: /^Edit/ })).toHaveCount(0);
  await dialog.getByRole('checkbox', { name: 'Rules', exact: true }).uncheck();
  await expect(preview.locator('.panel')).toHaveCount(1);
  await tab('HTML iframe');
  await expect(text).toHaveValue(/<iframe src="[^"]*\?embed=1&amp;panels=verdict&amp;theme=dark&amp;readonly&amp;scenario=first-look" title=/);
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(dialog.getByText('Copied', { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await text.inputValue());
  await expectAccessible(page);
});

test('what somebody did travels in the line, and the line shows it', async ({ page, baseURL }) => {
  await open(page);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const { text, tab } = await share(page);
  await tab('HTML element');
  const line = await text.inputValue();
  expect(line).toMatch(/ link="2\.[\w-]+"/);
  const steps = await page.evaluate(() => document.querySelector('security-group-playground').document.steps.length);
  await page.route('**/host.html', (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>Host</title>${line}` }));
  await page.goto(`${baseURL}/host.html`);
  await expect(page.locator('security-group-playground').getByRole('heading', { name: 'Verdict', exact: true })).toBeAttached();
  await expect.poll(() => page.evaluate(() => document.querySelector('security-group-playground').document.steps.length)).toBe(steps);
});

test('looking back, it says how far the link goes, and shares the rest if asked to', async ({ page, context }) => {
  await open(page);
  const send = page.getByRole('button', { name: 'Send', exact: true });
  await send.click();
  const history = page.getByRole('region', { name: 'History', exact: true });
  await expect(history.getByRole('listitem')).toHaveCount(4);
  const shared = async (all) => {
    const { dialog, text } = await share(page);
    const part = await text.inputValue();
    if (all) {
      await dialog.getByRole('checkbox', { name: 'Share the 2 later steps too', exact: true }).press('Space');
      await expect(dialog.getByText('You are looking back at step 1 of 3. The link holds all 3 steps, and opens at the last.', { exact: true })).toBeVisible();
      await expect(text).not.toHaveValue(part);
    } else {
      await expect(dialog.getByText('The link ends at step 1 of 3, the one you are looking back at: nothing later is in it.', { exact: true })).toBeVisible();
    }
    await expectAccessible(page);
    const link = await text.inputValue();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    return link;
  };
  await history.getByRole('button', { name: /TCP 443 SYN/ }).click();
  const links = [await shared(false), await shared(true)];
  await page.getByRole('button', { name: 'Back to the newest', exact: true }).click();
  const { dialog, text } = await share(page);
  await expect(dialog.getByText('looking back', { exact: false })).toHaveCount(0);
  // One's own work goes without the lesson's task, unless it is asked for.
  const without = await text.inputValue();
  await dialog.getByRole('checkbox', { name: /^With the lesson's task: SSH from your address was denied/ }).check();
  await expect(text).not.toHaveValue(without);
  links.push(without, await text.inputValue());
  for (const [at, steps] of [1, 3, 3, 3].entries()) {
    const other = await context.newPage();
    await other.goto(links[at]);
    await expect.poll(() => other.evaluate(() => document.querySelector('security-group-playground').document?.steps.length)).toBe(steps);
    await expect(other.locator('.lesson').filter({ visible: true })).toHaveCount(at === 3 ? 1 : 0);
    await other.close();
  }
});

test('all of it by keyboard', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Share', exact: true }).first().focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Share', exact: true });
  await dialog.getByRole('tab', { name: 'Link', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('tab', { name: 'HTML element', exact: true })).toBeFocused();
  await expect(dialog.getByLabel('Text to copy')).toHaveValue(/security-group-playground/);
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('checkbox', { name: 'Connection tracking', exact: true })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(dialog.getByLabel('Text to copy')).toHaveValue(/panels="conntrack"/);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});
