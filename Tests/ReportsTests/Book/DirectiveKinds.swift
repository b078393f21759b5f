import Settings
import Testing

@testable import Reports

/// Laws for every kind of directive.
@Suite struct DirectiveKinds {
    @Test func canBeCheckedAndShown() {
        for kind in Directives.kinds { #expect(kind is any PageDirective.Type, "\(kind.name)") }
    }

    @Test func sayWhetherTheyGiveNumbers() {
        for kind in Directives.kinds {
            #expect(kind.init().givesNumbers == (kind is any NumberSource.Type), "\(kind.name)")
        }
        #expect(Directives.kinds.contains { $0.init().givesNumbers })
    }
}
