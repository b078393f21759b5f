/// The kinds of marks.
enum Marks {
    static let kinds: [any MarkSettings.Type] = [
        LineSettings.self, DotsSettings.self, RuleSettings.self, GuideSettings.self, NoteSettings.self,
        HeatSettings.self, PathSettings.self, SpreadSettings.self, RowsSettings.self, ScatterSettings.self,
        StretchesSettings.self,
    ]
}
