"""Latin-script words that Greek messages hold as they are, and the little words that show a sentence to be English."""

from __future__ import annotations

from greek.words import word_list

LOANWORDS = frozenset(
    word_list(
        """
    email mail e-mail gmail yahoo hotmail wifi wi-fi internet online offline link links site website web app apps pdf doc
    docx jpg jpeg png zip sms mms pin puk qr code bar-code barcode login logout password username user chat chatbot bot
    robot ai facebook fb instagram messenger viber whatsapp tiktok youtube google maps gps usb pc laptop tablet smartphone
    iphone android windows mac covid taxisnet taxis gov govgr mystreet kep e-kep booking airbnb hotel club cafe delivery
    courier franchise project event events festival workshop live stream streaming parking service services stop url http
    https www html id iban rf pos atm visa mastercard ebanking e-banking ok okay sorry hello hi bye please thanks thank sos
    help test start end vip tv radio fm led asap info faq fax ticket scan scanner print printer file upload download
    screenshot
    """
    )
)

# Words that no greeklish sentence holds (i, to, me, an, as, on, do, in, he, mas, ta, se… are left out: they are Greek as well).
SURE_ENGLISH = frozenset(
    word_list(
        """
    the this that these those is are was were am be been have has had i'm you your yours we our they their it's its my of
    and or but not what when where which who why how can could would should will want need please thanks thank hello hi
    report broken street light lamp there here from with for about at by certificate birth marriage death problem road water
    garbage trash speak english help get tell know much many does did don't doesn't isn't if any some good morning evening
    afternoon person human office open hours today tomorrow talk someone
    """
    )
)
