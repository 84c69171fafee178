"""What the line says of itself. Everything here is rendered once per voice and kept, so it is heard at once."""

from __future__ import annotations

from greek.numerals import digit_by_digit

NOT_RECORDED = "Η κλήση δεν ηχογραφείται."
DANGER_HINT = "Για κίνδυνο ζωής, καλέστε το 112."
SAY_WHAT = "Πείτε μου με δικά σας λόγια τι χρειάζεστε."
FOR_ENGLISH = "For English, press 4."
ASK_RECORDING = (
    "Θα θέλαμε να ηχογραφήσουμε την κλήση, για να βελτιώνουμε την εξυπηρέτηση. Συμφωνείτε; Πείτε «ναι» ή «όχι», ή πατήστε 1 ή 2."
)
RECORDED = "Ευχαριστούμε. Η κλήση ηχογραφείται."
MAY_RESUME = "Αν είχε κοπεί η γραμμή, πείτε «έχω κωδικό»."

NOT_CAUGHT = "Συγγνώμη, δεν το έπιασα."
STILL_THERE = "Είστε ακόμα στη γραμμή;"
TAKE_YOUR_TIME = "Με την ησυχία σας. Μπορείτε και να πατήσετε 0 για υπάλληλο."
OFFER_PERSON = "Δεν σας ακούω. Θέλετε να μιλήσετε με υπάλληλο; Πείτε «ναι» ή πατήστε 1."
GOODBYE = "Σας ευχαριστούμε που καλέσατε. Γεια σας."

BY_KEYS = "Ας το κάνουμε με τα πλήκτρα."
YES_NO_KEYS = "Για ναι πατήστε 1, για όχι πατήστε 2. Για υπάλληλο πατήστε 0."
DIGIT_KEYS = "Πληκτρολογήστε τα ψηφία ένα ένα και μετά τη δίεση. Το αστεράκι ξαναρωτά."
MORE_KEYS = "Για περισσότερα πατήστε 9."
SAY_IT = "Αυτό πείτε το με λόγια."
PERSON_KEY = "Για υπάλληλο πατήστε 0."
NO_SUCH_KEY = "Αυτό το πλήκτρο δεν αντιστοιχεί σε κάτι."
ONLY_KEYS = "Αυτή τη στιγμή δεν μπορώ να σας ακούσω, αλλά σας εξυπηρετώ με τα πλήκτρα."
NEEDS_WORDS = "Αυτό χρειάζεται λόγια, και τώρα δεν μπορώ να σας ακούσω. Θα σας καλέσει υπάλληλος."

GO_ON = "Συνεχίστε."
FROM_THE_START = "Ας τα πάρουμε από την αρχή."
RIGHT = "Σωστά;"
ONCE_MORE = "Πείτε ή πληκτρολογήστε τα ψηφία ξανά."

ONE_MOMENT = "Συγγνώμη, το σύστημα αργεί να απαντήσει. Μια στιγμή, παρακαλώ."
DOWN = "Συγγνώμη, το σύστημα δεν απαντά τώρα και δεν μπορώ να προχωρήσω. Θα σας καλέσει υπάλληλος."
EMERGENCY = "Αν κινδυνεύει κάποιος, κλείστε και καλέστε τώρα το 112."
IS_IT_URGENT = "Είναι επείγον; Αν κινδυνεύει κάποιος, καλέστε τώρα το 112. Αλλιώς πείτε «όχι» και συνεχίζουμε."
NOT_URGENT = "Εντάξει, συνεχίζουμε."
HELP_LINE = "Δεν είστε μόνοι. Στο 10 18 σας ακούει άνθρωπος, μέρα και νύχτα."

CONNECTING = "Σας συνδέω με υπάλληλο. Μείνετε στη γραμμή."
NOBODY_ANSWERS = "Δεν απαντά κανείς αυτή τη στιγμή. Θα σας καλέσουμε εμείς."
CLOSED = "Οι υπάλληλοι δεν είναι τώρα στα γραφεία. Θα σας καλέσουμε εμείς."
WHICH_PHONE = "Σε ποιο τηλέφωνο να σας καλέσουμε; Πείτε ή πληκτρολογήστε τα δέκα ψηφία."
WRONG_PHONE = "Αυτό δεν μοιάζει με τηλέφωνο. Πείτε ή πληκτρολογήστε τα δέκα ψηφία."
NO_CALL_BACK = "Εντάξει, δεν το σημειώνω."
CALL_BACK_FILED = "Το σημείωσα. Θα σας καλέσουμε εμείς."
ANYTHING_ELSE = "Χρειάζεστε κάτι άλλο;"

WHICH_CODE = "Πείτε ή πληκτρολογήστε τα έξι ψηφία του κωδικού."
NO_SUCH_CODE = "Δεν βρίσκω συζήτηση με αυτόν τον κωδικό. Πείτε μου από την αρχή τι χρειάζεστε."
RESUMED = "Βρήκα τη συζήτησή μας. Συνεχίζουμε από εκεί που μείναμε."
SLOWER = "Μάλιστα, πιο αργά."

FIXED = tuple(value for name, value in list(globals().items()) if name.isupper() and isinstance(value, str))


def hello(hour: int) -> str:
    """The first words; `hour` 0 to 23."""
    greeting = "καλημέρα σας" if 4 <= hour < 13 else "καλησπέρα σας"
    return f"Δήμος Κομοτηνής, {greeting}. Σας μιλά ο αυτόματος βοηθός."


def resume_code(code: str) -> str:
    """Told when a form begins. `code`: digits; empty for the record, where nobody needs it."""
    return f"Αν κοπεί η γραμμή, καλέστε ξανά και πείτε: έχω κωδικό {grouped(code) if code else '••••'}."


def grouped(digits: str) -> str:
    """Digits as they are read back, one by one: in threes; telephones three, three and four; four together."""
    if len(digits) == 10:
        return ", ".join(digit_by_digit(part) for part in (digits[:3], digits[3:6], digits[6:]))
    return digit_by_digit(digits, 0 if len(digits) <= 4 else 3)


def progress(count: int, length: int) -> str:
    """After part of the digits."""
    left = length - count
    return "Και το τελευταίο ψηφίο;" if left == 1 else f"Και τα υπόλοιπα {left} ψηφία;"


def case_number(code: str, pin: str | None) -> str:
    """The receipt of a call-back, in the words by which «πού βρίσκεται η υπόθεσή μου» asks for it later.

    `code`: digits, or a protocol number.
    """
    said = grouped(code) if code.isdecimal() else code
    return f"Ο κωδικός του αιτήματος είναι {said}." + (f" Το PIN είναι {grouped(pin)}." if pin else "")
