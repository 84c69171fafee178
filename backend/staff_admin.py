"""``python -m backend.staff_admin first|reset USERNAME``: a password for who can't get in, printed once."""

from __future__ import annotations

import typer

from backend.database import Database
from backend.errors import MunicipalityError
from backend.services import staff_accounts, staff_passwords
from backend.settings import get_settings

app = typer.Typer(add_completion=False, help="Accounts of the staff console.")


@app.command()
def first() -> None:
    """Makes the first administrator, when there is no account yet, and prints name and password."""
    database = Database(get_settings())
    with database.work() as uow:
        password = staff_accounts.ensure_first_administrator(uow)
    database.close()
    typer.echo(f"{staff_accounts.FIRST} {password}" if password else "there are accounts already: nothing was changed")


@app.command()
def reset(username: str) -> None:
    """Gives USERNAME a new password, to be changed at the next sign-in, and prints it."""
    database = Database(get_settings())
    made = staff_passwords.make(database.chance)  # slow on purpose: ahead of the unit of work, which a running house waits for
    try:
        with database.work() as uow:
            password = staff_accounts.reset_password(uow, username, actor="system", made=made)
    except MunicipalityError as error:
        typer.echo(f"no account named {username}", err=True)
        raise typer.Exit(1) from error
    finally:
        database.close()
    typer.echo(f"{username.strip().lower()} {password}")


if __name__ == "__main__":
    app()
