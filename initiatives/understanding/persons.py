"""The words for those who feel a pain, as patterns."""

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
TEAMS_PARTS = (
    "support|sales|hr|finance|accounting|it|office|back office|customer|service|marketing|legal|purchasing"
    "|project|other|field|account|full time"
)
PERSON_WORD = rf"(?:(?:{TEAMS_PARTS}) )?(?:{PERSON_WORDS})"
