"""Values of BibTeX files: as they are printed, whatever they hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.bibtex import readable

VALUES = {
    "guarded capitals": ("{BERT}: {P}re-training of {D}eep {T}ransformers", "BERT: Pre-training of Deep Transformers"),
    "groups within groups": ("{{A} {B}}", "A B"),
    "accents": (r"{\v{S}}imon, Erd{\H{o}}s, G{\"o}del, Pad{\'\i}n, {\~n}, Ab{\c{c}}", "Šimon, Erdős, Gödel, Padín, ñ, Abç"),
    "letters": (r"{\L}ukasz S{\o}ren Stra{\ss}e", "Łukasz Søren Straße"),
    "signs": (r"100{\%} {\&} {\$}5 {\#}1 a{\_}b {[}x{]}", "100% & $5 #1 a_b [x]"),
    "commands for signs": (r"{\textasciitilde}5 {\textless}b{\textgreater} {\textquotedblleft}q{\textquotedblright}", "~5 <b> “q”"),
    "dashes": ("5{--}7, a{---}b, -- and ---", "5–7, a—b, – and —"),
    "quotes": ("``two'' {``}or{''} one{'}s", "“two” “or” one's"),
    "a tie": ("Figure~1", "Figure 1"),
    "a tilde that is an accent": (r"Espa\~na", "España"),
    "fonts": (r"\textit{word2vec} and \textbf{several \emph{nested} words}", "word2vec and several nested words"),
    "a formula": (r"$\mathbb{R}^{d}$ of $x^{2}$", "Rᵈ of x²"),
    "a formula that no line can hold keeps its braces": (r"$\begin{matrix}a&b\end{matrix}$", r"$\begin{matrix}a&b\end{matrix}$"),
    "braces that are meant": (r"\{0, 1\}", "{0, 1}"),
    "one that is never closed": ("a {b", "a {b"),
    "wraps": ("Proceedings of\n      the {ACL}", "Proceedings of the ACL"),
    "nothing of it": ("a plain title", "a plain title"),
}


@pytest.mark.parametrize(("value", "shown"), VALUES.values(), ids=VALUES)
def test_a_value_is_shown_as_it_is_printed(value: str, shown: str) -> None:
    assert readable(value) == shown


@given(st.text(alphabet="{}\\$~-`' abc\"^_%", max_size=200))
def test_no_value_breaks_it(value: str) -> None:
    assert isinstance(readable(value), str)
