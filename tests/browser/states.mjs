// The named states of the page: how to reach each from a fresh load. Pictures are taken of them, and axe looks at
// them. A new state is one entry.

/** The page as a visitor first sees it. */
async function firstSight(page) {
  const element = page.locator('security-group-playground');
  // Mounted: the shadow root holds more than the message of a failed load.
  await element.locator('.root > *').first().waitFor();
}

/** The dialog with a new row in it. */
async function ruleForm(page) {
  await firstSight(page);
  if (await page.locator('.views').isVisible()) {
    await page.locator('.views').getByRole('button', { name: 'Rules', exact: true }).click();
  }
  await page.getByRole('button', { name: 'Edit inbound rules', exact: true }).click();
  await page.getByRole('button', { name: 'Add rule', exact: true }).click();
  await page.locator('#rule-3-type').selectOption('SSH');
}

/** A connection that completed, with a gate open to its rules. */
async function allowed(page) {
  await firstSight(page);
  await page.locator('#packet-type').selectOption('HTTPS');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.locator('.gate-line').filter({ hasText: 'Security groups' }).first().getByRole('button').first().click();
}

/** The list of documents and scenarios. */
async function documents(page) {
  await firstSight(page);
  await page.locator('#open').click();
  await page.getByRole('dialog', { name: 'Open', exact: true }).waitFor();
}

/** The list of keys. */
async function shortcuts(page) {
  await firstSight(page);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts', exact: true }).waitFor();
}

/** The help panel beside what it explains. */
async function help(page) {
  await firstSight(page);
  await page.getByRole('button', { name: 'Info about Verdict', exact: true }).click();
  await page.getByRole('complementary').waitFor();
}

/** Shows one of the lists at the left. */
async function list(page, name) {
  await firstSight(page);
  if (await page.locator('.views').isVisible()) {
    await page.locator('.views').getByRole('button', { name: 'Resources', exact: true }).click();
  }
  await page.locator('.kinds').getByRole('button', { name }).click();
}

/** The dialog of a network ACL with a new row in it. */
async function aclForm(page) {
  await list(page, 'Network ACLs');
  await page.locator('.lines button').first().click();
  await page.getByRole('button', { name: 'Edit inbound rules', exact: true }).click();
  await page.getByRole('button', { name: 'Add rule', exact: true }).click();
}

/** The routes of a table. */
async function routes(page) {
  await list(page, 'Route tables');
  await page.locator('.lines button').last().click();
  await page.getByRole('group', { name: 'Routes', exact: true }).waitFor();
}

/** The dialog that launches an instance. */
async function launch(page) {
  await list(page, 'Network interfaces');
  await page.locator('.create').getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('button', { name: 'Launch instance', exact: true }).click();
  await page.getByRole('dialog', { name: 'Launch instance', exact: true }).waitFor();
}

export const states = {
  'first-sight': firstSight,
  'rule-form': ruleForm,
  'acl-form': aclForm,
  routes,
  launch,
  allowed,
  documents,
  shortcuts,
  help,
};
