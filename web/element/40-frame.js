// The page in a frame of another: `?embed=1`. What attributes are for the element, the query is here. With
// `&origin=https://docs.example` the page tells that origin, and nobody else, how high it would like to be, and
// takes attributes from it.

const query = new URLSearchParams(location.search);
const isFramed = query.get('embed') === '1';

const FRAME = { set: 'security-group-playground:set', height: 'security-group-playground:height' };

/** The attributes that a frame's owner may set. */
const SETTABLE = ['panels', 'scenario', 'readonly', 'theme', 'lang'];

/** The height that the whole page likes; panels alone are as high as they are. */
const WHOLE = 720;

/** Takes the attributes of the page's element out of the query. */
function readQuery(element) {
  if (!isFramed) return;
  for (const name of SETTABLE) {
    if (query.has(name) && !element.hasAttribute(name)) element.setAttribute(name, query.get(name));
  }
}

/** The one origin to speak with, as the query states it. `*` is none. */
function owner() {
  const stated = query.get('origin');
  if (!isFramed || !stated || window.parent === window) return null;
  try {
    const { origin } = new URL(stated);
    return origin === 'null' ? null : origin;
  } catch {
    return null;
  }
}

function speakWithOwner() {
  const origin = owner();
  const element = document.querySelector('security-group-playground[page]');
  if (!origin || !element) return;
  let told;
  const tell = () => {
    const height = element.hasAttribute('panels') ? Math.ceil(element.getBoundingClientRect().height) : WHOLE;
    if (height === told) return;
    told = height;
    window.parent.postMessage({ type: FRAME.height, height }, origin);
  };
  new ResizeObserver(tell).observe(element);
  addEventListener('message', (event) => {
    const { data } = event;
    if (event.origin !== origin || event.source !== window.parent || data?.type !== FRAME.set) return;
    for (const name of SETTABLE) {
      const value = data.attributes?.[name];
      if (typeof value === 'string') element.setAttribute(name, value);
      else if (value === null) element.removeAttribute(name);
    }
    tell();
  });
}

if (!customElements.get('security-group-playground')) {
  customElements.define('security-group-playground', SecurityGroupPlayground);
  speakWithOwner();
}
