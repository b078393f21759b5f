import ArgumentParser
import Commands
import Foundation

// Builds are measured as whole processes: under this name, by a link to itself, the program is `spikebook`.
if CommandLine.arguments[0].hasSuffix("/spikebook") { Spikebook.runAndExit() }

FasterKernels.restartWithThem()
Suite.main()
