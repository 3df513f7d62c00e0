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

class SecurityGroupPlayground extends HTMLElement {
  static observedAttributes = ['scenario', 'readonly'];

  #mounted;
  #connecting = false;

  async connectedCallback() {
    if (this.#mounted || this.#connecting) return;
    this.#connecting = true;
    try {
      const [module, sheet] = await load();
      if (!this.isConnected) return;
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [sheet];
      const place = document.createElement('div');
      place.className = 'root';
      root.replaceChildren(place);
      this.#mounted = module.mount(place, this.#options());
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#connecting = false;
    }
  }

  disconnectedCallback() {
    // Moving the element in the document disconnects and connects it at once: that keeps the app.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#mounted?.destroy();
      this.#mounted = undefined;
    });
  }

  attributeChangedCallback() {
    this.#mounted?.update(this.#options());
  }

  #options() {
    return {
      page: this.hasAttribute('page'),
      readonly: this.hasAttribute('readonly'),
      scenario: this.getAttribute('scenario') ?? undefined,
      base: here.href,
    };
  }

  #fail(error) {
    console.error(error);
    const line = document.createElement('p');
    line.setAttribute('role', 'alert');
    line.textContent = `The playground could not be loaded: ${error.message}`;
    (this.shadowRoot ?? this).replaceChildren(line);
    this.dispatchEvent(new CustomEvent('error', { detail: error }));
  }
}

if (!customElements.get('security-group-playground')) {
  customElements.define('security-group-playground', SecurityGroupPlayground);
}
