"""Phone numbers and e-mail addresses as the register keeps them."""

from __future__ import annotations

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from backend.errors import InvalidEmail, InvalidPhone
from backend.services.case_views import Contact


def normalise_phone(text: str) -> str:
    """E.164 (``+306900000001``) of a number written in any way; without a country code it is Greek.

    Raises `InvalidPhone` for what can't be a number in use.
    """
    try:
        number = phonenumbers.parse(text, "GR")
    except phonenumbers.NumberParseException as error:
        raise InvalidPhone(field="phone") from error
    if not phonenumbers.is_valid_number(number):
        raise InvalidPhone(field="phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def takes_sms(phone: str | None) -> bool:
    """Whether an SMS to this E.164 number can arrive: not to a fixed line, as most who call from home have."""
    if not phone:
        return False
    try:
        return phonenumbers.number_type(phonenumbers.parse(phone)) != phonenumbers.PhoneNumberType.FIXED_LINE
    except phonenumbers.NumberParseException:
        return False


def normalise_email(text: str) -> str:
    """The address, trimmed, with its domain in lower case. Raises `InvalidEmail`. Asks no name server."""
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise InvalidEmail(field="email") from error


def normalise_contact(contact: Contact) -> Contact:
    """The same contact in normal form; empty strings become None. Raises `InvalidPhone`, `InvalidEmail`."""
    name = " ".join((contact.name or "").split())[:120]
    phone, email = (contact.phone or "").strip(), (contact.email or "").strip()
    return Contact(name or None, normalise_phone(phone) if phone else None, normalise_email(email) if email else None)
