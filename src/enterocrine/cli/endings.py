"""How a command ends: every error becomes readable text and an exit code; no traceback ever reaches a user."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from enterocrine.errors import EnterocrineError, Fault, nearest

OK, USAGE, INPUT, NUMERICAL, OUTPUT, INTERRUPTED = 0, 2, 3, 4, 5, 130


class Commands(click.Group):
    """A group that names the nearest commands and options, and ends with the exit codes of the documentation."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            close = nearest(name, self.commands) or tuple(self.commands)
            ctx.fail(f"There is no command `{name}`; nearest: {', '.join(close)}")
        return super().resolve_command(ctx, args)

    def main(self, args: Any = None, prog_name: str | None = None, complete_var: str | None = None, standalone_mode: bool = True,
             **extra: Any) -> Any:
        args = list(sys.argv[1:] if args is None else args)
        code = self._ended(args, prog_name, complete_var, extra)
        try:
            sys.stdout.flush()
        except OSError as error:
            _mute_stdout()
            code = code if error.errno == errno.EPIPE else code or OUTPUT
        sys.exit(code)

    def _ended(self, args: list[str], prog_name: str | None, complete_var: str | None, extra: dict[str, Any]) -> int:
        as_json = "--json" in args
        try:
            result = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
            return result if isinstance(result, int) else OK
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
            return USAGE
        except click.UsageError as error:
            return _usage(error, as_json)
        except EnterocrineError as error:
            return _told(error.faults, error.exit_code, type(error).__name__, as_json)
        except (click.Abort, KeyboardInterrupt):
            click.echo("Interrupted; nothing was left half written.", err=True)
            return INTERRUPTED
        except click.ClickException as error:
            return _told((Fault(error.format_message()),), USAGE, "UsageError", as_json)
        except OSError as error:
            if error.errno == errno.EPIPE:
                _mute_stdout()
                return OK
            return _system(error, as_json)
        except MemoryError:
            return _told((Fault("there is not enough memory for this run", cure="fewer --draws or --weeks"),), NUMERICAL, "MemoryError", as_json)
        except Exception as error:
            return _unexpected(error, as_json)


def _mute_stdout() -> None:
    # What reads our output has gone; the interpreter must not complain when it flushes at the end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _told(faults: tuple[Fault, ...], code: int, kind: str, as_json: bool) -> int:
    """Print faults on standard error, each once, and, where asked, as JSON on standard output."""
    faults = tuple(dict.fromkeys(faults))
    for fault in faults:
        click.echo(str(fault), err=True)
    if len(faults) > 1:
        click.echo(f"{len(faults)} faults{'; nothing was run' if code == INPUT else ''}.", err=True)
    if as_json:
        listed = [{"what": f.what, "where": f.where, "why": f.why, "try": f.cure, "nearest": list(f.nearest)} for f in faults]
        with contextlib.suppress(OSError):  # standard output may be what failed
            click.echo(json.dumps({"error": {"kind": kind, "exit_code": code, "faults": listed}}, ensure_ascii=False, indent=1))
    return code


def _usage(error: click.UsageError, as_json: bool) -> int:
    text = error.format_message().rstrip(".").replace("a valid integer range", "a whole number").replace("a valid float range", "a number")
    if isinstance(error, click.NoSuchOption) and error.ctx is not None:
        known = [name for option in error.ctx.command.params for name in option.opts if name.startswith("--")]
        close = nearest(error.option_name, known)
        text = f"There is no option `{error.option_name}`" + (f"; nearest: {', '.join(close)}" if close else "")
    cure = f"`{error.ctx.command_path} --help`" if error.ctx is not None else ""
    return _told((Fault(text, cure=cure),), USAGE, "UsageError", as_json)


def _system(error: OSError, as_json: bool) -> int:
    where = str(error.filename or "")
    fault = Fault(error.strerror or str(error), where, cure="check the path, its permissions and the free space")
    return _told((fault,), OUTPUT, "OutputError", as_json)


def _unexpected(error: Exception, as_json: bool) -> int:
    if os.environ.get("ENTEROCRINE_DEBUG") == "1":
        raise error
    path = _log(error)
    kept = f"the details are in {path}" if path else "the details could not be written; set ENTEROCRINE_DEBUG=1 to see them"
    fault = Fault(f"Something went wrong inside enterocrine; {kept}", cure="report it with that file")
    return _told((fault,), NUMERICAL, "InternalError", as_json)


def _log(error: Exception) -> Path | None:
    """Write the traceback, which holds no values of the person, to the cache folder."""
    import traceback

    from enterocrine.report.atomic import write_text

    try:
        path = cache_folder() / "last-error.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, "".join(traceback.format_exception(error)))
    except (OSError, EnterocrineError):
        return None
    return path


def cache_folder() -> Path:
    """The user's cache folder; ENTEROCRINE_CACHE overrides."""
    override = os.environ.get("ENTEROCRINE_CACHE")
    if override:
        return Path(override)
    import platformdirs

    return Path(platformdirs.user_cache_dir("enterocrine"))
