"""Concepts of money, buying and selling."""

CONCEPTS = """
invoice, bill, billing, invoicing, charge, charges, amount, amounts, line item | facture, facturation, facturer, montant, facturette | Rechnung, Fakturierung, Beleg, Betrag
pay, payment, paid, settle, remittance, payout | payer, paiement, règlement, régler, versement | zahlen, Zahlung, bezahlen, überweisen
remind, reminder, dunning, chase, overdue, arrears, unpaid, late payer, late payers, debt collection, owe | relance, relancer, rappel, impayé, retard, réclamer les impayés, clients en retard, recouvrement | mahnen, Mahnung, überfällig, Erinnerung
expense, reimbursement, reimburse, refund, expenses, travel cost, mileage, claim | note de frais, frais, remboursement, rembourser, dépense | Spesen, Auslagen, Erstattung, erstatten
receipt, voucher, slip, till | reçu, ticket, justificatif, quittance | Quittung, Beleg, Kassenbon
price, pricing, rate, tariff, cost, fee | prix, tarif, coût, tarification | Preis, Tarif, Kosten
quote, quotation, offer, estimate, proposal, bid | devis, offre, proposition, chiffrage, chiffrer | Angebot, Kostenvoranschlag, Offerte
tender, rfp, call for tenders, bidding, procurement notice, procurement notices, public portal, bid, bids, rejected offer | appel d'offres, marché public, soumission, réponse aux marchés, soumissions, candidat au marché, marchés | Ausschreibung, Vergabe
order, purchase order, ordering, reorder, po | commande, bon de commande, commander | Bestellung, bestellen, Auftrag
buy, purchase, procurement, purchasing, sourcing, procure, buyer | achat, acheter, approvisionnement, acheteur | Einkauf, einkaufen, Beschaffung, kaufen
sell, sale, sales, selling, seller, salesperson, rep, deal | vente, vendre, vendeur, commercial | Verkauf, Vertrieb, verkaufen, Verkäufer
supplier, vendor, provider, subcontractor, contractor | fournisseur, prestataire, sous-traitant | Lieferant, Anbieter, Zulieferer
customer, client, account, buyer, consumer, shopper, patron, guest, user, tenant, passenger, subscriber, users | client, clientèle, acheteur, consommateur, usager, locataire, adhérent, abonné, administré | Kunde, Kundin, Klient, Käufer, Nutzer, Mieter
prospect, lead, opportunity, pipeline | prospect, piste, opportunité | Interessent, Lead, Verkaufschance
discount, rebate, promotion, markdown, special offer | remise, rabais, promotion, ristourne, solde | Rabatt, Nachlass, Aktion
budget, spending, allocation, spend | budget, dépenses, enveloppe | Budget, Ausgaben, Etat
forecast, forecasting, projection, prediction, predict, outlook, anticipate, expected | prévision, prévoir, prévisionnel, projection, anticiper, prédire | Prognose, Vorhersage, vorhersagen, Planung
bookkeeping, accounting, ledger, accountant, accounts, posting, finance, bookkeeper, cost centre, cost center, postings, ledger code, clerk, clerks, entries, book | comptabilité, comptable, écriture, finance, imputation, centre de coût, compte | Buchhaltung, buchen, Buchung, Finanzen, Kostenstelle, Konto
closing, month end, year end, close the books, closing the month | clôture, fin de mois, arrêté des comptes, clôturer | Abschluss, Monatsende, Monatsabschluss
reconcile, reconciliation, matching, match, tally, square | rapprocher, rapprochement, réconciliation, lettrage, pointage | abgleichen, Abgleich, Abstimmung, zuordnen
bank, bank statement, transfer, account statement | banque, relevé bancaire, virement | Bank, Kontoauszug, Überweisung
tax, vat, duty, customs, tariff code | taxe, tva, impôt, douane, fiscal | Steuer, Mehrwertsteuer, Zoll
salary, payroll, wage, pay slip, payslip, compensation | salaire, paie, paye, bulletin, rémunération | Gehalt, Lohn, Lohnabrechnung
insurance, policy, insurer, coverage, premium | assurance, police, assureur, prime | Versicherung, Police
claim, damage, loss, incident report | sinistre, dommage, déclaration, dégât | Schaden, Schadensfall
loan, credit, mortgage, lending, creditworthiness | prêt, crédit, emprunt | Kredit, Darlehen
fraud, suspicious, scam, fake, phishing, deceit, risk of bankruptcy | fraude, suspect, escroquerie, hameçonnage, arnaque | Betrug, verdächtig, Phishing
margin, profit, profitability, earnings, revenue, turnover, income | marge, bénéfice, rentabilité, chiffre d'affaires, revenu, recette | Marge, Gewinn, Umsatz, Ertrag
subscription, renewal, renew, churn, cancel, leaving customers, attrition, retention | abonnement, renouvellement, résiliation, attrition, fidélisation, désabonnement | Abo, Verlängerung, Kündigung, Abwanderung
licence, license, seat, software subscription | licence, abonnement logiciel | Lizenz
asset, equipment, laptop, hardware, device, kit | matériel, équipement, ordinateur, appareil, poste | Gerät, Hardware, Ausstattung
grant, subsidy, funding, donor, donation, fundraising | subvention, financement, don, donateur, mécénat | Förderung, Zuschuss, Spende
"""
