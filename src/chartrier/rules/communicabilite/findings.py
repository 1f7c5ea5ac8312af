"""What communicabilité and dérogations refuse. Codes are stable for ever; RUL-200 to RUL-229 are of this folder."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity


def _error(number: int, fr: str, en: str, remedy_fr: str, remedy_en: str, reference: str = "") -> FindingKind:
    return FindingKind(f"RUL-{number}", Severity.ERROR, fr, en, remedy_fr, remedy_en, reference)


_L213_3 = "Code du patrimoine, L213-3"

# 200-209: dates.

NOT_A_DAY = _error(
    200,
    "« {value} » n'est pas une date utilisable.",
    "“{value}” is not a usable date.",
    "Écrivez l'année, l'année et le mois, ou le jour : AAAA, AAAA-MM ou AAAA-MM-JJ, jusqu'à l'an {last}.",
    "Write the year, the year and month, or the day: YYYY, YYYY-MM or YYYY-MM-DD, up to the year {last}.",
)
DEATH_BEFORE_BIRTH = _error(
    201,
    "Le décès ({death}) précède la naissance ({birth}).",
    "The death ({death}) comes before the birth ({birth}).",
    "Corrigez l'une des deux dates, ou retirez celle qui n'est pas sûre.",
    "Correct one of the two dates, or remove the one that is not certain.",
)

# 210-229: dérogations.

NO_MOTIVE = _error(
    210,
    "La demande de dérogation ne dit pas son motif.",
    "The request for a dérogation gives no motive.",
    "Écrivez pourquoi le lecteur a besoin de ces documents.",
    "Write why the reader needs these documents.",
    _L213_3,
)
NO_UNDERTAKING = _error(
    211,
    "L'engagement de réserve n'est pas signé.",
    "The undertaking of reserve is not signed.",
    "Faites signer au lecteur l'engagement de ne pas divulguer ce que la loi protège.",
    "Have the reader sign the undertaking not to disclose what the law protects.",
    _L213_3,
)
NO_UNITS = _error(
    212,
    "La demande ne désigne aucun document.",
    "The request names no document.",
    "Donnez la liste exacte des documents demandés.",
    "Give the exact list of the documents wanted.",
    _L213_3,
)
NO_READER = _error(
    213,
    "La demande ne dit pas qui est le lecteur.",
    "The request does not say who the reader is.",
    "Une dérogation est personnelle : désignez une personne, une seule.",
    "A dérogation is personal: name one person, and only one.",
    _L213_3,
)
OUT_OF_ORDER = _error(
    214,
    "Cette étape ne peut pas être enregistrée maintenant : {step_fr}.",
    "This step cannot be recorded now: {step_en}.",
    "L'ordre est : demande, réponse du service producteur, avis des Archives départementales, décision.",
    "The order is: request, answer of the producing service, opinion of the Archives départementales, decision.",
    _L213_3,
)
BEYOND_THE_LIST = _error(
    215,
    "{count} des documents accordés ne sont pas dans la liste demandée.",
    "{count} of the documents granted are not in the list asked for.",
    "Une dérogation ne porte que sur les documents demandés : corrigez la liste, ou faites une autre demande.",
    "A dérogation covers only the documents asked for: correct the list, or make another request.",
    _L213_3,
)
REFUSAL_BINDS = _error(
    216,
    "Le service producteur a refusé {count} des documents accordés : son refus ne peut pas être écarté.",
    "The producing service refused {count} of the documents granted: its refusal cannot be set aside.",
    "Retirez ces documents de la décision.",
    "Take these documents out of the decision.",
    _L213_3,
)
REFUSAL_UNMOTIVATED = _error(
    217,
    "Un refus, même partiel, doit être motivé.",
    "A refusal, even in part, must be motivated.",
    "Écrivez le motif du refus.",
    "Write the motive of the refusal.",
    "Code du patrimoine, L213-5",
)
BACKWARDS = _error(
    218,
    "Cette étape est datée du {day}, avant celle qui la précède ({before}).",
    "This step is dated {day}, before the one that precedes it ({before}).",
    "Corrigez la date.",
    "Correct the date.",
)
NO_LETTER = _error(
    219,
    "La décision n'a pas la référence de la lettre qui la porte.",
    "The decision lacks the reference of the letter that carries it.",
    "Recopiez la référence de la lettre de décision.",
    "Copy the reference of the letter of decision.",
    _L213_3,
)
PERIOD_REVERSED = _error(
    220,
    "L'autorisation prendrait fin le {until}, avant d'avoir commencé ({day}).",
    "The authorisation would end on {until}, before it has begun ({day}).",
    "Corrigez la fin de la période, ou laissez-la vide s'il n'y en a pas.",
    "Correct the end of the period, or leave it empty when there is none.",
)
NO_REPRODUCTION = _error(
    221,
    "La reproduction est accordée, mais n'a pas été demandée.",
    "Reproduction is granted, but was not asked for.",
    "Faites préciser la demande, ou accordez la consultation seule.",
    "Have the request say so, or grant reading only.",
    _L213_3,
)
REFUSED_BY_DEPARTEMENT = _error(
    222,
    "Les Archives départementales peuvent autoriser, mais non refuser : un refus est décidé par le SIAF.",
    "The Archives départementales may grant, but not refuse: a refusal is decided by the SIAF.",
    "Transmettez la demande au SIAF, puis recopiez sa décision.",
    "Pass the request on to the SIAF, then copy its decision.",
    "Note DGPA/SIAF/2021/007",
)
NOT_A_DEROGATION = _error(
    223,
    "Aucune dérogation ne peut être demandée ici : {why_fr}.",
    "No dérogation can be asked for here: {why_en}.",
    "Répondez au lecteur selon le régime indiqué.",
    "Answer the reader under the regime that is named.",
    _L213_3,
)
