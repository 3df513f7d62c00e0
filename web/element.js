// The custom element <security-group-playground>: a thin shell that mounts the app into a shadow root.
// All elements of a page share one module and one style sheet. Built to embed.js.

const here = new URL('.', import.meta.url);

let shared;

/** Loads the module and the styles once, for every element of the page. */
function load() {
  shared ??= Promise.all([program(), styles()]);
  // A failed load may be tried again by the next element that connects.
  shared.catch(() => { shared = undefined; });
  return shared;
}

async function program() {
  const module = await import(new URL('sg-web.js', here).href);
  await module.default({ module_or_path: new URL('sg-web_bg.wasm', here) });
  return module;
}

async function styles() {
  const answer = await fetch(new URL('playground.css', here));
  if (!answer.ok) throw new Error(`playground.css: HTTP ${answer.status}`);
  return new CSSStyleSheet().replace(await answer.text());
}

/** Mounts an element once it comes near the viewport. */
const nearby = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (entry.isIntersecting) {
      nearby.unobserve(entry.target);
      entry.target.start();
    }
  }
}, { rootMargin: '600px 0px' });

// Holds the room until the styles are there, and shows what the author wrote inside meanwhile.
const room = new CSSStyleSheet();
room.replaceSync(':host { display: block; } .waiting { min-block-size: var(--sgp-block-size, 560px); }');

class SecurityGroupPlayground extends HTMLElement {
  static observedAttributes = ['scenario', 'readonly', 'panels', 'link'];

  #mounted;
  #starting;
  #trouble;

  connectedCallback() {
    if (this.#mounted || this.#starting) return;
    if (!this.shadowRoot) {
      const root = this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [room];
      const waiting = document.createElement('div');
      waiting.className = 'waiting';
      waiting.append(document.createElement('slot'));
      root.append(waiting);
    }
    // The page is nothing but this element: it is always in view.
    if (this.hasAttribute('page')) this.start();
    else nearby.observe(this);
  }

  disconnectedCallback() {
    // Moving the element in the document disconnects and connects it at once: that keeps the app.
    queueMicrotask(() => {
      if (this.isConnected) return;
      nearby.unobserve(this);
      this.#release();
    });
  }

  attributeChangedCallback(name, before, after) {
    if (!this.#mounted || before === after) return;
    if (name === 'link') this.#try(() => after && this.#mounted.open(after));
    else this.#mounted.update(this.#options());
  }

  /** Loads and mounts the app now, without waiting for the element to come near. */
  async start() {
    if (this.#mounted || this.#starting) return;
    this.#starting = true;
    try {
      const [module, sheet] = await load();
      if (!this.isConnected) return;
      const root = this.shadowRoot;
      root.adoptedStyleSheets = [room, sheet];
      const place = document.createElement('div');
      place.className = 'root';
      root.replaceChildren(place);
      this.#mounted = module.mount(place, this.#options(), (name, detail) => this.#tell(name, detail));
      await this.#begin();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#starting = false;
    }
  }

  /** The document as it is, with the steps done since it was opened. */
  get document() {
    const json = this.#mounted?.document();
    return json === undefined ? undefined : JSON.parse(json);
  }

  /** Puts a document in the place of the present one; an object, or its JSON. */
  load(content) {
    this.#ready().load(typeof content === 'string' ? content : JSON.stringify(content));
  }

  /** Sends a packet and answers what becomes of it. */
  send(packet) {
    return JSON.parse(this.#ready().send(JSON.stringify(packet)));
  }

  /** Goes back to the document as it was opened. */
  reset() {
    this.#ready().reset();
  }

  #ready() {
    if (!this.#mounted) throw new Error('the playground is not ready yet: wait for its event `ready`');
    return this.#mounted;
  }

  /** Opens what the element was given to begin with, once the app has drawn itself. */
  async #begin() {
    while (this.#mounted && this.#mounted.document() === undefined) {
      await new Promise((resolve) => { setTimeout(resolve, 0); });
    }
    if (!this.#mounted) return;
    const inline = this.querySelector(':scope > script[type="application/json"]');
    const link = this.#link();
    if (inline) this.#try(() => this.#mounted.load(inline.textContent));
    if (link) this.#try(() => this.#mounted.open(link));
    if (this.hasAttribute('page')) addEventListener('hashchange', this.#onhash);
    this.dispatchEvent(new CustomEvent('ready', { composed: true }));
  }

  #onhash = () => {
    const link = this.#link();
    if (link) this.#try(() => this.#mounted?.open(link));
  };

  /** The attribute `link`, or the page's own fragment where the element is the page. */
  #link() {
    const own = this.hasAttribute('page') ? location.hash.slice(1) : '';
    return /^\d+\./.test(own) ? own : this.getAttribute('link');
  }

  #options() {
    return {
      page: this.hasAttribute('page'),
      readonly: this.hasAttribute('readonly'),
      embed: this.hasAttribute('page') && new URLSearchParams(location.search).get('embed') === '1',
      panels: this.getAttribute('panels') ?? undefined,
      scenario: this.#scenario(),
      base: here.href,
    };
  }

  /** A scenario's name, or a URL of the page's own origin. */
  #scenario() {
    const scenario = this.getAttribute('scenario');
    if (!scenario || !/[/.:]/.test(scenario)) return scenario ?? undefined;
    const url = new URL(scenario, this.baseURI);
    if (url.origin === location.origin) return url.href;
    this.#tell('error', `\`scenario\` is of another origin: ${url.origin}`);
    return undefined;
  }

  #try(action) {
    try {
      action();
    } catch (error) {
      this.#tell('error', error.message);
    }
  }

  #tell(name, detail) {
    let told = detail;
    if (name === 'error') {
      told = { message: detail };
      this.#say(detail);
    } else {
      told = detail ? JSON.parse(detail) : null;
      // Once something works again, the trouble is over.
      this.#trouble?.remove();
    }
    this.dispatchEvent(new CustomEvent(name, { detail: told, composed: true }));
  }

  /** Says in the element's own box what is wrong; the page around it is left alone. */
  #say(text) {
    if (!this.#trouble) {
      this.#trouble = document.createElement('p');
      this.#trouble.setAttribute('role', 'alert');
      this.#trouble.className = 'trouble';
    }
    this.#trouble.textContent = text;
    this.shadowRoot.prepend(this.#trouble);
  }

  #fail(error) {
    this.shadowRoot.replaceChildren();
    this.#tell('error', `The playground could not be loaded: ${error.message}`);
  }

  #release() {
    removeEventListener('hashchange', this.#onhash);
    this.#mounted?.destroy();
    this.#mounted = undefined;
    this.shadowRoot?.replaceChildren();
  }
}

/** The page in a frame: tells the frame's owner, and nobody else, how high it would like to be. */
function announceHeight() {
  const query = new URLSearchParams(location.search);
  const owner = query.get('origin');
  if (query.get('embed') !== '1' || !owner || parent === window) return;
  const tell = () => {
    const height = document.documentElement.scrollHeight;
    parent.postMessage({ type: 'security-group-playground:height', height }, owner);
  };
  new ResizeObserver(tell).observe(document.documentElement);
}

if (!customElements.get('security-group-playground')) {
  customElements.define('security-group-playground', SecurityGroupPlayground);
  announceHeight();
}
