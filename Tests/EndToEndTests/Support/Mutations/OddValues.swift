/// Unusual values that an author might write by mistake.
enum OddValues {
    static let numbers = [
        "0", "-1", "-0", "1e308", "1e309", "-1e400", "1e-320", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "18446744073709551616", "1e18", "0x10", "0o17", "017", "1_000", "1,000", "1.5.2", ".5",
        "5.",
        ".nan", ".inf", "-.inf", "NaN", "inf", "1e", "٣", "½", "1 000", "1e1000000", "0.1e-400", "4294967296",
        "2147483648",
        "10001", "999999999999", "3.0000000000000001", "-1e-5", "+7",
    ]

    static let texts = [
        "", " ", "\u{0}", "\u{1B}[31mred\u{1B}[0m", "\u{7}", "\u{9B}31m", "\u{7F}", "\u{85}", "\u{2028}",
        "\u{202E}txet",
        "\u{FEFF}", "\u{FFFD}", "é", "e\u{301}", "ﬁ", "漢字", "👩‍👩‍👧", "\u{1F1E9}", "\u{10FFFF}", "\u{200D}", "\t", "\r",
        "\r\n",
        "a\u{300}\u{301}\u{302}\u{303}", "<script>alert(1)</script>", "</script>", "]]>", "<!--", "-->", "&amp;",
        "&#0;", "&nosuch;",
        "%s%n", "../../../etc/passwd", "/dev/zero", "~", "C:\\x", "file:///etc/passwd", "javascript:alert(1)", "a|b",
        "'", "\"",
        "''", "\\", "\\\\", "\\n", "`", "``", "```", "~~~", "$", "$$", "$x", "$\\frac{1}{$", "$\\undefined$", "\\(x\\)",
        "\\begin{align}",
        "*", "**", "_", "__a", "[", "]", "](", "[]()", "[x](", "[](#)", "[](#none)", "[@", "[@none]", "[-@bai2025]",
        "[^1]",
        "[^1]: note", "![](x.png)", "[1](value:)", "[1](value:all.answer)", "[1](value:a.b.c.d)",
        "[x](value:outcomes[lr=0.1].lr)",
        "{", "}", "{#id}", "# ", "## Same", "<sub>", "</sub>", "<details>", "</details>", "| a | b |", "|---|", "---",
        "===", "> ",
        "- ", "1. ", "    code", "http://[::1", "a@b.c", "SELECT", "; DROP TABLE run; --", "/* ", "--", "x'00'", "1/0",
        "count(*)", "NULL",
        "constructor", "__proto__", "index", "con", "NUL", ".", "..", "-", "--help", "true", "null", "no",
    ]

    static let values =
        numbers + [
            "", "~", "null", "true", "no", "[]", "{}", "[[]]", "[1, 2", "{a: 1", "{a: 1, a: 2}", "[1, two, [3]]", "- a",
            "&a 1", "*a",
            "&a [*a]", "!!binary aGVsbG8=", "!!python/object:x", "!x y", "<<: *a", "|", ">-", "|\n  text", "? a",
            "a: b: c", "'it''s'",
            "'unclosed", "\"\\u0007\"", "\"\\x\"", "\"\\e[31m\"", "@a", "`a`", "%a", "#c", "a #c", "2001-01-01",
            "12:30:45", "{? a : b}",
            "[1, 1, 1]", "{name: 1}", "[{name: a}, {name: a}]", "[.nan]", "[1e308, 1e308]", "one, two", "--- a", "... ",
        ]

    static let keys = [
        "", "<<", "\"\"", "? a", "a b", "id", "ID", "null", "1", "ünder", "x.y.z", "[a]", "{a: 1}", "*a", "&a b",
    ]

    static let bytes: [[UInt8]] = [
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x80], [0], [0xEF, 0xBB, 0xBF],
        [0xFF, 0xFE], [0x1A],
        [13], [0x80],
    ]
}
