import Diagnostics

/// Texts as a JSON list, for a query over any number of them.
enum JSONList {
    static func text(of texts: [String]) -> String {
        "[" + texts.map { JSONText.quoted($0) }.joined(separator: ",") + "]"
    }
}
