"""Everything the window asks the user or the system outside itself, behind one object.

Pages and dialogs are handed an `Interaction`; tests hand them one that answers by itself and meet no modal loop.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox, QWidget

from netcare_desktop.i18n import tr

_WEB_HOST = re.compile(r"[^\s/@:?#\\]+")
_LINE_END = re.compile(r"\r\n?|\n")
_MAIL = re.compile(r"[^\s@,;<>\"()\[\]\\]+@[^\s@,;<>\"()\[\]\\]+")
_PHONE = re.compile(r"\+?[0-9().\-/ ]*[0-9][0-9().\-/ ]*(;ext=[0-9]+)?")


def safe_url(url: str) -> QUrl | None:
    """The URL when it is one the program opens: http or https with a host, mailto to one address (with a subject and
    a text at most), tel; else None.

    Data from a foreign file may hold anything (`file:`, `javascript:`, `mailto:a@b?attach=/etc/passwd`).
    """
    text = url.strip()
    if any(ord(sign) < 32 for sign in text):
        return None
    scheme, colon, rest = text.partition(":")
    if not colon:
        return None
    scheme = scheme.lower()
    if scheme in ("http", "https"):
        parsed = QUrl(text, QUrl.ParsingMode.StrictMode)
        if not parsed.isValid() or not _WEB_HOST.fullmatch(parsed.host()) or parsed.userInfo():
            return None
        return parsed
    if scheme == "mailto":
        path, _mark, query = rest.partition("?")
        address = unquote(path)
        fields = parse_qsl(query, keep_blank_values=True)
        if not _MAIL.fullmatch(address) or any(key not in ("subject", "body") for key, _value in fields):
            return None
        return QUrl.fromEncoded(
            f"mailto:{quote(address, safe='@+')}{_mark if fields else ''}{_query(fields)}".encode()
        )
    if scheme == "tel" and _PHONE.fullmatch(rest):
        return QUrl(f"tel:{rest.replace(' ', '')}")
    return None


def mail_url(address: str, subject: str = "", body: str = "") -> str:
    """A mailto URL that `safe_url` lets through, for a draft to one address."""
    fields = [(key, value) for key, value in (("subject", subject), ("body", body)) if value]
    return f"mailto:{quote(address, safe='@+')}{'?' if fields else ''}{_query(fields)}"


def _query(fields: list[tuple[str, str]]) -> str:
    # Not urlencode: mail programs show its plus signs. Line ends of a mail are CRLF (RFC 6068).
    lines = [(key, _LINE_END.sub("\r\n", value)) for key, value in fields]
    return "&".join(f"{key}={quote(value, safe='')}" for key, value in lines)


class Interaction:
    """Asks with real dialogs."""

    def confirm(self, parent: QWidget, question: str, detail: str = "", *, yes: str, no: str = "") -> bool:
        """A question that cannot be undone; `yes` is the verb on the button ("Restore"). Esc and Enter say no."""
        box = QMessageBox(parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(parent.window().windowTitle())
        box.setText(question)
        box.setInformativeText(detail)
        agree = box.addButton(yes.replace("&", "&&"), QMessageBox.ButtonRole.AcceptRole)
        refuse = box.addButton(no or tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refuse)
        box.setEscapeButton(refuse)
        box.exec()
        agreed = box.clickedButton() is agree
        box.deleteLater()
        return agreed

    def ask_text(self, parent: QWidget, title: str, label: str, value: str = "") -> str | None:
        """One line of text; None when the user thought better of it."""
        from PySide6.QtWidgets import QInputDialog

        dialog = QInputDialog(parent)
        dialog.setWindowTitle(title)
        dialog.setLabelText(label)
        dialog.setTextValue(value)
        field = dialog.findChild(QLineEdit)
        if field is not None:
            field.selectAll()
        agreed = dialog.exec()
        dialog.deleteLater()
        return dialog.textValue().strip() if agreed else None

    def open_file(self, parent: QWidget, title: str, filters: str, folder: Path | None = None) -> Path | None:
        """A file to read. `filters` as Qt writes them: "Cards and contacts (*.csv *.vcf);;All files (*)"."""
        name, _chosen = QFileDialog.getOpenFileName(parent, title, str(folder or Path.home()), filters)
        return Path(name) if name else None

    def save_file(self, parent: QWidget, title: str, suggested: Path, filters: str) -> Path | None:
        """A place to write to; the dialog has asked before it names an existing file."""
        name, _chosen = QFileDialog.getSaveFileName(parent, title, str(suggested), filters)
        return Path(name) if name else None

    def open_url(self, url: str) -> bool:
        """Hand a web page, a mail address or a phone number to the system; False for anything else."""
        checked = safe_url(url)
        return checked is not None and QDesktopServices.openUrl(checked)
