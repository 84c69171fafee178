"""Signs around somebody who may take their own life; plain words of it are in `greek.danger`."""

from __future__ import annotations

from greek.alarm_signs.words import Signs

LIKELY: Signs = (
    (
        r"(?:κρεμεται|στεκεται|ανεβηκε|ειναι)(?: \w+){0,4} (?:ακρη|ταρατσα|γεφυρα|καγκελα)",
        r"αποχαιρετισμου",
        r"(?:κοψ|εκοψ)\w*(?: \w+)? φλεβεσ",
        r"(?:σκοινι|σχοινι)(?: \w+){0,2} (?:ετοιμο|λαιμο|ταβανι)",
        r"αυτοπυρπολ\w*",
        r"(?:τελειωσω|τελειωνω)(?: \w+){0,2} (?:ολα|ολουσ)",
        r"(?:καλυτερα )?να μην υπηρχα",
        r"(?:πηρα|ηπια)(?: \w+){0,3} χαπια",
        r"λογο να ζ(?:ω|ησω)",
    ),
)
