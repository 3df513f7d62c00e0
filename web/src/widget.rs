//! What the custom element calls: mount, update, destroy.

use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::AppHandle;

use crate::app::{App, AppProps};
use crate::browser::overlay;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = r#"
/** What the attributes of the element say. */
export interface PlaygroundOptions {
  /** The element is the page itself: it may keep settings and use the title. */
  page?: boolean;
  /** Packets and the clock, but no edits. */
  readonly?: boolean;
  /** The id of the scenario to begin with. */
  scenario?: string;
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
    fn scenario(this: &PlaygroundOptions) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn base(this: &PlaygroundOptions) -> Option<String>;
}

/// A playground that stands in a page.
#[wasm_bindgen]
pub struct Playground {
    root: Element,
    app: Option<AppHandle<App>>,
}

/// Draws a playground into `root`, which it empties first.
#[wasm_bindgen]
pub fn mount(root: Element, options: PlaygroundOptions) -> Playground {
    // Before the first renderer, or Yew installs a hook of its own.
    yew::set_custom_panic_hook(Box::new(overlay::show));
    overlay::watch(&root);
    let app = yew::Renderer::<App>::with_root_and_props(root.clone(), props(&root, &options)).render();
    Playground { root, app: Some(app) }
}

#[wasm_bindgen]
impl Playground {
    /// Takes over changed attributes.
    pub fn update(&mut self, options: PlaygroundOptions) {
        if let Some(app) = &mut self.app {
            app.update(props(&self.root, &options));
        }
    }

    /// Takes the playground down again.
    pub fn destroy(mut self) {
        overlay::forget(&self.root);
        if let Some(app) = self.app.take() {
            app.destroy();
        }
    }
}

fn props(root: &Element, options: &PlaygroundOptions) -> AppProps {
    AppProps {
        root: root.clone(),
        page: options.page().unwrap_or(false),
        readonly: options.readonly().unwrap_or(false),
        scenario: options.scenario().map(Into::into),
        base: options.base().unwrap_or_default().into(),
    }
}
