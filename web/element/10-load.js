// The custom element <security-group-playground>. The files of this folder, joined by name, are embed.js.
// Here: what every element of a page shares, which is one module and one style sheet.

// Written so that no bundler takes it for a file to pack.
const here = new URL(import.meta.url.replace(/[^/]*$/, ''));

// What the files beside this one must hash to, so that the hash of this one vouches for all. The build fills it in.
const INTEGRITY = {};

let shared;

/** Loads the module and the styles once, for every element of the page. */
function load() {
  shared ??= Promise.all([program(), styles()]);
  // A failed load may be tried again by the next element that connects.
  shared.catch(() => { shared = undefined; });
  return shared;
}

async function program() {
  if (typeof WebAssembly !== 'object') throw new Error('WebAssembly is switched off in this browser');
  const wasm = file('sg-web_bg.wasm');
  // Told by whoever waits for it below; the script may fail first.
  wasm.catch(() => {});
  const module = await script('sg-web.js');
  await module.default({ module_or_path: await wasm });
  return module;
}

async function styles() {
  const own = ownStyles();
  if (own) return own;
  const answer = await file('playground.css');
  return new CSSStyleSheet().replace(await answer.text());
}

/** A file beside this one, once it is known to be of this release. */
async function file(name) {
  let answer;
  try {
    answer = await fetch(new URL(name, here), INTEGRITY[name] && { integrity: INTEGRITY[name] });
  } catch {
    throw strange(name);
  }
  if (!answer.ok) throw new Error(`${name}: HTTP ${answer.status}`);
  return answer;
}

/** The same for a script: a preload checks it, and the import takes what was checked. */
async function script(name) {
  const { href } = new URL(name, here);
  const link = document.createElement('link');
  if (INTEGRITY[name] && link.relList.supports('modulepreload')) {
    await new Promise((done, failed) => {
      Object.assign(link, { rel: 'modulepreload', crossOrigin: 'anonymous', integrity: INTEGRITY[name], href });
      link.onload = done;
      link.onerror = () => failed(strange(name));
      document.head.append(link);
    }).finally(() => link.remove());
  }
  return import(/* webpackIgnore: true */ /* @vite-ignore */ href);
}

function strange(name) {
  return new Error(`${name} cannot be reached, or is not of this release`);
}
