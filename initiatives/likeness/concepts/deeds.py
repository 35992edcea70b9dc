"""Concepts of single deeds, finer than those of `doing`."""

CONCEPTS = """
warn, alert, notify, alarm, forewarn, raise the alarm, ping, remind, notification | avertir, alerte, prévenir, signaler, notifier, notification, rappel, sonner | warnen, benachrichtigen, melden, Hinweis, erinnern, Alarm
predict, foresee, forecast, anticipate, estimate, expect, ahead of time, early warning, likelihood, probable, likely | prédire, prévoir, prévision, anticiper, estimer, probable, présager, pronostic | vorhersagen, voraussehen, schätzen, Prognose, wahrscheinlich
highlight, mark, underline, flag, draw attention, emphasise, emphasize | surligner, souligner, marquer, pointer, attirer l'attention, indiquer, montrer | markieren, hervorheben, kennzeichnen, unterstreichen, anzeigen, zeigen
resolve, solve, solution, fix, remedy, cure, settle, resolution, closed, workaround, corrective action, corrective | résoudre, solution, résolu, régler, remède, corriger, action corrective, clore, correctif, dépanner | lösen, Lösung, beheben, gelöst, Abhilfe
resemble, similar, alike, comparable, analogous, lookalike | semblable, similaire, comparable, ressembler, pareil, analogue, proche | ähnlich, vergleichbar, gleichartig, gleichen
differ, deviate, variance, gap, discrepancy, diverge, changes, modification | différer, différent, écart, déviation, divergence, diverger, modification, modifier, changer | abweichen, Unterschied, Differenz, Änderung, ändern
enter, input, log, note down, jot down, record, register, type, retype, fill | saisir, noter, inscrire, enregistrer, entrer, renseigner, remplir, retaper, recopier, taper | eingeben, erfassen, eintragen, notieren, tippen, ausfüllen
photograph, photo, snapshot, picture, camera, shoot, image | photographier, photo, cliché, image, appareil photo, caméra | fotografieren, Foto, Bild, Kamera, ablichten
recognise, identify, recognize, recognition, tell apart, distinguish, detect | reconnaître, identifier, reconnaissance, identification, distinguer, déceler, détecter | erkennen, identifizieren, unterscheiden
confuse, swap, muddle, misread, misplace, lose | confondre, mélanger, confusion, se tromper, intervertir, mal lu, égarer, perdre, échanger | verwechseln, vertauschen, Verwechslung, verlegen, verlieren
search engine, natural language search, find again, retrieve, impossible to find, search, lay hands on, hard to find | moteur de recherche, retrouver, introuvable, chercher, impossible de trouver, recherche, dénicher, ressortir, fouiller | Suchmaschine, wiederfinden, suchen, unauffindbar, finden
patch, cobble, copy old, cut and paste, reuse, recycle | reprendre, réutiliser, copier d'anciens, assembler, bricoler, copier-coller, recycler | zusammenstückeln, wiederverwenden, übernehmen, kopieren
first draft, rough draft, draft, first version, initial text, starting point, outline, skeleton | brouillon, première version, ébauche, premier jet, premier texte, esquisse, trame | Entwurf, erste Fassung, Rohfassung, Gerüst
distribute, allot, allocate, assign, split, divide, dispatch | répartir, distribuer, attribuer, affecter, partager, allouer, ventiler, dispatcher | verteilen, zuteilen, aufteilen, zuweisen
transfer, connect, redirect, forward, bounce, send straight | transférer, rediriger, passer, basculer, renvoyer, orienter, acheminer | weiterleiten, verbinden, durchstellen, weitergeben
queue, wait in line, waiting, waiting time, stand in line, hold the line | file d'attente, attendre, patienter, attente, délai d'attente | Warteschlange, warten, Schlange, Warteschleife
cancel, withdraw, void, drop, revoke, annul, terminate | annuler, supprimer, résilier, révoquer, décommander, libérer | stornieren, absagen, kündigen, widerrufen
postpone, reschedule, move the date, another date, shift the appointment, delay | reporter, décaler, repousser, différer, déplacer le rendez-vous | verschieben, verlegen, neuer Termin
verify identity, authenticate, check the identity, identity, proof of identity | vérifier l'identité, identité, authentifier, pièce d'identité, authentification | Identität, authentifizieren, ausweisen
unlock, reset, restore access, login, password, locked | déverrouiller, réinitialiser, débloquer, se connecter, mot de passe, connexion, identifiants | entsperren, zurücksetzen, anmelden, Passwort
inspect visually, naked eye, visual check, watch, eyeball, observe, visual inspection | à l'œil nu, contrôle visuel, regarder, inspection visuelle, observer | Sichtprüfung, Auge, ansehen, beobachten
listen, hear, overhear | écoute, entendre, réécouter | hören, zuhören, anhören
speak, talk, voice memo, dictate, voice message, voice, verbally, orally | parler, dicter, vocal, mémo vocal, voix, oralement, de vive voix, dire | sprechen, diktieren, Sprachnachricht, Stimme
guess, guesswork, hunch, gut feeling, rule of thumb, intuition, experience | deviner, intuition, à vue de nez, pifomètre | raten, Bauchgefühl, Gewohnheit, auswendig, Erfahrung
decide order, sequence, order of work, reshuffle, resequence, reorder, order of stops, what comes first | ordonnancement, ordre, séquence, réordonner, enchaînement | Reihenfolge, umplanen, sequenzieren
optimise, optimal, best way, shortest, fine-tune, tune | optimiser, optimal, régler, ajuster | optimieren, Optimierung, beste, kürzeste
adjust, regulate, control, set, steer, tune, adapt, thermostat | régler, réguler, ajuster, piloter, pilotage, adapter, commander | regeln, steuern, einstellen, anpassen
reserve, book, slot | réservé, retenir, créneau | reservieren, buchen, Reservierung
occupied, occupancy, presence, present, attendance, empty, vacant, unoccupied, deserted, free | occupé, présence, inoccupé, vide, libre, désert, vacant, fréquentation | belegt, Belegung, Anwesenheit, leer, frei, unbesetzt
switch, shut down, run idle, idle | éteindre, allumer, tourner à vide, couper, démarrer | abschalten, einschalten, Leerlauf
print, paper, hard copy, sheet, scribble, handwritten, handwriting, pen | imprimer, papier, feuille, manuscrit, griffonné, écrit à la main, stylo | drucken, Papier, Zettel, handschriftlich, Blatt
illegible, unreadable, hard to read, smudged, blurred, faded | illisible, difficile à lire, flou, effacé, mal écrit | unleserlich, unlesbar, verschwommen
describe, description, state, depict, explain | décrire, description, exposer, dépeindre, présenter | beschreiben, schildern, darstellen
justify, justification, reason | justifier, justification, motiver, raison, argumenter | begründen, rechtfertigen, erklären
adapt, tailor, adjust, version, variant, rework, convert, decline | adapter, décliner, version, variante, ajuster, convertir, transformer, réécrire | anpassen, Variante, Version, umwandeln, abwandeln
transform, convert, conversion, reformat, format | transformer, convertir, conversion, mise en forme, reformater, format | umwandeln, konvertieren, formatieren, Format
compare side by side, side by side, comparison table, benchmark | côte à côte, tableau comparatif, comparer | nebeneinander, Gegenüberstellung, Vergleichstabelle
deduce, infer, derive, exploit | déduire, tirer, exploiter, tirer parti | ableiten, schließen, anhand, auswerten
prevent, avoid, avert, forestall | éviter, prévenir, empêcher, prévention, parer | verhindern, vermeiden, vorbeugen
respect, comply, follow the rules, compliant, abide, adhere | respect, conforme, suivre les règles | einhalten, regelkonform, beachten
instruct, brief, instruct staff, induction, safety instruction, teach, toolbox talk | instruire, consigne, briefing, causerie, instruction, sensibiliser | unterweisen, einweisen, Briefing
encourage, motivate, engage, appeal, attract, boring, dull, interesting, lively | motiver, encourager, attirer, ennuyeux, intéressant, vivant, attrayant | motivieren, begeistern, langweilig, interessant
supervise, guard, stand watch, surveil, monitor, oversee | superviser, garder, gardien, surveiller, veiller, vigile | beaufsichtigen, bewachen, überwachen, Wächter
stay informed, watch, monitoring of news, keep abreast, stay up to date, follow developments | veille, se tenir informé, suivre l'actualité, surveiller, rester à jour, actualité, nouvelles | auf dem Laufenden, verfolgen, beobachten, Neuigkeiten
concern, relevant, touch, affect, impact | concerné, pertinent, toucher, impact, affecter | betreffen, relevant, Relevanz, Auswirkung, betroffen
open point, outstanding, unresolved, pending, remaining, unsolved | point ouvert, non résolu, restant | offen, ausstehend, ungelöst, unerledigt
revise, amend, rework, update, rewrite | réviser, modifier, remanier | überarbeiten, ändern
release, set free | libérer, rendre disponible, relâcher, disponible | freigeben, verfügbar
choose, select, pick, shortlist | choisir, garder le meilleur, sélectionner, choix, retenir | Auswahl, wählen, beste
experiment, pilot, trial | expérimenter, tester, pilote, essai | ausprobieren, Versuch, Pilot, testen
waste time, spend hours, time-consuming, long time, tedious, lose time, half a day | perdre du temps, chronophage, fastidieux, long, temps perdu, gagner du temps, demi-journée | zeitaufwendig, Zeitverlust, dauert Stunden, mühsam
order again, reorder, replenish, restock | recommander, réapprovisionner, réassort, rupture, manquer | nachbestellen, auffüllen, Nachschub
note, remark, comment, annotation, observation, jotting | remarque, note, annotation, observation, commentaire | Anmerkung, Notiz, Bemerkung
lose, lost, disappear, vanish, go missing, missing | perdre, perdu, disparaître, disparu, égaré, manquer | verlieren, verloren, verschwinden
accumulate, stack, heap, backlog, unsorted, mess | entassé, s'accumuler, empiler, tas, vrac, désordre, amonceler | sich stapeln, Haufen, unsortiert, ansammeln, Rückstau
name, title, label, caption, tag, unnamed, badly named, keyword | nommer, titre, étiquette, légende, mal nommé, mot-clé, intitulé, objet | benennen, Titel, Beschriftung, Schlagwort, Name
greet, welcome, receive, host, arrive | accueil, recevoir, hôte, arrivée, bienvenue | empfangen, begrüßen, Ankunft, Gastgeber
invent, design, conceive, develop, imagine | inventer, concevoir, développer, imaginer, conception | erfinden, entwerfen, entwickeln
promise, commit, undertake, deadline kept | promettre, s'engager, promesse | versprechen, Zusage, verpflichten
hide, mask, blacken, redact, obscure, conceal, anonymise, blur | masquer, caviarder, noircir, cacher, occulter, flouter, anonymiser | schwärzen, verbergen, unkenntlich, verdecken, anonymisieren
"""
