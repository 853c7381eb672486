"""French column headers, those of Outlook among them."""

PLACES = {
    "work": "bureau|professionnel|professionnelle|pro|travail|prof.|société|entreprise",
    "home": "domicile|personnel|personnelle|perso|privé|maison",
    "other": "autre|secondaire|second|deuxième",
    "main": "principal|principale",
}

WORDS = {
    "name?": "Nom|Contact",
    "full_name": "Nom complet|Nom et prénom|Nom à afficher|Prénom et nom|Nom affiché|Nom Prénom|Prénom Nom|"
    "Participant",
    "given": "Prénom|Prénoms|Prénom(s)",
    "middle": "Deuxième prénom|Second prénom",
    "family": "Nom de famille|Patronyme",
    "prefix": "Civilité|Préfixe",
    "suffix": "Suffixe",
    "nickname": "Surnom|Pseudonyme|Pseudo",
    "organisation": "Société|Entreprise|Organisation|Organisme|Employeur|Raison sociale|Compagnie|"
    "Établissement",
    "title": "Fonction|Poste|Intitulé du poste|Titre du poste|Rôle",
    "title?": "Titre",
    "department": "Service|Département|Direction",
    "email": "Adresse de messagerie|Adresse de courrier|Courriel|Adresse e-mail|Adresse électronique|Mél|"
    "Adresse mail|E-mail|Mail|Première adresse électronique|Adresse courriel|"
    "Adresse de messagerie principale|Courrier électronique",
    "other_email": "Adresse électronique secondaire|Autre e-mail|Autre courriel",
    "email_type": "Type de courrier|Type de messagerie",
    "phone": "Téléphone|Tél.|Numéro de téléphone|Tél. fixe|Téléphone fixe|Fixe|N° de téléphone|Ligne directe",
    "mobile": "Tél. mobile|Téléphone mobile|Portable|Mobile|Tél. portable|Téléphone portable|GSM|Natel",
    "work_phone": "Téléphone société|Standard",
    "main_phone": "Téléphone principal",
    "other_phone": "Téléphone (voiture)|Rappel|RNIS|Récepteur de radiomessagerie|Radiotéléphone|Pager",
    "fax": "Télécopie|Fax|Télécopieur|Numéro de fax",
    "url": "Page web|Site web|Site internet|Site|Page d'accueil",
    "social": "Profil LinkedIn",
    "address": "Adresse|Adresse postale|Adresse complète",
    "street": "Rue|Voie|Adresse ligne|Numéro et rue|N° et rue",
    "po_box": "Boîte postale|B.P.|BP|Boîte postale du domicile|B.P. professionnelle|Autre boîte postale",
    "extended": "Complément d'adresse|Complément",
    "city": "Ville|Commune|Localité",
    "region": "Dép/Région|Région|Département administratif|Province|Canton|État",
    "postal_code": "Code postal|CP|NPA",
    "country": "Pays|Pays/Région",
    "labels": "Catégories|Catégorie|Étiquettes|Étiquette|Groupes|Groupe|Libellés|Mots-clés|Tags",
    "notes": "Notes|Note|Remarques|Remarque|Commentaires|Commentaire|Observations|Description",
    "met_on": "Rencontré le|Date de rencontre|Rencontre le|Date de la rencontre",
    "connected_on": "Connecté le|Date de connexion|En relation depuis",
    "birthday": "Anniversaire|Date de naissance|Né le|Naissance",
    "birth_year": "Année de naissance",
    "birth_month": "Mois de naissance",
    "birth_day": "Jour de naissance",
    "anniversary": "Anniversaire de mariage ou fête|Anniversaire de mariage|Date de mariage",
    "spouse": "Conjoint(e)|Conjoint|Conjointe|Partenaire|Époux|Épouse",
    "child": "Enfants|Enfant",
    "assistant": "Nom de l'assistant(e)|Assistant(e)|Assistante|Secrétaire",
    "manager": "Responsable|Supérieur|Manager|Nom du responsable",
    "custom": "Téléphone de l'assistant(e)|Bureau|Emplacement|Passe-temps|Loisirs|Profession|Recommandé par|"
    "Utilisateur 1|Utilisateur 2|Utilisateur 3|Utilisateur 4|Lieu de rencontre|Rencontré à|Centres d'intérêt|"
    "Secteur",
    "-": "Compte|Critère de diffusion|Disponibilité Internet|Informations facturation|Initiales|Kilométrage|"
    "Langue|Nom complet de l'adresse de courrier|Nom complet de l'adresse de messagerie|"
    "Numéro d'identification de l'organisation|Numéro d’identification d’administration publique|Priorité|"
    "Privé|Serveur d'annuaire|Sexe|Genre|Télex|Téléphone TDD/TTY|Photo|Créé le|Modifié le",
}
