"""Translation of every sentence a user reads, in the window and on the command line alike.

One catalogue serves both, so it is the standard library's gettext and not Qt's: the command line never imports Qt.
Texts are written in English; `tr` returns them unchanged until `install` has found a catalogue.
"""

from __future__ import annotations

import gettext
from pathlib import Path

_translations: gettext.NullTranslations = gettext.NullTranslations()


def install(folder: Path, language: str) -> None:
    """Use `folder/LANGUAGE/LC_MESSAGES/netcare.mo`; a language without a catalogue stays English."""
    global _translations
    _translations = gettext.translation("netcare", folder, languages=[language], fallback=True)


def tr(text: str) -> str:
    """The text in the user's language. Fill in names with `.format()` afterwards, never with an f-string."""
    return _translations.gettext(text)


def ntr(singular: str, plural: str, n: int) -> str:
    """The form of the sentence that goes with the number `n`."""
    return _translations.ngettext(singular, plural, n)
