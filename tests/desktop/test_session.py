"""The private desktop itself: it must be able to show what the tests of the window rely on, and leave nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.desktop.session import PATIENCE, DesktopSession

pytestmark = pytest.mark.desktop

WINDOW = """
import sys
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

class Target(QWidget):
    def __init__(self):
        super().__init__(windowTitle="A window of the test")
        self.setAcceptDrops(True)
        self.resize(420, 300)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(10, 200, 30))
        self.setPalette(palette)
        layout = QVBoxLayout(self)
        self.line = QLineEdit(accessibleName="Name")
        self.line.returnPressed.connect(lambda: print("typed", self.line.text(), flush=True))
        button = QPushButton("Say hello", clicked=lambda: print("clicked", flush=True))
        layout.addWidget(self.line)
        layout.addWidget(button)
        layout.addStretch()

    def dragEnterEvent(self, event):
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event):
        event.acceptProposedAction()
        for url in event.mimeData().urls():
            print("dropped", url.toLocalFile(), flush=True)

app = QApplication(sys.argv[:1])
target = Target()
target.show()
app.exec()
"""
COMMAND = [sys.executable, "-c", WINDOW]


def test_a_file_is_dragged_from_another_program_and_hands_and_eyes_work(
    desktop: DesktopSession, tmp_path: Path
) -> None:
    card = tmp_path / "Zoë’s cards 1.csv"
    card.write_text("Name\nZoë\n", encoding="utf-8")
    with desktop.open(COMMAND) as program:
        assert program.stdout is not None
        window = desktop.wait_window("A window of the test")

        assert desktop.drop([card], *window.point(0.5, 0.8))
        assert program.stdout.readline() == f"dropped {card}\n"

        desktop.click_on("push button|button", "Say hello")
        assert program.stdout.readline() == "clicked\n"

        desktop.click_on("text", "Name")
        desktop.type("Ana Lim")
        desktop.key("Return")
        assert program.stdout.readline() == "typed Ana Lim\n"

        assert desktop.settle().at(*window.point(0.5, 0.9)) == (10, 200, 30)
    assert desktop.errors_of(COMMAND) == ""


def test_a_target_that_does_not_want_the_file_does_not_get_it(
    desktop: DesktopSession, tmp_path: Path
) -> None:
    card = tmp_path / "cards.csv"
    card.write_text("Name\nZoë\n", encoding="utf-8")
    assert not desktop.drop([card], 640, 600)  # the bare screen


def test_a_picture_of_the_screen_can_be_looked_at(desktop: DesktopSession, tmp_path: Path) -> None:
    from PySide6.QtGui import QImage

    picture = desktop.screenshot(tmp_path / "screen.png")
    image = QImage(str(tmp_path / "screen.png"))
    assert (image.width(), image.height()) == (picture.width, picture.height) == (1280, 900)
    assert image.pixelColor(5, 700).name() == "#{:02x}{:02x}{:02x}".format(*picture.at(5, 700))


def processes_with(marker: str) -> set[int]:
    """Processes that have the marker in their environment: all that were started on the desktop with that home."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if marker.encode() in (entry / "environ").read_bytes():
                    found.add(int(entry.name))
            except OSError:
                continue
    return found


def until_gone(marker: str) -> set[int]:
    """The processes that are still there when patience ends; normally none."""
    end = time.monotonic() + PATIENCE
    while (left := processes_with(marker)) and time.monotonic() < end:
        time.sleep(0.05)
    return left


def test_nothing_is_left_when_a_desktop_is_closed() -> None:
    with DesktopSession("800x600") as session:
        folder = session.folder
        session.find("frame", "nothing")  # the reader makes the bus start services of its own
        assert len(processes_with(str(folder))) >= 3
    assert until_gone(str(folder)) == set()
    assert not folder.exists()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_running_when_a_desktop_is_killed(sign: signal.Signals) -> None:
    session = DesktopSession("800x600")
    folder = session.folder
    assert len(processes_with(str(folder))) >= 3
    os.kill(session.supervisor_pid, sign)
    assert until_gone(str(folder)) == set()
    session.close()
    subprocess.run(["rm", "-rf", str(folder)], check=True)  # after SIGKILL nobody could


def test_a_missing_part_is_said() -> None:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("supervisor.py")), "800x600"],
        env={"PATH": "/nowhere"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "not installed: Xvfb" in done.stdout and done.stderr == ""
