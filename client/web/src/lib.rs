//! The web app as bytes inside the program: its pages and what they load, precompressed.
//!
//! This crate never touches the network or the disk. Start at [`file`].

/// One file of the web app.
#[derive(Clone, Copy)]
pub struct File {
    /// The content as it is.
    pub bytes: &'static [u8],
    /// The content with gzip, where that is smaller.
    pub gzip: Option<&'static [u8]>,
    /// For the header `Content-Type`.
    pub content_type: &'static str,
    /// For the header `ETag`, with its quotes. Without one the file's name changes with its content: a browser may
    /// keep it for ever and never asks again.
    pub etag: Option<&'static str>,
}

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The file at a path such as `index.html` or `assets/…`, with or without a leading slash.
#[must_use]
pub fn file(path: &str) -> Option<File> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let row = FILES.binary_search_by(|(address, _)| (*address).cmp(path)).ok()?;
    FILES.get(row).map(|(_, file)| *file)
}

/// False in a program that was built with `BOURDON_WEB=skip`: then there is no file at all.
#[must_use]
pub fn is_built() -> bool {
    !FILES.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_there_and_compressed() {
        if !is_built() {
            return;
        }
        for page in [
            "index.html",
            "/animation.html",
            "ecran.html",
            "recu.html",
            "demarche.html",
            "questionnaire.html",
        ] {
            let page = file(page).expect("Vite builds every page");
            assert!(page.gzip.is_some_and(|gzip| gzip.len() < page.bytes.len()));
            assert!(page.content_type.starts_with("text/html"));
            assert!(page.etag.is_some(), "a page's address stays while its content changes");
        }
        assert!(file("nothing.html").is_none());
        assert_eq!(
            file("apercu.html").is_some(),
            cfg!(debug_assertions),
            "for those who build, not for a hall"
        );
    }

    #[test]
    fn assets_are_immutable_and_allowed_by_a_strict_policy() {
        for (address, file) in FILES {
            assert_eq!(file.etag.is_none(), address.starts_with("assets/"));
            if let (true, Ok(html)) = (address.ends_with(".html"), std::str::from_utf8(file.bytes)) {
                assert!(
                    !html.contains("style=") && !html.contains("<style"),
                    "{address} has an inline style"
                );
                assert_eq!(
                    html.matches("<script").count(),
                    html.matches("<script type=\"module\" crossorigin src=").count()
                );
            }
        }
    }
}
