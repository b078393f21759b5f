import Diagnostics

/// The text that the compiler gets for a cell: its code with the places of the chapter, and the list of its units.
struct CellText {
    private let cell: CellSource
    /// Whether the step of an optimizer gets views of its vectors, which not every way of writing one allows.
    private let hasViews: Bool

    init(_ cell: CellSource, hasViews: Bool = false) {
        self.cell = cell
        self.hasViews = hasViews
    }

    /// The modules that a cell need not import.
    private static let modules = ["Settings", "Tensors", "Curvature", "Traces", "Training", "Diagnostics"]
    /// What makes a generic function as fast as one written for each precision; authors need not know.
    private static let copies = "@specialized(where S == Double) @specialized(where S == Float) "

    /// A function that is generic in the precision, at the beginning of its line.
    private static var generic: Regex<(Substring, Substring)> {
        /(?m)^([ \t]*)(?=(?:(?:public|internal|private|fileprivate|mutating|static|final|@inlinable) )*func +\w+<S: Scalar>\()/
    }

    /// The head of an optimizer's step, up to the end of its line.
    private static var step: Regex<(Substring, Substring)> {
        /func +update<S: Scalar>\(\s*_ state: OptimizerState<S>,\s*_ (\w+): Vector<S>,\s*gradient: Vector<S>,?\s*\)\s*\{(?=[ \t]*\n)/
    }

    /// The code with views in an optimizer's step, under the names of its parameters.
    private var viewed: String {
        cell.code.replacing(Self.step) { match in
            let name = match.output.1
            return match.output.0 + " let (state, \(name), gradient) = StateView.step(state, \(name), gradient)"
        }
    }

    /// The code, with imports before it and without the chapter's text.
    var code: String {
        let imports = Self.modules.map { "import \($0)" }.joined(separator: "; ")
        let file = cell.place.file.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        let code = (hasViews ? viewed : cell.code).replacing(Self.generic) { $0.output.1 + Self.copies }
        return "\(imports)\n#sourceLocation(file: \"\(file)\", line: \(cell.place.line))\n\(code)\n"
    }

    /// A type at file level that other files can name.
    private static var type: Regex<(Substring, Substring)> {
        /(?m)^(?:(?:public|internal|final|@\w+) )*(?:struct|class|enum|actor) +(\w+)(?!\w| *<)/
    }

    /// The function by which a worker learns of the cell's types.
    var entry: String {
        let types = cell.code.matches(of: Self.type).map { "\($0.output.1).self" }.joined(separator: ", ")
        return
            "import Training\n\n@_cdecl(\"\(Self.entryName)\")\npublic func loadUnits() { LoadedUnits.add([\(types)]) }\n"
    }

    /// The symbol of that function.
    static let entryName = "spikebook_load_units"

    /// Whether a line of the chapter begins a list of settings without its type.
    func lacksTypeOfSettings(line: Int) -> Bool {
        let lines = cell.code.split(separator: "\n", omittingEmptySubsequences: false)
        let index = line - cell.place.line
        return lines.indices.contains(index) && lines[index].contains(/static let settings *=/)
    }

    /// The place in the chapter of a line and a column in bytes, both from 1, of the compiler's messages.
    func place(line: Int, column: Int) -> Place {
        let lines = cell.code.split(separator: "\n", omittingEmptySubsequences: false)
        let index = min(max(0, line - cell.place.line), max(0, lines.count - 1))
        let text = lines.isEmpty ? "" : String(lines[index])
        let isGeneric = text.firstMatch(of: Self.generic) != nil
        let margin = text.prefix { $0 == " " || $0 == "\t" }.utf8.count
        let isBehind = isGeneric && column > margin + Self.copies.utf8.count
        let byte = column - 1 - (isBehind ? Self.copies.utf8.count : 0)
        let before = String(decoding: text.utf8.prefix(max(0, byte)), as: UTF8.self).count
        let indentation = cell.place.column - 1
        return Place(file: cell.place.file, line: cell.place.line + index, column: indentation + before + 1)
    }
}
