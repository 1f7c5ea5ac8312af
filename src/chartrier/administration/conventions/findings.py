"""What conventions may say. ADM-140 to ADM-159, ADM-220 to ADM-229."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NO_CONVENTION = FindingKind(
    "ADM-140",
    Severity.ERROR,
    fr="Il n'y a pas de convention « {convention} ».",
    en="There is no convention “{convention}”.",
    remedy_fr="« chartrier convention list » les nomme.",
    remedy_en="“chartrier convention list” names them.",
)
SEVERAL_CONVENTIONS = FindingKind(
    "ADM-141",
    Severity.ERROR,
    fr="{count} conventions s'appellent « {convention} ».",
    en="{count} conventions are called “{convention}”.",
    remedy_fr="Donnez l'identifiant de l'une d'elles : chartrier convention list.",
    remedy_en="Give the identifier of one of them: chartrier convention list.",
)
INCOMPLETE = FindingKind(
    "ADM-142",
    Severity.ERROR,
    fr="Il manque à cette convention : {missing}.",
    en="This convention lacks: {missing}.",
    remedy_fr="Complétez-la, puis recommencez.",
    remedy_en="Complete it, then do it again.",
    reference="code du patrimoine, L212-4, R212-18-1",
)
LAST_BEFORE_FIRST = FindingKind(
    "ADM-143",
    Severity.ERROR,
    fr="Cette convention finirait le {last}, avant de commencer ({first}).",
    en="This convention would end on {last}, before it begins ({first}).",
    remedy_fr="Donnez un dernier jour après le premier.",
    remedy_en="Give a last day after the first one.",
)
DAY_TO_COME = FindingKind(
    "ADM-144",
    Severity.ERROR,
    fr="Le {day} n'est pas encore venu.",
    en="{day} has not come yet.",
    remedy_fr="Donnez le jour où cela a eu lieu.",
    remedy_en="Give the day on which it took place.",
)
NOT_SENT = FindingKind(
    "ADM-145",
    Severity.ERROR,
    fr="Le projet de cette convention n'a pas été envoyé aux Archives départementales.",
    en="The draft of this convention has not been sent to the Archives départementales.",
    remedy_fr="Envoyez-le, puis dites quel jour : chartrier convention observe … --sent JOUR.",
    remedy_en="Send it, then say on which day: chartrier convention observe … --sent DAY.",
    reference="code du patrimoine, R212-18-1",
)
NOT_CONFORMING = FindingKind(
    "ADM-146",
    Severity.ERROR,
    fr="Les Archives départementales ont jugé ce projet non conforme, le {day}.",
    en="The Archives départementales found this draft not conforming, on {day}.",
    remedy_fr="Corrigez le projet, et envoyez-le de nouveau : chartrier convention observe … --sent JOUR.",
    remedy_en="Mend the draft, and send it again: chartrier convention observe … --sent DAY.",
    reference="code du patrimoine, R212-18-1",
)
TOO_EARLY = FindingKind(
    "ADM-147",
    Severity.ERROR,
    fr="Cette convention ne peut être signée avant le {day}, quatre mois après l'envoi de son projet.",
    en="This convention cannot be signed before {day}, four months after its draft was sent.",
    remedy_fr="Attendez ce jour.",
    remedy_en="Wait for that day.",
    reference="code du patrimoine, R212-18-1",
)
SIGNED_ALREADY = FindingKind(
    "ADM-148",
    Severity.ERROR,
    fr="Cette convention est signée depuis le {day}.",
    en="This convention has been signed since {day}.",
    remedy_fr="Ce qui est signé ne change plus : mettez-y fin (convention end), et faites-en une autre.",
    remedy_en="What is signed changes no more: end it (convention end), and make another one.",
)
NOT_SIGNED = FindingKind(
    "ADM-149",
    Severity.ERROR,
    fr="Cette convention n'est pas signée.",
    en="This convention is not signed.",
    remedy_fr="Signez-la d'abord : chartrier convention sign.",
    remedy_en="Sign it first: chartrier convention sign.",
)
NO_COPY_OWED = FindingKind(
    "ADM-150",
    Severity.ERROR,
    fr="Aucune copie de cette convention n'est due aux Archives départementales.",
    en="No copy of this convention is owed to the Archives départementales.",
    remedy_fr="La copie est due une fois, pour une convention conclue sur des archives intermédiaires.",
    remedy_en="A copy is owed once, for a concluded convention about archives intermédiaires.",
)
COPY_OWED = FindingKind(
    "ADM-151",
    Severity.WARNING,
    fr="Les Archives départementales attendent une copie de la convention « {convention} ».",
    en="The Archives départementales wait for a copy of the convention “{convention}”.",
    remedy_fr="Envoyez-la, puis dites quel jour : chartrier convention send-copy.",
    remedy_en="Send it, then say on which day: chartrier convention send-copy.",
    reference="code du patrimoine, R212-18-1",
)
AGREMENT_ENDS = FindingKind(
    "ADM-152",
    Severity.ERROR,
    fr="L'agrément du tiers-archiveur finit le {day}, avant la convention.",
    en="The agrément of the third party ends on {day}, before the convention.",
    remedy_fr="Donnez à la convention un dernier jour que l'agrément couvre.",
    remedy_en="Give the convention a last day that the agrément covers.",
    reference="code du patrimoine, L212-4",
)
BAD_PARTY = FindingKind(
    "ADM-153",
    Severity.ERROR,
    fr="Une convention a au moins deux parties, chacune une fois, dont une collectivité de cette archive.",
    en="A convention has at least two parties, each once, one of which is a collectivité of this archive.",
    remedy_fr='Nommez-les : --party CODE, ou --party "NOM" pour qui n\'est pas dans cette archive.',
    remedy_en='Name them: --party CODE, or --party "NAME" for whoever is not in this archive.',
)
NOT_A_PARTY = FindingKind(
    "ADM-154",
    Severity.ERROR,
    fr="La collectivité {code} n'est pas partie à cette convention.",
    en="The tenant {code} is no party to this convention.",
    remedy_fr="« chartrier convention show » donne les parties.",
    remedy_en="“chartrier convention show” tells the parties.",
)
CHANGED_MEANWHILE = FindingKind(
    "ADM-155",
    Severity.ERROR,
    fr="Cette convention a changé entre-temps.",
    en="This convention has changed meanwhile.",
    remedy_fr="Relisez-la, puis recommencez.",
    remedy_en="Read it again, then do it again.",
)
ROLE_NOT_DELEGATED = FindingKind(
    "ADM-156",
    Severity.ERROR,
    fr="Une convention ne donne pas le rôle {role}.",
    en="A convention does not give the role {role}.",
    remedy_fr="L'autorité territoriale et les Archives départementales le donnent elles-mêmes : chartrier person role add.",
    remedy_en="The territorial authority and the Archives départementales give it themselves: chartrier person role add.",
)
OBSERVED_BEFORE_SENT = FindingKind(
    "ADM-157",
    Severity.ERROR,
    fr="Ces observations du {day} seraient d'avant l'envoi du projet ({sent}).",
    en="These observations of {day} would be from before the draft was sent ({sent}).",
    remedy_fr="Vérifiez les deux jours.",
    remedy_en="Check both days.",
)
SENT_BEFORE_OPINION = FindingKind(
    "ADM-158",
    Severity.ERROR,
    fr="Cet envoi du {day} ne répond pas à ce que les Archives départementales ont dit le {observed}.",
    en="This sending of {day} does not answer what the Archives départementales said on {observed}.",
    remedy_fr="Donnez le jour, après leur avis, où le projet corrigé leur a été envoyé ; leur avis reste.",
    remedy_en="Give the day, after their opinion, on which the mended draft was sent to them; their opinion stays.",
    reference="code du patrimoine, R212-18-1",
)
OPINION_BEFORE_FORMER = FindingKind(
    "ADM-159",
    Severity.ERROR,
    fr="Cet avis du {day} serait d'avant celui du {observed}, qui est déjà inscrit.",
    en="This opinion of {day} would be from before that of {observed}, which is entered already.",
    remedy_fr="Vérifiez les deux jours ; un avis inscrit reste dans l'histoire de la convention.",
    remedy_en="Check both days; an opinion that was entered stays in the history of the convention.",
)
ENDS_BEFORE = FindingKind(
    "ADM-220",
    Severity.ERROR,
    fr="Cette convention finit le {last} : le {day} la prolongerait.",
    en="This convention ends on {last}: {day} would prolong it.",
    remedy_fr="Mettre fin ne fait qu'avancer le dernier jour ; pour continuer, faites une autre convention (convention add).",
    remedy_en="Ending only moves the last day forward; to go on, make another convention (convention add).",
)
DEFINITIVES_NOT_THIRD = FindingKind(
    "ADM-221",
    Severity.ERROR,
    fr="Des archives définitives ne vont pas à un tiers-archiveur.",
    en="Archives définitives do not go to a third party.",
    remedy_fr="Un service public d'archives seul les conserve : une convention de dépôt, ou de mutualisation avec lui.",
    remedy_en="Only a service public d'archives keeps them: a convention of dépôt, or of mutualisation with it.",
    reference="code du patrimoine, L212-4",
)
DECLARED_AFTER = FindingKind(
    "ADM-222",
    Severity.ERROR,
    fr="La déclaration aux Archives départementales ({declared}) serait d'après la signature ({day}).",
    en="The declaration to the Archives départementales ({declared}) would be from after the signature ({day}).",
    remedy_fr="Déclarez d'abord, puis signez ; ou corrigez le jour : chartrier convention change … --declared JOUR.",
    remedy_en="Declare first, then sign; or correct the day: chartrier convention change … --declared DAY.",
    reference="code du patrimoine, L212-4",
)
COPY_BEFORE_SIGNED = FindingKind(
    "ADM-223",
    Severity.ERROR,
    fr="Cette copie serait partie le {day}, avant la signature ({signed}).",
    en="This copy would have been sent on {day}, before the signature ({signed}).",
    remedy_fr="Donnez le jour où la copie de la convention signée est partie.",
    remedy_en="Give the day on which the copy of the signed convention was sent.",
)
SIGNED_AFTER_LAST = FindingKind(
    "ADM-224",
    Severity.ERROR,
    fr="Cette convention serait signée le {day}, après son dernier jour ({last}).",
    en="This convention would be signed on {day}, after its last day ({last}).",
    remedy_fr="Vérifiez le jour, ou changez le projet : chartrier convention change … --last JOUR.",
    remedy_en="Check the day, or change the draft: chartrier convention change … --last DAY.",
)
PARTY_STAYS = FindingKind(
    "ADM-225",
    Severity.ERROR,
    fr="La collectivité {code} a son exemplaire de ce projet : elle ne peut plus en être ôtée.",
    en="The tenant {code} has its exemplaire of this draft: it can no longer be left out of it.",
    remedy_fr="Laissez-la parmi les parties, ou entrez un autre projet (convention add).",
    remedy_en="Leave it among the parties, or enter another draft (convention add).",
)
