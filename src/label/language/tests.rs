use super::*;
use crate::limits::Limits;
use crate::page::{Builder, Layout};

fn words(text: &str) -> Vec<u64> {
    super::words(&[text])
}

fn frequent(sample: &[u64]) -> Option<&'static str> {
    super::frequent(sample).map(|frequent| frequent.code)
}

fn declared(language: &str, sample: &[u64]) -> Option<&'static str> {
    super::declared(language, sample).map(|frequent| frequent.code)
}

#[test]
fn words_are_packed() {
    let text = "The  mill\nat Ålesund, eighteen und-so";
    assert_eq!(words(text), text.split([' ', '\n']).map(packed).collect::<Vec<_>>());
}

#[test]
fn lists_and_code_do_not_tell_the_language() {
    let names = "Harbour Lamp 3 Quay Lamp 4 Tide Clock 2 Rope Ladder 7 ".repeat(6);
    let code = "if (this.mill && this.stone) { for (var at in this.sacks) { return this.grind(at) } } ".repeat(6);
    let english = ["The mill on the river is to be sold.", "Its owner will not say for how much or to whom."];
    let german = [
        "Die Mühle am Fluss wird in den nächsten Tagen verkauft, und das nicht zum ersten Mal.",
        "Der Preis ist noch nicht bekannt.",
    ];
    let of = |language: &str, kind: BlockKind, long: &str, texts: [&str; 2]| {
        let mut builder = Builder::new(0, Limits::new());
        builder.paragraph(long, kind, Layout::default());
        builder.paragraph(&format!("{long}1"), kind, Layout::default());
        texts.iter().for_each(|text| builder.paragraph(text, BlockKind::Paragraph, Layout::default()));
        let mut page = builder.finish();
        page.head.language = language.to_owned();
        detect(&page)
    };
    assert_eq!(of("en-US", BlockKind::Paragraph, &names, english), Some("en"));
    assert_eq!(of("de", BlockKind::Paragraph, &names, german), Some("de"));
    assert_eq!(of("en", BlockKind::Preformatted, &code, german), Some("de"));
    let indonesian =
        "Rumah itu dijual karena pemiliknya sudah lama tinggal di kota dan tidak pernah pulang lagi. ".repeat(3);
    assert_eq!(of("en", BlockKind::Paragraph, &indonesian, german), Some("id"), "other blocks are not what it says");
}

#[test]
fn a_declared_language_needs_few_words_of_its_own() {
    let tool = words("mill --grind 3 -w 9 and gap=3 mm; see mill(1) for more");
    assert_eq!(frequent(&tool), None);
    for (language, expected) in
        [("en", Some("en")), ("EN-gb", Some("en")), ("en_US", Some("en")), ("de", None), ("eng", None), ("", None)]
    {
        assert_eq!(declared(language, &tool), expected, "{language}");
    }
    assert_eq!(declared("de", &words("Mühle und Fluss im Tal")), Some("de"));
    for other in
        ["Møllen kan ikke sælges for den pris.", "Le moulin est dans la ville: the mill, and more", "Brick Lane"]
    {
        assert_eq!(declared("en", &words(other)), None, "{other}");
    }
}

#[test]
fn frequent_languages_are_told_by_their_words() {
    for (code, text) in [
        ("en", "The mill on the river is to be sold by its owner, who will not say for how much or to whom."),
        (
            "de",
            "Die Mühle am Fluss soll von dem Besitzer in den nächsten Tagen verkauft werden, und zwar zu einem Preis.",
        ),
        (
            "es",
            "El molino se vende con los campos y las casas, pero su dueño no dice por cuánto ni para quién, y calla.",
        ),
        (
            "fr",
            "Le moulin est vendu avec les champs et les maisons, mais pas pour une somme que nous sachions dans la ville.",
        ),
        (
            "it",
            "Il mulino è in vendita con i campi della valle, anche se il prezzo che il padrone chiede è più di quello del paese.",
        ),
        (
            "pl",
            "Młyn nad rzeką jest na sprzedaż, ale cena nie jest znana, bo właściciel, który w mieście był tylko raz, milczy.",
        ),
        ("pl", "Młyn nad rzeką jest na sprzedaż, a cena nie jest znana, bo właściciel milczy i do miasta nie jeździ."),
    ] {
        assert_eq!(frequent(&words(text)), Some(code), "{text}");
    }
}

#[test]
fn others_are_not_taken_for_them() {
    for text in [
        "De molen aan de rivier is te koop, en in het dorp was men er niet blij mee, of we nu willen of niet.",
        "Møllen ved åen er til salg, og for de fleste i byen er det en sorg, at den ikke skal male mere.",
        "O moinho do rio está à venda por um preço que o dono não diz, mas para a vila foi uma surpresa.",
        "Il mulino sul fiume è in vendita a un prezzo che il padrone non dice, ma per il paese è una sorpresa.",
        "Mlýn na řece je na prodej, ale cena není známa, protože majitel mlčí a do města od jara nejezdí.",
        "Mlyn na rieke je na predaj, no cena nie je známa, lebo majiteľ mlčí a do mesta od jari nechodí.",
        "O muíño do río está á venda por un prezo que o dono non di, mais para a vila foi unha sorpresa.",
        "Moara de pe râu este de vânzare la un preț pe care stăpânul nu îl spune, iar satul e mirat.",
        "El molí del riu és en venda per un preu que l'amo no diu, però la vila està trista i no ho amaga.",
        "Brick Kiln Lane, Mill Street, Harbour Row, Quay 4, Tollgate, North Bridge, Lower Town, Ferry Landing.",
    ] {
        assert_eq!(frequent(&words(text)), None, "{text}");
    }
}
