// The tracking table as a place to go on from: the next packet of a connection, in either direction.

import { expect, test } from '@playwright/test';
import { expectAccessible, open, send, verdict } from './playground.mjs';

const flowsOf = (page, way) => page.getByRole('group', { name: 'Flows', exact: true }).locator('.flow').filter({ hasText: way });

/** Takes the rule for HTTPS or SSH off the group `web`. */
async function removeRule(page, at) {
  await page.getByRole('button', { name: 'Edit inbound rules', exact: true }).click();
  await page.locator('.delete-rule').nth(at).click();
  await page.getByRole('button', { name: 'Save rules', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('a tracked connection goes on from its entry after its rule is gone, in both directions', async ({ page }) => {
  await open(page);
  // From the office's block, which the group lets in by SSH.
  await send(page, { from: '198.51.100.7', to: 'web-1', type: 'SSH' });
  await expect(verdict(page)).toHaveText('Allowed');
  const flow = flowsOf(page, '198.51.100.7:50000 → 10.0.1.10:22').first();
  const reply = flow.getByRole('button', { name: /^Reply: 10\.0\.1\.10:22 → 198\.51\.100\.7:50000$/ });
  const next = flow.getByRole('button', { name: /^Send the next packet: 198\.51\.100\.7:50000 → 10\.0\.1\.10:22$/ });
  await reply.click();
  await expect(flow).toContainText('SYN_RECV');
  await expect(reply).toBeFocused();
  // The clock's help stands below the clock's face, and not below the panel's own.
  const [face, about] = await Promise.all([page.locator('.clock-face'), page.getByRole('button', { name: 'Info about The clock', exact: true })].map((part) => part.boundingBox()));
  expect(Math.abs(face.x + face.width - about.x - about.width)).toBeLessThan(8);
  await next.click();
  await expect(flow).toContainText('ESTABLISHED');
  // The history marks, of all that was sent, the packets of the connection that is looked at.
  const kin = page.getByRole('region', { name: 'History', exact: true }).getByRole('button', { name: /: Allowed, same flow$/ });
  await expect(kin).toHaveText([/^TCP 22 SYN 198/, /^TCP 50000 SYN-ACK web-1/]);
  await removeRule(page, 1);
  // The verdict of before offers both: the connection's next packet, and a new connection.
  const stale = page.locator('.stale');
  await expect(stale).toContainText('Its connection is tracked still; sent again, it is a new one.');
  await expect(stale.getByRole('button', { name: 'Send it again', exact: true })).toBeVisible();
  await stale.getByRole('button', { name: 'Send its next packet', exact: true }).click();
  await expect(verdict(page)).toHaveText('Allowed');
  await expect(page.locator('.gate-line.tracked')).toHaveCount(1);
  await expect(page.locator('.verdict-why')).toHaveText('TCP 22 from 198.51.100.7 reaches 198.18.0.20 as part of a connection that is tracked. A new connection would be denied.');
  await expect(page.locator('.verdict')).toContainText('It goes on until it is idle for 5 d or an end closes it; a network ACL can stop it sooner.');
  await expect(flow).toContainText('gone since');
  await expectAccessible(page);
  // Once its time is over, what it let by is of before.
  const later = page.getByRole('button', { name: '+5 days', exact: true });
  await later.click();
  await expect(page.locator('.verdict')).toContainText('From before it expired');
  await expect(verdict(page)).toHaveText('Was allowed');
  await expect(stale).toContainText('The connection has expired since this was sent.');
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(verdict(page)).toHaveText('Allowed');
  await reply.press('Enter');
  await expect(verdict(page)).toHaveText('Allowed');
  await expect(reply).toBeFocused();
  await expect(flow.locator('.flow-packets')).toHaveText(['3 sent', '2 back']);
  // A new connection of the same client has a port of its own: it has no entry and finds no rule.
  const folded = page.locator('.more summary');
  await expect(folded).toHaveText('Source port 50001 · flags SYN');
  await send(page, {});
  await expect(verdict(page)).toHaveText('Denied');
  await expect(page.locator('.packet-line')).toHaveText('TCP 198.51.100.7:50001 → 198.18.0.20:22');
  await folded.click();
  const port = page.getByLabel('Source port', { exact: true });
  await expect(port).toHaveAttribute('placeholder', 'chosen: 50001');
  // One that is typed stays: the connection that is known lets its own packets by.
  await port.fill('50000');
  await send(page, {});
  await expect(verdict(page)).toHaveText('Allowed');
  await expect(port).toHaveValue('50000');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.locator('.verdict-why')).toHaveText('All 3 packets arrive, there and back as part of a connection that is tracked. A new connection would be denied.');
});

test('an untracked flow is cut at its next packet', async ({ page }) => {
  await open(page);
  const flow = flowsOf(page, '10.0.1.10:443').first();
  await expect(flow).toContainText('Untracked');
  await expect(flow.locator('.flow-dropped')).toHaveCount(0);
  await removeRule(page, 0);
  // The table goes on counting its time; what becomes of its next packet is told beside it.
  await expect(flow.locator('.flow-dropped')).toHaveText('Its next packet is dropped. web has no inbound rule for TCP 443 from 203.0.113.10.');
  await flow.getByRole('button', { name: /^Send the next packet: / }).click();
  await expect(verdict(page)).toHaveText('Denied');
  await expect(page.getByRole('region', { name: 'Verdict', exact: true })).toContainText('was not tracked, since its rules were open to everyone both ways: each of its packets needs a rule');
});

test('an end that has heard nothing says so instead of sending', async ({ page }) => {
  await open(page);
  await send(page, { from: 'web-1', to: '10.0.1.77', type: 'HTTP' });
  const flow = flowsOf(page, '10.0.1.10:50000 → 10.0.1.77:80').first();
  const history = page.getByRole('region', { name: 'History', exact: true });
  const before = await history.getByRole('listitem').count();
  await flow.getByRole('button', { name: /^Reply: / }).click();
  await expect(page.getByText('Nothing of this TCP flow has reached 10.0.1.77 yet', { exact: false })).toBeVisible();
  await expect(history.getByRole('listitem')).toHaveCount(before);
});

test('the verdict keeps the entry as it was when its packet passed', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: '+30 s', exact: true }).click();
  await send(page, { from: 'web-1', to: 'db-1', type: 'PostgreSQL' });
  const gate = page.locator('.gate-line').filter({ hasText: 'Security groups, outbound' });
  await gate.getByRole('button').first().click();
  const entry = gate.locator('.gate-facts');
  await expect(entry).toContainText('Tracking entry at 30 s');
  await expect(entry).toContainText('SYN_SENT');
  await expect(entry).toContainText('1 min left');
  await page.getByRole('button', { name: '+5 days', exact: true }).click();
  await expect(page.getByRole('group', { name: 'Flows', exact: true })).toHaveCount(0);
  await gate.getByRole('button').first().click();
  await expect(entry).toContainText('Tracking entry at 30 s');
  await expect(entry).toContainText('1 min left');
});
