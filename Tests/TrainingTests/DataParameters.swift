import Tensors
import Testing

@testable import Training

/// Parameters and gradients written by another program.
@Suite struct DataParameters {
    private var layout: ParameterLayout {
        var layout = ParameterLayout()
        layout.append(name: "dense.weight", shape: [2, 1], role: .weight, fanIn: 1, fanOut: 2)
        layout.append(name: "dense.bias", shape: [2], role: .bias, fanIn: 1, fanOut: 2)
        return layout
    }

    private func fault(_ body: () throws -> [Double]) -> String? {
        do { _ = try body() } catch { return "\(error)" }
        return nil
    }

    @Test(arguments: [
        "1\n-2.5\n3e-3\n4\n", "1,-2.5,3e-3,4", "theta\n1\n-2.5\n0.003\n4", "a,b,c,d\r\n1,-2.5,.003,4\r\n",
    ])
    func areReadFromOneColumnOrOneRow(text: String) throws {
        #expect(try ParameterFiles.parameters(Array(text.utf8), file: "p", layout: layout) == [1, -2.5, 0.003, 4])
    }

    @Test func areCountedAgainstTheLayout() {
        let wanted = "4 numbers: dense.weight [2, 1], dense.bias [2]"
        let short = fault { try ParameterFiles.parameters(Array("1\n2\n3".utf8), file: "p.csv", layout: layout) }
        #expect(short == "p.csv: found 3 numbers, wanted \(wanted)")
        let square = fault { try ParameterFiles.parameters(Array("1,2\n3,4".utf8), file: "p.csv", layout: layout) }
        #expect(square == "p.csv: found 2 rows of 2 columns, wanted one row or one column; \(wanted)")
        let narrow = fault { try ParameterFiles.gradients(Array("g\n1\n2\n3\n4".utf8), file: "g.csv", layout: layout) }
        #expect(narrow == "g.csv, line 2: found 1 columns, wanted \(wanted)")
        let word = fault { try ParameterFiles.gradients(Array("1,2,3,4\n1,2,y,4".utf8), file: "g.csv", layout: layout) }
        #expect(word == "g.csv, line 2, column 3: found 'y', wanted a finite number")
        let empty = fault { try ParameterFiles.parameters([], file: "p.csv", layout: layout) }
        #expect(empty == "p.csv: found an empty file, wanted a file with data")
    }

    @Test(arguments: ["1,2,3,4\n5,6,7,8", "w0,w1,b0,b1\n1,2,3,4\n5,6,7,8\n"])
    func includeGradientsStepAfterStep(text: String) throws {
        let gradients = try ParameterFiles.gradients(Array(text.utf8), file: "g", layout: layout)
        #expect(gradients == [1, 2, 3, 4, 5, 6, 7, 8])
    }
}
