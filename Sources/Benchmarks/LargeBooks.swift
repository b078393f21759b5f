import Foundation

/// Measures a book of 200 chapters with 2,000 short runs.
enum LargeBooks: Group {
    static let name = "large"
    static let summary = "a book of 200 chapters and 2,000 runs, as whole processes"

    static let chapters = 200
    static let seeds = 10

    static func run(_ options: Options) throws -> [Report] {
        let workshop = try workshop()
        var report = Report("spikebook build")
        let first = try workshop.spikebook("build")
        report.add("everything", [first.time], note: told(first.text))
        let again = try (0..<options.repeats).map { _ in try workshop.spikebook("build").time }
        report.add("nothing changed", again, target: 2)
        var pages: Set<Int> = []
        let text = try workshop.chapter(name(17))
        let edits = try (1...options.repeats).map { number in
            try workshop.write(text + "\nOne more sentence, number \(number).\n", to: name(17))
            let build = try workshop.spikebook("build")
            pages.insert(count(before: "page", in: build.text) ?? -1)
            return build.time
        }
        report.add("one sentence changed", edits, target: 2, note: "pages written: \(pages.sorted())")
        let checks = try (0..<options.repeats).map { _ in try workshop.spikebook("check").time }
        report.add("check", checks)
        return [report]
    }

    /// A folder with the book, not built yet.
    static func workshop() throws -> Workshop {
        let workshop = try Workshop()
        try workshop.write("title: A large book\nsentence: It has many chapters.\n", to: "book.yml")
        for number in 1...chapters { try workshop.write(chapter(number), to: name(number)) }
        return workshop
    }

    private static func name(_ number: Int) -> String { String(format: "%03d-chapter.md", number) }

    private static func told(_ text: String) -> String {
        "\(count(before: "run", in: text) ?? -1) runs made, \(count(before: "page", in: text) ?? -1) pages written"
    }

    private static func chapter(_ number: Int) -> String {
        """
        # Chapter of number \(number)

        The gradient descends $L_{\(number)}(\\theta) = \\tfrac{1}{2}\\lambda\\theta^2$ while $\\eta\\lambda < 2$, as
        [Chapter](#e\(number % chapters + 1)) shows again; $\\lambda = \(number)$ here.

        ## Runs

        ```{experiment}
        id: e\(number)
        model: {quadratic: {eigenvalues: [\(number)], start: []}}
        optimizer: {sgd: {lr: \(1.5 / Double(number))}}
        steps: 40
        seeds: \(seeds)
        ```

        ```{query}
        id: q\(number)
        sql: SELECT count(*) AS runs, max(steps) AS steps FROM run WHERE experiment = 'e\(number)'
        caption: How many runs there are.
        ```

        ```{figure}
        id: f\(number)
        from: e\(number)
        view: run
        caption: The loss falls at every step.
        alt: A line of the loss over steps, falling from the first to the last on a logarithmic axis.
        ```

        ```{claim}
        id: c\(number)
        says: The loss of every run is below 1 at the end.
        sql: SELECT loss FROM trace WHERE experiment = 'e\(number)' AND step = 40
        expect: loss < 1
        ```

        There are [\(seeds)](value:q\(number).runs) runs of [40](value:q\(number).steps) steps.

        """
    }
}
