import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Cells of Swift, which declare units in chapters.
@Suite struct CellEndToEnd {
    private static let chapter = """
        # Cells

        ```{swift}
        //| id: own-rule
        //| caption: A rule of one's own.
        //| limit: 2
        import Foundation

        struct OwnRule: Optimizer {
            static let name = "own-rule"
            static let summary = "RMSProp, with ways to fail."
            static let settings: [Setting<OwnRule>] = [
                Setting("lr", \\.learningRate, in: .nonnegative, "The rate."),
                Setting("beta", \\.beta, in: .decay, "The decay of v."),
                Setting("way", \\.way, in: 0...4, "How it fails."),
            ]
            var learningRate = 0.01
            var beta = 0.9
            var way = 0

            func update<S: Scalar>(_ state: OptimizerState<S>, _ parameters: Vector<S>, gradient: Vector<S>) {
                state.step += 1
                if state.step == 3 { print("third step") }
                if state.step == 5 { fail(state.step) }
                for i in 0..<parameters.count {
                    state.second[i] = S(beta) * state.second[i] + S(1 - beta) * gradient[i] * gradient[i]
                    parameters[i] -= S(learningRate) * gradient[i] / (state.second[i].squareRoot() + S(1e-8))
                }
            }

            func fail(_ step: Int) {
                switch way {
                case 1: print([1, 2][step])
                case 2: while step > 0 { usleep(1000) }
                case 3: fatalError("given up")
                default: break
                }
            }

            func secondMomentDecay(at step: Int) -> Double? { beta }
        }
        ```

        ```{swift}
        //| id: line
        //| hidden: true
        struct Line: Network {
            static let name = "line"
            static let summary = "A line without a bias."
            static let settings: [Setting<Line>] = []

            func check(_ shape: DataShape) throws { _ = try shape.extents(for: self) }

            func record(
                _ recorder: inout Recorder, _ input: NetworkInput, samples: Int, positions: Int, outputs: Int
            ) -> Node {
                recorder.denseLayer("line", input.vectors(samples: samples), outputs: outputs, hasBias: false)
            }
        }
        ```

        ```{swift}
        //| id: slope
        struct Slope: DataGenerator {
            static let name = "slope"
            static let summary = "y = slope · x for normal x."
            static let settings: [Setting<Slope>] = [Setting("slope", \\.slope, in: .finite, "The slope.")]
            var slope = 2.0
            let count = 8
            let shape = DataShape(.vectors([1]), .vectors(width: 1))

            func dataset(seed: Int) -> Dataset {
                var random = Random(seed: seed, stream: "data")
                let x = random.normals(count)
                return Dataset(.numbers(x), .numbers(x.map { slope * $0 }), shape: shape)
            }
        }
        ```

        ```{experiment}
        id: mine
        model: line
        data: {slope: {slope: 3}}
        optimizer: {own-rule: {lr: 0.05}}
        steps: 300
        sweep: {optimizer.own-rule.beta: [0.9, 0.99]}
        ```

        ```{experiment}
        id: index
        model: {quadratic: {}}
        optimizer: {own-rule: {way: 1}}
        steps: 20
        ```

        ```{experiment}
        id: endless
        model: {quadratic: {}}
        optimizer: {own-rule: {way: 2}}
        steps: 20
        ```

        ```{query}
        id: found
        sql: SELECT variant, final_loss FROM run WHERE experiment = 'mine' ORDER BY run
        caption: What was found.
        ```

        ```{claim}
        id: fits
        says: The line is found.
        sql: SELECT run, final_loss FROM run WHERE experiment = 'mine'
        expect: final_loss < 0.01
        changes: A line that is not found.
        ```
        """

    /// The line of the chapter on which a text stands.
    private static func line(of text: String) -> Int {
        (chapter.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(text) } ?? -1) + 1
    }

    private static func withoutFailures(_ desk: Desk) throws {
        for id in ["index", "endless"] {
            let text = try desk.text("Chapters/01-case.md")
            let start = try #require(text.range(of: "```{experiment}\nid: \(id)")?.lowerBound)
            let end = try #require(text[start...].range(of: "\n```\n")?.upperBound)
            try desk.write(text.replacingCharacters(in: start..<end, with: ""), to: "Chapters/01-case.md")
        }
    }

    /// One build covers most, since compiling three cells takes seconds.
    @Test func defineUnitsWhoseFaultsEndTheirOwnRunsAlone() throws {
        let desk = try Desk(chapter: Self.chapter)
        let refused = try desk.call("build")
        #expect(refused.code == 5 && refused.notes.contains("cell.not-allowed"))
        #expect(!desk.has("Output/cells"), "code that nobody allowed was compiled")

        let built = try desk.call("build", "--allow-code")
        #expect(built.code == 6, "\(built)")
        let place = "Chapters/01-case.md"
        #expect(built.notes.contains("stopped at \(place):\(Self.line(of: "[1, 2][step]")): a trap"), "\(built)")
        #expect(built.notes.contains("cell own-rule (\(place):4): it made no progress within 2 s"))
        #expect(try desk.text("Output/claims.tsv").contains("fits\treproduced"))
        let page = try desk.text("Output/site/01-case.html")
        #expect(page.contains("hljs-keyword") && page.contains("A rule of one"))
        #expect(page.contains("third step"), "what a run printed is not shown")
        let code = try desk.text("Output/site/cells/own-rule.swift")
        #expect(code.hasPrefix("import Foundation\n\nstruct OwnRule: Optimizer {"))
        #expect(!desk.has("Output/site/cells/line.swift"), "a hidden cell is shown")
        #expect(try desk.text("Output/site/reference.html").contains("id=\"cell-own-rule\""))

        try Self.withoutFailures(desk)
        let rest = try desk.call("build", "--allow-code")
        #expect(rest.code == 0 && rest.notes.contains("0 runs made"), "\(rest)")
        try expectFrozenWithoutSwift(desk)
        try expectOwnKeys(desk)
    }

    /// What was said of cells is kept, so that nothing but results is needed elsewhere.
    private func expectFrozenWithoutSwift(_ desk: Desk) throws {
        try desk.remove("Output/cells")
        try desk.remove("Output/site")
        let frozen = try desk.call(environment: ["PATH": "/nowhere"], "build", "--frozen")
        #expect(frozen.code == 0 && desk.has("Output/site/01-case.html"), "\(frozen)")
        #expect(!desk.has("Output/cells"))
        let new = try desk.call(environment: ["PATH": "/nowhere"], "run", "mine", "--allow-code")
        #expect(new.code == 6 && new.notes.contains("no 'swiftc' on PATH"), "\(new)")
    }

    /// A comment changes no key, code those of its own runs; what no chapter has any more is removed.
    private func expectOwnKeys(_ desk: Desk) throws {
        try desk.edit("Chapters/01-case.md", "let count = 8", "let count = 8  // few")
        #expect(try desk.call("build", "--allow-code").notes.contains("0 runs made"))
        try desk.edit("Chapters/01-case.md", "let count = 8", "let count = 9")
        #expect(try desk.call("trust").output.contains("cell slope"))
        #expect(try desk.call("explain", "mine").output.contains("cells.slope"), "the cause is another one")
        let changed = try desk.call("build")
        #expect(changed.notes.contains("2 runs made"), "\(changed)")
        let libraries = try desk.files("Output/cells").keys.filter { $0.hasSuffix(".so") }
        #expect(libraries.count == 3, "\(libraries)")
        let laws = try desk.call("check", "--laws", "own-rule")
        #expect(laws.code == 0 && laws.output.contains("✓ a zero gradient moves no parameter"), "\(laws)")
    }

    @Test func areFaultyAtTheChaptersLine() throws {
        let desk = try Desk(
            chapter: """
                # Wrong

                ```{swift}
                //| id: wrong
                struct Wrong: Schedule {
                    static let name = "wrong"
                    static let summary = "Wrong."
                    static let settings: [Setting<Wrong>] = []
                    func factor(step: Int, of steps: Int) -> Double { stpe }
                }
                ```

                ```{swift}
                //| id: named
                struct Named: Schedule {
                    static let name = "other"
                    static let summary = "Another name."
                    static let settings: [Setting<Named>] = [Setting("a", \\.a, in: .nonnegative, "A.")]
                    var a = 1.0
                    func factor(step: Int, of steps: Int) -> Double { a }
                }
                ```

                ```{swift}
                //| caption: Without a name.
                let x = 1
                ```

                ```{experiment}
                id: mine
                model: {quadratic: {}}
                optimizer: sgd
                schedule: {wrnog: {}}
                steps: 20
                ```

                """
        )
        let outcome = try desk.call("build", "--allow-code")
        #expect(outcome.code == 5)
        for told in [
            "Chapters/01-case.md:9:55: error: wrong: cannot find 'stpe' in scope [cell.swift]",
            "Chapters/01-case.md:14:9: error: the cell is called 'named', its unit 'other' [cell.name]",
            "Chapters/01-case.md:25:4: error: the cell has no id [swift.missing]", "did you mean 'wrong'?",
        ] { #expect(outcome.notes.contains(told), "\(told) is missing in \(outcome.notes)") }
    }

    @Test func leaveNoProcessBehind() throws {
        let desk = try Desk(chapter: Self.chapter)
        try desk.edit("Chapters/01-case.md", "limit: 2", "limit: 600")
        let call = try desk.start(environment: ["TMPDIR": desk.folder.path], "build", "--allow-code")
        let deadline = Date() + 60
        while try workers(of: desk).isEmpty, Date() < deadline { usleep(100_000) }
        // The endless run goes on when the others are done.
        usleep(2_000_000)
        call.send(SIGINT)
        #expect(try call.ends(within: 20) && call.outcome().code == 130)
        #expect(try workers(of: desk).isEmpty, "a worker goes on")
    }

    /// The processes of workers in the temporary folder of a build, which is the desk.
    private func workers(of desk: Desk) throws -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.filter { number in
            guard Int(number) != nil,
                let words = try? String(contentsOfFile: "/proc/\(number)/cmdline", encoding: .utf8)
            else { return false }
            return words.contains("\0worker\0") && words.contains(desk.folder.path)
        }
    }

    /// What the command begins is sound; its runs are not made here, since they take long.
    @Test func areBegunByACommand() throws {
        let desk = try Desk(chapter: "# First\n")
        #expect(try desk.call("new", "optimizer", "my-rule", "--cell").code == 0)
        #expect(try desk.call("new", "optimizer", "my-rule", "--cell").code == 2)
        let checked = try desk.call("check", "--allow-code")
        #expect(checked.code == 3, "\(checked)")
        #expect(try desk.call("check", "--allow-code", "--laws", "my-rule").code == 0)
    }

    /// The example of README works, followed to the letter.
    @Test func followReadme() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let start = try #require(readme.range(of: "## Define an optimizer in a chapter")?.upperBound)
        let chapter = try #require(readme[start...].firstMatch(of: /````markdown\n((?:.|\n)*?)````/)?.output.1)
        let desk = try Desk(chapter: String(chapter))
        let outcome = try desk.call("build", "--allow-code")
        #expect(outcome.code == 0, "\(outcome)")
        #expect(try desk.call("check", "--laws", "slow-sink", "--allow-code").code == 0)
    }
}
