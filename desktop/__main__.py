"""Where the program starts: the window, or a command when one is named; also the children that read what strangers made."""

import sys


def main() -> None:
    """Run the `linden` command: without arguments it opens the window."""
    _be_a_child_if_asked()
    arguments = sys.argv[1:]
    try:
        _prepare()
        ended = _command(arguments) if arguments else _window()
    except KeyboardInterrupt:
        # Before the command could begin: nothing was done yet that there would be something to say about.
        ended = 130
    sys.exit(ended)


def window() -> None:
    """Open the window, as `linden-window` does."""
    _be_a_child_if_asked()
    _prepare()
    sys.exit(_window())


def _be_a_child_if_asked() -> None:
    # Before anything else is loaded: what reads a stranger's bytes holds as little as possible.
    if sys.argv[1:] == ["--decode"]:
        from desktop.media import child

        child.serve()
        sys.exit(0)
    if sys.argv[1:] == ["--read-export"]:
        from desktop.ingest import reader_child

        reader_child.serve()
        sys.exit(0)


def _prepare() -> None:
    from desktop.core import heap, offline, settings, texts

    heap.share_between_threads()
    texts.use_language(settings.load().language or texts.system_language())
    offline.refuse_network()


def _command(arguments: list[str]) -> int:
    from desktop.cli import app

    return app.run(arguments)


def _window() -> int:
    if not _has_display():
        _say_that_there_is_no_display()
        return 2
    from desktop.gui import app

    return app.run()


def _has_display() -> bool:
    import os

    if not sys.platform.startswith("linux"):
        return True
    # Whoever names a platform (offscreen, vnc) has said where the window is to go.
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _say_that_there_is_no_display() -> None:
    from desktop.cli import output
    from desktop.core.texts import _

    output.use_utf8()
    output.warn(_("There is no screen here that the window could open on (neither DISPLAY nor WAYLAND_DISPLAY is set)."))
    output.warn(_("The commands work without one. To see the whole path on sample photographs: {command}").format(command=_tour()))


def _tour() -> str:
    from desktop.core import places

    in_checkout = not getattr(sys, "frozen", False) and (places.shipped() / "dev.py").exists()
    return "python3 dev.py run tour" if in_checkout else "linden tour"


if __name__ == "__main__":
    main()
