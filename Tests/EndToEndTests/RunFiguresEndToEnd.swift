import Testing

/// A figure of a run shows what the spike detector found.
///
/// Another detector redraws it, though the trace is the same.
@Suite struct RunFiguresEndToEnd {
    private static func experiment(rise: Double) -> String {
        """
        # One

        ```{experiment}
        id: parabola
        model: {quadratic: {eigenvalues: [1], start: 1}}
        optimizer: {adam: {lr: 0.3, beta1: 0.9, beta2: 0.98}}
        steps: 440
        detector: {window: 12, rise: \(rise), lookback: 400, floor: 1e-300}
        ```

        """
    }

    private static let figure = """
        # Two

        ```{figure}
        id: fig-run
        from: parabola
        view: run
        caption: The run has a spike.
        alt: Loss, curvature and second moment of a run over its steps in three panels, its spike shaded where it is.
        ```

        """

    private func desk(rise: Double) throws -> Desk {
        let desk = try Desk(chapter: Self.experiment(rise: rise), in: "01-one.md")
        try desk.write(Self.figure, to: "Chapters/02-two.md")
        try desk.build()
        return desk
    }

    @Test func followTheDetectorOfAnotherChapter() throws {
        let (few, many) = try (desk(rise: 300), desk(rise: 1))
        let path = "Output/site/figures/fig-run.svg"
        #expect(try few.text(path) != many.text(path), "spikes are to be seen")
        try few.write(Self.experiment(rise: 1), to: "Chapters/01-one.md")
        #expect(try few.build().notes.contains("0 runs made, 1 analysed anew, 2 pages written"))
        #expect(try few.text(path) == many.text(path))
    }
}
