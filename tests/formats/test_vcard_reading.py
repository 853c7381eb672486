"""vCards as address books write them, each of their habits once."""

from __future__ import annotations

import pytest

from netcare_desktop.formats.reading import read_bytes
from netcare_desktop.formats.records import PersonRecord, ReadError, ReadOptions, ReadResult


def cards(*bodies: str | bytes, version: str = "3.0", ending: bytes = b"\r\n") -> ReadResult:
    data = b""
    for body in bodies:
        raw = body if isinstance(body, bytes) else body.encode()
        lines = [
            b"BEGIN:VCARD",
            b"VERSION:" + version.encode(),
            *raw.strip(b"\n").split(b"\n"),
            b"END:VCARD",
            b"",
        ]
        data += ending.join(lines)
    return read_bytes(data, "cards.vcf")


def card(body: str | bytes, version: str = "3.0") -> PersonRecord:
    return cards(body, version=version).records[0]


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
def test_line_ends(ending: bytes) -> None:
    result = cards("FN:Ada Lovelace\nN:Lovelace;Ada;;;", "FN:Bea Ng\nN:Ng;Bea;;;", ending=ending)
    assert [(one.full_name, one.line) for one in result.records] == [("Ada Lovelace", 1), ("Bea Ng", 6)]


def test_folded_lines_are_joined_inside_words_and_letters() -> None:
    folded = "FN:München, Falk\nNOTE:one t".encode() + b"\n wo\n\t three \xc3\n \xbc"
    record = card(folded)
    assert (record.full_name, record.given, record.family) == ("München, Falk", "Falk", "München")
    assert record.notes == "one two three ü"


def test_unescaped_commas_do_not_cut_a_value() -> None:
    record = card(
        "FN:Lovelace\\, Ada, Countess\nN:Lovelace;Ada;;;\nNOTE:tea, no sugar; biscuits\\nand \\, more\\\\x"
    )
    assert record.full_name == "Lovelace, Ada, Countess"
    assert record.notes == "tea, no sugar; biscuits\nand , more\\x"


def test_too_many_backslashes() -> None:
    assert card("FN:A B\nURL:https\\://example.com/a\\,b").urls == ["https://example.com/a,b"]


def test_version_2_1_escapes_only_semicolons() -> None:
    record = card("FN:A B\nNOTE:C:\\new\\; D\nORG:Nord\\;Süd;Büro", version="2.1")
    assert record.notes == "C:\\new; D"
    assert (record.organisation, record.department) == ("Nord;Süd", "Büro")


def test_quoted_printable_with_soft_breaks_and_charsets() -> None:
    body = (
        b"N;CHARSET=Windows-1252:Kr\xfcger;J\xf6rg\n"
        b"FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:J=F6rg Kr=FCger\n"
        b"NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Erste Zeile =C3=BCber Brot=0D=0A=\n"
        b"Zweite=20=\n"
        b"Zeile=0D=0A=\n"
        b"\n"
        b"TEL;CELL;PREF:0172 1\n"
        b"ORG;CHARSET=SHIFT_JIS:\x94\\\x94\xfc"
    )
    result = cards(body, version="2.1")
    record = result.records[0]
    assert (record.given, record.family, record.full_name) == ("Jörg", "Krüger", "Jörg Krüger")
    assert record.notes == "Erste Zeile über Brot\nZweite Zeile"
    assert record.phones == ["0172 1"]
    assert record.organisation == "能美"
    assert result.encoding.endswith("(per property)")


def test_bytes_of_no_declared_charset_follow_the_file() -> None:
    record = card(b"FN:J\xf6rg Stra\xdfer\nNOTE:sch\xf6n")
    assert record.full_name == "Jörg Straßer"
    assert cards(b"FN:J\xf6rg").encoding == "cp1252"


def test_a_whole_file_in_utf_16() -> None:
    text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë Müller\r\nEND:VCARD\r\n"
    for codec in ("utf-16", "utf-16-le", "utf-16-be"):
        assert read_bytes(text.encode(codec), "x.vcf").records[0].full_name == "Zoë Müller"


def test_the_user_may_choose_the_encoding_of_undeclared_bytes() -> None:
    data = b"BEGIN:VCARD\nVERSION:3.0\nFN:\xa3ukasz\nEND:VCARD\n"
    assert read_bytes(data, "x.vcf", ReadOptions(encoding="cp1250")).records[0].full_name == "Łukasz"
    with pytest.raises(ReadError):
        read_bytes(data, "x.vcf", ReadOptions(encoding="klingon"))


def test_labels_of_groups_and_bare_types() -> None:
    record = card(
        "FN:A B\nitem1.EMAIL;type=INTERNET;type=pref:a@example.com\nitem1.X-ABLabel:_$!<Work>!$_\n"
        "item2.TEL:1 234 567\nitem2.X-ABLabel:Clinic desk\nTEL;CELL;VOICE:2 345 678\n"
        'TEL;TYPE="home,voice":3 456 789\nTEL;HOME;FAX:4 567 890\nEMAIL;TYPE=HOME:b@example.com\n'
        "item3.TEL:5 678 901\nitem3.X-ABLabel:_$!<WorkFAX>!$_"
    )
    points = [(point.kind, point.value, point.label, point.preferred) for point in record.contact_points]
    assert points == [
        ("email", "a@example.com", "work", True),
        ("phone", "1 234 567", "Clinic desk", False),
        ("phone", "2 345 678", "mobile", False),
        ("phone", "3 456 789", "home", False),
        ("fax", "4 567 890", "home", False),
        ("email", "b@example.com", "home", False),
        ("fax", "5 678 901", "work", False),
    ]


def test_phone_addresses() -> None:
    record = card(
        "FN:A B\nTEL;VALUE=uri;TYPE=cell:tel:+1-555-555-5555;ext=102\nTEL;VALUE=uri:tel:+49-30-1", "4.0"
    )
    assert record.phones == ["+1-555-555-5555 x102", "+49-30-1"]


@pytest.mark.parametrize(
    ("line", "birthday"),
    [
        ("BDAY:1996-04-15", "1996-04-15"),
        ("BDAY:19960415", "1996-04-15"),
        ("BDAY:--0203", "--02-03"),
        ("BDAY:--04-16", "--04-16"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12", "--04-12"),
        ("BDAY;VALUE=date:1604-01-22", "--01-22"),
        ("BDAY;VALUE=date-and-or-time:1996-04-15T10:22:00Z", "1996-04-15"),
        ("BDAY:1996-04-15T00:00:00", "1996-04-15"),
        ("BDAY:0000-04-15", "--04-15"),
    ],
)
def test_birthdays(line: str, birthday: str) -> None:
    assert card(f"FN:A B\n{line}").birthday == birthday


def test_a_birthday_in_words_is_told_and_not_guessed() -> None:
    result = cards("FN:A B\nBDAY;VALUE=text:circa 1800")
    assert result.records[0].birthday == ""
    assert [(problem.line, "circa 1800" in problem.message) for problem in result.problems] == [(4, True)]


@pytest.mark.parametrize(
    "lines",
    [
        "ANNIVERSARY:20120908",
        "X-ANNIVERSARY:2012-09-08",
        "item1.X-ABDATE;type=pref:2012-09-08\nitem1.X-ABLabel:_$!<Anniversary>!$_",
        "X-KADDRESSBOOK-X-Anniversary:2012-09-08",
        "X-EVOLUTION-ANNIVERSARY:2012-09-08",
    ],
)
def test_anniversaries(lines: str) -> None:
    assert card(f"FN:A B\n{lines}").anniversary == "2012-09-08"


@pytest.mark.parametrize(
    "lines",
    [
        "RELATED;TYPE=spouse;VALUE=text:Theo",
        "X-SPOUSE:Theo",
        "item6.X-ABRELATEDNAMES;type=pref:Theo\nitem6.X-ABLabel:_$!<Spouse>!$_",
        "X-EVOLUTION-SPOUSE:Theo",
        "X-MS-SPOUSE;N:Theo",
    ],
)
def test_spouses(lines: str) -> None:
    assert [(one.label, one.name) for one in card(f"FN:A B\n{lines}").related] == [("spouse", "Theo")]


def test_a_relative_by_the_identifier_of_a_card_gets_its_name() -> None:
    result = cards(
        "FN:A B\nRELATED;TYPE=friend:urn:uuid:77\nRELATED:urn:uuid:none",
        "FN:C D\nUID:urn:uuid:77",
        version="4.0",
    )
    assert [(one.label, one.name) for one in result.records[0].related] == [("friend", "C D")]


def test_categories_and_nicknames() -> None:
    record = card("FN:A B\nCATEGORIES:Regatta,Sea\\, sun,* myContacts,Regatta\nNICKNAME:Ad,Addie")
    assert record.labels == ["Regatta", "Sea, sun"]
    assert record.nickname == "Ad, Addie"


def test_addresses() -> None:
    record = card(
        "FN:A B\nADR;TYPE=work:PO 1;Floor 2;12 Pier Way\\nSuite 4;Honolulu;HI;96813;USA\nLABEL;TYPE=work:all of it\n"
        "LABEL;TYPE=home:Only\\nhere\nADR;TYPE=other:;;;;;;"
    )
    work, home = record.addresses
    assert (work.po_box, work.extended, work.street) == ("PO 1", "Floor 2", "12 Pier Way\nSuite 4")
    assert (work.city, work.region, work.postal_code, work.country) == ("Honolulu", "HI", "96813", "USA")
    assert (work.label, work.formatted) == ("work", "")
    assert (home.label, home.formatted) == ("home", "Only\nhere")


def test_names_of_several_parts() -> None:
    record = card("N:Public;John;Quinlan,Paul;Mr.;Esq.,M.D.")
    assert (record.given, record.middle, record.family) == ("John", "Quinlan Paul", "Public")
    assert (record.prefix, record.suffix) == ("Mr.", "Esq., M.D.")
    assert record.full_name == "John Quinlan Paul Public, Esq., M.D."


def test_a_name_only_in_one_piece_is_taken_apart() -> None:
    record = card("FN:Dr. Ute van der Linden\nN:;;;;")
    assert (record.prefix, record.given, record.family) == ("Dr.", "Ute", "van der Linden")


@pytest.mark.parametrize(
    "body",
    [
        "FN:Nord GmbH\nKIND:org",
        "ORG:Nord GmbH;",
        "FN:Nord GmbH\nORG:Nord GmbH\nX-ABShowAs:COMPANY",
        "FN:Nord GmbH",
    ],
)
def test_companies(body: str) -> None:
    record = card(body)
    assert (record.full_name, record.organisation, record.is_organisation) == ("Nord GmbH", "Nord GmbH", True)
    assert (record.given, record.family) == ("", "")


@pytest.mark.parametrize(
    ("body", "name"),
    [("EMAIL:a@example.com", "a@example.com"), ("TEL:030 123456", "030 123456"), ("NICKNAME:Addie", "Addie")],
)
def test_somebody_without_a_name_is_called_by_what_there_is(body: str, name: str) -> None:
    assert card(body).full_name == name


def test_cards_nested_text_between_and_missing_ends() -> None:
    data = (
        b"From: somebody\n\nbegin:vcard\nversion:2.1\nfn:Ada Lovelace\n"
        b"AGENT:\nBEGIN:VCARD\nFN:Secretary One\nTEL:999\nEND:VCARD\n"
        b"TEL:1234567\nend:vcard \nchatter\nBEGIN:VCARD\nFN:Bea Ng\nBEGIN:VCARD\nFN:Cy Orr\n"
    )
    result = read_bytes(data, "x.vcf")
    assert [(one.full_name, one.line) for one in result.records] == [
        ("Ada Lovelace", 3),
        ("Bea Ng", 14),
        ("Cy Orr", 16),
    ]
    assert result.records[0].phones == ["1234567"]
    assert [(one.label, one.name) for one in result.records[0].related] == [("assistant", "Secretary One")]
    assert [problem.line for problem in result.problems] == [14, 16]


def test_a_hundred_thousand_nested_cards_do_not_matter() -> None:
    data = b"BEGIN:VCARD\nFN:Ada Lovelace\n" + b"AGENT:\nBEGIN:VCARD\n" * 100_000
    assert [one.full_name for one in read_bytes(data, "x.vcf").records] == ["Ada Lovelace"]


@pytest.mark.parametrize(
    "picture",
    [
        "PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB\n CAIAAACQd1PeAAAADElEQVQI",
        "PHOTO;BASE64:\n  iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB\n  CAIAAACQd1PeAAAADElEQVQI\n",
        "PHOTO;ENCODING=BASE64;JPEG:iVBORw0KGgoAAAANSUhEUg\nAAAAEAAAABCAIAAACQd1PeAAAADElEQVQI\n",
        "PHOTO;VALUE=URI:file:///dev/zero",
        "PHOTO:data:image/png;base64,iVBORw0KGgoAAAA",
    ],
)
def test_pictures_are_passed_over(picture: str) -> None:
    record = card(f"FN:Ada Lovelace\n{picture}\nTEL:1234567")
    assert (record.full_name, record.phones, record.notes) == ("Ada Lovelace", ["1234567"], "")


def test_a_value_in_base64() -> None:
    assert card("FN;ENCODING=b:TcO8bGxlciBBZGE=").full_name == "Müller Ada"
    assert card("FN;ENCODING=b:not base64 at all!").full_name


def test_groups_become_tags_of_their_members() -> None:
    result = cards(
        "FN:Rowing club\nX-ADDRESSBOOKSERVER-KIND:group\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:AB-1",
        "FN:Ada Lovelace\nUID:ab-1",
        "FN:Friends\nKIND:group\nMEMBER:urn:uuid:ab-1\nMEMBER:urn:uuid:zz",
    )
    assert [(one.full_name, one.labels) for one in result.records] == [
        ("Ada Lovelace", ["Rowing club", "Friends"])
    ]
    assert [skipped.line for skipped in result.skipped] == [1, 12]
    assert "a group" in result.skipped[0].reason
    assert result.rows == 3


def test_the_same_property_in_two_scripts_counts_once() -> None:
    record = card(
        "FN;ALTID=1;LANGUAGE=jp:山田太郎\nFN;ALTID=1;LANGUAGE=en:Taro Yamada\nN;ALTID=1:山田;太郎;;;\nTITLE:x",
        "4.0",
    )
    assert record.full_name == "山田太郎"


def test_what_has_no_room_of_its_own_goes_to_the_notes() -> None:
    record = card(
        "FN:A B\nNOTE:first\nROLE:Rower\nTITLE:Chemist\nTITLE:Poet\nORG:Nord\nORG:Süd;Labor\nIMPP:xmpp:a@b"
    )
    assert record.title == "Chemist"
    assert record.notes.split("\n")[0] == "first"
    assert {"Role: Rower", "Job title: Poet", "Organisation: Süd, Labor", "Messenger: xmpp:a@b"} < set(
        record.notes.split("\n")
    )


def test_profiles_are_social() -> None:
    record = card(
        "FN:A B\nURL:https://www.linkedin.com/in/ab\nURL:https://example.com\nX-SOCIALPROFILE;type=xing:https://xing.de/ab"
    )
    assert record.values("social") == ["https://www.linkedin.com/in/ab", "https://xing.de/ab"]
    assert record.values("url") == ["https://example.com"]


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("PRODID:-//Apple Inc.//iOS 17.4//EN", "icloud"),
        ("X-MS-OL-DEFAULT-POSTAL-ADDRESS:2", "outlook-vcard"),
        ("PRODID:-//Somebody//EN", "vcard"),
    ],
)
def test_sources(line: str, source: str) -> None:
    assert cards(f"FN:A B\n{line}").source == source


def test_a_card_without_anybody_is_skipped_with_its_line() -> None:
    result = cards("FN:A B", "NOTE:nobody")
    assert [(skipped.line, skipped.reason) for skipped in result.skipped] == [
        (5, "no name, no organisation and no way to reach them")
    ]


def test_a_value_of_many_megabytes_is_cut() -> None:
    result = cards("FN:A B\nNOTE:" + "x" * 3_000_000)
    assert len(result.records[0].notes) <= 1_048_576
    assert "cut off" in result.problems[0].message
