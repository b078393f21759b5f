/// The LaTeX commands that labels may use.
enum MathsCommands {
    /// Commands that stand for one symbol.
    static let symbols: [String: Maths] = {
        var table: [String: Maths] = [:]
        for (name, text) in lowerGreek { table[name] = .atom(text, .italic, .ordinary) }
        for (name, text) in upright { table[name] = .atom(text, .roman, .ordinary) }
        for (name, text) in binary { table[name] = .atom(text, .roman, .binary) }
        for (name, text) in relations { table[name] = .atom(text, .roman, .relation) }
        for name in functions { table[name] = .atom(name, .roman, .operation) }
        for (name, width) in spaces { table[name] = .space(width) }
        table["neq"] = .atom("≠", .sans, .relation)
        table["ne"] = table["neq"]
        return table
    }()

    /// Commands that set their argument in another font.
    static let faces: [String: Face] = [
        "mathrm": .roman, "text": .roman, "textrm": .roman, "operatorname": .roman, "mathbf": .romanBold,
        "bm": .romanBold, "boldsymbol": .romanBold, "mathbb": .blackboard, "mathcal": .script, "mathit": .italic,
    ]

    /// Commands that put a mark over their argument.
    static let accents: [String: String] = [
        "hat": "ˆ", "widehat": "ˆ", "tilde": "˜", "widetilde": "˜", "bar": "ˉ", "overline": "ˉ", "dot": "˙",
    ]

    /// Commands that only size what follows.
    ///
    /// Labels are one line high, so these have no effect.
    static let ignored: Set<String> = ["left", "right", "big", "Big", "displaystyle", "textstyle", "limits"]

    /// Every known command, for the message about an unknown one.
    static let all: [String] =
        (Array(symbols.keys) + Array(faces.keys) + Array(accents.keys) + Array(ignored) + ["sqrt", "frac", "tfrac"])
        .sorted()

    private static let lowerGreek = [
        "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ",
        "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
        "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ",
        "chi": "χ", "psi": "ψ", "omega": "ω",
    ]

    private static let upright = [
        "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ",
        "Psi": "Ψ", "Omega": "Ω", "sum": "Σ", "prod": "Π", "infty": "∞", "partial": "∂", "nabla": "∇", "ell": "ℓ",
        "top": "⊤", "prime": "′", "lvert": "∣", "rvert": "∣", "vert": "∣", "mid": "∣", "lVert": "∥", "rVert": "∥",
        "Vert": "∥", "|": "∥", "{": "{", "}": "}", "%": "%", "&": "&", "#": "#", "_": "_", "$": "$", "ldots": "…",
        "dots": "…", "cdots": "⋯", "langle": "⟨", "rangle": "⟩",
    ]

    private static let binary = [
        "cdot": "⋅", "times": "×", "pm": "±", "mp": "∓", "circ": "∘", "ast": "∗", "star": "⋆", "odot": "⊙",
        "otimes": "⊗", "oplus": "⊕", "div": "÷",
    ]

    private static let relations = [
        "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "approx": "≈", "sim": "∼", "propto": "∝", "equiv": "≡",
        "in": "∈", "to": "→", "rightarrow": "→", "leftarrow": "←", "mapsto": "↦", "ll": "≪", "gg": "≫", "lt": "<",
        "gt": ">",
    ]

    private static let functions = [
        "max", "min", "ln", "log", "exp", "det", "dim", "arg", "lim", "sup", "inf", "Pr", "tr", "sin", "cos", "tanh",
    ]

    private static let spaces = [",": 3.0, ":": 4, ";": 5, " ": 5, "quad": 18, "qquad": 36, "!": -3]
}
