// What the tests of the page share: opening it, looking at it with axe, importing, sending packets.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from '@playwright/test';

/** axe as it is for the web, read by each page once. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Opens the page and waits until it is drawn. Any error of the page fails the test. */
export async function open(page) {
  page.on('pageerror', (error) => { throw error; });
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Verdict', exact: true })).toBeAttached();
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Looks for violations of WCAG 2.2 A and AA; an accident of animation is not waited for. With `within`, in these parts
 * of the element alone, and in an open dialog alone, since nothing beside it can be reached; with `rules`, for these
 * alone; with `everything`, for what axe recommends too.
 */
export async function expectAccessible(page, { within, rules, everything: all } = {}) {
  const runOnly = rules ? { type: 'rule', values: rules } : { type: 'tag', values: WCAG };
  // Each frame is looked at by itself, of whatever origin it is.
  const told = await Promise.all(page.frames().map(async (frame) => {
    if (!await frame.evaluate(() => 'axe' in window)) await frame.evaluate(axe);
    return frame.evaluate(async ([within, options]) => {
      // What changes its colour just now has it at once.
      const roots = [document, ...[...document.querySelectorAll('security-group-playground')].map((host) => host.shadowRoot).filter(Boolean)];
      for (const one of roots.flatMap((root) => root.getAnimations())) if (one instanceof CSSTransition) one.finish();
      const shown = roots.some((root) => root.querySelector('dialog[open]')) ? ['dialog[open]'] : undefined;
      const parts = within ?? (options.runOnly ? shown : undefined);
      const where = parts ? { include: parts.map((part) => ({ fromShadowDom: ['security-group-playground', part] })) } : document;
      const { violations } = await globalThis.axe.run(where, options);
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`);
    }, [within, { ...(all ? {} : { runOnly }), resultTypes: ['violations'], preload: false, iframes: false }]);
  }));
  expect(told.flat()).toEqual([]);
}

/** The page and its dialogs fit the window: nothing scrolls sideways but what is meant to. */
export async function expectNoSidewaysScroll(page) {
  const { wide, inner } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    inner: window.innerWidth,
  }));
  expect(wide).toBeLessThanOrEqual(inner);
}

/** The word in the diagram's band of the internet keeps clear of both edges. */
export async function expectInternetInItsBand(page) {
  const { left, right } = await page.locator('.internet').evaluate((band) => {
    const [box, word] = ['rect', 'text'].map((part) => band.querySelector(part).getBoundingClientRect());
    return { left: word.left - box.left, right: box.right - word.right };
  });
  expect(Math.min(left, right)).toBeGreaterThanOrEqual(4);
}

/** The verdict's word. */
export const verdict = (page) => page.locator('.verdict-word');

/** Fills in a packet and sends it. */
export async function send(page, { from, to, type, port }) {
  if (from) await page.getByLabel('From', { exact: true }).fill(from);
  if (to) await page.getByLabel('To', { exact: true }).fill(to);
  await page.keyboard.press('Escape');
  if (type) await page.locator('#packet-type').selectOption(type);
  if (port) await page.getByLabel('Destination port').fill(String(port));
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

/** Pastes a text into the import dialog and has it read. */
export async function paste(page, text) {
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByLabel('JSON').fill(text);
  await page.getByRole('button', { name: 'Read', exact: true }).click();
}

/** Imports a text in the place of the present work. */
export async function importText(page, text) {
  await paste(page, text);
  await page.getByRole('button', { name: 'Open as a new document', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** A group as `aws ec2 describe-security-groups` prints it. */
export function group(id, name, permissions = [], egress = [everything]) {
  return {
    GroupId: id,
    GroupName: name,
    Description: `The group ${name}`,
    VpcId: 'vpc-0b20000000000000a',
    OwnerId: '111122223333',
    IpPermissions: permissions,
    IpPermissionsEgress: egress,
  };
}

/** The rule that a new group has: everything may leave. */
export const everything = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };

/** TCP to one port from one block. */
export const tcp = (port, cidr) => ({ IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp: cidr }] });

/** The output of the command, with these groups. */
export const groups = (...list) => JSON.stringify({ SecurityGroups: list });
