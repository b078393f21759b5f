import Foundation
import Testing

@testable import Reports

/// Results that several threads compute before they are needed.
@Suite struct WorkAheads {
    private struct Fault: Error, Equatable {
        var number: Int
    }

    @Test(arguments: [0, 1, 3])
    func isDoneOnceForEachKey(helpers: Int) throws {
        let made = Protected<[Int]>([])
        let ahead = WorkAhead(for: Array(0..<100), helpers: helpers) { number in
            made.update { $0.append(number) }
            return number * number
        }
        // Requested in another order than announced.
        for number in (0..<100).reversed() { #expect(try ahead.result(for: number) == number * number) }
        ahead.end()
        #expect(made.value.sorted() == Array(0..<100))
    }

    @Test func isForgottenOnceItWasHanded() throws {
        let ahead = WorkAhead(for: [1], helpers: 1) { $0 }
        #expect(try ahead.result(for: 1) == 1)
        #expect(try ahead.result(for: 1) == nil)
        #expect(try ahead.result(for: 2) == nil, "nobody announced it")
        ahead.end()
    }

    @Test(arguments: [0, 2])
    func throwsWhatTheWorkThrewToWhoeverAsks(helpers: Int) throws {
        let ahead = WorkAhead(for: [1, 2, 3], helpers: helpers) { number in
            if number == 2 { throw Fault(number: number) }
            return number
        }
        #expect(try ahead.result(for: 1) == 1)
        #expect(throws: Fault(number: 2)) { try ahead.result(for: 2) }
        #expect(try ahead.result(for: 3) == 3)
        ahead.end()
    }

    @Test func isGivenUpWhereNobodyHasBegun() throws {
        let begun = DispatchSemaphore(value: 0)
        let (underWay, made) = (Protected(0), Protected(0))
        let ahead = WorkAhead(for: Array(0..<20_000), helpers: 2) { _ in
            underWay.update { $0 += 1 }
            begun.signal()
            Thread.sleep(forTimeInterval: 0.001)
            made.update { $0 += 1 }
            underWay.update { $0 -= 1 }
        }
        begun.wait()
        ahead.end()
        #expect(underWay.value == 0, "what was begun is waited for")
        #expect(made.value < 20_000)
        #expect(try ahead.result(for: 19_999) == nil)
    }
}
