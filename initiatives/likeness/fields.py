"""Fields of work, each by words that belong to it: two texts of one field are closer than two of different ones."""

FIELDS = """
billing: invoice, bill, pay, remind, bookkeeping, ledger, amount, vendor, supplier, overdue, posting, bank, transfer, reconcile, cost centre, charge, montant, prestataire, débiteur, budget, expense, receipt, closing, vat
travel: expense, travel, flight, hotel, trip, reimbursement, receipt, train ticket, mileage, booking
meetings: meeting, minutes, appointment, agenda, calendar, attendee, invite, session, gathering, transcript, recording, slot, call, date, participant, absent, video, action item, steering committee, board
service: support, customer, ticket, answer, complaint, faq, agent, call centre, satisfaction, queue, hotline, phone, sentiment, angry, chat, client service
inbox: email, inbox, letter, forward, message, thread, department, sort, attachment, correspondence
hiring: applicant, candidate, apply, recruit, vacancy, position, job, profile, interview, shortlist, hire, talent, cv, screen, posting, role, hiring manager, poste, métier, postulant
starting: newcomer, starter, recruit, welcome, buddy, induction, first day, first weeks, settle in, join, account, mentor, onboarding, bienvenue
learning: training, course, lesson, quiz, learn, teach, trainer, skill, e-learning, role play, rehearse, material, handbook, exam, practise, education
law: contract, clause, lawyer, legal, nda, agreement, term, sign, confidentiality, deviation, notice period, expiry, renew, compliance, regulation, gdpr, jargon
production: machine, line, shift, factory, operator, part, defect, inspection, camera, surface, sensor, vibration, pump, maintenance, repair, fitter, handover, production, crew, order, sequence, optimise, stop, standstill, failure, arrêt
safety: accident, near miss, safety, hazard, injury, protective, report, danger, incident
it service: ticket, incident, password, account, access, outage, alert, monitoring, server, system, user, it, help desk, version, screenshot, locked out, root cause, alarm, request
software: code, developer, test, release, version, commit, pull request, cobol, program, documentation, user story, specification, database, query, requirement, deploy, legacy, bug
bidding: tender, rfp, bid, offer, procurement notice, requirement, submission, criterion, award, quotation, soumission, marché, critère, annexe, proposal, excluded
selling: customer, lead, prospect, crm, offer, quote, deal, visit, rep, sales, opportunity, churn, competitor, price, appointment, negotiation, salesforce, account, subscriber
buying: supplier, vendor, quote, order, delivery note, contract, purchase, procurement, price, compare, sourcing, subcontractor, insolvency, faillite, cahier des charges
publicity: product description, campaign, advert, social media, post, newsletter, brand, tone, website, article, review, press, text, copy, image, alt text, seo, story, channel, headline
retail: store, shelf, stock, shop, goods, demand, discount, checkout, staff, rota, footfall, display, return, shopper, fresh food, bread, waste, branch, season
care: patient, doctor, nurse, ward, hospital, diagnosis, treatment, bed, discharge, leaflet, medical, appointment, admission, physician, care staff, therapy
transport: route, delivery, parcel, driver, waybill, customs, truck, freight, shipment, dispatcher, damage, goods, tour, carrier, pallet
housing: tenant, building, lease, rent, repair, room, meter, heating, energy, consumption, carbon, emission, facility, maintenance, landlord, desk
town: citizen, resident, municipality, council, form, application, street, pothole, authority, archive, deliberation, permit, voirie, usager, riverain
knowing: knowledge, wiki, intranet, expert, document, search, know-how, lesson learned, retire, archive, documentation, outdated, page, retour d'expérience, ancien, technical
privacy: personal data, anonymise, redact, mask, black out, confidential, name, gdpr, sensitive
languages: translate, language, foreign, subtitle, abroad, english, german, french, polish, terms, vocabulary, étranger, allemand, anglais
data keeping: data, duplicate, master data, customer file, record, clean, address, database, merge, entry, field
reporting: report, status, dashboard, slides, figures, monthly, management, overview, budget, variance, comment, chart, kpi, presentation, spreadsheet, excel, consolidate, deck
planning: plan, schedule, forecast, rota, staff, calendar, sequence, demand, shift, holiday, capacity, roster, order, peak
listening: feedback, survey, review, comment, satisfaction, theme, sentiment, opinion, rating, verbatim, mood
energy: energy, heating, electricity, consumption, meter, carbon, co2, emission, gas, climate
insurance: claim, damage, policy, insurer, loss, premium, fraud, expert report
"""
