// The element itself: attributes in, events out, and a box that never jumps.

/** Starts an element once it comes near the viewport. */
const nearby = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (entry.isIntersecting) {
      nearby.unobserve(entry.target);
      entry.target.start();
    }
  }
}, { rootMargin: '600px 0px' });

// The box has its size before anything is loaded and keeps it, so that the page around it stays where it is. Until
// the app is there, what the author wrote inside the element is shown.
const box = new CSSStyleSheet();
box.replaceSync(`
  :host { position: relative; box-sizing: border-box; display: flex; flex-direction: column; block-size: var(--sgp-block-size, 560px); }
  :host([page]) { block-size: 100dvh; }
  :host(:not([page])) { overflow: auto; }
  :host([hidden]) { display: none; }
  .waiting { flex: 1 1 auto; min-block-size: 0; }
  .veiled { visibility: hidden; position: absolute; inset: 0; }
  .troubles { display: grid; }
  .troubles:empty, :host([page]) .troubles:not(:empty) + .waiting:not(.failed) { display: none; }
  .trouble { margin: 0; padding: 8px 16px; border-inline-start: 4px solid; font: 13px/20px system-ui, sans-serif; overflow-wrap: anywhere; }
  .again { margin-inline-start: 8px; padding: 2px 10px; border: 1px solid; border-radius: 6px; background: none; color: inherit; font: inherit; cursor: pointer; }
`);

// In a frame the element is as high as what is in it, and the frame's owner is told.
const framed = new CSSStyleSheet();
framed.replaceSync(':host([page]) { block-size: auto; min-block-size: 0; } .app.chosen { block-size: auto; }');

/** What the attributes of fixed choice may say; everything else is told to be wrong. */
const CHOICES = { theme: ['', 'auto', 'light', 'dark'], readonly: ['', 'readonly', 'true'] };

class SecurityGroupPlayground extends HTMLElement {
  static observedAttributes = ['scenario', 'readonly', 'panels', 'link', 'theme', 'persist'];

  #internals = this.attachInternals();
  #mounted;
  #starting;
  #sheet;
  #shelf;
  /** Answers the press that came before the app, where it still means the same. */
  #early;
  /** Ends the wait for the first drawing: it is done, or nobody needs it any more. */
  #finish = () => {};
  #troubles = new Map();
  #failed = false;
  /** Counts what was asked to be opened, so that a slow answer does not undo a later wish. */
  #wish = 0;

  connectedCallback() {
    if (this.#mounted || this.#starting) return;
    if (this.hasAttribute('page')) readQuery(this);
    if (this.#isWhole()) keepTheme(this);
    if (!this.shadowRoot) this.attachShadow({ mode: 'open' });
    this.#wait();
    this.#check();
    follow(this);
    this[repaint]();
    // The page is nothing but this element: it is always in view.
    if (this.hasAttribute('page')) this.start();
    else nearby.observe(this);
  }

  disconnectedCallback() {
    // Moving the element in the document disconnects and connects it at once: that keeps the app.
    queueMicrotask(() => {
      if (this.isConnected) return;
      nearby.unobserve(this);
      unfollow(this);
      this.#release();
    });
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.shadowRoot) return;
    this.#check(name);
    if (name === 'theme') return this[repaint]();
    if (this.#failed && !this.#starting && (name === 'scenario' || name === 'link')) return void this.start();
    if (!this.#mounted) return undefined;
    if (name === 'scenario') return void this.#open();
    if (name === 'link') return after && this.#try('link', () => this.#mounted.open(after));
    if (name === 'persist') return void this.#moveShelf();
    this.#clear('panels');
    return this.#try('app', () => this.#mounted.update(this.#options()));
  }

  /** Loads and mounts the app now, without waiting for the element to come near. */
  async start() {
    if (this.#mounted || this.#starting) return;
    this.#starting = true;
    this.#failed = false;
    this.#clear();
    this.#check();
    this.#internals.ariaBusy = 'true';
    try {
      // What stands there already comes first: nothing is asked of the network before it is on the screen.
      if (this.#isWhole()) await painted();
      const asked = this.#asked();
      const shelf = this.#openShelf();
      // The module and what is to be shown are on their way at the same time.
      asked?.catch(() => {});
      const [module, sheet] = await load();
      this.#shelf = await shelf;
      // What was kept from the last visit comes first.
      const content = this.#shelf?.first ? undefined : await asked;
      if (!this.isConnected) return;
      this.#sheet = sheet;
      this[repaint]();
      await this.#mount(module, content);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#starting = false;
      this.#internals.ariaBusy = null;
    }
  }

  /** The document as it is, with the steps done since it was opened. */
  get document() {
    const json = this.#mounted?.document();
    return json === undefined ? undefined : JSON.parse(json);
  }

  /** Puts a document in the place of the present one; an object, or its JSON. */
  load(content) {
    this.#wish += 1;
    this.#ready().load(typeof content === 'string' ? content : JSON.stringify(content), undefined);
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

  /** The element before the app: what the author wrote inside it, or the page as it is going to be. */
  #wait() {
    const waiting = document.createElement('div');
    waiting.className = 'waiting';
    const still = this.#isWhole() && this.#still();
    waiting.append(still || document.createElement('slot'));
    if (still) waiting.addEventListener('click', (press) => { this.#early = () => still.isApp() && press; });
    const troubles = document.createElement('div');
    troubles.className = 'troubles';
    troubles.part = 'error';
    troubles.setAttribute('role', 'alert');
    this.shadowRoot.replaceChildren(troubles, waiting);
    this.#show();
  }

  /** The page's first sight, with the styles that it needs. */
  #still() {
    this.#sheet ??= ownStyles();
    const isNewcomer = !this.hasAttribute('scenario') && !this.#inline() && !this.#link() && !hasWork('page');
    return this.#sheet && firstSight(this, this.#sheet, isNewcomer);
  }

  /** Whether this is the whole page, and no guest in a frame. */
  #isWhole() {
    return this.hasAttribute('page') && !isFramed;
  }

  async #mount(module, content) {
    const place = document.createElement('div');
    // The words are English whatever the page around them speaks. The app is drawn out of sight, with what was asked
    // for in it, and takes the place of what stands there in one go.
    Object.assign(place, { className: 'root veiled', lang: 'en', dir: 'ltr' });
    const link = this.#link();
    this.shadowRoot.append(place);
    let isReady = false;
    let shown;
    const finished = new Promise((done) => { this.#finish = done; });
    const tell = (name, detail) => {
      if (name === 'drawn') return this.#finish();
      if (name === 'change') shown?.();
      return (isReady || name === 'error') && this.#tell(name, detail);
    };
    // Each in a task of its own, so that a slow machine stays with its reader: the module's beginning, what is to be
    // shown, the shell, the panels one by one.
    await pause(0);
    const beginning = module.prepare(this.#options());
    await pause(0);
    if (!this.isConnected) return beginning.free();
    this.#mounted = module.mount(place, this.#options(), beginning, tell);
    // The app takes its first breath before it can be spoken to.
    while (this.#mounted && !this.#mounted.stands()) {
      await pause(0);
    }
    if (!this.#mounted) return;
    // What it begins with is no change: it is drawn before anybody is told of changes.
    const drawn = (content || link) && Promise.race([new Promise((done) => { shown = done; }), pause(500)]);
    if (content) this.#mounted.load(content.text, content.name);
    if (link && !this.hasAttribute('page')) this.#mounted.open(link);
    else if (link) this.#try('link', () => this.#mounted.open(link));
    if (this.hasAttribute('page')) addEventListener('hashchange', this.#onhash);
    await drawn;
    await finished;
    // What measures itself has done so once a frame is over.
    await painted();
    if (!this.#mounted) return;
    const press = this.#early?.();
    this.#early = undefined;
    this.shadowRoot.querySelector('.waiting')?.remove();
    place.classList.remove('veiled');
    if (press) passOn(press, this.shadowRoot);
    isReady = true;
    this.dispatchEvent(new CustomEvent('ready', { composed: true }));
  }

  /** What the element is asked to show: JSON inside it, or a scenario. */
  #asked() {
    const inline = this.#inline();
    if (inline) return Promise.resolve({ text: inline.textContent });
    const scenario = this.getAttribute('scenario');
    return scenario ? fetchScenario(scenario, this.baseURI) : undefined;
  }

  #inline() {
    return this.querySelector(':scope > script[type="application/json"]');
  }

  /** Where the work is kept: the page's own, or that of all elements with the same name in `persist`. */
  #openShelf() {
    const persist = this.getAttribute('persist');
    if (this.#isWhole()) return openShelf('page');
    return persist && !isFramed ? openShelf(`element:${persist}`) : undefined;
  }

  /** The attribute `persist` names another place. */
  async #moveShelf() {
    const before = this.#shelf;
    this.#shelf = await this.#openShelf();
    this.#try('app', () => this.#mounted?.update(this.#options()));
    closeLater(before);
  }

  /** Opens the scenario that the attribute names now. */
  async #open() {
    this.#clear('scenario');
    this.#wish += 1;
    const wish = this.#wish;
    const scenario = this.getAttribute('scenario');
    if (!scenario) return;
    try {
      const { text, name } = await fetchScenario(scenario, this.baseURI);
      if (wish === this.#wish) this.#mounted?.load(text, name);
    } catch (error) {
      if (wish === this.#wish) this.#trouble('scenario', error.message);
    }
  }

  #onhash = () => {
    const link = this.#link();
    if (link) this.#try('link', () => this.#mounted?.open(link));
  };

  /** The attribute `link`, or the page's own fragment where the element is the page. */
  #link() {
    const own = this.hasAttribute('page') ? location.hash.slice(1) : '';
    return /^\d+\./.test(own) ? own : this.getAttribute('link');
  }

  #options() {
    const page = this.hasAttribute('page');
    return {
      // In a frame of another page the page is a guest: it keeps nothing and has no title of its own.
      page: this.#isWhole(),
      embed: page && isFramed,
      readonly: this.hasAttribute('readonly'),
      panels: this.getAttribute('panels') ?? undefined,
      shelf: this.#shelf,
      base: here.href,
    };
  }

  /** Puts the styles in place: those of the app once they are there, and the theme. */
  [repaint]() {
    const auto = !['light', 'dark'].includes(this.getAttribute('theme'));
    this.shadowRoot.adoptedStyleSheets = [
      box,
      ...(this.#sheet ? [this.#sheet] : []),
      ...(auto && isUndecided(this) ? [undecided] : []),
      ...(isFramed && this.hasAttribute('panels') ? [framed] : []),
    ];
  }

  /** Tells attributes that say nothing known. */
  #check(only) {
    for (const [name, choices] of Object.entries(CHOICES)) {
      if (only && only !== name) continue;
      const value = this.getAttribute(name);
      if (value === null || choices.includes(value)) this.#clear(name);
      else if (name === 'readonly') this.#trouble(name, `\`readonly="${value}"\` means readonly: leave the attribute out to allow edits`);
      else this.#trouble(name, `\`${name}\` is \`${value}\`, which is none of ${choices.filter(Boolean).join(', ')}`);
    }
  }

  #try(source, action) {
    try {
      this.#clear(source);
      action();
    } catch (error) {
      this.#trouble(source, error.message);
    }
  }

  /** An event of the app. */
  #tell(name, detail) {
    if (name === 'error' && detail.startsWith('`panels`')) return this.#trouble('panels', detail);
    // What the app refuses, it says itself, where it happened.
    if (name === 'error') return this.#complain(detail);
    // Once something works again, the trouble is over.
    this.#clear('app');
    this.#clear('link');
    return this.dispatchEvent(new CustomEvent(name, { detail: detail ? JSON.parse(detail) : null, composed: true }));
  }

  /** Says in the element's own box what is wrong, and tells the page, which is left alone. */
  #trouble(source, message) {
    this.#troubles.set(source, message);
    this.#show();
    this.#complain(message);
  }

  #complain(message) {
    this.dispatchEvent(new CustomEvent('error', { detail: { message }, composed: true }));
  }

  #clear(source) {
    if (source) this.#troubles.delete(source);
    else this.#troubles.clear();
    this.#show();
  }

  #show() {
    const said = [...this.#troubles].map(([source, text]) => {
      const line = document.createElement('p');
      line.className = 'trouble';
      line.append(text.charAt(0).toUpperCase() + text.slice(1));
      // Where nothing else stands, the words stay.
      if (source !== 'load') line.append(choice('Dismiss', () => this.#clear(source)));
      return line;
    });
    this.shadowRoot?.querySelector('.troubles')?.replaceChildren(...said);
  }

  /** Nothing came of it: what the author wrote inside stands there again, with the reason and a way to try again. */
  #fail(error) {
    this.#release();
    this.#failed = true;
    // Not the page as it was going to be.
    const waiting = this.shadowRoot.querySelector('.waiting');
    waiting.className = 'waiting failed';
    waiting.replaceChildren(document.createElement('slot'));
    this.#trouble('load', `The playground cannot be shown: ${error.message}`);
    this.shadowRoot.querySelector('.trouble:last-child')?.append(choice('Try again', () => this.start()));
  }

  #release() {
    removeEventListener('hashchange', this.#onhash);
    this.#wish += 1;
    this.#mounted?.destroy();
    this.#mounted = undefined;
    this.#finish();
    closeLater(this.#shelf);
    this.#shelf = undefined;
    this.#wait();
  }
}

/** A button in a line of trouble. */
function choice(textContent, onclick) {
  return Object.assign(document.createElement('button'), { type: 'button', className: 'again', textContent, onclick });
}

const pause = (time) => new Promise((done) => { setTimeout(done, time); });

/** The text of a scenario: by name from beside this file, or by a URL of the page's own origin. */
async function fetchScenario(scenario, base) {
  const isName = /^[a-z0-9-]+$/.test(scenario);
  const url = isName ? new URL(`scenarios/${scenario}.json`, here) : new URL(scenario, base);
  if (!isName && url.origin !== location.origin) throw new Error(`\`scenario\` is of another origin: ${url.origin}`);
  let answer;
  try {
    answer = await fetch(url);
  } catch {
    throw new Error(`the scenario \`${scenario}\` cannot be reached`);
  }
  if (answer.ok) return { text: await answer.text(), name: isName ? scenario : undefined };
  throw new Error(isName && answer.status === 404
    ? `there is no scenario \`${scenario}\``
    : `the scenario \`${scenario}\` is not there: HTTP ${answer.status}`);
}
