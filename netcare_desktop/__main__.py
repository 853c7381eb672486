"""argv -> the command line or the window; nothing else."""

from __future__ import annotations

import sys

from netcare_desktop.i18n import tr


def main(arguments: list[str] | None = None) -> int:
    """Run a command, or the window when none is named; returns the exit code."""
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:  # while the program itself was still being loaded
        sys.stderr.write(tr("Stopped.") + "\n")
        return 1


def _run(given: list[str]) -> int:
    from netcare_desktop.cli import parser

    _before, command, _rest = parser.split(given)
    if command is not None:
        from netcare_desktop.cli import run

        return run.main(given)
    window = parser.window_parser()
    options = window.parse_args(given)
    if (word := parser.neither_command_nor_file(options.files)) is not None:
        window.error(tr("there is no command and no file called {word}").format(word=word))
    from netcare_desktop import app

    return app.main(options)


if __name__ == "__main__":
    sys.exit(main())
