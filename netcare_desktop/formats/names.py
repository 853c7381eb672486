"""Names: one column taken apart, several put together, companies and credentials told from people."""

from __future__ import annotations

import re
from dataclasses import dataclass

from netcare_desktop.formats.cells import one_line


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SALUTATIONS = _set(
    "mr mrs ms miss mx mister master herr frau herrn hr fr m mme mlle monsieur madame mademoiselle sr sra "
    "srta señor señora señorita sig sigra signor signora signore sir dame madam mevr dhr mevrouw de_heer "
    "pan pani fru bay bayan don doña dña dª"
)
_TITLES = _set(
    "dr prof professor doctor mag ing dipl dipl-ing dipling dipl-kfm dipl-kff dipl-inf dipl-phys dipl- "
    "psych priv-doz pd doz med rer nat phil jur pol oec hc habil techn agr vet dent theol rev reverend "
    "father fr sister hon capt captain col colonel lt sgt maj major gen general cmdr adm judge dott "
    "dottssa avv arch ir drs bc mgr rndr mudr judr phdr csc rabbi imam sheikh drmed drjur drphil drrernat "
    "dring univ-prof"
)
_GENERATIONS = _set("jr sr jnr snr junior senior ii iii iv v 2nd 3rd 4th jun sen fils père")
_CREDENTIALS = _set(
    "phd md mba msc bsc ma ba bs ms meng beng llm llb jd cpa cfa pmp pe esq dds dvm rn mph mpa med edd "
    "dba mfa mres dphil cissp cism cisa csm csp cspo pgmp acca aca cima frm caia shrm shrm-cp shrm-scp "
    "phr sphr mrics frics fca fcca ceng mcips fcips mcipd fcipd llp-x dipl ing mbe obe cbe kbe frs faia "
    "aia riba leed-ap prince2 itil ccie ccna aws gphr rdn lcsw lmft psyd pharmd np dnp fnp cfp clu chfc "
    "bcba dpt otr cscs emba mim mphil mengg bcom mcom ca cma cia cams six-sigma ssbb"
)
_PARTICLES = _set(
    "van von der den de la du di da do dos das del della degli dei le el bin ibn binti al ter ten te zu "
    "zur zum vom af av of 't d' y abu ben ap san santa saint st"
)
_PARTICLE_LEADS = _PARTICLES - _set("der den la le el st y san santa saint ben do te ten of")

_LONGEST = 200  # characters; what is longer is no name to be taken apart

_HONORIFICS = _set(
    "様 さま さん 殿 氏 先生 君 女士 小姐 님 씨"
)  # what Outlook writes behind a name is no part of it

_SPANISH_FAMILIES = _set(
    "garcía garcia rodríguez rodriguez gonzález gonzalez fernández fernandez lópez lopez martínez "
    "martinez sánchez sanchez pérez perez gómez gomez jiménez jimenez ruiz hernández hernandez díaz diaz "
    "moreno álvarez alvarez muñoz romero alonso gutiérrez gutierrez navarro torres domínguez dominguez "
    "vázquez vazquez ramos ramírez ramirez serrano blanco molina morales suárez suarez ortega delgado "
    "castro ortiz rubio márquez marquez núñez nuñez medina vargas castillo cortés flores cruz reyes "
    "rivera chávez mendoza guzmán herrera aguilar rojas"
)
_VIETNAMESE_FAMILIES = _set("nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh")
_CJK_FAMILIES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇"
    "吕呂丁沈任姚卢盧傅钟鍾姜崔谭譚廖范汪陆陸金石戴贾賈韦韋夏邱方侯邹鄒熊孟秦白江阎閻薛尹段雷黎史龙龍陶贺賀顾顧毛郝龚龔邵万萬钱錢严嚴"
    "김이박최정강조윤장임한오서신권황안송류홍"
)

_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0002ffff]")
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\u2300-\u23ff\ufe0e\ufe0f\u20e3\u200d\U000e0020-\U000e007f\u2122\u00ae\u00a9]+"
)
_INITIAL = re.compile(r"^(?:[^\W\d_]\.)+$|^[^\W\d_]$")
_FAMILY_FIRST = re.compile(r"^(?:O['’]|Mc|Mac(?=[A-Z]))[A-Z]")
_LEGAL = re.compile(
    r"(?i)(?:^|[\s,(])(?:gmbh|mbh|ohg|e\.\s?v\.|e\.\s?k\.|inc\.?|incorporated|llc|l\.l\.c\.|llp|ltd\.?|limited|corp\.?|"
    r"corporation|plc|s\.a\.|s\.a\.s\.?|sarl|s\.à\s?r\.l\.|s\.?r\.?l\.?|s\.p\.a\.?|b\.v\.|n\.v\.|a/s|aps|oyj?|sp\.\s?z\s?o\.\s?o\.|"
    r"s\.r\.o\.|kft\.?|pty\.?|pvt\.?|k\.k\.|lda\.?|ltda\.?|s\.l\.|co\.|& co|company|gbr|holding|verein|stiftung)(?=$|[\s,)])"
)
_LEGAL_SHORT = re.compile(r"\s(?:AG|KG|SE|SA|AB|AS|NV|BV|UG|SAS|SpA|eG|eV|KK|Co)$")
_LEGAL_CJK = re.compile(
    "株式会社|有限会社|合同会社|㈱|㈲|\\(株\\)|（株）|有限公司|股份公司|集团|集團|"
    "주식회사|\\(주\\)|㈜|유한회사"
)


@dataclass(slots=True)
class Name:
    """The parts of a person's name; `full` is the whole as it should be shown."""

    full: str = ""
    prefix: str = ""
    given: str = ""
    middle: str = ""
    family: str = ""
    suffix: str = ""


def without_emoji(text: str) -> str:
    """The name without the pictures people put into their profiles; a name of nothing else is kept."""
    if text.isascii():
        return text
    bare = one_line(_EMOJI.sub(" ", text)).strip()
    return bare or text


def is_cjk(text: str) -> bool:
    """Whether Chinese, Japanese or Korean letters are in the text."""
    return not text.isascii() and _CJK.search(text) is not None


def is_organisation_name(text: str) -> bool:
    """Whether the name ends or begins as companies' do (GmbH, Inc., 株式会社 …)."""
    text = text[:_LONGEST]
    if _LEGAL_CJK.search(text):
        return True
    return " " in text and (_LEGAL.search(text) is not None or _LEGAL_SHORT.search(text) is not None)


def is_salutation(text: str) -> bool:
    """Whether what stands before a name is only a form of address (Mr, Frau) and no part of the name."""
    words = [_bare(word) for word in text.split()]
    return bool(words) and all(word in _SALUTATIONS for word in words)


def take_credentials(family: str) -> tuple[str, str]:
    """`Raghunathan, PhD` -> (`Raghunathan`, `PhD`). Nothing is taken where any part may be a name."""
    head, comma, rest = family.partition(",")
    if not comma or not head.strip() or len(family) > _LONGEST:
        return family, ""
    parts = [part.strip() for part in rest.split(",")]
    if all(part and _is_suffix(part) for part in parts):
        return head.strip(), ", ".join(parts)
    return family, ""


def compose(prefix: str, given: str, middle: str, family: str, suffix: str) -> str:
    """The whole name from its parts: forms of address left out, Chinese, Japanese and Korean family names first."""
    if given and family and is_cjk(given) and is_cjk(family) and not middle:
        swapped = given in _CJK_FAMILIES and family not in _CJK_FAMILIES  # entered the other way round
        return f"{given} {family}" if swapped else f"{family} {given}"
    titles = "" if is_salutation(prefix) else _without_salutation(prefix)
    whole = " ".join(part for part in (titles, given, middle, family) if part)
    if suffix and whole and suffix not in _HONORIFICS:
        joint = " " if _bare(suffix.split()[0]) in _GENERATIONS else ", "
        return whole + joint + suffix
    return whole


def split_name(text: str) -> Name:
    """A name in one column taken apart. What cannot be told apart (近江五郎) stays whole, without given and family."""
    text = one_line(text)
    if len(text) > _LONGEST:
        return Name(full=text)
    if is_cjk(text):
        return _split_cjk(text)
    text, credentials = _credentials_off(text)
    head, comma, tail = text.partition(",")
    if comma and head.strip() and tail.strip():
        return _family_comma_given(head.strip(), tail.strip(), credentials)
    words = text.split()
    prefix, words = _prefix_off(words)
    suffix, words = _generation_off(words)
    if prefix and len(words) == 1 and _bare(prefix.split()[-1]) in _SALUTATIONS:  # "Herr Schmidt"
        return Name(full=text, prefix=prefix, family=words[0], suffix=suffix)
    name = _arrange(words)
    name.prefix = prefix
    name.suffix = ", ".join(part for part in (suffix, credentials) if part)
    whole = " ".join([*_title_words(prefix), *words, *([suffix] if suffix else [])])
    name.full = f"{whole}, {credentials}" if credentials and whole else whole or text
    return name


def _split_cjk(text: str) -> Name:
    words = text.split()
    if len(words) == 2 and all(map(is_cjk, words)):
        return Name(full=text, family=words[0], given=words[1])
    return Name(full=text)


def _family_comma_given(family: str, rest: str, credentials: str) -> Name:
    prefix, words = _prefix_off(rest.replace(",", " ").split())
    suffix, words = _generation_off(words)
    lead, family_words = _prefix_off(family.split())
    prefix = " ".join(part for part in (lead, prefix) if part)
    given = [word for word in words if not _INITIAL.match(word)] or words[:1]
    middle = [word for word in words if word not in given]
    if words and words[-1].casefold() in _PARTICLES and len(words) > 1:  # "Linden, Ute van der"
        while len(words) > 1 and words[-1].casefold() in _PARTICLES:
            family_words.insert(0, words.pop())
        given, middle = words[:1], words[1:]
    family = " ".join(family_words)
    suffixes = ", ".join(part for part in (suffix, credentials) if part)
    name = Name("", prefix, " ".join(given), " ".join(middle), family, suffixes)
    whole = " ".join([*_title_words(prefix), *words, family, *([suffix] if suffix else [])])
    name.full = f"{whole}, {credentials}" if credentials else whole
    return name


def _arrange(words: list[str]) -> Name:
    count = len(words)
    if count <= 1:
        return Name(given=words[0] if words else "")
    if any(word in {"&", "+"} or word.casefold() in {"und", "and"} for word in words[1:-1]):
        return Name(given=" ".join(words[:-1]), family=words[-1])
    if words[0].casefold() in _VIETNAMESE_FAMILIES and count > 2:
        return Name(family=words[0], given=" ".join(words[1:]))
    capitals = [
        index for index, word in enumerate(words) if len(word) > 2 and word.isupper() and "." not in word
    ]
    if capitals and len(capitals) < count and capitals == list(range(capitals[0], capitals[-1] + 1)):
        if capitals[0] == 0:  # "DUPONT Jean"
            return Name(family=" ".join(words[: len(capitals)]), given=" ".join(words[len(capitals) :]))
        if capitals[-1] == count - 1:
            return _with_family(words, capitals[0])
    if count == 2 and _FAMILY_FIRST.match(words[0]) and not _FAMILY_FIRST.match(words[1]) and "-" in words[0]:
        return Name(family=words[0], given=words[1])
    for index in range(1, count - 1):
        low = words[index].casefold()
        if low in _PARTICLE_LEADS or (low in _PARTICLES and words[index].islower()):
            return _with_family(words, index - 1 if low in {"y", "i", "e"} and index > 1 else index)
    for index in (1, 2):
        if index < count - 1 and words[index].casefold() in _SPANISH_FAMILIES and count == index + 2:
            return Name(given=" ".join(words[:index]), family=" ".join(words[index:]))
    return _with_family(words, count - 1)


def _with_family(words: list[str], start: int) -> Name:
    first = words[:start]
    family = " ".join(words[start:])
    if first and first[0] in _PARTICLE_LEADS:  # all of it is a family name; a capital Di may be a given one
        return Name(given="", family=" ".join(words))
    return Name(given=first[0] if first else "", middle=" ".join(first[1:]), family=family)


def _prefix_off(words: list[str]) -> tuple[str, list[str]]:
    count = 0
    while count < len(words) - 1:
        bare = _bare(words[count])
        if bare not in _TITLES and bare not in _SALUTATIONS:
            break
        if len(bare) < 2 and not words[count].endswith("."):
            break
        if bare in {"don", "bay", "pan", "dame", "sir", "master"} and len(words) - count == 2 and count == 0:
            break  # "Don Johnson", "Pan Yu"
        if bare in {"m", "don", "fr", "med", "nat", "gen", "arch", "bay", "pan", "v", "bc"} and not (
            words[count].endswith(".") or bare in {"don", "bay", "pan"}
        ):
            break
        if bare == "m" and len(words) - count > 1 and count == 0 and _INITIAL.match(words[1]):
            break  # "M. K. Ali" has initials, no Monsieur
        count += 1
    return " ".join(words[:count]), words[count:]


def _generation_off(words: list[str]) -> tuple[str, list[str]]:
    if len(words) > 2 or (len(words) == 2 and _bare(words[1]) in {"jr", "sr", "jnr", "snr", "ii", "iii"}):
        if _bare(words[-1]) in _GENERATIONS - {"v"}:
            return words[-1], words[:-1]
        if (
            _is_credential(words[-1])
            and words[-1] not in {"Ma", "Ba", "Ca", "Ms", "Np", "Med"}
            and _marked(words[-1])
        ):
            return words[-1], words[:-1]
    return "", words


def _marked(word: str) -> bool:
    """Capitals inside (PhD, MBA) or points (M.D.) show that a short word is no name."""
    return "." in word.rstrip(".") or sum(letter.isupper() for letter in word) >= 2


def _credentials_off(text: str) -> tuple[str, str]:
    parts = [part.strip() for part in text.split(",")]
    found: list[str] = []
    while len(parts) > 1 and parts[-1] and _is_suffix(parts[-1]):
        found.insert(0, parts.pop())
    return ", ".join(parts), ", ".join(found)


def _is_suffix(part: str) -> bool:
    words = part.split()
    return all(_is_credential(word) or _bare(word) in _GENERATIONS for word in words) and bool(words)


def _is_credential(word: str) -> bool:
    return _bare(word) in _CREDENTIALS or _bare(word).replace("-", "") in _CREDENTIALS


def _bare(word: str) -> str:
    return word.casefold().replace(".", "").strip(",;()®™")


def _title_words(prefix: str) -> list[str]:
    return [word for word in prefix.split() if _bare(word) not in _SALUTATIONS]


def _without_salutation(prefix: str) -> str:
    return " ".join(_title_words(prefix))
