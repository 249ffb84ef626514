//! The plan format: a forum day as JSON Lines, with local names in the place of ids.
