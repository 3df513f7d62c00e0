// 400 % zoom of a screen of 1280 × 1024 leaves 320 × 256 pixels; forced colours leave lines and words. Every part and
// every dialog is walked in both.

import { expect, test } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll, open } from './playground.mjs';
import { header, part } from './states.mjs';

const button = (page, name) => page.getByRole('button', { name, exact: true });

async function list(page, name) {
  await part(page, 'Resources');
  await page.locator('.kinds').getByRole('button', { name }).click();
}

const dialogs = {
  'Edit inbound rules': async (page) => {
    await part(page, 'Rules');
    await button(page, 'Edit inbound rules').click();
    await button(page, 'Add rule').click();
  },
  'Edit entries of a network ACL': async (page) => {
    await list(page, 'Network ACLs');
    await page.locator('.lines button').first().click();
    await button(page, 'Edit inbound rules').click();
  },
  'Edit routes': async (page) => {
    await list(page, 'Route tables');
    await page.locator('.lines button').last().click();
    await button(page, 'Edit routes').click();
  },
  Import: (page) => header(page, 'Import'),
  Share: (page) => header(page, 'Share'),
  Open: (page) => page.locator('#open').click(),
  'Start from a symptom': async (page) => {
    await part(page, 'Test');
    await button(page, 'Start from a symptom').click();
  },
  'Keyboard shortcuts': (page) => page.keyboard.press('?'),
  'Create security group': async (page) => {
    await list(page, 'Security groups');
    await button(page, 'Create security group').click();
  },
};

/** Leaves the open dialog, and what was typed into it. */
async function leave(page) {
  await page.keyboard.press('Escape');
  const discard = button(page, 'Discard changes');
  await expect(discard.or(page.locator('#open')).first()).toBeVisible();
  if (await discard.isVisible()) await discard.click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('at 320 × 256 every dialog fits, and its foot is reached', async ({ page }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 320, height: 256 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  for (const [name, reach] of Object.entries(dialogs)) {
    await test.step(name, async () => {
      await reach(page);
      const dialog = page.getByRole('dialog');
      await expect(dialog).toBeVisible();
      await expectNoSidewaysScroll(page);
      const { wide, room, rest } = await dialog.evaluate((element) => {
        const body = element.querySelector('.dialog-body');
        const scrolls = getComputedStyle(body).overflowY === 'auto' ? body : element;
        return { wide: element.scrollWidth - element.clientWidth, room: scrolls.clientHeight, rest: innerHeight };
      });
      expect(wide, name).toBeLessThanOrEqual(0);
      // What scrolls has the greater part of the window.
      expect(room, name).toBeGreaterThan(rest / 2);
      const last = dialog.locator('.dialog-foot button').last();
      if (await last.count()) {
        await last.focus();
        await expect(last).toBeInViewport({ ratio: 1 });
      }
      await expectAccessible(page);
      await leave(page);
    });
  }
});

test('in forced colours every dialog keeps its border, its fields\' and the focus', async ({ page }) => {
  test.setTimeout(120_000);
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark', reducedMotion: 'reduce' });
  await open(page);
  for (const [name, reach] of Object.entries(dialogs)) {
    await test.step(name, async () => {
      await reach(page);
      const dialog = page.getByRole('dialog');
      await expect(dialog).toBeVisible();
      const bare = await dialog.evaluate((element) => {
        const style = (one) => getComputedStyle(one);
        const shown = [...element.querySelectorAll('input:not([type=checkbox], [type=radio], .unseen), select, textarea, button.button:not(.link)')].filter((one) => one.checkVisibility());
        const lacks = shown.filter((one) => style(one).borderTopStyle === 'none' || style(one).borderTopWidth === '0px');
        return [...(style(element).borderTopStyle === 'none' ? ['the dialog'] : []), ...lacks.map((one) => one.outerHTML.slice(0, 120))];
      });
      expect(bare, name).toEqual([]);
      await page.keyboard.press('Tab');
      const ring = await page.locator('security-group-playground[page]').evaluate((host) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(host.shadowRoot.activeElement);
        return `${outlineStyle} ${outlineWidth}`;
      });
      expect(ring, name).toBe('solid 2px');
      await expectAccessible(page);
      await leave(page);
    });
  }
});

test.describe('320 × 256', () => {
  test.use({ viewport: { width: 320, height: 256 }, reducedMotion: 'reduce' });
  test('every part fits, and what it ends with is reached', async ({ page }) => {
    await open(page);
    for (const name of ['Rules', 'Diagram', 'Resources', 'Test']) {
      await part(page, name);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
    await button(page, 'Apply this change').scrollIntoViewIfNeeded();
    await button(page, 'Apply this change').click();
    await expect(page.locator('.toast')).toContainText('Inbound rule added in web');
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'Info about Verdict', exact: true }).click();
    await expect(page.getByRole('complementary').getByRole('heading', { level: 2 })).toBeInViewport();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});

test('forced colours: every state is told by a word or a line', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await open(page);
  const line = (part, side = 'Bottom') => part.evaluate((element, side) => parseFloat(getComputedStyle(element)[`border${side}Width`]), side);
  expect(await line(page.getByRole('tab', { selected: true }))).toBeGreaterThanOrEqual(3);
  expect(await page.locator('.kind[aria-current]').evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
  // The kind of conversation is an arrow: the words of the menu below it have no room.
  expect(await page.locator('.split > .select').evaluate((menu) => menu.clientWidth - parseFloat(getComputedStyle(menu).paddingLeft))).toBeLessThanOrEqual(0);
  await button(page, 'Connect').click();
  expect(await page.locator('.dialogue-line [aria-current]').evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  // What decided is framed as a whole: no cell lies on the frame.
  await page.locator('#packet-type').selectOption('HTTPS');
  await button(page, 'Send').click();
  await expect(page.locator('.rule-table tr.lit')).toHaveCSS('outline-style', 'solid');
  await expect(page.locator('.rule-table tr.lit td').first()).toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await button(page, 'Apply this change').click();
  await expect(page.locator('.verdict.before')).toContainText('From before the change');
  expect(await line(page.locator('.verdict.before'), 'Left')).toBeGreaterThanOrEqual(4);
  expect(await line(page.locator('.toast'), 'Top')).toBeGreaterThanOrEqual(1);
  expect(await line(page.locator('.stale'), 'Top')).toBeGreaterThanOrEqual(1);
  // A flow's words say what its coloured edge says.
  await expect(page.locator('.flow').first()).toContainText(/Tracked|Untracked/);
  // In a form: what is refused, what cannot be typed in, and how much of a quota is used.
  await button(page, 'Edit inbound rules').click();
  await button(page, 'Add rule').click();
  const type = page.locator('#rule-4-type');
  await type.selectOption('SSH');
  const box = page.locator('#rule-4-source-box');
  await box.fill('203.0.113.7');
  await button(page, 'Save rules').click();
  await expect(box).toHaveAttribute('aria-invalid', 'true');
  expect([await line(box), await line(type)]).toEqual([3, 1]);
  expect(await line(page.locator('.rule-row.refused'), 'Left')).toBe(4);
  const paint = (part, property) => part.evaluate((element, property) => getComputedStyle(element)[property], property);
  const fixed = page.locator('#rule-4-protocol');
  expect(await paint(fixed, 'borderTopColor')).toBe(await paint(fixed, 'backgroundColor'));
  expect(await paint(type, 'borderTopColor')).not.toBe(await paint(type, 'backgroundColor'));
  const meter = page.locator('.quota .meter').first();
  expect(await paint(meter.locator('.rest'), 'fill')).not.toBe(await paint(meter.locator('.well'), 'fill'));
  await button(page, 'Cancel').click();
  await button(page, 'Discard changes').click();
  const history = page.getByRole('region', { name: 'History', exact: true });
  await history.getByRole('button', { name: /TCP 443 SYN/ }).click();
  expect(await line(page.locator('.looking-back'), 'Top')).toBeGreaterThanOrEqual(1);
  await expectAccessible(page);
});
