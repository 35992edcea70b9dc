"""Concepts of software, data and machines that compute."""

CONCEPTS = """
ai, artificial intelligence, machine learning, llm, language model, gpt, chatgpt, copilot, generative, model, claude, gemini, mistral | ia, intelligence artificielle, modèle de langage, llm, gpt, chatgpt, copilot, génératif, mistral | KI, künstliche Intelligenz, Sprachmodell, maschinelles Lernen, Copilot
software, application, app, tool, program, system | logiciel, application, appli, outil, programme, système | Software, Anwendung, App, Werkzeug, Programm, System
code, programming, developer, coding, software engineer, pull request, repository, source code, programmer, script, pull requests, code review, developers, cobol | code, programmation, développeur, coder, dépôt, script, programmeur, relecture du code, revue de code | Code, programmieren, Entwickler, Quelltext, Skript
release, deploy, deployment, release notes, changelog, version, rollout, commits, commit, changes | mise en production, déploiement, version, notes de version, déployer, livraison logicielle, changements du code, notes de version | Bereitstellung, Version, Freigabe, ausrollen
unit test, test coverage, regression, automated tests, test suite | test unitaire, couverture, régression | Komponententest, Testabdeckung, Regression
legacy, old system, migration, migrate, mainframe, cobol, outdated code, modernise, rewrite, old programs | ancien système, migration, migrer, patrimoine, moderniser, réécrire, vieux programmes | Altsystem, Migration, migrieren, modernisieren
database, sql, query, data warehouse, table, warehouse of data, plain questions, ask the data | base de données, requête, sql, entrepôt de données, langage courant | Datenbank, Abfrage, SQL
data, dataset, figures, numbers, record, master data, records, fields, field, numbers | donnée, chiffre, jeu de données, référentiel, champ, champs, informations | Daten, Zahlen, Datensatz, Stammdaten
crm, salesforce, hubspot, customer file, contact, address book, contacts | crm, contact, fichier client, carnet d'adresses | CRM, Kontakt, Kundendatei
erp, sap, back office system, enterprise system | erp, sap, progiciel, gestion intégrée | ERP, SAP, Warenwirtschaft
password, login, sign-in, reset, locked out, account unlock, credentials, mfa, unlock, locked, reset the password | mot de passe, connexion, identifiant, réinitialiser, réinitialisation, bloqué, débloquer | Passwort, Anmeldung, zurücksetzen, gesperrt, Kennwort
access, access right, right, permission, account, authorisation, entitlement, accounts, set up accounts, access request | accès, droit, habilitation, compte, autorisation, permission, comptes | Zugang, Zugriff, Berechtigung, Recht, Konto
security, cyber, vulnerability, attack, malware, breach, hacker, virus, threat | sécurité, cyber, vulnérabilité, attaque, faille, pirate, virus | Sicherheit, Cyber, Schwachstelle, Angriff, Virus
log, log file, event log, trace, alarm, alert, monitoring | journal, log, trace, alarme, alerte | Protokolldatei, Logdatei, Alarm, Meldung
server, network, infrastructure, cloud, hosting | serveur, réseau, infrastructure, cloud, hébergement | Server, Netzwerk, Infrastruktur, Cloud
interface, integration, api, connect, connector, link systems, sync, synchronise, double entry | interface, intégration, api, connecter, connecteur, synchroniser | Schnittstelle, Integration, verbinden, synchronisieren
sensor, iot, vibration, temperature, telemetry | capteur, iot, vibration, température, télémétrie | Sensor, Vibration, Temperatur
camera, vision, image recognition, visual inspection, computer vision | caméra, vision, reconnaissance d'image | Kamera, Bilderkennung, Bildverarbeitung
barcode, qr code, label, serial number, reference number | code-barres, code qr, étiquette, numéro de série, référence | Barcode, QR-Code, Etikett, Seriennummer
specification, requirement, user story, backlog, acceptance criteria, brief, user stories, need, needs | spécification, exigence, cahier des charges, besoin, récit utilisateur, besoins, précisions | Spezifikation, Anforderung, Lastenheft, Pflichtenheft
prototype, mock-up, mockup, wireframe, ui, user interface, screen | prototype, maquette, écran, interface | Prototyp, Entwurf, Oberfläche, Bildschirm
printer, wifi, vpn, laptop trouble, computer trouble | imprimante, wifi, vpn, ordinateur | Drucker, WLAN, VPN, Computer
tablet, mobile, smartphone, handheld | tablette, mobile, smartphone | Tablet, Handy, Smartphone
"""
