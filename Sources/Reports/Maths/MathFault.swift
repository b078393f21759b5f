/// The fault of a formula that KaTeX refuses.
struct MathFault: Error, Hashable {
    /// KaTeX's message without its prefix.
    var message: String
    /// The offset in the TeX, in UTF-16 units; nil when KaTeX gives none.
    var offset: Int?
    /// The number of units that the fault covers.
    var length: Int
    /// What to do about it, if that is known.
    var help: String?
}
