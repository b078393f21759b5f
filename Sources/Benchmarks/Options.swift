import ArgumentParser
import Foundation

/// The command line options that apply to every group.
struct Options: ParsableArguments {
    @Option(help: "How often each thing is measured.")
    var repeats = 7

    @Option(help: "The folder of the book that 'book' builds; it is copied.", completion: .directory)
    var book = "Chapters"

    @Option(
        name: .customLong("python"),
        help: "A Python with the packages to compare with; otherwise the one in SPIKEBOOK_PYTHON.",
        completion: .file()
    )
    var namedPython: String?

    /// The Python that has the packages for comparison; nil when there is none.
    var python: String? { namedPython ?? ProcessInfo.processInfo.environment["SPIKEBOOK_PYTHON"] }

    func validate() throws {
        guard repeats > 0 else { throw ValidationError("nothing is measured \(repeats) times: give 1 or more") }
    }
}
