"""The `linden` command: its commands, its exit statuses, and how it tells of failures."""

import os
import sys
from typing import Annotated

import typer
import typer.main

import desktop
from desktop.cli import check, consent, desk, hashes, help_frame, match, output, package, report, tour, vault
from desktop.core.errors import LindenError, Stopped
from desktop.core.texts import _

DONE = 0
FAILED = 1
WRONG_USAGE = 2
NEEDS_ATTENTION = 3
STOPPED = 130

# In the order in which a person walks the path.
COMMANDS = (check, match, hashes, vault, report, package, desk, consent, tour)


def run(arguments: list[str]) -> int:
    """Run one command in the current language and return its exit status.

    0 done, 1 failed (a typed error in words on standard error), 2 wrong usage, 3 done but something needs
    attention, 130 stopped.
    """
    output.use_utf8()
    try:
        help_frame.with_frame_translated(typer.main.get_command(build()))(arguments, prog_name="linden")
    except SystemExit as ended:
        if ended.code == STOPPED:
            # Typer catches Ctrl-C where no task does, and says nothing.
            output.tell_error(Stopped())
        return ended.code if isinstance(ended.code, int) else DONE if ended.code is None else FAILED
    except (Stopped, KeyboardInterrupt):
        output.tell_error(Stopped())
        return STOPPED
    except LindenError as error:
        output.tell_error(error)
        return FAILED
    except Exception as error:  # noqa: BLE001  an entry point: whatever a part did not foresee is told in words
        return _tell_unforeseen(error)
    return DONE


def build() -> typer.Typer:
    """Return the commands, with their help in the current language."""
    app = typer.Typer(
        name="linden",
        help=_("Check a suspected image, keep it as evidence, write the report and hand it over. Nothing leaves this computer."),
        epilog=_("Example: linden tour (the whole path, on sample photographs). Without a command the window opens."),
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    _add_common_options(app)
    for command in COMMANDS:
        command.add_to(app)
    return app


def _add_common_options(app: typer.Typer) -> None:
    def tell_version(asked: bool) -> None:  # noqa: FBT001  typer calls it so
        if asked:
            output.tell(f"linden {desktop.__version__}")
            raise typer.Exit

    @app.callback(invoke_without_command=True)
    def common(
        *, version: Annotated[bool, typer.Option("--version", is_eager=True, callback=tell_version, help=_("Tell the version."))] = False
    ) -> None:
        pass


def _tell_unforeseen(error: Exception) -> int:
    # A traceback may show names and places of a case, so it is drawn only for whoever asks for it.
    if os.environ.get("LINDEN_TRACEBACK"):
        sys.excepthook(type(error), error, error.__traceback__)
    output.warn(_("Something went wrong inside the program ({kind}).").format(kind=type(error).__name__))
    output.warn(_("What was saved before is still there. Please try once more, and tell the people who look after this program."))
    return FAILED
