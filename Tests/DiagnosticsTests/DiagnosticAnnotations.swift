import Diagnostics
import Foundation
import Testing

/// Diagnostics as GitHub's workflow commands.
@Suite struct DiagnosticAnnotations {
    private func render(_ diagnostics: Diagnostic...) -> String {
        DiagnosticFormat.github.render(diagnostics) { _ in nil }
    }

    @Test func namesFileLineColumnAndTitle() {
        let place = Place(file: "Chapters/01.md", line: 3, column: 5)
        #expect(
            render(Diagnostic("x.y", at: place, "wrong")) == "::error file=Chapters/01.md,line=3,col=5,title=x.y::wrong"
        )
        #expect(render(Diagnostic(.warning, "x", at: nil, "wrong")) == "::warning title=x::wrong")
    }

    @Test func keepsOneDiagnosticOnOneLine() {
        let text = render(Diagnostic("x", at: nil, "100 %\r\nof\nit", help: "help"))
        #expect(text == "::error title=x::100 %25%0D%0Aof%0Ait%0Ahelp")
    }

    @Test func escapesWhatWouldEndAProperty() {
        let place = Place(file: "a,b:c%.md", line: 1)
        #expect(
            render(Diagnostic("x", at: place, "a,b:c")) == "::error file=a%2Cb%3Ac%25.md,line=1,col=1,title=x::a,b:c"
        )
    }

    @Test func writesALineEach() {
        #expect(
            render(Diagnostic("x", at: nil, "a"), Diagnostic("y", at: nil, "b"))
                == "::error title=x::a\n::error title=y::b"
        )
    }
}
