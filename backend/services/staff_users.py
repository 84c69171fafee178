"""Who works here and what they may do."""

from __future__ import annotations

from dataclasses import dataclass

from backend.errors import NotAllowed
from backend.models import Role, StaffUser

ROLE_LABELS: dict[str, str] = {Role.CLERK: "Υπάλληλος", Role.REVIEWER: "Ελεγκτής", Role.ADMINISTRATOR: "Διαχειριστής"}
ROLE_HINTS: dict[str, str] = {
    Role.CLERK: "χειρίζεται υποθέσεις των υπηρεσιών του",
    Role.REVIEWER: "βλέπει όλες τις υποθέσεις και γράφει εσωτερικά σημειώματα",
    Role.ADMINISTRATOR: "χειρίζεται τα πάντα, λογαριασμούς και καταγραφή",
}


@dataclass(frozen=True)
class StaffUserView:
    """A member of staff. `services` are codes (certificates, problems…); of a clerk, empty means all."""

    id: int
    username: str
    display_name: str
    role: str
    role_label: str
    services: tuple[str, ...]
    active: bool
    must_change_password: bool

    @property
    def actor(self) -> str:
        """How histories and the audit log name them."""
        return f"staff:{self.username}"

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR

    @property
    def own_services(self) -> tuple[str, ...]:
        """The services whose cases they see; empty means all."""
        return self.services if self.role == Role.CLERK else ()

    def sees(self, service: str) -> bool:
        """May they read cases of that service?"""
        return not self.own_services or service in self.own_services

    def decides(self, service: str) -> bool:
        """May they move cases of that service, or write to its citizens? A reviewer reads and writes internal notes only."""
        return self.role != Role.REVIEWER and self.sees(service)


def user_view(row: StaffUser) -> StaffUserView:
    return StaffUserView(
        row.id,
        row.username,
        row.display_name,
        row.role,
        ROLE_LABELS.get(row.role, row.role),
        tuple(row.services),
        row.active,
        row.must_change_password,
    )


def require_administrator(user: StaffUserView) -> None:
    """Raises `NotAllowed` for everybody else."""
    if not user.is_administrator:
        raise NotAllowed("Η σελίδα αυτή είναι μόνο για διαχειριστές.")
