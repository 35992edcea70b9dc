"""The words, English and French, of office work, what it costs and how it hurts; tables to extend, no rules."""

from initiatives.understanding.folding import english, french, table

# What office work is about. A pain without any of these is small talk.
WORK_NOUNS = table(
    """
    invoice | invoices | invoicing | order | orders | report | reports | reporting | spreadsheet | spreadsheets
    ticket | tickets | email | emails | e mail | e mails | mail | mails | mailbox | inbox | customer | customers
    client | clients | contract | contracts | document | documents | docs | documentation | form | forms | file
    files | record | records | entries | entry | payroll | payslip | payslips | expense | expenses | receipt
    receipts | timesheet | timesheets | quote | quotes | quotation | quotations | offers | supplier | suppliers
    vendor | vendors | stock | inventory | delivery note | delivery notes | application | applications | cv | cvs
    resumes | candidate | candidates | onboarding | meeting | meetings | notes | data | database | databases | crm
    erp | pdf | pdfs | slides | presentation | presentations | budget | budgets | forecast | forecasts | translation
    translations | product descriptions | catalog | catalogue | newsletter | newsletters | lead | leads | complaint
    complaints | claim | claims | request | requests | returns | schedule | schedules | shifts | rota | roster
    planning | faq | questions | knowledge base | wiki | logs | test cases | patents | price list | price lists
    prices | statements | bank statements | booking | bookings | reservations | survey | surveys | feedback | reviews
    transcripts | audits | audit | checklists | labels | barcodes | accounts | transactions | payments | paperwork
    minutes of | sheet | sheets | table | tables | figures | numbers | dashboard | dashboards | accounting | job ad
    job ads | adverts | articles | posts | nda | ndas | serial numbers | purchase | purchases | shipment | shipments
    shipping | permits | certificates | specifications | specs | tenders | proposals | purchase order
    purchase orders | bills | drawings | parts | addresses | contacts | photos | pictures | facture | factures
    facturation | commande | commandes | rapport | rapports | compte rendu | comptes rendus | tableau | tableaux
    fichier | fichiers | dossier | dossiers | courriel | courriels | courrier | courriers | contrat | contrats
    formulaire | formulaires | devis | bon | bons | fournisseur | fournisseurs | stocks | inventaire | inventaires
    candidature | candidatures | reunion | reunions | donnee | donnees | base de donnees | traduction | traductions
    fiche | fiches | reclamation | reclamations | demande | demandes | plannings | paie | paies | bulletin | bulletins
    note de frais | notes de frais | pointage | pointages | releve | releves | reservation | enquete | enquetes | avis
    etiquette | etiquettes | paiement | paiements | saisie | saisies | ressaisie | adresse | adresses | prospect
    prospects | offre | offres | prix | tarif | tarifs | justificatif | justificatifs | tableur | tableurs | conge
    conges | absences | livraison | livraisons | colis | expedition | expeditions | virement | virements | ecriture
    ecritures | comptabilite | plan | plans | chiffres | indicateurs | tableau de bord | tableaux de bord
    publications | annonces | appels d' offres
    """
)

# Doing these again and again is a pain by itself.
TEDIOUS = (
    english(
        """
    copy retype rekey type transcribe compile reconcile consolidate chase enter reenter sort classify collect
    merge transfer rewrite reformat rename paste proofread triage label tag+ scan+ extract match gather assemble
    split+ format+ dig+ hunt categorize categorise
    """
    )
    | table(
        """
    cut and paste | copy paste | copypaste | copy pasting | go through | going through | key in | keying in | re enter
    re entering | re type | re typing | re key | fill in | filling in | fill out | filling out | search for
    searching for | look for | looking for | look up | looking up
    """
    )
    | french(
        "recopi copi coll retap tap tri class compil consolid rapproch relanc cherch recherch fusionn transfer renomm"
        " collect scann recop dupliqu rassembl depouill"
    )
    | table(
        """
    saisir | saisit | saisissons | saisissent | saisis | ressaisir | ressaisit | ressaisissons | ressaisissent
    resaisir | resaisit | remplir | remplit | remplissons | remplissent | transcrire | retranscrire | retranscrit
    retranscrivons | extraire | extrait | extraient | remet en forme | mettre en forme | mettre en page | met en page
    """
    )
)

# What one may wish that a machine did.
WORK_VERBS = (
    TEDIOUS
    | english(
        """
    draft summarize summarise write answer reply review prepare produce generate create send schedule plan+
    forecast analyse analyze detect monitor track route prioritize prioritise predict handle translate check
    compare fill update process archive import export search print format+ file forward prefill
    """
    )
    | french(
        "redig resum prepar gener envoy planifi analys detect control prioris corrig trait verifi export import archiv"
        " compar imprim gér rang"
    )
    | table(
        """
    take notes | ecrire | ecrit | ecrivons | repondre | repond | repondent | repondons | produire | produit | traduire
    traduit | suivre | prevoir | relire | relit | mettre a jour | met a jour | mettons a jour | faire | fait
    """
    )
)

COST = english("spend lose waste take cost need require") | table(
    """
    eat up | eats up | eating up | burn | burns | swallow | swallows | perd | perds | perdons | perdent | perdre
    perdez | passe | passes | passons | passent | passer | prend | prends | prenons | prennent | prendre | coute
    coutent | couter | gaspille | gaspillons | gaspillent | consacre | consacrons | consacrent | consacrer | met
    mets | mettons | mettent | il faut | nous faut | me faut | leur faut | demande | occupe | bouffe | mange
    """
)
LOSING = english("spend lose waste") | table(
    "perd | perds | perdons | perdent | perdre | passe | passons | passent | passer"
)

# A pain said as one; with work in the same sentence it is a proposal.
PAINS = table(
    """
    by hand | manually | a better way | better way to | spend my life | spend our lives | spend my days
    spend all day | spends all day | spend half my | manual entry | manual data entry | manual data | manual input
    manual check | manual checks | manual work | manual copying | copy paste | copy and paste | copying and pasting
    double entry | twice by hand | error prone | not automated | isn't automated | aren't automated | takes too long
    take too long | taking too long | takes forever | take forever | takes ages | take ages | takes hours | take hours
    takes days | takes way too long | takes so long | takes much too long | takes us hours | takes me hours
    takes us days | takes us ages | takes me ages | takes us forever | takes me forever | spend hours | spending hours
    spends hours | spend ages | spend days | spend our days | spend too long | spend half our | spend half the day
    waste hours | wastes hours | wasting hours | waste time | wastes time | wasting time | waste of time | lose time
    loses time | losing time | lose hours | too much time | a lot of time | so much time | lots of time
    most of our time | most of my time | time consuming | a nightmare to | no time to | nobody has time to
    drowning in | falls behind | a la main | manuellement | saisie manuelle | traitement manuel | tout est manuel
    passe notre vie | passons notre vie | passe nos journees | passe mes journees | copier coller | copie colle
    double saisie | ressaisie | pas automatise | pas automatisee | prend trop de temps | prend un temps fou
    prend des heures | prennent des heures | prend enormement de temps | prend beaucoup de temps
    prennent trop de temps | prennent beaucoup de temps | perd du temps | perdons du temps | perd un temps fou
    perds du temps | perdent du temps | perds un temps fou | perte de temps | pertes de temps | trop de temps
    beaucoup de temps | un temps fou | tout notre temps | passe des heures | passons des heures | passent des heures
    perd des heures | perdons des heures | perd beaucoup de temps | chronophage | chronophages | trop long
    trop longue | trop longs | plus le temps de | pas le temps de | noyes sous | passe ma vie | passe mon temps
    passons notre temps | passent leur temps
    """
)
# Said of people and weather too, so they count only where something is done.
ANNOYANCES = table(
    """
    tedious | repetitive | boring | painful | a pain | annoying | frustrating | laborious | cumbersome | a nightmare
    a mess | lots of errors | many errors | a lot of mistakes | many mistakes | lots of mistakes | too many errors
    too many mistakes | make mistakes | full of typos | always late | fed up | sick of | tired of | drives us crazy
    drives me crazy | hate | slow | too slow | penible | fastidieux | fastidieuse | repetitif | laborieux | laborieuse
    un cauchemar | agacant | galere | marre de | marre d' | ras le bol | n' en peut plus | n' en peux plus
    beaucoup d' erreurs | trop d' erreurs | plein d' erreurs | erreurs de saisie | sans arret | corvee | trop lent
    lourd | penibles
    """
)
# Work that comes again without a day or a week being said.
REPETITION = table(
    """
    over and over | again and again | time and again | the same questions | the same emails | the same requests
    the same data twice | encore et encore | sans cesse | toujours les memes | toujours aux memes
    tout le temps les memes | les memes questions | aux memes questions | les memes demandes | aux memes demandes
    les memes mails | les memes courriels
    """
)

# What somebody does, and in French also what somebody did.
ACTS = TEDIOUS | COST | WORK_VERBS
DONE = ACTS | table("saisi | ressaisi | rempli | perdu | pris | mis | passe | du | ecrit | rendu")
