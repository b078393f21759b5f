extension Chapter {
    /// Every number that it checks: those of its prose and those within its directives.
    var numbers: [CheckedNumber] {
        index.values.map(CheckedNumber.init) + fences.flatMap { CheckedNumber.scan($0.body) }
    }
}

extension CheckedNumber {
    /// A number of the prose.
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
