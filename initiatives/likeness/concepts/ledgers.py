"""Concepts of finance, purchasing and law, finer than those of `money`."""

CONCEPTS = """
expense report, expense claim, travel expenses, expenses, reimbursement, claim back | note de frais, frais, rembourser, frais professionnels, frais de déplacement | Spesenabrechnung, Reisekosten, Spesen, Erstattung
receipt, till slip, supporting document, proof of purchase, voucher, slip, proof, evidence | reçu, reçus, justificatif, ticket, pièce justificative, preuve, pièce | Beleg, Quittung, Nachweis, Kassenzettel
month-end closing, month end, monthly closing, close the books, closing, end of the month, year-end | clôture mensuelle, fin du mois, clôture, arrêté, clôture annuelle | Monatsabschluss, Monatsende, Jahresabschluss
match accounts, reconcile, reconciliation, matching, tally, match payments | rapprocher, pointer, pointage, lettrage, correspondance, aller ensemble | abstimmen, Abgleich, zuordnen
journal entry, posting, ledger entry, entries, booking, ledger, accounts, transaction | écriture, comptes, opération, grand livre, imputation, journal comptable | Buchungssatz, Buchung, Konten, Hauptbuch, Transaktion
cash, liquidity, cash flow, treasury, cash forecast, money in the bank, cash position, incoming payments | trésorerie, liquidité, encaissement, argent, argent en banque, flux de trésorerie | Liquidität, Cashflow, Kasse, Geldeingang, Geld
late payer, overdue, unpaid invoice, dunning, outstanding invoice, payment reminder, debtor | mauvais payeur, impayé, facture impayée, relance, facture en retard, débiteur | säumig, überfällig, offene Rechnung, Zahlungserinnerung
budget variance, variance, deviation from plan, figures differ, plan and actual, budget | écart au budget, écarts, dépassement, chiffres diffèrent, prévu et réel, budget, plan | Budgetabweichung, Planabweichung, Budget
financial report, management report, monthly report, quarterly report, reporting, commentary, figures, board report | reporting, rapport financier, rapport mensuel, rapport trimestriel, commentaire, chiffres | Finanzbericht, Berichtswesen, Monatsbericht, Kommentar, Zahlen
audit, auditors, statutory audit, audit evidence, accounts audit, audit question | audit, auditeur, commissaire aux comptes, contrôle des comptes, vérificateur | Wirtschaftsprüfung, Prüfer, Rechnungsprüfung
bank details, iban, account number, bank account, wire, transfer request, wire transfer, payment request, transfer | coordonnées bancaires, iban, rib, compte bancaire, virement, demande de virement, numéro de compte | Bankverbindung, IBAN, Kontonummer, Überweisung
fraudster, fraud, scammer, swindler, crook, forged, fraudulent, con man, deceive | fraudeur, fraude, escroc, escroquerie, faux, falsifié, arnaqueur | Betrug, gefälscht
pay slip, payslip, payroll, wage slip, salary, wages, payroll run | bulletin de paie, fiche de paie, fiche de salaire, paie, salaire | Gehaltsabrechnung, Lohnzettel, Gehalt, Lohn
supplier offer, supplier quote, quotes, offers, offers received, bids received | offre fournisseur, devis, offres, propositions des fournisseurs | Lieferantenangebot, Angebote
price and delivery, price list, price, terms, lead time, tariffs, delivery time, conditions | prix et délais, tarif, liste de prix, délai, conditions, prix | Preisliste, Preise, Lieferzeit, Konditionen
purchase request, requisition, purchase requisition, order request, buyer, requester | demande d'achat, acheteur, demandeur, réquisition | Bestellanforderung, Bedarfsmeldung, Einkäufer
order confirmation, confirmation, acknowledgement, acknowledgment of order | confirmation de commande, accusé de réception, confirmation | Auftragsbestätigung, Bestätigung
supplier risk, supplier health, bankrupt, insolvent, go out of business, bankruptcy, supplier failure, subcontractor, closes | santé du fournisseur, faillite, insolvabilité, sous-traitant, partenaire, dépôt de bilan, fermer | Lieferantenrisiko, Insolvenz, Pleite, Zulieferer
terms and conditions, small print, fine print, general terms, conditions of sale, risky clauses | conditions générales, petites lignes, cgv, clauses, clause dangereuse, passage à risque | AGB, Kleingedrucktes, Geschäftsbedingungen, Klauseln
consumption, usage, stock level, demand, usage drops | consommation, usage, niveau de stock, besoin, utilisation | Verbrauch, Nutzung, Bestand, Bedarf
empty stock, shortage, stock is empty, urgent order | rupture de stock, rupture, stock vide, commande urgente, pénurie | Fehlbestand, Engpass, leeres Lager, Eilbestellung
nda, confidentiality agreement, non-disclosure, secrecy agreement | accord de confidentialité, nda, engagement de confidentialité, secret | Geheimhaltungsvereinbarung, NDA, Vertraulichkeit
contract template, standard contract, standard wording, model contract, template | contrat type, modèle, clause type, clausier | Mustervertrag, Vorlage, Standardvertrag
lawyer, counsel, legal team, legal department, attorney, jurist, solicitor, legal, in-house counsel | avocat, juriste, service juridique, conseil, direction juridique, notaire | Anwalt, Jurist, Rechtsabteilung, Syndikus
notice period, termination deadline, end date, termination, renew, expires, expiry, termination date | préavis, date de fin, résiliation, échéance, reconduction, renouvellement, expirer | Kündigungsfrist, Vertragsende, Ablauf, Verlängerung
data subject, personal data, data subject request, gdpr, access request, data protection, subject access, privacy, personal details | données personnelles, rgpd, demande d'accès, protection des données, vie privée, données à caractère personnel | Betroffene, personenbezogen, DSGVO, Auskunft, Datenschutz
policy, policy handbook, guideline, code of conduct, company rules, internal rules, handbook | politique, règlement intérieur, charte, code de conduite, règles internes, directive | Richtlinie, Leitlinie, Verhaltenskodex, Regelwerk
gift, bribe, corruption, conflict of interest, compliance question, hospitality | cadeau, pot-de-vin, corruption, conflit d'intérêts, déontologie | Geschenk, Bestechung, Interessenkonflikt
regulator, law, legislation, new law, legal change, changes in law, directive, decree | réglementation, loi, législation, nouvelle loi, règlement, directive, décret, texte de loi | Verordnung, Gesetz, Gesetzgebung, Rechtsänderung, Vorschrift
court, court file, lawsuit, litigation, judge, case file, trial, dispute, legal proceedings | tribunal, procès, litige, juge, dossier judiciaire, contentieux | Gericht, Klage, Rechtsstreit, Richter, Akte
due diligence, acquisition, merger of companies, data room, shareholder | audit d'acquisition, acquisition, fusion, actionnaire | Due Diligence, Übernahme, Aktionär
credit check, credit rating, loan application, creditworthiness, mortgage | solvabilité, demande de crédit, note de crédit, prêt | Bonität, Kreditantrag, Kredit
insurance claim, claim, claims handling, loss adjuster, policyholder | sinistre, déclaration de sinistre, assuré, gestion des sinistres | Schadensfall, Schadensmeldung, Versicherter
cost saving, savings, reduce costs, cut costs, cheaper, cost a fortune, money | économie, réduire les coûts, coûter cher, argent | Einsparung, Kosten senken, günstiger, Geld
signature, sign | signature, signé, parapheur | Unterschrift, unterschreiben, signieren
spend analysis, spend category, category of spend, cost category | analyse des dépenses, catégorie d'achat, famille d'achats | Ausgabenanalyse, Warengruppe
tax return, vat, tax, tax form, declaration | déclaration fiscale, tva, impôt, taxe, déclaration | Steuererklärung, Mehrwertsteuer, Steuer
"""
