import Foundation
import Settings
import SourceTexts
import Testing

@testable import Reports

/// Declarations of Swift sources, found without a compiler.
@Suite struct Declarations {
    private static let sample = #"""
        import Tensors

        /// A walk.
        @frozen public struct Walk<S: Scalar>: Sendable where S: Real {
            // not documentation
            public static let text = "func no() { \("}" + "{") }", other = 1
            /// Two lines,
            /// here.
            @inlinable
            public static func < (a: Self, b: Self) -> Bool { a.text < b.text }
            var width: Int {
                get { 1 }
                set { /* } */ }
            }
            static let long: [String] =
                ["a"]
                + more.map { $0 }
            init?(_ a: [String: Int], by b: (Int, Int) -> Void = { _, _ in }, c d: Map<A, B>) { }
            func dot(_ a: Int) -> Int
            { a }
            func dot(_ a: Int, _ b: Int) async throws -> Int {
                func inner() {}
                return """
                    } \(a) {
                    """.count
            }
            class func make() {}
            subscript(_ i: Int, at j: Int) -> Int { 0 }
            enum Kind: String { case one, two = "}", `default`
                case three(a: Int, b: Int)
            }
        }
        #if DEBUG
        extension Walk.Kind: Hashable {
            func hash(into hasher: inout Hasher) {}
        }
        #endif
        protocol P {
            associatedtype Q: Sendable
            func ask() throws
            var q: Q { get }
        }
        func global() {}
        let pattern = /\{"/, after = 2
        """#

    private static let found = SwiftDeclarations.all(in: sample)

    @Test(arguments: [
        ("Walk", 4...32), ("Walk.text", 6...6), ("Walk.<(a:b:)", 9...10), ("Walk.width", 11...14),
        ("Walk.long", 15...17), ("Walk.init(_:by:c:)", 18...18), ("Walk.dot(_:)", 19...20),
        ("Walk.dot(_:_:)", 21...26), ("Walk.make()", 27...27), ("Walk.subscript(_:at:)", 28...28),
        ("Walk.Kind", 29...31), ("Walk.Kind.one", 29...29), ("Walk.Kind.two", 29...29), ("Walk.Kind.default", 29...29),
        ("Walk.Kind.three", 30...30), ("Walk.Kind.hash(into:)", 35...35), ("P", 38...42), ("P.Q", 39...39),
        ("P.ask()", 40...40), ("P.q", 41...41), ("global()", 43...43), ("pattern", 44...44),
    ])
    func haveANameAndLines(name: String, lines: ClosedRange<Int>) throws {
        let declaration = try #require(Self.found.first { $0.name == name && !$0.isExtension })
        #expect(declaration.lines == lines)
    }

    @Test func areNotSoughtInBodies() {
        #expect(Self.found.map(\.path).allSatisfy { !$0.contains("inner") && !$0.contains("no") })
        #expect(Self.found.filter(\.isExtension).map(\.name) == ["Walk.Kind"])
    }

    private func listing(_ name: String, lines: [Double] = [], of text: String = sample) throws -> Listing {
        var directive = SourceDirective()
        directive.file = "Walk.swift"
        directive.declaration = name
        directive.lines = lines
        return try Listing(directive, in: text)
    }

    @Test func areShownWithTheirDocumentationAndWithoutTheirMargin() throws {
        let less = try listing("Walk.<")
        #expect(less.lines == 7...10)
        #expect(less.text.hasPrefix("/// Two lines,\n/// here.\n@inlinable\npublic static func <"))
        #expect(try listing("Walk").lines.lowerBound == 3)
        #expect(try listing("dot(_:_:)", lines: [2, 2]).text == "func inner() {}")
        #expect(try listing("", lines: [1, 1]).text == "import Tensors")
        #expect(try listing("Kind.hash").text == "func hash(into hasher: inout Hasher) {}")
    }

    @Test(arguments: [
        ("Walk.dot", "Walk.dot(_:), Walk.dot(_:_:)"), ("Walk.dott(_:)", "did you mean 'Walk.dot(_:)'?"),
        ("Wall.make", "did you mean 'Walk.make()'?"), ("Other.globe", "known: P"),
        ("P.hash", "'Walk.Kind.hash(into:)'"),
    ])
    func areAskedForByName(name: String, help: String) {
        #expect { try listing(name) } throws: { error in
            ((error as? SettingFault)?.help ?? "").contains(help)
        }
    }
}
