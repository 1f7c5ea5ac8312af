"""What whole documents of a mairie say they are: their own title and day, never those of a text that they cite."""

from __future__ import annotations

import time

import pytest

from chartrier.reception.reading import read_words

ARRETE = """RÉPUBLIQUE FRANÇAISE
Commune de Valombre

ARRÊTÉ DU MAIRE
portant interdiction de stationnement rue des Lilas

Le Maire de la commune de Valombre,
Vu le code général des collectivités territoriales, notamment ses articles L2213-1 et L2213-2 ;
Vu le code de la route ;
Vu la délibération n° 2020-15 du conseil municipal en date du 3 juillet 2020 portant délégation au maire,
Considérant la demande présentée le 2 février 2024 par l'entreprise Dubois,
ARRÊTE
Article 1 : Le stationnement est interdit rue des Lilas du 18 mars 2024 au 22 mars 2024.
Article 2 : L'arrêté n° 2019-4 du 2 mai 2019 est abrogé.
Fait à Valombre, le 14 mars 2024
Le Maire, Anne Roche
"""
ARRETE_TEMPORAIRE = """MAIRIE DE SAINT-RÉMY
ARRÊTÉ TEMPORAIRE DE CIRCULATION N° 2024-T-031
Objet : Réglementation de la circulation, fête du 14 juillet
Le Maire,
VU LE CODE DE LA ROUTE,
VU L'ARRÊTÉ PRÉFECTORAL N° 88-1204 DU 5 MARS 1988,
CONSIDÉRANT la réunion de préparation du 12 avril 2024 ;
ARRÊTE :
ARTICLE 1 - La circulation est interdite le 14 juillet 2024.
Fait à Saint-Rémy le 03/06/2024
"""
ARRETE_NUMERO_APART = """COMMUNE DE VALOMBRE
ARRÊTÉ MUNICIPAL
N° 2024-118
portant permission de voirie
au profit de la société Énédis
Le maire,
Vu :
- la loi n° 82-213 du 2 mars 1982 ;
- la délibération n° 2021-7 du 4 mai 2021 ;
Sur la proposition du directeur,
Arrête :
Article premier. La permission est donnée.
Fait à Valombre, le mardi 1er octobre 2024.
"""
ARRETE_SUR_UNE_LIGNE = (
    "ARRÊTÉ DU MAIRE portant interdiction de stationnement rue des Lilas Vu la délibération n° 2020-15 du conseil"
    " municipal en date du 3 juillet 2020 Considérant les travaux du 2 avril 2024 ARRÊTE Article 1 Le stationnement est"
    " interdit le 2 avril 2024. Fait à Valombre, le 14 mars 2024"
)
ARRETE_NON_SIGNE = """ARRÊTÉ DU MAIRE
portant fermeture du stade
Vu la délibération n° 2020-15 du 3 juillet 2020 ;
ARRÊTE
Article 1 : Le stade est fermé le 14 juillet 2024.
"""
DECISION = """DÉCISION DU MAIRE N° DEC-2024-12
Objet : Louage de choses - logement communal
Vu la délibération n° 2020-15 du 3 juillet 2020 déléguant au maire l'article L2122-22 ;
Considérant que le logement est libre depuis le 1er janvier 2024 ;
DÉCIDE
Article 1 : Le bail conclu le 5 février 2018 est renouvelé.
Fait à Valombre, le 20 mars 2024
"""
DELIBERATION = """DÉPARTEMENT DE LA LOIRE
COMMUNE DE VALOMBRE
EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL
L'an deux mille vingt-quatre, le douze mars à vingt heures, le conseil municipal, légalement convoqué le 5 mars 2024,
s'est réuni à la mairie sous la présidence de Mme Anne Roche, maire.
Délibération n° 2024-012
Objet : Vote du compte administratif 2023
Vu la délibération n° 2023-08 du 14 avril 2023 ;
Après en avoir délibéré, le conseil municipal approuve le compte.
Fait et délibéré à Valombre, les jour, mois et an que dessus.
"""
DELIBERATION_APPROUVANT = """Conseil communautaire du Val
Séance du mardi 12 mars 2024
Date de convocation : 5 mars 2024
DÉLIBÉRATION N° 2024/03/12-02
Objet de la délibération : Approbation du procès-verbal de la séance du 6 février 2024
Considérant le procès-verbal de la séance du 6 février 2024,
DÉLIBÈRE
Le procès-verbal est approuvé. Fait à Ambert, le 15 mars 2024
"""
PROCES_VERBAL = """PROCÈS-VERBAL DE LA SÉANCE
du conseil municipal du 12 mars 2024
Convocation du 5 mars 2024
Ordre du jour :
1. Approbation du procès-verbal de la séance du 6 février 2024
2. Délégation : le maire rend compte de la décision n° 2024-3 du 20 février 2024
Fait à Valombre, le 18 mars 2024
"""
COURRIER = """Mairie de Valombre
Place de l'Église
Valombre, le 14 mars 2024
Objet : votre demande de subvention
Madame, par courrier en date du 3 février 2024, vous avez sollicité une aide pour la fête du 14 juillet 2024.
La délibération n° 2020-15 du 3 juillet 2020 en fixe le montant. La réunion du 2 avril 2024 en décidera.
"""
COURRIER_RECU = """Association des Amis du lavoir
À Valombre, le 02/04/2024
OBJET :
Réparation de la toiture
Suite à l'arrêté n° 2024-31 du 14 mars 2024, né le 3 mai 1960 à Ambert, je soussigné...
"""
CONTRAT = """CONTRAT DE MAINTENANCE DES ASCENSEURS
Entre la commune de Valombre, représentée par son maire, habilité par délibération n° 2020-15 du 3 juillet 2020,
et la société Levage, immatriculée le 4 mai 1998, il est convenu ce qui suit.
Article 2 : le contrat prend effet le 1er avril 2024 et finit le 31 mars 2027.
Fait en deux exemplaires à Valombre, le 14 mars 2024
"""
CONVENTION = """CONVENTION N° 2024-07
Objet : Mise à disposition de la salle des fêtes
Vu la délibération n° 2023-44 du 12 décembre 2023 ;
L'association occupera la salle le 14 juillet 2024.
Signé à Valombre, le 5 juin 2024
"""
FACTURE = """SARL DUBOIS - Travaux publics
FACTURE N° F2024-118
Date : 14/03/2024
Bon de commande n° 77 du 2 février 2024
À payer avant le 13/04/2024, selon le marché n° 2023-5 du 9 novembre 2023
"""
FACTURE_EMISE = """Facture n° 2024-0031 du 7 mars 2024
Votre commande du 12 février 2024. Échéance le 6 avril 2024.
"""


@pytest.mark.parametrize(
    ("text", "title", "day"),
    [
        (ARRETE, "Arrêté portant interdiction de stationnement rue des Lilas", "2024-03-14"),
        (
            ARRETE_TEMPORAIRE,
            "Arrêté n° 2024-T-031 : Réglementation de la circulation, fête du 14 juillet",
            "2024-06-03",
        ),
        (
            ARRETE_NUMERO_APART,
            "Arrêté n° 2024-118 portant permission de voirie au profit de la société Énédis",
            "2024-10-01",
        ),
        (ARRETE_SUR_UNE_LIGNE, "Arrêté portant interdiction de stationnement rue des Lilas", "2024-03-14"),
        (ARRETE_NON_SIGNE, "Arrêté portant fermeture du stade", "None"),
        ("ARRÊTÉ N° 12/2024 DU 14 MARS 2024\nPORTANT délégation", "Arrêté n° 12/2024 portant délégation", "2024-03-14"),
        ("ARRÊTÉ DU MAIRE\n\nportant fermeture du stade\n\nLe maire,", "Arrêté portant fermeture du stade", "None"),
        (DECISION, "Décision n° DEC-2024-12 : Louage de choses - logement communal", "2024-03-20"),
        (DELIBERATION, "Délibération n° 2024-012 : Vote du compte administratif 2023", "2024-03-12"),
        (
            DELIBERATION_APPROUVANT,
            "Délibération n° 2024/03/12-02 : Approbation du procès-verbal de la séance du 6 février 2024",
            "2024-03-12",
        ),
        (PROCES_VERBAL, "", "2024-03-12"),
        (COURRIER, "Votre demande de subvention", "2024-03-14"),
        (COURRIER_RECU, "Réparation de la toiture", "2024-04-02"),
        (CONTRAT, "", "2024-03-14"),
        (CONVENTION, "Convention n° 2024-07 : Mise à disposition de la salle des fêtes", "2024-06-05"),
        (FACTURE, "Facture n° F2024-118", "2024-03-14"),
        (FACTURE_EMISE, "Facture n° 2024-0031", "2024-03-07"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("written", ["\n", "\r\n"], ids=["lines", "windows"])
def test_a_document_says_what_it_is_itself(text: str, title: str, day: str, written: str) -> None:
    said = read_words(text.replace("\n", written))
    assert (said.title, str(said.day)) == (title, day)


def test_a_day_that_is_signed_far_below_is_read() -> None:
    article = "Article : les riverains déplacent leurs véhicules avant le 2 avril 2024.\n"
    said = read_words(ARRETE.replace("Fait à", article * 150 + "Fait à"))
    assert str(said.day) == "2024-03-14"


@pytest.mark.parametrize("part", ["Vu la\n", "Considérant ", "\n", "arrêté portant ", "l'arrêté ", "fait en ", "a "])
def test_no_text_takes_long_to_read(part: str) -> None:
    before = time.process_time()
    read_words(part * (20_000 // len(part)))
    assert time.process_time() - before < 1
