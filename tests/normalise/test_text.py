"""Text as publishers, indexes and TeX leave it."""

from __future__ import annotations

import unicodedata

import pytest
from ftfy import badness
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.normalise import clean, text

PLAIN = [
    ("Clean text, untouched: 50% of C++ & C#", "Clean text, untouched: 50% of C++ & C#"),
    ("wrapped\n  over   lines", "wrapped over lines"),
    ("  blanks at the ends\t", "blanks at the ends"),
    ("no\u00a0break and thin\u2009blank", "no break and thin blank"),
    # entities, also escaped twice
    ("Tom &amp; Jerry", "Tom & Jerry"),
    ("Tom &amp;amp; Jerry", "Tom & Jerry"),
    ("Big Data &amp;amp;amp; Society", "Big Data & Society"),
    ("it&#39;s &quot;fine&quot; &#x2013; so", 'it\'s "fine" – so'),
    ("a &lt; b and c &gt; d", "a < b and c > d"),
    ("&lt;i&gt;in vivo&lt;/i&gt;", "in vivo"),
    ("AT&T and R&D; Q&A", "AT&T and R&D; Q&A"),
    ("&nosuchentity; stays", "&nosuchentity; stays"),
    # tags
    ("<i>Escherichia</i> <b>coli</b>", "Escherichia coli"),
    ("H<sub>2</sub>O and 10<sup>-3</sup>", "H₂O and 10⁻³"),
    ("a word<sub>softmax</sub>", "a wordsoftmax"),
    ("One.<br/>Two.", "One. Two."),
    ("<p>One.</p><p>Two.</p>", "One. Two."),
    ('<span class="x">A</span> <a href="https://example.org/?a=1&amp;b=2">B</a>', "A B"),
    ("<jats:italic>JATS</jats:italic> <jats:sc>caps</jats:sc>", "JATS caps"),
    ("<!-- hidden -->shown <![CDATA[inside]]>", "shown inside"),
    ("if x < y and y > z then <b and c> stays", "if x < y and y > z then <b and c> stays"),
    ("the <unk> and <SEP> tokens", "the <unk> and <SEP> tokens"),
    ("Vector<T>", "Vector<T>"),
    # MathML and its TeX twin
    ("<mml:math><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math> grows", "x² grows"),
    ('<math xmlns="m"><mrow><mi>a</mi><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac></mrow></math>', "a = 1/2"),
    ("<math><msub><mi>L</mi><mi>p</mi></msub></math> norm", "Lₚ norm"),
    ("<math><msqrt><mi>n</mi></msqrt></math>", "√n"),
    ("<alternatives><tex-math>$x$</tex-math><mml:math><mml:mi>x</mml:mi></mml:math></alternatives>", "x"),
    ("<inline-formula><tex-math>$\\ell_1$</tex-math></inline-formula>", "ℓ₁"),
    # encodings, ligatures, unseen characters
    ("NÃºÃ±ez", "Núñez"),
    ("donâ€™t", "don’t"),
    ("curly “quotes” and ‘these’", "curly “quotes” and ‘these’"),
    ("eﬃcient ﬁne-tuning", "efficient fine-tuning"),
    ("zero\u200bwidth\ufeff", "zerowidth"),
    ("soft\u00adhyphen", "softhyphen"),
    ("bell\x07 and \x00nul", "bell and nul"),
    ("می\u200cخواهم", "می\u200cخواهم"),  # the joiner is spelling here
    ("e\u0301t\u00e9", "été"),
    ("lone \ud800 surrogate", "lone \ufffd surrogate"),
]

LATEX = [
    # BibTeX and arXiv
    ("{\\'E}tudes sur les r{\\'e}seaux", "Études sur les réseaux"),
    ("P{\\'a}l Erd{\\H o}s", "Pál Erdős"),
    ("\\v{S}koda and \\v Skoda", "Škoda and Škoda"),
    ('na{\\"\\i}ve Bayes', "naïve Bayes"),
    ('{\\aa}ngstr{\\"o}m', "ångström"),
    ("$\\mathcal{O}(n \\log n)$ sorting", "O(n log n) sorting"),
    ("$\\beta$-VAE", "β-VAE"),
    ("$\\ell_{2,1}$-norm", "ℓ_(2,1)-norm"),
    ("$\\mathrm{SE}(3)$-Transformers", "SE(3)-Transformers"),
    ("$\\pi^*_{0.6}$", "π*_(0.6)"),
    ("A\\textsuperscript{2}MIM", "A²MIM"),
    ("H\\textsubscript{2}O", "H₂O"),
    ("word\\textsubscript{softmax}", "wordsoftmax"),
    ("\\texttt{code\\_name}", "code_name"),
    ("$\\sim$10\\%", "∼10%"),
    ("$2\\times2$", "2×2"),
    ("DALL$\\cdot$E", "DALL·E"),
    ("\\o re", "øre"),
    ("\\k{a}", "ą"),
    ("\\.{I}stanbul", "İstanbul"),
    ("{\\textquoteright}s", "’s"),
    ('Gr\\"unwald', "Grünwald"),
    ("M\\o ller", "Møller"),
    ("$x_{i}^{2}$", "xᵢ²"),
    ("$p<0.05$", "p<0.05"),
    ("$\\tau$-bench", "τ-bench"),
    ("R$^2$", "R²"),
    ("{\\textmu}m", "µm"),
    ("$\\{0,1\\}^n$", "{0,1}ⁿ"),
    ("$\\langle x, y\\rangle$", "⟨ x, y⟩"),
    ("$\\hat{y}$", "ŷ"),
    ("$\\operatorname{arg\\,max}$", "arg max"),
    ("\\$5 and \\$6", "$5 and $6"),
    # accents as BibTeX files hold them
    (r"Erd\H{o}s", "Erdős"),
    (r"G{\"o}del", "Gödel"),
    (r"G\"odel", "Gödel"),
    (r"G{\"{o}}del", "Gödel"),
    (r"Poincar\'e", "Poincaré"),
    (r"Poincar\'{e}", "Poincaré"),
    (r"Poincar{\'e}", "Poincaré"),
    (r"Fran\c{c}ois", "François"),
    (r"Fran{\c c}ois", "François"),
    (r"Ho\v{r}ava", "Hořava"),
    (r"Ho{\v r}ava", "Hořava"),
    (r"Pe\~{n}a", "Peña"),
    (r"Pe{\~n}a", "Peña"),
    (r"H{\aa}stad", "Håstad"),
    (r"\AA ngstr\"om", "Ångström"),
    (r"S{\o}rensen", "Sørensen"),
    (r"\O stergaard", "Østergaard"),
    (r"{\L}ukasz", "Łukasz"),
    (r"\L{}ukasz", "Łukasz"),
    (r"Stra{\ss}e", "Straße"),
    (r"Gro\ss", "Groß"),
    (r"Mart{\'\i}n", "Martín"),
    (r"Mart\'{\i}n", "Martín"),
    (r"na\"{\i}ve", "naïve"),
    (r"Wa{\l}{\k e}sa", "Wałęsa"),
    (r"Ceau\c{s}escu", "Ceauşescu"),
    (r"\.Istanbul", "İstanbul"),
    (r"Kr\u{a}ciun", "Krăciun"),
    (r"\=a", "ā"),
    (r"\r{a}", "å"),
    (r"\^ile", "île"),
    (r"gr\`ave", "gràve"),
    # escapes and quotes
    (r"R\&D, 100\% of \$5, a\_b, \#1", "R&D, 100% of $5, a_b, #1"),
    ("``quoted'' words", "“quoted” words"),
    # fonts
    (r"\emph{really} \textbf{bold} \texttt{code}", "really bold code"),
    (r"{\em really} {\bf bold}", "really bold"),
    (r"\textbf{\textit{deep}}", "deep"),
    (r"see \url{https://example.org/a}", "see https://example.org/a"),
    (r"\href{https://example.org}{here}", "here (https://example.org)"),
    (r"\LaTeX{} and \TeX", "LaTeX and TeX"),
    # formulas
    (r"A$^2$MIM", "A²MIM"),
    (r"$\alpha$-helix", "α-helix"),
    (r"$\ell_2$ norm", "ℓ₂ norm"),
    (r"$O(n^2)$ time", "O(n²) time"),
    (r"$O(\log T)$ regret", "O(log T) regret"),
    (r"$s\log\frac{ed}{s}$, $2\max\{a,b\}$", "s log ed/s, 2 max{a,b}"),
    (r"$\log\left(x\right)$ and $\log\lambda$", "log(x) and log λ"),
    (r"$\mathcal{H}_{\infty}$", "H_∞"),
    (r"$85.3\%$ top-1", "85.3% top-1"),
    (r"$8\times$ faster", "8× faster"),
    (r"$\frac{1}{2}$ and $\sqrt{n}$", "1/2 and √n"),
    (r"$\hat{x}$", "x̂"),
    (r"$10^{-3}$", "10⁻³"),
    (r"\(k\)-NN", "k-NN"),
    (r"$x_{ij}$", "xᵢⱼ"),
    (r"$\pi^{\text{E}}$", "π^E"),
    (r"only $\sim$1.1% more", "only ∼1.1% more"),
    (r"$C\cdot\mathrm{OPT}$", "C·OPT"),
    (r"$\|x\|_0$", "|x|₀"),
    (r"$\frac12$ of $\frac 1 3$", "1/2 of 1/3"),
    (r"$\sqrt{2(1{+}k)m}$", "√(2(1+k)m)"),
    # what it does not know, it leaves
    (r"$\mystery\alpha$ and \alpha", r"$\mystery\alpha$ and α"),
    ("50% of cases", "50% of cases"),
    ("costs $5 to $10", "costs $5 to $10"),
    (r"\unknowncommand{x} stays", r"\unknowncommand{x} stays"),
    (r"$\begin{matrix} a & b \end{matrix}$", r"$\begin{matrix} a & b \end{matrix}$"),
    (r"C:\temp", r"C:\temp"),
    ("sets {0, 1} stay", "sets {0, 1} stay"),
]

ABSTRACTS = [
    ("<jats:p>We mask.</jats:p>", "We mask."),
    ("<jats:title>Abstract</jats:title><jats:p>We mask.</jats:p>", "We mask."),
    ("Abstract: We mask.", "We mask."),
    ("Abstract. We mask.", "We mask."),
    ("ABSTRACT\nWe mask.", "We mask."),
    ("Abstract—We mask.", "We mask."),
    ("AbstractWe mask.", "We mask."),
    ("Summary\nWe mask.", "We mask."),
    ("<h2>Abstract</h2><p>We mask.</p>", "We mask."),
    ('"We mask."', "We mask."),
    ('" We mask "images" at random. "', 'We mask "images" at random.'),
    ('"Masked" is not "hidden"', '"Masked" is not "hidden"'),
    ("Abstract reasoning is hard.", "Abstract reasoning is hard."),
    ("Abstract Visual Reasoning (AVR) is hard.", "Abstract Visual Reasoning (AVR) is hard."),
    ("AbstractNet is fast.", "AbstractNet is fast."),
    ("Summary statistics help.", "Summary statistics help."),
    ("  We mask\n  images.", "We mask images."),
    ("First paragraph.\n\nSecond one.", "First paragraph.\n\nSecond one."),
    ("<p>First.</p>\n<p>Second.</p>", "First.\n\nSecond."),
    ("First.<br><br>Second.", "First.\n\nSecond."),
    (
        "<jats:sec><jats:title>Background</jats:title><jats:p>Few labels.</jats:p></jats:sec>"
        "<jats:sec><jats:title>Methods:</jats:title><jats:p>Masks.</jats:p></jats:sec>",
        "Background: Few labels.\n\nMethods: Masks.",
    ),
    ("&lt;p&gt;Escaped &amp;amp; wrapped.&lt;/p&gt;", "Escaped & wrapped."),
    ("We reach $85.3\\%$ with $\\ell_2$.", "We reach 85.3% with ℓ₂."),
]

PLACEHOLDERS = [
    "n/a",
    "N/A",
    "[No title available]",
    "No abstract available",
    "No abstract available.",
    "None",
    "null",
    "-",
    "...",
    "",
    "  ",
    "[]",
]


@pytest.mark.parametrize(("raw", "expected"), PLAIN, ids=[repr(raw)[:60] for raw, _ in PLAIN])
def test_plain_text_is_readable(raw: str, expected: str) -> None:
    assert text.plain(raw) == expected


@pytest.mark.parametrize(("raw", "expected"), LATEX, ids=[raw for raw, _ in LATEX])
def test_tex_becomes_unicode_where_it_is_certain(raw: str, expected: str) -> None:
    assert text.plain(raw) == expected


@pytest.mark.parametrize(("raw", "expected"), ABSTRACTS, ids=[repr(raw)[:60] for raw, _ in ABSTRACTS])
def test_an_abstract_begins_with_its_first_sentence(raw: str, expected: str) -> None:
    assert text.abstract(raw) == expected


@pytest.mark.parametrize("raw", PLACEHOLDERS)
@pytest.mark.parametrize("field", ["title", "abstract", "container_title", "comment"])
def test_a_placeholder_is_nothing(field: str, raw: str) -> None:
    assert clean(field, raw) is None  # type: ignore[arg-type]  # fields as plain text, for the table


def test_a_title_of_one_digit_is_a_title() -> None:
    assert clean("title", "0") == "0"


_MARKUP = st.sampled_from([
    "&amp;", "&lt;", "i&gt;", "<i>", "</i>", "<sub>", "2", "</sub>", "$", "^", "{", "}", "\\", "\\'", "e", "\\alpha ", " ", "\n", '"',
    "Abstract", ":", "—", "<p>", "</p>", "Ã", "©", "â€", "ﬁ", "\u200b", "何", "ö", "``", "''", "*", ".",
])  # fmt: skip
_WRITTEN = st.one_of(st.text(max_size=60), st.lists(_MARKUP, max_size=14).map("".join))


@given(_WRITTEN)
def test_cleaning_text_twice_is_cleaning_it_once(raw: str) -> None:
    once = text.plain(raw)

    assert text.plain(once) == once


@given(_WRITTEN)
def test_cleaning_an_abstract_twice_is_cleaning_it_once(raw: str) -> None:
    once = text.abstract(raw)

    assert text.abstract(once) == once


@given(st.text(alphabet=st.characters(whitelist_categories=("Lu", "Ll", "Lo", "Nd")), max_size=60).map(lambda s: " ".join(s)))
def test_no_letter_is_lost(raw: str) -> None:
    assume(not badness.is_bad(raw))  # what looks like a damaged encoding is mended
    spelt = raw.translate(text.LIGATURES)

    assert unicodedata.normalize("NFC", spelt) == text.plain(raw)


@pytest.mark.parametrize(
    "unit", ["<", "&amp;", "$", "$a$ ", "\\", "{", "\\emph{", "<i>", "<a b=", "\u00c3", '"', "\\'e", "<!--", "a\n\n", "`", "x^{", "&", "( "]
)
def test_ten_megabytes_of_anything_take_a_moment(unit: str) -> None:
    raw = unit * (10_000_000 // len(unit))

    assert isinstance(text.plain(raw), str)
    assert isinstance(text.abstract(raw[: text.MENDED]), str)


_WORDS = st.lists(st.from_regex(r"[A-Za-zÀ-ÖØ-öø-ÿ一-龥]{2,8}", fullmatch=True).filter(lambda w: w.isalpha()), min_size=1, max_size=6)
_WRAPPERS = st.sampled_from([
    "{}", "<i>{}</i>", "<jats:italic>{}</jats:italic>", "<b>{}</b>", "&lt;em&gt;{}&lt;/em&gt;", "\\emph{{{}}}", "\\textbf{{{}}}",
    "{{\\it {}}}",
    "<mml:math><mml:mtext>{}</mml:mtext></mml:math>", '<span class="x">{}</span>', "\n{}\n", "<jats:p>{}</jats:p>", "&#8203;{}",
])  # fmt: skip


@given(st.data(), _WORDS)
def test_whatever_wraps_a_word_its_letters_stay(data: st.DataObject, words: list[str]) -> None:
    raw = " ".join(data.draw(_WRAPPERS).format(word) for word in words)
    assume(not badness.is_bad(raw) and not badness.is_bad(" ".join(words)))  # "aÂ AA" is taken for a damaged blank

    assert text.plain(raw) == unicodedata.normalize("NFC", " ".join(words))
