"""English is read without remark; another language is named, since findings in it are not to be trusted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from standoff.read import Arrival
from standoff.read.tongue import language_of

NEWS = {
    "fr": "Le ministre de la Défense a déclaré mardi que les troupes resteraient à la frontière jusqu'à la fin du "
    "mois. « Nous ne cherchons pas la guerre », a-t-il ajouté devant les députés réunis en séance.",
    "de": "Der Verteidigungsminister erklärte am Dienstag, die Truppen würden bis Ende des Monats an der Grenze "
    "bleiben. „Wir wollen keinen Krieg“, sagte er vor den Abgeordneten in der Hauptstadt.",
    "ru": "Министр обороны заявил во вторник, что войска останутся на границе до конца месяца. «Мы не хотим войны», — "
    "добавил он, выступая перед депутатами.",
    "uk": "Міністр оборони заявив у вівторок, що війська залишаться на кордоні до кінця місяця. «Ми не хочемо війни», "
    "— додав він під час виступу перед депутатами.",
    "pl": "Minister obrony powiedział we wtorek, że wojska pozostaną na granicy do końca miesiąca. „Nie chcemy wojny”, "
    "dodał podczas wystąpienia przed posłami w stolicy kraju.",
    "nl": "De minister van Defensie zei dinsdag dat de troepen tot het einde van de maand aan de grens blijven. ‘Wij "
    "willen geen oorlog’, voegde hij daaraan toe in het parlement.",
    "es": "El ministro de Defensa dijo el martes que las tropas permanecerán en la frontera hasta fin de mes. «No "
    "queremos la guerra», añadió ante los diputados reunidos.",
}


@pytest.mark.parametrize("language", NEWS)
def test_another_language_is_named(language: str, read_bytes: Callable[..., Arrival]) -> None:
    arrival = read_bytes(NEWS[language].encode())
    assert arrival.article is not None
    assert arrival.article.language == language
    names = {"fr": "French", "de": "German", "ru": "Russian", "uk": "Ukrainian"}
    assert [names.get(language, "") in problem.message for problem in arrival.problems] == [True]
    assert "not to be trusted" in arrival.problems[0].message


def test_english_is_read_without_remark(read_bytes: Callable[..., Arrival], report: str) -> None:
    arrival = read_bytes(report.encode())
    assert arrival.article is not None
    assert (arrival.article.language, arrival.problems) == ("en", ())


def test_a_line_is_too_short_to_tell(read_bytes: Callable[..., Arrival]) -> None:
    arrival = read_bytes("Putin: non, nein, нет.".encode())
    assert arrival.article is not None
    assert (arrival.article.language, arrival.problems) == (None, ())


def test_no_report_in_english_is_taken_for_another_language(shared: Path) -> None:
    files = sorted((shared / "data" / "crisis").glob("*.jsonl"))
    lines = (line for file in files for line in file.read_text("utf-8").splitlines())
    texts = [json.loads(line)["text"] for line in lines]
    assert len(texts) > 3000
    assert {language_of(text) for text in texts} <= {"en", None}
