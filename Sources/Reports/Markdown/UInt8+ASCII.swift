extension UInt8 {
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let dollar = UInt8(ascii: "$")
    static let backslash = UInt8(ascii: "\\")
    static let backtick = UInt8(ascii: "`")
    static let pipe = UInt8(ascii: "|")

    /// Whether the byte is a space, a tab or a line end.
    var isBlank: Bool { self == 0x20 || (0x09...0x0d).contains(self) }

    /// Whether the byte is an ASCII letter or digit.
    var isWordByte: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5a).contains(self) || (0x61...0x7a).contains(self)
    }
}
