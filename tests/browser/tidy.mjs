// What every state of the page holds at every width: nothing scrolls sideways, nothing that is pressed or read lies on
// another such thing, and no text is cut.

import { expect } from '@playwright/test';

/** Looks over what is shown: in the open dialog alone, where there is one. Answers what is wrong, in words. */
function look(host) {
  const root = host.shadowRoot;
  const dialog = root.querySelector('dialog[open]');
  const place = dialog ?? root;
  const styles = new Map();
  const style = (one) => styles.get(one) ?? styles.set(one, getComputedStyle(one)).get(one);
  const up = function* ancestors(one) {
    for (let at = one; at instanceof Element && at !== host; at = at.parentElement) yield at;
  };
  const memo = (find) => {
    const known = new Map();
    return (one) => {
      if (!known.has(one)) known.set(one, find(one));
      return known.get(one);
    };
  };
  // What is only read out is drawn as a point.
  const unseen = memo((one) => [...up(one)].some((at) => style(at).clipPath !== 'none' || style(at).opacity === '0'));
  // What floats or sticks lies over the rest on purpose; within it, all is held apart again.
  const layer = memo((one) => [...up(one)].find((at) => at === dialog || ['absolute', 'fixed', 'sticky'].includes(style(at).position)));
  const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && !unseen(one);
  const named = (one) => `<${one.localName} class="${one.className}"> ${(one.textContent || one.value || one.ariaLabel || '').trim().slice(0, 60)}`;

  const wide = document.documentElement.scrollWidth;
  const told = wide > innerWidth ? [`the page is ${wide} px wide`] : [];
  if (dialog && dialog.scrollWidth > dialog.clientWidth + 1) told.push(`the dialog is ${dialog.scrollWidth} px wide`);

  // Every column of the rules is in sight at every width, and on a narrow screen those of all other tables.
  for (const box of place.querySelectorAll('.table-box')) {
    if (!shown(box) || box.scrollWidth <= box.clientWidth + 1) continue;
    if (innerWidth <= 560 || box.querySelector('.rule-table')) told.push(`scrolls sideways (${box.scrollWidth} in ${box.clientWidth} px): ${box.ariaLabel}`);
  }

  // The words as they are drawn, each with what it stands in. The drawing of the diagram is looked over by its own tests.
  const words = [];
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const one = node.parentElement;
    if (!node.data.trim() || !one || one.closest('svg, select, option, style, textarea') || !shown(one)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
    if (boxes.length > 0) words.push([one, boxes]);
  }
  const scrolls = (value) => value === 'auto' || value === 'scroll';
  const cuts = (value) => value === 'hidden' || value === 'clip';
  const seen = [];
  for (const [one, boxes] of words) {
    let hidden = false;
    const frame = { left: 0, right: innerWidth, top: -Infinity, bottom: Infinity };
    for (const at of up(one)) {
      const { overflowX, overflowY, textOverflow, webkitLineClamp } = style(at);
      if (style(at).display === 'inline') continue;
      const box = at.getBoundingClientRect();
      const elided = textOverflow === 'ellipsis' || webkitLineClamp !== 'none';
      if (overflowX !== 'visible' || overflowY !== 'visible') {
        const beyond = boxes.some(({ left, right }) => left < box.left - 1 || right > box.right + 1);
        const below = boxes.some(({ top, bottom }) => top < box.top - 1 || bottom > box.bottom + 1);
        if (((beyond && cuts(overflowX)) || (below && cuts(overflowY))) && !elided && !hidden) told.push(`cut by ${at.className || at.localName}: ${named(one)}`);
        hidden ||= scrolls(overflowX) || scrolls(overflowY) || elided;
        frame.left = Math.max(frame.left, box.left);
        frame.right = Math.min(frame.right, box.right);
        frame.top = Math.max(frame.top, box.top);
        frame.bottom = Math.min(frame.bottom, box.bottom);
      }
    }
    if (!hidden && boxes.some(({ left, right }) => left < -1 || right > innerWidth + 1)) told.push(`beyond the window: ${named(one)}`);
    for (const box of boxes) {
      const [left, right, top, bottom] = [Math.max(box.left, frame.left), Math.min(box.right, frame.right), Math.max(box.top, frame.top), Math.min(box.bottom, frame.bottom)];
      if (right - left > 1 && bottom - top > 1) seen.push({ one, left, right, top, bottom });
    }
  }

  // The chosen words of a list, against the room that they have.
  const pen = document.createElement('canvas').getContext('2d');
  for (const one of place.querySelectorAll('select')) {
    if (!shown(one) || !one.selectedOptions[0]) continue;
    const { font, paddingLeft, paddingRight, textOverflow } = style(one);
    pen.font = font;
    const room = one.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    const takes = pen.measureText(one.selectedOptions[0].label).width;
    if (takes > room + 1 && textOverflow !== 'ellipsis') told.push(`cut in its list (${Math.round(takes)} in ${Math.round(room)} px): ${one.selectedOptions[0].label}`);
  }

  // What can be pressed, as far as what scrolls shows of it.
  for (const one of place.querySelectorAll('button, select, input, textarea, summary')) {
    if (!shown(one) || one.closest('svg')) continue;
    let { left, right, top, bottom } = one.getBoundingClientRect();
    if (right - left <= 2) continue;
    for (const at of up(one.parentElement)) {
      if (style(at).overflowX === 'visible' && style(at).overflowY === 'visible') continue;
      const box = at.getBoundingClientRect();
      [left, right, top, bottom] = [Math.max(left, box.left), Math.min(right, box.right), Math.max(top, box.top), Math.min(bottom, box.bottom)];
    }
    if (right - left > 1 && bottom - top > 1) seen.push({ one, left, right, top, bottom });
  }
  seen.sort((a, b) => a.top - b.top);
  seen.forEach((a, at) => {
    for (let next = at + 1; next < seen.length && seen[next].top < a.bottom - 1.5; next += 1) {
      const b = seen[next];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - b.top;
      // A pixel of two lines' boxes may meet without a letter touching another.
      if (across <= 1.5 || down <= 1.5 || a.one.contains(b.one) || b.one.contains(a.one) || layer(a.one) !== layer(b.one)) continue;
      // A label over its own box is one thing to press.
      if (a.one.closest('label') && a.one.closest('label') === b.one.closest('label')) continue;
      told.push(`${named(a.one)} lies on ${named(b.one)}`);
    }
  });
  return [...new Set(told)];
}

/** Nothing scrolls sideways, overlaps or is cut. */
export async function expectTidy(page, where = '') {
  expect(await page.locator('security-group-playground[page]').evaluate(look), where).toEqual([]);
}
