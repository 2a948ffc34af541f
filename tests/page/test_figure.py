"""The table of a figure: words for codes, x for what is hidden."""

import pytest

from ikm import figure, ledger, metrics
from ikm.text import LANGUAGES, missing, strings

pytestmark = pytest.mark.usefixtures("sample_home")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", metrics.names())
def test_no_code_is_shown_where_a_reader_expects_a_name(name: str, language: str) -> None:
    result = metrics.run(name)
    for column in [each for each in result.rows if each in ledger.CODED]:
        for code in [each for each in result.rows[column].unique() if not missing(each)]:
            words = ledger.name(column, code, language, result.version)
            known = ledger.names(column, language, result.version)
            assert f"{column}.{code}" in strings() or code in known, f"{column}: {code} has no name"
            assert any(words in row for row in figure.cells(result, language))
