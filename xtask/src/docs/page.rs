//! One page: Markdown in, HTML out.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::stage::VERSION;

use super::PAGES;

/// The page of this name. `text` is Markdown; a code block marked `html live` is shown, and then stands there alive.
pub fn html(name: &str, title: &str, text: &str) -> String {
    let (body, sections) = body(text);
    let nav = PAGES.map(|(page, title)| {
        let current = if page == name { " aria-current=\"page\"" } else { "" };
        let inside = if page == name { contents(&sections) } else { String::new() };
        format!("<li><a href=\"{page}.html\"{current}>{title}</a>{inside}</li>")
    });
    format!(
        "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"color-scheme\" content=\"light dark\">
<meta name=\"description\" content=\"{title}: the documentation of the Security Group Playground.\">
<title>{title} – Security Group Playground</title>
<link rel=\"icon\" href=\"data:,\">
<link rel=\"stylesheet\" href=\"docs.css\">
<script type=\"module\" src=\"docs.js\"></script>
<script type=\"module\" src=\"../embed.js\"></script>
</head>
<body>
<a class=\"skip\" href=\"#content\">Skip to the text</a>
<header>
<a class=\"name\" href=\"../\">Security Group Playground</a>
<span class=\"version\">{VERSION}</span>
<button type=\"button\" id=\"page-theme\" aria-pressed=\"false\" hidden>Dark</button>
</header>
<nav aria-label=\"Documentation\"><ul>{}</ul></nav>
<main id=\"content\" tabindex=\"-1\">
<h1>{title}</h1>
{body}</main>
</body>
</html>
",
        nav.concat()
    )
}

/// The HTML of a text, and its sections: id and title.
fn body(text: &str) -> (String, Vec<(String, String)>) {
    let mut events: Vec<Event<'_>> = Parser::new_ext(text, Options::ENABLE_TABLES).collect();
    let mut sections = Vec::new();
    for at in 0..events.len() {
        if let Event::Start(Tag::Heading { level, id: None, .. }) = &events[at] {
            let level = *level;
            let title = heading_text(&events[at..]);
            let slug = slug(&title);
            if level == HeadingLevel::H2 {
                sections.push((slug.clone(), title));
            }
            if let Event::Start(Tag::Heading { id, .. }) = &mut events[at] {
                *id = Some(CowStr::from(slug));
            }
        }
    }
    let mut out = String::new();
    html::push_html(&mut out, live(events).into_iter());
    // What scrolls must take the focus, so that the keyboard can scroll it.
    (out.replace("<pre>", "<pre tabindex=\"0\">"), sections)
}

/// Puts what a live block shows behind it.
fn live(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut out = Vec::new();
    let mut shown: Option<String> = None;
    for event in events {
        let is_end = matches!(event, Event::End(TagEnd::CodeBlock));
        if let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) = &event
            && info.as_ref() == "html live"
        {
            shown = Some(String::new());
            out.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced("html".into()))));
            continue;
        }
        if let (Event::Text(text), Some(shown)) = (&event, &mut shown) {
            shown.push_str(text);
        }
        out.push(event);
        if let Some(shown) = is_end.then(|| shown.take()).flatten() {
            out.push(Event::Html(format!("<div class=\"live\">\n{shown}</div>\n").into()));
        }
    }
    out
}

fn heading_text(events: &[Event<'_>]) -> String {
    let inside = events.iter().skip(1).take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
    let texts = inside.filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
        _ => None,
    });
    texts.collect()
}

/// A title as an id: lower case, with hyphens.
fn slug(title: &str) -> String {
    let words: Vec<String> = title
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("-")
}

fn contents(sections: &[(String, String)]) -> String {
    let lines = sections.iter().map(|(id, title)| format!("<li><a href=\"#{id}\">{title}</a></li>"));
    let lines: String = lines.collect();
    if lines.is_empty() { lines } else { format!("<ul>{lines}</ul>") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_ids_and_the_navigation_leads_to_them() {
        let page = html("index", "Getting started", "## Your `first` packet\n\ntext\n\n### Deeper\n");
        assert!(page.contains("<h2 id=\"your-first-packet\">"), "{page}");
        assert!(page.contains("<a href=\"#your-first-packet\">Your first packet</a>"));
        assert!(page.contains("<h3 id=\"deeper\">") && !page.contains("href=\"#deeper\""));
        assert!(page.contains("href=\"index.html\" aria-current=\"page\""));
    }

    #[test]
    fn a_live_block_is_shown_and_stands_there_alive() {
        let page = html("index", "T", "```html live\n<b-c d=\"e\"></b-c>\n```\n");
        assert!(page.contains("&lt;b-c d=\"e\"&gt;"), "{page}");
        assert!(page.contains("<div class=\"live\">\n<b-c d=\"e\"></b-c>\n</div>"), "{page}");
    }
}
