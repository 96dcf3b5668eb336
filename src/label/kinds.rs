//! The labels.

use std::fmt;

/// Declares the labels with their names and meanings in one place.
macro_rules! labels {
    ($($variant:ident $name:literal $doc:literal,)*) => {
        /// What a block is to a reader.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
        #[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
        #[non_exhaustive]
        pub enum Label { $(#[doc = $doc] $variant,)* }

        impl Label {
            /// All labels.
            pub const ALL: &'static [Label] = &[$(Label::$variant,)*];

            /// The name in lower case with hyphens.
            pub fn name(self) -> &'static str {
                match self { $(Label::$variant => $name,)* }
            }

            /// What it stands for, in a sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Label::$variant => $doc,)* }
            }
        }
    };
}

labels! {
    Body "body" "Running text of the article.",
    Heading "heading" "A heading inside the article.",
    Title "title" "The title, or a repetition of it.",
    Standfirst "standfirst" "The sentence below the title.",
    Note "note" "A correction, an editor's note, an update note: always kept.",
    Dateline "dateline" "Place and agency before the first sentence.",
    Caption "caption" "The caption of a picture or video.",
    Credit "credit" "Who made a picture.",
    Carousel "carousel" "A line of a video list: marker, duration or title.",
    Player "player" "Controls and messages of a player.",
    Gallery "gallery" "Controls and counters of a picture gallery.",
    Byline "byline" "Who wrote the article.",
    Bio "bio" "Who the author is.",
    Contributors "contributors" "Who else worked on the article.",
    Timestamp "timestamp" "When it was published or changed.",
    ReadTime "read-time" "How long it takes to read.",
    Kicker "kicker" "The section's name above the title.",
    Highlights "highlights" "Key points before the article.",
    Tags "tags" "Topics of the article.",
    Breadcrumb "breadcrumb" "The way from the home page.",
    Navigation "navigation" "Links to other parts of the site.",
    Pagination "pagination" "Links to other pages of a list or an article.",
    Contents "contents" "A table of contents.",
    Account "account" "Signing in, searching, settings.",
    Share "share" "Buttons to share or print.",
    Follow "follow" "Invitations to follow on other platforms.",
    Newsletter "newsletter" "Invitations to a newsletter.",
    Subscribe "subscribe" "Invitations to pay.",
    Paywall "paywall" "The text is cut for those who do not pay.",
    App "app" "Invitations to an application or channel.",
    Consent "consent" "Cookie and consent notices.",
    Advertisement "advertisement" "An advertisement's label or text.",
    Disclosure "disclosure" "Who paid, affiliate links.",
    Related "related" "Links to other articles.",
    ReadMore "read-more" "The text goes on below or elsewhere.",
    Comment "comment" "Readers' comments and their controls.",
    Feedback "feedback" "Was this helpful, report an error.",
    Ticker "ticker" "Prices, weather, scores around the article.",
    Embed "embed" "Controls of an embedded post.",
    Rights "rights" "Copyright and republishing notices.",
    Source "source" "Where a text or a figure comes from.",
    Warning "warning" "Messages of the site about the browser or an error.",
    Repeat "repeat" "The same text as a block before.",
    Artifact "artifact" "A trace of the program that saved the page.",
    Boilerplate "boilerplate" "Anything else that is not the article.",
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
