//! Documents in the browser's database. `web/element/25-shelf.js` does the work; this is its face.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// The documents of one space: of the page, or of the elements that keep under one name.
    #[wasm_bindgen(typescript_type = "Shelf")]
    #[derive(Clone, PartialEq)]
    pub type Shelf;

    /// Why nothing can be stored here.
    #[wasm_bindgen(method, getter)]
    pub fn refusal(this: &Shelf) -> Option<String>;

    /// What this tab showed last.
    #[wasm_bindgen(method, getter)]
    pub fn first(this: &Shelf) -> Option<Body>;

    /// The id of what was not opened, since the page failed over it last time.
    #[wasm_bindgen(method, getter)]
    pub fn broken(this: &Shelf) -> Option<String>;

    /// The page stands: what was opened first did not break it.
    #[wasm_bindgen(method)]
    pub fn settle(this: &Shelf);

    /// This tab shows the document from now on, or none of them.
    #[wasm_bindgen(method)]
    pub fn hold(this: &Shelf, id: Option<&str>);

    /// Leaves what is not written yet where the next visit finds it, at once. False: the browser took nothing.
    #[wasm_bindgen(method)]
    pub fn rescue(this: &Shelf, id: &str, name: &str, revision: u32, base: Option<&str>, steps: &str)
    -> bool;

    /// An id that no document has.
    #[wasm_bindgen(method, js_name = newId)]
    pub fn new_id(this: &Shelf) -> String;

    #[wasm_bindgen(method, setter)]
    fn set_onchange(this: &Shelf, told: Option<&js_sys::Function>);

    #[wasm_bindgen(method)]
    fn list(this: &Shelf) -> Promise;

    #[wasm_bindgen(method)]
    fn read(this: &Shelf, id: &str) -> Promise;

    #[wasm_bindgen(method)]
    fn write(this: &Shelf, id: &str, name: &str, revision: u32, base: Option<&str>, steps: &str) -> Promise;

    #[wasm_bindgen(method)]
    fn rename(this: &Shelf, id: &str, name: &str) -> Promise;

    #[wasm_bindgen(method)]
    fn duplicate(this: &Shelf, id: &str, name: &str) -> Promise;

    #[wasm_bindgen(method)]
    fn remove(this: &Shelf, id: &str) -> Promise;

    /// What is known of a document without opening it; with `base` and `steps` where it was opened.
    #[derive(Clone)]
    pub type Body;

    /// Its id.
    #[wasm_bindgen(method, getter)]
    pub fn id(this: &Body) -> String;

    /// Its name.
    #[wasm_bindgen(method, getter)]
    pub fn name(this: &Body) -> String;

    /// How often it was written.
    #[wasm_bindgen(method, getter)]
    pub fn revision(this: &Body) -> u32;

    /// When it was last written, in the browser's milliseconds.
    #[wasm_bindgen(method, getter)]
    pub fn saved(this: &Body) -> f64;

    /// How many characters it has.
    #[wasm_bindgen(method, getter)]
    pub fn size(this: &Body) -> u32;

    /// What it starts from.
    #[wasm_bindgen(method, getter)]
    pub fn base(this: &Body) -> Option<String>;

    /// What was done since.
    #[wasm_bindgen(method, getter)]
    pub fn steps(this: &Body) -> Option<String>;
}

/// Told of what another tab writes: the id, and the revision or 0 for a deleted document.
pub type Told = Closure<dyn FnMut(String, u32)>;

impl Shelf {
    /// Listens to other tabs for as long as the closure is kept, and until the next call.
    pub fn listen(&self, told: impl FnMut(String, u32) + 'static) -> Told {
        let told: Told = Closure::new(told);
        self.set_onchange(told.as_ref().dyn_ref());
        told
    }

    /// Listens no longer.
    pub fn unlisten(&self) {
        self.set_onchange(None);
    }

    /// All documents, the last saved first.
    pub async fn all(&self) -> Result<Vec<Body>, String> {
        let list = wait(self.list()).await?;
        Ok(Array::from(&list).iter().map(|one| one.unchecked_into()).collect())
    }

    /// A document; none where it is gone.
    pub async fn open(&self, id: &str) -> Result<Option<Body>, String> {
        let read = wait(self.read(id)).await?;
        Ok((!read.is_undefined()).then(|| read.unchecked_into()))
    }

    /// Writes over the revision that is known, 0 for a new document; answers the new revision, or none where another
    /// tab was faster. The base is left out once it is written.
    pub async fn save(
        &self,
        id: &str,
        name: &str,
        revision: u32,
        base: Option<&str>,
        steps: &str,
    ) -> Result<Option<u32>, String> {
        let written = wait(self.write(id, name, revision, base, steps)).await?;
        let written = written.as_f64().unwrap_or_default();
        // Revisions count single saves: they stay far below the limit of the type.
        Ok((written >= 1.0).then_some(written as u32))
    }

    /// Gives a document that is not shown another name.
    pub async fn set_name(&self, id: &str, name: &str) -> Result<(), String> {
        wait(self.rename(id, name)).await.map(drop)
    }

    /// Makes a copy.
    pub async fn copy(&self, id: &str, name: &str) -> Result<(), String> {
        wait(self.duplicate(id, name)).await.map(drop)
    }

    /// Deletes a document.
    pub async fn delete(&self, id: &str) -> Result<(), String> {
        wait(self.remove(id)).await.map(drop)
    }
}

/// The value of a promise, or what its error says.
async fn wait(promise: Promise) -> Result<JsValue, String> {
    JsFuture::from(promise).await.map_err(|error| match error.dyn_into::<js_sys::Error>() {
        // The browser's own words for a full disk help nobody.
        Ok(error) if error.name() == "QuotaExceededError" => "its storage is full".to_owned(),
        Ok(error) => String::from(error.message()),
        Err(other) => other.as_string().unwrap_or_else(|| "it gave no reason".to_owned()),
    })
}
