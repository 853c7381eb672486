"""German column headers, those of Outlook and Thunderbird among them."""

PLACES = {
    "work": "geschäftlich|dienstlich|Firma|Firmen|Büro|Arbeit|Arbeits|beruflich|gesch.|Geschäft|Geschäfts|"
    "Dienst|Arbeitsadresse",
    "home": "privat|Privat|private|Zuhause|persönlich|Wohnung|Privatadresse",
    "other": "weitere|weiterer|weiteres|weiteres/r|weiteres/e|andere|anderer|sonstige|zusätzliche|"
    "Andere Adr.|zweite",
    "main": "Haupt|primäre",
}

WORDS = {
    "name?": "Name|Kontakt|Kontaktname|Ansprechpartner|Ansprechpartnerin|Person",
    "full_name": "Anzeigename|Vollständiger Name|Voller Name|Vor- und Nachname|Name, Vorname|"
    "Vorname Nachname|Ganzer Name|Teilnehmer",
    "given": "Vorname|Rufname|Vornamen|Vorname(n)",
    "middle": "Weitere Vornamen|Zweiter Vorname|Mittelname|2. Vorname",
    "family": "Nachname|Familienname|Zuname",
    "prefix": "Anrede|Akad. Titel|Namenspräfix|Akademischer Titel|Titel vorangestellt|Präfix",
    "suffix": "Suffix|Namenssuffix|Namenszusatz|Titel nachgestellt",
    "nickname": "Spitzname|Kosename",
    "phonetic_given": "Ausspracheform Vorname|Vorname phonetisch",
    "phonetic_family": "Ausspracheform Nachname|Nachname phonetisch",
    "organisation": "Firma|Unternehmen|Organisation|Firmenname|Arbeitgeber|Institution|Betrieb|Gesellschaft|"
    "Einrichtung|Hochschule|Universität",
    "title": "Position|Funktion|Berufsbezeichnung|Jobtitel|Arbeitstitel|Stelle|Rolle|Stellung|"
    "Amtsbezeichnung|Tätigkeit",
    "title?": "Titel",
    "department": "Abteilung|Bereich|Referat",
    "email": "E-Mail|E-Mail-Adresse|Mailadresse|Primäre E-Mail-Adresse|E-Mail: Adresse|E-Mails|Emailadresse|"
    "Elektronische Post",
    "other_email": "Sekundäre E-Mail-Adresse|Weitere E-Mail",
    "email_type": "E-Mail-Typ|E-Mail: Typ",
    "phone": "Telefon|Telefonnummer|Tel.|Telefon-Nr.|Tel.-Nr.|Rufnummer|Festnetz|Durchwahl|Fon|Telefonnr",
    "mobile": "Mobiltelefon|Handy|Mobil|Mobilnummer|Mobil-Tel.-Nr.|Handynummer|Mobilfunk|Mobilfunknummer|"
    "Mobiltel.|Natel",
    "work_phone": "Telefon Firma|Zentrale",
    "main_phone": "Haupttelefon|Hauptnummer",
    "other_phone": "Autotelefon|ISDN|Rückmeldung|Pager|Pager-Nummer|Pager Nummer|Andere Telefonnummer",
    "fax": "Fax|Faxnummer|Fax-Nummer|Telefax|Fax-Nr.",
    "url": "Webseite|Website|Internet|Homepage|Internetadresse|Webadresse|Netzseite|Internetseite",
    "social": "LinkedIn-Profil|Xing-Profil",
    "address": "Adresse|Anschrift|Postanschrift|Postadresse",
    "street": "Straße|Strasse|Straße und Hausnummer|Straße, Nr.|Straße/Nr.|Straße Hausnummer|Adresszeile|"
    "Straße und Nr.",
    "po_box": "Postfach",
    "extended": "Adresszusatz|Hausnummer",
    "city": "Ort|Stadt|Wohnort|Gemeinde",
    "region": "Bundesland|Kanton|Region|Bundesland/Kanton|Land/Kanton",
    "postal_code": "PLZ|Postleitzahl",
    "country": "Land|Staat|Land/Region",
    "labels": "Kategorien|Kategorie|Gruppe|Gruppen|Schlagwörter|Schlagworte|Tags|Etiketten|Label|Verteiler",
    "notes": "Notizen|Notiz|Bemerkung|Bemerkungen|Kommentar|Kommentare|Anmerkung|Anmerkungen|Hinweis|"
    "Hinweise|Beschreibung",
    "met_on": "Kennengelernt am|Getroffen am|Kennengelernt|Treffen am|Datum des Treffens|Erstkontakt",
    "connected_on": "Verbunden am|Vernetzt am|Vernetzt seit",
    "scanned_on": "Gescannt am|Scandatum|Erfasst am",
    "birthday": "Geburtstag|Geburtsdatum|Geb.-Datum|geboren am|Geb.",
    "birth_year": "Geburtsjahr",
    "birth_month": "Geburtsmonat",
    "anniversary": "Jahrestag|Hochzeitstag",
    "spouse": "Partner|Partnerin|Ehepartner|Ehepartner/Partner|Lebenspartner|Ehefrau|Ehemann",
    "child": "Kinder|Kind",
    "assistant": "Assistent(in)|Name Assistent|Assistenz|Assistent|Assistentin|Sekretariat",
    "manager": "Name des/r Vorgesetzten|Vorgesetzter|Vorgesetzte|Vorgesetzte(r)|Manager",
    "custom": "Benutzer 1|Benutzer 2|Benutzer 3|Benutzer 4|Benutzerdef. 1|Benutzerdef. 2|Benutzerdef. 3|"
    "Benutzerdef. 4|Beruf|Büro|Hobby|Hobbys|Empfohlen von|Telefon Assistent|Messenger-Name|Kennengelernt bei|"
    "Woher|Kennengelernt wo|Branche|Interessen|Veranstaltung",
    "-": "Initialen|Geschlecht|Internet Frei/Gebucht|Internet-Frei/Gebucht|Konto|Organisationsnr.|Priorität|"
    "Privat|Reisekilometer|Sozialversicherungsnr.|Sprache|Stichwörter|Vertraulichkeit|Verzeichnisserver|"
    "Abrechnungsinformation|Telex|Mobiltelefon 2 Typ|Telefon für Hörbehinderte|E-Mail: Angezeigter Name|Foto|"
    "Bild|Erstellt am|Geändert am|Erstellt|Geändert|lfd. Nr.|Kundennummer",
}
