/// Receives values while JSON is scanned.
///
/// Paths are keys joined by `/`, without indices in lists.
protocol JSONVisitor {
    mutating func number(_ path: UnsafeBufferPointer<UInt8>, _ number: LogNumber)
    mutating func text(_ path: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>)
    /// Called where an object begins or ends; `inList` tells whether it is an element of a list.
    mutating func object(_ path: UnsafeBufferPointer<UInt8>, begins: Bool, inList: Bool)
    mutating func list(_ path: UnsafeBufferPointer<UInt8>, begins: Bool)
}

extension JSONVisitor {
    mutating func text(_ path: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>) {
        if let number = LogNumber(whole: text) { self.number(path, number) }
    }
    mutating func object(_ path: UnsafeBufferPointer<UInt8>, begins: Bool, inList: Bool) {}
    mutating func list(_ path: UnsafeBufferPointer<UInt8>, begins: Bool) {}
}
