import Diagnostics

/// Reads what the compiler says about a cell.
enum CompilerMessage {
    /// The fault of a list of settings whose owner the compiler cannot know, which it tells by several errors.
    private static func settings(_ place: Place, _ cell: CellSource) -> Diagnostic {
        let message = "\(cell.id): the list of settings does not say of which type they are"
        let help = "write static let settings: [Setting<Mine>] = […], with the name of the type for Mine"
        return Diagnostic("cell.swift", at: place, message, help: help)
    }

    /// The errors as faults at the chapter's places.
    ///
    /// An error without a place in the chapter, such as one of the linker, stands at the cell's head.
    static func faults(in output: String, of cell: CellSource) -> [Diagnostic] {
        let text = CellText(cell)
        var seen: Set<String> = []
        var faults: [Diagnostic] = []
        for line in output.split(separator: "\n") {
            guard let match = line.wholeMatch(of: /(.*?):(\d+):(\d+): (error|note): (.*)/),
                String(match.output.1) == cell.place.file, let number = Int(match.output.2),
                let column = Int(match.output.3)
            else { continue }
            let message = String(match.output.5)
            if text.lacksTypeOfSettings(line: number) {
                guard match.output.4 == "error", seen.insert("\(number)").inserted else { continue }
                faults.append(settings(text.place(line: number, column: column), cell))
                continue
            }
            if match.output.4 == "note" {
                // A note may tell what to do about the error before it.
                if let last = faults.indices.last, faults[last].help == nil { faults[last].help = message }
                continue
            }
            guard seen.insert("\(number) \(message)").inserted else { continue }
            let place = text.place(line: number, column: column)
            faults.append(Diagnostic("cell.swift", at: place, "\(cell.id): \(message)"))
        }
        if !faults.isEmpty { return faults }
        let told = output.split(separator: "\n").first { $0.contains("error:") }.map(String.init)
        let why = told ?? output.split(separator: "\n").last.map(String.init) ?? "it says nothing"
        return [Diagnostic("cell.swift", at: cell.head, "\(cell.id) cannot be compiled: \(why.prefix(300))")]
    }
}
