"""The words, English and French, by which people wish, ask, thank, report and chat; tables to extend, no rules."""

from initiatives.understanding.folding import table

AUTOMATE = table(
    """
    automate | automating | be automated | get automated | automatically | automation for | automate away
    automatiser | automatise | automatisons | automatiquement | etre automatise | etre automatisee | etre automatises
    etre automatisees | automatisation de | automatisation des | automatisation du | automatisation d'
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
    could | should | would | want | wants | like to | i'd like | i'd love | we'd like | we'd love | love to | wish
    need to | let's | lets | must | hope | hoping | ought | how about | please | want to | time to | high time
    pourrait | pourraient | pourrions | devrait | devrions | devraient | faudrait | il faut | aimerais | aimerions
    aimerait | voudrais | voudrait | voudrions | veux | veut | voulons | serait | souhaite | souhaiterais | souhaitons
    besoin de | besoin d' | envie de | envie d' | reve de | reve d' | si on | s' il vous plait | svp
    """
)
WISH_STARTS = table(
    """
    an ai that | an ai to | an ai which | a bot that | a bot to | an assistant that | une ia qui | une ia pour
    un bot qui | un assistant qui | automate | automatiser | automatisons | let ai | use ai | let's | please automate
    """
)

# A question that starts like this asks for something to change.
WISH_QUESTIONS = table(
    """
    could we | should we | can we | could ai | can ai | could a | can a | could the | can the | could our | can our
    could chatgpt | can chatgpt | could copilot | can copilot | could claude | can claude | could gemini | can gemini
    could someone | can someone | could somebody | could it | couldn't we | can't we | is there a way
    is there any way | isn't there a way | is it possible | would it be possible | what if | how about | why don't we
    why not | why can't we | how can we | how could we | how might we | shouldn't we | couldn't ai
    would it make sense | can you automate | could you automate | pourrait on | peut on | pourrions nous
    est ce qu' on peut | est ce qu' on pourrait | est ce que l' ia | est ce que nous pourrions | est ce que chatgpt
    est ce que copilot | est ce qu' une ia | on peut | on pourrait | on ne pourrait pas | l' ia peut | l' ia pourrait
    l' ia peut elle | une ia peut | une ia pourrait | y a t il moyen | y a t il un moyen | y aurait il moyen
    y aurait il un moyen | il y a moyen | il y aurait moyen | est il possible | serait il possible
    c' est possible de | c' est possible d' | possible de | possible d' | ce serait possible | et si | pourquoi ne pas
    comment automatiser | comment pourrait on | comment pourrions nous | chatgpt pourrait | chatgpt peut
    copilot pourrait | copilot peut | ne pourrait on pas | tu peux automatiser
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
    how | why | who | whom | whose | where | which | what | is | are | am | was | were | do | does | did | can | could
    should | would | will | has | have you | have we | have they | had | may | might | shall | isn't | aren't
    don't you | doesn't | didn't | can't | couldn't | won't | shouldn't | haven't | hasn't | when is | when are
    when do | when does | when did | when will | when can | when should | any idea | any news | any update | i wonder
    wondering | do you know | i want to know | i would like to know | i'd like to know | not sure if
    not sure whether | curious | question | quick question | comment | pourquoi | qui | que | qu' est | quoi | quel
    quelle | quels | quelles | combien | est ce | ou est | ou sont | ou en | ou puis | ou peut | peut on | pourrait on
    peux tu | pouvez vous | pourrais tu | pourriez vous | as tu | avez vous | est il | serait il | y a t | sais tu
    savez vous | je me demande | je voudrais savoir | j' aimerais savoir | c' est quoi | quand est | quand sera
    quand aura | quand peut | des nouvelles | tu sais | vous savez | a t on | a quoi | a quelle
    """
)
STATEMENTS_AFTER_ALL = table(
    """
    would love | would like | would be great | what takes | what costs | what we lose | what hurts | qui dit | do the
    what annoys | what bothers
    """
)

# To the bot, not about work.
REQUESTS = table(
    """
    remind | send | show | tell | give | list | stop | cancel | explain | open | delete | remove | undo | change
    snooze | skip | help | you are | you're | you do | you did | you should | you must | you send | you ask
    you could | you can | please | status | rappelle | rappelez | envoie | envoyez | montre | montrez | dis | dites
    donne | donnez | arrete | arretez | annule | annulez | explique | expliquez | supprime | supprimez | aide | ouvre
    modifie | tu es | tu devrais | tu peux | vous devriez | merci de | yes | no | nope | yep | yeah | oui | non
    ouais | same | same as | idem | pareil | later | plus tard | done | fait | as last | comme la semaine | comme | if
    si | s' il | thanks for | thank you for | thanks to | thx for | many thanks for | merci pour | merci d' | merci a
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
    quickwin | check in | check ins | checkin | nudge | nudges | digest | your message | your messages | your reminder
    your reminders | your question | your questions | your answer | your form | this bot | the bot | ton message
    tes messages | vos messages | tes rappels | vos rappels | tes questions | le bot | ce bot | initiative
    initiatives | my proposal | the proposal | ma proposition | la proposition | my idea | mon idee | the trial
    our trial | my trial | l' essai | notre essai | this form | these reminders | my draft | mon brouillon
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
    don't | dont | doesn't | doesnt | not | never | isn't | aren't | won't | didn't | cannot | wouldn't | without | ne
    n' | jamais | pas | sans | no | shouldn't | can't | couldn't | wont | aucun | hardly
    """
)

TEAM = table(
    """
    we | us | our | we're | we've | the team | my team | team | teams | colleagues | colleague | department | everyone
    everybody | staff | assistants | accountants | agents | they | he | she | office | people | person | employees
    nous | notre | nos | equipe | equipes | service | collegues | comptables | commerciaux | ils | elles | bureau
    personnes | tout le monde | chacun | assistante | assistantes | assistant | personne
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

# What is denied, liked or already done.
DENIALS = table(
    "not | never | don't | dont | doesn't | doesnt | nobody | no one | ne | n' | jamais | hardly | won't | didn't"
)
LIKING = table("like | likes | enjoy | enjoys | aime | aiment | aimons | want to")
IRREGULAR_PAST = table("did | had | took | spent | lost | wrote | sent | were | was | made | got | went | found")
HAVE_IN_FRENCH = table("on a | nous avons | j'ai | ils ont | elles ont | il a | elle a")
AI_PEOPLE_AND_PAPERS = table(
    "engineer | engineers | policy | training | team | expert | experts | strategy | act | course | workshop | summary | news"
    "| ingenieur | politique | formation | charte | equipe | strategie | atelier | resume | actualite | consultant"
)
