"""The command line: parses and prints; no logic. Nothing heavy is imported until a command runs."""

from __future__ import annotations

import sys
from typing import Any

import click

from enterocrine import PURPOSE, __version__
from enterocrine.cli import checks, evidence, explain, exports, foods, runs, studies
from enterocrine.cli.endings import Commands

HELP = """What a change of diet does inside the gut, and how sure one can be.

\b
Examples:
  enterocrine demo
  enterocrine compare examples/person.yaml --change examples/change_oat_bran.yaml -o run
"""


def _version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        click.echo(f"enterocrine {__version__}\n\n{PURPOSE}")
        context.exit()


@click.group(cls=Commands, help=HELP, no_args_is_help=False, invoke_without_command=True,
             context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Version and intended purpose.")
@click.pass_context
def cli(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for _command in (
    runs.demo, runs.simulate, runs.compare, explain.explain, evidence.evidence, checks.validate, foods.foods, studies.study, exports.export,
    checks.doctor,
):  # fmt: skip
    cli.add_command(_command)


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line and leave with its exit code."""
    cli.main(sys.argv[1:] if arguments is None else arguments, prog_name="enterocrine")
