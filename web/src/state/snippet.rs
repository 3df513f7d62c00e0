//! The text that puts the playground somewhere else: a link, the element, a frame, Markdown.

use super::panel::Panel;

/// What the text is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// The element, in HTML.
    Element,
    /// A frame, in HTML.
    Iframe,
    /// The address alone.
    #[default]
    Link,
    /// A link, in Markdown.
    Markdown,
}

impl Form {
    /// All, in the order of their tabs.
    pub const ALL: [Self; 4] = [Self::Link, Self::Element, Self::Iframe, Self::Markdown];

    /// Names it in ids.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Element => "element",
            Self::Iframe => "iframe",
            Self::Link => "link",
            Self::Markdown => "markdown",
        }
    }

    /// What stands on its tab.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Element => "HTML element",
            Self::Iframe => "HTML iframe",
            Self::Link => "Link",
            Self::Markdown => "Markdown",
        }
    }

    /// Reads the id.
    #[must_use]
    pub fn parse(id: &str) -> Self {
        Self::ALL.into_iter().find(|form| form.id() == id).unwrap_or_default()
    }

    /// Whether it puts the playground into a page, which may then choose how it looks there.
    #[must_use]
    pub const fn is_embedded(self) -> bool {
        matches!(self, Self::Element | Self::Iframe)
    }
}

/// How the playground looks in the page that it is put into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The panels to show alone; none means all.
    pub panels: Vec<Panel>,
    /// `light` or `dark`; nothing follows the page.
    pub theme: Option<&'static str>,
    /// Whether edits are locked.
    pub readonly: bool,
}

impl Look {
    /// The names of the panels, with commas; nothing where all are shown.
    #[must_use]
    pub fn panels(&self) -> Option<String> {
        let names: Vec<&str> = self.panels.iter().map(|panel| panel.name()).collect();
        (!names.is_empty()).then(|| names.join(","))
    }
}

/// What is shown: a worked example by its name, or a document in a link's fragment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown<'a> {
    /// The id of a scenario as it was opened.
    Scenario(&'a str),
    /// A fragment, without the `#`.
    Fragment(&'a str),
}

/// The text to copy. `base` is where the page lies: a URL that ends in a slash. The characters of ids and fragments
/// mean nothing in HTML, URLs or Markdown.
#[must_use]
pub fn snippet(form: Form, base: &str, fragment: &str, shown: Shown<'_>, look: &Look) -> String {
    match form {
        Form::Link => format!("{base}#{fragment}"),
        Form::Markdown => format!("[Open in the Security Group Playground]({base}#{fragment})"),
        Form::Element => {
            let attributes = attributes(shown, look);
            format!(
                "<script type=\"module\" src=\"{base}embed.js\"></script>\n\
                 <security-group-playground{attributes}>\n  \
                 <p>An AWS network to try out. It needs JavaScript and WebAssembly.</p>\n\
                 </security-group-playground>"
            )
        }
        Form::Iframe => {
            let address = frame(base, shown, look);
            let height = if look.panels.is_empty() { 720 } else { 480 };
            format!(
                "<iframe src=\"{address}\" title=\"Security Group Playground\" width=\"100%\" height=\"{height}\" \
                 loading=\"lazy\" allow=\"clipboard-write\"></iframe>"
            )
        }
    }
}

fn attributes(shown: Shown<'_>, look: &Look) -> String {
    let mut text = match shown {
        Shown::Scenario(id) => format!(" scenario=\"{id}\""),
        Shown::Fragment(fragment) => format!(" link=\"{fragment}\""),
    };
    if let Some(panels) = look.panels() {
        text += &format!(" panels=\"{panels}\"");
    }
    if let Some(theme) = look.theme {
        text += &format!(" theme=\"{theme}\"");
    }
    if look.readonly {
        text += " readonly";
    }
    text
}

/// The address of the page as a frame of another.
fn frame(base: &str, shown: Shown<'_>, look: &Look) -> String {
    let mut address = format!("{base}?embed=1");
    if let Some(panels) = look.panels() {
        address += &format!("&amp;panels={panels}");
    }
    if let Some(theme) = look.theme {
        address += &format!("&amp;theme={theme}");
    }
    if look.readonly {
        address += "&amp;readonly";
    }
    match shown {
        Shown::Scenario(id) => address + &format!("&amp;scenario={id}"),
        Shown::Fragment(fragment) => address + "#" + fragment,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://example.org/p/";

    fn text(form: Form, shown: Shown<'_>, look: &Look) -> String {
        snippet(form, BASE, "2.abc-_", shown, look)
    }

    #[test]
    fn every_form_leads_to_the_same_document() {
        for form in Form::ALL {
            let text = text(form, Shown::Fragment("2.abc-_"), &Look::default());
            assert!(text.contains("2.abc-_") && text.contains(BASE), "{text}");
            assert_eq!(Form::parse(form.id()), form);
        }
    }

    #[test]
    fn what_is_put_into_a_page_says_how_it_looks_there() {
        let look = Look { panels: vec![Panel::Packet, Panel::Verdict], theme: Some("dark"), readonly: true };
        let element = text(Form::Element, Shown::Scenario("first-look"), &look);
        assert!(
            element.contains(r#" scenario="first-look" panels="packet,verdict" theme="dark" readonly>"#),
            "{element}"
        );
        let frame = text(Form::Iframe, Shown::Fragment("2.abc-_"), &look);
        let address = "?embed=1&amp;panels=packet,verdict&amp;theme=dark&amp;readonly#2.abc-_\"";
        assert!(frame.contains(address) && frame.contains("allow=\"clipboard-write\""), "{frame}");
    }

    #[test]
    fn a_link_has_no_looks() {
        let look = Look { readonly: true, ..Look::default() };
        assert_eq!(text(Form::Link, Shown::Scenario("first-look"), &look), "https://example.org/p/#2.abc-_");
    }
}
