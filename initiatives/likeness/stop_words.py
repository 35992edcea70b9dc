"""Words that say nothing of what a text is about, by language; they also tell which language it is in."""

from __future__ import annotations

STOP_WORDS = {
    "en": """a about after all also although always am an and any are as at be because been before being between both but by
        can cannot could did do does doing done during each either else even ever every few for from get gets getting give
        given gives goes going got had has have having he her here him his how i if in instead into is it its itself just
        keep kind let lets like made make makes making may me might more most much must my need needed needs never no nobody
        nor not now of off often on once one only onto or other others our ours out over own per put quite rather really
        same say says see several she should since so some somebody someone something soon still such take taken takes
        taking than that the their them then there these they thing things this those through to today together too try
        trying until up upon us use used uses using very want wants was we well were what when where whether which while
        who whole whom whose why will with within without would yet you your""",
    "fr": """a afin ai ainsi alors après as au aucun aussi autre autres aux avant avec avoir avait avons beaucoup bien bon c
        ça car ce ceci cela celle celles celui certains ces cet cette ceux chacun chaque chez ci comme comment d dans de
        depuis des deux doit doivent donc dont du elle elles en encore entre es essayer est et été être eu eux fait faire
        faut font il ils j je jamais l la là laisser le les leur leurs lors lui m ma mais me même mes met mettre moi moins
        mon n ne ni nos notre nôtre nous on ont or ou où par parce parfois pas peu peut peuvent plus plusieurs pour pourquoi
        pourrait prend prendre puis qu quand que quel quelle quelles quels quelqu qui quoi rien s sa sans se selon ses si
        soi soit son sont souvent sous sur t ta tant te tes toi ton toujours tous tout toute toutes très trop tu un une
        utilise utiliser va vers veut via voir vos votre vous y""",
    "de": """aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis da dabei damit dann
        das dass dazu dem den denn der des dich die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem
        einen einer eines er es etwas für gegen gibt habe haben hat hatte hier ich ihm ihn ihnen ihr ihre ihrem ihren im in
        ins ist ja jede jedem jeden jeder jedes kann kein keine können lassen machen man manche mehr mein mit müssen muss
        nach nicht nichts noch nun nur ob oder oft ohne schon sehr sein seine sich sie sind so soll sollen sollte sonst über
        um und uns unser unsere unter viel vom von vor wann war was weil wenn wer werden wie wieder wir wird wo wurde würde
        zu zum zur zwischen""",
}
