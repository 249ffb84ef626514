//! Bounds of a programme. Where a territory is known to reach a number, it is several times that.

/// Communes of a territory: the largest communautés have 158; those that were joined stand beside.
pub const COMMUNES_MAX: usize = 500;
/// Logos of who carries and supports a programme: two lines of four on a page.
pub const LOGOS_MAX: usize = 8;
/// Phases of a time line.
pub const PHASES_MAX: usize = 50;
/// Committees and mixed groups: three committees, and a group for each of ten axes, twice.
pub const COMMITTEES_MAX: usize = 60;
/// Members of all of them: thirty each.
pub const MEMBERS_MAX: usize = 2_000;
/// Meetings in five years: one a month of each committee.
pub const MEETINGS_MAX: usize = 1_000;
/// Decisions of all of them.
pub const DECISIONS_MAX: usize = 5_000;
/// Themes of a diagnosis: ten are usual.
pub const THEMES_MAX: usize = 60;
/// Indicators: 35 are usual.
pub const INDICATORS_MAX: usize = 500;
/// Figures: 40 communes × 35 indicators × 3 vintages are 4 200.
pub const FIGURES_MAX: usize = 60_000;
/// Outlines: of three vintages of all communes.
pub const OUTLINES_MAX: usize = 3 * COMMUNES_MAX;
/// Campaigns of questionnaires: one an audience.
pub const CAMPAIGNS_MAX: usize = 40;
/// Questions of all campaigns: 60 in one of 18 pages.
pub const QUESTIONS_MAX: usize = 2_000;
/// Answers that questions offer.
pub const CHOICES_MAX: usize = 20_000;
/// Places where questionnaires are handed out.
pub const PLACES_MAX: usize = 1_000;
/// Batches of questionnaires.
pub const BATCHES_MAX: usize = 2_000;
/// Answer sheets of a programme: 800 to 1 000 a campaign are usual.
pub const SHEETS_MAX: usize = 20_000;
/// Of them so many answered without an account: whatever comes from outside, half is left for keying and imports.
pub const WEB_SHEETS_MAX: usize = SHEETS_MAX / 2;
/// Of them so many of one campaign, more than twice what is usual: one that is flooded leaves room for three others.
pub const WEB_SHEETS_OF_A_CAMPAIGN_MAX: usize = WEB_SHEETS_MAX / 4;
/// Questions that one sheet answers.
pub const ANSWERS_MAX: usize = 500;
/// Choices taken in one answer.
pub const TAKEN_MAX: usize = 100;
/// The highest number of a sheet.
pub const SHEET_NUMBER_MAX: u32 = 1_000_000;
/// Fields in which people are interviewed: seven are usual.
pub const INTERVIEW_FIELDS_MAX: usize = 60;
/// Interviews: 40 are usual.
pub const INTERVIEWS_MAX: usize = 500;
/// Verbatims of all of them.
pub const VERBATIMS_MAX: usize = 10_000;
/// Forums of a programme: two to six are usual.
pub const FORUMS_MAX: usize = 50;
/// Contributions brought in from all of them: six forums of 800 are 4 800.
pub const CONTRIBUTIONS_MAX: usize = 60_000;
/// Cards that a suggestion is computed from: so many as a forum may hold.
pub const CARDS_SORTED_MAX: usize = super::CONTRIBUTIONS_MAX;
/// Cards marked at once: they fit into a message, and a larger heap takes several.
pub const CARDS_MARKED_MAX: usize = 1_000;
/// Axes of all forums.
pub const FORUM_AXES_MAX: usize = 1_000;
/// Strategic axes: five are usual.
pub const AXES_MAX: usize = 50;
/// Words and figures that axes rest on, and as many for action sheets: 1 500 are much.
pub const SOURCES_MAX: usize = 10_000;
/// Objectives: three or four an axis.
pub const OBJECTIVES_MAX: usize = 300;
/// Action sheets: 200 are many.
pub const ACTIONS_MAX: usize = 1_000;
/// Versions of one sheet that are kept: one a year, and some that were corrected at once.
pub const VERSIONS_MAX: usize = 20;
/// Steps of all of them.
pub const STEPS_MAX: usize = 10_000;
/// Funding of all of them: by year and funder.
pub const FUNDINGS_MAX: usize = 20_000;
/// Indicators by which actions are evaluated.
pub const MEASURES_MAX: usize = 5_000;
/// Their values by year.
pub const MEASURED_MAX: usize = 50_000;
/// Yearly reviews of all action sheets.
pub const REVIEWS_MAX: usize = 10_000;
/// Agreements of a programme: one, and one that follows it.
pub const AGREEMENTS_MAX: usize = 10;
/// Who signs: each commune of a territory, and its partners.
pub const SIGNATORIES_MAX: usize = 600;
/// Amendments of agreements.
pub const AMENDMENTS_MAX: usize = 100;
/// Newsletters.
pub const NEWSLETTERS_MAX: usize = 60;
/// Versions of documents that were published: each month for five years, and as many again.
pub const PUBLICATIONS_MAX: usize = 200;
/// Tables of results that are published at once: a form has 60 questions.
pub const RESULTS_MAX: usize = 100;
/// Bounds between bands of numbers.
pub const BOUNDS_MAX: usize = 40;
/// Passes that were not revoked: officers, and each member of each committee.
pub const PASSES_MAX: usize = 2_000;
/// Committees of one member's pass.
pub const COMMITTEES_OF_A_PASS_MAX: usize = 20;
/// Imports of files that were not undone.
pub const IMPORTS_MAX: usize = 2_000;
/// Files of a programme that were brought and not yet taken over: an evening's work; they go after a day.
pub const FILES_MAX: usize = 30;
/// Lines of which it is said why they were not taken: nobody reads more.
pub const REFUSED_LINES_MAX: usize = 1_000;
/// Rows of one part of an import, and items of one list: such a commit takes some milliseconds.
pub const ROWS_MAX: usize = 250;
/// Lines of one field.
pub const LINES_MAX: usize = 50;
/// Items named in one field: all members of a large committee.
pub const ITEMS_IN_A_FIELD_MAX: usize = 200;
/// Wordings of one field that stay in the log after it was worded anew; older ones are erased, unless they were published.
pub const EARLIER_KEPT: usize = 20;
/// Letters after a sheet's number, so that a number alone opens none.
pub const SHEET_LETTERS: usize = 4;
/// A small count when the programme says nothing: below it nothing is published.
pub const SMALL_COUNT: u32 = 5;
