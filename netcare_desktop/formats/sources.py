"""Which program wrote a table, told by its header row, and where its columns mean something of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from netcare_desktop.formats.vocabulary import key

GROUPED_HEADER = re.compile(
    r"^(email|phone|fax|address|organization|website|webpage|relation|related|event|customfield|im|"
    r"instantmessenger|externalid|calendarlink|userdefinedfield|jot|socialprofile)(\d{1,3})"
    r"(label|type|value|name|title|department|formatted|street|city|pobox|region|postalcode|country|"
    r"extendedaddress|service|yominame|symbol|location|jobdescription|preferred|extended|formattedaddress)?$"
)


@dataclass(frozen=True, slots=True)
class Source:
    """A program that writes tables.

    It is recognised when every header of `all_of`, at least one of each set in `any_of` and none of `none_of` is
    there. `columns` gives its headers a meaning that differs from the vocabulary's (None: left out). `date_order`
    is its habit where a date could be read both ways.
    """

    name: str
    all_of: frozenset[str] = frozenset()
    any_of: tuple[frozenset[str], ...] = ()
    none_of: frozenset[str] = frozenset()
    columns: Mapping[str, str | None] = field(default_factory=dict)
    date_order: str = ""

    def fits(self, headers: frozenset[str]) -> bool:
        """Whether a set of header keys is this program's."""
        if not (self.all_of or self.any_of) or not self.all_of <= headers or self.none_of & headers:
            return False
        return all(alternatives & headers for alternatives in self.any_of)


def _keys(*headers: str) -> frozenset[str]:
    return frozenset(map(key, headers))


def _columns(columns: Mapping[str, str | None]) -> dict[str, str | None]:
    return {key(header): meaning for header, meaning in columns.items()}


_OUTLOOK_COLUMNS = _columns(
    {
        "Title": "prefix",
        "Location": "custom",
        "Keywords": None,
        "E-mail 2 Type": "email_type",
        "E-mail 3 Type": "email_type",
        "E-mail Type": "email_type",
        "Home Address": "home_address",
        "Occupation": "custom",
        "Company Main Phone": "work_phone",
        "Business Address PO Box": "work_po_box",
        "Home Address PO Box": "home_po_box",
        "Other Address PO Box": "other_po_box",
    }
)

_THUNDERBIRD_COLUMNS = _columns(
    {"Geburtstag": "birth_day", "Geburtsmonat": "birth_month", "Geburtsjahr": "birth_year"}
)

_CARD_LABELLED = {"住所": "work_address", "郵便番号": "work_postal_code"}

# The first that fits wins, so the more particular ones stand before those that share their headers.
SOURCES: tuple[Source, ...] = (
    Source(
        "netcare",
        all_of=_keys("Full name", "Given name", "Family name", "Is an organisation", "Scanned on", "UID"),
        columns=_columns(
            {
                "Full name": "full_name",
                "Given name": "given",
                "Middle name": "middle",
                "Family name": "family",
                "Prefix": "prefix",
                "Suffix": "suffix",
                "Nickname": "nickname",
                "Phonetic given name": "phonetic_given",
                "Phonetic family name": "phonetic_family",
                "Is an organisation": "is_organisation",
                "Organisation": "organisation",
                "Department": "department",
                "Job title": "title",
                "Birthday": "birthday",
                "Anniversary": "anniversary",
                "Met on": "met_on",
                "Connected on": "connected_on",
                "Scanned on": "scanned_on",
                "Labels": "labels",
                "Notes": "notes",
                "UID": "uid",
            }
        ),
    ),
    Source(
        "linkedin",
        all_of=_keys("First Name", "Last Name", "Company", "Position", "Connected On"),
        none_of=_keys("Phone", "Business Street", "E-mail 1 - Value", "Record ID"),
        columns=_columns({"URL": "social"}),
        date_order="dmy",
    ),
    Source(
        "google",
        any_of=(
            _keys(
                "E-mail 1 - Value",
                "Phone 1 - Value",
                "Group Membership",
                "File As",
                "Organization 1 - Name",
                "Address 1 - Formatted",
                "Labels",
            ),
            _keys("Given Name", "First Name", "Name"),
            _keys(
                "Additional Name Yomi",
                "Given Name Yomi",
                "Phonetic First Name",
                "E-mail 1 - Value",
                "E-mail 1 - Label",
                "Phone 1 - Value",
            ),
        ),
        columns=_columns(
            {
                "Name": "full_name",
                "Occupation": "custom",
                "Location": "custom",
                "Short Name": None,
                "Additional Name": "middle",
                "Labels": "labels",
                "Photo": None,
            }
        ),
    ),
    Source(
        "google-as-outlook",
        all_of=_keys("Internet Free Busy", "Home Address", "Business Country"),
        none_of=_keys("E-mail Type"),
        columns=_OUTLOOK_COLUMNS,
    ),
    Source(
        "outlook-web",
        all_of=_keys("E-mail Address"),
        any_of=(
            _keys("Given Yomi", "Surname Yomi", "IMAddress", "Given Name Yomi"),
            _keys("Business Street", "Home Street"),
        ),
        columns=_OUTLOOK_COLUMNS,
    ),
    Source(
        "outlook-desktop",
        any_of=(
            _keys(
                "E-mail Type",
                "E-mail Display Name",
                "Government ID Number",
                "Organizational ID Number",
                "User 4",
            ),
            _keys("Business Street", "Home Street", "Business Phone", "Mobile Phone"),
        ),
        columns=_OUTLOOK_COLUMNS,
        date_order="mdy",
    ),
    Source(
        "outlook-desktop",
        any_of=(
            _keys("E-Mail-Typ", "E-Mail: Angezeigter Name", "Weitere Straße", "Reisekilometer"),
            _keys("Straße geschäftlich", "Telefon geschäftlich", "Mobiltelefon"),
        ),
        columns=_columns(
            {
                "Suffix": "suffix",
                "Ort": "custom",
                "Büro": "custom",
                "E-Mail-Typ": "email_type",
                "Mobiltelefon 2": "mobile",
            }
        ),
        date_order="dmy",
    ),
    Source(
        "outlook-desktop",
        any_of=(
            _keys("Type de courrier", "Type de messagerie", "Nom complet de l'adresse de courrier", "RNIS"),
            _keys("Rue (bureau)", "Téléphone (bureau)", "Tél. mobile"),
        ),
        columns=_columns(
            {
                "Bureau": "custom",
                "Autre boîte postale": "other_po_box",
                "B.P. professionnelle": "work_po_box",
                "Boîte postale du domicile": "home_po_box",
                "Mots clés": None,
                "Type de courrier": "email_type",
                "Type de messagerie": "email_type",
            }
        ),
        date_order="dmy",
    ),
    Source(
        "outlook-desktop",
        any_of=(
            _keys("電子メールの種類", "電子メール表示名", "会社代表電話"),
            _keys("番地 (会社)", "会社電話", "会社 FAX"),
        ),
        columns=_columns({"肩書き": "prefix", "場所": "custom"}),
        date_order="ymd",
    ),
    Source(
        "thunderbird",
        any_of=(
            _keys(
                "Display Name", "Anzeigename", "Nom à afficher", "Nombre para mostrar", "Nome da visualizzare"
            ),
            _keys(
                "Primary Email", "Primäre E-Mail-Adresse", "Première adresse électronique", "Email primaria"
            ),
        ),
        columns=_THUNDERBIRD_COLUMNS,
    ),
    Source(
        "hubspot",
        all_of=_keys("Record ID"),
        any_of=(
            _keys(
                "Lead Status",
                "Contact owner",
                "Associated Company",
                "Lifecycle Stage",
                "Create Date",
                "Primary Associated Company ID",
            ),
        ),
        date_order="mdy",
    ),
    Source(
        "yahoo",
        all_of=_keys("First", "Last"),
        any_of=(_keys("Yahoo! Phone", "Messenger ID", "Distribution Lists", "Yahoo ID"),),
        columns=_columns(
            {
                "Home": "home_phone",
                "Work": "work_phone",
                "Other": "other_phone",
                "Primary": "main_phone",
                "Title": "title",
                "Personal Website": "home_url",
                "Business Website": "work_url",
                "Category": "labels",
                "Fax": "fax",
            }
        ),
        date_order="mdy",
    ),
    Source(
        "eight",
        any_of=(_keys("Eightでつながっている人", "再データ化中の名刺"), _keys("会社名", "氏名", "姓")),
        columns=_columns({**_CARD_LABELLED, "TEL直通": "work_phone", "Fax": "work_fax"}),
        date_order="ymd",
    ),
    Source(
        "sansan",
        any_of=(
            _keys("名刺所有者ユーザID", "住所(1)［全て］", "住所(1)", "名刺ID", "Sansan名刺ID"),
            _keys("会社名"),
            _keys("氏名", "姓"),
        ),
        columns=_columns(
            {
                "住所(1)［全て］": "work_address",
                "住所(1)": "work_address",
                "郵便番号(1)": "work_postal_code",
                **_CARD_LABELLED,
            }
        ),
        date_order="ymd",
    ),
    Source(
        "camcard",
        any_of=(
            _keys("創建日期", "创建日期", "생성일", "创建时间", "創建時間"),
            _keys("公司1", "회사1", "職位1", "职位1", "명함 앞면", "手機1", "手机1"),
        ),
        date_order="ymd",
    ),
    Source(
        "windows-live-mail",
        all_of=_keys("E-mail Address", "Personal Web Page", "Business Web Page"),
        columns=_columns(
            {"Name": "full_name", "Personal Web Page": "home_url", "Business Web Page": "work_url"}
        ),
    ),
)

SOURCE_NAMES: tuple[str, ...] = (*dict.fromkeys(source.name for source in SOURCES), "generic")
"""What a user may choose as the source of a table."""

_GENERIC = Source("generic")


def find_source(headers: Iterable[str], wanted: str | None) -> Source:
    """The program that wrote this header row; `generic` when it is nobody's in particular.

    With `wanted`, the profile of that name, the one that fits the row before its namesakes.
    """
    names = frozenset(key(header) for header in headers)
    if wanted:
        named = [source for source in SOURCES if source.name == wanted.strip().lower()]
        return next((source for source in named if source.fits(names)), named[0] if named else _GENERIC)
    return next((source for source in SOURCES if source.fits(names)), _GENERIC)
