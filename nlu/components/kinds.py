"""Everyday names of kinds of places, events, languages and departments that no example happens to hold."""

from __future__ import annotations

_PLACES = """
ταβέρνα: ταβέρνες, ταβερνάκι, ταβερνάκια, taverna, tavern
εστιατόριο: εστιατόρια, restaurant, restaurants, lokanta, lokantalar
ψαροταβέρνα: ψαροταβέρνες, fish restaurant
ψησταριά: ψησταριές, ψητοπωλείο
σουβλατζίδικο: σουβλατζίδικα
πιτσαρία: πιτσαρίες, pizzeria
ζαχαροπλαστείο: ζαχαροπλαστεία, pastanesi
καφετέρια: καφετέριες, cafe, cafes
καφενείο: καφενεία
μεζεδοπωλείο: μεζεδοπωλεία, μεζεδάδικο
τσιπουράδικο: τσιπουράδικα
ουζερί: ουζερί
μπαρ: μπαρ, bar, bars
μπουγατσατζίδικο: μπουγατσατζίδικα
φούρνος: φούρνοι, φούρνους, bakery
ξενοδοχείο: ξενοδοχεία, hotel, hotels, otel, oteller, otelleri
ξενώνας: ξενώνες, ξενώνα, hostel, guesthouse
πανσιόν: πανσιόν, pansiyon
κατάλυμα: καταλύματα, accommodation
δωμάτιο: δωμάτια, rooms to let, oda
διαμέρισμα: διαμερίσματα, apartment
κάμπινγκ: κάμπινγκ, camping, campsite
μουσείο: μουσεία, museum, museums, müze, müzeler
παραλία: παραλίες, ακτή, ακτές, πλαζ, beach, beaches, plaj, plajlar
μοναστήρι: μοναστήρια, μονή, monastery
εκκλησία: εκκλησίες, church, churches, kilise
τζαμί: τζαμιά, mosque, mosques, cami, camiler
λίμνη: λίμνες, lake, göl
καταρράκτης: καταρράκτες, waterfall
αξιοθέατο: αξιοθέατα, sights
μνημείο: μνημεία, monument
πάρκινγκ: πάρκινγκ, parking
πινακοθήκη: πινακοθήκες, gallery
"""
_EVENTS = """
συναυλία: συναυλίες, λάιβ, live, concert, concerts, konser
θέατρο: παράσταση, παραστάσεις, θεατρικό, θεατρικά, θεατρική παράσταση
έκθεση: εκθέσεις, exhibition, sergi
εργαστήρι: εργαστήρια, εργαστήριο, workshop
σεμινάριο: σεμινάρια
ξενάγηση: ξεναγήσεις, guided tour
ομιλία: ομιλίες, διάλεξη
φεστιβάλ: festival
πανηγύρι: πανηγύρια
γιορτή: γιορτές
καρναβάλι: καρναβάλια, carnival
κουκλοθέατρο: κουκλοθέατρο
σινεμά: προβολή, προβολές, κινηματογράφος, προβολή ταινίας, θερινό σινεμά
χορός: χοροί
διαγωνισμός: διαγωνισμοί, διαγωνισμού
εκδρομή: εκδρομές
πεζοπορία: πεζοπορίες
τουρνουά: τουρνουά
αγώνας δρόμου: ημιμαραθώνιος, μαραθώνιος
αιμοδοσία: εθελοντική αιμοδοσία
δενδροφύτευση: δενδροφυτεύσεις, δεντροφύτευση
μάθημα: μαθήματα
ημερίδα: ημερίδες
κατασκήνωση: κατασκηνώσεις
παρουσίαση βιβλίου: παρουσίαση του βιβλίου, βιβλιοπαρουσίαση
"""
_LANGUAGES = """
αγγλικά: english, στα αγγλικά, ingilizce
τουρκικά: τούρκικα, turkish, türkçe
ελληνικά: greek, yunanca
γερμανικά: german, deutsch
γαλλικά: french
ρωσικά: ρώσικα, russian, русский
βουλγαρικά: βουλγάρικα, bulgarian
αλβανικά: albanian
αρμενικά: αρμένικα
πομακικά: πομάκικα
ιταλικά: italian
ισπανικά: spanish
ουκρανικά: ukrainian
αραβικά: arabic
ρομανί: ρομανί
"""
_DEPARTMENTS = """
Ληξιαρχείο: ληξίαρχος, ληξίαρχο
Δημοτολόγιο: δημοτολόγιο
Γραφείο Δημάρχου: δήμαρχος, δήμαρχο, γραφείο του δημάρχου
Κοινωνική Υπηρεσία: κοινωνική υπηρεσία, πρόνοια, κοινωνική λειτουργός, κοινωνικός λειτουργός
Τεχνική Υπηρεσία: τεχνική υπηρεσία, τεχνικές υπηρεσίες
Πολεοδομία: υπηρεσία δόμησης
Πρωτόκολλο: γραφείο πρωτοκόλλου
Ταμείο: ταμείο
Λογιστήριο: λογιστήριο
Οικονομική Υπηρεσία: οικονομική υπηρεσία, οικονομικές υπηρεσίες
Δημοτική Αστυνομία: δημοτική αστυνομία
Κέντρο Κοινότητας: κέντρο κοινότητας
Πολιτική Προστασία: πολιτική προστασία
Βοήθεια στο Σπίτι: βοήθεια στο σπίτι
ΔΕΥΑΚ: δευακ
ΚΕΠ: κεπ
ΚΑΠΗ: καπη
ΔΚΕΠΠΑΚ: δκεππακ
Υπηρεσία Καθαριότητας: υπηρεσία καθαριότητας
Υπηρεσία Πρασίνου: υπηρεσία πρασίνου
Νομική Υπηρεσία: νομική υπηρεσία
"""
# Guests' words for what the list of places holds in Greek.
_LANDMARKS = """
δημαρχείο: town hall, city hall, belediye, belediyeyi, belediyeye, belediyede, belediyenin
ΚΤΕΛ: bus station, coach station, bus terminal, otogar, otogara, otogardan, otogarda, otobüs terminali
σιδηροδρομικός σταθμός: train station, railway station, tren istasyonu, gar
νοσοκομείο: hospital, hastane, hastaneye, hastanede, hastanesi
Πύργος του Ρολογιού: clock tower, saat kulesi, saat kulesine, πύργο ρολόι
Γενί Τζαμί: new mosque, yeni cami, yeni camii, yeni camiye
κάστρο: castle, fortress, byzantine wall, byzantine walls, byzantine fortress, kale, kaleye
Αρχαιολογικό Μουσείο: archaeological museum, archeological museum, αρχαιολογικό, arkeoloji müzesi
Λαογραφικό Μουσείο: folklore museum, λαογραφικό, folklor müzesi
Δημοτική Βιβλιοθήκη: municipal library, public library, kütüphane
πανεπιστήμιο: university, university campus, üniversite, φοιτητική εστία
κεντρική πλατεία: main square, central square, merkez meydan
παλιά αγορά: old market, eski çarşı
λαϊκή αγορά: street market, farmers market
δάσος Νυμφαίας: Nymfaia forest, Nymphaia forest
δημοτικό άλσος: city park, central park
αστυνομία: police station, karakol
ταχυδρομείο: post office, postane
φαρμακείο: pharmacy, eczane
Εκκλησιαστικό Μουσείο: Imaret, imaret
λίμνη Βιστωνίδα: Βιστωνίδα, λίμνη Βιστονίδα, lake Vistonida, lake Vistonis
κέντρο υγείας: κέντρο υγείας, health centre
"""
_AREAS = """
Φανάρι: Fener, Fanari
Παραλία Μέσης: παραλία της Μέσης, Messi beach
"""


def _rows(entity: str, table: str) -> list[tuple[str, str, str]]:
    rows = []
    for line in table.strip().splitlines():
        value, others = line.split(":")
        rows += [(entity, value, phrase) for phrase in (value, *(other.strip() for other in others.split(",")))]
    return rows


# (entity, value, phrase)
KINDS: tuple[tuple[str, str, str], ...] = (
    *_rows("place_kind", _PLACES),
    *_rows("event_kind", _EVENTS),
    *_rows("language", _LANGUAGES),
    *_rows("department", _DEPARTMENTS),
    *_rows("landmark", _LANDMARKS),
    *_rows("area", _AREAS),
)
