"""Concepts of everyday words that stand beside the matter itself."""

CONCEPTS = """
immediately, instant, right away, straight away, straight, in real time, directly | immédiatement, aussitôt, instantané, en temps réel, directement | sofort, unverzüglich, augenblicklich, direkt
everywhere, scattered, buried, hidden, dig, somewhere, many places | partout, dispersé, enfoui, caché, quelque part, éparpillé | überall, verstreut, vergraben, versteckt
empty, blank, unfilled, void, bare, almost nothing | vide, vierge, à blanc | leer, unausgefüllt
tomorrow, next day, following day, day ahead, next week | demain, lendemain, veille, jour suivant, semaine prochaine | morgen, am nächsten Tag, Vortag, nächste Woche
evening, night, weekend | soir, nuit, week-end | Abend, Nacht, Wochenende
daily | quotidien | täglich, ganzen Tag
monthly, end of month | mensuel | monatlich, Monatsende
quarterly, three months | trimestriel, trimestre, trois mois | vierteljährlich, Quartal, drei Monate
weekly | hebdomadaire | wöchentlich
colleague checks, human check, proofread, double-check | relire, relecture, vérification humaine, relirait | gegenlesen, jemand prüft, Korrektur lesen
due date, deadline, late, notice | échéance, date limite | Frist, Stichtag, rechtzeitig
individually, line by line, case by case | ligne par ligne, individuellement, au cas par cas | einzeln, Zeile für Zeile, nacheinander
merely, solely, exceptions | seuls, uniquement, exceptions | lediglich, ausschließlich, Ausnahmen
again, comes back, recurs, repeat | revenir, répéter, récurrent, d'année en année, revient | wiederkehrend, wiederholt, erneut, gleiches Problem
remember, recall, memory | souvenir, se rappeler, mémoire | erinnern, Gedächtnis
earlier, old, former, previous, last year, past, years ago, previous ones | ancien, précédent, passé, l'an dernier, antérieur, historique | früher, alt, vorherig, voriges Jahr, vergangen
three years, year, annual | année, an, annuel | Jahr, jährlich
hundreds, thousands, masses, hundreds of pages, huge, countless, enormous, nine hundred | centaines, milliers, énormément, innombrable | Hunderte, Tausende, unzählige, riesig
half, third, share | moitié, tiers, part, plupart | Hälfte, Drittel, Teil, Anteil
full, crowded, packed, overcrowded | plein, complet, bondé, saturé | voll, überfüllt, ausgelastet
missing, lacks, incomplete, badly filled, unfinished | manque, incomplet, mal rempli | fehlend, unvollständig, schlecht ausgefüllt
sent back, come back, returned, reject, send back | renvoi, revenir, retourner, rejeté, refuser | zurückschicken, zurückkommen, ablehnen
wrong, incorrect, false, inaccurate, erroneous, error, mistake, typing errors | faux, fausse, incorrect, erroné, inexact, erreur, fautes de frappe, mal recopié | falsch, fehlerhaft, ungenau, Irrtum, Tippfehler
certain, sure, confident, certainty | certain, sûr, s'assurer, certitude | sicher, gewiss, sicherstellen
slow, sluggish | lent, interminable | langsam, dauert ewig, dauert Wochen
tired, exhausting, annoying, pain, nightmare, hassle, nuisance | fatigant, épuisant, pénible, agaçant, calvaire, cauchemar, corvée, galère, casse-tête | ermüdend, anstrengend, lästig, mühselig, Plage
surprise, unexpected, suddenly, out of the blue, unawares | surprise, surpris, inattendu, soudain, à l'improviste | überrascht, unerwartet, plötzlich
important, essential, key, crucial, critical, main | important, essentiel, clé, crucial, critique, principal | wichtig, wesentlich, entscheidend, kritisch
urgent, urgency, pressing, emergency, priority | urgent, urgence, pressant, prioritaire | dringend, eilig, Notfall, Dringlichkeit
difference in format, different layout, layout, formats | mise en page différente, format, présentation différente | unterschiedliches Format, Layout, Formate
standard, usual, alike, uniform, identical | standard, habituel, identique, uniforme | Standard, üblich, gleich, identisch
complicated words, long text, hard words, difficult text, legalese | texte compliqué, mots compliqués, texte long, jargon juridique | schwieriger Text, Fachsprache
language, tongue, english, french, german, polish, spanish, italian, romanian, turkish, translate, four languages | langue, anglais, français, allemand, espagnol, italien, polonais, traduire, traduction | Sprache, Englisch, Französisch, Deutsch, übersetzen
audio, read aloud, sound, spoken version, listen, aloud, audio version, podcast | audio, lire à voix haute, version audio, à voix haute, podcast | Audio, vorlesen, Ton, laut
camera, video camera, surveillance camera, cctv, webcam | caméra, vidéosurveillance, webcam | Kamera, Videoüberwachung
number, figure, digits, amount, value | numéro, numéros, chiffre, montant, valeur | Nummer, Zahl, Ziffer, Wert
screen, display, readout, monitor, device display | écran, affichage, affiché | Bildschirm, Anzeige, Display
reason, cause, origin | raison, cause, origine | Grund, Ursache, warum
place, location, site, spot | lieu, lieux, endroit, site | Ort, Stelle, Standort
"""
