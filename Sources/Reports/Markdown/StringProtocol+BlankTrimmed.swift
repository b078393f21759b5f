extension StringProtocol {
    /// The text without ASCII white space at its ends.
    var blankTrimmed: String {
        let text = Substring(self)
        let bytes = text.utf8
        guard let first = bytes.firstIndex(where: { !$0.isBlank }),
            let last = bytes.lastIndex(where: { !$0.isBlank })
        else { return "" }
        return String(text[first...last])
    }
}
