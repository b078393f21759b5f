import Charts
import Diagnostics
import Storage
import Testing

@testable import Reports

/// The colours and shapes of series, and the check that a name has one colour.
@Suite struct SeriesLooksTests {
    @Test func giveValuesARampInTheirOrder() {
        for names in [["η = 0.1", "η = 1", "η = 0.01"], ["10⁻⁸", "0.001", "5×10⁻⁶"], ["−1", "0", "2.5"]] {
            let looks = SeriesLooks().looks(of: names)
            #expect(Set(looks.values.map(\.role)) == [.sweep1, .sweep(1, of: 3), .sweep6])
            #expect(looks.values.allSatisfy { $0.line == nil && !$0.repeatsColour })
        }
        let rates = SeriesLooks().looks(of: ["η = 0.1", "η = 10⁻³", "η = 2×10⁻²"])
        #expect(rates["η = 10⁻³"]?.role == .sweep1 && rates["η = 0.1"]?.role == .sweep6)
        // A ramp has six colours; of neighbours with the same, one is dashed.
        let many = SeriesLooks().looks(of: (1...9).map { "step \($0)" })
        let sorted = (1...9).compactMap { many["step \($0)"] }
        for (one, next) in zip(sorted, sorted.dropFirst()) {
            #expect(one.role != next.role || one.repeatsColour != next.repeatsColour)
        }
    }

    @Test func tellOtherNamesApartByTheirShapesToo() {
        let names = ["heavy ball", "Nesterov", "running mean", "λ = 1"]
        let looks = SeriesLooks().looks(of: names)
        #expect(looks.count == 4 && Set(looks.values.map(\.role)).count == 4)
        #expect(Set(looks.values.map(\.line)).count == 4 && looks.values.allSatisfy { $0.line == $0.dot })
    }

    @Test func takeTheBooksColours() {
        let looks = SeriesLooks(named: ["Adam": .ink, "AMSGrad": .v]).looks(of: ["Lion", "AMSGrad", "Adam", "ADOPT"])
        #expect(looks["Adam"] == .init(role: .ink, dot: .circle, line: nil))
        #expect(looks["AMSGrad"] == .init(role: .series3, dot: .triangle, line: .triangle))
        let others = [looks["Lion"], looks["ADOPT"]].compactMap(\.self)
        #expect(Set(others.map(\.dot)).count == 2 && others.allSatisfy { ![.circle, .triangle].contains($0.dot) })
        // The same in a figure with other names.
        #expect(SeriesLooks(named: ["AMSGrad": .v]).looks(of: ["AMSGrad", "Yogi"])["AMSGrad"]?.role == .series3)
    }

    @Test func colourRowsWhereEachHasAColour() throws {
        var data = MarkData(
            numbers: ["x": [1, 2], "row": [.nan, .nan]],
            cells: ["row": [.text("sines"), .text("deep")]]
        )
        let settings = RowsSettings()
        settings.join(&data.frame, data)
        func roles(_ colours: [String: MarkRole]) throws -> [Role] {
            data.frame.colours = colours
            return try #require(settings.marks(data).first as? RowsMark).roles
        }
        #expect(try roles(["sines": .sweep1, "deep": .v, "sums": .ink]) == [.sweep1, .series3])
        #expect(try roles(["sines": .sweep1]).isEmpty)
    }

    @Test func areOfOneKindForEachRole() {
        let shapes = MarkRole.allCases.map { $0.shape ?? .circle }
        #expect(
            Set([MarkRole.ink, .muted, .lambdaGrad, .lambdaMax, .v, .gradient].map { $0.shape ?? .circle }).count == 6
        )
        #expect(Set(shapes.suffix(6)).count == 6)
    }

    /// A figure with one named line.
    private func figure(_ id: String, _ name: String, _ role: String) -> String {
        """
        ```{figure}
        id: \(id)
        caption: The loss falls.
        alt: The loss over the steps of a run, on a linear axis; it falls.
        panels:
          - marks:
              - line: {name: \(name), role: \(role), sql: "SELECT step AS x, loss AS y FROM trace"}
        ```
        """
    }

    private func faults(_ figures: [String], colours: String = "") throws -> [String] {
        let shelf = try Shelf(
            [Shelf.bowl(more: figures.joined(separator: "\n\n"))],
            configuration: "title: A\n\(colours)"
        )
        return try shelf.plan().faults.filter { $0.id.contains("colour") }.map { "\($0.message)" }
    }

    @Test func areCheckedOverAllFigures() throws {
        let two = [figure("fig-a", "Adam", "ink"), figure("fig-b", "Adam", "v"), figure("fig-c", "Lion", "v")]
        #expect(try faults(two) == ["fig-b: 'Adam' is v here, but it is ink in fig-a"])
        #expect(
            try faults(two, colours: "colours: {Adam: v}") == ["fig-a: 'Adam' is ink here, but book.yml gives it v"]
        )
        #expect(
            try faults([figure("fig-a", "Adam", "ink")], colours: "colours: {Adam: inc}") == [
                "there is no colour 'inc'"
            ]
        )
        #expect(try faults([figure("fig-a", "Adam", "ink"), figure("fig-b", "Adam", "ink")]).isEmpty)
    }

    @Test func putDotsSideBySideWhereTheyShareAFewPlaces() {
        func data(_ x: [Double], _ series: [String]) -> MarkData {
            MarkData(numbers: ["x": x, "y": x], cells: ["series": series.map { .text($0) }])
        }
        #expect(data([1, 2, 1, 2], ["a", "a", "b", "b"]).sharesPlaces)
        #expect(!data([1, 2, 3, 4], ["a", "a", "b", "b"]).sharesPlaces)
        #expect(!data([1, 2], ["a", "a"]).sharesPlaces)
        let many = (0..<20).map(Double.init)
        #expect(!data(many + many, many.map { _ in "a" } + many.map { _ in "b" }).sharesPlaces)
    }
}
