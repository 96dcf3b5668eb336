use super::{Around, Parts, read};

const REST: &str = "The river rose by a metre in one night.";

fn parts(text: &str) -> Option<(Parts<'_>, &str)> {
    let around = Around { is_site: &|site| site == "Warta Muara", recurs: &|place| place == "LAGOS", alone: false };
    read(text, &around).map(|parts| (parts, &text[parts.end..]))
}

#[test]
fn datelines_are_cut_before_the_sentence() {
    for (head, place, date, agency) in [
        ("BERLIN (Reuters) — ", "BERLIN", "", "Reuters"),
        ("PARIS, March 3 (AFP) - ", "PARIS", "March 3", "AFP"),
        ("PARIS (AFP), March 3, 2021 - ", "PARIS", "March 3, 2021", "AFP"),
        ("WASHINGTON, Jan. 3, 2021 (AP) -- ", "WASHINGTON", "Jan. 3, 2021", "AP"),
        ("KYIV, Ukraine — ", "KYIV, Ukraine", "", ""),
        ("SAN JOSE, Calif. (AP) — ", "SAN JOSE, Calif.", "", "AP"),
        ("LAGOS — ", "LAGOS", "", ""),
        ("Berlin (dpa) - ", "Berlin", "", "dpa"),
        ("Frankfurt am Main (dpa/lhe) – ", "Frankfurt am Main", "", "dpa/lhe"),
        ("HAVNBY (Kystbladet) – ", "HAVNBY", "", "Kystbladet"),
        ("PARIS, 3 mars (AFP) - ", "PARIS", "3 mars", "AFP"),
        ("Madrid, 3 may (EFE).- ", "Madrid", "3 may", "EFE"),
        ("(ANSA) - ROMA, 3 MAR - ", "ROMA", "3 MAR", "ANSA"),
        ("МОСКВА, 5 мая - РИА Новости. ", "МОСКВА", "5 мая", "РИА Новости"),
        ("TELUK SAWO, Warta Muara - ", "TELUK SAWO", "", "Warta Muara"),
        ("JAKARTA, Muara.com - ", "JAKARTA", "", "Muara.com"),
        ("(CNN) — ", "", "", "CNN"),
        ("(CNN)", "", "", "CNN"),
        ("【東京＝共同】", "東京", "", "共同"),
        ("【ワシントン共同】", "ワシントン", "", "共同"),
        ("【ロンドン=田中太郎】", "ロンドン", "", ""),
        ("(서울=연합뉴스) 홍길동 기자 = ", "서울", "", "연합뉴스"),
        ("新华社北京5月5日电 ", "北京", "5月5日", "新华社"),
        ("新华社北京5月5日电（记者王明）", "北京", "5月5日", "新华社"),
    ] {
        let text = format!("{head}{REST}");
        let found = parts(&text);
        let (parts, rest) = found.unwrap_or_else(|| panic!("{head}"));
        let given = |part: &'static str| Some(part).filter(|part| !part.is_empty());
        assert_eq!(rest, REST, "{head}");
        assert_eq!((parts.place, parts.date, parts.agency), (given(place), given(date), given(agency)), "{head}");
    }
}

#[test]
fn sentences_that_begin_with_a_capital_word_and_a_dash_are_none() {
    for text in [
        "SILENCE — that was all the harbour had to offer in that long winter.",
        "SILENCE — That was all the harbour had to offer in that long winter.",
        "Silence - That was all the harbour had to offer in that long winter.",
        "NASA – The agency that had sent the probe kept quiet for three days.",
        "Berlin – The city had not slept, and neither had the mayor's dog.",
        "Meier (SPD) - Ein Mann, der nie einen Schirm besaß, wurde nass bis auf die Haut.",
        "Berlin, Paris, London, Rome, Madrid — The train stopped everywhere but here.",
        "Paris (my sister) — The one who never writes — came home on Monday.",
        "It rained (Reuters) — The forecast had said so, and nobody had believed it.",
        "5 May — The day began with a loud knock on the door of the mill.",
        "March 3 — The day began with a loud knock on the door of the mill.",
        "【写真】港に戻った船を見つめる住民たちが朝から岸壁に集まっていた。",
        "（笑）と書いてあったので、だれも本気にはしなかったという話である。",
        "(see below) The river rose by a metre in one night and nobody saw it.",
        "I — The first of three — came home before the rain had started.",
    ] {
        assert_eq!(parts(text), None, "{text}");
    }
}
