//! What the custom element calls: mount, update, destroy.

use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::AppHandle;

use crate::app::{App, AppProps, Begun, Emit, begin};
use crate::browser::overlay;
use crate::browser::shelf::Shelf;
use crate::state::panel::Panel;
use crate::state::remote::Remote;
use crate::state::store::State;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = r#"
/** What the attributes of the element say. */
export interface PlaygroundOptions {
  /** The element is the page itself: it may keep settings and use the title. */
  page?: boolean;
  /** Packets and the clock, but no edits. */
  readonly?: boolean;
  /** The page stands in a frame of another: without its head. */
  embed?: boolean;
  /** The panels to show alone, by name, with commas. */
  panels?: string;
  /** Where the work is kept (the element opens it); none keeps nothing. */
  shelf?: Shelf;
  /** Where the scenarios and the styles lie: a URL that ends in a slash. */
  base: string;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// The options as the element gives them.
    #[wasm_bindgen(typescript_type = "PlaygroundOptions")]
    pub type PlaygroundOptions;

    #[wasm_bindgen(method, getter)]
    fn page(this: &PlaygroundOptions) -> Option<bool>;

    #[wasm_bindgen(method, getter)]
    fn readonly(this: &PlaygroundOptions) -> Option<bool>;

    #[wasm_bindgen(method, getter)]
    fn embed(this: &PlaygroundOptions) -> Option<bool>;

    #[wasm_bindgen(method, getter)]
    fn panels(this: &PlaygroundOptions) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn shelf(this: &PlaygroundOptions) -> Option<Shelf>;

    #[wasm_bindgen(method, getter)]
    fn base(this: &PlaygroundOptions) -> Option<String>;
}

/// A playground that stands in a page.
#[wasm_bindgen]
pub struct Playground {
    root: Element,
    app: Option<AppHandle<App>>,
    emit: Emit,
    remote: Remote,
}

/// What a playground begins with.
#[wasm_bindgen]
pub struct Beginning(State);

/// Makes what a playground begins with: what was kept, or the first scenario, replayed. `mount` takes it.
#[wasm_bindgen]
pub fn prepare(options: &PlaygroundOptions) -> Beginning {
    Beginning(begin(options.shelf().as_ref()))
}

/// Draws a playground into `root`, which it empties first. Calls `emit` with each event's name and its detail: JSON,
/// or for `error` a text. The first drawing comes piece by piece, and `drawn` after the last.
#[wasm_bindgen]
pub fn mount(
    root: Element,
    options: PlaygroundOptions,
    beginning: Beginning,
    emit: js_sys::Function,
) -> Playground {
    let emit = Emit::from(move |(name, detail): (&'static str, String)| {
        // A listener that throws is the page's own affair.
        let _ = emit.call2(&JsValue::NULL, &JsValue::from_str(name), &JsValue::from_str(&detail));
    });
    let remote = Remote::default();
    // Before the first renderer, or Yew installs a hook of its own.
    yew::set_custom_panic_hook(Box::new(overlay::show));
    overlay::watch(&root);
    let begun = Begun::with(beginning.0);
    let props = AppProps { begun, ..props(&root, &options, &emit, &remote) };
    let app = yew::Renderer::<App>::with_root_and_props(root.clone(), props).render();
    Playground { root, app: Some(app), emit, remote }
}

#[wasm_bindgen]
impl Playground {
    /// Takes over changed attributes.
    pub fn update(&mut self, options: PlaygroundOptions) {
        if let Some(app) = &mut self.app {
            app.update(props(&self.root, &options, &self.emit, &self.remote));
        }
    }

    /// The document as it is, as JSON; nothing before the first drawing.
    pub fn document(&self) -> Option<String> {
        self.remote.document()
    }

    /// Whether it can be spoken to: its first piece is drawn.
    pub fn stands(&self) -> bool {
        self.remote.is_told()
    }

    /// Puts a document in the place of the present one, with the name of the scenario that it is, if it is one.
    /// Throws what is wrong with it.
    pub fn load(&self, json: &str, scenario: Option<String>) -> Result<(), JsError> {
        self.remote.load(json, scenario.as_deref()).map_err(|why| JsError::new(&why))
    }

    /// Opens a link's fragment; asks first where it would replace work. Throws what is wrong with it.
    pub fn open(&self, link: &str) -> Result<(), JsError> {
        self.remote.open(link).map_err(|why| JsError::new(&why))
    }

    /// Sends a packet, given as JSON, and answers its outcome as JSON. Throws what is wrong with it.
    pub fn send(&self, packet: &str) -> Result<String, JsError> {
        self.remote.send(packet).map_err(|why| JsError::new(&why))
    }

    /// Goes back to the document as it was opened.
    pub fn reset(&self) -> Result<(), JsError> {
        self.remote.reset().map_err(|why| JsError::new(&why))
    }

    /// Takes the playground down again.
    pub fn destroy(mut self) {
        self.remote.release();
        overlay::forget(&self.root);
        if let Some(app) = self.app.take() {
            app.destroy();
        }
    }
}

fn props(root: &Element, options: &PlaygroundOptions, emit: &Emit, remote: &Remote) -> AppProps {
    let attribute = options.panels().unwrap_or_default();
    let (panels, unknown) = Panel::list(&attribute);
    if !unknown.is_empty() {
        emit.emit(("error", format!("`panels` names no panel by `{}`", unknown.join("`, `"))));
    }
    AppProps {
        root: root.clone(),
        page: options.page().unwrap_or(false),
        readonly: options.readonly().unwrap_or(false),
        panels: panels.into(),
        embed: options.embed().unwrap_or(false),
        emit: emit.clone(),
        remote: remote.clone(),
        shelf: options.shelf(),
        base: options.base().unwrap_or_default().into(),
        begun: Begun::default(),
    }
}
