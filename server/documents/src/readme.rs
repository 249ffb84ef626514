//! What to know before opening the files of the ZIP.

use crate::Names;
use crate::words::Language;

/// The name and the bytes of the readme, with the mark and line ends by which every editor reads it.
pub(crate) fn readme(language: Language, names: Names) -> (String, Vec<u8>) {
    let named = match names {
        Names::None => language.say("Aucun fichier ne nomme personne.", "No file names anybody."),
        Names::OfThoseWhoAgreed => language.say(
            "Le livre nomme les personnes qui l’ont accepté, et elles seules.",
            "The book names those who agreed, and nobody else.",
        ),
    };
    let text = language.say(FRENCH, ENGLISH).replace("{named}", named);
    let bytes = format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes();
    (language.say("LISEZ-MOI.txt", "README.txt").to_owned(), bytes)
}

const FRENCH: &str = "\
Ce que contient ce dossier

livre      Livre des comptes rendus\u{a0}: tout ce qui a été dit, groupe par groupe et axe par axe.
synthese   Synthèse\u{a0}: l’essentiel en quelques pages, avec les mots de la salle.
fiches     Fiches action\u{a0}: une par axe, à compléter à la main ou à l’écran.
tableau    Tableau des contributions\u{a0}: une ligne par contribution.
donnees    Tout le forum pour un programme (JSON), sans les noms.

{named} Le vote reste anonyme.

Comment ouvrir
- .docx avec Word\u{a0}; .odt et .ods avec LibreOffice\u{a0}; .xlsx avec Excel. Le contenu est le même.
- .html avec un navigateur. Pour un PDF accessible\u{a0}: imprimer depuis le navigateur, «\u{a0}Enregistrer au format PDF\u{a0}».
  Depuis LibreOffice\u{a0}: Fichier > Exporter vers > PDF, en cochant «\u{a0}PDF balisé\u{a0}».
- .csv\u{a0}: texte UTF-8, séparé par des points-virgules, une ligne d’en-tête. Préférez .xlsx ou .ods, qui gardent les
  nombres et les textes tels quels. Dans Excel\u{a0}: Données > À partir d’un fichier texte, origine «\u{a0}65001\u{a0}: UTF-8\u{a0}»,
  séparateur point-virgule. Un programme lit le fichier comme «\u{a0}UTF-8 avec BOM\u{a0}».
  Une apostrophe devant = + - @ empêche un tableur d’en faire une formule\u{a0}; elle ne fait pas partie du texte.
";

const ENGLISH: &str = "\
What this folder holds

livre      Book of reports: all that was said, by group and by axis.
synthese   Digest: a few pages with the words of the room.
fiches     Action forms: one an axis, to be filled by hand or on screen.
tableau    Table of contributions: one row each.
donnees    The whole forum for a program (JSON), without names.

{named} The vote stays anonymous.

How to open
- .docx with Word; .odt and .ods with LibreOffice; .xlsx with Excel. They hold the same.
- .html with a browser. For an accessible PDF: print from the browser, \"Save as PDF\".
  From LibreOffice: File > Export As > PDF, with \"Tagged PDF\" ticked.
- .csv: UTF-8 text, separated by semicolons, one line of headings. Prefer .xlsx or .ods, which keep numbers and texts
  as they are. In Excel: Data > From Text, origin \"65001: UTF-8\", semicolon. A program reads it as
  \"UTF-8 with BOM\".
  An apostrophe before = + - @ keeps a spreadsheet from taking it for a formula; it is no part of the text.
";
