"""Concepts of goods and people on the way, and of rooms and buildings."""

CONCEPTS = """
delivery round, delivery route, tour, stops, order of stops, delivery tour, round trip, route planning, routes | tournée, itinéraire, arrêts, ordre des arrêts, circuit, trajet, parcours | Tour, Route, Liefertour, Stopps, Strecke
driver, delivery driver, courier, delivery man, postman, trucker | livreur, chauffeur, conducteur, coursier, facteur | Fahrer, Lieferant, Bote, Zusteller
traffic, traffic jam, congestion, road, live traffic, roadworks | trafic, circulation, embouteillage, route, bouchon | Verkehr, Stau, Straße
parcel, package, shipment, delivery, delivery date, order status, tracking number, delivered, arrive | colis, paquet, livraison, expédition, date de livraison, suivi de colis, envoi | Paket, Sendung, Lieferung, Liefertermin, Sendungsverfolgung
load, unload, ramp, dock, pallet, container, forklift | charger, déchargement, quai, palette, conteneur, chariot élévateur | Verladung, entladen, Rampe, Palette, Container, Stapler
customs, border, import, export, duty, tariff, customs declaration | douane, frontière, importation, exportation, droit de douane, déclaration en douane | Zoll, Grenze, Import, Export
picking, pick list, packing, packer, order picking, shelf location, bin | préparation de commandes, picking, emballage, préparateur, emplacement | Kommissionierung, packen, Packerei
business trip, business travel, travel, trip, journey, voyage | voyage d'affaires, déplacement professionnel, déplacement, voyage, mission | Dienstreise, Geschäftsreise, Reise
train, flight, plane, transport, ticket, airline, means of transport, rail | train, vol, avion, transport, billet, moyen de transport, sncf | Zug, Flug, Flugzeug, Bahn, Fahrkarte
hotel, accommodation, lodging, overnight, stay, room for the night | hôtel, hébergement, logement, nuitée, séjour | Hotel, Unterkunft, Übernachtung
travel policy, travel rules, travel guidelines, policy | politique voyages, règles de voyage, règles | Reiserichtlinie, Reiseregeln
car park, park, parking space, park the car, parking lot | parking, place de parking, garer, stationner | Parkplatz, parken, Stellplatz, Parkhaus
free space, free place, places left, available space, vacancy, full, capacity, room left | place libre, place disponible, complet, plein, capacité, reste de la place | freier Platz, frei, voll, Kapazität
meeting room, conference room, room, booked room, meeting space | salle de réunion, salle, salle de conférence | Besprechungsraum, Konferenzraum, Raum
office, workplace, workspace, desk, open space, floor, hot desk | bureau, lieu de travail, poste de travail, étage, plateau | Büro, Arbeitsplatz, Schreibtisch, Etage
reception desk, reception, front desk, lobby, receptionist, visitor, guest, visitor badge, badge | accueil, réception, hôtesse, visiteur, invité, badge | Empfang, Rezeption, Besucher, Gast, Ausweis
canteen, cafeteria, company restaurant, lunch, meal, kitchen, menu, eat, dinner | cantine, restaurant d'entreprise, déjeuner, repas, self, cuisine, couverts, manger, menu | Kantine, Mittagessen, Essen, Mahlzeit, Küche
number of guests, covers, headcount, how many people, number of people, attendance, how many come | nombre de couverts, combien de personnes, nombre de personnes, effectif, fréquentation | Anzahl Gäste, Personenzahl
repair request, report a fault, broken door, facility request, defect report, maintenance request, damage report | demande de réparation, signalement, demande d'intervention, dépannage | Reparaturmeldung, Mängelmeldung, Störungsmeldung
caretaker, janitor, facility manager, facilities, building services, contractor, cleaning, cleaner | gardien, concierge, services généraux, prestataire, nettoyage, ménage, moyens généraux | Hausmeister, Gebäudemanagement, Reinigung
lease, rental agreement, tenancy, rent, rental, landlord, tenant, lessor | bail, contrat de location, location, loyer, bailleur, locataire | Mietvertrag, Miete, Vermieter
key, lock, door lock, locked door, door | clé, serrure, verrou, porte bloquée, porte | Schlüssel, Schloss, Tür
furniture, chair, table, move, relocation, removal | mobilier, meuble, chaise, déménager | Möbel, Stuhl, Umzug
appointment with customers, home visit, customer appointment, closed doors, absent customer | rendez-vous client, rendez-vous manqué, absent, visite à domicile, raté, porte close | Kundentermin, Hausbesuch
map, place, location, gps, geolocation, position on the map | carte, lieu, localisation, gps, géolocalisation, endroit, emplacement | Karte, Ort, Standort, GPS, Lage
tourist, holidaymaker, guest, hotel guest, tour guide | touriste, vacancier, client d'hôtel, guide, tourisme | Tourist, Urlauber, Gast
airport, station, port, ship, vessel, aircraft | aéroport, gare, port, navire, bateau, avion | Flughafen, Bahnhof, Hafen, Schiff
"""
