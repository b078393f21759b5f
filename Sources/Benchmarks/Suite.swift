import Foundation
import Tensors

/// What is wrong with the command line, or with a build that is measured.
struct Complaint: Error, CustomStringConvertible {
    let description: String
}

/// The chosen groups, run one after the other.
struct Suite {
    private static let groups: [any Group.Type] = [
        BookBuilds.self, LargeBooks.self, Figures.self, Steps.self, Archives.self, Networks.self, Tracking.self,
        Tiny.self, Rules.self, Functions.self, Scaling.self, TwoCores.self, Rivals.self,
    ]

    private var options = Options()
    private var chosen: [any Group.Type] = []
    private let command: String

    init(arguments: [String]) throws {
        command = (["benchmarks"] + arguments).joined(separator: " ")
        var rest = arguments[...]
        while let word = rest.popFirst() {
            switch word {
            case "--repeats":
                guard let count = rest.popFirst().flatMap(Int.init), count > 0 else { throw Self.usage }
                options.repeats = count
            case "--book":
                guard let folder = rest.popFirst() else { throw Self.usage }
                options.book = folder
            case "--python":
                guard let program = rest.popFirst() else { throw Self.usage }
                options.python = program
            default:
                guard let group = Self.groups.first(where: { $0.name == word }) else { throw Self.usage }
                chosen.append(group)
            }
        }
        if chosen.isEmpty { chosen = Self.groups }
    }

    private static var usage: Complaint {
        let list = groups.map { "\n  \($0.name): \($0.summary)" }.joined()
        return Complaint(description: "usage: benchmarks [--repeats N] [--book DIR] [--python FILE] [group…]\(list)")
    }

    func run() throws {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        print(
            "$ \(command)\n\(cores) processors; load at the beginning \(Self.load); medians of \(options.repeats)\n"
                + "OpenBLAS runs its kernels for \(MatrixKernels.name); one thread is timed by the processor's clock for it\n"
        )
        for group in chosen {
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
