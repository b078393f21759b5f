import Commands
import Foundation

// Builds are measured as whole processes: under this name, by a link to itself, the program is `spikebook`.
if CommandLine.arguments[0].hasSuffix("/spikebook") { Spikebook.runAndExit() }

FasterKernels.restartWithThem()
do {
    try Suite(arguments: Array(CommandLine.arguments.dropFirst())).run()
} catch {
    FileHandle.standardError.write(Data("benchmarks: \(error)\n".utf8))
    exit(1)
}
