import Charts
import Foundation

/// Measures a series of a million points as SVG and PNG, beside the same by matplotlib.
enum Figures: Group {
    static let name = "figures"
    static let summary = "a series of 1,000,000 points, 720 × 400, logarithmic, as SVG and as PNG of twice the size"

    static let points = 1_000_000

    static func run(_ options: Options) throws -> [Report] {
        let values = series()
        let figure = Figure(
            id: "benchmark",
            title: "A line of a million noisy points over steps, falling, with one spike in the middle.",
            description: "A benchmark.",
            x: Axis("step"),
            panels: [Panel(y: Axis("loss", scale: .log), height: 340, marks: [LineMark(Charts.Samples(values))])]
        )
        var report = Report("Figure.render, Rendering.png")
        // The first drawing loads the fonts.
        let warm = try Measured.time { try figure.render().png(theme: .light) }
        report.add("first drawing, with fonts", [warm.0])
        var rendering = try figure.render()
        report.add("SVG", try Measured.times(options.repeats) { rendering = try figure.render() }, target: 0.06)
        var image: [UInt8] = []
        let pngs = try Measured.times(options.repeats) { image = try rendering.png(theme: .light) }
        let both = try Measured.times(options.repeats) { image = try figure.render().png(theme: .light) }
        report.add("PNG from the drawing", pngs)
        report.add("PNG from the numbers", both, target: 0.15)
        let summary = rendering.summaries.map(\.drawn).reduce(0, +)
        let bytes = rendering.standaloneSVG.utf8.count
        report.add(
            "bytes",
            note: "SVG \(Report.size(bytes)) of 60 kB, PNG \(Report.size(image.count)), \(summary) vertices"
        )
        return try [report] + comparison(values, options)
    }

    /// A falling loss with noise and a single outlier.
    private static func series() -> [Double] {
        var state: UInt64 = 1
        var values = (0..<points).map { index in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let noise = Double(state >> 11) / 9_007_199_254_740_992
            return (0.5 + noise) * (1e-3 + exp(-5 * Double(index) / Double(points)))
        }
        values[points / 2] = 30
        return values
    }

    private static func comparison(_ values: [Double], _ options: Options) throws -> [Report] {
        guard let python = options.python else {
            print("SPIKEBOOK_PYTHON names no Python with matplotlib, so there is nothing to compare with.\n")
            return []
        }
        let folder = try Workshop().folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "series.bin")
        try values.withUnsafeBytes { Data($0) }.write(to: file)
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", script, file.path, folder.path, "\(options.repeats)"]
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Complaint(description: "\(python) has no matplotlib") }
        var report = Report("matplotlib, \(python)")
        for line in text.split(separator: "\n") {
            let cells = line.split(separator: "\t").map(String.init)
            let times = cells.dropFirst(2).compactMap { Double($0) }.map { Measured(wall: $0, cpu: .nan) }
            report.add(cells[0], times, note: Int(cells[1]).map { $0 > 0 ? Report.size($0) : "" } ?? cells[1])
        }
        return [report]
    }

    private static let script = """
        import array, os, sys, time
        start = time.perf_counter()
        import matplotlib
        matplotlib.use("agg")
        import matplotlib.pyplot as plt
        print("import matplotlib", matplotlib.__version__, time.perf_counter() - start, sep="\\t")
        y = array.array("d")
        with open(sys.argv[1], "rb") as file:
            y.frombytes(file.read())
        import numpy
        y = numpy.array(y)
        for kind, dpi in ("svg", 100), ("png", 200):
            path = os.path.join(sys.argv[2], "figure." + kind)
            times = []
            for _ in range(int(sys.argv[3]) + 1):
                start = time.perf_counter()
                figure, axes = plt.subplots(figsize=(7.2, 4))
                axes.semilogy(y, linewidth=1)
                axes.set_xlabel("step")
                axes.set_ylabel("loss")
                figure.savefig(path, dpi=dpi)
                plt.close(figure)
                times.append(time.perf_counter() - start)
            print(kind.upper(), os.path.getsize(path), *times[1:], sep="\\t")
        """
}
