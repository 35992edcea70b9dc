"""Concepts of health, safety, quality and the environment."""

CONCEPTS = """
near miss, close call, accident, incident card, mishap, almost happened, incident, dangerous situation, unsafe act | presqu'accident, accident, incident, situation dangereuse, quasi-accident | Beinaheunfall, Unfall, Vorfall
injury, hurt, injured, wound, harm, burn, fall, bruise, lost time | blessure, blessé, brûlure, chute, accidenté | Verletzung, verletzt, Wunde, Sturz
hazard, danger, risk, risk assessment, hazard analysis, unsafe, peril | danger, dangereux, risque, évaluation des risques, analyse de risques, document unique | Gefahr, Gefährdung, Gefährdungsbeurteilung, Risiko
protective equipment, helmet, hard hat, gloves, goggles, vest, ppe, safety shoes, mask, earplugs, harness | équipement de protection, casque, gants, lunettes, gilet, epi, chaussures de sécurité, masque, harnais | Schutzausrüstung, Helm, Handschuhe, Schutzbrille, Weste, PSA
chemical, substance, safety data sheet, solvent, acid, hazardous substance, sds, toxic | produit chimique, substance, fiche de données de sécurité, fds, solvant, acide, chimique, toxique | Chemikalie, Gefahrstoff, Stoff, Sicherheitsdatenblatt, giftig
spill, leak, leakage, spillage, drip, clean-up | fuite, déversement, fuir, renversé, épandage, écoulement | Leck, verschüttet, auslaufen
first aid, emergency, rescue, evacuate, fire drill, fire, ambulance, first aider | premiers secours, urgence, secours, évacuation, incendie, pompier | Erste Hilfe, Notfall, Rettung, Evakuierung, Brand
safety officer, safety manager, hse, ehs, safety engineer, health and safety, safety | responsable sécurité, hse, préventeur, santé et sécurité, sécurité au travail, sécurité | Sicherheitsbeauftragter, Arbeitssicherheit, Arbeitsschutz
work permit, permit to work, hot work, permit, lockout, clearance | permis de travail, permis de feu, permis, consignation, autorisation de travail | Arbeitserlaubnis, Erlaubnisschein, Genehmigung
toolbox talk, safety talk, safety briefing, safety meeting, induction, safety instruction, safety moment, safety training | causerie, quart d'heure sécurité, accueil sécurité, consigne de sécurité, formation sécurité | Sicherheitsunterweisung, Kurzgespräch, Unterweisung
ergonomics, posture, back pain, lifting, strain, musculoskeletal | ergonomie, posture, mal de dos, port de charge, tms | Ergonomie, Haltung, Rückenschmerzen
noise, dust, air quality, exposure, fumes, ventilation | bruit, poussière, qualité de l'air, exposition, fumée, ventilation | Lärm, Staub, Luftqualität, Lüftung
entrance, gate, door, access gate, turnstile, site entrance, barrier | entrée, portail, porte, portique, barrière, tourniquet | Eingang, Tor, Tür, Schranke
audit, auditor, inspection visit, certification, assessor, external audit | audit, auditeur, certification, contrôle externe, commissaire aux comptes | Audit, Prüfer, Zertifizierung, Auditor
standard, iso, norm, requirement, regulation, certification standard | norme, iso, exigence, référentiel, standard, règlement | Norm, ISO, Anforderung, Standard
nonconformity, non-conformity, deviation, defect, complaint from quality, conformity, capa, corrective action, quality issue | non-conformité, défaut, action corrective, écart, dérogation, conformité | Abweichung, Nichtkonformität, Fehler, Korrekturmaßnahme
procedure, operating procedure, sop, work instruction, operating instructions, method, quality manual | procédure, mode opératoire, instruction de travail, méthode, manuel qualité, gamme | Verfahrensanweisung, Arbeitsanweisung, Prozedur, Methode
sample, specimen, test tube, vial, flask, swab, probe, bottle | échantillon, prélèvement, flacon, éprouvette, tube, spécimen | Probe, Muster, Röhrchen, Fläschchen
laboratory, lab, test bench, instrument, measuring device, gauge, lab equipment, analyser | laboratoire, labo, banc d'essai, instrument, appareil de mesure, jauge, analyseur | Labor, Prüfstand, Messgerät, Instrument
test result, measurement, reading, measured value, result, value, test report | résultat, essai, mesure, valeur, relevé, résultats d'essais, rapport d'essai | Messwert, Ergebnis, Prüfbericht, Wert
weld, seam, crack, joint, solder | soudure, souder, fissure, joint, cordon, craquelure | Schweißnaht, schweißen, Riss, Fuge
flaw, crack, scratch, dent, blemish, defects, damage, imperfection, doubtful | défaut, fissure, rayure, bosse, imperfection, défectueux, anomalie, abîmé | Fehler, Riss, Kratzer, Delle, schadhaft
waste, rubbish, garbage, recycle, bin, sorting of waste, scrap | déchet, poubelle, ordure, recyclage, recycler, rebut, tri des déchets | Abfall, Müll, Recycling, Tonne
leftover, food waste, wasted food, throw away, surplus, portions, meals, squander | gaspillage, restes, jeter, surplus, invendus, gâchis, gaspiller | Verschwendung, Reste, wegwerfen, Überschuss
emissions, carbon footprint, co2, greenhouse, climate, sustainability report, carbon | émission, bilan carbone, co2, climat, gaz à effet de serre, carbone, durable | Emissionen, CO2, Klima, Nachhaltigkeit
energy bill, energy, heat, cooling, electricity, air conditioning, temperature, warm, gas | facture d'énergie, énergie, chauffage, climatisation, électricité, température, chauffer, chaud, gaz, consommation | Energie, Heizung, Kühlung, Strom, Temperatur, Klimaanlage
water, leak, plumbing, flood, pipe, tap, drain | eau, fuite, plomberie, inondation, tuyau, robinet, canalisation | Wasser, Leck, Rohr, Hahn, Überschwemmung
weather, forecast of weather, rain, storm, outside temperature, sun, wind | météo, pluie, tempête, soleil, vent | Wetter, Regen, Sturm, Wind
bulb, light, lamp, broken lamp, window | ampoule, lumière, lampe, éclairage, fenêtre, néon | Glühbirne, Licht, Lampe, Beleuchtung, Fenster
"""
