import Settings
import TestSupport
import Testing

@testable import Training

/// Changes of data during a run.
@Suite struct DataShifts {
    private func faults(_ parts: Value) -> [SettingFault] {
        do { _ = try Shifts(reading: ["parts": parts]) } catch let error as SettingFaults { return error.faults } catch
        {}
        return []
    }

    @Test func areInForceFromTheirStepOn() throws {
        let shifts = try Shifts(reading: [
            "parts": [
                ["data": ["sines": ["points": 5]]], ["from": 10, "data": ["sines": ["points": 7, "frequencies": 2]]],
                ["from": 20, "data": "sines"],
            ]
        ])
        let schedule = try shifts.schedule(seed: 0, files: [:])
        #expect([1, 9, 10, 19, 20, 1_000].map { schedule.dataset(at: $0).count } == [5, 5, 7, 7, 64, 64])
        #expect([1, 9, 10, 20].map { schedule.part(at: $0) } == [0, 0, 1, 2])
        #expect(try shifts.dataset(seed: 0, files: [:]) == schedule.dataset(at: 1))
        #expect(shifts.announcedShape == schedule.shape)
    }

    @Test func keepWhatTheirSettingsLeaveAlone() throws {
        let shifts = try Shifts(reading: [
            "parts": [
                ["data": "quadratic-regression"],
                ["from": 5, "data": ["quadratic-regression": ["noise": 1]]],
                ["from": 9, "data": "quadratic-regression"],
                ["from": 12, "data": "quadratic-regression", "redraw": 1],
                ["from": 14, "data": "quadratic-regression", "redraw": 2],
            ]
        ])
        let parts = try shifts.schedule(seed: 3, files: [:]).parts.map(\.dataset)
        #expect(parts[0] == parts[2] && parts[0] == QuadraticRegression().dataset(seed: 3))
        #expect(parts[0].inputs == parts[1].inputs && parts[0].targets != parts[1].targets)
        #expect(Set(parts).count == 4)
    }

    @Test func beginWithTheGapOfTheEmbedding() throws {
        let schedule = try Shifts().schedule(seed: 0, files: [:])
        #expect(schedule.parts.map(\.from) == [1, 2_001, 8_001])
        #expect(schedule.parts.map { $0.dataset.inputs.indices.max() } == [39, 19, 39])
    }

    @Test func fillInEveryDefault() throws {
        let resolved = try Shifts(reading: ["parts": [["data": "sines"]]]).resolved
        let wanted: Value = [
            "parts": [["from": 1, "data": .map([Value.Entry("sines", Sines().resolved)]), "redraw": 0]]
        ]
        #expect(resolved == wanted)
        #expect(try Shifts(reading: resolved).resolved == resolved)
    }

    @Test(
        arguments: [
            ([["data": "sines"], ["from": 5, "data": "sine-of-sum"]], ["1", "data"]),
            ([["from": 2, "data": "sines"]], ["0", "from"]),
            ([["data": "sines"], ["from": 5, "data": "sines"], ["from": 5, "data": "sines"]], ["2", "from"]),
            ([["data": "sins"]], ["0", "data", "sins"]),
            ([["data": ["sines": ["points": 1]]]], ["0", "data", "sines", "points"]),
            ([["from": 1]], ["0", "data"]), ([["data": "shifts"]], ["0", "data", "shifts"]),
            ([["step": 1, "data": "sines"]], ["0", "step"]), ([], []), ("sines", []),
        ] as [(Value, [String])]
    )
    func sayWhereTheyAreWrong(parts: Value, path: [String]) {
        #expect(faults(parts).map(\.path) == [["parts"] + path])
    }

    @Test func nameTheShapesThatDoNotFit() {
        let found = faults([["data": "sines"], ["from": 5, "data": ["sine-of-sum": ["dimension": 2]]]])
        #expect(
            found.map(\.message) == ["samples change from vectors [1] → vectors [1] to vectors [2] → vectors [1]"]
        )
    }

    @Test func readTheFilesOfTheirParts() throws {
        let shifts = try Shifts(reading: [
            "parts": [
                ["data": ["csv": ["file": "a"]]], ["from": 3, "data": ["csv": ["file": "b"]]],
                ["from": 4, "data": ["csv": ["file": "a", "limit": 1]]],
            ]
        ])
        #expect(shifts.files == ["a", "b"])
        let schedule = try shifts.schedule(seed: 0, files: ["a": Array("1,2\n3,4".utf8), "b": Array("5,6".utf8)])
        #expect(schedule.parts.map { $0.dataset.targets.numbers } == [[2, 4], [6], [2]])
        let fault = #expect(throws: DataFault.self) {
            try shifts.schedule(seed: 0, files: ["a": Array("1,2".utf8), "b": Array("5,6,7".utf8)])
        }
        #expect(
            fault?.description
                == "b: found vectors [2] → vectors [1] from step 3 on, wanted vectors [1] → vectors [1] as before it"
        )
    }
}
