extension Chapter {
    /// Every checked number of the chapter, in its prose and within its directives.
    var numbers: [CheckedNumber] {
        index.values.map(CheckedNumber.init) + fences.flatMap { CheckedNumber.scan($0.body) }
    }
}

extension CheckedNumber {
    /// The checked number of a link in the prose.
    init(_ value: Inline.Value) {
        self.init(
            key: value.key,
            text: value.text,
            place: value.textPlace,
            title: value.title,
            titlePlace: value.titlePlace
        )
    }
}
