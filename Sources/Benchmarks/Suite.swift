import ArgumentParser
import Diagnostics
import Foundation
import Tensors

/// An error that stops the measurements.
struct Complaint: Error, CustomStringConvertible {
    let description: String
}

/// Runs the chosen groups one after the other.
struct Suite: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmarks",
        abstract: "Measure the program's parts and whole builds.",
        discussion: groups.map { "\($0.name): \($0.summary)" }.joined(separator: "\n")
    )

    private static let groups: [any Group.Type] = [
        BookBuilds.self, LargeBooks.self, Figures.self, Steps.self, Archives.self, Networks.self, Tracking.self,
        Tiny.self, Rules.self, CellRules.self, Functions.self, Scaling.self, TwoCores.self, Rivals.self,
    ]

    @OptionGroup var options: Options

    @Argument(help: "The groups to be run; without any, all.", completion: .list(groups.map { $0.name }))
    var group: [String] = []

    func validate() throws {
        let names = Self.groups.map { $0.name }
        for name in group where !names.contains(name) {
            throw ValidationError("there is no group '\(name)'; \(NearMiss.help(for: name, in: names))")
        }
    }

    func run() throws {
        let command = (["benchmarks"] + CommandLine.arguments.dropFirst()).joined(separator: " ")
        let cores = ProcessInfo.processInfo.activeProcessorCount
        print(
            "$ \(command)\n\(cores) processors; load at the beginning \(Self.load); medians of \(options.repeats)\n"
                + "OpenBLAS runs its kernels for \(MatrixKernels.name); one thread is timed by the processor's clock for it\n"
        )
        let chosen = group.compactMap { name in Self.groups.first { $0.name == name } }
        for group in group.isEmpty ? Self.groups : chosen {
            print("\(group.name): \(group.summary)\n")
            for report in try group.run(options) { print(report.text + "\n") }
        }
        print("load at the end \(Self.load)")
    }

    private static var load: String {
        var averages = [0.0, 0.0, 0.0]
        getloadavg(&averages, 3)
        return String(format: "%.1f", averages[0])
    }
}
