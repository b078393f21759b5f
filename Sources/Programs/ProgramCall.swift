import Foundation

/// A call of another program: no shell is between, and nothing is handed down that is not named here.
public struct ProgramCall: Sendable {
    /// The program and its arguments.
    public var words: [String]
    /// The folder in which it runs.
    public var folder: String
    /// The variables of its environment.
    public var variables: [String: String]
    /// After how many seconds it is ended; nil when it may take its time.
    public var limit: Double?
    /// The file that gets all of its output; nil when only what is kept of it is wanted.
    public var outputFile: String?
    /// What is removed when this process is killed meanwhile; whoever made it removes it otherwise.
    public var scratch: ScratchFolder?
    /// The call as a reader is told of it.
    public var shown: String

    /// A call of a program in a folder.
    public init(_ words: [String], in folder: String, variables: [String: String] = [:], shown: String? = nil) {
        self.words = words
        self.folder = folder
        self.variables = variables
        self.shown = shown ?? words.joined(separator: " ")
    }

    /// How long a program may take to end itself when it is asked to.
    private static let grace = 1.0
    /// How often it is looked at, in milliseconds.
    private static let pause: Int32 = 20

    /// Runs the program to its end; gives what is kept of its output, nil when it was given up since `isCancelled` said so.
    ///
    /// Its processes are a group of their own, of which nothing is left when this returns. Throws a ``ProgramFailure``.
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
        // What the program leaves behind ends with it; its number is its own until it is reaped.
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

    /// Why a program was asked to end.
    private enum End {
        case cancelled, late, lost
    }

    /// Takes the program's output until it has ended; asks it to end when it must, and makes it when it does not.
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
