"""Which addresses are opened, and questions that say no by default."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from netcare_desktop.ui.interaction import Interaction, mail_url, safe_url


@pytest.mark.parametrize(
    ("url", "opened"),
    [
        ("https://example.org/ana?x=1#y", "https://example.org/ana?x=1#y"),
        ("HTTP://Example.org", "http://example.org"),
        (" https://example.org ", "https://example.org"),
        ("mailto:ana@example.org", "mailto:ana@example.org"),
        ("mailto:ana%2Bx@example.org", "mailto:ana+x@example.org"),
        ("mailto:ana@example.org?subject=Porto", "mailto:ana@example.org?subject=Porto"),
        ("tel:+351 912 345 678", "tel:+351912345678"),
    ],
)
def test_what_is_opened(url: str, opened: str) -> None:
    found = safe_url(url)
    assert found is not None
    assert found.toString() == opened


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://",
        "http:///path",
        "https://user:secret@example.org/",
        "https://exa mple.org",
        "https://example.org/\nx",
        "mailto:",
        "mailto:ana@example.org?attach=/etc/passwd",
        "mailto:ana@example.org,ben@example.org",
        "mailto:ana@example.org%0Abcc:x@y.z",
        "mailto:not an address",
        "tel:",
        "tel:*#06#",
        "tel:;phone-context=x",
        "ssh://host",
        "vscode://file/x",
    ],
)
def test_what_is_not_opened(url: str) -> None:
    assert safe_url(url) is None
    assert not Interaction().open_url(url)


@given(st.text(), st.text())
def test_a_draft_keeps_its_words(subject: str, body: str) -> None:
    subject, body = subject.encode("utf-8", "ignore").decode(), body.encode("utf-8", "ignore").decode()
    url = mail_url("ana+x@example.org", subject, body)
    found = safe_url(url)
    assert found is not None
    fields = dict(parse_qsl(found.query(QUrl.ComponentFormattingOption.FullyEncoded)))
    for key, words in (("subject", subject), ("body", body)):
        assert fields.get(key, "") == re.sub(r"\r\n?|\n", "\r\n", words)
    assert found.path() == "ana+x@example.org"


@given(st.text())
def test_any_text_is_answered_without_an_error(text: str) -> None:
    found = safe_url(text)
    assert found is None or found.scheme() in ("http", "https", "mailto", "tel")


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def press(text: str) -> None:
    """Click the button of that text in the open box."""
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    assert box.textFormat() == Qt.TextFormat.PlainText
    next(button for button in box.buttons() if button.text() == text).click()


def test_a_question_is_answered_by_its_verb(parent: QWidget) -> None:
    QTimer.singleShot(0, lambda: press("Restore"))
    assert Interaction().confirm(parent, "<b>Restore?</b>", "detail", yes="Restore")
    QTimer.singleShot(0, lambda: press("Cancel"))
    assert not Interaction().confirm(parent, "Restore?", yes="Restore")


def test_enter_and_escape_say_no(parent: QWidget, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        QTimer.singleShot(0, lambda key=key: qtbot.keyClick(QApplication.activeModalWidget(), key))
        assert not Interaction().confirm(parent, "Restore?", yes="Restore")


def test_a_line_of_text(parent: QWidget) -> None:
    def accept() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        dialog.accept()

    QTimer.singleShot(0, accept)
    assert Interaction().ask_text(parent, "Name", "Name", " choir ") == "choir"

    def reject() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        dialog.reject()

    QTimer.singleShot(0, reject)
    assert Interaction().ask_text(parent, "Name", "Name") is None
