import Diagnostics
import Foundation
import Storage

/// A wrong number, and whether the program may replace it.
///
/// It may only if the new text is unambiguous to every reader.
struct NumberRewriting {
    let number: CheckedNumber
    let written: WrittenNumber
    let found: ValueCheck.Found
    /// The text after the number's link.
    let unit: Substring

    /// Why the number is not rewritten; nil when it may be.
    var refusal: Diagnostic? { infinite ?? moved ?? scaled ?? rounded }

    /// The first columns of the row that was used, if the number refers to one of several rows.
    var row: String {
        guard let (rows, index, _) = found.row, rows.table.rows.count > 1 else { return "" }
        return "row \(index + 1): \(rows.summary(of: index))"
    }

    private var result: String { NumberText.told(found.number) }

    private func refuse(_ kind: String, _ message: String, help: String) -> Diagnostic {
        Diagnostic("value.\(kind)", at: number.place, message, help: help)
    }

    private var infinite: Diagnostic? {
        guard !found.number.isFinite else { return nil }
        return refuse(
            "infinite",
            "the prose says \(number.text), the result is \(result), which no digits tell",
            help: "say so in words, or look why \(number.key) has no finite value"
        )
    }

    /// The refusal of a number whose text equals the value of another row: rows were added or removed above it.
    private var moved: Diagnostic? {
        guard let (rows, index, column) = found.row, let key = try? ValueKey(number.key), key.names.count > 1,
            let other = rows.table.rows.indices.first(where: { row in
                row != index
                    && rows.table.rows[row][column].number.map { written.agrees(with: $0, within: number.tolerance) }
                        == true
            })
        else { return nil }
        func named(_ row: Int) -> String {
            let spelled = rows.spelling(of: row, without: key.names[0])
            return "value:\(key.source).\(key.names[0])" + (spelled ?? ".\(row + 1)")
        }
        return refuse(
            "row-moved",
            "the prose says \(number.text), which is row \(other + 1) of '\(key.source)' and not row \(index + 1), \(result)",
            help: "rows may have moved: write \(named(other)) if \(number.text) is right, "
                + "\(named(index)) and \(result) if the row is"
        )
    }

    /// The refusal of a number with a scale word, when the result at another scale is nearer to the text.
    private var scaled: Diagnostic? {
        let outside = NumberScale(unit)
        // A scale word within the brackets multiplies the number, and the result may be in that unit; behind the
        // brackets it is the opposite.
        let readings = [written.scale.otherwise, written.scale.factor, outside.otherwise, 1 / outside.factor]
        guard readings.filter({ $0 != 1 }).contains(where: isNearer) else { return nil }
        return refuse(
            "scale",
            "the prose says \(number.text + unitText), the result is \(result), which may be of another scale",
            help:
                "write \(result) without that unit, or let the query give it in that unit: within the brackets thousand, "
                + "million, k, M, G and their like multiply, and all else is the result's own unit"
        )
    }

    private var unitText: String {
        let word = unit.prefix { !$0.isLetter && !"%‰".contains($0) }
        guard NumberScale(unit) != NumberScale("") else { return "" }
        return String(word + unit.dropFirst(word.count).prefix { $0.isLetter || "%‰".contains($0) })
    }

    private func isNearer(times factor: Double) -> Bool {
        func distance(_ result: Double) -> Double { abs(log(abs(result) / abs(written.value))) }
        guard found.number != 0, written.value != 0 else { return found.number != 0 && abs(found.number) <= 1 }
        return distance(found.number * factor) < distance(found.number)
    }

    /// The refusal of a text that would say zero for another result, or would otherwise not express the result.
    private var rounded: Diagnostic? {
        let new = written.rewritten(for: found.number)
        guard let read = WrittenNumber(new), read.agrees(with: found.number), read.value != 0 || found.number == 0
        else {
            return refuse(
                "rounded",
                "the prose says \(number.text), the result is \(result), which would be \(new) in this manner of writing",
                help: "write it with more digits, such as \(NumberText.significant(found.number, digits: 2))"
            )
        }
        return nil
    }

    /// The refusal of a number whose source is spelled with other characters, such as entities.
    var unlikeItsSource: Diagnostic {
        refuse(
            "spelled",
            "the prose says \(number.text), the result is \(result), and the number is spelled by other signs in the file",
            help: "write \(written.rewritten(for: found.number)) there"
        )
    }
}
