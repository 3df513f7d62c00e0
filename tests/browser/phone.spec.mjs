// A phone: every way through the page by touch alone, at 390 pixels, without a sideways scroll, an overlap of what can
// be pressed, or a text that is cut.

import { expect, test } from '@playwright/test';
import { expectAccessible, expectInternetInItsBand, group, groups, open, tcp, verdict } from './playground.mjs';
import { expectTidy } from './tidy.mjs';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, reducedMotion: 'reduce' });

const part = (page, name) => page.getByRole('navigation', { name: 'Parts of the page', exact: true }).getByRole('button', { name, exact: true });
const button = (page, name) => page.getByRole('button', { name, exact: true });

/** Fills in the two ends and a type. */
async function fill(page, from, to, type) {
  for (const [label, text] of [['From', from], ['To', to]]) {
    await page.getByLabel(label, { exact: true }).tap();
    await page.getByLabel(label, { exact: true }).fill(text);
    await page.keyboard.press('Escape');
  }
  await page.locator('#packet-type').selectOption(type);
}

/** Fingers, with what a tap cannot say: a finger that stays, or that moves before it is lifted. */
async function finger(page) {
  const client = await page.context().newCDPSession(page);
  const touch = (type, at) => client.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [{ x: Math.round(at.x), y: Math.round(at.y) }] : [] });
  const middle = async (locator) => {
    await locator.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await locator.boundingBox();
    return { x: x + width / 2, y: y + height / 2 };
  };
  return { touch, middle };
}

test('everything that is made, changed and deleted, by touch', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page);
  const kind = (name) => page.locator('.kinds').getByRole('button', { name });
  const lines = (name) => page.getByRole('list', { name, exact: true });
  const dialog = page.getByRole('dialog');
  const save = page.locator('#task-save');
  const closed = () => expect(dialog).toHaveCount(0);

  // Resources: searched, made, named, copied, deleted, with EC2's errors in their place.
  await part(page, 'Resources').tap();
  await kind('Network interfaces').tap();
  await page.getByLabel('Search by name, id, address or port').tap();
  await page.getByLabel('Search by name, id, address or port').fill('10.0.2.');
  await expect(lines('Network interfaces').getByRole('button')).toHaveCount(1);
  await expectTidy(page);
  await lines('Network interfaces').getByRole('button', { name: /db-1/ }).tap();
  await expect(page.locator('#interface-title')).toHaveText('db-1');
  await button(page, 'Change security groups').tap();
  await page.getByRole('checkbox', { name: /^web/ }).tap();
  await save.tap();
  await closed();
  await expect(page.locator('.group-list li')).toHaveCount(2);
  await button(page, 'Detach web').tap();
  await expect(page.locator('.group-list li')).toHaveCount(1);
  await part(page, 'Resources').tap();
  await page.getByLabel('Search by name, id, address or port').fill('');
  await kind('Security groups').tap();
  await button(page, 'Create security group').tap();
  await page.getByLabel('Security group name').fill('web');
  await page.getByLabel('Description').fill('Web servers');
  await save.tap();
  await expect(page.locator('#task-group-name-error')).toHaveText(/already exists for VPC/);
  await expectTidy(page);
  await page.getByLabel('Security group name').fill('shop');
  await save.tap();
  await closed();
  await expect(page.locator('#group-title')).toHaveText('shop');
  await button(page, 'Edit name').tap();
  await page.getByLabel('Name', { exact: true }).fill('front');
  await button(page, 'Save name').tap();
  await expect(page.locator('#group-title')).toHaveText('front');
  await button(page, 'Copy to new security group').tap();
  await save.tap();
  await closed();
  await expect(page.locator('#group-title')).toHaveText('shop-copy');
  await button(page, 'Delete').tap();
  await save.tap();
  await closed();
  await part(page, 'Resources').tap();
  await lines('Security groups').getByRole('button', { name: /^database/ }).tap();
  await button(page, 'Delete').tap();
  await save.tap();
  await expect(dialog).toContainText(/has a dependent object/);
  await expectTidy(page);
  await button(page, 'Cancel').tap();
  await closed();

  // Rules: several rows at once, several blocks in one, a group from what is offered, ICMP's lists, the guard.
  await part(page, 'Resources').tap();
  await lines('Security groups').getByRole('button', { name: /^web/ }).tap();
  await button(page, 'Edit inbound rules').tap();
  // What adds a rule is in sight however many there are, and on a line of its own.
  const adds = button(page, 'Add rule');
  await expect(dialog.locator('.rule-row').last()).not.toBeInViewport({ ratio: 1 });
  await expect(adds).toBeInViewport({ ratio: 1 });
  await adds.tap();
  await expect(adds).toBeInViewport({ ratio: 1 });
  // All of the new row is in sight, above the buttons.
  await expect(dialog.locator('.rule-row').last()).toBeInViewport({ ratio: 1 });
  const row = await dialog.locator('.rule-row').last().boundingBox();
  expect(row.y + row.height).toBeLessThanOrEqual((await dialog.locator('.dialog-foot').boundingBox()).y);
  // A row's fields have one edge, with an id above them and without; the bin lies on none of them.
  for (const at of [1, 3]) {
    const [type, about, bin] = await Promise.all([page.locator(`#rule-${at}-type`), page.locator(`#rule-${at}-description`), dialog.locator('.rule-row').nth(at - 1).locator('.delete-rule')].map((part) => part.boundingBox()));
    expect(Math.abs(type.x + type.width - about.x - about.width)).toBeLessThan(1);
    expect(bin.y + bin.height).toBeLessThanOrEqual(type.y);
  }
  await page.locator('#rule-3-type').selectOption('SSH');
  // What is said of an address below its field comes into view as it is typed.
  await page.locator('#rule-3-source-box').fill('203.0.113.7');
  await expect(button(page, 'Use 203.0.113.7/32')).toBeInViewport({ ratio: 1 });
  await page.locator('#rule-3-source-box').fill('data');
  await page.getByRole('option', { name: /database/ }).tap();
  await expect(dialog.locator('.entry').filter({ hasText: 'database' })).toHaveCount(1);
  await button(page, 'Add rule').tap();
  await page.locator('#rule-4-type').selectOption('Custom ICMP - IPv4');
  await page.locator('#rule-4-protocol').selectOption('Destination Unreachable');
  await page.locator('#rule-4-ports').selectOption('fragmentation required, and DF flag set');
  await page.locator('#rule-4-source-kind').selectOption('Anywhere-IPv4');
  await button(page, 'Add rule').tap();
  await page.locator('#rule-5-type').selectOption('MYSQL/Aurora');
  await page.locator('#rule-5-source-box').fill('10.1.0.0/16, 10.2.0.0/16 2001:db8::/32');
  // The field that a tap leaves makes an entry of what stands in it, one line more: only once the tap has counted.
  await button(page, 'Add rule').tap();
  await expect(dialog.locator('.entry').filter({ hasText: /^(10\.[12]\.|2001:)/ })).toHaveCount(3);
  await expect(dialog.locator('.delete-rule')).toHaveCount(6);
  await dialog.locator('.delete-rule').last().tap();
  await expect(dialog.locator('.delete-rule')).toHaveCount(5);
  await button(page, 'Save rules').tap();
  await closed();
  await expect(page.getByRole('row', { name: /MYSQL\/Aurora/ })).toHaveCount(3);
  // All that is new is marked, and the first of it in sight, above the notice.
  const all = page.locator('.rule-table tr.shown');
  await expect(all).toHaveCount(5);
  await expect(all.getByText('Saved', { exact: true })).toHaveCount(5);
  const saved = all.first();
  await expect(saved).toContainText('database');
  await expect(saved).toBeInViewport({ ratio: 1 });
  await expect.poll(async () => {
    const [rule, notice] = [await saved.boundingBox(), await page.locator('.toast').boundingBox()];
    return rule.y + rule.height - notice.y;
  }).toBeLessThanOrEqual(0);
  await expectTidy(page);
  await button(page, 'Edit inbound rules').tap();
  // From the first of seven rules to an eighth, by one tap.
  await dialog.locator('.rule-row').first().scrollIntoViewIfNeeded();
  await expect(dialog.locator('.rule-row').last()).not.toBeInViewport();
  await adds.tap();
  await expect(dialog.locator('.rule-row')).toHaveCount(8);
  await expect(dialog.locator('.rule-row').last()).toBeInViewport({ ratio: 1 });
  await expect(page.locator('#rule-8-type')).toBeFocused();
  await dialog.locator('.delete-rule').last().tap();
  await dialog.locator('.delete-rule').first().tap();
  await button(page, 'Preview changes').tap();
  await expect(dialog.getByRole('heading', { name: 'Preview: nothing is saved yet', exact: true })).toBeInViewport({ ratio: 1 });
  await expect(dialog.getByRole('region', { name: 'Changes', exact: true }).getByRole('listitem')).toBeInViewport({ ratio: 1 });
  await expect(dialog.getByRole('group', { name: 'Preview of the changes', exact: true })).toContainText('10.0.1.10:443');
  await expectTidy(page);
  await button(page, 'Cancel').tap();
  await expect(dialog).toContainText('The changes are not saved');
  await button(page, 'Discard changes').tap();
  await closed();
  await page.getByLabel('Filter inbound rules').fill('mysql');
  await expect(page.getByText('3 of 7 shown', { exact: true })).toBeVisible();

  // A network ACL's rule, and a route to what is offered.
  await part(page, 'Resources').tap();
  await kind('Network ACLs').tap();
  await lines('Network ACLs').getByRole('button').first().tap();
  await button(page, 'Edit inbound rules').tap();
  await expect(adds).toBeInViewport({ ratio: 1 });
  await adds.tap();
  await page.locator('#rule-2-number').fill('50');
  await page.locator('#rule-2-type').selectOption('All traffic');
  await page.locator('#rule-2-source').fill('203.0.113.10/32');
  await page.locator('#rule-2-action').selectOption('Deny');
  await button(page, 'Save rules').tap();
  await closed();
  await expect(page.getByRole('group', { name: 'Inbound rules' }).getByRole('row').nth(1)).toContainText('50');
  await expectTidy(page);
  await part(page, 'Resources').tap();
  await kind('Route tables').tap();
  await lines('Route tables').getByRole('button', { name: /main/ }).tap();
  await button(page, 'Edit routes').tap();
  await expect(button(page, 'Add route')).toBeInViewport({ ratio: 1 });
  await button(page, 'Add route').tap();
  await page.locator('#rule-2-destination').fill('0.0.0.0/0');
  await page.locator('#rule-2-target').tap();
  await page.locator('#rule-2-target').fill('igw');
  await page.getByRole('option', { name: /igw-/ }).tap();
  await expect(page.locator('#rule-2-target')).toHaveValue(/^igw-/);
  await button(page, 'Save routes').tap();
  await closed();
  await expect(page.getByRole('row', { name: /0\.0\.0\.0\/0/ })).toContainText('Active');
  await expectTidy(page);
  await button(page, 'Undo').tap();
  await expect(page.getByRole('row', { name: /0\.0\.0\.0\/0/ })).toHaveCount(0);
});

test('packets, verdict, diagram and documents, by touch', async ({ page, context }) => {
  test.setTimeout(120_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  const dialog = page.getByRole('dialog');
  const copied = () => page.evaluate(() => navigator.clipboard.readText());

  // A packet: completion, ends that change places, flags, a repeat, a recent one, a field that refuses.
  await page.getByLabel('From', { exact: true }).tap();
  await page.getByLabel('From', { exact: true }).fill('10.0.2');
  await page.getByRole('option', { name: /db-1/ }).tap();
  await expect(page.getByLabel('From', { exact: true })).toHaveValue('db-1');
  await button(page, 'Swap ends').tap();
  await expect(page.getByLabel('To', { exact: true })).toHaveValue('db-1');
  await page.locator('#packet-type').selectOption('PostgreSQL');
  await page.locator('.more summary').tap();
  await page.getByRole('checkbox', { name: 'ACK', exact: true }).tap();
  await expect(page.locator('.more summary')).toHaveText('Source port 50000 · flags SYN, ACK');
  await page.getByRole('checkbox', { name: 'ACK', exact: true }).tap();
  await button(page, 'Connect').tap();
  await expect(verdict(page)).toHaveText('Allowed');
  await expectTidy(page);
  await page.locator('.recent summary').tap();
  // What a finger touches is 44 pixels high.
  for (const line of await page.locator('.recent-line, .dialogue-line button').all()) expect((await line.boundingBox()).height).toBeGreaterThanOrEqual(44);
  await page.getByRole('list', { name: 'Recent packets', exact: true }).getByRole('button', { name: /SSH Internet → web-1|22.* Internet → web-1/ }).first().tap();
  await page.getByLabel('Destination port', { exact: true }).fill('99999');
  await button(page, 'Send').tap();
  await expect(page.locator('#packet-port-error')).toHaveText('A port is a whole number from 0 to 65535');
  await page.getByLabel('Destination port', { exact: true }).fill('22');
  await button(page, 'Send').tap();
  await expect(verdict(page)).toHaveText('Denied');
  // The word and its reason are seen above the history.
  for (const told of [verdict(page), page.locator('.verdict-why')]) await expect(told).toBeInViewport({ ratio: 1 });
  await button(page, 'Repeat').tap();

  // The verdict: a gate opens to its rules, the help beside it, its copies, one press that opens the way.
  const gate = page.locator('.gate-line').filter({ hasText: 'Security groups, inbound' }).getByRole('button').first();
  await gate.tap();
  await expect(gate).toHaveAttribute('aria-expanded', 'true');
  await expect(page.locator('.gate-detail').filter({ visible: true })).toContainText('203.0.113.10 not in 198.51.100.0/24');
  await page.locator('.confirm summary').tap();
  await expectTidy(page);
  await button(page, 'Info about Verdict').tap();
  const help = page.getByRole('complementary');
  await help.getByRole('button', { name: 'Connection tracking', exact: true }).tap();
  await expect(help.getByRole('heading', { name: 'Connection tracking', exact: true })).toBeVisible();
  await expectTidy(page);
  await help.getByRole('button', { name: 'Close help', exact: true }).tap();
  await button(page, 'Copy Markdown').tap();
  await expect.poll(copied).toMatch(/^\*\*Denied\*\*/);
  await button(page, 'Apply this change').tap();
  await button(page, 'Send it again').tap();
  await expect(verdict(page)).toHaveText('Allowed');
  await button(page, 'Reply').tap();
  await expect(page.locator('.gate-line.tracked').first()).toBeVisible();
  await button(page, 'Show as an AWS CLI script').tap();
  await button(page, 'Copy').tap();
  await expect.poll(copied).toContain('aws ec2 authorize-security-group-ingress');
  await expectTidy(page);
  await button(page, 'Close').tap();

  // The diagram: gates by a tap, a group's members by a tap, its menu by a finger that stays.
  await part(page, 'Diagram').tap();
  await expectInternetInItsBand(page);
  const steps = page.getByRole('group', { name: 'Step through the path', exact: true });
  await button(page, 'Next checkpoint').tap();
  await expect(steps).toContainText('1 of');
  await button(page, 'Previous checkpoint').tap();
  await steps.getByRole('button', { name: 'Play', exact: true }).tap();
  await expect(steps.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await page.locator('.drawing .mark').first().tap();
  await expect(page.locator('.drawing .mark').first()).toHaveClass(/lit/);
  const { touch, middle } = await finger(page);
  const chip = page.getByRole('list', { name: 'Groups in the diagram', exact: true }).getByRole('button', { name: 'database', exact: true });
  const menu = page.getByRole('menu', { name: 'database', exact: true });
  await touch('touchStart', await middle(chip));
  await expect(menu).toBeVisible();
  await touch('touchEnd');
  await expect(menu).toBeVisible();
  await expect(page.locator('.ghost')).toHaveCount(0);
  await expectTidy(page);
  await expectAccessible(page);
  await menu.getByRole('menuitem', { name: /^Attach to/ }).tap();
  await dialog.getByRole('checkbox', { name: /^web-1/ }).tap();
  await expectTidy(page);
  await page.locator('#task-save').tap();
  await expect(dialog).toHaveCount(0);
  await part(page, 'Diagram').tap();
  await expect(page.locator('.drawing .card').filter({ hasText: 'web-1' })).toHaveAttribute('aria-label', /groups: web, database/);
  await page.locator('.drawing .card').filter({ hasText: 'db-1' }).tap();
  await expect(page.locator('#interface-title')).toHaveText('db-1');

  // The history branches; documents are renamed, copied, deleted, begun; keys are listed and turned off.
  const history = page.getByRole('region', { name: 'History', exact: true });
  await history.getByRole('button', { name: /TCP 443 SYN/ }).tap();
  await page.getByRole('button', { name: /^Branch into a new document/ }).tap();
  await expect(page.locator('.what-name')).toHaveText('A web server and its database - branch');
  // The name is whole; that all is well is read out, and takes none of its room.
  await expect(page.locator('.kept')).toHaveText('Saved');
  const room = (part) => part.evaluate(({ scrollHeight, clientHeight, scrollWidth, clientWidth }) => ({ whole: scrollHeight <= clientHeight && scrollWidth <= clientWidth, clientWidth }));
  expect(await room(page.locator('.what-name'))).toMatchObject({ whole: true });
  expect(await room(page.locator('.kept'))).toMatchObject({ clientWidth: 1 });
  await page.locator('#open').tap();
  const mine = page.getByRole('list', { name: 'Your documents', exact: true });
  await expect(mine.getByRole('listitem')).toHaveCount(2);
  await button(page, 'Rename A web server and its database - branch').tap();
  await page.getByRole('textbox', { name: 'New name of A web server and its database - branch', exact: true }).fill('trial');
  await dialog.getByRole('button', { name: 'Rename', exact: true }).tap();
  await expect(page.locator('.what-name')).toHaveText('trial');
  await button(page, 'Delete trial').tap();
  await expectTidy(page);
  await button(page, 'Keep').tap();
  await dialog.getByRole('button', { name: 'A reply needs no rule', exact: true }).tap();
  await expect(page.locator('.what-name')).toHaveText('A reply needs no rule');
  await button(page, 'More').tap();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Export: Document (JSON)', exact: true }).tap()]);
  expect(file.suggestedFilename()).toBe('a-reply-needs-no-rule.json');
  await button(page, 'More').tap();
  await page.getByRole('menuitem', { name: 'Help', exact: true }).tap();
  await help.getByRole('button', { name: 'Keyboard shortcuts', exact: true }).tap();
  await dialog.getByRole('checkbox', { name: 'Single keys', exact: true }).tap();
  await expect(dialog.getByRole('checkbox', { name: 'Single keys', exact: true })).not.toBeChecked();
  await expectTidy(page);
});

test.describe('a tablet', () => {
  test.use({ viewport: { width: 1024, height: 768 } });
  test('a group is dragged from its row onto the diagram, and from there onto a row; a row has its menu', async ({ page }) => {
    await open(page);
    const { touch, middle } = await finger(page);
    const row = page.locator('.lines .line button').filter({ hasText: 'database' });
    const card = page.locator('.drawing .card').filter({ hasText: 'web-1' });
    const [start, end] = [await middle(row), await middle(card)];
    // Sideways first: a finger that goes up or down scrolls the list. Without a pause, or it stays and asks for the menu.
    await Promise.all([touch('touchStart', start), touch('touchMove', { x: start.x + 16, y: start.y })]);
    await touch('touchMove', { x: end.x, y: end.y - 4 });
    await touch('touchMove', end);
    await expect(page.locator('.ghost')).toContainText('Attach to web-1');
    await touch('touchEnd');
    await expect(page.locator('.toast')).toContainText('web-1 carries database now');
    await expect(card).toHaveAttribute('aria-label', /groups: web, database/);
    // And from the diagram onto a row of the interfaces.
    const interfaces = page.locator('.kinds').getByRole('button', { name: 'Network interfaces' });
    // The browser takes a tap that follows a quick drag for one that stops its momentum.
    await expect(async () => {
      await interfaces.tap();
      await expect(interfaces).toHaveAttribute('aria-current', 'true', { timeout: 500 });
    }).toPass();
    const chip = page.getByRole('list', { name: 'Groups in the diagram', exact: true }).getByRole('button', { name: 'web', exact: true });
    const onto = page.locator('.lines .line').filter({ hasText: 'db-1' });
    const [from, to] = [await middle(chip), await middle(onto)];
    await Promise.all([touch('touchStart', from), touch('touchMove', { x: from.x - 16, y: from.y })]);
    await touch('touchMove', to);
    await expect(onto).toHaveClass(/\bdrop\b/);
    await touch('touchEnd');
    await expect(onto.getByRole('button')).toHaveAccessibleName(/database.*\+1.*web/);
    // A row's menu, by a finger that stays.
    await expect(async () => {
      await page.locator('.kinds').getByRole('button', { name: 'Security groups' }).tap();
      await expect(row).toBeVisible({ timeout: 500 });
    }).toPass();
    await touch('touchStart', await middle(row));
    await expect(page.getByRole('menu', { name: 'database', exact: true })).toBeVisible();
    await touch('touchEnd');
    await expectTidy(page);
    await page.getByRole('menuitem', { name: 'Show rules', exact: true }).tap();
    await expect(page.locator('#group-title')).toHaveText('database');
    await expectTidy(page);
  });
});

test('rules are sorted by touch', async ({ page }) => {
  await open(page);
  // The task can be put away, and is then on no tab.
  const task = page.locator('.lesson').filter({ visible: true });
  for (const name of ['Rules', 'Diagram', 'Test']) {
    await part(page, name).tap();
    await expect(task).toContainText('Add a rule');
  }
  // Above one's own work it stands where packets are sent alone.
  await button(page, 'Send').tap();
  await part(page, 'Rules').tap();
  await expect(part(page, 'Rules')).toHaveAttribute('aria-current', 'true');
  await expect(task).toHaveCount(0);
  await part(page, 'Test').tap();
  await expect(task).toContainText('Add a rule');
  await button(page, 'Put this away').filter({ visible: true }).tap();
  for (const name of ['Diagram', 'Test', 'Rules']) {
    await part(page, name).tap();
    await expect(part(page, name)).toHaveAttribute('aria-current', 'true');
    await expect(task).toHaveCount(0);
  }
  await part(page, 'Rules').tap();
  const first = page.locator('.rule-table tbody tr').first();
  await page.getByLabel('Sort by', { exact: true }).selectOption('Port range');
  await expect(first).toContainText('SSH');
  const turn = button(page, 'Downwards');
  await turn.tap();
  await expect(turn).toHaveAttribute('aria-pressed', 'true');
  await expect(first).toContainText('HTTPS');
  await page.getByLabel('Sort by', { exact: true }).selectOption('Source');
  await expect(first).toContainText('198.51.100.0/24');
  await page.getByLabel('Sort by', { exact: true }).selectOption('Order of entry');
  await expect(turn).toBeDisabled();
  await expectTidy(page);
  await expectAccessible(page);
});

test('a connection is followed from its entry, and the clock is moved', async ({ page }) => {
  await open(page);
  await fill(page, 'web-1', 'db-1', 'PostgreSQL');
  await button(page, 'Send').tap();
  await expect(verdict(page)).toHaveText('Allowed');
  await expectTidy(page);
  const flow = page.locator('.flow').filter({ hasText: '10.0.1.10:50000 → 10.0.2.20:5432' }).first();
  await flow.getByRole('button', { name: /^Reply: / }).tap();
  await expect(flow).toContainText('SYN_RECV');
  await flow.getByRole('button', { name: /^Send the next packet: / }).tap();
  await expect(flow).toContainText('ESTABLISHED');
  await button(page, '+1 s').tap();
  await expect(page.locator('.clock-face')).toContainText('1 s');
  await button(page, '+30 s').tap();
  await expect(page.locator('.clock-face')).toContainText('31 s');
  await expectTidy(page);
  // Its rule goes: a flow whose next packet is dropped says so without a cut.
  const dropped = page.locator('.flow').filter({ hasText: '10.0.1.10:443' }).first();
  await part(page, 'Rules').tap();
  await button(page, 'Edit inbound rules').tap();
  await page.locator('.delete-rule').first().tap();
  await button(page, 'Save rules').tap();
  await part(page, 'Test').tap();
  await expect(dropped.locator('.flow-dropped')).toContainText('Its next packet is dropped.');
  await expectTidy(page);
  await button(page, 'Real time').tap();
  await expect(button(page, 'Real time')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.clock-face')).not.toHaveText('31 s');
  await button(page, 'Real time').tap();
  // To each expiry in turn, until nothing is left.
  const next = button(page, 'To the next expiry');
  for (let presses = 0; presses < 6 && await next.isEnabled(); presses += 1) await next.tap();
  await expect(next).toBeDisabled();
  await expect(flow).toHaveCount(0);
  await expectTidy(page);
  await expectAccessible(page);
});

test('the history leads back and on again', async ({ page }) => {
  await open(page);
  // At first sight there is a way to the other lessons.
  await expect(button(page, 'All lessons').filter({ visible: true })).toBeInViewport({ ratio: 1 });
  // What is too long for the strip shows its beginning: the mark of what became of it.
  const begins = () => page.locator('.history-strip').evaluate((strip) => strip.querySelector('[aria-current=step]').getBoundingClientRect().left - strip.getBoundingClientRect().left);
  await expect.poll(begins).toBeGreaterThanOrEqual(0);
  // Nothing of the moment before is left beside it, and its words have one line.
  const strip = page.locator('.history-strip');
  expect(await strip.evaluate((strip) => [...strip.querySelectorAll('.moment button')].filter((button) => button.ariaCurrent !== 'step' && button.getBoundingClientRect().right > strip.getBoundingClientRect().left + 8).length)).toBe(0);
  expect(await strip.locator('[aria-current=step] bdi').evaluate((words) => words.getBoundingClientRect().height)).toBeLessThanOrEqual(17);
  const history = page.getByRole('region', { name: 'History', exact: true });
  // Each moment is whole inside of the strip: it has lines rather than an end that is cut.
  for (const moment of await history.getByRole('listitem').getByRole('button').all()) {
    const room = await moment.evaluate((button) => [button.offsetWidth, button.closest('.history-strip').clientWidth, button.scrollWidth, button.clientWidth]);
    expect(room[0]).toBeLessThanOrEqual(room[1]);
    expect(room[2]).toBeLessThanOrEqual(room[3]);
  }
  await button(page, 'Send').tap();
  await expect(history.getByRole('listitem')).toHaveCount(4);
  await history.getByRole('button', { name: /TCP 443 SYN/ }).tap();
  await expect(page.getByText('Looking back at step 1 of 3.', { exact: false })).toBeVisible();
  // The bar has two lines, and says what goes with the way on before it is pressed.
  expect((await page.locator('.looking-back').boundingBox()).height).toBeLessThanOrEqual(104);
  await expect(page.getByRole('button', { name: 'Drop the 2 later steps', exact: true })).toBeInViewport({ ratio: 1 });
  const later = history.getByRole('button', { name: /TCP 22 SYN.*, later$/ }).first();
  await expect(later).toContainText('later');
  expect(await later.evaluate((button) => getComputedStyle(button).textDecorationLine)).toBe('none');
  await expect(verdict(page)).toHaveText('Allowed');
  // What is looked back at comes into view, above the bar, and so does its reason.
  await expect(verdict(page)).toBeInViewport({ ratio: 1 });
  await expect(page.locator('.verdict-why')).toBeInViewport({ ratio: 1 });
  await expectTidy(page);
  await expectAccessible(page);
  await button(page, 'Back to the newest').tap();
  await expect(verdict(page)).toHaveText('Denied');
});

test('a lesson is read in its banner, which stays under the finger', async ({ page }) => {
  await open(page);
  await page.locator('#open').tap();
  await page.getByRole('dialog').getByRole('button', { name: 'The reply that a network ACL forgets', exact: true }).tap();
  const banner = page.locator('.lesson').filter({ visible: true });
  for (const [step, says] of [[1, 'Denied.'], [2, 'replaced'], [3, 'Allowed.']]) {
    await expect(banner).toContainText(`Step ${step} of 3`);
    await expect(banner).toContainText(says);
    await expect(banner).toBeInViewport({ ratio: 1 });
    if (step < 3) await button(page, 'Next step').tap();
  }
  await button(page, 'Start at step 1 of 3').tap();
  await expect(banner).toBeInViewport({ ratio: 1 });
  // What the reader sends comes into view.
  await button(page, 'Send').tap();
  await expect(verdict(page)).toBeInViewport({ ratio: 1 });
});

test('an expectation is kept, seen to fail, and removed', async ({ page }) => {
  await open(page);
  const panel = page.getByRole('region', { name: 'Expectations', exact: true });
  // The second press of a double one was meant for what the verdict has moved away.
  await button(page, 'must be allowed').dispatchEvent('click', { detail: 2 });
  await expect(panel.getByRole('listitem')).toHaveCount(2);
  await button(page, 'must be allowed').tap();
  await expect(panel.getByRole('status')).toHaveText('1 failing');
  await expectTidy(page);
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Remove this expectation', exact: true }).last().tap();
  await expect(panel.getByRole('status')).toHaveText('2 of 2 hold');
});

test('a symptom leads to its packet', async ({ page }) => {
  await open(page);
  await button(page, 'Start from a symptom').tap();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await expectTidy(page);
  await expectAccessible(page);
  await dialog.getByRole('radio').first().tap();
  // The port that stands there is marked by the tap into it, and typing puts another in its place.
  const port = dialog.getByLabel('TCP port');
  await expect(port).not.toHaveValue('');
  await port.tap();
  await page.keyboard.type('443');
  await expect(port).toHaveValue('443');
  // The next tap sets the cursor.
  await port.tap();
  expect(await port.evaluate((field) => field.selectionStart === field.selectionEnd)).toBe(true);
  await dialog.locator('.button.primary').tap();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('You said:', { exact: false })).toBeVisible();
  await expectTidy(page);
});

test('an account is imported, and shared again', async ({ page }) => {
  await open(page);
  await button(page, 'More').tap();
  await page.getByRole('menuitem', { name: 'Import', exact: true }).tap();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('JSON').fill(groups(group('sg-0e100000000000001', 'shop', [tcp(443, '0.0.0.0/0')])));
  await expectTidy(page);
  await dialog.getByRole('button', { name: 'Read', exact: true }).tap();
  await expect(dialog.getByRole('list', { name: 'Not described', exact: true })).toBeVisible();
  await expectTidy(page);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Open as a new document', exact: true }).tap();
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('.what-name')).toHaveText('Account 111122223333');
  await button(page, 'More').tap();
  await page.getByRole('menuitem', { name: 'Share', exact: true }).tap();
  await expect(page.getByRole('dialog', { name: 'Share', exact: true })).toBeVisible();
  await expectTidy(page);
  await expectAccessible(page);
});
