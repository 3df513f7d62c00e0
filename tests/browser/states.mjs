// The named states of the page: how to reach each from a fresh load. Pictures are taken of them, and axe looks at
// them. A new state is one entry.

/** The page as a visitor first sees it. */
async function firstSight(page) {
  const element = page.locator('security-group-playground');
  // Mounted: the shadow root holds more than the message of a failed load.
  await element.locator('.root > *').first().waitFor();
}

export const states = {
  'first-sight': firstSight,
};
