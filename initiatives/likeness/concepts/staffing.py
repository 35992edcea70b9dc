"""Concepts of human resources, finer than those of `people`."""

CONCEPTS = """
leave balance, days of leave, holiday balance, vacation days, days off left, holidays left, how many days | solde de congés, jours de congé, jours de vacances, congés, vacances, jours restants | Urlaubskonto, Resturlaub, Urlaubstage
absence, sick, away, holidays, leave, absent, sick days | absence, malade, arrêt maladie, absent, congés | Abwesenheit, krank, Krankheit, Urlaub
staff, employees, workforce, staff member, personnel, hr question, workers | salarié, collaborateurs, personnel, employés, agents | Belegschaft, Mitarbeitende, Personal
job advert, job ad, vacancy, job posting, job advertisement, opening, job offers | offre d'emploi, annonce de recrutement, annonce, poste à pourvoir | Stellenanzeige, Stellenausschreibung, Inserat
job profile, job description, role profile, role, profile, requirements of the job, role description | fiche de poste, profil, profil recherché, profil de poste, description de poste, poste | Stellenprofil, Stellenbeschreibung, Profil, Rolle
appraisal, annual review, annual interview, performance review, yearly talk, evaluation | entretien annuel, évaluation, entretien professionnel, bilan annuel | Jahresgespräch, Beurteilung, Mitarbeitergespräch
wish for training, training wishes, development wish, skills gap | besoin de formation, souhaits de formation, besoins d'apprentissage, formation, apprentissage, montée en compétences | Schulungsbedarf, Weiterbildungswunsch, Lernbedarf
staff schedule, rota, roster, weekly schedule, shift plan, staff planning, working times | planning, horaires, répartir les horaires, emploi du temps, tableau de service | Dienstplan, Schichtplan, Einsatzplanung, Arbeitszeiten
new joiner, newcomer, new hires, new starters, newly hired, beginners, new agents, first month, first weeks, recruits | nouvel arrivant, nouveaux arrivants, nouveaux, recrue, premier mois, premières semaines, débutant | Neuzugang, Neue, Einsteiger, neue Mitarbeiter, erste Wochen
onboarding, induction, welcome, introduction, starting, learn the ropes | intégration, accueil, parcours d'intégration, accompagner, prise de poste | Einarbeitung, Onboarding, Einführung, Einstieg
coach, tutor, mentor, hint, whisper, guidance, prompter, tips, advice | coach, coaching, tuteur, mentor, conseil, souffler, guide, indices | Coach, Tutor, Mentor, Hinweise, Tipps, Anleitung
exit interview, leavers, resign, why people leave, staff turnover, departure, retention | entretien de départ, départs, démission, rotation du personnel, fidélisation | Austrittsgespräch, Kündigung, Fluktuation
employee survey, staff survey, free-text answers, open answers, pulse survey, engagement survey | enquête interne, enquête auprès des salariés, réponses libres, baromètre social, verbatims | Mitarbeiterbefragung, Freitextantworten
skills, skill profile, skills database, competences, expertise, expert | compétences, annuaire de compétences, expertise, expert | Kompetenzen, Fähigkeiten, Expertise, Experte
career, promotion, internal mobility, internal job, successor, succession | carrière, promotion, mobilité interne, successeur, relève des cadres | Karriere, Beförderung, Nachfolge, interner Wechsel
certificate, reference letter, employment certificate, employer reference, attestation | certificat, attestation, attestation employeur, certificat de travail | Zeugnis, Arbeitszeugnis, Bescheinigung
contract of employment, employment contract, amendment, work contract | contrat de travail, avenant, cdi, cdd | Arbeitsvertrag, Vertragsänderung
overtime, extra hours, hours worked, flexitime, working time | heures supplémentaires, heures travaillées, temps de travail, récupération | Überstunden, Arbeitszeit, Gleitzeit
online training, training course, quiz, learning module, training material, mandatory training | formation en ligne, module, quiz, support de formation, formation obligatoire | Onlinekurs, Lernmodul, Quiz, Pflichtschulung
foreign worker, non-native, language barrier, foreigner, mother tongue, native language | travailleur étranger, étranger, étrangers, barrière de la langue, langue maternelle, propre langue | ausländisch, Fremdsprachler, Muttersprache, eigene Sprache, Sprachbarriere
deaf, hard of hearing, blind, disabled, impaired, hearing, hearing-impaired | sourd, malentendant, aveugle, handicapé, malvoyant | gehörlos, schwerhörig, blind, behindert
subcontractor, contractor, external staff, temp, freelancer, temporary worker, agency worker | sous-traitant, intérimaire, externe, indépendant, prestataire | Subunternehmer, Fremdfirma, Leiharbeiter, Freiberufler
team leader, team lead, manager, supervisor, responsible, line manager | chef d'équipe, responsable, manager, encadrant, supérieur, responsable d'équipe | Teamleiter, Vorgesetzter, Verantwortlicher
colleague, coworker, workmate, teammates, peers | collègue, équipier, camarade | Kollege, Teamkollege
identical questions, asked again, frequent question, repeated question, twenty questions, identical enquiries, questions | mêmes questions, question sans arrêt, questions fréquentes, pose la question, questions | gleiche Fragen, häufige Fragen, immer dieselben
"""
