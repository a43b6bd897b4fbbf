"""Command groups that answer a misspelt command with the nearest ones."""

from __future__ import annotations

from typing import Any

import click

from ..errors import nearest


class Commands(click.Group):
    """A group whose misspelt commands are answered with the nearest ones."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the command named first, or say which come close."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            near = nearest(args[0], self.list_commands(ctx))
            ctx.fail(f"there is no command {args[0]!r}" + (f"; nearest: {', '.join(near)}" if near else ""))
        return super().resolve_command(ctx, args)
