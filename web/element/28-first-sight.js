// What the page shows before the module is there: the build draws the app once, without a browser, and leaves that in
// the page's element as a template. It stands still, and the living app takes its place in one go; a press that came
// before counts then. A newcomer sees the first scenario; who comes back, or follows a link, sees the layout alone,
// since other work is going to stand in it.

/** The styles of a page that links the same sheet, without asking for it again; only a sheet made here can be adopted. */
function ownStyles() {
  const { href } = new URL('playground.css', here);
  const integrity = INTEGRITY['playground.css'];
  const link = [...document.querySelectorAll('link[rel="stylesheet"]')].find((one) => one.href === href);
  // A sheet that nothing vouches for is no better than none.
  if (!integrity || link?.integrity !== integrity || !link.sheet) return undefined;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(Array.from(link.sheet.cssRules, (rule) => rule.cssText).join('\n'));
  return sheet;
}

const stillness = new CSSStyleSheet();
stillness.replaceSync(`
  :host { cursor: progress; }
  .drawing { width: 100%; }
  .outline :is(.head > :not(h1, .spring), .views > *, .column > *, .history > *) { visibility: hidden; }
`);

/** What the build drew, as the page shows it; undefined where the element holds no such drawing. */
function firstSight(element, sheet, isNewcomer) {
  const drawing = element.querySelector(':scope > template.playground-first');
  if (!drawing) return undefined;
  const still = document.createElement('div');
  // Nobody can press it, and nobody hears of it: what it says is said once, by the app.
  Object.assign(still, { lang: 'en', dir: 'ltr', inert: true });
  still.setAttribute('aria-hidden', 'true');
  still.setAttribute('page', '');
  // In a root of its own, its ids and classes are none of the app's.
  const root = still.attachShadow({ mode: 'closed' });
  root.adoptedStyleSheets = [sheet, stillness];
  root.append(drawing.content.cloneNode(true));
  root.firstElementChild?.classList.toggle('outline', !isNewcomer);
  // It was drawn for one width, and keeps to its left where there is more.
  root.querySelector('.drawing')?.setAttribute('preserveAspectRatio', 'xMinYMid');
  // The history is read at its end.
  requestAnimationFrame(() => {
    const strip = root.querySelector('.history-strip');
    if (strip) {
      strip.scrollLeft = strip.scrollWidth;
      // As the app does it: where the last moment has no room, its beginning is seen, clear of the fading edge.
      const last = strip.querySelector('[aria-current=step]');
      const faded = strip.firstElementChild?.offsetLeft ?? 0;
      const beyond = strip.getBoundingClientRect().left + faded - (last?.getBoundingClientRect().left ?? Infinity);
      if (beyond > 0) strip.scrollLeft -= Math.trunc(beyond);
    }
  });
  // What a newcomer sees is what the app is going to show, unless it was scrolled meanwhile.
  still.isApp = () => isNewcomer && [...root.querySelectorAll('.column')].every(({ scrollTop }) => scrollTop === 0);
  return still;
}

/** Passes a press that came too early on to what stands in the same place by now. */
function passOn({ clientX, clientY }, root) {
  const meant = root.elementFromPoint(clientX, clientY)?.closest('button, summary, input, select');
  meant?.focus();
  if (meant?.matches('button, summary')) meant.click();
}

/** The theme of the last visit, which the app would put there later. */
function keepTheme(element) {
  const theme = recall('localStorage', `${SHELF}:theme`);
  if (theme === 'light' || theme === 'dark') element.setAttribute('theme', theme);
}

/** Once what stands in the page now is on the screen; at once where nobody looks, since a hidden page draws no frame. */
async function painted() {
  if (document.hidden) return;
  const end = new AbortController();
  await new Promise((done) => {
    document.addEventListener('visibilitychange', done, { signal: end.signal });
    requestAnimationFrame(() => setTimeout(done, 0));
  });
  end.abort();
}
