// Light or dark. `color-scheme` is inherited, so an element follows whatever the page around it declares, its dark
// switch included. Where the page declares nothing, the reader's system decides.

const undecided = new CSSStyleSheet();
undecided.replaceSync(':host { color-scheme: light dark; }');

/** Whether the page around an element declares no colour scheme. */
function isUndecided(element) {
  const around = element.assignedSlot ?? element.parentElement ?? element.getRootNode().host;
  return !around || getComputedStyle(around).colorScheme === 'normal';
}

/** The elements in the document: a switch of the page is an attribute of its root or body. */
const present = new Set();

const pageChanges = new MutationObserver(() => present.forEach((element) => element[repaint]()));
const repaint = Symbol('repaint');

function follow(element) {
  if (present.size === 0) {
    for (const place of [document.documentElement, document.body]) {
      if (place) pageChanges.observe(place, { attributes: true });
    }
  }
  present.add(element);
}

function unfollow(element) {
  present.delete(element);
  if (present.size === 0) pageChanges.disconnect();
}
