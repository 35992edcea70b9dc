"""Concepts of the service desk, of software and of data at work."""

CONCEPTS = """
service desk, help desk, first level, second level, user support, second line, support group | service desk, centre de services, support informatique, assistance informatique, helpdesk | Servicedesk, Helpdesk, IT-Support, Benutzersupport
ticket, incident, request, service request, case, incoming ticket, support request, trouble ticket, issue | ticket, incident, demande, cas, dossier, signalement, requête | Ticket, Anfrage, Vorfall, Fall, Meldung
password, forgotten password, credentials, login, locked account, unlock account, two-factor, authentication | mot de passe, mot de passe oublié, identifiants, compte bloqué, se connecter, authentification, déblocage | Passwort, Kennwort, Zugangsdaten, gesperrtes Konto, anmelden
laptop, notebook, computer, pc, workstation, new laptop, desktop, device | ordinateur portable, ordinateur, portable, pc, poste de travail, machine | Laptop, Notebook, Rechner, Computer, PC
install, setup, software to install, configure, deploy | installer, configurer, paramétrer, mise en service, préparer le poste | installieren, Installation, einrichten, konfigurieren
script, macro, command line, small program, automation script | script, macro, ligne de commande, petit programme, programme | Skript, Makro, Kommandozeile
server, server log, monitoring, monitoring data, infrastructure, data centre, hosting, uptime | serveur, supervision, infrastructure, centre de données, hébergement | Server, Überwachung, Infrastruktur, Rechenzentrum
event, log, log file, log entries, trace, error message | journal, logs, trace, évènement, message d'erreur | Protokoll, Logs, Logdatei, Fehlermeldung
outage, breaks, service down, unavailable, downtime, crash, interruption | panne, coupure, indisponible, indisponibilité, plantage, interruption | Ausfall, Störung, Absturz
anomaly, unusual, outlier, abnormal, suspicious pattern, strange, deviating | anomalie, inhabituel, anormal, sortir de l'ordinaire, aberrant, bizarre | Anomalie, ungewöhnlich, auffällig, Ausreißer
phishing, scam, suspicious mail, suspicious email, dubious, fraudulent, spam, suspicious, fake mail, trap | hameçonnage, phishing, arnaque, mail suspect, frauduleux, louche, suspect, douteux, piège | Phishing, Betrugsmail, verdächtig, Spam, dubios
security team, cyber security, cybersecurity, vulnerability, threat, attack, hacked | équipe sécurité, cybersécurité, sécurité informatique, vulnérabilité, menace, attaque, piratage | IT-Sicherheit, Cybersicherheit, Schwachstelle, Angriff
backup, restore, recovery, disaster recovery, data loss | sauvegarde, restauration, reprise, perte de données | Sicherung, Wiederherstellung, Datenverlust
permission, access right, role, authorisation, privileges, user account, access request | droit d'accès, droits, habilitation, rôle, autorisation, compte utilisateur, permissions | Zugriffsrecht, Berechtigung, Rolle, Benutzerkonto
knowledge base, wiki, known solution, earlier resolution, old solutions, past tickets, known error | base de connaissances, wiki, solution connue, anciens tickets, erreur connue | Wissensdatenbank, bekannte Lösung, alte Tickets
bug report, bug, defect, error, regression, crash report, glitch | rapport de bogue, bug, bogue, défaut, erreur, régression | Fehlerbericht, Bug, Fehler
test case, test data, testing, automated test, quality assurance, regression test | cas de test, jeu de test, données de test, test automatique, recette | Testfall, Testdaten, automatischer Test
source code, code, codebase, program, function, code review, pull request, developer, programmer | code source, code, programme, revue de code, développeur, programmeur | Quellcode, Code, Programm, Entwickler
technical documentation, code documentation, comments in code, api documentation, readme | documentation technique, documentation du code, commentaires, documentation api | technische Dokumentation, Codedokumentation
requirement, user story, specification, feature request, backlog, feature | exigence, récit utilisateur, spécification, fonctionnalité, besoin métier | Anforderung, Spezifikation, Funktion, User Story
database query, sql, report query, ask the data, self-service analysis, data question | requête sql, requête, interroger les données, base de données | Datenbankabfrage, SQL, Abfrage
data quality, dirty data, stale data, wrong data, clean data, data cleansing, errors in data, clean | qualité des données, données erronées, périmé, erreurs, nettoyer, nettoyage | Datenqualität, falsche Daten, veraltet, bereinigen
excel sheet, spreadsheet, excel, worksheet, table, rows, columns, cell | tableur, excel, feuille de calcul, tableau, colonne, ligne | Tabelle, Excel, Tabellenblatt, Zeile, Spalte
dashboard, chart, graph, diagram, visualisation, visualization, business intelligence, power bi | tableau de bord, graphique, diagramme, visualisation, courbe | Dashboard, Diagramm, Grafik, Visualisierung
intranet, portal, sharepoint, internal site, internal page, internal website | intranet, portail, sharepoint, site interne, page interne | Intranet, Portal, SharePoint
form, form field, application form, online form, right form, current version of form | formulaire, imprimé, champ | Formular, Vordruck, Feld
current version, latest version, valid version, out of date version, right version, version | version actuelle, dernière version, version valable, bonne version | aktuelle Version, neueste Fassung, gültige Version
chatbot, virtual assistant, virtual agent, bot, assistant, digital assistant, robot, conversational agent | chatbot, assistant virtuel, agent virtuel, robot conversationnel, robot, bot, assistant, agent conversationnel | Chatbot, virtueller Assistent, Bot, Assistent
e-mail thread, email thread, long emails, thread, conversation, email chain, forwarded, mails, exchange of mails, correspondence | fil de mails, échange de mails, échanges, fil, conversation, chaîne de mails, mails transférés, transférer, mails | E-Mail-Verlauf, Verlauf, Mailwechsel, Konversation
inbox, mailbox, full inbox, shared mailbox, incoming mail, incoming messages | boîte mail, boîte de réception, boîte aux lettres, messagerie, courrier entrant | Posteingang, Postfach, Eingang
slide, deck, powerpoint, presentation, slide deck | diapositive, diapo, powerpoint, présentation, support | Folie, Präsentation, PowerPoint
corporate design, house style, layout, brand design, graphic charter, look and feel | charte graphique, charte, mise en page, identité visuelle | Corporate Design, Layout, Hausstil
phone, smartphone, mobile, mobile phone, tablet, app, handheld | téléphone, smartphone, mobile, portable, tablette, application mobile | Handy, Smartphone, Telefon, Tablet
image recognition, computer vision, camera, trained model, vision model, object detection, photo recognition | reconnaissance d'image, vision par ordinateur, caméra, modèle entraîné, détection d'objets | Bilderkennung, Kamera, trainiertes Modell
speech recognition, voice recognition, speech to text, transcribed, voice, voicebot, dictation | reconnaissance vocale, reconnaissance de la parole, voix, dictée, transcription | Spracherkennung, Sprache zu Text, Diktat
ocr, scan, scanner, reading text from pictures, digitise, pdf | ocr, numériser, scanner, scan, lecture optique, pdf | OCR, scannen, Scan, Texterkennung, PDF
machine learning, algorithm, trained, neural, model, predictive model, artificial intelligence | apprentissage automatique, algorithme, entraîné, modèle, modèle prédictif, intelligence artificielle | maschinelles Lernen, Algorithmus, Modell
many systems, system, application, tools, separate tools, silo | système, logiciel, applications, outils | mehrere Systeme, System, Anwendung
tab, screen, click, window, browser, mouse, button | onglet, écran, clic, cliquer, fenêtre, navigateur, bouton | Reiter, Bildschirm, klicken, Fenster
folder, shared drive, drive, directory, file name, files, network drive, binder | dossier, lecteur partagé, répertoire, fichier, classeur, arborescence | Ordner, Laufwerk, Verzeichnis, Datei
"""
