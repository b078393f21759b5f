extension Migration {
    /// Adds the rises of the loss that every rule found, besides the spikes of the experiment's own detector.
    ///
    /// Earlier analyses have none. They are made again, since the code of the analysis is part of their keys.
    static let rises = Migration(
        name: "rises",
        statements: [
            """
            CREATE TABLE stored_rise (
              analysis INTEGER NOT NULL, number INTEGER NOT NULL, rule TEXT NOT NULL, kind TEXT NOT NULL,
              start INTEGER NOT NULL, peak INTEGER NOT NULL, "end" INTEGER, height_decades, height, height_sigma,
              PRIMARY KEY (analysis, number)
            ) WITHOUT ROWID
            """,
            """
            CREATE VIEW rise AS SELECT \(place), t.number AS number, t.rule AS rule, t.kind AS kind, t.start AS start,
              t.peak AS peak, t."end" AS "end", t.height_decades AS height_decades, t.height AS height,
              t.height_sigma AS height_sigma
            \(analysed) JOIN stored_rise AS t ON t.analysis = a.id
            """,
        ]
    )
}
