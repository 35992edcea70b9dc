"""Concepts of how things are: what hurts, and what would be good."""

CONCEPTS = """
expensive, costly, dear, pricey | cher, coûteux, onéreux | teuer, kostspielig
difficult, hard, complicated, complex, cumbersome, painful, struggle | difficile, compliqué, complexe, lourd, pénible, peiner | schwierig, kompliziert, komplex, umständlich
unclear, vague, confusing, ambiguous, incomprehensible, badly, badly written | flou, vague, confus, ambigu, incompréhensible, mal, mal rempli | unklar, vage, verwirrend
incomplete, missing, lacking, gap, absent, omitted, lack, lacks, missing details, what is missing, half empty | incomplet, manquant, lacune, absent, manque, pièces manquantes, précision, précisions | unvollständig, fehlend, Lücke, fehlen
inconsistent, differently, varying, uneven, everyone does it their own way | incohérent, différemment, hétérogène, inégal, chacun sa manière | uneinheitlich, unterschiedlich
long, lengthy, pages, hundred pages, thick, bulky | long, pages, volumineux, épais | lang, Seiten, umfangreich, dick
many, lots, volume, hundreds, thousands, flood, mass, amount | beaucoup, volume, centaines, milliers, masse, flot, quantité | viele, Menge, Hunderte, Tausende, Flut, Masse
quick, fast, rapid, immediate, instant, real time, on the spot | rapide, vite, immédiat, instantané, temps réel | schnell, sofort, unmittelbar, Echtzeit
new, fresh, recent, latest | nouveau, récent, dernier | neu, frisch, neueste
scattered, spread, everywhere, different places, silo, several systems | éparpillé, dispersé, partout, silo, plusieurs systèmes | verstreut, verteilt, überall, Silo
unread, ignored, nobody reads, unused, never read, nobody reads, not read, nobody looks | non lu, ignoré, inutilisé, personne ne lit, jamais lu, jamais lues, jamais analysé, dormir | ungelesen, ignoriert, ungenutzt
waste, useless, needless, unnecessary, pointless, throw away, thrown away, discarded, discard | gaspillage, inutile, gâchis, jeter, jeté, gaspiller | Verschwendung, nutzlos, unnötig, wegwerfen
trust, reliable, accurate, precise, accuracy | confiance, fiable, précis, exactitude, fiabilité | Vertrauen, zuverlässig, genau, Genauigkeit
accessible, accessibility, disability, screen reader, alt text, inclusive | accessible, accessibilité, handicap, inclusif | barrierefrei, Barrierefreiheit, Behinderung
stress, overload, busy, overwhelmed, workload, burden | stress, surcharge, débordé, charge de travail, submergé | Stress, Überlastung, überfordert, Arbeitslast
unusual, abnormal, anomaly, outlier, strange, odd, unexpected | inhabituel, anormal, anomalie, aberrant, étrange | ungewöhnlich, Anomalie, Ausreißer, auffällig
demand, need, consumption of goods, footfall, volume of orders | demande, besoin, affluence | Nachfrage, Bedarf
peak, rush, season, seasonal | pic, pointe, saison, saisonnier | Spitze, Saison
cause, root cause, reason, why, origin | cause, cause racine, raison, origine, pourquoi | Ursache, Grund
example, sample case, best practice, reference case | exemple, bonne pratique, cas | Beispiel, bewährt
"""
