"""Faces and circle dots are drawn, and differ."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from pytestqt.qtbot import QtBot

from netcare_desktop.ui.widgets.avatar import Avatar, paint_avatar
from netcare_desktop.ui.widgets.circle_dot import CircleDot, paint_circle_dot


def picture(name: str, circle: int | None, photo: QPixmap | None = None) -> QImage:
    image = QImage(36, 36, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_avatar(painter, QRectF(image.rect()), name, circle, photo)
    painter.end()
    return image


def dot(position: int | None) -> QImage:
    image = QImage(20, 20, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_circle_dot(painter, QRectF(image.rect()), position)
    painter.end()
    return image


def test_initials_ring_and_photo_change_the_face(qtbot: QtBot) -> None:
    photo = QPixmap(50, 80)
    photo.fill(Qt.GlobalColor.blue)
    faces = [
        picture("Ben Okafor", None),
        picture("Ben Okafor", 1),
        picture("Ben Okafor", 2),
        picture("Zoë O’Neil", None),
        picture("李小龍", None),
        picture("", None),
        picture("Ben Okafor", 1, photo),
    ]
    for one, other in combinations(faces, 2):
        assert one != other


def test_a_name_without_a_letter_gets_a_drawing_instead(qtbot: QtBot) -> None:
    assert picture("🙂", None).pixelColor(18, 18).isValid()


def test_circle_dots_differ_without_colour(qtbot: QtBot) -> None:
    """The share of ink, not only its colour, tells the circles apart."""
    grey = [
        dot(position).convertToFormat(QImage.Format.Format_Grayscale8) for position in (1, 2, 3, 4, 5, None)
    ]
    dark = [
        sum(image.pixelColor(x, y).lightness() < 200 for x in range(20) for y in range(20)) for image in grey
    ]
    assert dark[0] > dark[1] > dark[2] > dark[3] > dark[4] > dark[5] > 0


def test_the_widgets_keep_their_size_and_name(qtbot: QtBot) -> None:
    avatar, mark = Avatar("Ana", 1, size=72), CircleDot(2, "Close")
    qtbot.addWidget(avatar)
    qtbot.addWidget(mark)
    assert (avatar.sizeHint().width(), avatar.sizeHint().height()) == (72, 72)
    assert mark.accessibleName() == "Close"
    avatar.set_person("Ben", 3)
    assert not avatar.grab().isNull()
    assert not mark.grab().isNull()
