import ArgumentParser
import Commands
import Foundation

// Builds are measured as whole processes. Called as `spikebook`, through a link to itself, this program acts as it.
if CommandLine.arguments[0].hasSuffix("/spikebook") { Spikebook.runAndExit() }

FasterKernels.restartWithThem()
Suite.main()
