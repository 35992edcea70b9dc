"""Concepts of texts, documents and messages."""

CONCEPTS = """
email, mail, mailbox, inbox, message, outlook, letter, correspondence, emails | courriel, mail, message, boîte, messagerie, courrier, email | Mail, Postfach, Nachricht, Posteingang, Schreiben
answer, reply, respond, response, answering, replying | répondre, réponse, répondent | Antwort, antworten, beantworten
question, ask, asking, query, enquiry, inquiry, faq, request for information | question, demander, poser, interrogation, faq, renseignement | Frage, fragen, Anfrage, Rückfrage
request, demand, ticket, case, submission, apply, requests, issue, problem, trouble ticket | demande, requête, ticket, dossier, sollicitation, besoin, problème, saisine | Antrag, Anfrage, Anliegen, Ticket
complaint, complain, grievance, dissatisfied, unhappy, angry, upset, claim | plainte, réclamation, mécontent, insatisfait, litige, râler | Beschwerde, Reklamation, unzufrieden, verärgert
feedback, review, comment, opinion, rating, stars, satisfaction, testimonial, verbatim | avis, commentaire, retour, opinion, note, satisfaction, verbatim | Bewertung, Rückmeldung, Kommentar, Zufriedenheit
survey, questionnaire, poll, free text answers | sondage, enquête, questionnaire | Umfrage, Befragung, Fragebogen
meeting, call, session, conference, stand-up, workshop, appointment, gathering, huddle, talk, project call, weekly call, sitting, video call | réunion, rendez-vous, séance, conférence, atelier, entretien, visio, conseil, point d'équipe, conférence, visioconférence | Besprechung, Sitzung, Termin, Treffen, Meeting, Videokonferenz
minutes, notes, protocol, write-up, note taking, record, meeting notes, recap, proper write-up, transcript | compte rendu, compte-rendu, procès-verbal, note, notes, cr, notes au propre, relevé de décisions | Protokoll, Mitschrift, Notizen
summary, summarise, summarize, digest, condense, shorten, overview, recap, brief, gist, abstract, boil down, sum up, one page, one-page, short version, essentials, key points, short overview | résumé, résumer, synthèse, synthétiser, condenser, récapitulatif, abrégé, en une page, version courte, essentiel, abréger | Zusammenfassung, zusammenfassen, Übersicht, Überblick, kurz, eine Seite, Kurzfassung
report, reporting, dashboard, status, weekly report | rapport, reporting, tableau de bord, bilan, suivi, compte rendu | Bericht, Berichtswesen, Auswertung, Dashboard
document, file, paper, paperwork, pdf, form, dossier, papers, record, sheet, documents, pieces | document, fichier, papier, formulaire, dossier, pdf, pièce, pièces, dossier, justificatif, fiche | Dokument, Datei, Unterlage, Formular, Akte
contract, agreement, clause, terms, nda, legal text, deed | contrat, accord, clause, convention, avenant | Vertrag, Vereinbarung, Klausel
lawyer, legal, law, counsel, attorney, jurist | juriste, juridique, avocat, droit, légal | Jurist, Recht, rechtlich, Anwalt
compliance, regulation, regulatory, policy, rule, guideline, audit, gdpr, requirement, standard, norm | conformité, réglementation, règlement, règle, politique, audit, rgpd, norme, exigence | Compliance, Vorschrift, Richtlinie, Regel, Prüfung, Norm
translate, translation, translator, language, foreign, localise, multilingual, localization, bilingual | traduire, traduction, traducteur, langue, étranger, multilingue | übersetzen, Übersetzung, Sprache, fremdsprachig
transcribe, transcription, transcript, dictation, dictate, speech to text, voice, recording, record, audio, subtitle, caption, speak, spoken, say it, speech recognition | transcrire, transcription, dictée, dicter, vocal, enregistrement, voix, audio, sous-titre, parler, à la voix, oral | transkribieren, diktieren, Aufnahme, Sprache, Aufzeichnung, Untertitel, sprechen, Spracherkennung
read, reading, go through, look through, skim, wade | lire, lecture, parcourir, éplucher, dépouiller | lesen, durchlesen, durchsehen
write, draft, compose, writing, word, wording, author, redact, prepare a text, formulate, drafting, rewrite, reword, written, wrote, phrase | écrire, rédiger, rédaction, formuler, brouillon, ébauche, réécrire, reformuler, écrit, brouillon | schreiben, verfassen, formulieren, Entwurf, umschreiben, schriftlich
correct, proofread, proofreading, spelling, typo, grammar, edit, editing, tidy, polish | corriger, relire, relecture, orthographe, faute, coquille, correction, grammaire | korrigieren, Korrektur, Rechtschreibung, Tippfehler
copy, type, retype, rekey, key in, typing, enter, entry, by hand, manually, hand, paste, manual, transcribing, keyed, keyed in, rekeyed, copied | saisir, saisie, recopier, ressaisir, taper, retaper, copier, coller, main, manuel, manuellement, ressaisie, retranscrire, recopie, reporter | abtippen, eingeben, Eingabe, kopieren, manuell, Hand, eintippen, übertragen
extract, pull out, pick out, capture, lift, read out, ocr, scan, digitise, digitize, scanned | extraire, extraction, relever, ocr, numériser, scanner, capturer | auslesen, extrahieren, erfassen, einscannen, scannen
template, boilerplate, standard text, snippet, building block, ready-made, pattern | modèle, gabarit, texte type, trame, canevas | Vorlage, Textbaustein, Muster
manual, documentation, handbook, guide, instructions, how-to, procedure, sop, work instruction, runbook, tutorial, binder, leaflet, brochure, information sheet, flyer, booklet, manuals | manuel, documentation, guide, mode d'emploi, procédure, notice, tutoriel, classeur, dépliant, brochure, notice, fiche | Handbuch, Anleitung, Dokumentation, Anweisung, Broschüre, Merkblatt, Ordner
knowledge, know-how, expertise, wiki, intranet, knowledge base, knowledge article, expert, knowledge bank, solution, solutions, lessons learned, lesson, experience | connaissance, savoir, savoir-faire, wiki, intranet, expertise, expert, retour d'expérience, retours d'expérience, leçon, expérience, base de connaissances, solution | Wissen, Wiki, Intranet, Know-how, Erfahrung, Lösung
presentation, slides, deck, powerpoint, slide | présentation, diapositive, diapo, powerpoint, support | Präsentation, Folie, PowerPoint
spreadsheet, excel, sheet, table, csv, workbook | tableur, excel, tableau, feuille de calcul, classeur | Tabelle, Excel
newsletter, mailing, bulletin, internal news, announcement | newsletter, lettre d'information, bulletin, infolettre, annonce | Newsletter, Rundschreiben, Rundbrief
post, social media, linkedin, social, instagram, facebook, tweet, publication | publication, post, réseaux sociaux, linkedin, instagram | Beitrag, soziale Medien, LinkedIn
article, blog, content, text, copy, story, publish, editorial | article, blog, contenu, texte, publier, éditorial | Artikel, Blog, Inhalt, Text, veröffentlichen
product description, product sheet, catalogue, catalog, listing, item text, product page | fiche produit, catalogue, descriptif, fiche, description | Produktbeschreibung, Katalog, Artikeltext
website, web page, site, landing page, online shop, webshop, portal, web | site, page, boutique en ligne, portail, internet | Website, Webseite, Onlineshop, Portal
advert, ad, advertising, campaign, banner, commercial, marketing, slogan | publicité, annonce, campagne, pub, bannière, marketing, slogan | Werbung, Anzeige, Kampagne, Marketing
brand, tone, style, voice of the company, style guide, house style | marque, ton, style, charte | Marke, Tonfall, Stil
keyword, seo, search engine, ranking, google | mot-clé, référencement, seo, moteur de recherche | Suchmaschine, Stichwort, SEO
press, journalist, media, clipping, news | presse, journaliste, média, revue de presse, actualité | Presse, Medien, Journalist, Nachrichten
image, picture, photo, visual, illustration, graphic, drawing, design, photograph | image, photo, visuel, illustration, dessin, graphique | Bild, Foto, Grafik, Zeichnung
video, film, clip, footage, recorded | vidéo, film, clip, montage | Video, Film
chat, chatbot, assistant, bot, virtual agent, conversational | chat, chatbot, assistant, agent conversationnel, bot | Chat, Chatbot, Assistent
"""
