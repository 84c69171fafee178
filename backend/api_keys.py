"""``python -m backend.api_keys add NAME``: keys of Open311 applications."""

from __future__ import annotations

import typer

from backend.database import Database
from backend.errors import MunicipalityError
from backend.services import api_keys
from backend.settings import get_settings

app = typer.Typer(help="Keys of applications that file Open311 requests.", no_args_is_help=True, add_completion=False)


@app.command()
def add(name: str = typer.Argument(help="name of the application")) -> None:
    """Make a key and show it this once."""
    database = Database(get_settings())
    try:
        with database.work() as uow:
            key = api_keys.add(uow, name)
    except MunicipalityError as error:
        typer.echo(error.message, err=True)
        raise typer.Exit(2) from error
    typer.echo(f"Key of {name} (it is not shown again):\n{key}")


@app.command(name="list")
def list_keys() -> None:
    """List the applications that have a key."""
    with Database(get_settings()).work() as uow:
        for name, active in api_keys.listing(uow):
            typer.echo(f"{name}\t{'active' if active else 'revoked'}")


@app.command()
def revoke(name: str) -> None:
    """Revoke the keys of an application."""
    try:
        with Database(get_settings()).work() as uow:
            count = api_keys.revoke(uow, name)
    except MunicipalityError as error:
        typer.echo(error.message, err=True)
        raise typer.Exit(1) from error
    typer.echo(f"revoked: {count}")


if __name__ == "__main__":
    app()
