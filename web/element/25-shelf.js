// Documents kept in the browser's own database: each under an id, with a revision that every writer must know, so
// that a second tab never overwrites the first. What is large and never changes, the network that a document starts
// from, is written once; the steps are written at each change. The app reaches this through its option `shelf`.

const SHELF = 'security-group-playground';
/** A database that has not opened by then will not open: a person waits for the page. */
const PATIENCE = 4000;

/** Opens the documents of one space. Never fails: where the browser stores nothing, `refusal` says why. */
async function openShelf(space) {
  let shelf;
  try {
    shelf = new Shelf(space, await inTime(openDatabase()));
    await shelf.begin();
  } catch (error) {
    shelf = new Shelf(space, null, refusal(error));
  }
  return shelf;
}

/** Whether a space has work that it is going to open, by the little that can be known without waiting. */
function hasWork(space) {
  const key = (name) => `${SHELF}:${space}:${name}`;
  const id = recall('sessionStorage', key('last')) ?? recall('localStorage', key('last'));
  return Boolean(id) && recall('sessionStorage', key('opening')) !== id;
}

class Shelf {
  #space;
  #database;
  #channel;

  /** Why nothing can be stored here. */
  refusal;
  /** What this tab showed last, to begin with: {id, name, revision, base, steps}. */
  first;
  /** The id of what was not opened, since the page failed over it last time. */
  broken;
  /** Called with the id, and the revision or 0 for a deleted one, when another tab writes. */
  onchange;

  constructor(space, database, refusal) {
    this.#space = space;
    this.#database = database;
    this.refusal = refusal;
    if (!database) return;
    this.#channel = new BroadcastChannel(SHELF);
    this.#channel.onmessage = ({ data }) => {
      if (data.space === space) this.onchange?.(data.id, data.revision);
    };
    // Another version of the page wants to change the database: it may.
    database.onversionchange = () => this.close();
  }

  async begin() {
    await this.#recover();
    const id = recall('sessionStorage', this.#key('last')) ?? recall('localStorage', this.#key('last'));
    if (!id) return;
    if (recall('sessionStorage', this.#key('opening')) === id) {
      this.broken = id;
      this.settle();
      return;
    }
    this.first = await this.read(id);
    // Until the page stands, it may fail over what it opens; the next load of this tab then leaves it.
    if (this.first) keep('sessionStorage', this.#key('opening'), id);
  }

  /** Leaves what is not written yet where the next visit finds it, at once: a page that goes has no time to wait for the
      database. False: the browser took nothing. */
  rescue(id, name, revision, base, steps) {
    return keep('localStorage', this.#key(`rescue:${id}`), JSON.stringify({ id, name, revision, base, steps }));
  }

  /** It was written after all. */
  #forget(id) {
    keep('localStorage', this.#key(`rescue:${id}`), null);
  }

  async #recover() {
    const prefix = this.#key('rescue:');
    const keys = Object.keys(globalThis.localStorage).filter((key) => key.startsWith(prefix));
    for (const key of keys) {
      try {
        await this.#take(JSON.parse(recall('localStorage', key)));
      } catch (error) {
        // What cannot be read holds up nothing else; without room in the database it stays for the next visit.
        if (error?.name === 'QuotaExceededError') continue;
      }
      keep('localStorage', key, null);
    }
  }

  async #take({ id, name, revision, base, steps }) {
    const held = await this.read(id);
    // The database was faster than the end of the page.
    if (held?.steps === steps || await this.write(id, name, revision, base, steps)) return;
    // Somebody else went on with it: both are kept.
    await this.write(this.newId(), `${name} (copy)`, 0, base ?? held?.base, steps);
  }

  /** The page stands: what it opened did not break it. */
  settle() {
    keep('sessionStorage', this.#key('opening'), null);
  }

  /** This tab shows the document from now on; null: none of the kept ones. */
  hold(id) {
    keep('sessionStorage', this.#key('last'), id ?? '');
    if (id) keep('localStorage', this.#key('last'), id);
  }

  newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(12));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  /** All documents, the last saved first: {id, name, revision, saved, size}. */
  async list() {
    const all = await answer(this.#stores('readonly').documents.getAll());
    return all.filter(({ space }) => space === this.#space).sort((one, other) => other.saved - one.saved);
  }

  /** A document, or undefined where there is none. */
  async read(id) {
    const { documents, bases, steps } = this.#stores('readonly');
    const [about, base, rest] = await Promise.all([documents, bases, steps].map((store) => answer(store.get(id))));
    return about && { ...about, base, steps: rest };
  }

  /** Writes a document over the revision that the caller knows, 0 for a new one; answers the new revision, or 0 where
      another tab was faster. `base` is left out once it is written. */
  async write(id, name, revision, base, steps) {
    const { transaction, documents, bases, steps: rest } = this.#stores('readwrite');
    const held = await answer(documents.get(id));
    if ((held?.revision ?? 0) !== revision) {
      transaction.abort();
      return 0;
    }
    const size = steps.length + (base?.length ?? held.size - held.stepsSize);
    const about = { id, space: this.#space, name, revision: revision + 1, saved: Date.now(), size, stepsSize: steps.length };
    documents.put(about);
    if (base !== undefined) bases.put(base, id);
    rest.put(steps, id);
    await written(transaction);
    this.#forget(id);
    this.#tell(id, about.revision);
    return about.revision;
  }

  async rename(id, name) {
    const { transaction, documents } = this.#stores('readwrite');
    const held = await answer(documents.get(id));
    if (!held) return;
    documents.put({ ...held, name, revision: held.revision + 1 });
    await written(transaction);
    this.#tell(id, held.revision + 1);
  }

  async duplicate(id, name) {
    const copy = await this.read(id);
    if (copy) await this.write(this.newId(), name, 0, copy.base, copy.steps);
  }

  async remove(id) {
    const { transaction, documents, bases, steps } = this.#stores('readwrite');
    for (const store of [documents, bases, steps]) store.delete(id);
    await written(transaction);
    this.#tell(id, 0);
  }

  close() {
    this.#channel?.close();
    this.#database?.close();
    this.onchange = undefined;
  }

  #tell(id, revision) {
    this.#channel.postMessage({ space: this.#space, id, revision });
  }

  #key(name) {
    return `${SHELF}:${this.#space}:${name}`;
  }

  #stores(mode) {
    if (!this.#database) throw new Error(this.refusal);
    const transaction = this.#database.transaction(['documents', 'bases', 'steps'], mode);
    const [documents, bases, steps] = ['documents', 'bases', 'steps'].map((name) => transaction.objectStore(name));
    return { transaction, documents, bases, steps };
  }
}

function openDatabase() {
  const request = indexedDB.open(SHELF, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('documents', { keyPath: 'id' });
    request.result.createObjectStore('bases');
    request.result.createObjectStore('steps');
  };
  return answer(request);
}

function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function written(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('the browser gave up writing'));
  });
}

function inTime(promise) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('its database does not open')), PATIENCE);
    promise.then(resolve, reject);
  });
}

/** What a browser says when it refuses, in words that a person can use where the case is known. */
function refusal(error) {
  if (error?.name === 'SecurityError') return 'it keeps no data for this page';
  if (error?.name === 'InvalidStateError') return 'this is a private window';
  return error?.message || String(error);
}

/* Where the browser refuses the small storages, even naming one throws. */
function recall(storage, key) {
  try { return globalThis[storage].getItem(key); } catch { return null; }
}

function keep(storage, key, value) {
  try {
    if (value === null) globalThis[storage].removeItem(key);
    else globalThis[storage].setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

/** Closes once what the app still had in hand is written. */
function closeLater(shelf) {
  if (shelf) setTimeout(() => shelf.close(), 1000);
}
