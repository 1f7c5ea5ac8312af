"""French documents of a commune, made up from a seed, with what is personal in them labelled: place, kind.

A third are near-misses: numbers with a wrong key, references that look like telephones, dates that are no birth…
The keys are computed here by other means than the product's.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from chartrier.detection.occurrence import Kind

FIRST = "Camille Jeanne Louis Aïcha Noël Marie-Claude Jean-Pierre Zoé Mehdi Françoise Éric Lucie Yann Inès Théo".split()
LAST = "Durand Lefèvre Martin N'Guyen Ben-Saïd Dubois Le-Goff Moreau Garcia Fontaine Müller Da-Silva Petit".split()
STREETS = (
    "rue des Lilas",
    "avenue Jean Jaurès",
    "impasse du Moulin",
    "chemin de la Croix",
    "place de l'Église",
    "allée des Tilleuls",
    "boulevard Voltaire",
    "route de Saint-Pol",
    "quai de la Marne",
    "lotissement Les Vignes",
)
TOWNS = (
    ("62123", "Gouy-en-Artois"),
    ("69003", "Lyon"),
    ("20000", "Ajaccio"),
    ("97400", "Saint-Denis"),
    ("29200", "Brest"),
    ("38000", "Grenoble"),
    ("13001", "Marseille"),
    ("35000", "Rennes"),
)
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
DOMAINS = ("exemple.fr", "mairie-exemple.fr", "courriel.exemple.com", "poste.exemple.org", "agglo.exemple.eu")
NARROW, THIN = "\u202f", "\u00a0"


@dataclass
class Document:
    """A text, and what is personal in it."""

    text: str = ""
    labels: list[tuple[Kind, int, int]] = field(default_factory=list)

    def write(self, text: str) -> None:
        self.text += text

    def label(self, kind: Kind, text: str) -> None:
        self.labels.append((kind, len(self.text), len(self.text) + len(text)))
        self.text += text


def documents(seed: int, count: int = 600) -> Iterator[Document]:
    """`count` documents; every third one holds near-misses and nothing personal of the structured kinds."""
    dice = random.Random(seed)
    for number in range(count):
        document = Document()
        heading(document, dice)
        parts = NEAR_MISSES if number % 3 == 0 else PERSONAL
        for _ in range(dice.randint(1, 4)):
            dice.choice(FILLERS)(document, dice)
            dice.choice(parts)(document, dice)
        if number % 3 and dice.random() < 0.4:
            dice.choice(NEAR_MISSES)(document, dice)
        dice.choice(FILLERS)(document, dice)
        yield document


# what a person is known by ---------------------------------------------------------------------------------


def nir(dice: random.Random) -> str:
    """Thirteen characters and their key, parted in one of the ways people write them."""
    sex, year = dice.choice("12"), f"{dice.randint(0, 99):02d}"
    month = f"{dice.choice([*range(1, 13), 20, 31, 50]):02d}"
    where = dice.choice([*(f"{each:02d}" for each in range(1, 96) if each != 20), "2A", "2B", "97", "98", "99"])
    commune, order = f"{dice.randint(1, 699):03d}", f"{dice.randint(1, 998):03d}"
    value = int(f"{sex}{year}{month}{ {'2A': '19', '2B': '18'}.get(where, where) }{commune}{order}")
    key = 97 - (value - value // 97 * 97)
    parts = [sex, year, month, where, commune, order, f"{key:02d}"]
    return dice.choice(
        [
            " ".join(parts),
            "".join(parts),
            ".".join(parts),
            "-".join(parts),
            "".join(parts[:-1]) + " " + parts[-1],
            NARROW.join(parts),
            THIN.join(parts),
            "".join(parts[:-1]) + " clé " + parts[-1],
            " ".join(parts[:4]) + "\n" + " ".join(parts[4:]),
        ]
    )


def wrong_key(dice: random.Random) -> str:
    right = nir(dice)
    last = right[-1]
    return right[:-1] + dice.choice([each for each in "0123456789" if each != last])


def account(dice: random.Random, country: str = "FR") -> str:
    lengths = {"FR": 23, "DE": 18, "BE": 12, "LU": 16, "MC": 23}
    number = "".join(dice.choice("0123456789") for _ in range(lengths[country]))
    turned = "".join(str(int(each, 36)) for each in number + country + "00")
    key = 98 - int(turned) % 97
    plain = f"{country}{key:02d}{number}"
    grouped = " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))
    return dice.choice([plain, grouped, grouped.replace(" ", THIN), plain.lower(), grouped.replace(" ", "-")])


def wrong_account(dice: random.Random) -> str:
    right = account(dice)
    last = right[-1]
    return right[:-1] + dice.choice([each for each in "0123456789" if each != last])


def telephone(dice: random.Random) -> str:
    pairs = [f"{dice.randint(0, 99):02d}" for _ in range(4)]
    head = dice.choice(["01", "02", "03", "04", "05", "06", "07", "09"])
    if head == "09":
        pairs[0] = dice.choice(["70", "72", "80"])
    if head == "07":
        pairs[0] = dice.choice(["55", "66", "81"])
    if head in ("01", "02", "03", "04", "05"):
        pairs[0] = {"01": "42", "02": "98", "03": "21", "04": "76", "05": "61"}[head]
    if head == "06":
        pairs[0] = dice.choice(["12", "25", "51", "88"])
    parts = [head, *pairs]
    return dice.choice(
        [
            " ".join(parts),
            ".".join(parts),
            "-".join(parts),
            "".join(parts),
            THIN.join(parts),
            f"+33 {head[1]} {' '.join(pairs)}",
            f"+33{head[1]}{''.join(pairs)}",
            f"+33 (0){head[1]} {' '.join(pairs)}",
            f"0033 {head[1]} {' '.join(pairs)}",
            NARROW.join(parts),
        ]
    )


def plain(text: str) -> str:
    return text.lower().translate(str.maketrans("éèêëïîôûüçä'", "eeeeiiouucax"))


def email(dice: random.Random) -> str:
    first, last = plain(dice.choice(FIRST)), plain(dice.choice(LAST))
    local = dice.choice(
        [
            f"{first}.{last}",
            f"{first[0]}{last}",
            f"{last}_{first}",
            f"{first}.{last}+archives",
            f"{first}{dice.randint(1, 99)}",
        ]
    )
    return f"{local}@{dice.choice(DOMAINS)}"


def person(dice: random.Random) -> str:
    return f"{dice.choice(FIRST)} {dice.choice([LAST, [each.upper() for each in LAST]][dice.randint(0, 1)])}"


def day(dice: random.Random, first: int = 1930, last: int = 2012) -> str:
    number, month, year = dice.randint(1, 28), dice.randint(1, 12), dice.randint(first, last)
    written = f"{'1er' if number == 1 else number} {MONTHS[month - 1]} {year}"
    return dice.choice(
        [
            f"{number:02d}/{month:02d}/{year}",
            written,
            f"{number:02d}.{month:02d}.{year}",
            f"{number:02d}-{month:02d}-{year}",
        ]
    )


# parts of documents --------------------------------------------------------------------------------------------


def heading(document: Document, dice: random.Random) -> None:
    _, town = dice.choice(TOWNS)
    document.write(
        dice.choice(
            [
                f"COMMUNE DE {town.upper()}\nExtrait du registre des délibérations\nSéance du {day(dice, 2015, 2026)}\n\n",
                f"Arrêté n° {dice.randint(2015, 2026)}-{dice.randint(1, 400):03d}\nLe maire de {town},\nVu le code général des collectivités territoriales,\n\n",
                f"{town}, le {day(dice, 2015, 2026)}\nObjet : votre demande\n\nMadame, Monsieur,\n\n",
                "Nom;Prénom;Observation;Montant\n",
                f"FICHE DE RENSEIGNEMENTS\nService : ressources humaines\nCode : {dice.randint(100, 999)}\n\n",
            ]
        )
    )


def of_nir(document: Document, dice: random.Random) -> None:
    document.write(
        dice.choice(["Numéro de sécurité sociale : ", "NIR ", "immatriculé(e) sous le n° ", "N° SS : ", "assuré;", ""])
    )
    document.label(Kind.NIR, nir(dice))
    document.write(dice.choice([".\n", "\n", ", affilié au régime général.\n", ";12,50\n", " (vérifié)\n"]))


def of_iban(document: Document, dice: random.Random) -> None:
    document.write(dice.choice(["IBAN : ", "Compte à créditer ", "RIB n° ", "à virer sur ", "iban="]))
    document.label(Kind.IBAN, account(dice, dice.choice(["FR", "FR", "FR", "FR", "DE", "BE", "LU", "MC"])))
    document.write(
        dice.choice(
            [" BIC AGRIFRPP\n", ".\n", " ouvert à la trésorerie\n", "\n", ";250,00\n", " (domiciliation : Arras)\n"]
        )
    )


def of_phone(document: Document, dice: random.Random) -> None:
    document.write(
        dice.choice(
            ["Tél. : ", "joignable au ", "Portable ", "Téléphone (domicile) : ", "tel ", "Durand;", "appeler le "]
        )
    )
    document.label(Kind.PHONE, telephone(dice))
    document.write(dice.choice([".\n", "\n", " après 18 h\n", ";oui\n", ", ou par courrier.\n", " (messagerie)\n"]))


def of_email(document: Document, dice: random.Random) -> None:
    document.write(dice.choice(["Courriel : ", "écrire à ", "<", "mailto:", "contact : ", "adresse électronique "]))
    document.label(Kind.EMAIL, email(dice))
    document.write(dice.choice([".\n", ">\n", ", merci.\n", "\n", " ; copie au service\n"]))


def of_birth(document: Document, dice: random.Random) -> None:
    _, town = dice.choice(TOWNS)
    document.write(
        dice.choice(
            [
                "né le ",
                "née le ",
                "né(e) le ",
                "Date de naissance : ",
                f"née à {town} le ",
                "DDN : ",
                "Date et lieu de naissance : ",
            ]
        )
    )
    document.label(Kind.BIRTH, day(dice))
    document.write(dice.choice([f" à {town}\n", ".\n", ", de nationalité française\n"]))


def of_address(document: Document, dice: random.Random) -> None:
    code, town = dice.choice(TOWNS)
    document.write(dice.choice(["demeurant ", "domicilié(e) ", "Adresse : ", "au "]))
    between = dice.choice([", ", "\n", " – ", " "])
    document.label(
        Kind.ADDRESS,
        f"{dice.randint(1, 240)}{dice.choice(['', ' bis', ' ter'])}{dice.choice([' ', ', '])}{dice.choice(STREETS)}{between}{code} {town}",
    )
    document.write("\n")


def of_name(document: Document, dice: random.Random) -> None:
    document.write(dice.choice(["Madame ", "M. ", "Mme ", "Monsieur ", "Dr "]))
    document.label(Kind.NAME, person(dice))
    document.write(dice.choice([" a demandé une concession.\n", ", agent titulaire,\n", " est absent excusé.\n"]))


def near_siret(document: Document, dice: random.Random) -> None:
    document.write(
        f"SIRET {dice.randint(100, 999)} {dice.randint(100, 999)} {dice.randint(100, 999)} {dice.randint(10000, 99999)}, code APE 8411Z\n"
    )


def near_nir(document: Document, dice: random.Random) -> None:
    document.write(dice.choice(["Référence ", "Numéro d'ordre : ", "n° "]) + wrong_key(dice) + "\n")


def near_iban(document: Document, dice: random.Random) -> None:
    document.write("Modèle de compte (fictif) : " + wrong_account(dice) + "\n")


def near_phone(document: Document, dice: random.Random) -> None:
    tail = f"{dice.randint(10_000_000, 99_999_999)}"
    document.write(
        dice.choice(
            [
                f"Facture n° 01{tail} du {day(dice, 2015, 2026)}\n",
                f"Mandat n° 04{tail}\n",
                f"Cote 06/{tail[:3]}/{tail[3:]}\n",
                f"Parcelle cadastrale 000 AB 01{tail[:2]} pour {dice.randint(100, 999)} m²\n",
                f"Compteur 12{tail}{tail[:2]}\n",
                f"Réf. : 02{tail}\n",
                f"version 01.02.03.04.{dice.randint(100, 999)}\n",
                f"Total : 01 234 567,{tail[:2]} €\n",
            ]
        )
    )


def near_email(document: Document, dice: random.Random) -> None:
    document.write(
        dice.choice(
            [
                "Suivez @mairie_exemple\n",
                "12 articles @ 3,50 €\n",
                "image logo@2x.png\n",
                "ssh://depot@serveur.exemple.fr/actes\n",
                "écrire à prenom.nom arobase exemple.fr\n",
                "le compte admin@localhost\n",
            ]
        )
    )


def near_birth(document: Document, dice: random.Random) -> None:
    document.write(
        dice.choice(["La séance du ", "Le marché notifié le ", "Le projet est né en 2012 et fut livré le "])
        + day(dice, 1990, 2026)
        + " est rappelée.\n"
    )


def near_address(document: Document, dice: random.Random) -> None:
    document.write(
        f"Les travaux de la {dice.choice(['rue des Lilas', 'place de la Mairie', 'route de Saint-Pol'])} concernent 12 lots.\n"
    )


def near_name(document: Document, dice: random.Random) -> None:
    document.write(
        dice.choice(
            [
                "Monsieur le Maire rappelle le contexte.\n",
                "Madame la Préfète est informée.\n",
                "M. le Trésorier est chargé de l'exécution.\n",
            ]
        )
    )


def filler_act(document: Document, dice: random.Random) -> None:
    document.write(
        dice.choice(
            [
                "Le conseil municipal, après en avoir délibéré, approuve à l'unanimité la convention de mutualisation.\n",
                "Considérant qu'il convient de renforcer la sécurité de la voie communale n° 12, il est décidé ce qui suit.\n",
                f"Article {dice.randint(1, 9)} : le présent arrêté sera publié et transmis au représentant de l'État.\n",
                f"Le montant des travaux s'élève à {dice.randint(1, 99)} {dice.randint(100, 999)},{dice.randint(10, 99)} € hors taxes.\n",
                "Les crédits sont inscrits au chapitre 21, article 2151, du budget de l'exercice.\n",
                f"Présents : {dice.randint(7, 29)} ; votants : {dice.randint(7, 29)} ; pouvoirs : {dice.randint(0, 4)}.\n",
            ]
        )
    )


Part = Callable[[Document, random.Random], None]
PERSONAL: tuple[Part, ...] = (
    of_nir,
    of_nir,
    of_iban,
    of_iban,
    of_phone,
    of_phone,
    of_email,
    of_email,
    of_birth,
    of_address,
    of_name,
)
NEAR_MISSES: tuple[Part, ...] = (
    near_siret,
    near_nir,
    near_iban,
    near_phone,
    near_phone,
    near_email,
    near_birth,
    near_address,
    near_name,
)
FILLERS: tuple[Part, ...] = (filler_act,)


# names that no civility announces -------------------------------------------------------------------------------

SAYINGS = (
    "La demande de {} a été transmise au service par courrier.",
    "Il est décidé d'attribuer à {} la concession n° 12 du cimetière communal.",
    "{} a présenté sa démission le 4 mars, avec effet au 1er avril.",
    "Considérant que {} occupe sans titre le logement situé au-dessus de l'école,",
    "L'agent {} est placé en position de disponibilité pour six mois.",
    "Présents : {}, {} et {} ; absent excusé : {}.",
    "Le bail est consenti à {} pour une durée de trois ans.",
    "Entendu l'exposé de {}, rapporteur de la commission des finances,",
    "Vu la requête enregistrée sous le n° 24-118, présentée par {},",
)
NOBODY = (
    "Les travaux de la rue Jean Jaurès reprennent lundi.",
    "L'école élémentaire Jules Ferry est fermée pour la semaine.",
    "Le lycée Marie Curie sollicite une subvention de la commune de Villeneuve d'Ascq.",
    "La société Eiffage Travaux Publics est retenue pour le lot n° 3.",
    "La salle Georges Brassens sera mise à disposition de l'association Les Amis du Moulin.",
    "Le conseil municipal de Gouy-en-Artois approuve le compte administratif.",
    "Le syndicat mixte Artois Mobilités adhère au groupement de commandes.",
    "Monsieur le Maire rappelle que l'avenue Victor Hugo est à sens unique.",
)


def sentences(seed: int, count: int = 400) -> Iterator[Document]:
    """Names in sentences, without civility; every second document names streets, schools, firms, and no person."""
    dice = random.Random(seed)
    for number in range(count):
        document = Document()
        heading(document, dice)
        for _ in range(dice.randint(2, 5)):
            if number % 2:
                document.write(dice.choice(NOBODY) + "\n")
                continue
            for at, part in enumerate(dice.choice(SAYINGS).split("{}")):
                if at:
                    document.label(Kind.NAME, person(dice))
                document.write(part)
            document.write("\n")
        yield document
