import Testing

@testable import Charts

@Suite struct Reducers {
    /// A slow wave with noise, and spikes of one sample each.
    private func series(_ count: Int, noise: Double, seed: UInt64) -> (y: [Double], spikes: [Int]) {
        var dice = Dice(seed)
        var y = (0..<count).map { Double($0 % 1000) / 1000 + noise * (dice.roll() - 0.5) }
        let spikes = (0..<20).map { ($0 * count) / 20 + dice.roll(count / 20) }
        for (number, index) in spikes.enumerated() { y[index] = number % 2 == 0 ? 6 : -5 }
        return (y, spikes)
    }

    @Test(arguments: [0.0, 0.5]) func neverLosesAOneSampleSpike(noise: Double) {
        var (y, spikes) = series(100_000, noise: noise, seed: 5)
        // Spikes next to a NaN are tested too.
        y[spikes[3] + 1] = .nan
        y[spikes[4] - 1] = .nan
        let frame = Frame(count: y.count, low: -5, high: 6)
        let vertices = frame.shape(of: y).vertices
        for index in spikes {
            let (x, height) = (frame.x.position(Double(index)), frame.y.position(y[index]))
            #expect(vertices.contains { abs($0.x - x) <= 1 && abs($0.y - height) <= 0.25 }, "spike at \(index)")
        }
    }

    @Test func losesSpikesWhenPointsAreDrawnAtRandom() {
        // Shows that the test above can fail: a random sample does not pass it.
        let (y, spikes) = series(100_000, noise: 0, seed: 5)
        let frame = Frame(count: y.count, low: -5, high: 6)
        var dice = Dice(9)
        let vertices = (0..<1500).map { _ in
            let index = dice.roll(y.count)
            return Point(frame.x.position(Double(index)), frame.y.position(y[index]))
        }
        let kept = spikes.filter { index in
            let (x, height) = (frame.x.position(Double(index)), frame.y.position(y[index]))
            return vertices.contains { abs($0.x - x) <= 1 && abs($0.y - height) <= 0.25 }
        }
        #expect(kept.count < 10)
    }

    @Test func keepsTheEnvelopeOfEveryColumn() {
        let (y, _) = series(50_000, noise: 0.8, seed: 6)
        let frame = Frame(count: y.count, low: -5, high: 6)
        let reduced = Reducer.reduce(Samples(y), x: frame.x, y: frame.y)
        var columns: [Int: (low: Double, high: Double)] = [:]
        for (index, value) in y.enumerated() {
            let column = Int(((frame.x.position(Double(index)) - frame.plot.left) * 2).rounded(.down))
            let old = columns[column] ?? (value, value)
            columns[column] = (min(old.low, value), max(old.high, value))
        }
        for column in reduced.pieces.joined() {
            #expect(y[column.low] == columns[column.index]?.low && y[column.high] == columns[column.index]?.high)
        }
        #expect(reduced.pieces.joined().count == columns.count)
    }

    @Test func boundsTheVerticesByTheWidthAndNotByTheSeries() throws {
        let (y, _) = series(200_000, noise: 1, seed: 7)
        let frame = Frame(count: y.count, low: -5, high: 6)
        #expect(frame.shape(of: y).vertices.count <= 4 * 1281)
        let rendering = try figure(y).render()
        #expect(rendering.scene.longestStroke <= 500)
        #expect(rendering.inlineSVG.utf8.count < 60_000)
        #expect(rendering.summaries.first?.points == y.count)
        #expect(rendering.summaries.first?.method == .minMax)
    }

    /// What is left out of a line lies so near to it that nobody could see it there, peaks above all.
    @Test(arguments: [0, 0.02, 1]) func straightensByLessThanCanBeSeen(noise: Double) {
        let (y, spikes) = series(3000, noise: noise, seed: 11)
        let frame = Frame(count: y.count, low: -5, high: 6)
        let points = y.indices.map { Point(frame.x.position(Double($0)), frame.y.position(y[$0])) }
        let corners = Straightening.vertices(of: points)
        #expect(corners.first == points.first && corners.last == points.last)
        #expect(spikes.allSatisfy { corners.contains(points[$0]) })
        var segment = 0
        for point in points {
            while corners[segment + 1].x < point.x { segment += 1 }
            let (start, end) = (corners[segment], corners[segment + 1])
            let share = (point.x - start.x) / (end.x - start.x)
            let (dx, dy) = (end.x - start.x, end.y - start.y)
            let away = abs(point.y - start.y - share * dy) * dx / (dx * dx + dy * dy).squareRoot()
            #expect(away <= Straightening.tolerance + 1e-9)
        }
    }

    @Test func drawsASmoothCurveWithFewVertices() {
        let curve = (0..<1000).map { Point(Double($0) / 2, 80 - 60 / (1 + Double($0) / 80)) }
        #expect(Straightening.vertices(of: curve).count < 60)
        #expect(Straightening.vertices(of: [curve[0], curve[9]]) == [curve[0], curve[9]])
    }

    @Test func drawsEveryPointOfAShortSeries() throws {
        let rendering = try figure([1, 3, 2, 5]).render()
        let summary = try #require(rendering.summaries.first)
        #expect(summary.points == 4 && summary.drawn == 4 && summary.method == .everyPoint)
        #expect(summary.range == 1...5)
    }

    @Test func keepsTheSlopeOfALineThatLeavesTheWindow() {
        let box = Box(left: 0, top: 0, width: 100, height: 100)
        let pieces = Clipping.pieces(of: [Point(0, 50), Point(10, 50), Point(20, 50_050), Point(30, 50)], in: box)
        #expect(pieces.count == 2)
        #expect(pieces.joined().allSatisfy { box.contains($0) })
        #expect(abs((pieces.first?.last?.x ?? 0) - 10.01) < 0.001)
    }

    @Test func keepsOneNeighbourBeyondAWindow() throws {
        var whole = figure((0..<1000).map { Double($0 % 7) })
        whole.x.limits = 100...200
        #expect(try whole.render().summaries.first?.points == 101)
    }
}
