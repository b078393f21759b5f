import Testing

@testable import Charts

@Suite struct DataTables {
    @Test func givesShortSeriesAsTheyAre() throws {
        let table = try figure([1, 2.5, .nan], name: "$\\lambda$").table()
        #expect(table.columns == ["step", "λ"])
        #expect(table.rows == [["0", "1"], ["1", "2.5"], ["2", "NaN"]])
    }

    @Test func summarisesLongSeriesWithTheirExtremes() throws {
        var y = (0..<6000).map { Double($0) }
        y[3123] = 1e6
        let table = try figure(y, name: "loss").table()
        #expect(table.rows.count == 60)
        #expect(table.columns == ["step", "loss, first", "loss, min", "loss, max", "loss, last"])
        #expect(table.rows[0] == ["0–99", "0", "0", "99", "99"])
        #expect(table.rows.joined().contains("1\u{2009}000\u{2009}000"))
    }

    @Test func namesASeriesAfterItsPanel() throws {
        #expect(try figure([1, 2]).table().columns == ["step", "Loss"])
    }

    @Test func writesEveryValueAsCSV() throws {
        var shown = figure([0.1, .nan, -.infinity], name: "a, b")
        shown.panels[0].marks.append(LineMark(Samples(x: [1, 1.5], y: [7, 8]), name: "c"))
        #expect(try shown.csv() == "step,\"a, b\",c\n0,0.1,\n1,nan,7\n1.5,,8\n2,-inf,\n")
    }

    @Test func writesSeriesThatGoBackAndForthPointByPoint() throws {
        var shown = figure([1])
        shown.panels[0].marks = [DotsMark(Samples(x: [2, 1], y: [3, 4]), name: "dots")]
        #expect(try shown.csv() == "series,step,value\ndots,2,3\ndots,1,4\n")
    }
}
