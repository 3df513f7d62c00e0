// What is typed, ticked or pressed faster than the page is drawn. A busy machine draws late, and what comes in between
// reaches listeners of an earlier drawing: none of it may be lost. Here several events come in one task, so that nothing
// is drawn between them.

import { test, expect } from '@playwright/test';
import { open, verdict } from './playground.mjs';

/**
 * Does things in one task, each `[selector, what]`: a text is typed letter by letter, `true` and `false` tick a box,
 * `Enter` and the like are pressed, and without a `what` it is a click.
 */
const atOnce = (page, deeds) => page.evaluate((deeds) => {
  const { shadowRoot } = document.querySelector('security-group-playground');
  const happen = { bubbles: true, composed: true, cancelable: true };
  for (const [selector, what] of deeds) {
    const target = shadowRoot.querySelector(selector);
    if (what?.key) {
      const key = new KeyboardEvent('keydown', { ...happen, ...what });
      // What the browser does of itself on Enter.
      if (target.dispatchEvent(key) && what.key === 'Enter') target.form?.requestSubmit();
    } else if (typeof what === 'string') {
      target.value = '';
      for (const letter of what) {
        target.value += letter;
        target.dispatchEvent(new InputEvent('input', happen));
      }
    } else {
      target.click();
    }
  }
}, deeds);

const kind = (page, name) => page.locator('.kinds').getByRole('button', { name });
const dialog = (page) => page.getByRole('dialog');

test('a packet is sent as it was typed, however quickly', async ({ page }) => {
  await open(page);
  const history = page.getByRole('region', { name: 'History', exact: true });
  await atOnce(page, [['#packet-from', '198.51.100.7'], ['#packet-port', '8443'], ['#packet-port', { key: 'Enter' }]]);
  await expect(page.getByLabel('From', { exact: true })).toHaveValue('198.51.100.7');
  await expect(page.getByLabel('Destination port', { exact: true })).toHaveValue('8443');
  await expect(page.locator('.packet-line')).toHaveText(/198\.51\.100\.7.*8443/);
  await expect(verdict(page)).toHaveText('Denied');

  // What completes a name is found among the names that fit by then, and Enter sends only once its list is closed.
  const steps = await history.getByRole('listitem').count();
  const to = page.getByLabel('To', { exact: true });
  await to.focus();
  await atOnce(page, [['#packet-to', 'db'], ['#packet-to', { key: 'Enter' }]]);
  await expect(to).toHaveValue('db-1');
  await expect(history.getByRole('listitem')).toHaveCount(steps);
  await atOnce(page, [['#packet-to', 'web'], ['#packet-to', { key: 'Escape' }], ['#packet-to', 'db-1'], ['#packet-to', { key: 'Escape' }], ['#packet-to', { key: 'Enter' }]]);
  await expect(to).toHaveValue('db-1');
  await expect(history.getByRole('listitem')).toHaveCount(steps + 1);
  await atOnce(page, [['#packet-to', 'web-1'], ['#packet-to', { key: 'Escape' }], ['#packet-port', '444'], ['[data-key=converse]']]);
  await expect(page.locator('.packet-line')).toHaveText(/444/);
  await atOnce(page, [['summary'], ['.checks label:nth-child(2) input'], ['.checks label:nth-child(3) input']]);
  await expect(page.getByText('flags SYN, ACK, FIN')).toBeAttached();

  await page.getByRole('tab', { name: /^Inbound rules/ }).focus();
  await atOnce(page, [['.tab:focus', { key: 'ArrowRight' }], ['.tab:focus', { key: 'ArrowRight' }]]);
  await expect(page.getByRole('tab', { name: /^Attached/ })).toBeFocused();
  await expect(page.getByRole('tab', { name: /^Attached/ })).toHaveAttribute('aria-selected', 'true');

  await page.getByRole('button', { name: 'Start from a symptom' }).click();
  await atOnce(page, [['#symptom-port', '5432'], ['#symptom-to', 'db-1'], ['.dialog-foot .primary']]);
  await expect(dialog(page)).toHaveCount(0);
  await expect(to).toHaveValue('db-1');
  await expect(page.getByLabel('Destination port', { exact: true })).toHaveValue('5432');
});

test('a row is saved as it was typed, however quickly', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Edit inbound rules' }).click();
  const before = await page.locator('.rule-row').count();
  const row = `#rule-${before + 1}`;
  await dialog(page).getByRole('button', { name: 'Add rule' }).click();
  await expect(page.locator(`${row}-ports`)).toBeVisible();
  await atOnce(page, [
    [`${row}-ports`, '8080'],
    [`${row}-source-box`, '10.0.0.1/32,10.0.0.2/32,10.0.0.3/32'],
    [`${row}-source-box`, { key: 'Enter' }],
    [`${row}-source-box`, '10.0.0.4/32'],
    [`${row}-description`, 'quick'],
  ]);
  await expect(page.locator(`${row}-ports`)).toHaveValue('8080');
  await expect(page.locator(`${row}-description`)).toHaveValue('quick');
  await expect(page.locator(`${row}-source-box`)).toHaveValue('10.0.0.4/32');
  const entries = dialog(page).getByRole('button', { name: /^Remove 10\.0\.0\./ });
  await expect(entries).toHaveCount(3);
  await atOnce(page, [['[aria-label="Remove 10.0.0.1/32"]'], ['[aria-label="Remove 10.0.0.2/32"]'], [`${row}-description`, 'quicker'], ['.dialog-foot .primary']]);
  await expect(dialog(page)).toHaveCount(0);
  const saved = page.getByRole('group', { name: 'Inbound rules' }).getByRole('row', { name: /quicker/ });
  await expect(saved).toHaveCount(2);
  await expect(saved.first()).toContainText('10.0.0.3/32');
  await expect(saved.last()).toContainText('10.0.0.4/32');

  await page.locator('#open').click();
  await dialog(page).getByRole('button', { name: /^Rename / }).click();
  await atOnce(page, [['.open-row input', 'quick'], ['.open-row input', { key: 'Enter' }]]);
  await expect(dialog(page).getByRole('button', { name: 'Rename quick', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');

  // What was typed last is asked about before it is thrown away.
  await page.getByRole('button', { name: 'Edit inbound rules' }).click();
  await atOnce(page, [['#rule-1-description', 'other'], ['.dialog-foot .buttons .button']]);
  await expect(dialog(page)).toContainText('The changes are not saved.');
  await dialog(page).getByRole('button', { name: 'Discard changes' }).click();

  await kind(page, 'Route tables').click();
  await page.getByRole('list', { name: 'Route tables' }).getByRole('button').first().click();
  await page.getByRole('button', { name: 'Edit routes' }).click();
  const last = await page.locator('.rule-row').count() + 1;
  await dialog(page).getByRole('button', { name: 'Add route' }).click();
  await atOnce(page, [[`#rule-${last}-destination`, '192.0.2.1'], [`#rule-${last}-target`, 'igw-1']]);
  await expect(page.locator(`#rule-${last}-destination`)).toHaveValue('192.0.2.1');
  await expect(page.locator(`#rule-${last}-target`)).toHaveValue('igw-1');
});

test('a switch that is pressed twice is where it was, and a step made twice is two, however quickly', async ({ page }) => {
  await open(page);
  for (const [selector, attribute, what] of [
    ['.diagram .widen', 'aria-pressed'],
    ['.gates .gate-button', 'aria-expanded'],
    ['.drawing .mark', 'aria-pressed', { key: 'Enter' }],
    ['.clock [aria-pressed]', 'aria-pressed'],
  ]) {
    const switched = page.locator(selector).first();
    await atOnce(page, [[selector, what]]);
    await expect(switched).toHaveAttribute(attribute, 'true');
    await atOnce(page, [[selector, what], [selector, what]]);
    await expect(switched).toHaveAttribute(attribute, 'true');
    await atOnce(page, [[selector, what]]);
    await expect(switched).toHaveAttribute(attribute, 'false');
  }
  const [stepper, on] = [page.getByRole('group', { name: 'Step through the path', exact: true }), '.stepper [aria-label="Next checkpoint"]'];
  await atOnce(page, [[on], [on]]);
  await expect(stepper).toContainText(/^2 of/);
});

test('choices hold, however quickly they are made', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await dialog(page).getByRole('tab', { name: 'Element' }).click();
  await atOnce(page, [['.share-panels label:nth-child(1) input'], ['.share-panels label:nth-child(2) input']]);
  await expect(dialog(page).locator('.share-panels').getByRole('checkbox', { checked: true })).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);

  await kind(page, 'Network interfaces').click();
  await page.locator('.create').getByRole('button', { name: 'Create', exact: true }).click();
  await page.locator('.create').getByRole('button', { name: 'Launch instance', exact: true }).click();
  const groups = dialog(page).getByRole('group', { name: 'Security groups' });
  await atOnce(page, [['.several-box label:nth-child(1) input'], ['.several-box label:nth-child(2) input'], ['#task-name', 'quick']]);
  await expect(groups.getByRole('checkbox', { checked: true })).toHaveCount(2);
  await expect(page.getByLabel('Name tag - optional')).toHaveValue('quick');
  await page.keyboard.press('Escape');
  await atOnce(page, [['.dialog-foot .danger']]);
  await expect(dialog(page)).toHaveCount(0);

  // A chip that is taken, moved and let go before anything is drawn was dragged all the same.
  const chip = page.getByRole('list', { name: 'Groups in the diagram', exact: true }).getByRole('button', { name: 'database', exact: true });
  const card = page.locator('.drawing .card').filter({ hasText: 'web-1' });
  await page.evaluate(([chip, card]) => {
    const middle = (element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { clientX: x + width / 2, clientY: y + height / 2 };
    };
    const pointer = { bubbles: true, composed: true, cancelable: true, isPrimary: true, pointerId: 1, buttons: 1 };
    chip.dispatchEvent(new PointerEvent('pointerdown', { ...pointer, ...middle(chip) }));
    for (let move = 0; move < 2; move += 1) card.dispatchEvent(new PointerEvent('pointermove', { ...pointer, ...middle(card) }));
    card.dispatchEvent(new PointerEvent('pointerup', { ...pointer, ...middle(card), buttons: 0 }));
  }, [await chip.elementHandle(), await card.elementHandle()]);
  await expect(page.locator('.toast')).toContainText('web-1 carries database now');

  // One that is let go at once leaves Escape to what is opened next.
  await page.evaluate((chip) => {
    for (const name of ['pointerdown', 'pointerup']) chip.dispatchEvent(new PointerEvent(name, { bubbles: true, composed: true, isPrimary: true, pointerId: 1 }));
  }, await chip.elementHandle());
  await page.locator('#open').click();
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);

  // A third press on a head restores the order of entry, so two make one that runs downwards.
  await atOnce(page, [['.table-box th button'], ['.table-box th button']]);
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'descending');
});
