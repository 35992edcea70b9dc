"""Concepts of single trades: care, schools, towns, banks, shops, hotels, farms."""

CONCEPTS = """
patient, nurse, care home, ward round, bedside | patient, soins, infirmière, ehpad, soignants | Patient, Pflege, Pflegekraft
medical letter, discharge letter, medical report, doctor's letter, medical record, patient record | lettre de sortie, compte rendu médical, dossier médical, dossier patient | Arztbrief, Entlassbrief, Patientenakte, Befund
diagnosis, symptom, scan of patient, radiology, medical imaging, screening | diagnostic, symptôme, radiographie, radiologie, imagerie médicale, dépistage | Diagnose, Symptom, Röntgen, Radiologie
medicine, drug, medication, prescription, pharmacy, dose | médicament, ordonnance, pharmacie, prescription, dose | Arzneimittel, Medikament, Rezept, Apotheke
pupil, student, lesson plan, exam, homework, teacher, marking, exercise | élève, étudiant, plan de cours, examen, devoir, enseignant, correction de copies | Schüler, Student, Unterricht, Prüfung, Lehrer
citizen, town, municipality, town hall, public office, civil servant, residents | citoyen, mairie, commune, administré, habitants, agent public | Bürger, Stadt, Gemeinde, Amt, Verwaltung
permit application, planning permission, building permit, application for benefits, social benefit | permis de construire, demande d'aide, aide sociale, allocation, dossier de demande | Bauantrag, Genehmigungsantrag, Sozialleistung
pothole, road damage, street light, road repair, street | nid-de-poule, voirie, lampadaire, chaussée, rue | Schlagloch, Straßenschaden, Straßenlaterne
bank advisor, banking, account opening, loan officer, branch, savings | conseiller bancaire, banque, ouverture de compte, épargne, agence bancaire | Bankberater, Bank, Kontoeröffnung, Sparen
investment, fund, portfolio, stock exchange, shares | investissement, fonds, portefeuille, bourse, actions | Anlage, Fonds, Portfolio, Börse
supermarket, shop, store, checkout, till, shelf, shelves, shopper, retail | magasin, boutique, caisse, rayon, supermarché, grande surface | Laden, Geschäft, Kasse, Regal, Supermarkt
expiry of food, fresh produce, fruit, vegetables, bread, bakery, baker | date de péremption, produits frais, fruits, légumes, pain, boulangerie | Haltbarkeit, Frischware, Obst, Gemüse, Brot, Bäckerei
size, fit, clothing, garment, fashion, shoes | taille, vêtement, mode, chaussures, essayage | Größe, Kleidung, Mode, Schuhe
hotel guest, room cleaning, housekeeping, booking request, front office | client de l'hôtel, ménage des chambres, gouvernante, demande de réservation | Hotelgast, Zimmerreinigung, Buchungsanfrage
dish, allergen, ingredient, menu card, chef | plat, allergène, ingrédient, carte, chef cuisinier | Gericht, Allergen, Zutat, Speisekarte
power grid, power line, wind turbine, solar, photovoltaic, grid | réseau électrique, ligne électrique, éolienne, solaire, photovoltaïque | Stromnetz, Windrad, Solar, Photovoltaik
telecom, antenna, fibre, broadband, network fault, router | télécom, antenne, fibre, haut débit, panne réseau, routeur | Telekom, Antenne, Glasfaser, Router
publishing, book, manuscript, author, library, reader | édition, livre, manuscrit, auteur, bibliothèque, lecteur | Verlag, Buch, Manuskript, Autor, Bibliothek
donor, charity, volunteer, fundraising, association, member | donateur, bénévole, association, collecte de fonds, adhérent | Spender, Ehrenamt, Verein, Mitglied
patent, prior art, invention, literature search, scientific paper, research paper | brevet, antériorité, invention, article scientifique, bibliographie | Patent, Stand der Technik, Fachartikel
clinical study, clinical trial, study protocol, ethics | étude clinique, essai clinique, protocole d'étude | klinische Studie, Studienprotokoll
ticketing, concert, museum, theatre, sports club, tickets sold | billetterie, concert, musée, théâtre, club sportif | Eintrittskarte, Konzert, Museum, Theater
cleaning, laundry, cleaning round, cleaner, tidy | nettoyage, blanchisserie, ménage, propreté, nettoyer | Reinigung, Wäscherei, Putzen
translation agency, interpreter, terminology, glossary, translators | agence de traduction, interprète, terminologie, glossaire, traducteurs | Übersetzungsbüro, Dolmetscher, Terminologie, Glossar
car dealer, garage, workshop booking, test drive, tyres | concessionnaire, garage, essai routier, pneus | Autohaus, Werkstatt, Probefahrt, Reifen
bus, timetable, commuter, public transport, tram, metro | bus, horaires de bus, transport en commun, tramway, métro | Bus, Fahrplan, Nahverkehr, Straßenbahn
"""
