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

export const states = {
  'first-sight': firstSight,
  'rule-form': ruleForm,
  allowed,
};
