//! Logos of a programme in the real process: brought as files, on its documents and its page for everybody, and gone when
//! they are removed.

use crate::documents::part;
use crate::imports::{imported, items};
use crate::papers::take;
use crate::programmes::Programme;
use crate::published::{read, text};
use data_encoding::BASE64;
use image::codecs::jpeg::JpegEncoder;
use image::{ImageEncoder, Rgb, RgbImage};
use serde_json::{Value, json};
use std::path::PathBuf;
use tests::Server;
use tests::phone::new_id;

/// Where a camera was.
const PLACE: &str = "46.4521 N, 0.8612 E";
/// How a file of the data folder that holds pictures is searched for one: the points differ, what comes before them not.
const DISTINCT: std::ops::Range<usize> = 60..120;

/// So wide and half as high, its left half in another colour.
fn drawn(width: u32, left: [u8; 3]) -> RgbImage {
    RgbImage::from_fn(width, width / 2, |x, _| if x < width / 2 { Rgb(left) } else { Rgb([20, 40, 60]) })
}

fn png(width: u32, left: [u8; 3]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, width / 2);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.add_text_chunk("Comment".to_owned(), PLACE.to_owned()).expect("a comment");
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&drawn(width, left)).expect("points");
    writer.finish().expect("an end");
    file
}

fn jpeg(width: u32, left: [u8; 3]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = JpegEncoder::new(&mut file);
    encoder
        .set_exif_metadata([b"II*\0\x08\0\0\0\0\0\0\0\0\0", PLACE.as_bytes()].concat())
        .expect("it takes it");
    drawn(width, left).write_with_encoder(encoder).expect("a picture");
    file
}

fn holds(file: &[u8], words: &str) -> bool {
    file.windows(words.len()).any(|window| window == words.as_bytes())
}

/// The logos that stand, in the order in which they came.
fn standing(programme: &Programme, server: &Server) -> Vec<Value> {
    items(
        &programme.export(server)["logos"].as_array().map_or(json!({}), |all| json!({"logos": all})),
        "logo",
    )
}

fn image(logo: &Value) -> &str {
    logo["fields"]["picture"].as_str().expect("it has a picture")
}

/// Takes a file over as the logo of somebody.
async fn add(programme: &Programme, server: &Server, file: &[u8], name: &str) -> Value {
    let seen = programme.brought(server, file).await;
    assert_eq!((&seen["preview"]["tool"], &seen["preview"]["rows"]), (&json!("logo"), &json!(1)), "{seen}");
    let mapping = json!({"logo": {"name": name}});
    let came = imported(&programme.import(server, &seen["file"], "logo.xyz", &mapping).await);
    assert_eq!((&came["taken"], &came["not_taken"]), (&json!(1), &json!(0)), "{came}");
    seen["file"].clone()
}

#[tokio::test]
async fn logos_are_on_documents_and_on_the_page_for_everybody() {
    let mut server = Server::start();
    let programme = Programme::make(&server).await;
    let names = json!({"lead": "Communauté du Val", "partners": ["Caf", "MSA"]});
    programme
        .order(&server, json!({"do": "set", "item": programme.id, "fields": names}))
        .await
        .expect("it is set");
    // Whose it is, is proposed: who carries the programme first, then its partners.
    let first = programme.brought(&server, &png(1_200, [200, 30, 30])).await;
    assert_eq!(first["mapping"], json!({"logo": {"name": "Communauté du Val"}}));
    let said = first["preview"]["warnings"].to_string();
    assert!(said.contains("de 1200 × 600 à 480 × 240 points") && said.contains("ni lieu"), "{said}");
    let nobody = programme.import(&server, &first["file"], "logo", &json!({"logo": {"name": " "}})).await;
    assert_eq!((nobody.status, nobody.refused().as_deref()), (422, Some("BAD_FIELD")));
    assert_eq!(programme.taken(&server, "logo", &first).await["taken"], 1);
    assert_eq!(programme.taken(&server, "logo", &first).await["taken"], 1, "asked once more it does nothing");
    let second = programme.brought(&server, &jpeg(300, [30, 200, 30])).await;
    assert_eq!(second["mapping"], json!({"logo": {"name": "Caf"}}));
    assert_eq!(programme.taken(&server, "caf.jpg", &second).await["taken"], 1);
    let logos = standing(&programme, &server);
    assert_eq!(logos.len(), 2);
    let files =
        Vec::from_iter(logos.iter().map(|logo| BASE64.decode(image(logo).as_bytes()).expect("base64")));
    assert!(!files.iter().any(|file| holds(file, PLACE)), "where it was taken stays at home");
    assert!(files.iter().all(|file| file.starts_with(b"\x89PNG")));

    // The partner comes first.
    let order = |logo: &Value, order: i64| json!({"item": logo["id"], "fields": {"order": order}});
    let orders = json!({"do": "set_all", "items": [order(&logos[0], 2), order(&logos[1], 1)]});
    programme.order(&server, orders).await.expect("they are set");
    let public = format!("/demarche/{}", programme.code);
    assert!(!text(&read(&server, &public).await).contains("data:image"), "nothing was published");
    let publish = async |server: &Server| {
        let publish = json!({"do": "publish", "as": new_id(), "document": "presentation"});
        programme.order(server, publish).await.expect("it is published");
    };
    publish(&server).await;
    let answer = read(&server, &public).await;
    let head = answer.head.to_lowercase();
    assert!(head.contains("img-src data:") && head.contains("nosniff"), "{head}");
    let shown = |page: &str| {
        let [caf, val] = [(1, "Caf"), (0, "Communauté du Val")].map(|(n, name)| {
            (
                page.find(&format!("alt=\"{name}\"")),
                page.find(&format!("data:image/png;base64,{}\"", image(&logos[n]))),
            )
        });
        assert!(caf.0.is_some() && caf.1.is_some() && val.1.is_some() && caf.0 < val.0, "{page}");
    };
    shown(&text(&answer));
    for (name, officers) in
        [("presentation", false), ("lettre", true), ("diagnostic", true), ("calendrier", true)]
    {
        for (format, folder) in [("html", ""), ("docx", "word/media/"), ("odt", "Pictures/")] {
            let file = if officers {
                take(&server, &programme.id, &programme.officer, &format!("{name}?format={format}")).await
            } else {
                read(&server, &format!("{public}/{name}-1.{format}")).await
            };
            assert_eq!(file.status, 200, "{name}.{format}");
            if format == "html" {
                shown(&text(&file));
                continue;
            }
            for (n, logo) in [(1, 1), (2, 0)] {
                let picture = part(&file.body, &format!("{folder}picture{n}.png"));
                assert!(picture == files[logo], "{name}.{format}");
            }
            let inside = if format == "docx" { "word/document.xml" } else { "content.xml" };
            let words = String::from_utf8(part(&file.body, inside)).expect("UTF-8");
            assert!(words.contains("Communauté du Val") && words.contains("Caf"), "{name}.{format}");
        }
    }

    // A version keeps its logos; the page and what comes next do not have what was removed.
    programme.order(&server, json!({"do": "remove", "item": logos[1]["id"]})).await.expect("removed");
    publish(&server).await;
    let before = read(&server, &format!("{public}/presentation-1.docx")).await.body;
    assert!(part(&before, "word/media/picture1.png") == files[1]);
    server.kill();
    server.start_again();
    let page = text(&read(&server, &public).await);
    assert!(!page.contains("alt=\"Caf\"") && page.contains("alt=\"Communauté du Val\""), "{page}");
    assert!(
        read(&server, &format!("{public}/presentation-1.docx")).await.body == before,
        "for ever the same"
    );
    assert_eq!(standing(&programme, &server)[0]["fields"]["picture"], logos[0]["fields"]["picture"]);
    // What is taken back goes from the versions too.
    programme.order(&server, json!({"do": "erase", "item": logos[1]["id"]})).await.expect("taken back");
    let after = text(&read(&server, &format!("{public}/presentation-1.html")).await);
    assert!(!after.contains("alt=\"Caf\"") && after.contains("alt=\"Communauté du Val\""), "{after}");
}

#[tokio::test]
async fn what_is_no_small_picture_is_refused_and_changes_nothing() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let (good, photo) = (png(40, [1, 2, 3]), jpeg(40, [1, 2, 3]));
    let before = programme.export(&server);
    let huge = png(4_002, [9, 9, 9]);
    let svg = b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
    for (file, said) in [
        (svg.to_vec(), "Enregistrez-le en PNG"),
        (b"GIF89a".to_vec(), "Un logo en GIF"),
        (good[..good.len() - 20].to_vec(), "incomplète ou abîmée"),
        (photo[..photo.len() - 20].to_vec(), "incomplète ou abîmée"),
        (huge, "trop de points"),
        ([&good[..], &vec![0; 2 << 20]].concat(), "dépasse 2 Mio"),
    ] {
        let answer = programme.bring(&server, &programme.officer, &file).await;
        assert_eq!((answer.status, answer.refused().as_deref()), (422, Some("BAD_FILE")), "{said}");
        let refused = answer.json().to_string();
        assert!(refused.contains(said), "{said}: {refused}");
    }
    // Nor does one come in beside the files.
    let marked = json!({"name": "Caf", "picture": BASE64.encode(&good)});
    let refused = programme
        .order(&server, json!({"do": "add", "as": new_id(), "noun": "logo", "fields": marked}))
        .await;
    assert_eq!(refused.expect_err("it names a place")["code"], "BAD_FIELD");
    let committee = new_id();
    let fields = json!({"name": "Comité", "role": "steering"});
    programme
        .order(&server, json!({"do": "add", "as": committee, "noun": "committee", "fields": fields}))
        .await
        .expect("it is added");
    let member = programme.pass(&server, "add_member", json!({"committees": [committee]})).await;
    assert_eq!(programme.bring(&server, &member, &good).await.status, 403);
    assert_eq!((standing(&programme, &server).len(), &before["logos"]), (0, &Value::Null));

    // Eight are enough.
    for n in 0..8_u8 {
        add(&programme, &server, &png(20, [n, n, n]), &format!("Partenaire {n}")).await;
    }
    let ninth = programme.brought(&server, &good).await;
    let refused = programme.import(&server, &ninth["file"], "x", &json!({"logo": {"name": "De trop"}})).await;
    assert_eq!((refused.status, refused.refused().as_deref()), (422, Some("LIMIT_REACHED")));
}

#[tokio::test]
async fn a_logo_that_is_removed_or_undone_is_nowhere_in_the_data() {
    let mut server = Server::start();
    let programme = Programme::make(&server).await;
    let mut gone = Vec::new();
    for (n, name) in [(90, "Un partenaire parti"), (120, "Un partenaire de trop")] {
        let file = add(&programme, &server, &jpeg(200, [n, 200, n]), name).await;
        let logo = standing(&programme, &server).remove(0);
        gone.extend([image(&logo)[DISTINCT].to_owned(), name.to_owned()]);
        let order = if n == 90 {
            json!({"do": "remove", "item": logo["id"]})
        } else {
            json!({"do": "undo_import", "import": file})
        };
        programme.order(&server, order).await.expect("it goes");
        assert!(standing(&programme, &server).is_empty());
    }
    assert!(server.stop().success());
    server.start_again();
    let files = server.data.path().join("files");
    for words in gone {
        // How a file was taken over is kept beside it for a day.
        let kept = server.data.files_with(&words).into_iter().filter(|path| !path.starts_with(&files));
        assert_eq!(Vec::from_iter(kept), Vec::<PathBuf>::new(), "{words}");
    }
}
