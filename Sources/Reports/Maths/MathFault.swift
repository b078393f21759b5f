/// A formula that KaTeX refuses.
struct MathFault: Error, Hashable {
    /// What is wrong, in KaTeX's words without its prefix.
    var message: String
    /// Where in the TeX, in UTF-16 units; nil when KaTeX does not say.
    var offset: Int?
    /// How many units are meant.
    var length: Int
    /// What to do about it, when that is known.
    var help: String?
}
