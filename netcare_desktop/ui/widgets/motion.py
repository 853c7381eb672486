"""Short movements that show where a thing went; none at all when the user wants none."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QStyle, QWidget

from netcare_desktop.ui import theme


def is_reduced() -> bool:
    """Whether to leave movement out: our own setting, or the system's animations are off."""
    if theme.current().reduced_motion:
        return True
    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) <= 0


def fold_away(widget: QWidget, then: Callable[[], object] | None = None) -> None:
    """Fold `widget` to nothing within 140 ms, hide it, then call `then`.

    The animation belongs to the widget: when the widget dies first, neither goes on, and `then` is not
    called.
    """

    def finish() -> None:
        widget.hide()
        widget.setMaximumHeight(_NO_LIMIT)
        if then is not None:
            then()

    if is_reduced() or not widget.isVisible():
        finish()
        return
    _slide(widget, widget.height(), 0, finish)


def unfold(widget: QWidget) -> None:
    """Show `widget`, growing to its full height within 140 ms."""
    widget.show()
    if is_reduced() or not widget.isVisible():
        return
    _slide(widget, 0, max(1, widget.sizeHint().height()), lambda: widget.setMaximumHeight(_NO_LIMIT))


def fade_in(widget: QWidget) -> None:
    """Show `widget`, fading in within 140 ms."""
    widget.show()
    if is_reduced() or not widget.isVisible():
        return
    from PySide6.QtCore import QAbstractAnimation, QPropertyAnimation  # not needed to start
    from PySide6.QtWidgets import QGraphicsOpacityEffect

    effect = QGraphicsOpacityEffect(widget)
    widget.setGraphicsEffect(effect)
    animation = QPropertyAnimation(effect, b"opacity", widget)
    animation.setDuration(theme.FADE_MS)
    animation.setStartValue(0.0)
    animation.setEndValue(1.0)
    # An effect that stays would draw the widget through a picture for ever.
    animation.finished.connect(lambda: widget.setGraphicsEffect(None))  # type: ignore[arg-type]
    animation.start(QAbstractAnimation.DeletionPolicy.DeleteWhenStopped)


def _slide(widget: QWidget, start: int, end: int, then: Callable[[], object]) -> None:
    from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QPropertyAnimation  # not needed to start

    animation = QPropertyAnimation(widget, b"maximumHeight", widget)
    animation.setDuration(theme.FADE_MS)
    animation.setStartValue(start)
    animation.setEndValue(end)
    animation.setEasingCurve(QEasingCurve.Type.OutCubic)
    animation.finished.connect(then)
    animation.start(QAbstractAnimation.DeletionPolicy.DeleteWhenStopped)


_NO_LIMIT = 16_777_215  # QWIDGETSIZE_MAX
