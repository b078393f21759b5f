import Foundation

/// What the command line sets.
struct Options {
    /// How often each thing is measured.
    var repeats = 7
    /// The folder of the book that `book` builds; it is copied.
    var book = "Chapters"
    /// A Python with the packages to compare with, from `--python` or `SPIKEBOOK_PYTHON`.
    var python = ProcessInfo.processInfo.environment["SPIKEBOOK_PYTHON"]
}
