//! Prints what the page shows first, as HTML: the app itself, drawn once without a browser. `cargo xtask stage` puts it
//! into the page, which then stands there before the module does.

fn main() {
    #[cfg(not(target_arch = "wasm32"))]
    native::print();
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::pin::pin;
    use std::sync::Arc;
    use std::task::{Context, Poll, Wake, Waker};
    use std::thread::{self, Thread};

    use sg_web::app::{App, AppProps, Begun, Emit};
    use sg_web::state::remote::Remote;
    use wasm_bindgen::{JsCast, JsValue};
    use yew::ServerRenderer;

    /// Draws the app and prints it.
    pub fn print() {
        println!("{}", wait(ServerRenderer::<App>::with_props(props).hydratable(false).render()));
    }

    /// The page of a newcomer: nothing kept, nothing asked for.
    fn props() -> AppProps {
        AppProps {
            // Only what happens in a browser looks at it.
            root: JsValue::NULL.unchecked_into(),
            page: true,
            readonly: false,
            panels: [].into(),
            embed: false,
            emit: Emit::noop(),
            remote: Remote::default(),
            shelf: None,
            base: "".into(),
            begun: Begun::default(),
        }
    }

    /// Waits for what another thread draws.
    fn wait<T>(future: impl Future<Output = T>) -> T {
        let mut future = pin!(future);
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        loop {
            match future.as_mut().poll(&mut Context::from_waker(&waker)) {
                Poll::Ready(done) => return done,
                Poll::Pending => thread::park(),
            }
        }
    }

    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
}
