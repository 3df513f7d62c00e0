//! Every icon of the page, drawn here as strokes on a 16 × 16 grid so that all share one hand.
//!
//! An icon is decoration: the word beside it, or the label of the control that holds it, carries the meaning.

use yew::prelude::*;

/// The pictures the page uses, in alphabetical order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "a picture is named by what it shows")]
pub enum Icon {
    Address,
    Bell,
    Check,
    ChevronDown,
    ChevronRight,
    Clock,
    Close,
    Container,
    Copy,
    Cross,
    Database,
    Download,
    Document,
    Edit,
    Endpoint,
    External,
    Function,
    Gateway,
    Globe,
    Group,
    Help,
    Instance,
    Keyboard,
    Lesson,
    LoadBalancer,
    More,
    Pause,
    Pin,
    Play,
    Plus,
    PrefixList,
    Range,
    Redo,
    Reply,
    Search,
    Send,
    Share,
    Sort,
    SortDown,
    SortUp,
    StepBack,
    StepOn,
    Swap,
    Theme,
    Trash,
    Undo,
    Unknown,
    Upload,
    Warning,
    Widen,
}

impl Icon {
    /// The strokes, as the `d` attribute of one path.
    const fn strokes(self) -> &'static str {
        match self {
            Self::Address => {
                "M8 14.5s4.5-4.2 4.5-7.8A4.5 4.5 0 0 0 3.5 6.7c0 3.6 4.5 7.8 4.5 7.8ZM8 8.2a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2Z"
            }
            Self::Bell => "M4 11V7a4 4 0 0 1 8 0v4l1 1.5H3ZM6.7 14.2h2.6",
            Self::Check => "m3 8.5 3.2 3.2L13 4.8",
            Self::ChevronDown => "m4 6.2 4 4 4-4",
            Self::ChevronRight => "m6.2 4 4 4-4 4",
            Self::Clock => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 4.8V8l2.2 1.6",
            Self::Close => "m4 4 8 8M12 4l-8 8",
            Self::Container => "M8 1.8 13.5 5v6L8 14.2 2.5 11V5ZM2.5 5 8 8.2 13.5 5M8 8.2v6",
            Self::Copy => "M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3",
            Self::Cross => "m4 4 8 8M12 4l-8 8",
            Self::Database => {
                "M13 4c0 1.1-2.2 2-5 2S3 5.1 3 4s2.2-2 5-2 5 .9 5 2ZM3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2"
            }
            Self::Download => "M8 2v8M4.8 7 8 10.2 11.2 7M2.5 13.5h11",
            Self::Document => "M4 2h5l3.5 3.5V14H4ZM9 2v3.5h3.5",
            Self::Edit => "m2.5 13.5.8-3.2 7.8-7.8 2.4 2.4-7.8 7.8ZM9.6 4l2.4 2.4",
            Self::Endpoint => "M2 8h4.5M9.5 8a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0ZM9.5 8H14M8 2.5v4M8 9.5v4",
            Self::External => "M6.5 3.5h-3v9h9v-3M9 3h4v4M13 3 7.5 8.5",
            Self::Function => "M3.5 13.5 8 6.5M5 2.5h1.8l5 11H13",
            Self::Gateway => "M2.5 13.5v-8L8 2.5l5.5 3v8M5.5 13.5v-5h5v5",
            Self::Globe => {
                "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM2 8h12M8 2c2 1.7 2.8 3.7 2.8 6S10 12.3 8 14C6 12.3 5.2 10.3 5.2 8S6 3.7 8 2Z"
            }
            Self::Group => "M8 1.8 13 3.6v4.2c0 3-2 5.2-5 6.4-3-1.2-5-3.4-5-6.4V3.6Z",
            Self::Help => {
                "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM6.2 6.3a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.7-.9 1.3M8 11.3v.1"
            }
            Self::Instance => {
                "M3 3h10v10H3ZM6 6h4v4H6ZM6 3V1.5M10 3V1.5M6 14.5V13M10 14.5V13M3 6H1.5M3 10H1.5M14.5 6H13M14.5 10H13"
            }
            Self::Keyboard => {
                "M1.5 4h13v8h-13ZM4 6.5h.1M6.7 6.5h.1M9.3 6.5h.1M12 6.5h.1M4 9.5h.1M6 9.5h4M12 9.5h.1"
            }
            Self::Lesson => {
                "M8 4.2C6.4 3.2 4.5 2.8 2 2.8v9.4c2.5 0 4.4.4 6 1.4 1.6-1 3.5-1.4 6-1.4V2.8c-2.5 0-4.4.4-6 1.4ZM8 4.2v9.4"
            }
            Self::LoadBalancer => "M2 8h4M6 8l5-4.5h3M6 8h8M6 8l5 4.5h3",
            Self::More => "M3.2 8h.1M8 8h.1M12.8 8h.1",
            Self::Pause => "M5.5 3.5v9M10.5 3.5v9",
            Self::Pin => "M8 10v4M4.5 10h7L10 7V3.5h.8V2H5.2v1.5H6V7Z",
            Self::Play => "M5 3.2v9.6L12.5 8Z",
            Self::Plus => "M8 3v10M3 8h10",
            Self::PrefixList => "M6 4h7.5M6 8h7.5M6 12h7.5M2.5 4h.9M2.5 8h.9M2.5 12h.9",
            Self::Range => "M2.5 4v8M13.5 4v8M2.5 8h11M5 5.5 2.5 8 5 10.5M11 5.5 13.5 8 11 10.5",
            Self::Redo => "M13 3v4H9M13 7a5.5 5.5 0 1 0-.8 4.5",
            Self::Reply => "M14 8H3M6.5 4.5 3 8l3.5 3.5",
            Self::Search => "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.3 10.3l3.2 3.2",
            Self::Send => "M2 8h11M9.5 4.5 13 8l-3.5 3.5",
            Self::Share => "M8 10V2.5M5 5l3-2.8L11 5M4.5 7.5h-2v6h11v-6h-2",
            Self::Sort => "M5 6.5 8 3.5l3 3M5 9.5l3 3 3-3",
            Self::SortDown => "m5 9.5 3 3 3-3M8 12.5v-9",
            Self::SortUp => "M5 6.5 8 3.5l3 3M8 3.5v9",
            Self::StepBack => "M12 3.5 6 8l6 4.5ZM4 3.5v9",
            Self::StepOn => "M4 3.5 10 8l-6 4.5ZM12 3.5v9",
            Self::Swap => "M5 2.5 2.5 5 5 7.5M2.5 5h11M11 8.5l2.5 2.5-2.5 2.5M13.5 11h-11",
            Self::Theme => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 2v12M8 5l3.5-1.5M8 8h6M8 11l3.5 1.5",
            Self::Trash => "M2.5 4h11M6 4V2.5h4V4M4 4l.7 9.5h6.6L12 4M6.5 6.5v4.5M9.5 6.5v4.5",
            Self::Undo => "M3 3v4h4M3 7a5.5 5.5 0 1 1 .8 4.5",
            Self::Unknown => "M6 5.9a2 2 0 1 1 2.9 1.8C8.3 8 8 8.5 8 9.2M8 11.8v.1",
            Self::Upload => "M8 10.5v-8M4.8 5.5 8 2.3l3.2 3.2M2.5 13.5h11",
            Self::Widen => "M9.5 2.5h4v4M13.5 2.5 9.5 6.5M6.5 13.5h-4v-4M2.5 13.5l4-4",
            Self::Warning => "M8 2.5 14.5 13.5h-13ZM8 6.5v3.2M8 11.6v.1",
        }
    }
}

/// Draws an icon in the colour of the text around it.
pub fn icon(icon: Icon) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d={icon.strokes()} />
        </svg>
    }
}
