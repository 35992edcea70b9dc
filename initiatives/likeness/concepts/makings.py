"""Concepts of plants, machines, maintenance and building sites."""

CONCEPTS = """
operator, machine operator, plant worker, shift worker, line worker, shop floor worker, worker, foreman | opérateur, ouvrier, conducteur de machine, agent de production, chef d'équipe | Bediener, Maschinenführer, Arbeiter, Schichtführer
shift handover, handover, shift notes, shift book, next shift, shift log, end of shift | relève, passation, cahier de quart, passage de consignes, changement d'équipe, équipe suivante | Schichtübergabe, Schichtbuch, Übergabe
breakdown, downtime, unplanned downtime, line down, machine down, standstill, outage, fail without warning, failure, fails, broken machine | panne, arrêt, arrêt machine, immobilisation, casse, ligne arrêtée, tomber en panne | Ausfall, Stillstand, Maschinenstillstand, Panne
predictive maintenance, bearing, wear, vibration, sensor, worn, sensor values, condition monitoring, overheating | maintenance prédictive, roulement, usure, vibration, capteur, surchauffe, état des machines | vorausschauende Wartung, Lager, Verschleiß, Vibration, Sensor
pump, motor, engine, compressor, valve, gearbox, turbine, conveyor, fan, boiler | pompe, moteur, compresseur, vanne, réducteur, turbine, convoyeur, ventilateur, chaudière | Pumpe, Motor, Kompressor, Ventil, Getriebe, Turbine
spare part, component, screw, part, parts list, parts catalogue, bolt, gasket | pièce de rechange, pièces détachées, composant, vis, pièce, boulon, joint, nomenclature | Ersatzteil, Bauteil, Schraube, Komponente, Teileliste
stockroom, storeroom, parts store, warehouse, storage, store, depot | magasin, réserve, entrepôt, stock, dépôt, lieu de stockage | Lager, Magazin, Depot
master record, master data, duplicate entry, material master, doubles, duplicates | fiche article, données de base, doublon, référentiel | Stammsatz, Stammdaten, Dublette, doppelt
production plan, production schedule, planner, job sequence, order of jobs, machine schedule, work orders, planner reshuffles | plan de production, planning de production, planificateur, ordonnanceur, ordre de fabrication | Produktionsplan, Fertigungsplan, Planer, Fertigungsauftrag
work order, job order, job card, order of work, maintenance order, job description, work description, description of the job | ordre de travail, fiche de travail, description du travail | Arbeitsauftrag, Auftrag, Arbeitsbeschreibung
maintenance manual, repair manual, technical manual, handbook, service manual, repair instructions, thick handbooks | manuel de maintenance, manuel technique, notice technique, manuel de réparation, documentation technique | Wartungshandbuch, Reparaturanleitung, Handbuch
mechanic, fitter, technician, maintenance crew, engineer, field engineer, service technician, craftsman, electrician, plumber | mécanicien, technicien, monteur, dépanneur, artisan, électricien, plombier, réparateur, prestataire | Mechaniker, Monteur, Techniker, Handwerker, Elektriker
visit report, service report, intervention report, field report, job report, write up visits, site report | rapport d'intervention, compte rendu d'intervention, rapport de visite, compte rendu de visite, rapport de chantier | Einsatzbericht, Servicebericht, Besuchsbericht
field work, field service | terrain, intervention | Außendienst, Einsatz
construction site, building site, site, works, construction, building project | chantier, travaux, construction, bâtiment | Baustelle, Bau, Bauarbeiten
crew, gang, squad, work crew, team on site, workers | équipe de chantier, équipe, ouvriers, compagnons | Kolonne, Bautrupp, Arbeiter
tool, material, equipment, gear, supplies, kit, packing list, tool kit | outil, outillage, matériel, équipement, fourniture, liste de matériel, matériaux | Werkzeug, Material, Ausrüstung, Packliste
phase, stage, step, progress, stage of the work, construction stage | phase, étape, avancement, stade | Phase, Stufe, Fortschritt, Abschnitt
drawing, blueprint, plan, cad, floor plan, technical drawing, sketch, 3d model | plan, dessin, cao, dessin technique, schéma, croquis, maquette | Zeichnung, Plan, CAD, Skizze, Bauplan
meter, meter reading, index, counter, gauge, dial, display, screen of the device | compteur, relevé, index, cadran, affichage, écran | Zähler, Zählerstand, Anzeige, Ablesung
quality control, quality check, inspector, quality inspector, final inspection, inspecting, control | contrôle qualité, contrôleur, inspection, qualiticien, contrôle final, contrôler | Qualitätskontrolle, Prüfer, Endkontrolle
batch, lot, series, serial number, traceability, lot number, production run | lot, série, numéro de série, traçabilité, numéro de lot | Charge, Los, Serie, Seriennummer, Rückverfolgbarkeit
setup, changeover, set-up time, machine settings, parameter, recipe, calibrate | réglage, changement de série, paramètre, étalonnage, calibrage | Rüsten, Umrüsten, Einstellung, Parameter, Kalibrierung
scrap, reject, yield, rework, waste rate, throughput, output, cycle time | rebut, rendement, retouche, cadence, taux de rebut, débit | Ausschuss, Ausbeute, Nacharbeit, Durchsatz
raw material, steel, plastic, wood, concrete, metal, glass, textile | matière première, acier, plastique, bois, béton, métal, verre, textile | Rohstoff, Stahl, Kunststoff, Holz, Beton, Metall
assembly, mount, fit, install | assemblage, monter, montage, installer, assembler | Montage, montieren, einbauen, installieren
farm, crop, harvest, field, livestock, soil, irrigation | ferme, culture, récolte, champ, bétail, sol, irrigation, agriculture | Landwirtschaft, Ernte, Feld, Vieh, Boden
mine, oil, gas field, drilling, refinery, pipeline | mine, pétrole, forage, raffinerie, gazoduc | Bergbau, Öl, Bohrung, Raffinerie
"""
