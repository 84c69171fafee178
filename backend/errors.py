"""The tree of errors that a service function may raise.

::

    MunicipalityError
    ├── InvalidInput            a value that can't be right (422)
    │   ├── InvalidAfm          wrong length or check digit
    │   ├── InvalidAmka
    │   ├── InvalidPhone
    │   ├── InvalidEmail
    │   └── InvalidUpload       not the image or document that it claims to be, or too large (413 when too large)
    ├── NotFound                no such case, article, certificate, conversation (404)
    ├── NotAllowed              known, but may not (403)
    │   ├── NotIdentified       needs level L2 first (401)
    │   ├── WrongToken          missing or wrong bearer token or key (401)
    │   ├── WrongPin            unknown code or wrong PIN: never told apart (403)
    │   ├── WrongCode           one-time code wrong; `attempts_left` says how many tries remain (403)
    │   ├── CodeExpired         one-time code too old, used up, or none was sent (403)
    │   └── BadCredentials      staff name or password (401)
    ├── Locked                  too many tries; `retry_after` in seconds (429)
    │   └── TooManyRequests     a rate limit of the web (429)
    ├── Conflict                the state of the thing doesn't allow it (409)
    └── Unavailable             a part of the house doesn't answer (503)
        └── AssistantUnavailable    Rasa or its action server; the citizen's message is kept

Actions turn them into a sentence, the web into a status code (`status`) and the one error shape
``{"error": {"code", "message"}}`` where ``code`` is `code` below and ``message`` is Greek, for the citizen.
"""

from __future__ import annotations


class MunicipalityError(Exception):
    """Base of all. `message` is a short Greek sentence that may be shown to a citizen as it is."""

    code = "error"
    status = 500
    # True where the failed try itself must be remembered (a counted wrong PIN): the unit of work is then committed, not rolled back.
    keeps_work = False
    default = "Κάτι δεν πήγε καλά. Δοκιμάστε ξανά σε λίγο."

    def __init__(self, message: str | None = None) -> None:
        self.message = message or self.default
        super().__init__(self.message)


class InvalidInput(MunicipalityError):
    code, status = "invalid_input", 422
    default = "Κάτι από αυτά που στείλατε δεν είναι έγκυρο."

    def __init__(self, message: str | None = None, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class InvalidAfm(InvalidInput):
    code = "invalid_afm"
    default = "Ο ΑΦΜ δεν είναι σωστός. Έχει 9 ψηφία· ελέγξτε τα και δοκιμάστε ξανά."


class InvalidAmka(InvalidInput):
    code = "invalid_amka"
    default = "Ο ΑΜΚΑ δεν είναι σωστός. Έχει 11 ψηφία· ελέγξτε τα και δοκιμάστε ξανά."


class InvalidPhone(InvalidInput):
    code = "invalid_phone"
    default = "Ο αριθμός τηλεφώνου δεν είναι σωστός."


class InvalidEmail(InvalidInput):
    code = "invalid_email"
    default = "Η διεύθυνση e-mail δεν είναι σωστή."


class InvalidUpload(InvalidInput):
    code = "invalid_upload"
    default = "Το αρχείο δεν είναι εικόνα που μπορώ να διαβάσω (JPEG, PNG ή WebP)."


class UploadTooLarge(InvalidUpload):
    code, status = "upload_too_large", 413
    default = "Το αρχείο είναι πολύ μεγάλο. Το όριο είναι 10 MB."


class NotFound(MunicipalityError):
    code, status = "not_found", 404
    default = "Δεν βρέθηκε."


class NotAllowed(MunicipalityError):
    code, status = "not_allowed", 403
    default = "Δεν επιτρέπεται."


class NotIdentified(NotAllowed):
    code, status = "not_identified", 401
    default = "Χρειάζεται πρώτα να επιβεβαιώσουμε ποιος είστε."


class WrongToken(NotAllowed):
    code, status = "wrong_token", 401
    default = "Η συνομιλία δεν αναγνωρίστηκε. Ξεκινήστε μια καινούργια."


class WrongPin(NotAllowed):
    keeps_work = True
    code = "wrong_pin"
    default = "Ο κωδικός ή το PIN δεν είναι σωστά."


class WrongCode(NotAllowed):
    keeps_work = True
    code = "wrong_code"
    default = "Ο κωδικός μιας χρήσης δεν είναι σωστός."

    def __init__(self, message: str | None = None, *, attempts_left: int = 0) -> None:
        super().__init__(message)
        self.attempts_left = attempts_left


class CodeExpired(NotAllowed):
    keeps_work = True
    code = "code_expired"
    default = "Ο κωδικός μιας χρήσης έληξε. Να σας στείλω καινούργιο;"


class BadCredentials(NotAllowed):
    keeps_work = True
    code, status = "bad_credentials", 401
    default = "Το όνομα ή ο κωδικός δεν είναι σωστά."


class Locked(MunicipalityError):
    keeps_work = True
    code, status = "locked", 429
    default = "Έγιναν πολλές προσπάθειες. Δοκιμάστε ξανά αργότερα."

    def __init__(self, message: str | None = None, *, retry_after: int = 60) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class TooManyRequests(Locked):
    keeps_work = False
    code = "too_many_requests"
    default = "Στείλατε πολλά μηνύματα σε λίγο χρόνο. Περιμένετε λίγο και δοκιμάστε ξανά."


class Conflict(MunicipalityError):
    code, status = "conflict", 409
    default = "Αυτό δεν μπορεί να γίνει τώρα, γιατί άλλαξε η κατάσταση της υπόθεσης."


class Unavailable(MunicipalityError):
    code, status = "unavailable", 503
    default = "Η υπηρεσία δεν απαντά αυτή τη στιγμή. Δοκιμάστε ξανά σε λίγο."


class AssistantUnavailable(Unavailable):
    code = "assistant_unavailable"
    default = "Ο βοηθός δεν απαντά αυτή τη στιγμή. Το μήνυμά σας φυλάχτηκε· δοκιμάστε ξανά σε λίγο."
