"""Concepts of parts of a company and of what a company is made of."""

CONCEPTS = """
hr, human resources, people team, personnel department | rh, ressources humaines, drh | HR, Personalabteilung, Personalwesen
it, it department, technology team, sysadmin, administrator | informatique, dsi, service informatique | IT, EDV, IT-Abteilung
team, group, crew, squad, unit | équipe, groupe, unité, pôle | Team, Gruppe, Einheit
department, function, division, business unit, office, departments, team in charge, queue | service, département, direction, unité, bureau, services | Abteilung, Bereich, Dienststelle
company, firm, business, organisation, organization, enterprise, corporate | entreprise, société, organisation, firme, groupe | Unternehmen, Firma, Organisation, Betrieb
subsidiary, branch, site, location, region, country, affiliate | filiale, site, agence, région, pays, établissement | Niederlassung, Standort, Tochter, Region, Land
headquarters, head office, central | siège, centrale | Zentrale, Hauptsitz
strategy, vision, roadmap, target picture | stratégie, vision, feuille de route | Strategie, Vision, Fahrplan
process, procedure, flow, workflow, step | processus, procédure, flux, étape | Prozess, Verfahren, Ablauf, Schritt
milestone, work package, programme, portfolio | jalon, lot, programme, portefeuille | Meilenstein, Arbeitspaket, Programm
deadline, due date, time limit, expiry, expire, term, notice period | échéance, date limite, délai, expiration, terme, préavis | Frist, Fälligkeit, Ablauf, Stichtag, Termin
address, postcode, postal, street, location data | adresse, code postal, rue | Adresse, Postleitzahl, Straße
number, code, id, identifier, article number, classification code, account code | numéro, code, identifiant, référence, imputation | Nummer, Code, Kennung, Kontierung
product, item, article, goods, sku, range, assortment, merchandise, attributes, data sheet, technical details, whole range | produit, article, marchandise, gamme, référence, caractéristiques, fiche technique | Produkt, Ware, Artikel, Sortiment
service, performance, offering | service, prestation | Leistung, Dienst
night, evening, weekend, out of hours, after hours, at night | nuit, soir, week-end, hors horaires | Nacht, Abend, Wochenende
morning, daily, every day, day | matin, quotidien, chaque jour, journée, jour | Morgen, täglich, jeden Tag
week, weekly, friday, monday | semaine, hebdomadaire, hebdo, vendredi, lundi | Woche, wöchentlich, Freitag, Montag
month, monthly, quarter, quarterly | mois, mensuel, mensuellement, trimestre, trimestriel | Monat, monatlich, Quartal
year, annual, yearly | an, année, annuel | Jahr, jährlich
hour, time, minute, half a day | heure, temps, minute, demi-journée | Stunde, Zeit, Minute
history, past, previous, earlier, former, archive, precedent, last year, earlier ones, old files | historique, passé, ancien, précédent, antérieur, anciens, précédents, ancienne | Historie, Vergangenheit, frühere, vorherige
list, register, index, directory, inventory, table of | liste, registre, index, annuaire, répertoire | Liste, Register, Verzeichnis
attachment, enclosed, annex, appendix | pièce jointe, annexe, joint | Anhang, Anlage
patent, trademark, intellectual property, invention | brevet, marque déposée, propriété intellectuelle, invention | Patent, Schutzrecht, Erfindung
"""
