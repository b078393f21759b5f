/// What is told while JSON is read; paths are keys joined by `/`, without the places in lists.
protocol JSONVisitor {
    mutating func number(_ path: UnsafeBufferPointer<UInt8>, _ number: LogNumber)
    mutating func text(_ path: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>)
    /// An object begins or ends, which is an element of a list or not.
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
