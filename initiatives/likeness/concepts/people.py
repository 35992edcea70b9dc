"""Concepts of people at work: hiring, learning, time, health."""

CONCEPTS = """
employee, staff, colleague, worker, workforce, team member, personnel, people | employé, salarié, collaborateur, collègue, personnel, équipe | Mitarbeiter, Kollege, Personal, Beschäftigte, Belegschaft
newcomer, new hire, onboarding, joiner, starter, induction, new colleague, new starter, first day, new employee, recruits, settle in, welcome, newly hired, beginner | nouvel arrivant, intégration, arrivant, nouveau, recrue, accueil, onboarding, bienvenue, arrivée, débutant | Einarbeitung, neue Mitarbeiter, Neuling, Onboarding, Willkommen, Einsteiger
apply, applicant, application, candidate, cv, resume, jobseeker, job seeker, applications | candidature, candidat, cv, postuler, postulant, dossier de candidature | Bewerbung, Bewerber, Lebenslauf, Kandidat
recruit, recruiting, hire, hiring, recruitment, vacancy, job ad, job posting, opening, headhunting, talent, job, position, role, post, job offer, job advert | recruter, recrutement, embauche, embaucher, poste, offre d'emploi, annonce, fiche de poste, offre, embaucher, recruteur | einstellen, Recruiting, Stelle, Stellenanzeige, Personalsuche, Position, Arbeitsplatz
interview, interviewing, selection talk, interviewer, talks, conversations with candidates | entretien, entrevue, interroger | Vorstellungsgespräch, Interview, Gespräch, befragen
screen, preselect, shortlist, sift, sort through, filter, first selection, preselection, short list | présélection, trier, tri, filtrer, sélectionner, retenir, sélection, premier tri | vorauswählen, sichten, filtern, auswählen, Vorauswahl
training, course, learning, lesson, teach, e-learning, workshop, learn, coaching, trainer, quiz, class, education, e learning, online course, trainers, competence building, educate | formation, former, cours, apprentissage, apprendre, enseigner, formateur, quiz, coaching, pédagogique, stagiaire, module | Schulung, Kurs, Training, lernen, Weiterbildung, lehren
skill, competence, competency, qualification, ability | compétence, qualification, aptitude, savoir-faire | Fähigkeit, Kompetenz, Qualifikation
holiday, leave, vacation, absence, day off, time off, sick note, sick leave | congé, congés, vacances, absence, arrêt maladie, rtt | Urlaub, Abwesenheit, Krankmeldung, Ferien
shift, rota, roster, staffing, working hours, timetable, schedule of staff, crew, night shift, early shift, rotas, who works when | équipe, planning, horaire, roulement, poste, équipe de nuit, relève, quart | Schicht, Dienstplan, Einsatzplan, Frühschicht, Nachtschicht
timesheet, time tracking, hours worked, time recording, clocking | feuille de temps, pointage, heures, temps passé | Stundenzettel, Zeiterfassung, Arbeitszeit
appraisal, performance review, evaluation, annual talk, goals, objective | évaluation, entretien annuel, objectif, bilan | Beurteilung, Mitarbeitergespräch, Ziel
leaver, offboarding, exit, resignation, quit, turnover | départ, démission, sortie | Austritt, Kündigung, Offboarding
benefit, pension, perk, insurance of staff | avantage, retraite, mutuelle | Leistung, Rente, Pension
manager, boss, supervisor, lead, head, management, leader, director, executive, leadership, management board, directors | manager, responsable, chef, direction, dirigeant, encadrant, directeur, direction générale | Führungskraft, Chef, Leiter, Leitung, Vorstand
board, steering committee, committee | comité, conseil, codir | Gremium, Ausschuss, Vorstand
patient, care, nurse, doctor, hospital, clinic, medical, physician, ward, health, bedside, treatment, diagnosis, therapy | patient, soin, infirmier, médecin, hôpital, clinique, médical, santé, traitement, diagnostic, soignant | Patient, Pflege, Arzt, Klinik, Krankenhaus, Behandlung, Diagnose
student, pupil, teacher, school, university, class | élève, étudiant, professeur, école, université | Schüler, Student, Lehrer, Schule
citizen, resident, authority, municipality, town hall, council | citoyen, habitant, mairie, administration, commune | Bürger, Behörde, Gemeinde
visitor, reception, front desk, guest, lobby | visiteur, accueil, réception, hôte | Besucher, Empfang, Gast
personal data, privacy, anonymise, anonymize, confidential, sensitive, redact, black out, mask | données personnelles, anonymiser, confidentiel, sensible, caviarder, masquer, vie privée | personenbezogen, anonymisieren, vertraulich, Datenschutz, schwärzen
survey of staff, engagement, mood, climate, wellbeing, morale | climat social, bien-être, ambiance, engagement, moral | Stimmung, Betriebsklima, Wohlbefinden
mentor, buddy, peer, matching people, expert finder, who knows what, pairing, partner up, right person, the right colleague | mentor, parrain, pair, tuteur, annuaire, bonne personne, personne compétente | Mentor, Pate, Ansprechpartner
union, works council, staff representative | syndicat, cse, représentant du personnel | Betriebsrat, Gewerkschaft
field technician, fitter, engineer, mechanic, craftsman, technician | technicien, ingénieur, mécanicien, monteur | Techniker, Monteur, Mechaniker, Ingenieur
driver, courier, trucker | chauffeur, conducteur, livreur, coursier | Fahrer, Kurier
partner, reseller, dealer, distributor | partenaire, revendeur, distributeur, concessionnaire | Partner, Händler, Vertriebspartner
"""
