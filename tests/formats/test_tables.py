"""Tables of every kind: what columns mean, what cells hold, what the user may decide otherwise."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from netcare_desktop.formats.fields import ALL_FIELDS, FIELDS, field_groups, field_label
from netcare_desktop.formats.json_shape import person_json
from netcare_desktop.formats.reading import read_bytes
from netcare_desktop.formats.records import PersonRecord, ReadError, ReadOptions, ReadResult
from netcare_desktop.formats.sources import SOURCE_NAMES


def table(*rows: list[str], delimiter: str = ",", options: ReadOptions | None = None) -> ReadResult:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return read_bytes(stream.getvalue().encode(), "table.csv", options)


def person(header: list[str], row: list[str]) -> PersonRecord:
    return table(header, row).records[0]


def fields(header: list[str]) -> list[str | None]:
    return [column.field for column in table(header, ["Ada"] * len(header)).columns]


# ---------------------------------------------------------------- headers


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        (["Vorname", "Nachname", "Firma", "E-Mail", "Telefon geschäftlich", "Handy", "Straße", "PLZ", "Ort", "Land"],
         ["given", "family", "organisation", "email", "work_phone", "mobile", "street", "postal_code", "city", "country"]),
        (["Prénom", "Nom", "Société", "Fonction", "Courriel", "Tél. mobile", "Ville", "Anniversaire"],
         ["given", "family", "organisation", "title", "email", "mobile", "city", "birthday"]),
        (["Nombre", "Apellidos", "Empresa", "Cargo", "Correo electrónico", "Móvil", "Teléfono del trabajo", "Ciudad"],
         ["given", "family", "organisation", "title", "email", "mobile", "work_phone", "city"]),
        (["Nome", "Cognome", "Azienda", "Ruolo", "E-mail", "Cellulare", "Telefono ufficio", "Città"],
         ["given", "family", "organisation", "title", "email", "mobile", "work_phone", "city"]),
        (["Voornaam", "Achternaam", "Bedrijf", "Functie", "E-mailadres", "Mobiel", "Plaats", "Opmerkingen"],
         ["given", "family", "organisation", "title", "email", "mobile", "city", "notes"]),
        (["Nome", "Sobrenome", "Empresa", "Cargo", "E-mail", "Celular", "Cidade"],
         ["given", "family", "organisation", "title", "email", "mobile", "city"]),
        (["Imię", "Nazwisko", "Firma", "Stanowisko", "E-mail", "Telefon komórkowy", "Miasto"],
         ["given", "family", "organisation", "title", "email", "mobile", "city"]),
        (["Förnamn", "Efternamn", "Företag", "Titel", "E-post", "Mobiltelefon", "Ort"],
         ["given", "family", "organisation", "title", "email", "mobile", "city"]),
        (["Fornavn", "Efternavn", "Firma", "Stilling", "E-mail", "Mobil", "By"],
         ["given", "family", "organisation", "title", "email", "mobile", "city"]),
        (["姓", "名", "会社名", "役職", "メールアドレス", "携帯電話", "住所"],
         ["family", "given", "organisation", "title", "email", "mobile", "address"]),
        (["姓名", "公司", "职位", "手机", "邮箱", "地址", "备注"],
         ["full_name", "organisation", "title", "mobile", "email", "address", "notes"]),
        (["이름", "회사", "직책", "휴대폰", "이메일", "주소", "메모"],
         ["full_name", "organisation", "title", "mobile", "email", "address", "notes"]),
        (["FirstName", "LastName", "EmailAddress", "MobilePhone"], ["given", "family", "email", "mobile"]),
        (["first_name", "last_name", "email_1", "phone-2"], ["given", "family", "email", "phone"]),
        (["Anrede", "Titel", "Vorname", "Name", "E-Mail"], ["prefix", "prefix", "given", "family", "email"]),
        (["Title", "Name", "Email"], ["title", "full_name", "email"]),
        (["Title", "Name", "Email", "Job Title"], ["prefix", "full_name", "email", "title"]),
        (["Name", "Address", "City", "Zip"], ["full_name", "street", "city", "postal_code"]),
        (["Name", "Address", "Email"], ["full_name", "address", "email"]),
        (["Name", "Company", "Company 2", "Met at"], ["full_name", "organisation", "custom", "custom"]),
        (["Name", "Email", "Passport No", "Password"], ["full_name", "email", None, None]),
        (["Name", "Birth Day", "Birth Month", "Birth Year"], ["full_name", "birth_day", "birth_month", "birth_year"]),
    ],
)  # fmt: skip
def test_headers_in_many_languages(header: list[str], meant: list[str]) -> None:
    assert fields(header) == meant


def test_a_name_column_beside_a_first_name_is_the_family_name() -> None:
    record = person(["Name", "Vorname", "E-Mail"], ["Müller", "Ada", "a@example.com"])
    assert (record.given, record.family, record.full_name) == ("Ada", "Müller", "Ada Müller")


@pytest.mark.parametrize(
    ("header", "source"),
    [
        ("First Name,Last Name,Email Address,Company,Position,Connected On", "linkedin"),
        ("First Name,Last Name,Email Address,Company,Position", "generic"),
        ("Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value", "google"),
        ("First Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value", "google"),
        ("FirstName,LastName,E-mailAddress,E-mailType,BusinessStreet,MobilePhone", "outlook-desktop"),
        ("Vorname,Nachname,Firma,Straße geschäftlich,E-Mail-Adresse,E-Mail-Typ", "outlook-desktop"),
        ("Prénom,Nom,Société,Rue (bureau),Adresse de messagerie,Type de messagerie", "outlook-desktop"),
        ("名,姓,会社名,番地 (会社),電子メール アドレス,電子メールの種類", "outlook-desktop"),
        ("First Name,Last Name,Given Yomi,E-mail Address,Home Street", "outlook-web"),
        ("First Name,Last Name,Name,E-mail Address,Personal Web Page,Business Web Page", "windows-live-mail"),
        ("Vorname,Nachname,Anzeigename,Primäre E-Mail-Adresse", "thunderbird"),
        (
            "会社名,部署名,役職,氏名,郵便番号(1),住所(1)［全て］,Email(1),名刺交換日,名刺所有者ユーザID",
            "sansan",
        ),
        ("创建日期,姓名,公司1,职位1,手机1", "camcard"),
        ("Record ID,First Name,Lead Status,Email", "hubspot"),
        ("First,Last,Email,Messenger ID", "yahoo"),
        ("Name,Email,Phone", "generic"),
    ],
)
def test_sources_are_told_by_their_headers(header: str, source: str) -> None:
    names = header.split(",")
    assert table(names, ["x"] * len(names)).source == source
    assert source in SOURCE_NAMES


# ---------------------------------------------------------------- cells


def test_placeholders_are_left_out_and_counted() -> None:
    result = table(
        ["Name", "Phone", "Email", "Job Title"], ["Ada Lovelace", "N/A", "none", "-"], ["Bea Na", "", "", ""]
    )
    assert person_json(result.records[0])["phones"] == []
    assert result.records[0].title == ""
    assert result.records[1].family == "Na"
    assert "3 cells that only say" in result.problems[0].message


def test_what_is_in_the_wrong_column_is_kept_in_the_notes_and_said() -> None:
    result = table(["Name", "Email", "Phone"], ["Ada Lovelace", "ask Bob", "reception"])
    assert result.records[0].notes == "Email: ask Bob\nPhone: reception"
    assert "is not an e-mail address" in result.problems[0].message


def test_the_same_value_twice_is_one_value() -> None:
    record = person(
        ["Name", "Email", "Email 2", "Tags"], ["Ada", "a@example.com", "a@example.com", "x, y, x"]
    )
    assert record.emails == ["a@example.com"]
    assert record.labels == ["x", "y"]


def test_invisible_characters_around_numbers_and_names_go() -> None:
    record = person(["Name", "Phone"], ["\u200bAda\xa0Lovelace\ufeff", "\u202a+49 30 5550101\u202c"])
    assert record.full_name == "Ada Lovelace"
    assert record.phones == ["+49 30 5550101"]


def test_a_name_that_tries_to_be_markup_is_only_text() -> None:
    assert person(["Name", "Email"], ['<img src="file:///dev/zero">', "a@example.com"]).full_name == (
        '<img src="file:///dev/zero">'
    )


def test_a_row_of_a_company_with_a_personal_mailbox_is_somebody() -> None:
    result = table(
        ["Name", "Company", "Email", "Job Title"],
        ["", "Acme Ltd", "jo.reyes@acme.example", ""],
        ["", "Acme Ltd", "info@acme.example", ""],
        ["", "Acme Ltd", "", "Buyer"],
        ["Acme Ltd", "", "info@acme.example", ""],
    )
    assert [one.is_organisation for one in result.records] == [False, True, False, True]
    assert [one.full_name for one in result.records] == [
        "jo.reyes@acme.example",
        "Acme Ltd",
        "Acme Ltd",
        "Acme Ltd",
    ]


def test_families_and_helpers_are_kept_beside_the_person() -> None:
    record = person(["Name", "Spouse", "Children", "Assistant"], ["Ada", "William", "Byron; Anne", "Jo"])
    assert [(one.label, one.name) for one in record.related] == [
        ("spouse", "William"),
        ("child", "Byron"),
        ("child", "Anne"),
        ("assistant", "Jo"),
    ]


def test_google_groups_relations_and_events() -> None:
    record = person(
        ["First Name", "Last Name", "Labels", "E-mail 1 - Label", "E-mail 1 - Value", "Relation 1 - Label", "Relation 1 - Value",
         "Event 1 - Label", "Event 1 - Value", "Event 2 - Label", "Event 2 - Value", "Address 1 - Label",
         "Address 1 - Street", "Address 1 - City", "Phone 1 - Label", "Phone 1 - Value"],
        ["Ada", "Lovelace", "* myContacts ::: * friends ::: Maths", "* Work", "a@example.com ::: b@example.com",
         "Spouse", "William",
         "Anniversary", "1835-07-08", "First paper", "1843-09-01", "Home ::: Work", "A 1 ::: B 2", "Köln ::: Bonn",
         "Home Fax", "+49 30 1234567"],
    )  # fmt: skip
    assert record.labels == ["friends", "Maths"]
    assert [(point.value, point.label, point.preferred) for point in record.contact_points[:2]] == [
        ("a@example.com", "Work", True),
        ("b@example.com", "Work", True),
    ]
    assert [(one.label, one.name) for one in record.related] == [("spouse", "William")]
    assert record.anniversary == "1835-07-08"
    assert record.notes == "First paper: 1843-09-01"
    assert [(one.street, one.city) for one in record.addresses] == [("A 1", "Köln"), ("B 2", "Bonn")]
    assert record.faxes == ["+49 30 1234567"]


def test_thunderbird_in_german() -> None:
    record = person(
        ["Vorname", "Nachname", "Anzeigename", "Primäre E-Mail-Adresse", "Privat: Adresse", "Privat: Adresse 2", "Privat: Ort",
         "Geburtsjahr", "Geburtsmonat", "Geburtstag", "Benutzerdef. 1", "Notizen", ""],
        ["Ada", "Müller", "Ada Müller", "a@example.com", "Gasse 1", "Hof", "Köln", "", "4", "12", "Tisch 7", "n", ""],
    )  # fmt: skip
    assert record.birthday == "--04-12"
    assert (record.addresses[0].street, record.addresses[0].city, record.addresses[0].label) == (
        "Gasse 1\nHof",
        "Köln",
        "home",
    )
    assert record.notes == "n\nBenutzerdef. 1: Tisch 7"


def test_tags_of_eight_and_a_header_in_the_middle() -> None:
    header = ["会社名", "部署名", "役職", "姓", "名", "e-mail", "名刺交換日", "Eightでつながっている人", "再データ化中の名刺",
              "'?'を含んだデータ", "展示会2024", "重要顧客"]  # fmt: skip
    first = ["㈱ソフト能美", "", "", "表", "十三", "j@example.jp", "2022/05/26", "1", "", "", "1", ""]
    result = table(header, first, header, [*first[:3], "王", "明", *first[5:10], "", "1"])
    assert [(one.full_name, one.labels) for one in result.records] == [
        ("表 十三", ["展示会2024"]),
        ("王 明", ["重要顧客"]),
    ]
    assert result.records[0].met_on == date(2022, 5, 26)
    assert [(skipped.line, skipped.reason) for skipped in result.skipped] == [(3, "the header row again")]


def test_the_lines_below_a_report_are_no_people() -> None:
    data = (
        '"First Name","Last Name","Email"\n"Ada","Lovelace","a@example.com"\n"Total","Smith","t@example.com"\n\n'
        '"Grand Totals (5700 records)"\n\n"Confidential Information - Do Not Distribute"\n'
        '"Copyright (c) 2000-2026 somebody, inc. All rights reserved."\n'
    )
    result = read_bytes(data.encode(), "report.csv")
    assert [one.full_name for one in result.records] == ["Ada Lovelace", "Total Smith"]
    assert [skipped.line for skipped in result.skipped] == [5, 7, 8]
    assert {skipped.reason for skipped in result.skipped} == {"a line below the list, not a person"}


def test_lists_without_a_header() -> None:
    names = read_bytes("Müller, Ada\nNg, Bea\nvan Gogh, Vincent\n".encode(), "list.txt")
    assert [(one.given, one.family) for one in names.records] == [
        ("Ada", "Müller"),
        ("Bea", "Ng"),
        ("Vincent", "van Gogh"),
    ]
    mails = read_bytes(b"a@example.com\nb@example.com\n", "list.txt")
    assert [one.full_name for one in mails.records] == ["a@example.com", "b@example.com"]
    assert "There is no header row" in mails.problems[0].message
    mixed = read_bytes(
        "Ada Lovelace;Nord GmbH;a@x.example;www.x.example\nBea Ng;Süd AG;b@x.example;www.y.example\n".encode(),
        "l",
    )
    assert [column.field for column in mixed.columns] == ["full_name", "organisation", "email", "url"]
    assert [column.header for column in mixed.columns] == ["#1", "#2", "#3", "#4"]


def test_a_list_of_one_column_keeps_its_commas() -> None:
    result = read_bytes("Name\nMüller, Ada\nNg, Bea\n".encode(), "list.txt")
    assert [one.full_name for one in result.records] == ["Ada Müller", "Bea Ng"]
    assert result.problems == []


def test_recipients_as_mail_programs_show_them() -> None:
    pasted = (
        "Ada Lovelace <ada@example.com>, Bea Ng <bea@example.com>, cy@example.com,\nDi Poe <di@example.com>\n"
    )
    result = read_bytes(pasted.encode(), "pasted")
    assert [(one.full_name, one.emails, one.line) for one in result.records] == [
        ("Ada Lovelace", ["ada@example.com"], 1),
        ("Bea Ng", ["bea@example.com"], 1),
        ("cy@example.com", ["cy@example.com"], 1),
        ("Di Poe", ["di@example.com"], 2),
    ]
    assert (result.rows, result.records[1].family) == (4, "Ng")
    lines = read_bytes(b"Ada Lovelace <ada@example.com>\nBea Ng <bea@example.com>\n", "pasted")
    assert [one.full_name for one in lines.records] == ["Ada Lovelace", "Bea Ng"]


def test_a_header_in_unknown_words_leaves_it_to_the_content() -> None:
    result = read_bytes(
        b"Foo;Bar;Baz\nAda Lovelace;a@example.com;xyz1\nBea Ng;b@example.com;xyz2\n", "list.csv"
    )
    assert [(column.header, column.field) for column in result.columns] == [
        ("Foo", "full_name"),
        ("Bar", "email"),
        ("Baz", None),
    ]
    assert "words NetCare does not know" in result.problems[0].message


# ---------------------------------------------------------------- what the user decides


def test_a_column_is_read_as_the_user_says() -> None:
    header, row = (
        ["Name", "Email", "Foo", "Foo", "Date"],
        ["Ada", "a@example.com", "Chess", "Tea", "2024-03-05"],
    )
    options = ReadOptions(
        mapping={"Foo": "custom", "#4": "notes", "date": "met_on", "Email": None, "Gone": "email"}
    )
    result = table(header, row, options=options)
    record = result.records[0]
    assert record.notes == "Tea\nFoo: Chess"
    assert record.met_on == date(2024, 3, 5)
    assert record.emails == []
    assert [column.field for column in result.columns] == ["full_name", None, "custom", "notes", "met_on"]
    assert "There is no column “Gone”" in result.problems[0].message


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ReadError, match="no field “shoe size”"):
        table(["Name"], ["Ada"], options=ReadOptions(mapping={"Name": "shoe size"}))


def test_columns_without_a_header_are_chosen_by_number() -> None:
    options = ReadOptions(header_line=0, mapping={"#1": "family", "#2": "given", "#3": "flag"})
    result = table(["Müller", "Ada", "x"], ["Ng", "Bea", ""], options=options)
    assert [(one.full_name, one.labels) for one in result.records] == [("Ada Müller", ["#3"]), ("Bea Ng", [])]
    assert result.header_line is None


def test_the_header_row_the_user_chose() -> None:
    data = b"Name,Email\nVorname,E-Mail\nAda,a@example.com\n"
    result = read_bytes(data, "x.csv", ReadOptions(header_line=2))
    assert [(one.full_name, one.line) for one in result.records] == [("Ada", 3)]
    none = read_bytes(data, "x.csv", ReadOptions(header_line=0, mapping={"#1": "full_name"}))
    assert [one.full_name for one in none.records] == ["Name", "Vorname", "Ada"]


def test_a_header_row_far_below() -> None:
    data = b"chatter\n" * 300 + b"Name,Email\nAda,a@example.com\n"
    result = read_bytes(data, "x.csv", ReadOptions(header_line=301))
    assert [(one.full_name, one.line) for one in result.records] == [("Ada", 302)]
    with pytest.raises(ReadError, match="no line 900"):
        read_bytes(data, "x.csv", ReadOptions(header_line=900))


def test_the_delimiter_the_user_chose() -> None:
    data = b"Name;Email,x\nAda;a@example.com,y\n"
    assert read_bytes(data, "x.csv", ReadOptions(delimiter=";")).columns[1].header == "Email,x"
    for tab in ("\t", "\\t", "tab"):
        assert read_bytes(b"Name\tEmail\nAda\ta@b.example\n", "x", ReadOptions(delimiter=tab)).kind == "tsv"
    for wrong in ("ab", '"', "\n", "x"):
        with pytest.raises(ReadError, match="cannot part columns"):
            read_bytes(data, "x.csv", ReadOptions(delimiter=wrong))


def test_the_source_the_user_chose() -> None:
    header, row = ["First Name", "Last Name", "Title", "Email"], ["Ada", "Lovelace", "Dr.", "a@example.com"]
    assert table(header, row).records[0].title == "Dr."
    chosen = table(header, row, options=ReadOptions(source="outlook-desktop"))
    assert (chosen.source, chosen.records[0].prefix) == ("outlook-desktop", "Dr.")
    assert table(header, row, options=ReadOptions(source="generic")).source == "generic"


def test_nothing_recognised_is_asked_not_refused() -> None:
    result = read_bytes(b"12;34;56\n78;90;12\n", "numbers.csv")
    assert result.records == []
    assert [column.field for column in result.columns] == [None, None, None]
    assert "Choose the header row and what the columns mean" in result.problems[-1].message
    assert len(result.skipped) == result.rows == 2


# ---------------------------------------------------------------- the fields on offer


def test_every_field_has_words_and_stands_in_one_group() -> None:
    grouped = [key for _, keys in field_groups() for key in keys]
    assert sorted(grouped) == sorted(FIELDS)
    assert len(set(FIELDS)) == len(FIELDS)
    labels = {field_label(key) for key in FIELDS}
    assert len(labels) == len(FIELDS)
    assert not any("_" in label for label in labels)


def test_every_field_on_offer_can_be_chosen_and_holds_text_or_is_said() -> None:
    for key in sorted(ALL_FIELDS):
        result = table(["Name", "Foo"], ["Ada", "2024-03-05"], options=ReadOptions(mapping={"Foo": key}))
        assert result.columns[1].field == key
        assert result.records[0].full_name


def test_field_labels_read_well() -> None:
    assert field_label("given") == "Given name"
    assert field_label("work_phone") == "Phone (work)"
    assert field_label("mobile") == "Mobile phone"
