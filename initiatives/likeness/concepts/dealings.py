"""Concepts of service, operations, goods and buildings."""

CONCEPTS = """
support, help desk, helpdesk, service desk, hotline, first line, after-sales, customer service, call centre, call center | support, assistance, hotline, service client, sav, centre d'appels, dépannage | Support, Hotline, Kundendienst, Kundenservice, Helpdesk
phone, call, telephone, caller, ring, voicemail | téléphone, appel, appeler, téléphonique, répondeur | Telefon, Anruf, anrufen, telefonisch
incident, outage, breakdown, failure, fault, disruption, malfunction, crash, downtime, break, broke, broken, stop, stops, standstill, trouble, problem, unplanned stop | incident, panne, défaillance, coupure, interruption, dysfonctionnement, arrêt, tomber en panne, problème | Störung, Ausfall, Panne, Zwischenfall, Stillstand, Problem
maintenance, upkeep, servicing, repair, fix, overhaul, mend | maintenance, entretien, réparation, réparer, dépanner, révision | Wartung, Instandhaltung, Reparatur, reparieren
machine, equipment, plant, line, device, motor, pump, robot | machine, équipement, ligne, appareil, moteur, pompe, robot, installation | Maschine, Anlage, Linie, Motor
production, manufacturing, factory, shop floor, assembly, manufacture, workshop | production, fabrication, usine, atelier, chaîne, assemblage | Produktion, Fertigung, Werk, Fabrik, Montage
quality, inspection, inspect, quality check, qa, conformity | qualité, inspection, contrôle qualité, inspecter | Qualität, Inspektion, Qualitätsprüfung
defect, flaw, scratch, error, mistake, scrap, reject, bug, wrong, rework, faulty, scratches, surface, bad piece, blemish | défaut, erreur, rebut, anomalie, bogue, bug, malfaçon, retouche, rayure, surface | Fehler, Mangel, Ausschuss, Defekt, Bug, Nacharbeit, Kratzer, Oberfläche
stock, inventory, warehouse, storage, shelf, depot, stocktake, stockroom, shelves, goods on hand, quantity | stock, inventaire, entrepôt, magasin, rayon, dépôt, réserve, quantité, rayons | Lager, Bestand, Inventur, Regal
shortage, out of stock, run out, missing item, stockout, empty shelf | rupture, pénurie, manquant, épuisé | Engpass, Fehlbestand, ausverkauft
delivery, shipping, shipment, dispatch, freight, transport, parcel, logistics, carrier, consignment, haulage | livraison, expédition, transport, colis, fret, logistique, transporteur, livrer | Lieferung, Versand, Transport, Paket, Fracht, Logistik, Spedition
delivery note, waybill, packing list, bill of lading, cmr | bon de livraison, bordereau, lettre de voiture | Lieferschein, Frachtbrief, Packliste
route, tour, routing, round, trip, itinerary, journey, driving | tournée, trajet, itinéraire, parcours, déplacement | Route, Tour, Fahrt, Strecke
return, send back, returned goods, rma | retour, renvoyer, renvoi | Retoure, Rücksendung
travel, business trip, booking, hotel, flight, train ticket | voyage, déplacement, réservation, hôtel, vol, billet | Reise, Dienstreise, Buchung, Hotel, Flug
room, meeting room, desk, booking of rooms, workplace, office space | salle, bureau, réservation de salle, local, poste de travail | Raum, Besprechungsraum, Büro, Arbeitsplatz
building, facility, facilities, premises, property, real estate, tenant, lease, rent, landlord | bâtiment, immeuble, locaux, immobilier, locataire, bail, loyer, propriétaire | Gebäude, Immobilie, Mieter, Miete, Mietvertrag
energy, electricity, power, heating, consumption, gas, meter reading | énergie, électricité, chauffage, consommation, gaz, compteur | Energie, Strom, Heizung, Verbrauch, Zähler
environment, carbon, co2, sustainability, emission, footprint, green, esg, waste, recycling | environnement, carbone, durabilité, émission, empreinte, déchet, recyclage, rse | Umwelt, CO2, Nachhaltigkeit, Emission, Abfall
safety, accident, near miss, hazard, risk assessment, injury, protective | sécurité, accident, presqu'accident, danger, risque, blessure | Sicherheit, Unfall, Gefahr, Gefährdung, Arbeitsschutz
risk, threat, exposure, danger, bankruptcy, insolvency | risque, menace, danger, faillite, défaut | Risiko, Bedrohung, Gefahr, Insolvenz
restaurant, canteen, menu, kitchen, meal, food, recipe, lunch, fresh food, bread, salad, perishable | restaurant, cantine, menu, cuisine, repas, aliment, recette, produit frais, pain, denrée | Restaurant, Kantine, Speiseplan, Küche, Essen, Lebensmittel, Brot
shop, store, branch, outlet, checkout, retail, stores, branches, point of sale, shop staff | magasin, boutique, succursale, agence, caisse, vendeur, point de vente | Laden, Filiale, Geschäft, Kasse
construction, site, building site, tender documents, plan, drawing, bill of quantities, architect | chantier, construction, plan, métré, architecte, bordereau | Baustelle, Bau, Plan, Leistungsverzeichnis, Architekt
vehicle, car, fleet, truck, van, lorry | véhicule, voiture, flotte, camion, parc | Fahrzeug, Auto, Flotte, Lkw, Fuhrpark
spare part, part, component, material, bill of materials | pièce, pièce détachée, composant, matériau, nomenclature | Ersatzteil, Teil, Bauteil, Material, Stückliste
event, trade fair, fair, exhibition, invitation, attendee, seminar, webinar | événement, salon, foire, invitation, participant, séminaire, webinaire | Veranstaltung, Messe, Einladung, Teilnehmer
competitor, competition, rival, market watch, benchmark, market research | concurrent, concurrence, veille, marché, étude de marché | Wettbewerber, Konkurrenz, Marktbeobachtung
sample, lab, laboratory, experiment, analysis of samples, research | échantillon, laboratoire, expérience, recherche, labo | Probe, Labor, Versuch, Forschung
"""
