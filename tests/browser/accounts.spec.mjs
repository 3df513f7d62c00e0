// Real accounts that others published, pasted whole: every group and every rule stands there as the console shows it,
// and a packet that a rule lets in is allowed, one beside it denied. `SG_PEER_DATA` names the folder that holds them.

import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { importText, open, send, verdict } from './playground.mjs';

const folder = process.env.SG_PEER_DATA;
const accounts = ['batfish-us-west-2/SecurityGroups.json', 'cloudmapper-demo/describe-security-groups.json'];

/** A block without its host bits, as AWS stores it. */
function canonical(block) {
  const [address, length] = block.split('/');
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const network = number - (number % 2 ** (32 - length));
  return `${[24, 16, 8, 0].map((shift) => Math.floor(network / 2 ** shift) % 256).join('.')}/${length}`;
}

/** What a permission lets in, as the table names it. */
const peers = (permission) => [
  ...(permission.IpRanges ?? []).map((range) => canonical(range.CidrIp)),
  ...(permission.Ipv6Ranges ?? []).map((range) => range.CidrIpv6),
  ...(permission.PrefixListIds ?? []).map((list) => list.PrefixListId),
  ...(permission.UserIdGroupPairs ?? []).map((pair) => pair.GroupId),
];

const rows = (permissions) => permissions.flatMap((permission) => peers(permission).map((peer) => ({
  peer,
  ports: permission.IpProtocol === 'tcp' && permission.FromPort === permission.ToPort ? String(permission.FromPort) : 'All',
})));

for (const account of accounts) {
  test(`${account}: every group and rule, and packets against them`, async ({ page }) => {
    test.skip(!folder, 'SG_PEER_DATA names no folder with published accounts');
    const text = readFileSync(`${folder}/${account}`, 'utf8');
    const groups = JSON.parse(text).SecurityGroups;
    await open(page);
    await importText(page, text);
    const list = page.getByRole('list', { name: 'Security groups', exact: true });
    await expect(list.getByRole('listitem')).toHaveCount(groups.length);
    for (const group of groups) {
      await list.getByRole('button').filter({ hasText: group.GroupId }).click();
      await expect(page.locator('.fact').filter({ hasText: 'Security group ID' })).toContainText(group.GroupId);
      for (const [tab, permissions] of [['Outbound', group.IpPermissionsEgress], ['Inbound', group.IpPermissions]]) {
        await page.getByRole('tab', { name: new RegExp(`^${tab} rules`) }).click();
        const shown = page.locator('.rule-table tbody').getByRole('row');
        const expected = rows(permissions);
        await expect(shown).toHaveCount(expected.length);
        for (const { peer, ports } of expected) {
          await expect(shown.filter({ hasText: peer }).filter({ hasText: ports }).first()).toBeVisible();
        }
      }
    }
    // A group that takes SSH from anywhere, or HTTPS: its supplied interface gets that, and nothing beside it.
    const wide = (permission) => permission.IpProtocol === 'tcp' && peers(permission).includes('0.0.0.0/0');
    const open_ = groups.find((group) => group.IpPermissions.some(wide) && !group.IpPermissions.some((one) => one.IpProtocol === '-1'));
    const { FromPort: port } = open_.IpPermissions.find(wide);
    await list.getByRole('button').filter({ hasText: open_.GroupId }).click();
    await page.getByRole('tab', { name: /^Attached/ }).click();
    const to = await page.locator('[role=tabpanel]').getByText(/^eni-/).first().innerText();
    await send(page, { from: 'internet', to, type: 'SSH', port });
    await expect(verdict(page)).toHaveText('Allowed');
    await expect(page.locator('.verdict')).toContainText('Only as far as the network is described');
    await send(page, { from: 'internet', to, type: 'SSH', port: 10_022 });
    await expect(verdict(page)).toHaveText('Denied');
  });
}
