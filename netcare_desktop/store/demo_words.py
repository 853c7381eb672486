"""Invented people, places and talks for the demo database. Nobody here is real."""

from __future__ import annotations

PEOPLE: tuple[tuple[str, str, str, str, str], ...] = (
    ("Ana", "Oliveira", "Head of Research", "Lisbon Light Lab", "Lisbon"),
    ("Ben", "Okafor", "Grants Officer", "Harbour Foundation", "Bristol"),
    ("Zoë", "O’Neil", "Architect", "Studio North", "Cork"),
    ("Kenji", "Morita", "Luthier", "Morita Strings", "Kyoto"),
    ("Marta", "Lindqvist", "Paediatrician", "Södra Clinic", "Malmö"),
    ("Jürgen", "Vogelsang", "Managing Director", "Vogelsang & Söhne GmbH", "Kassel"),
    ("Priya", "Raghavan", "Product Manager", "Meadow Health", "Pune"),
    ("Tomás", "Echeverría", "Documentary Maker", "Ventana Films", "Bilbao"),
    ("Leila", "Haddad", "Translator", "", "Marseille"),
    ("Sofie", "van den Berg", "City Planner", "Gemeente Delft", "Delft"),
    ("Daniel", "Kowalczyk", "Robotics Engineer", "Arm & Gear", "Gdańsk"),
    ("Ingrid", "Solheim", "Choir Conductor", "Fjordkoret", "Bergen"),
    ("Noah", "Abebe", "Founder", "Tella Coffee", "Addis Ababa"),
    ("Claire", "Dubreuil", "Bookseller", "La Page Tournée", "Lyon"),
    ("Rafael", "Monteiro", "Nurse Manager", "Santa Clara Hospital", "Porto"),
    ("Hanna", "Virtanen", "Data Journalist", "Aamun Lehti", "Tampere"),
    ("Milo", "Petrović", "Beekeeper", "", "Novi Sad"),
    ("Grace", "Thornton", "Head Teacher", "Elm Grove School", "Leeds"),
    ("Wei", "Zhang", "Materials Scientist", "Harbour Robotics", "Singapore"),
    ("Amara", "Nwosu", "Lawyer", "Nwosu & Partners", "Lagos"),
    ("Pieter", "Janssens", "Brewer", "Brouwerij De Ster", "Ghent"),
    ("Yuki", "Tanabe", "Illustrator", "", "Sapporo"),
    ("Omar", "Rahimi", "Civil Engineer", "Brücke Ingenieure", "Vienna"),
    ("Elif", "Demirtaş", "Potter", "Atölye Kil", "İzmir"),
    ("Callum", "MacLeod", "Ferry Captain", "Hebrides Line", "Oban"),
    ("Giulia", "Ferrante", "Restorer", "Bottega Ferrante", "Siena"),
    ("Lars", "Holmgaard", "Wind Farm Planner", "Nordvind", "Esbjerg"),
    ("Nadia", "Benali", "Pastry Chef", "", "Tunis"),
    ("Viktor", "Hrubý", "Violinist", "City Ensemble", "Brno"),
    ("Maya", "Castellanos", "Landscape Gardener", "Raíz", "Oaxaca"),
    ("Sam", "Whitlock", "Recruiter", "Whitlock Search", "Manchester"),
    ("Fatima", "Zahidi", "Economist", "Policy Workshop", "Rabat"),
    ("Oskar", "Brandl", "Mountain Guide", "", "Innsbruck"),
    ("Jin", "Seo", "Game Designer", "Paper Moon Games", "Busan"),
    ("Ruth", "Adeyemi", "Hospice Doctor", "St. Bride’s", "Glasgow"),
    ("Matteo", "Gallo", "Sound Engineer", "Onda Studio", "Turin"),
    ("Eva", "Hoffmann", "Librarian", "Stadtbücherei", "Jena"),
    ("Luca", "Weber", "Choirmaster", "Kantorei West", "Bern"),
    ("Aisha", "Karim", "Startup Adviser", "Second Step", "Rotterdam"),
    ("David", "Rosenthal", "Historian", "Institute for City History", "Leipzig"),
)

GIVEN = tuple(dict.fromkeys(person[0] for person in PEOPLE))
FAMILY = tuple(dict.fromkeys(person[1] for person in PEOPLE))

TALKS: tuple[tuple[str, str], ...] = (
    ("meeting", "Coffee at the station; the move is settled for spring"),
    ("call", "Talked about the Lisbon project and who could fund it"),
    ("message", "Sent the photos from the lake"),
    ("email", "Thanked for the introduction to the archive"),
    ("meeting", "Lunch; the new job is heavy but good"),
    ("call", "Rang back about the grant; the paper is due in May"),
    ("video", "Showed the first sketches, very pleased"),
    ("message", "Asked how the exam went: passed"),
    ("event", "Met again at the choir evening"),
    ("email", "Sent the article on old bridges"),
    ("letter", "A card from the holidays"),
    ("meeting", "Walk in the park; worried about the father’s health"),
    ("social", "Congratulated on the exhibition"),
    ("call", "Long talk about schools in the neighbourhood"),
)

MATTERS: tuple[str, ...] = (
    "The move to Porto in spring",
    "Looking for a violin teacher for the daughter",
    "Finishing the book by autumn",
    "The father is ill; visits every weekend",
    "Training for the first half marathon",
    "Setting up the workshop in the old mill",
    "",
    "",
)

TODO: tuple[str, ...] = (
    "Ring about the grant",
    "Ask how the concert went",
    "Send the address of the bookbinder",
    "Ask about the interview",
    "Bring the seeds back",
)

TAGS: tuple[str, ...] = (
    "choir",
    "conference 2025",
    "neighbourhood",
    "university",
    "sailing",
    "former colleagues",
    "books",
)

PLACES: tuple[str, ...] = (
    "the spring conference",
    "Zoë’s housewarming",
    "the choir",
    "a workshop in Delft",
    "the train to Lyon",
)
