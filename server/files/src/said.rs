//! What a reading says to whoever brought the file, in sentences that name the place.

use crate::text::Encoding;

/// The language of sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are the names of languages")]
pub enum Language {
    #[default]
    French,
    English,
}

/// Why a file was not read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence(Language::English))]
pub enum Unreadable {
    /// Nothing is in it.
    Nothing,
    /// More than 32 MiB.
    TooLarge,
    /// More than 256 MiB once it is unpacked and every cell has its text.
    TooMuchInside,
    /// More than 50 000 records.
    TooManyRows,
    /// More than 2 000 columns.
    TooManyColumns {
        /// Where.
        line: u32,
    },
    /// An XLS file of before 2007.
    OldWorkbook,
    /// Behind a password.
    Locked,
    /// A packed file that is none of those known.
    OtherArchive,
    /// An archive of LimeSurvey.
    SurveyArchive,
    /// A page of the web, whatever its name says.
    Page,
    /// A PDF or a picture.
    NoTable,
    /// JSON that is no GeoJSON.
    Json,
    /// XML that is no structure of LimeSurvey.
    Xml,
    /// Bytes that are no text.
    Binary,
    /// A file that was cut or changed on its way.
    Damaged,
    /// Text without rows and columns.
    Prose,
    /// A quote in the first line that is never closed.
    Unclosed {
        /// Where.
        line: u32,
    },
    /// What was given as the structure is none.
    Structure,
    /// It is not there, is a folder, or may not be read.
    NotOpened,
    /// The same of the structure.
    StructureNotOpened,
}

/// Why a line was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Not as many cells as headings.
    Ragged {
        /// Cells of the line.
        cells: usize,
        /// Headings of the file.
        headings: usize,
    },
    /// A quote that is never closed: what follows it cannot be told apart.
    Unclosed,
    /// Bytes that are no characters.
    Unreadable,
    /// Columns of a repeat group.
    Repeat {
        /// Its name.
        name: String,
        /// How many columns.
        columns: usize,
    },
    /// The sheet of a repeat group.
    RepeatSheet {
        /// Its name.
        name: String,
        /// How many rows it holds.
        rows: usize,
    },
    /// One more line of a record that was read already.
    SameRecord {
        /// Where that began.
        line: u32,
    },
    /// An action without a title.
    NoTitle,
    /// A title of more than 300 characters.
    LongTitle,
    /// An outline without a form.
    NoOutline,
    /// A sub-action whose action is not in the file.
    NoParent {
        /// The title that was looked for.
        title: String,
    },
}

/// A line that was not read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// First physical line, or row of the sheet.
    pub line: u32,
    /// Why.
    pub reason: Reason,
}

/// What somebody should know before the file is taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentences below say what they are")]
pub enum Said {
    Encoding { encoding: Encoding },
    Twice { line: u32 },
    Formulas { count: u32, first: String },
    FormulasWithoutValue { count: u32, first: String },
    ErrorCells { count: u32, first: String },
    Merged { areas: Vec<String> },
    Headings { rows: u32 },
    Tags { line: u32 },
    EmptyHeadings { columns: Vec<String> },
    SameHeading { heading: String, columns: Vec<String> },
    Personal { column: String, heading: String, what: Personal },
    OtherSheets { read: String, others: Vec<String> },
    ByHeadings { tool: &'static str },
    Joined { question: String, separator: &'static str },
    Undecided { question: String, example: String },
    OneOrSeveral { question: String, separator: &'static str, example: String },
    LeftWhole { question: String, separator: &'static str, example: String },
    SameChoices { question: String, label: String },
    NotOffered { question: String, choices: Vec<String>, count: usize },
    NotSubmitted { count: usize },
    NoSubmission,
    Undated { count: usize },
    NotApplicable { question: String, count: usize },
    CannotTell { count: usize },
    TicksByWords { question: String },
    BareDates { column: String, first: String },
    DayOrMonth { column: String, heading: String, example: String },
    PowerOfTen { column: String, example: String },
    RepeatsAbsent { names: Vec<String> },
    NotInStructure { headings: Vec<String> },
    SameRecords { lines: Vec<u32> },
    ChoiceOrQuestion { question: String, headings: Vec<String> },
    GridEnds { question: String, last: String },
    OwnColumns { headings: Vec<String> },
    NoQuestion,
    Decimals { columns: Vec<String> },
    Secrecy { columns: Vec<String>, count: usize },
    NotAList { heading: String, line: u32, text: String },
    Geography,
    Projected { line: u32 },
}

/// What a column tells of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Personal {
    /// Addresses of machines.
    Machine,
    /// E-mail addresses.
    Mail,
    /// Names.
    Name,
    /// Telephone numbers.
    Telephone,
    /// Where somebody was.
    Place,
}

fn list(of: &[String]) -> String {
    let shown = of.iter().take(8).cloned().collect::<Vec<_>>().join(", ");
    if of.len() > 8 { format!("{shown}…") } else { shown }
}

/// A separator as a word where it cannot be seen.
fn visible(separator: &'static str, blank: &'static str) -> &'static str {
    if separator == " " { blank } else { separator }
}

/// So much of a heading as a sentence can bear.
fn short(text: &str) -> String {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.chars().count() <= 80 { plain } else { plain.chars().take(79).chain(['…']).collect() }
}

impl Unreadable {
    /// The sentence: what is wrong, and a way out.
    pub fn sentence(self, language: Language) -> String {
        let french = language == Language::French;
        let said = |fr: &str, en: &str| if french { fr.to_owned() } else { en.to_owned() };
        match self {
            Self::Nothing => said("Ce fichier est vide.", "This file is empty."),
            Self::TooLarge => said(
                "Ce fichier dépasse 32 Mio : partagez-le en plusieurs.",
                "This file is larger than 32 MiB: split it into several.",
            ),
            Self::TooMuchInside => said(
                "Une fois décompressé, ce fichier dépasse 256 Mio : il n'est pas lu.",
                "Unpacked, this file is larger than 256 MiB: it is not read.",
            ),
            Self::TooManyRows => said(
                "Ce fichier a plus de 50 000 lignes : partagez-le en plusieurs.",
                "This file has more than 50,000 rows: split it into several.",
            ),
            Self::TooManyColumns { line } => {
                if french {
                    format!(
                        "Ligne {line} : plus de 2 000 colonnes. Le séparateur est peut-être un autre, ou le tableau est couché."
                    )
                } else {
                    format!(
                        "Line {line}: more than 2,000 columns. The separator may be another, or the table lies on its side."
                    )
                }
            }
            Self::OldWorkbook => said(
                "Ce classeur est protégé par un mot de passe ou à l'ancien format XLS : enregistrez-le en XLSX, sans mot de passe.",
                "This workbook has a password or the old XLS format: save it as XLSX without a password.",
            ),
            Self::Locked => said(
                "Ce fichier est protégé par un mot de passe : enregistrez-le sans.",
                "This file has a password: save it without.",
            ),
            Self::OtherArchive => said(
                "Ce fichier compressé n'est ni un classeur XLSX ni un classeur ODS.",
                "This packed file is neither an XLSX nor an ODS workbook.",
            ),
            Self::SurveyArchive => said(
                "C'est une archive LimeSurvey : exportez les réponses en CSV ou XLSX, et la structure en .lss.",
                "This is a LimeSurvey archive: export the responses as CSV or XLSX, and the structure as .lss.",
            ),
            Self::Page => said(
                "C'est une page web, quel que soit son nom : ouvrez-la dans un tableur et enregistrez-la en XLSX ou en CSV.",
                "This is a web page, whatever its name: open it in a spreadsheet and save it as XLSX or CSV.",
            ),
            Self::NoTable => said(
                "Ce fichier est un document ou une image, pas un tableau.",
                "This file is a document or a picture, not a table.",
            ),
            Self::Json => said("Ce fichier JSON n'est pas du GeoJSON.", "This JSON file is not GeoJSON."),
            Self::Xml => said(
                "Ce fichier XML n'est pas une structure LimeSurvey (.lss).",
                "This XML file is not a LimeSurvey structure (.lss).",
            ),
            Self::Binary => {
                said("Ce fichier ne contient pas de texte lisible.", "This file holds no readable text.")
            }
            Self::Damaged => said(
                "Ce fichier est abîmé ou incomplet : exportez-le à nouveau.",
                "This file is damaged or incomplete: export it again.",
            ),
            Self::Prose => said(
                "Ce fichier est un texte sans lignes ni colonnes : aucun séparateur (virgule, point-virgule, tabulation) n'y forme un tableau.",
                "This file is text without rows and columns: no separator (comma, semicolon, tab) makes a table of it.",
            ),
            Self::NotOpened => said(
                "Ce fichier n'existe pas, ou ne peut pas être ouvert.",
                "This file does not exist, or cannot be opened.",
            ),
            Self::StructureNotOpened => said(
                "Le fichier de structure n'existe pas, ou ne peut pas être ouvert.",
                "The structure does not exist, or cannot be opened.",
            ),
            Self::Unclosed { line } => {
                let reason = Reason::Unclosed.sentence(language);
                if french { format!("Ligne {line} : {reason}") } else { format!("Line {line}: {reason}") }
            }
            Self::Structure => said(
                "Le fichier de structure n'est ni un .lss ni un texte LimeSurvey, ni un XLSForm.",
                "The structure is neither a .lss or text of LimeSurvey nor an XLSForm.",
            ),
        }
    }
}

impl Reason {
    /// The sentence.
    pub fn sentence(&self, language: Language) -> String {
        let french = language == Language::French;
        match self {
            Self::Ragged { cells, headings } if french => {
                format!("{cells} cellules pour {headings} titres de colonnes.")
            }
            Self::Ragged { cells, headings } => format!("{cells} cells for {headings} headings."),
            Self::Unclosed if french => {
                "Un guillemet s'ouvre ici et ne se ferme jamais : la suite ne peut pas être lue.".to_owned()
            }
            Self::Unclosed => "A quote opens here and never closes: what follows cannot be read.".to_owned(),
            Self::Unreadable if french => "Des octets de cette ligne ne sont pas des caractères.".to_owned(),
            Self::Unreadable => "Some bytes of this line are no characters.".to_owned(),
            Self::Repeat { name, columns } if french => {
                format!(
                    "« {name} » est un groupe répété ({columns} colonnes) : il n'est pas lu, le reste l'est."
                )
            }
            Self::Repeat { name, columns } => {
                format!("“{name}” is a repeat group ({columns} columns): it is not read, the rest is.")
            }
            Self::RepeatSheet { name, rows } if name.is_empty() && french => {
                format!("C'est la feuille d'un groupe répété ({rows} lignes) : elle n'est pas lue.")
            }
            Self::RepeatSheet { name, rows } if name.is_empty() => {
                format!("This is the sheet of a repeat group ({rows} rows): it is not read.")
            }
            Self::RepeatSheet { name, rows } if french => {
                format!(
                    "La feuille « {name} » est un groupe répété ({rows} lignes) : elle n'est pas lue, le reste l'est."
                )
            }
            Self::RepeatSheet { name, rows } => {
                format!("The sheet “{name}” is a repeat group ({rows} rows): it is not read, the rest is.")
            }
            Self::SameRecord { line } if french => {
                format!(
                    "C'est encore l'envoi de la ligne {line}, répété pour un groupe : il n'est compté qu'une fois."
                )
            }
            Self::SameRecord { line } => {
                format!("This is the submission of line {line} again, repeated for a group: it counts once.")
            }
            Self::NoTitle if french => "Cette action n'a pas de titre.".to_owned(),
            Self::NoTitle => "This action has no title.".to_owned(),
            Self::LongTitle if french => "Le titre dépasse 300 caractères.".to_owned(),
            Self::LongTitle => "The title is longer than 300 characters.".to_owned(),
            Self::NoOutline if french => "Cet élément n'a pas de contour.".to_owned(),
            Self::NoOutline => "This feature has no outline.".to_owned(),
            Self::NoParent { title } if french => {
                format!("Sous-action de « {} », action qui n'est pas dans le fichier.", short(title))
            }
            Self::NoParent { title } => {
                format!("Sub-action of “{}”, an action that is not in the file.", short(title))
            }
        }
    }
}

impl Said {
    /// The sentence.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        match self {
            Self::Encoding { encoding } => match encoding {
                Encoding::Utf8 => "Le fichier est en UTF-8.".to_owned(),
                Encoding::Utf16 => "Le fichier est en UTF-16 : il a été lu ainsi.".to_owned(),
                Encoding::Windows1252 => "Le fichier est en Windows-1252 (ANSI) : il a été lu ainsi. Vérifiez les accents.".to_owned(),
                Encoding::MacRoman => "Le fichier est en Mac Roman : il a été lu ainsi. Vérifiez les accents.".to_owned(),
                Encoding::BrokenUtf8 => "Le fichier est en UTF-8, mais des octets y sont abîmés : ces lignes sont refusées.".to_owned(),
            },
            Self::Twice { line } => format!(
                "Ligne {line} : des accents ont été abîmés avant nous (« Ã© » pour « é »). Le texte est laissé tel quel : exportez à nouveau en UTF-8."
            ),
            Self::Formulas { count, first } => {
                format!("{count} formules, la première en {first} : leur résultat enregistré est lu.")
            }
            Self::FormulasWithoutValue { count, first } => format!(
                "{count} formules sans résultat enregistré, la première en {first} : ces cellules sont vides. Ouvrez le classeur dans un tableur et enregistrez-le."
            ),
            Self::ErrorCells { count, first } => {
                format!("{count} cellules en erreur, la première en {first} : l'erreur est lue comme un texte.")
            }
            Self::Merged { areas } => format!(
                "Cellules fusionnées : {}. Seule la première cellule de chaque zone a une valeur.",
                list(areas)
            ),
            Self::Headings { rows } => format!("Les titres tiennent sur {rows} lignes : ils ont été réunis."),
            Self::Tags { line } => format!("Ligne {line} : des étiquettes (HXL ou autres) sous les titres, pas une réponse."),
            Self::EmptyHeadings { columns } => format!("Colonnes sans titre : {}.", list(columns)),
            Self::SameHeading { heading, columns } => {
                format!("Le titre « {} » est celui de plusieurs colonnes : {}.", short(heading), list(columns))
            }
            Self::Personal { column, heading, what } => {
                let what = match what {
                    Personal::Machine => "des adresses IP",
                    Personal::Mail => "des adresses électroniques",
                    Personal::Name => "des noms de personnes",
                    Personal::Telephone => "des numéros de téléphone",
                    Personal::Place => "des positions",
                };
                format!("Colonne {column} « {} » : {what}. Elle est laissée de côté, sauf si vous la demandez.", short(heading))
            }
            Self::OtherSheets { read, others } => {
                format!("La feuille « {read} » est lue ; les autres ne le sont pas : {}.", list(others))
            }
            Self::ByHeadings { tool } => format!("{tool} : reconnu d'après ses en-têtes."),
            Self::Joined { question, separator } => format!(
                "« {} » : plusieurs choix par cellule, séparés par « {} », reconnus d'après les réponses.",
                short(question),
                visible(separator, "espace")
            ),
            Self::Undecided { question, example } => format!(
                "« {} » : « {} », est-ce un choix ou plusieurs ? Le fichier ne le dit pas ; donnez la liste des choix.",
                short(question),
                short(example)
            ),
            Self::OneOrSeveral { question, separator, example } => format!(
                "« {} » : des réponses contiennent « {} » (« {} ») ; elles sont laissées entières, car rien ne dit si ce sont plusieurs choix.",
                short(question),
                visible(separator, "espace"),
                short(example)
            ),
            Self::LeftWhole { question, separator, example } => format!(
                "« {} » : lu comme du texte libre, mais des réponses contiennent « {} » (« {} ») ; si ce sont des cases à cocher, donnez la liste des choix.",
                short(question),
                visible(separator, "espace"),
                short(example)
            ),
            Self::SameChoices { question, label } => format!(
                "« {} » : plusieurs choix s'appellent « {} » ; ils sont comptés à part, avec un numéro derrière le nom.",
                short(question),
                short(label)
            ),
            Self::NotOffered { question, choices, count } => format!(
                "« {} » : « {} » n'était pas proposé à {count} réponses (autre version du formulaire) ; ce n'est pas un « non ».",
                short(question),
                short(&list(choices))
            ),
            Self::NotSubmitted { count } => format!("{count} réponses n'ont pas été envoyées jusqu'au bout : elles sont comptées ici, à vous de dire si vous les gardez."),
            Self::NoSubmission => "Le fichier ne dit pas quelles réponses ont été envoyées jusqu'au bout (pas de date de soumission).".to_owned(),
            Self::Undated { count } => format!("{count} réponses sont datées du 1er janvier 1980 : ce questionnaire n'enregistrait pas les dates."),
            Self::NotApplicable { question, count } => format!(
                "« {} » : {count} « N/A » ; pour cette sorte de question, l'outil écrit la même chose sans réponse et non posée : compté comme sans réponse.",
                short(question)
            ),
            Self::CannotTell { count } => format!(
                "{count} questions ont des cellules vides : ce fichier ne dit pas si la question n'a pas été posée ou est restée sans réponse ; compté comme sans réponse."
            ),
            Self::TicksByWords { question } => format!(
                "« {} » : lu comme cases à cocher d'après les valeurs ; une grille de oui et de non s'écrirait de même.",
                short(question)
            ),
            Self::BareDates { column, first } => format!(
                "Colonne {column} : des nombres qui pourraient être des dates (le premier en {first}) ; ils sont laissés tels quels."
            ),
            Self::DayOrMonth { column, heading, example } => format!(
                "Colonne {column} « {} » : « {} » est-il jour/mois ou mois/jour ? Laissé tel quel, à vous de le dire.",
                short(heading),
                short(example)
            ),
            Self::PowerOfTen { column, example } => format!(
                "Colonne {column} : « {} », un tableur a remplacé un long nombre ; les chiffres manquants ne sont plus dans ce fichier.",
                short(example)
            ),
            Self::RepeatsAbsent { names } => format!(
                "Groupes répétés que ce fichier ne contient pas : {}. L'export CSV les laisse de côté ; l'export XLSX les a dans d'autres feuilles.",
                list(names)
            ),
            Self::NotInStructure { headings } => {
                let headings: Vec<String> = headings.iter().map(|heading| format!("« {} »", short(heading))).collect();
                format!("Colonnes que la structure ne connaît pas : {}.", list(&headings))
            }
            Self::SameRecords { lines } => {
                let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
                format!("Le même envoi figure plusieurs fois : lignes {}.", list(&lines))
            }
            Self::ChoiceOrQuestion { question, headings } => format!(
                "« {} » : colonnes vides derrière ses choix ({}), comptées comme des choix que personne n'a pris ; l'export ne dit pas si ce sont des questions sans réponse.",
                short(question),
                list(headings)
            ),
            Self::GridEnds { question, last } => format!(
                "« {} » : grille lue jusqu'à « {} » d'après les réponses ; l'export ne dit pas où elle finit.",
                short(question),
                short(last)
            ),
            Self::OwnColumns { headings } => format!(
                "Colonnes de l'outil, laissées de côté car ce ne sont pas des questions : {}.",
                headings.iter().map(|heading| short(heading)).collect::<Vec<_>>().join(", ")
            ),
            Self::NoQuestion => "Ce fichier ne contient aucune colonne de question : si le formulaire n'a que des groupes répétés, ils ne sont pas dans un CSV.".to_owned(),
            Self::Decimals { columns } => format!(
                "Signe décimal : la virgule dans {}, le point ailleurs. Rien n'a été changé.",
                list(columns)
            ),
            Self::Secrecy { columns, count } => format!(
                "{count} cellules « s » : secret statistique, ce n'est ni zéro ni une valeur manquante (colonnes {}).",
                list(columns)
            ),
            Self::NotAList { heading, line, text } => format!(
                "Ligne {line}, « {} » : « {} » n'est pas dans la liste ; laissé tel quel.",
                short(heading),
                short(text)
            ),
            Self::Geography => "Ce fichier ne dit pas le millésime de ses communes : un même code peut désigner un autre lieu une autre année.".to_owned(),
            Self::Projected { line } => format!("Ligne {line} : des coordonnées qui ne sont pas des degrés (WGS 84) ; exportez le fichier en EPSG:4326."),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Encoding { encoding } => match encoding {
                Encoding::Utf8 => "The file is in UTF-8.".to_owned(),
                Encoding::Utf16 => "The file is in UTF-16: it was read so.".to_owned(),
                Encoding::Windows1252 => "The file is in Windows-1252 (ANSI): it was read so. Check the accents.".to_owned(),
                Encoding::MacRoman => "The file is in Mac Roman: it was read so. Check the accents.".to_owned(),
                Encoding::BrokenUtf8 => "The file is in UTF-8, but some bytes are broken: those lines are refused.".to_owned(),
            },
            Self::Twice { line } => format!(
                "Line {line}: accents were broken before us (“Ã©” for “é”). The text is left as it is: export it again as UTF-8."
            ),
            Self::Formulas { count, first } => format!("{count} formulas, the first in {first}: their stored result is read."),
            Self::FormulasWithoutValue { count, first } => format!(
                "{count} formulas without a stored result, the first in {first}: those cells are empty. Open the workbook in a spreadsheet and save it."
            ),
            Self::ErrorCells { count, first } => {
                format!("{count} cells hold an error, the first in {first}: the error is read as text.")
            }
            Self::Merged { areas } => {
                format!("Merged cells: {}. Only the first cell of each area has a value.", list(areas))
            }
            Self::Headings { rows } => format!("The headings take {rows} rows: they were joined."),
            Self::Tags { line } => format!("Line {line}: tags (HXL or others) under the headings, not an answer."),
            Self::EmptyHeadings { columns } => format!("Columns without a heading: {}.", list(columns)),
            Self::SameHeading { heading, columns } => {
                format!("The heading “{}” stands over several columns: {}.", short(heading), list(columns))
            }
            Self::Personal { column, heading, what } => {
                let what = match what {
                    Personal::Machine => "IP addresses",
                    Personal::Mail => "e-mail addresses",
                    Personal::Name => "names of people",
                    Personal::Telephone => "telephone numbers",
                    Personal::Place => "positions",
                };
                format!("Column {column} “{}”: {what}. It is left out unless you ask for it.", short(heading))
            }
            Self::OtherSheets { read, others } => format!("The sheet “{read}” is read; the others are not: {}.", list(others)),
            Self::ByHeadings { tool } => format!("{tool}: recognised by its headings."),
            Self::Joined { question, separator } => format!(
                "“{}”: several choices in a cell, joined by “{}”, recognised by the answers.",
                short(question),
                visible(separator, "blank")
            ),
            Self::Undecided { question, example } => format!(
                "“{}”: is “{}” one choice or several? The file does not say; give the list of choices.",
                short(question),
                short(example)
            ),
            Self::OneOrSeveral { question, separator, example } => format!(
                "“{}”: answers contain “{}” (“{}”); they are left whole, since nothing says that they are several choices.",
                short(question),
                visible(separator, "blank"),
                short(example)
            ),
            Self::LeftWhole { question, separator, example } => format!(
                "“{}”: read as free text, but answers hold “{}” (“{}”); if they are ticks, give the list of choices.",
                short(question),
                visible(separator, "blank"),
                short(example)
            ),
            Self::SameChoices { question, label } => format!(
                "“{}”: several choices are called “{}”; they are counted apart, with a number behind the name.",
                short(question),
                short(label)
            ),
            Self::NotOffered { question, choices, count } => format!(
                "“{}”: “{}” was not offered to {count} answers (another version of the form); that is no “no”.",
                short(question),
                short(&list(choices))
            ),
            Self::NotSubmitted { count } => {
                format!("{count} responses were not submitted: they are counted here, say whether you keep them.")
            }
            Self::NoSubmission => "The file does not say which responses were submitted (no date of submission).".to_owned(),
            Self::Undated { count } => {
                format!("{count} responses are dated 1 January 1980: this survey did not record dates.")
            }
            Self::NotApplicable { question, count } => format!(
                "“{}”: {count} “N/A”; for this kind of question the tool writes the same when unanswered and when not asked: counted as unanswered.",
                short(question)
            ),
            Self::CannotTell { count } => format!(
                "{count} questions have empty cells: this file does not say whether the question was not asked or left unanswered; counted as unanswered."
            ),
            Self::TicksByWords { question } => format!(
                "“{}”: read as ticks by its values; a grid of yes and no would be written the same.",
                short(question)
            ),
            Self::BareDates { column, first } => {
                format!("Column {column}: numbers that may be dates (the first in {first}); they are left as they are.")
            }
            Self::DayOrMonth { column, heading, example } => format!(
                "Column {column} “{}”: is “{}” day/month or month/day? Left as it is, for you to say.",
                short(heading),
                short(example)
            ),
            Self::PowerOfTen { column, example } => format!(
                "Column {column}: “{}”, a spreadsheet replaced a long number; the missing digits are no longer in this file.",
                short(example)
            ),
            Self::RepeatsAbsent { names } => format!(
                "Repeat groups that this file does not hold: {}. The CSV export leaves them out; the XLSX export has them in other sheets.",
                list(names)
            ),
            Self::NotInStructure { headings } => {
                let headings: Vec<String> = headings.iter().map(|heading| format!("“{}”", short(heading))).collect();
                format!("Columns that the structure does not know: {}.", list(&headings))
            }
            Self::SameRecords { lines } => {
                let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
                format!("The same submission stands several times: lines {}.", list(&lines))
            }
            Self::ChoiceOrQuestion { question, headings } => format!(
                "“{}”: empty columns behind its choices ({}), counted as choices that nobody took; the export does not say whether they are questions without answers.",
                short(question),
                list(headings)
            ),
            Self::GridEnds { question, last } => format!(
                "“{}”: a grid, read as far as “{}” by its answers; the export does not say where it ends.",
                short(question),
                short(last)
            ),
            Self::OwnColumns { headings } => format!(
                "The tool's own columns, left aside as they are no questions: {}.",
                headings.iter().map(|heading| short(heading)).collect::<Vec<_>>().join(", ")
            ),
            Self::NoQuestion => "This file holds no column of a question: if the form has repeat groups only, they are not in a CSV.".to_owned(),
            Self::Decimals { columns } => {
                format!("Decimal sign: a comma in {}, a point elsewhere. Nothing was changed.", list(columns))
            }
            Self::Secrecy { columns, count } => format!(
                "{count} cells “s”: statistical secrecy, neither zero nor a missing value (columns {}).",
                list(columns)
            ),
            Self::NotAList { heading, line, text } => format!(
                "Line {line}, “{}”: “{}” is not in the list; left as it is.",
                short(heading),
                short(text)
            ),
            Self::Geography => "This file does not say the vintage of its communes: a code may name another place in another year.".to_owned(),
            Self::Projected { line } => {
                format!("Line {line}: coordinates that are no degrees (WGS 84); export the file as EPSG:4326.")
            }
        }
    }
}
