import Foundation

/// A call of another program, without a shell.
///
/// The program inherits nothing that is not named here.
public struct ProgramCall: Sendable {
    /// The program and its arguments.
    public var words: [String]
    /// The folder in which it runs.
    public var folder: String
    /// The variables of its environment.
    public var variables: [String: String]
    /// The time limit in seconds; nil for none.
    public var limit: Double?
    /// The file that receives the whole output; nil when the kept part is enough.
    public var outputFile: String?
    /// The folder to be removed if this process is killed.
    ///
    /// Otherwise its creator removes it.
    public var scratch: ScratchFolder?
    /// The call as shown to readers.
    public var shown: String

    /// Creates a call of a program in a folder.
    public init(_ words: [String], in folder: String, variables: [String: String] = [:], shown: String? = nil) {
        self.words = words
        self.folder = folder
        self.variables = variables
        self.shown = shown ?? words.joined(separator: " ")
    }

    /// The seconds that a program has to end itself after a request.
    private static let grace = 1.0
    /// The interval of checks, in milliseconds.
    private static let pause: Int32 = 20

    /// Runs the program to its end and returns the kept part of its output.
    ///
    /// Returns nil when `isCancelled` ended it. The program's processes form a group, none of which is left
    /// afterwards. Throws a ``ProgramFailure``.
    public func run(isCancelled: () -> Bool) throws -> String? {
        var output = try ProgramOutput(writingTo: outputFile)
        let child: ChildProcess
        do {
            child = try ChildProcess(self, output: output.entrance)
        } catch {
            output.close()
            throw error
        }
        output.closeEntrance()
        let end = follow(child, &output, isCancelled)
        // Processes that the program leaves behind are ended too. Its number is not reused until it is reaped.
        child.send(SIGKILL)
        output.drain()
        output.close()
        let status = child.reap()
        if end == .cancelled { return nil }
        let kept = output.kept.text
        if end == .late { throw failure("was ended after its limit of \(Self.seconds(limit ?? 0))", kept) }
        if let flaw = output.flaw { throw failure("was ended, since \(flaw)", kept) }
        if let flaw = status.flaw { throw failure(flaw, kept) }
        return kept
    }

    /// The reason why a program was requested to end.
    private enum End {
        case cancelled, late, lost
    }

    /// Takes the program's output until it has ended.
    ///
    /// If the program must end, it is first requested to and then killed.
    private func follow(_ child: ChildProcess, _ output: inout ProgramOutput, _ isCancelled: () -> Bool) -> End? {
        let start = ContinuousClock.now
        var (end, asked) = (End?.none, ContinuousClock.now)
        func seconds(since instant: ContinuousClock.Instant) -> Double { instant.duration(to: .now) / .seconds(1) }
        while !child.hasEnded {
            output.take(within: Self.pause)
            if end != nil {
                if seconds(since: asked) > Self.grace { child.send(SIGKILL) }
                continue
            }
            if isCancelled() {
                end = .cancelled
            } else if let limit, seconds(since: start) > limit {
                end = .late
            } else if output.flaw != nil {
                end = .lost
            }
            guard end != nil else { continue }
            asked = .now
            child.send(SIGTERM)
        }
        return end
    }

    private func failure(_ what: String, _ output: String) -> ProgramFailure {
        let last = output.split(separator: "\n").last { $0.contains { !$0.isWhitespace } }
        let said = last.map { ": " + $0.prefix(200) } ?? ", and it printed nothing"
        return ProgramFailure("'\(shown)' \(what)\(said)", output: output)
    }

    private static func seconds(_ number: Double) -> String {
        let text = number == number.rounded() && number < 1e15 ? String(Int(number)) : "\(number)"
        return text == "1" ? "1 second" : text + " seconds"
    }
}
