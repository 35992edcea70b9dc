"""The words, English and French, by which a plain sentence is understood; tables to read and extend, no rules."""

import re
import unicodedata


def fold(text: str) -> str:
    """Lower case without accents, so that "À la main" and "a la main" are the same words."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("œ", "oe"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def table(text: str) -> frozenset[str]:
    """Phrases divided by `|` or lines, folded; elisions stand apart ("l' ia"), hyphens are spaces."""
    parts = (" ".join(fold(part).split()) for part in re.split(r"[|\n]", text))
    return frozenset(part for part in parts if part)


def english(verbs: str) -> frozenset[str]:
    """What we do and are doing: "copy" gives copy, copies, copying. A doubled consonant is written "scan+"."""
    forms: set[str] = set()
    for verb in verbs.split():
        plain = verb.rstrip("+")
        stem = plain[:-1] if plain.endswith("e") else plain + plain[-1] * verb.endswith("+")
        third = plain[:-1] + "ies" if re.search("[^aeiou]y$", plain) else plain + "s"
        forms |= {plain, third, stem + "ing"} | ({plain + "es"} if re.search("(ch|sh|ss|x)$", plain) else set())
    return frozenset(forms)


def french(verbs: str) -> frozenset[str]:
    """Present and infinitive of verbs in -er, from their stem: "recopi" gives recopie, recopions, recopier."""
    endings = ["e", "es", "ons", "eons", "ez", "ent", "er", "ant"]
    return frozenset(fold(stem) + ending for stem in verbs.split() for ending in endings)


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
    prices | statements | bank statements | booking | bookings | reservations | survey | surveys | feedback
    reviews | transcripts | audits | audit | checklists | labels | barcodes | accounts | transactions | payments
    paperwork | minutes of | sheet | sheets | table | tables | figures | numbers | dashboard | dashboards
    accounting | job ad | job ads | adverts | articles | posts | nda | ndas | serial numbers | purchase | purchases
    shipment | shipments | shipping | permits | certificates | specifications | specs | tenders | proposals
    purchase order | purchase orders | bills | drawings | parts | addresses | contacts | photos | pictures | facture
    factures | facturation | commande | commandes | rapport | rapports | compte rendu | comptes rendus | tableau
    tableaux | fichier | fichiers | dossier | dossiers | courriel | courriels | courrier | courriers | contrat
    contrats | formulaire | formulaires | devis | bon | bons | fournisseur | fournisseurs | stocks | inventaire
    inventaires | candidature | candidatures | reunion | reunions | donnee | donnees | base de donnees | traduction
    traductions | fiche | fiches | reclamation | reclamations | demande | demandes | plannings | paie | paies
    bulletin | bulletins | note de frais | notes de frais | pointage | pointages | releve | releves | reservation
    enquete | enquetes | avis | etiquette | etiquettes | paiement | paiements | saisie | saisies | ressaisie
    adresse | adresses | prospect | prospects | offre | offres | prix | tarif | tarifs | justificatif
    justificatifs | tableur | tableurs | conge | conges | absences | livraison | livraisons | colis | expedition
    expeditions | virement | virements | ecriture | ecritures | comptabilite | plan | plans | chiffres | indicateurs
    tableau de bord | tableaux de bord | publications | annonces | appels d' offres
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
    cut and paste | copy paste | copypaste | copy pasting | go through | going through | key in | keying in
    re enter | re entering | re type | re typing | re key | fill in | filling in | fill out | filling out
    search for | searching for | look for | looking for | look up | looking up
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
    retranscrivons | extraire | extrait | extraient | remet en forme
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
    compare fill update process archive import export search print format+ file forward pre-fill prefill
    """
    )
    | french(
        "redig resum prepar gener envoy planifi analys detect control prioris corrig trait verifi export import archiv"
        " compar imprim gér rang"
    )
    | table(
        """
    take notes | ecrire | ecrit | ecrivons | repondre | repond | repondent | repondons | produire | produit
    traduire | traduit | suivre | prevoir | relire | relit | mettre a jour | met a jour | mettons a jour | faire
    fait
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
    """
    perd | perds | perdons | perdent | perdre | passe | passons | passent | passer
    """
)

# A pain said as one; with work in the same sentence it is a proposal.
PAINS = table(
    """
    by hand | manually | a better way | better way to | spend my life | spend our lives | spend my days
    spend all day | spends all day | spend half my | manual entry | manual work | manual copying | copy paste
    copy and paste | copying and pasting | double entry | twice by hand | error prone | not automated
    isn't automated | aren't automated | takes too long | take too long | taking too long | takes forever
    take forever | takes ages | take ages | takes hours | take hours | takes days | takes way too long
    takes so long | takes much too long | takes us hours | takes me hours | takes us days | takes us ages
    takes me ages | takes us forever | takes me forever | spend hours | spending hours | spends hours | spend ages
    spend days | spend our days | spend too long | spend half our | spend half the day | waste hours | wastes hours
    wasting hours | waste time | wastes time | wasting time | waste of time | lose time | loses time | losing time
    lose hours | too much time | a lot of time | so much time | lots of time | most of our time | most of my time
    time consuming | a nightmare to | no time to | nobody has time to | drowning in | falls behind | a la main
    manuellement | passe notre vie | passons notre vie | passe nos journees | passe mes journees | copier coller
    copie colle | double saisie | ressaisie | pas automatise | pas automatisee | prend trop de temps
    prend un temps fou | prend des heures | prennent des heures | prend enormement de temps
    prend beaucoup de temps | prennent trop de temps | prennent beaucoup de temps | perd du temps | perdons du temps
    perd un temps fou | perds du temps | perdent du temps | perds un temps fou | perte de temps | pertes de temps
    trop de temps | beaucoup de temps | un temps fou | tout notre temps | passe des heures | passons des heures
    passent des heures | perd des heures | perdons des heures | perd beaucoup de temps | chronophage | chronophages
    trop long | trop longue | trop longs | plus le temps de | pas le temps de | noyes sous | passe ma vie
    passe mon temps | passons notre temps | passent leur temps
    """
)
# Said of people and weather too, so they count only where something is done.
ANNOYANCES = table(
    """
    tedious | repetitive | boring | painful | a pain | annoying | frustrating | laborious | cumbersome | a nightmare
    a mess | lots of errors | many errors | a lot of mistakes | many mistakes | lots of mistakes | too many errors
    too many mistakes | make mistakes | full of typos | always late | fed up | sick of | tired of | drives us crazy
    drives me crazy | hate | slow | too slow | penible | fastidieux | fastidieuse | repetitif | laborieux
    laborieuse | un cauchemar | agacant | galere | marre de | marre d' | ras le bol | n' en peut plus
    n' en peux plus | beaucoup d' erreurs | trop d' erreurs | plein d' erreurs | erreurs de saisie | sans arret
    corvee | trop lent | lourd | penibles
    """
)

AUTOMATE = table(
    """
    automate | automating | be automated | get automated | automatically | automation for | automate away
    automatiser | automatise | automatisons | automatiquement | etre automatise | etre automatisee
    etre automatises | etre automatisees | automatisation de | automatisation des | automatisation du
    automatisation d'
    """
)
AI = table(
    """
    ai | artificial intelligence | chatgpt | chat gpt | copilot | claude | gemini | mistral | llm | llms | gpt
    machine learning | a bot | a robot | chatbot | agent ia | ia | intelligence artificielle | un robot | un bot
    le chat | something could | a tool could | a script could | a machine could | quelque chose pourrait
    un outil pourrait
    """
)
WISHES = table(
    """
    could | should | would | want | wants | like to | love to | wish | need to | let's | lets | must | hope | hoping
    ought | how about | please | want to | time to | high time | pourrait | pourraient | pourrions | devrait
    devrions | devraient | faudrait | il faut | aimerais | aimerions | aimerait | voudrais | voudrait | voudrions
    veux | veut | voulons | serait | souhaite | souhaiterais | souhaitons | besoin de | besoin d' | envie de
    envie d' | reve de | reve d' | si on | s' il vous plait | svp
    """
)
WISH_STARTS = table(
    """
    an ai that | an ai to | an ai which | a bot that | a bot to | an assistant that | une ia qui | une ia pour
    un bot qui | un assistant qui | automate | automatiser | automatisons | let ai | use ai | let's
    please automate
    """
)

# A question that starts like this asks for something to change.
WISH_QUESTIONS = table(
    """
    could we | should we | can we | could ai | can ai | could a | can a | could the | can the | could our | can our
    could chatgpt | can chatgpt | could copilot | can copilot | could claude | can claude | could gemini
    can gemini | could someone | can someone | could somebody | could it | couldn't we | can't we | is there a way
    is there any way | isn't there a way | is it possible | would it be possible | what if | how about
    why don't we | why not | why can't we | how can we | how could we | how might we | shouldn't we | couldn't ai
    would it make sense | can you automate | could you automate | pourrait on | peut on | pourrions nous
    est ce qu' on peut | est ce qu' on pourrait | est ce que l' ia | est ce que nous pourrions | est ce que chatgpt
    est ce que copilot | est ce qu' une ia | on peut | on pourrait | on ne pourrait pas | l' ia peut
    l' ia pourrait | l' ia peut elle | une ia peut | une ia pourrait | y a t il moyen | y a t il un moyen
    y aurait il moyen | y aurait il un moyen | il y a moyen | il y aurait moyen | est il possible
    serait il possible | c' est possible de | c' est possible d' | possible de | possible d' | ce serait possible
    et si | pourquoi ne pas | comment automatiser | comment pourrait on | comment pourrions nous | chatgpt pourrait
    chatgpt peut | copilot pourrait | copilot peut | ne pourrait on pas | tu peux automatiser
    """
)
PERMISSIONS = table(
    """
    can we | peut on | on peut | can ai | can chatgpt | can copilot | can claude | can gemini | l' ia peut
    est ce qu' on peut | est ce que l' ia | chatgpt peut | copilot peut | can a | can the
    """
)
# "Why do we still …" complains.
RHETORICAL = table(
    """
    why do we | why are we | why is it | why does it take | why do i | why must we | why should we | pourquoi on
    pourquoi est ce qu' on | pourquoi devons nous | pourquoi faut il | pourquoi ca prend | pourquoi doit on
    """
)

QUESTION_STARTS = table(
    """
    how | why | who | whom | whose | where | which | what | is | are | am | was | were | do | does | did | can
    could | should | would | will | has | have you | have we | have they | had | may | might | shall | isn't
    aren't | don't you | doesn't | didn't | can't | couldn't | won't | shouldn't | haven't | hasn't | when is
    when are | when do | when does | when did | when will | when can | when should | any idea | any news
    any update | i wonder | wondering | do you know | i want to know | i would like to know | i'd like to know
    not sure if | not sure whether | curious | question | quick question | comment | pourquoi | qui | que | qu' est
    quoi | quel | quelle | quels | quelles | combien | est ce | ou est | ou sont | ou en | ou puis | ou peut
    peut on | pourrait on | peux tu | pouvez vous | pourrais tu | pourriez vous | as tu | avez vous | est il
    serait il | y a t | sais tu | savez vous | je me demande | je voudrais savoir | j' aimerais savoir | c' est quoi
    quand est | quand sera | quand aura | quand peut | des nouvelles | tu sais | vous savez | a t on | a quoi
    a quelle
    """
)
STATEMENTS_AFTER_ALL = table(
    """
    what takes | what costs | what we lose | what hurts | qui dit | do the | what annoys | what bothers
    """
)

# To the bot, not about work.
REQUESTS = table(
    """
    remind | send | show | tell | give | list | stop | cancel | explain | open | delete | remove | undo | change
    snooze | skip | help | you are | you're | you do | you did | you should | you must | you send | you ask
    you could | you can | please | status | rappelle | rappelez | envoie | envoyez | montre | montrez | dis | dites
    donne | donnez | arrete | arretez | annule | annulez | explique | expliquez | supprime | supprimez | aide
    ouvre | modifie | tu es | tu devrais | tu peux | vous devriez | merci de | yes | no | nope | yep | yeah | oui
    non | ouais | same | same as | idem | pareil | later | plus tard | done | fait | as last | comme la semaine
    comme | if | si | s' il | thanks for | thank you for | thanks to | thx for | many thanks for | merci pour
    merci d' | merci a
    """
)
REQUESTS_AFTER_ALL = table(
    """
    you have to | you need to | please automate | si on | stop copying | no one | si l' ia | no more time | if we
    if ai | help us automate
    """
)
ABOUT_THE_BOT = table(
    """
    quickwin | check in | check ins | checkin | nudge | nudges | digest | your message | your messages
    your reminder | your reminders | your question | your questions | your answer | your form | this bot | the bot
    ton message | tes messages | vos messages | tes rappels | vos rappels | tes questions | le bot | ce bot
    initiative | initiatives | my proposal | the proposal | ma proposition | la proposition | my idea | mon idee
    the trial | our trial | my trial | l' essai | notre essai | this form | these reminders | my draft
    mon brouillon
    """
)
# The pain is over, or somebody else's.
OVER = table(
    """
    saved | we save | i save | saves us | saves me | saves the team | thanks to | no longer | used to | any more
    anymore | already automated | is automated | are automated | been automated | now automated | we automated
    i automated | they automated | gained | freed | frees | now only | only takes | takes only | only spend
    spend only | just takes | down to | down from | instead of | no more | not needed | is over | is solved | solved
    was solved | is fixed | fixed | went fine | went well | goes well | going well | works well | worked well
    well done | congratulations | congrats | grace a | fait gagner | fait economiser | on a gagne | on gagne
    nous gagnons | gagne du temps | economise | economisons | deja automatise | deja automatisee | est automatise
    est automatisee | a ete automatise | avons automatise | on a automatise | ne perd plus | ne perds plus
    ne perdons plus | ne recopie plus | ne saisit plus | ne copie plus | ne fait plus | ne prend plus | plus besoin
    plus que | avant on | fini la | finie la | finies les | finis les | est resolu | est regle | c' est regle
    au lieu de | au lieu d' | passe de | bravo | felicitations | ne passe plus | ne passons plus
    """
)
OVER_AFTER_ALL = table(
    """
    would save | could save | would free | pourrait nous faire gagner | ferait gagner | pourrait faire gagner
    nous ferait gagner | pourrait economiser
    """
)
REPORTED = table(
    """
    i read | i heard | i saw | an article | a study | they say | according to | people say | i have read | i dreamed
    j'ai lu | j'ai vu | j'ai entendu | un article | une etude | selon | parait que | il parait | on dit que | i'll
    i will | we'll | we will | i'm going to | i am going to | we're going to | je vais | on va | nous allons
    i promise | did you know | saviez vous | savais tu | imagine | for example | par exemple | my friend | mon ami
    at my old job | in my old job | my previous job | mon ancien | mon ancienne | chez un concurrent | years ago
    back then | a l' epoque
    """
)
PERSONAL = table(
    """
    gym | football | soccer | netflix | tv | kids | my children | my son | my daughter | my wife | my husband
    my mother | commute | commuting | in traffic | the traffic | the train | my train | the bus | lunch | coffee
    on holiday | my holiday | vacation | this weekend | dog | cat | yoga | cooking | cook | running | guitar | piano
    video games | sleep | sleeping | weather | the rain | to get to work | to the office | parking | at home
    homework | garden | tiktok | instagram | podcast | mes enfants | foot | sport | trajet | trajets | le train
    le metro | le bus | bouchons | cafe | la cantine | dejeuner | en vacances | ce week end | le week end | chien
    jardin | chez moi | dormir | meteo | la pluie | cuisine | mon fils | ma fille | ma femme | mon mari | television
    la tele | serie | series
    """
)
ONE_OFF = table(
    """
    yesterday | today | tomorrow | last week | this week | next week | last time | this morning | last month
    this afternoon | tonight | hier | aujourd'hui | demain | la semaine derniere | cette semaine
    la semaine prochaine | ce matin | cet apres midi | la derniere fois | le mois dernier | last night | last monday
    lundi dernier
    """
)
NEGATIONS = table(
    """
    don't | dont | doesn't | doesnt | not | never | isn't | aren't | won't | didn't | cannot | wouldn't | without
    ne | n' | jamais | pas | sans | no | shouldn't | can't | couldn't | wont | aucun | hardly
    """
)

TEAM = table(
    """
    we | us | our | we're | we've | the team | my team | team | teams | colleagues | colleague | department
    everyone | everybody | staff | assistants | accountants | agents | they | he | she | office | people | person
    employees | nous | notre | nos | equipe | equipes | service | collegues | comptables | commerciaux | ils | elles
    bureau | personnes | tout le monde | chacun | assistante | assistantes | assistant | personne
    """
)
SPEAKERS = table(
    """
    who | qui | we | i | we're | i'm | nous | je | j' | team | colleagues | they | he | she | ils | elles | equipe
    collegues | accountants | assistants | agents | people | everyone | everybody | staff | comptables | commerciaux
    il | elle | somebody | someone | quelqu' un | personnes | assistant | assistante | accounting | hr | rh | sales
    support | finance | marketing | department | service | comptabilite | of us | tout le monde | has to | have to
    hours | minutes | heures
    """
)
OURS = table(
    """
    our | my | nos | notre | mes | mon | ma | the weekly | the daily | the monthly | every week | every day
    each week
    """
)

GREETINGS = table(
    """
    hi | hello | hey | good morning | good afternoon | good evening | greetings | dear | hiya | howdy | yo | morning
    bonjour | salut | bonsoir | coucou | hello there | hi there | hey there
    """
)
GREETED = table(
    """
    there | all | team | everyone | everybody | folks | guys | bot | the bot | quickwin | quick win | a tous | tous
    a toutes | toutes | a toutes et a tous | l' equipe | tout le monde | le bot | you
    """
)

# Around a duration these leave the hours open.
HEDGES = table(
    """
    maybe | perhaps | not sure | i guess | i think | probably | no idea | don't know | i'd say | depends | sometimes
    varies | can take | could take | may take | might take | might | would take | should take | peut etre | je crois
    je pense | probablement | sans doute | je dirais | aucune idee | sais pas | depend | ca depend | varie
    peut prendre | prendrait | parfois | certaines semaines | some weeks | some days | certains jours | often
    souvent
    """
)
NOT_SPENT = table(
    """
    to arrive | pour arriver | a arriver | delivery takes | delivery time | to deliver | to ship | to be approved
    to get an answer | to hear back | to get a reply | wait for | waits for | waiting for | attend | attendre
    attendons | attendent | delai | delais | response time | temps de reponse | une reponse | la reponse
    turnaround | uptime | downtime | outage | panne | late | delayed | de retard | en retard | opening hours
    heures d' ouverture | ouvert | ouverte | is open | are open | is available | shelf life | battery | was down
    is down | lead time | to respond | pour repondre | repondent sous | respond within | reply within | latency
    stays | offline
    """
)
SAVING = table(
    """
    save | saves | saving | gagner | gagne | economiser | economie | free up | faire gagner | could free | win back
    goal | target | objectif | cible
    """
)

# Who can be counted, as patterns.
PERSON_WORDS = (
    "person|people|colleague|employee|agent|member|head|of us|of them|accountant|rep|engineer|assistant|manager|personne|collegue"
    "|collaborateur|collaboratrice|salarie|tete|comptable|commercial|membre|employe|technicien|gestionnaire|nurse|recruiter|buyer"
)
PEOPLE = (
    "people|persons?|colleagues?|employees?|workers?|agents?|accountants?|assistants?|engineers?|analysts?|reps?|clerks?|nurses?"
    "|developers?|consultants?|recruiters?|buyers?|technicians?|salespeople|teammates|members|sellers?|planners?|lawyers?|teachers?"
    "|operators?|managers?|coordinators?|personnes?|collegues?|collaborateurs?|collaboratrices?|salaries?|comptables?|commerciaux"
    "|commerciales?|assistantes?|ingenieurs?|techniciens?|techniciennes?|gestionnaires?|acheteurs?|infirmieres?|infirmiers?"
    "|developpeurs?|vendeurs?|vendeuses?|employee?s?|employes?|membres?|juristes?|operateurs?|secretaires?|conseillers?|recruteurs?"
)
TEAMS_PARTS = "support|sales|hr|finance|accounting|it|office|back office|customer|service|marketing|legal|purchasing|project|other|field|account|full time"
